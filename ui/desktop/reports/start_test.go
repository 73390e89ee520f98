package reports_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/publish"
	"needsbook/storage/schooldb/schooltest"
)

func TestNewSchoolStartsEverySectionByOneClick(t *testing.T) {
	d := schooltest.Empty(t)
	w, _ := open(t, d, "")
	w.MustSee("Nothing is written here yet. Start every section", "come from Settings, the register")
	press(t, w, "Start every empty section")
	if kept(t, d, publish.SENInformation, "complaints") == "" || !w.Sees("24 sections started") || w.Sees("Nothing is written here yet") {
		t.Fatalf("after the start:\n%s", w.Text())
	}
	w.MustSee("These are still the suggested words.", "It cannot be published yet.")
	w.Press("Ctrl+Z")
	if kept(t, d, publish.SENInformation, "complaints") != "" || !w.Sees("Nothing is written here yet. Start every section") {
		t.Errorf("after undo:\n%s", w.Text())
	}
}

func TestEmptySectionsBesideWrittenOnesAreStartedTogether(t *testing.T) {
	d := demo(t)
	was := kept(t, d, publish.SENInformation, "complaints")
	empty(t, d, "kinds_of_sen")
	empty(t, d, "identify_assess")
	w, _ := open(t, d, "kinds_of_sen")
	press(t, w, "Start every empty section")
	w.MustSee("2 sections started")
	if kept(t, d, publish.SENInformation, "identify_assess") == "" || kept(t, d, publish.SENInformation, "complaints") != was {
		t.Errorf("the words kept are not the suggested ones beside those that were there:\n%s", w.Text())
	}
}

func TestLowWindowLeavesTheRoomToTheWords(t *testing.T) {
	d := demo(t)
	clause, _ := d.ReportPack(publish.SENInformation).Section("kinds_of_sen")
	w, _ := open(t, d, "kinds_of_sen")
	w.MustSee(clause.Prompt)
	w.Window().Resize(fyne.NewSize(1000, 600))
	if w.Sees(clause.Prompt) {
		t.Errorf("the prompt takes room from the words:\n%s", w.Text())
	}
	w.Type("l")
	w.MustSee(clause.Prompt, clause.Law.Words)
	w.Type("l")
	empty(t, d, "kinds_of_sen")
	w.Go(w.Here()) // reads it again
	w.MustSee(clause.Prompt)
}
