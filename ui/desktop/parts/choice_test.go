package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var needs = []Option{
	{"SPLD", "Specific learning difficulty", "SPLD"}, {"MLD", "Moderate learning difficulty", "MLD"},
	{"SEMH", "Social, emotional and mental health", "SEMH"}, {"SLCN", "Speech, language and communication needs", "SLCN"},
	{"ASD", "Autistic spectrum disorder", "ASD"},
}

func choosing(t *testing.T) (*Choice, *Button, fyne.Window, *[]string) {
	t.Helper()
	var chosen []string
	c := NewChoice(needs, func(value string) { chosen = append(chosen, value) })
	next := NewButton("Next", nil)
	w := show(t, Column(Between, c, next), 500, 500)
	w.Canvas().Focus(c)
	return c, next, w, &chosen
}

func TestChoiceNarrowsAsOneTypesAndEnterTakes(t *testing.T) {
	c, _, w, chosen := choosing(t)
	typeIn(w, "lang")
	if len(c.found) != 1 {
		t.Fatalf("typing lang finds %d options", len(c.found))
	}
	press(w, fyne.KeyReturn)
	if c.Chosen() != "SLCN" || strings.Join(*chosen, ",") != "SLCN" || len(w.Canvas().Overlays().List()) != 0 {
		t.Errorf("chosen %q, told %v", c.Chosen(), *chosen)
	}
	if c.Text != "Speech, language and communication needs" {
		t.Errorf("shows %q", c.Text)
	}
}

func TestChoiceFindsByCodeToo(t *testing.T) {
	c, _, w, _ := choosing(t)
	typeIn(w, "semh")
	press(w, fyne.KeyReturn)
	if c.Chosen() != "SEMH" {
		t.Errorf("chosen %q", c.Chosen())
	}
}

func TestChoiceArrowsMoveAndEscapeGoesBack(t *testing.T) {
	c, _, w, chosen := choosing(t)
	c.SetChosen("MLD")
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	if c.list.current != 3 {
		t.Errorf("the list stands at %d, and should begin at what is chosen", c.list.current)
	}
	press(w, fyne.KeyEscape)
	if c.Chosen() != "MLD" || len(*chosen) != 0 {
		t.Errorf("escape left %q, told %v", c.Chosen(), *chosen)
	}
	press(w, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	if c.Chosen() != "SPLD" {
		t.Errorf("chosen %q", c.Chosen())
	}
}

func TestChoiceTabTakesAndMovesOn(t *testing.T) {
	c, next, w, _ := choosing(t)
	typeIn(w, "aut")
	press(w, fyne.KeyTab)
	if c.Chosen() != "ASD" || w.Canvas().Focused() != next {
		t.Errorf("chosen %q, focus on %T", c.Chosen(), w.Canvas().Focused())
	}
}

func TestChoiceKeepsWhatStoodWhenWordsAreNotInTheList(t *testing.T) {
	c, next, w, chosen := choosing(t)
	c.SetChosen("MLD")
	typeIn(w, "zebra")
	press(w, fyne.KeyReturn)
	w.Canvas().Focus(next)
	if c.Chosen() != "MLD" || c.Text != "Moderate learning difficulty" || len(*chosen) != 0 {
		t.Errorf("chosen %q, shows %q, told %v", c.Chosen(), c.Text, *chosen)
	}
	if !strings.Contains(c.Problem(), "zebra") || !strings.Contains(c.Problem(), "was kept") {
		t.Errorf("problem %q", c.Problem())
	}
}

func TestChoiceCanBeEmptied(t *testing.T) {
	c, next, w, chosen := choosing(t)
	c.SetChosen("MLD")
	press(w, fyne.KeyBackspace)
	w.Canvas().Focus(next)
	if c.Chosen() != "" || strings.Join(*chosen, "|") != "" || len(*chosen) != 1 {
		t.Errorf("chosen %q, told %v", c.Chosen(), *chosen)
	}
}

func TestChoiceTakesAClickInTheList(t *testing.T) {
	c, _, w, _ := choosing(t)
	press(w, fyne.KeyDown)
	test.TapAt(c.list, fyne.NewPos(20, 2.5*c.list.MinSize().Height/float32(len(needs))))
	if c.Chosen() != "SEMH" || len(w.Canvas().Overlays().List()) != 0 {
		t.Errorf("chosen %q", c.Chosen())
	}
}

func TestChoiceClosesOnAClickBeside(t *testing.T) {
	c, _, w, _ := choosing(t)
	c.SetChosen("ASD")
	press(w, fyne.KeyDown)
	test.TapCanvas(w.Canvas(), fyne.NewPos(490, 490))
	if len(w.Canvas().Overlays().List()) != 0 || c.Chosen() != "ASD" {
		t.Errorf("a click beside left %d overlays, chosen %q", len(w.Canvas().Overlays().List()), c.Chosen())
	}
}
