package pupils_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/pupils"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// keepAs keeps what is open as a view.
func keepAs(t *testing.T, w *shelltest.Window, name string) {
	t.Helper()
	menu(t, w, "View", "keep as")
	w.Type(name)
	w.Press("Ctrl+Enter")
	w.Screen().Focus()
}

// withoutViews is the demo school with the standard view alone.
func withoutViews(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Demo(t)
	views, err := d.Views(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range views {
		if err := d.RemoveView(context.Background(), v.ID); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestViewIsKeptRenamedMovedAndRemovedByKeys(t *testing.T) {
	d := withoutViews(t)
	w, _, _ := open(t, d)
	w.Press("Ctrl+F")
	w.Type("year:6")
	w.Press("Enter")
	if !w.Sees("Changed") {
		t.Fatalf("a changed view does not say so:\n%s", w.Text())
	}
	keepAs(t, w, "Leavers")
	if w.Sees("Changed") || !w.Sees("Leavers") {
		t.Errorf("after keeping:\n%s", w.Text())
	}
	w.Press("Ctrl+F")
	w.Type("need:SLCN")
	w.Press("Enter")
	keepAs(t, w, "Speech")
	w.Type("1") // back to the standard view
	if w.Sees("Changed") || !w.Sees("61 pupils shown") {
		t.Errorf("the standard view is another one than before:\n%s", w.Text())
	}
	w.Type("3")
	menu(t, w, "View", "rename")
	w.Type("es")
	w.Press("Ctrl+Enter")
	if v, ok := d.ViewNamed("esSpeech"); !ok || v.Query != "need:SLCN" {
		t.Errorf("renamed to %+v", v)
	}
	menu(t, w, "View", "move to the left")
	if views, err := d.Views(context.Background()); err != nil || views[0].Name != "esSpeech" || views[1].Name != "Leavers" {
		t.Errorf("the views are %+v, %v", views, err)
	}
	menu(t, w, "View", "remove")
	if _, there := d.ViewNamed("esSpeech"); there || !w.Sees("61 pupils shown") {
		t.Errorf("after removing:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if _, there := d.ViewNamed("esSpeech"); !there || !w.Sees("esSpeech") {
		t.Error("undo did not bring the view back")
	}
}

func TestTabsOfViewsAreGoneThroughByArrowsAndMovedWithShift(t *testing.T) {
	d := withoutViews(t)
	w, _, _ := open(t, d)
	keepAs(t, w, "One")
	keepAs(t, w, "Two")
	for range 40 {
		if _, there := w.Canvas().Focused().(*parts.Tabs); there {
			break
		}
		w.Press("Tab")
	}
	tabs := w.Canvas().Focused().(*parts.Tabs)
	w.Press("Left")
	if tabs.Current() != 1 {
		t.Errorf("Left leads to tab %d", tabs.Current())
	}
	withShift(w, "Right")
	if views, _ := d.Views(context.Background()); views[0].Name != "Two" || tabs.Current() != 2 {
		t.Errorf("moved to %v, current %d", views, tabs.Current())
	}
	withShift(w, "Left")
	withShift(w, "Left") // the standard view stays the first
	if views, _ := d.Views(context.Background()); views[0].Name != "One" || tabs.Current() != 1 {
		t.Errorf("moved to %v, current %d", views, tabs.Current())
	}
	w.Press("Left", "Left")
	if tabs.Current() != 0 {
		t.Errorf("Left leads to tab %d", tabs.Current())
	}
}

func TestTwoViewsOfOneNameAreRefused(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	keepAs(t, w, "One")
	menu(t, w, "View", "keep as")
	w.Type("one")
	w.Press("Ctrl+Enter")
	if !w.Sees("There is a view called “One” already.") || w.Canvas().Overlays().Top() == nil {
		t.Errorf("the form says\n%s", w.Text())
	}
}

func TestChangedViewIsKeptOrGoneBackFrom(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	keepAs(t, w, "Mine")
	w.Press("Ctrl+F")
	w.Type("year:5")
	w.Press("Enter")
	press(t, w, "Go back")
	if w.Sees("Changed") || !w.Sees("61 pupils shown") {
		t.Errorf("after going back:\n%s", w.Text())
	}
	w.Press("Ctrl+F")
	w.Type("year:5")
	w.Press("Enter")
	press(t, w, "Keep")
	if v, _ := d.ViewNamed("Mine"); v.Query != "year:5" || w.Sees("Changed") {
		t.Errorf("kept as %q:\n%s", v.Query, w.Text())
	}
	w.Press("Ctrl+Z")
	if v, _ := d.ViewNamed("Mine"); v.Query != "status:sen" || !w.Sees("61 pupils shown") {
		t.Errorf("undone to %q:\n%s", v.Query, w.Text())
	}
}

func TestColumnsAreChosenOrderedAndSizedByKeys(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	g := grid(t, w)
	w.Type("c")
	w.Press("Down", "Down", "Space") // Class goes
	alt(w, fyne.KeyUp)               // and stands before Year, should it come back
	w.Press("Down", "Down")          // SEN status
	w.Type("++")
	alt(w, fyne.KeyUp)
	w.Press("Enter")
	if got := titles(g); got != "Name, SEN status, Year, Since, Primary need, Other needs, Level, Review due, Flags" {
		t.Errorf("the columns are %s", got)
	}
	if g.Columns[1].Width < 40 {
		t.Errorf("SEN status is %v wide", g.Columns[1].Width)
	}
	if !w.Sees("Changed") {
		t.Error("other columns are no change")
	}
	w.Type("c")
	w.Press("Ctrl+Enter")
	if got := titles(g); got != "Name, SEN status, Year, Since, Primary need, Other needs, Level, Review due, Flags" {
		t.Errorf("opened again and taken, the columns are %s", got)
	}
}

func TestAViewWithoutColumnsIsRefused(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	g := grid(t, w)
	before := titles(g)
	w.Type("c")
	for range g.Columns {
		w.Press("Space", "Down")
	}
	w.Press("Ctrl+Enter")
	if !w.Sees("Tick at least one column.") || titles(g) != before {
		t.Errorf("the chooser says\n%s", w.Text())
	}
}

func TestHeadingWorkChangesTheViewAndIsRemembered(t *testing.T) {
	d := schooltest.Demo(t)
	w, memory, _ := open(t, d)
	g := grid(t, w)
	w.Press("Up", "Right", "Enter", "Right")
	withShift(w, "Enter", "Enter")
	w.Type("+")
	withShift(w, "Right")
	if got := titles(g); got != "Name, Year, SEN status, Class, Since, Primary need, Other needs, Level, Review due, Flags" {
		t.Errorf("the columns are %s", got)
	}
	if !w.Sees("1▲") || !w.Sees("2▼") {
		t.Errorf("the headings do not say how it is sorted:\n%s", w.Text())
	}
	w.Press("Down")
	first := g.Cell(0, 0)
	if g.Cell(0, 1) != "R" {
		t.Errorf("sorted by year the first row is %s", g.Cell(0, 1))
	}
	w.Go(shell.To("today"))
	*memory = pupils.Memory{}
	w.Go(shell.To("register"))
	g = grid(t, w)
	if g.Cell(0, 0) != first || g.Columns[3].Title != "Class" || g.Columns[3].Width == 0 {
		t.Errorf("after a restart the first row is %s and the columns %s", g.Cell(0, 0), titles(g))
	}
}

func TestHeadingFilterWritesIntoTheSearch(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("Right") // Year
	alt(w, fyne.KeyDown)
	w.Type("5")
	w.Press("Space", "BackSpace")
	w.Type("6")
	w.Press("Space", "Enter")
	want := find(t, d, "status:sen year:5,6")
	if !w.Sees("status:sen year:5,6") || !w.Sees(shownWords(want)) {
		t.Errorf("%d pupils wanted; the window shows\n%s", want, w.Text())
	}
	g := grid(t, w)
	if !g.Columns[1].Filtered || g.Columns[2].Filtered {
		t.Error("the heading does not show that it filters")
	}
	alt(w, fyne.KeyDown)
	w.Press("Delete")
	if !w.Sees("61 pupils shown") || g.Columns[1].Filtered {
		t.Errorf("Delete should show all:\n%s", w.Text())
	}
}

func TestFilterMenuWritesTheSameTerms(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	menu(t, w, "Filter", "ehc")
	if !w.Sees("9 pupils shown") || !w.Sees("status:E") {
		t.Errorf("the window shows\n%s", w.Text())
	}
}

func TestRowsAreMarkedByRules(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	g := grid(t, w)
	w.Type("m")
	w.Type("review:overdue")
	w.Press("Ctrl+Enter")
	if !w.Sees("Enter what the mark means") {
		t.Errorf("a rule without words is taken:\n%s", w.Text())
	}
	w.Type("Review late")
	w.Press("Tab")
	w.Type("red")
	w.Press("Enter", "Ctrl+Enter")
	if w.Canvas().Overlays().Top() != nil || !w.Sees("! Review late") {
		t.Fatalf("after marking:\n%s", w.Text())
	}
	marked := 0
	for row := range g.Rows() {
		if m := g.Mark(row); m.Look == parts.LookOverdue && m.Words == "Review late" {
			marked++
		}
	}
	if marked != 5 {
		t.Errorf("%d rows are marked", marked)
	}
	w.Press("F8")
	if w.Sees("Review late") && w.Sees("! Review late") {
		t.Error("the words of a rule may hold a name and show")
	}
}

func TestRuleThatIsNotUnderstoodIsRefused(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	w.Type("m")
	w.Type("need:XYZ")
	w.Press("Tab")
	w.Type("Words")
	w.Press("Ctrl+Enter")
	if !w.Sees("is not a type of need") || w.Canvas().Overlays().Top() == nil {
		t.Errorf("the dialog says\n%s", w.Text())
	}
}

func TestPreviewFollowsTheRowAndKeepsNamesHidden(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("Ctrl+F")
	w.Type("kow")
	w.Press("Enter")
	w.Type("v")
	if !w.Sees("Ana Kowalska") || !w.Sees("Plan") || !w.Sees("Enter opens the page") {
		t.Fatalf("the preview shows\n%s", w.Text())
	}
	w.Press("F8")
	if w.Sees("Kowalska") || !w.Sees("A.K.") || !w.Sees("Hidden with the names.") {
		t.Errorf("with names hidden the window shows\n%s", w.Text())
	}
	w.Press("F8")
	w.Type("v")
	if w.Sees("Ana Kowalska") {
		t.Error("V again should fold the preview away")
	}
}

func TestPreviewFoldsAwayInANarrowWindow(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	w.Type("v")
	if !w.Sees("Enter opens the page") {
		t.Fatal("the preview does not show")
	}
	w.Window().Resize(fyne.NewSize(900, 700))
	if w.Sees("Enter opens the page") {
		t.Error("the preview leaves the rows no room")
	}
}

func TestViewOnADeletedFieldOpensAndSaysSo(t *testing.T) {
	d := withoutViews(t)
	ctx := context.Background()
	id, err := d.SaveField(ctx, register.Field{Name: "Bus", Type: register.FieldYesNo})
	if err != nil {
		t.Fatal(err)
	}
	v := d.StandardView()
	v.Name, v.Query = "By bus", "bus:none"
	v.Columns = append(v.Columns, register.ViewColumn{ID: id})
	if _, err := d.SaveView(ctx, v); err != nil {
		t.Fatal(err)
	}
	if err := d.RemoveField(ctx, id); err != nil {
		t.Fatal(err)
	}
	w, _, _ := open(t, d)
	w.Type("2")
	if !w.Sees("The column “Bus” is left out") || !w.Sees("412 pupils shown") {
		t.Errorf("the view shows\n%s", w.Text())
	}
	w.Type("c")
	w.Press("Down", "Space", "Ctrl+Enter") // Year goes
	press(t, w, "Keep")
	if kept, _ := d.ViewNamed("By bus"); !kept.HasColumn(id) || kept.HasColumn("year") {
		t.Errorf("the view is kept with %+v", kept.Columns)
	}
}

func TestHiddenNamesAreNowhereInTheRegister(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	keepAs(t, w, "Ana Kowalska's group")
	if _, err := d.SaveField(context.Background(), register.Field{Name: "Bus", Type: register.FieldYesNo}); err != nil { // the foot tells the last change
		t.Fatal(err)
	}
	w.Refresh()
	w.Press("Ctrl+F")
	w.Type("kowalska")
	w.Press("Enter")
	w.Type("v")
	w.Press("F8")
	if w.Sees("owalska") {
		t.Errorf("a name shows:\n%s", w.Text())
	}
	w.Type("e")
	if w.Sees("owalska") {
		t.Errorf("a name shows in the dialog:\n%s", w.Text())
	}
	w.Press("Esc")
	clip := fyne.CurrentApp().Clipboard()
	w.Screen().Focus()
	grid(t, w).TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if got := clip.Content(); got == "" || containsName(got) {
		t.Errorf("copied %q", got)
	}
	w.Press("F8")
	if !w.Sees("Kowalska") {
		t.Error("F8 again should show the names")
	}
}

func TestColumnsThatNameGoAndComeBackWithTheNames(t *testing.T) {
	d := withoutViews(t)
	v := d.StandardView().WithColumns("upn", "surname", "name", "class", "born", "flags")
	v.Name = "With UPN"
	if _, err := d.SaveView(context.Background(), v); err != nil {
		t.Fatal(err)
	}
	w, _, _ := open(t, d)
	w.Type("2")
	g := grid(t, w)
	w.Press("End", "Right", "Right", "Right", "Right", "Right")
	w.Press("F8")
	if got := titles(g); got != "Name, Class, Flags" {
		t.Errorf("with names hidden the columns are %s", got)
	}
	w.Screen().Focus()
	w.Press("Up", "Left")
	withShift(w, "Left", "Left") // a move among the columns that show
	w.Press("F8")
	if got := titles(g); got != "UPN, Surname, Name, Class, Date of birth, Flags" {
		t.Errorf("with names shown the columns are %s", got)
	}
}

func TestSearchFromElsewhereChangesNoViewOfAPerson(t *testing.T) {
	d := withoutViews(t)
	w, _, _ := open(t, d)
	keepAs(t, w, "Mine")
	w.Go(shell.To("register", "status:E"))
	if !w.Sees("9 pupils shown") {
		t.Errorf("the search from elsewhere shows\n%s", w.Text())
	}
	w.Type("2")
	if !w.Sees("61 pupils shown") || w.Sees("Changed") {
		t.Errorf("the view is another one than was kept:\n%s", w.Text())
	}
}

func TestColumnOfSinglesOffersTheSearchInstead(t *testing.T) {
	d := withoutViews(t)
	v := d.StandardView().WithColumns("surname", "class")
	v.Name = "Surnames"
	if _, err := d.SaveView(context.Background(), v); err != nil {
		t.Fatal(err)
	}
	w, _, _ := open(t, d)
	w.Type("2")
	alt(w, fyne.KeyDown)
	if !w.Sees("No list here") {
		t.Errorf("the list shows\n%s", w.Text())
	}
	w.Press("Space", "Enter")
	if !w.Sees("61 pupils shown") {
		t.Errorf("an empty list filters:\n%s", w.Text())
	}
}

func shownWords(n int) string { return fmt.Sprintf("%d pupils shown", n) }

func containsName(text string) bool { return strings.Contains(strings.ToLower(text), "kowalska") }
