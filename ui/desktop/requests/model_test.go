package requests

import (
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// TestEveryGateOfTheFormLeadsSomewhere holds that no Fix button of the shipped form
// ends nowhere: its route is known, or a field of the page.
func TestEveryGateOfTheFormLeadsSomewhere(t *testing.T) {
	d := schooltest.Demo(t)
	m, err := newModel(d, 1)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{"starts": true, "senco_signed": true, "papers": true, "measures": true, "impact": true}
	for _, p := range desk.RequestWords {
		fields[p.Part] = true
	}
	for _, rule := range d.RequestForm(desk.KindIndividual).Gates {
		g := funding.Gate{ID: rule.ID, FixRoute: rule.FixRoute}
		to, here := routeOf(g, "id7")
		switch {
		case here && !fields[fieldOf(g, m.writes)]:
			t.Errorf("gate %s leads to no field: %s", g.ID, fieldOf(g, m.writes))
		case !here && places[g.FixRoute] == "":
			t.Errorf("gate %s has a route that is not known: %s", g.ID, g.FixRoute)
		case !here && to.Screen == "":
			t.Errorf("gate %s leads nowhere", g.ID)
		}
	}
	if to, _ := routeOf(funding.Gate{FixRoute: "levels"}, "id7"); to != shell.To("levels", "id7") {
		t.Errorf("levels lead to %v", to)
	}
	if to, _ := routeOf(funding.Gate{FixRoute: "council/own"}, "id7"); to != shell.To("pupil", "id7") {
		t.Errorf("an unknown route leads to %v", to)
	}
	if field := fieldOf(funding.Gate{ID: "attendance", FixRoute: "request/progress"}, m.writes); field != "attendance" {
		t.Errorf("attendance leads to %s", field)
	}
	if field := fieldOf(funding.Gate{ID: "progress", FixRoute: "request/progress"}, m.writes); field != "measures" {
		t.Errorf("progress leads to %s", field)
	}
}

func TestAGateThatOnlyWarnsNeverShowsAsMissing(t *testing.T) {
	for _, c := range []struct {
		gate  funding.Gate
		state parts.State
		word  string
	}{
		{funding.Gate{OK: true, State: funding.OK, Blocks: true}, parts.Done, "Done"},
		{funding.Gate{State: funding.Missing, Blocks: true}, parts.Overdue, "Missing"},
		{funding.Gate{State: funding.Check, Blocks: true}, parts.Soon, "Check"},
		{funding.Gate{State: funding.Missing}, parts.Soon, "Useful"},
	} {
		if state, word := gateState(c.gate); state != c.state || word != c.word {
			t.Errorf("%+v shows as %v %s", c.gate, state, word)
		}
	}
}

func TestPapersAndMeasuresAreKeptOneByOne(t *testing.T) {
	d := schooltest.Demo(t)
	m, err := newModel(d, 1)
	if err != nil {
		t.Fatal(err)
	}
	a := d.RequestForm(desk.KindIndividual).Attachments[0]
	before := len(m.request().Papers)
	steps := []error{
		m.attach(a, false), m.addPaper("Letter from the clinic"), m.datePaper(len(m.request().Papers)-1, day.Of(2026, 11, 2)),
		m.setMeasure(5, funding.Measure{What: "Words read in a minute", Start: "12", Now: "31"}), m.setMeasure(1, funding.Measure{What: "Words read", Start: "12", Now: "32"}),
	}
	for i, err := range steps {
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	r, err := d.Request(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, attached := m.paperOf(a.ID); attached || len(r.Papers) != before || r.Papers[before-1].Name != "Letter from the clinic" || r.Papers[before-1].On != day.Of(2026, 11, 2) {
		t.Errorf("papers are %+v", r.Papers)
	}
	if len(r.Measures) != 2 || r.Measures[1].Now != "32" {
		t.Errorf("measures are %+v", r.Measures)
	}
	if err := m.removeMeasure(1); err != nil || len(m.request().Measures) != 1 {
		t.Errorf("removing leaves %d measures, %v", len(m.request().Measures), err)
	}
	if err := m.removePaper(0); err != nil || len(m.request().Papers) != before-1 {
		t.Errorf("removing leaves %d papers, %v", len(m.request().Papers), err)
	}
}

func TestWhatTheLastAwardAchievedIsAskedOnlyOnARenewal(t *testing.T) {
	d := schooltest.Demo(t)
	m, err := newModel(d, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.setWords("impact", ""); err != nil {
		t.Fatal(err)
	}
	if m.writes("impact") {
		t.Error("a first request asks what the last award achieved")
	}
	m.draft.Request.Renews = 1
	if !m.writes("impact") {
		t.Error("a renewal does not ask what the last award achieved")
	}
}
