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
					for w.window.Canvas().Overlays().Top() != nil {
						w.window.Canvas().Overlays().Remove(w.window.Canvas().Overlays().Top())
					}
					if w.shell.Here() != r.to {
						w.shell.Go(r.to)
					}
				}
			}
			for _, s := range steps(t, w)[:len(steps(t, w))-len(before)] {
				for _, c := range s.Changes {
					if role == access.Reader || !strings.Contains("note concern attachment attendance cycle outcome placement_review meeting invitee saved_view", c.Kind) {
						t.Errorf("the step %q changed a %s", s.Label, c.Kind)
					}
				}
			}
			w.shell.ShowPalette()
			for _, screen := range []string{"Budget", "Requests", "Take everything out"} {
				if strings.Contains(w.text(), screen) {
					t.Errorf("the palette offers %s", screen)
				}
			}
		})
	}
}

// writes are the buttons of screens that need more of a role than opening the screen.
var writes = map[string]map[string]access.Action{
	"meeting": {"Sign off": access.WritePlans, "Correct": access.WritePlans, "Change": access.HoldReviews, "Done": access.HoldReviews, "Not done": access.HoldReviews},
}

// offersOnly looks that a screen shows no button that the role would refuse.
func (w *window) offersOnly(t *testing.T, screen string) {
	t.Helper()
	for _, stop := range w.stops() {
		if b, is := stop.(*parts.Button); is {
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
