package levels_test

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/levels"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// open shows the pages of levels over a desk.
func open(t *testing.T, d *desk.Desk, arg string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "levels", Name: "Levels", Icon: "levels", Open: func(arg string) (shell.Screen, error) {
			return levels.New(levels.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("levels", arg))
	return w
}

// ana is the first pupil of the demo school.
func ana(t *testing.T, d *desk.Desk) string {
	t.Helper()
	found, err := d.Find("kowalska")
	if err != nil || len(found) != 1 {
		t.Fatalf("found %d, %v", len(found), err)
	}
	return found[0].ID
}

func TestLevelIsSetByKeysAloneAndUndone(t *testing.T) {
	d := schooltest.Demo(t)
	id := ana(t, d)
	w := open(t, d, id)
	if w.Sees("Suggested") {
		t.Error("a level is suggested before anything is rated")
	}
	w.Press("Ctrl+Enter")
	if !w.Sees("Tick what you see first") || w.Sees("Suggested") {
		t.Errorf("without ratings:\n%s", w.Text())
	}
	w.Type("2") // the first strand
	w.Press("Down", "Right", "End", "Up", "Up", "Space", "Left", "Down")
	w.Type("3")
	w.Press("Backspace")
	w.Type("1")
	if !w.Sees("3 of 17 strands rated now") || w.Sees("Suggested") {
		t.Errorf("the ratings:\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	if !w.Sees("Suggested: L4") || !w.Sees("Communication and interaction") {
		t.Fatalf("the suggestion:\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	e, err := d.Entry(id)
	if err != nil || e.Level != "L4" || w.Sees("Suggested") || !w.Sees("Undo: Move Ana Kowalska to L4") {
		t.Fatalf("level %s, %v:\n%s", e.Level, err, w.Text())
	}
	w.Press("Ctrl+Z")
	if e, _ = d.Entry(id); e.Level != "L3" || !w.Sees("L3") {
		t.Errorf("after undo the level is %s", e.Level)
	}
}

func TestChangedLevelNeedsAReasonBesideItsField(t *testing.T) {
	d := schooltest.Demo(t)
	id := ana(t, d)
	w := open(t, d, id)
	w.Type("2")
	w.Press("Ctrl+Enter")
	w.Canvas().FocusPrevious() // the keyboard is in the reason; the level is before it
	w.Type("L3")
	w.Press("Enter", "Ctrl+Enter")
	if !w.Sees("! Say why the level is not the suggested one.") {
		t.Fatalf("without a reason:\n%s", w.Text())
	}
	w.Type("Daily help is needed since October")
	w.Press("Esc") // back to the statements
	if w.Sees("Suggested") {
		t.Error("Escape leaves the suggestion open")
	}
	w.Press("Ctrl+Enter")
	if !w.Sees("Daily help is needed since October") {
		t.Errorf("the reason was lost:\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	last, _, err := d.Level(t.Context(), id)
	if err != nil || last.Level != "L3" || last.Suggested != "L2" || last.Reason != "Daily help is needed since October" {
		t.Errorf("decided %+v, %v", last, err)
	}
}

func TestRatingsStandThereAgainAfterLeaving(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, ana(t, d))
	w.Type("2")
	w.Go(shell.To("today"))
	w.Back()
	if !w.Sees("1 of 17 strands rated now") {
		t.Errorf("coming back shows\n%s", w.Text())
	}
}

func TestLastTimeIsTakenWithS(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, ana(t, d))
	if !w.Sees("was L3") || !w.Sees("Same as last time") {
		t.Fatalf("last time is not shown:\n%s", w.Text())
	}
	w.Type("s")
	if !w.Sees("1 of 17 strands rated now") || w.Sees("was L3") {
		t.Errorf("after S:\n%s", w.Text())
	}
}

func TestListOpensTheWorkbenchAndNextGoesOn(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, "")
	w.Press("Ctrl+F")
	w.Type("kowal")
	w.Press("Enter", "Enter")
	if w.Here() != shell.To("levels", ana(t, d)) {
		t.Fatalf("here is %v", w.Here())
	}
	w.Type("n")
	if here := w.Here(); here.Arg == ana(t, d) || here.Screen != "levels" || !w.Sees("no level confirmed yet") {
		t.Errorf("the next who waits is %v:\n%s", here, w.Text())
	}
}

func TestListIsNarrowedAndLeadsOnByLetters(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, "")
	w.MustSee("Everybody (61)", "61 pupils shown", "Need profile")
	waiting := levels.Waiting(d)
	w.Type("w")
	w.MustSee(fmt.Sprintf("All who wait (%d)", waiting), fmt.Sprintf("%d pupils shown", waiting))
	w.Press("F8", "F8") // drawing anew keeps what is chosen
	w.MustSee(fmt.Sprintf("%d pupils shown", waiting))
	w.Type("w")
	w.MustSee("61 pupils shown")
	for key, screen := range map[string]string{"m": "moderation", "p": "needprofile"} {
		w.Go(shell.To("levels"))
		w.Type(key)
		if w.Here().Screen != screen {
			t.Errorf("%s leads to %v", key, w.Here())
		}
	}
	w.Go(shell.To("levels", levels.Scale))
	w.MustSee("The ladder")
	w.Press("Ctrl+F")
	w.MustSee("61 pupils shown")
	if w.Sees("The ladder") {
		t.Error("Ctrl+F leaves the scale over the pupils that it filters")
	}
}

func TestNoNameShowsWhileNamesAreHidden(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, ana(t, d))
	w.Press("F8")
	for _, page := range []string{ana(t, d), ""} {
		w.Go(shell.To("levels", page))
		if text := w.Text(); strings.Contains(text, "Kowalska") {
			t.Errorf("%q shows a name:\n%s", page, text)
		}
	}
}

func TestUnknownPupilIsSaidInASentence(t *testing.T) {
	if w := open(t, schooltest.Demo(t), "nobody"); !w.Sees("There is no such pupil") {
		t.Errorf("an unknown pupil shows\n%s", w.Text())
	}
}

func TestPicturesOfLevels(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, "")
	w.Pictures("levels-list")
	w.Type("t")
	w.Pictures("levels-scale")
	w.Go(shell.To("levels", ana(t, d)))
	w.Type("2")
	w.Press("Down")
	w.Type("3")
	w.Press("Down", "Down", "Right", "Down")
	w.Pictures("levels-bench")
	w.Press("Ctrl+Enter")
	w.Pictures("levels-decision")
	if !w.Sees("Suggested: L3") {
		t.Errorf("the decision:\n%s", w.Text())
	}
}
