package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// noting is the settings of a computer that note every word that is kept in them.
type noting struct {
	fyne.Preferences
	words []string
}

func (n *noting) SetString(key, value string) {
	n.words = append(n.words, key, value)
	n.Preferences.SetString(key, value)
}

func (n *noting) SetStringList(key string, value []string) {
	n.words = append(append(n.words, key), value...)
	n.Preferences.SetStringList(key, value)
}

// onComputer is the program's app with the settings of such a computer.
type onComputer struct {
	fyne.App
	kept *noting
}

func (a onComputer) Preferences() fyne.Preferences { return a.kept }

// TestWhatTheComputerRemembersAndTheWindowsTitleNameNobody works in a school whose pupils
// have names that stand nowhere else: opens the pages of a pupil, and in its long form all
// others, finds the pupil, searches, drops a file with the name on the window, locks and
// opens again.
func TestWhatTheComputerRemembersAndTheWindowsTitleNameNobody(t *testing.T) {
	const forename, surname, upn = "Quillon", "Zyxomma", "X886999921001"
	at := nowadays
	first := ownWindow(t, &at)
	p := first.p
	if err := first.closeDesk(); err != nil {
		t.Fatal(err)
	}
	kept := &noting{Preferences: p.App.Preferences()}
	p.App = onComputer{p.App, kept}
	w := newWindow(context.Background(), p, shell.InlineRunner())
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	defer func() { w.closeDesk() }()
	everything := os.Getenv("NEEDSBOOK_LONG") != ""
	if everything {
		if _, err := w.desk.FillDemo(t.Context()); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	id, err := w.desk.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Forename: forename, Surname: surname, Born: day.Of(2017, 3, 4), Entered: day.Of(2024, 9, 2)}})
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	looked := 0
	look := func(what string) {
		t.Helper()
		looked++
		for _, words := range append(kept.words, w.window.Title()) {
			for _, name := range []string{forename, surname, strings.ToLower(surname)} {
				if strings.Contains(words, name) {
					t.Fatalf("%s: %q is kept or in the title", what, words)
				}
			}
		}
	}
	if everything {
		for _, r := range w.routes() {
			w.shell.Go(r.to)
			look(r.name)
		}
	}
	for _, to := range []shell.Route{shell.To("pupil", id), shell.To("levels", id), shell.To("history", id), shell.To("register", strings.ToLower(surname)), shell.To("register", "class:"+surname)} {
		w.shell.Go(to)
		look(to.Screen)
	}
	items := w.find(strings.ToLower(surname))
	if len(items) == 0 {
		t.Fatal("the palette does not find the pupil")
	}
	items[0].Do()
	if w.shell.Here() != shell.To("pupil", id) {
		t.Fatalf("the palette leads to %v", w.shell.Here())
	}
	look("the palette")
	list := filepath.Join(t.TempDir(), surname+", "+forename+".csv")
	if err := os.WriteFile(list, []byte("UPN,Surname,Forename\n"+upn+","+surname+","+forename+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"today", "handover", "import", "pupil/" + id, "requests"} {
		screen, arg, _ := strings.Cut(page, "/")
		w.shell.Go(shell.To(screen, arg))
		w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(list)})
		look("a file dropped on " + screen)
	}
	w.shell.Go(shell.To("pupil", id))
	w.lock()
	look("the lock")
	seen := shelltest.Over(t, w.shell)
	seen.Type(ownSecret)
	seen.Press("Enter")
	if w.desk == nil || w.shell.Here() != shell.To("pupil", id) {
		t.Fatalf("not opened where it was left:\n%s", seen.Text())
	}
	look("opened again")
	w.quit()
	look("closed")
	if looked < 14 || len(kept.words) < 30 {
		t.Errorf("only %d looks at %d words", looked, len(kept.words))
	}
}
