package desktop

import (
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// openAs closes the window's file and opens it as somebody else with a role.
func openAs(t *testing.T, w *window, p desk.Person) {
	t.Helper()
	const secret = "lusab babad gutih tugad"
	if _, err := w.desk.AddPerson(w.ctx, p, secret); err != nil {
		t.Fatal(desk.Words(err))
	}
	path := w.desk.Keeper().Path()
	if err := w.closeDesk(); err != nil {
		t.Fatal(err)
	}
	o, err := lock.Open(w.p.Files, w.sit, path, desk.Secret{Passphrase: secret})
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	w.opened(o)
	if w.desk.Role() != p.Role {
		t.Fatalf("sits as %+v", w.desk.Seat())
	}
}

func TestEveryPlaceSaysWhichRoleOpensIt(t *testing.T) {
	w := demoWindow(t)
	for _, p := range w.places() {
		if _, has := opens[p.Screen]; !has {
			t.Errorf("%s is not in the table of what a role opens", p.Screen)
		}
	}
}

var aFigure = regexp.MustCompile(`£\s?[0-9]`)

// text is all that is drawn in the window, line by line.
func (w *window) text() string {
	var lines []string
	for _, s := range w.walk() {
		if words := s.words(); words != "" {
			lines = append(lines, words)
		}
	}
	return strings.Join(lines, "\n")
}

// Every page of the demo school, as somebody who may not see money and may not write:
// nothing panics, no figure of money stands anywhere, and whatever is pressed changes
// nothing that the role does not include.
func TestAHelperAndAReaderWalkEveryPage(t *testing.T) {
	for _, role := range []access.Role{access.Helper, access.Reader} {
		t.Run(string(role), func(t *testing.T) {
			w := demoWindow(t)
			routes := w.routes()
			openAs(t, w, desk.Person{Name: "Sam Reed", Role: role})
			before := steps(t, w)
			for _, r := range routes {
				w.shell.Go(r.to)
				title := w.shell.Screen().Title()
				if shut := title == "Not for your role"; shut == w.mayOpen(r.to.Screen) {
					t.Errorf("%s: the page is %q", r.name, title)
				} else if shut {
					continue
				}
				if title == "Not here" {
					t.Errorf("%s does not open: %s", r.name, w.text())
				}
				w.showsNoMoney(t, r.name)
				w.offersOnly(t, r.to.Screen)
				for _, stop := range w.stops() {
					b, is := stop.(*parts.Button)
					if !is || b.Disabled() || away.MatchString(labelOf(b)) {
						continue
					}
					b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
					if w.desk == nil {
						t.Fatalf("%s: %s closed the file", r.name, labelOf(b))
					}
					w.showsNoMoney(t, r.name+" › "+labelOf(b))
					w.refusesNothing(t, r.name+" › "+labelOf(b))
					for w.window.Canvas().Overlays().Top() != nil {
						w.window.Canvas().Overlays().Remove(w.window.Canvas().Overlays().Top())
					}
					if w.shell.Here() != r.to {
						w.shell.Go(r.to)
					}
				}
				w.shell.Go(shell.To("help"))
				w.shell.Go(r.to)
				w.keysRefuseNothing(t, r)
			}
			for _, s := range steps(t, w)[:len(steps(t, w))-len(before)] {
				for _, c := range s.Changes {
					if role == access.Reader || !strings.Contains("note concern attachment attendance cycle outcome placement_review meeting invitee saved_view", c.Kind) {
						t.Errorf("the step %q changed a %s", s.Label, c.Kind)
					}
				}
			}
			w.shell.Go(shell.To("reviews"))
			badge := map[access.Role]string{access.Helper: "You are a helper", access.Reader: "You may read only"}[role]
			if n := strings.Count(w.text(), badge); n != 1 {
				t.Errorf("the page says %d times %q", n, badge)
			}
			w.shell.ShowPalette()
			never := []string{"Budget", "Requests", "Take everything out", "Send to the"}
			if role == access.Reader {
				never = append(never, "New", "Log a call", "Undo", "Redo")
			}
			for _, words := range never {
				if strings.Contains(w.text(), words) {
					t.Errorf("the palette offers %s", words)
				}
			}
		})
	}
}

// refusesNothing looks that what was pressed led to no refusal for the role, and brought a
// reader to no form.
func (w *window) refusesNothing(t *testing.T, where string) {
	t.Helper()
	for _, s := range w.walk() {
		if words := s.words(); strings.Contains(words, "does not include") || strings.Contains(words, "Not for your role") {
			t.Errorf("%s is there for a %s, and is refused", where, w.desk.Role())
		}
		if b, is := s.thing.(*parts.Button); is && b.Main() && w.desk.Role() == access.Reader && !toRead.MatchString(b.Text()) {
			t.Errorf("%s offers %q to whoever may read only", where, b.Text())
		}
	}
}

// toRead are the filled buttons of what a reader does: print, look, and their own passphrase.
var toRead = regexp.MustCompile(`^(Print|Save|Save and open|Show these|Mark rows|Close|Change my passphrase|Change|Look|To Today)$`)

// keysRefuseNothing presses the letters that a page lists, and what a table takes.
func (w *window) keysRefuseNothing(t *testing.T, r namedRoute) {
	t.Helper()
	press := map[string]func(){}
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDelete, fyne.KeyInsert} {
		press[string(key)] = func() {
			if table, is := w.window.Canvas().Focused().(*parts.Grid); is {
				table.TypedKey(&fyne.KeyEvent{Name: key})
			}
		}
	}
	if lists, is := w.shell.Screen().(shell.KeyLister); is {
		for _, fact := range lists.Keys() {
			if letter := []rune(fact.Label); len(letter) == 1 {
				press[fact.Label] = func() { w.window.Canvas().OnTypedRune()(letter[0]) }
			}
		}
	}
	for name, do := range press {
		w.shell.Screen().Focus()
		do()
		w.refusesNothing(t, r.name+" › "+name)
		for over := w.window.Canvas().Overlays().Top(); over != nil; over = w.window.Canvas().Overlays().Top() {
			w.window.Canvas().Overlays().Remove(over)
		}
		if w.shell.Here() != r.to {
			w.shell.Go(r.to)
		}
	}
}

// writes are the buttons of screens that need more of a role than opening the screen.
var writes = map[string]map[string]access.Action{
	"today":     {"Done": access.PutOff, "Put off": access.PutOff, "Bring back": access.PutOff, "Save as a calendar": access.Export, "Log a call or worry": access.LogDay},
	"register":  {"New pupil": access.WriteRecord, "Change them": access.WriteRecord, "Keep": access.KeepViews},
	"provision": {"New intervention": access.Provide, "Add pupils": access.Provide, "Change": access.Provide, "Review": access.HoldReviews, "Tick-sheet": access.LogDay},
	"staffweek": {"New member of staff": access.Provide, "Give": access.Provide, "Print": access.PrintClass},
	"reviews":   {"Plan a meeting": access.HoldReviews, "Done": access.WriteRecord, "Not done": access.WriteRecord, "Set day": access.WriteRecord, "Move": access.WriteRecord},
	"concerns":  {"New concern": access.LogDay, "Put on the register": access.WriteRecord, "Settle": access.WriteRecord},
	"history": {"Correct": access.WriteRecord, "Missed status": access.WriteRecord, "Missed need": access.WriteRecord, "Close a gap": access.WriteRecord,
		"Take this row away": access.WriteRecord},
	"needprofile": {"Print": access.Export, "Start a group request": access.Fund, "Ask whether others share this need": access.Send},
	"pupil": {"Note": access.LogDay, "Contact": access.LogDay, "Meeting": access.HoldReviews, "Review": access.HoldReviews, "Provision": access.Provide, "Level": access.Level,
		"Request": access.Fund, "Edit": access.WriteRecord, "Add outcome": access.WritePlans, "Start a plan": access.WritePlans, "Sign off": access.WritePlans,
		"Put on the register": access.WriteRecord, "Settle": access.WriteRecord, "Copy the plan": access.WriteRecord, "Dates": access.WriteRecord, "Suggest": access.WriteRecord,
		"Invite": access.HoldReviews, "Change": access.LogDay, "Add": access.LogDay, "Mark": access.WriteRecord, "Remove": access.Erase},
	"meeting": {"Sign off": access.WritePlans, "Correct": access.WritePlans, "Change": access.HoldReviews, "Done": access.HoldReviews, "Not done": access.HoldReviews},
}

// offersOnly looks that a screen shows no button that the role would refuse.
func (w *window) offersOnly(t *testing.T, screen string) {
	t.Helper()
	for _, s := range w.walk() {
		if b, is := s.thing.(*parts.Button); is {
			if action, has := writes[screen][b.Text()]; has && !w.desk.May(action) {
				t.Errorf("%s offers %q to a %s", screen, b.Text(), w.desk.Role())
			}
		}
	}
}

func TestCtrlKFindsNoPartOfSettingsThatTheRoleDoesNotOpen(t *testing.T) {
	w := demoWindow(t)
	openAs(t, w, desk.Person{Name: "Sam Reed", Role: access.Helper})
	for query, want := range map[string]int{"packs": 0, "hourly": 0, "ladder": 0, "roles": 1, "dark": 1} {
		if found := w.findSections(query); len(found) != want {
			t.Errorf("%q finds %v", query, wordsOfItems(found))
		}
	}
}

func (w *window) showsNoMoney(t *testing.T, where string) {
	t.Helper()
	for _, line := range strings.Split(w.text(), "\n") {
		if aFigure.MatchString(line) {
			t.Errorf("%s shows %q", where, line)
			return
		}
	}
}

func TestAHeadWithTheTickSeesTheBudgetAndWritesNothing(t *testing.T) {
	w := demoWindow(t)
	openAs(t, w, desk.Person{Name: "A. Head", Role: access.Reader, Money: true})
	w.shell.Go(shell.To("budget"))
	if title := w.shell.Screen().Title(); title == "Not for your role" || title == "Not here" || !aFigure.MatchString(w.text()) {
		t.Errorf("the budget is %q", title)
	}
	if err := w.desk.SaveSchool(w.ctx, w.desk.School()); err == nil {
		t.Error("a reader wrote the school's details")
	}
}

// steps are the steps of the journal, the latest first.
func steps(t *testing.T, w *window) []journal.Step {
	t.Helper()
	list, err := w.desk.History(w.ctx, "", 5000)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
