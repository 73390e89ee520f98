package levels_test

import (
	"os"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
)

// The termly task: tick about ten statements, commit, a line of why, confirm. Nothing
// shows the level before the SENCO commits, and the next time all of it is offered.
func TestLevelIsSetByTickingTenStatements(t *testing.T) {
	d := schooltest.Demo(t)
	id := ana(t, d)
	w := open(t, d, id)
	before := w.Keys
	w.Press("Home", "Right", "Home")
	for range 5 { // two statements in each of five strands
		w.Press("Home", "Down", "Down", "Down", "Space", "Down", "Space", string(fyne.KeyPageDown))
	}
	if !w.Sees("5 of 17 strands rated now, 10 statements ticked") || w.Sees("Suggested") {
		t.Fatalf("after ten ticks:\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	w.Press("Ctrl+Enter")
	if keys := w.Keys - before; keys > 50 {
		t.Errorf("it took %d keys", keys)
	}
	t.Logf("ten statements in five strands took %d keys", w.Keys-before)
	last, _, err := d.Level(t.Context(), id)
	if err != nil || len(last.Ticks) != 10 || len(last.Ratings) != 5 || last.Level == "" || last.Recheck != d.LevelAgain(d.Today()) {
		t.Fatalf("decided %+v, %v", last, err)
	}
	if !w.Sees("Everything as last time") {
		t.Errorf("last time's ticks are not offered:\n%s", w.Text())
	}
	w.Type("a")
	if !w.Sees("5 of 17 strands rated now, 10 statements ticked") {
		t.Errorf("A does not take them over:\n%s", w.Text())
	}
	w.Press("Ctrl+Enter", "Ctrl+Enter")
	again, _, err := d.Level(t.Context(), id)
	if err != nil || !slices.Equal(again.Ticks, last.Ticks) || again.ID == last.ID {
		t.Errorf("taken over %v of %v, %v", again.Ticks, last.Ticks, err)
	}
}

// Search finds a statement, Enter goes to it, Space ticks it.
func TestStatementIsFoundAndTicked(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, ana(t, d))
	w.Press("Ctrl+F")
	w.Type("instruction repeated")
	w.Press("Enter", "Space")
	if !w.Sees("1 of 17 strands rated now, 1 statement ticked") || !w.Sees("proposed by your ticks") {
		t.Errorf("after the search:\n%s", w.Text())
	}
}

func TestSupportAdultsBlindChoiceAndRecheckAreKept(t *testing.T) {
	d := schooltest.Demo(t)
	id := ana(t, d)
	w := open(t, d, id)
	w.Type("2h")
	w.MustSee("held up L2", "Your own view, before you see it")
	w.Press("Ctrl+Enter")
	w.MustSee("help in place holds it up", "At least two adults", "The ladder", "National layer")
	w.Type("Seen in two lessons")
	w.Press("Tab", "Tab")
	w.Type("Mr Hall, class teacher")
	w.Press("Tab")
	w.Press("Ctrl+A")
	w.Type("1 Mar 2027")
	w.Press("Ctrl+Enter")
	last, _, err := d.Level(t.Context(), id)
	if err != nil || !slices.Equal(last.Supported, []string{"ci.und"}) || !slices.Equal(last.Adults, []string{"Mr Hall, class teacher"}) || last.Recheck != day.Of(2027, 3, 1) {
		t.Fatalf("decided %+v, %v\n%s", last, err, w.Text())
	}
	w.MustSee("One adult is named", "Held up by support: Understanding spoken language")
}

func TestAWideOverrideAsksForTheReasonAndTheSecondPersonInPlace(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, ana(t, d))
	w.Type("2")
	w.Press("Ctrl+Enter")
	w.Canvas().FocusPrevious()
	w.Type("L5")
	w.Press("Enter", "Ctrl+Enter")
	w.MustSee("! Say why the level is not the suggested one.", "! A change this large needs a second person to agree")
}

// proving is a desk that works by one of the packs shipped beside the default one.
func proving(t *testing.T, name string) *desk.Desk {
	t.Helper()
	d := schooltest.Demo(t)
	body, err := os.ReadFile("../../../assets/packs/proving/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.InstallPack(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	return d
}

// In a continuum that is judged as a whole, areas are rated by a digit and a person
// chooses the level.
func TestAreasJudgedAsAWholeAndALevelThatPeopleChoose(t *testing.T) {
	d := proving(t, "four-layers.json")
	id := ana(t, d)
	w := open(t, d, id)
	w.Press("Right", "Space")
	if w.Sees("proposed by your ticks") {
		t.Error("ticks propose where people judge")
	}
	w.Type("2")
	w.Press("Ctrl+Enter")
	if d.Continuum().Rules.OverallLevel.Method != "manual" {
		w.MustSee("Suggested")
		w.Press("Ctrl+Enter")
	} else {
		w.MustSee("leaves it to you")
		w.Press("Ctrl+Enter")
		if _, found, _ := d.Level(t.Context(), id); !found {
			t.Log("no level before")
		}
		w.MustSee("you choose it")
		w.Press("Down", "Down", "Enter", "Ctrl+Enter")
	}
	last, found, err := d.Level(t.Context(), id)
	if err != nil || !found || last.Pack != d.Continuum().ID || len(last.Ticks) != 1 {
		t.Fatalf("decided %+v, %v\n%s", last, err, w.Text())
	}
}

func TestPointsAreShownWithTheirSum(t *testing.T) {
	d := proving(t, "points.json")
	w := open(t, d, ana(t, d))
	w.Type("3")
	w.Press("Ctrl+Enter")
	w.MustSee("points", "The rule")
}

func TestEveryProvingPackShowsItsLadderAndLists(t *testing.T) {
	for _, name := range []string{"eight-strands.json", "points.json", "four-layers.json"} {
		d := proving(t, name)
		w := open(t, d, "")
		w.MustSee("Rate again")
		w.Type("t")
		w.MustSee("The ladder", d.Continuum().Levels[0].Name)
		w.Go(shell.To("levels", ana(t, d)))
		w.Type("1")
		w.Press("Ctrl+Enter")
		w.MustSee("Why", "The rule")
	}
}
