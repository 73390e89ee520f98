package census

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk, arg string) *shelltest.Window {
	t.Helper()
	folder := t.TempDir()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "census", Name: "School census", Icon: "register", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return New(Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	}, func(*shell.Shell) shell.Place {
		return shell.Place{Screen: "history", Name: "History", Icon: "help", Hidden: true, Open: func(string) (shell.Screen, error) {
			return nil, fmt.Errorf("not here")
		}}
	})
	w.Go(shell.To("census", arg))
	return w
}

// small is a school of three: one with K and no need, one with a plan and Down
// syndrome and a temporary UPN, one without SEN.
func small(t *testing.T) (d *desk.Desk, noNeed string) {
	t.Helper()
	d = schooltest.Empty(t)
	for i, p := range []desk.NewPupil{
		{Pupil: register.Pupil{Forename: "Ana", Surname: "Kowalska", UPN: "Y886999926001"}, Status: "K"},
		{Pupil: register.Pupil{Forename: "Ben", Surname: "Price", UPN: "X88699992601A"}, Status: "E", Needs: []string{"DS", "SLCN"}},
		{Pupil: register.Pupil{Forename: "Cai", Surname: "Evans", UPN: "M886999926002"}},
	} {
		p.Pupil.Born, p.Pupil.Entered, p.Pupil.Class = day.Of(2017, 2, 3), day.Of(2021, 9, 1), "4A"
		id, err := d.AddPupil(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			noNeed = id
		}
	}
	return d, noNeed
}

func TestNextCensusIsShownWithWhatIsMissingAndEnterMendsIt(t *testing.T) {
	d, noNeed := small(t)
	w := open(t, d, "")
	for _, words := range []string{"The spring census is on 21 Jan 2027.", "3 pupils on roll: 1 without SEN (N), 1 with SEN support (K), 1 with an EHC plan (E).", "Kowalska, Ana", "There is no primary need.", "The UPN is a temporary one."} {
		if !strings.Contains(strings.ReplaceAll(w.Text(), "\n", " "), words) {
			t.Errorf("the page does not show %q:\n%s", words, w.Text())
		}
	}
	w.Press("Enter")
	if w.Here() != shell.To("history", noNeed) {
		t.Errorf("Enter leads to %v", w.Here())
	}
	w.Press("Esc", "Down", "Enter")
	if w.Here().Screen != "pupil" || !strings.HasSuffix(w.Here().Arg, "/edit") {
		t.Errorf("Enter on the UPN leads to %v", w.Here())
	}
}

func TestEveryPupilIsListedWithTypesInSpringAlone(t *testing.T) {
	d, _ := small(t)
	w := open(t, d, "2026/spring")
	w.Type("e")
	if !w.Sees("Evans, Cai") || !w.Sees("SLCN") || !w.Sees("Primary type") || !w.Sees("1 thing") {
		t.Errorf("every pupil in spring:\n%s", w.Text())
	}
	w.Go(shell.To("census", "2026/summer"))
	w.Type("e")
	if w.Sees("Primary type") || w.Sees("SLCN") || !w.Sees("20 May 2027") {
		t.Errorf("every pupil in summer:\n%s", w.Text())
	}
	w.Go(shell.To("census", "1999/spring"))
	if !w.Sees("no school year 1999-00") {
		t.Errorf("a year that is not there:\n%s", w.Text())
	}
}

func TestDownSyndromeMovesUnderOtherAndBack(t *testing.T) {
	d, _ := small(t)
	w := open(t, d, "")
	w.Type("n")
	if !w.Sees("Down syndrome\nDS") || !w.Sees("No primary need recorded") {
		t.Errorf("by need:\n%s", w.Text())
	}
	w.Screen().(*Screen).published.Tapped(nil)
	if w.Sees("Down syndrome\nDS") || !w.Sees("Other difficulty or disability") {
		t.Errorf("as published:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if !w.Sees("Down syndrome\nDS") || w.Screen().(*Screen).published.Ticked {
		t.Errorf("undone:\n%s", w.Text())
	}
}

func TestCensusIsSavedAsAFile(t *testing.T) {
	d, _ := small(t)
	w := open(t, d, "")
	w.Press("Ctrl+P")
	w.Press("Ctrl+Enter")
	s := w.Screen().(*Screen)
	body, err := os.ReadFile(filepath.Join(s.n.Folder, "Census spring 2027-01-21.csv"))
	if err != nil || !strings.Contains(string(body), "Kowalska") || !strings.Contains(string(body), "DS,1,SLCN,2") {
		t.Errorf("%v\n%s\n%s", err, body, w.Text())
	}
}

func TestHiddenNamesAndNumbersAreNowhereInACensus(t *testing.T) {
	d, _ := small(t)
	if err := d.SetNeedsAsPublished(context.Background(), true); err != nil { // so that the foot names no pupil: the program itself hides that
		t.Fatal(err)
	}
	w := open(t, d, "")
	w.Press("F8")
	for _, key := range []string{"m", "e", "n"} {
		w.Type(key)
		if w.Sees("Kowalska") || w.Sees("Y886999926001") {
			t.Errorf("%s with names hidden:\n%s", key, w.Text())
		}
	}
}

func TestCensusPictures(t *testing.T) {
	d := schooltest.Demo(t)
	for _, e := range []string{"status:K class:4B", "status:E"} {
		found, err := d.Find(e)
		if err != nil || len(found) == 0 {
			t.Fatal(err)
		}
		if err := d.SetNeeds(context.Background(), found[0].ID, map[string][]string{"status:E": {"NSA"}}[e], d.Today()); err != nil {
			t.Fatal(err)
		}
	}
	w := open(t, d, "")
	w.Pictures("census")
	w.Type("e")
	w.Pictures("census-everyone")
	w.Type("n")
	w.Pictures("census-needs")
}
