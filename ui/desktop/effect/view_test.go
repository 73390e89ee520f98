package effect_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/effect"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk) (w *shelltest.Window, folder string) {
	t.Helper()
	folder = t.TempDir()
	w = shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "effect", Name: "What worked", Icon: "provision", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return effect.New(effect.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("effect"))
	return w, folder
}

// groups are what the school of the tests puts on: how many pupils were met, partly and not.
var groups = []struct {
	name, area       string
	wave             int
	met, partly, not int
	worked           string
}{
	{"Lego therapy", "communication_interaction", 2, 4, 1, 1, "Short turns and a picture of whose turn it is helped Oleander most."},
	{"Precision teaching", "cognition_learning", 3, 1, 0, 1, "Ten words a week, not twenty."},
	{"Key words taught before a topic", "communication_interaction", 1, 5, 2, 0, "The words go home on Friday with a picture for each."},
	{"Zones of feeling, small group", "semh", 2, 2, 3, 2, ""},
}

// school has groups that were reviewed.
func school(t *testing.T) *desk.Desk {
	t.Helper()
	d, ctx := schooltest.Empty(t), t.Context()
	var pupils []string
	for i := range 8 {
		id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: fmt.Sprint("Zubrin", i), Forename: "Oleander", Entered: day.Of(2020, 9, 2)}, Status: "K", Needs: []string{[]string{"SLCN", "SEMH"}[i%2]}, From: day.Of(2024, 9, 2)})
		if err != nil {
			t.Fatal(err)
		}
		pupils = append(pupils, id)
	}
	for _, g := range groups {
		id, err := d.SaveIntervention(ctx, provision.Intervention{Name: g.name, Area: g.area, Wave: g.wave, StaffKind: "teaching_assistant", Minutes: 30, SessionsAWeek: decimal.NewFromInt(2), Weeks: 38, Starts: day.Of(2026, 9, 7), Ends: day.Of(2027, 7, 16)})
		if err != nil {
			t.Fatal(err)
		}
		for _, pupil := range pupils[:g.met+g.partly+g.not] {
			if _, err := d.SavePlacement(ctx, provision.Placement{Pupil: pupil, Intervention: id, Starts: day.Of(2026, 9, 7), Measure: "Words read in a minute", Baseline: "20"}); err != nil {
				t.Fatal(err)
			}
		}
		r, err := d.GroupReview(ctx, desk.InterventionArg(id))
		if err != nil {
			t.Fatal(err)
		}
		r.On = d.Today()
		for n := range r.Rows {
			r.Rows[n].Mark, r.Rows[n].Score = provision.ResultNot, fmt.Sprint(18+3*n)
			if n < g.met {
				r.Rows[n].Mark = provision.ResultMet
			} else if n < g.met+g.partly {
				r.Rows[n].Mark = provision.ResultPartly
			}
			if n == 0 {
				r.Rows[n].Worked = g.worked
			}
		}
		if err := d.HoldGroupReview(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestOutcomesStandBesideCosts(t *testing.T) {
	w, _ := open(t, school(t))
	w.MustSee("Lego therapy", "67 %", "too few to compare", "22 of 22 places reviewed: 12 met, 6 partly, 4 not met.")
}

func TestTableIsSortedByItsHeadings(t *testing.T) {
	w, _ := open(t, school(t))
	first := func() string {
		text := w.Text()
		at, name := len(text), ""
		for _, g := range groups {
			if i := strings.Index(text, g.name[:9]); i >= 0 && i < at {
				at, name = i, g.name
			}
		}
		return name
	}
	if got := first(); got != "Key words taught before a topic" {
		t.Errorf("%s is first", got)
	}
	w.Press("Up", "Right", "Right", "Right", "Enter") // the heading Met
	if got := first(); got != "Precision teaching" {
		t.Errorf("%s has the fewest outcomes met", got)
	}
	w.Press("Enter")
	if got := first(); got != "Key words taught before a topic" {
		t.Errorf("%s has the most outcomes met", got)
	}
}

func TestViewIsNarrowedByKeys(t *testing.T) {
	w, _ := open(t, school(t))
	w.Type("a")
	w.Type("cog")
	w.Press("Enter")
	if w.Sees("Lego therapy") || !w.Sees("Precision teaching") {
		t.Errorf("the area narrows nothing:\n%s", w.Text())
	}
	if strings.Contains(w.Text(), " %") {
		t.Errorf("a percentage of two pupils:\n%s", w.Text())
	}
	w.FocusGrid()
	w.Type("y")
	w.Type("all")
	w.Press("Enter")
	if w.Sees("£") {
		t.Errorf("costs of all years:\n%s", w.Text())
	}
}

func TestWordsAreThereForAColleagueWithoutNames(t *testing.T) {
	w, _ := open(t, school(t))
	w.Type("w")
	w.MustSee("Ten words a week", "helped the pupil most", "3 reviews shown")
	if w.Sees("Oleander") {
		t.Error("a pupil is named")
	}
	w.Press("F8")
	for _, words := range []string{"Ten words", "Short turns", "Friday"} {
		if w.Sees(words) {
			t.Errorf("%q shows while names are hidden", words)
		}
	}
}

func TestPictureHasItsNumbersBeside(t *testing.T) {
	w, _ := open(t, school(t))
	w.Type("p")
	w.MustSee("Partly met", "Lego therapy (n=6)", "n 22 reviewed places", "23 Nov 2026")
}

func TestOutcomesArePrintedAndSaved(t *testing.T) {
	w, folder := open(t, school(t))
	w.Press("Ctrl+P", "Enter")
	w.Type("s")
	w.Press("Enter")
	found, err := os.ReadDir(folder)
	if err != nil || len(found) != 2 {
		t.Fatalf("%v %v\n%s", found, err, w.Text())
	}
	for _, f := range found {
		content, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil || strings.Contains(string(content), "Oleander") {
			t.Errorf("%s: %v", f.Name(), err)
		}
	}
}

func TestEmptySchoolSaysWhatWillBeThere(t *testing.T) {
	w, _ := open(t, schooltest.Empty(t))
	w.MustSee("No pupil was in any provision")
	w.Type("p")
	w.MustSee("Nothing here has been reviewed yet")
	w.Type("w")
	w.MustSee("No review here says anything yet")
}

func TestEffectPictures(t *testing.T) {
	w, _ := open(t, school(t))
	w.Pictures("effect")
	w.Type("p")
	w.Pictures("effect-picture")
	w.Type("w")
	w.Pictures("effect-words")
	w.Type("o")
	w.Press("Ctrl+P")
	w.Pictures("effect-print")
}
