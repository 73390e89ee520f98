package requests

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// TestEveryGateOfEveryFormLeadsSomewhere holds that no button of a shipped form ends
// nowhere: its route is known, or it is a field of the page.
func TestEveryGateOfEveryFormLeadsSomewhere(t *testing.T) {
	d := schooltest.Demo(t)
	pupil := anyPupil(t, d)
	for _, kind := range funding.Kinds {
		start := desk.RequestStart{Kind: kind, Title: "Talk"}
		if kind == funding.KindIndividual || kind == funding.KindAdvice || kind == funding.KindGroup {
			start.Pupils = []string{pupil}
		}
		r, err := d.NewRequest(t.Context(), start)
		if err != nil {
			t.Fatal(kind, err)
		}
		m, err := newModel(d, r.Number)
		if err != nil {
			t.Fatal(err)
		}
		fields := map[string]bool{"starts": true, "senco_signed": true, "papers": true, "event": true}
		for name, of := range map[string][]string{"measures": {funding.KindIndividual}, "costs": {funding.KindProject}, "pupils": {funding.KindGroup}, "interventions": {funding.KindGroup},
			"outcomes": {funding.KindGroup, funding.KindProject}, "partners": {funding.KindGroup, funding.KindProject}} {
			fields[name] = slices.Contains(of, kind)
		}
		for _, rule := range m.form().Gates {
			g := funding.Gate{ID: rule.ID, FixRoute: rule.FixRoute, Field: rule.Field}
			to, field := m.way(g)
			switch {
			case to.Screen == "" && !fields[field] && !m.writes(field):
				t.Errorf("%s: gate %s leads to no field: %q", kind, g.ID, field)
			case to.Screen != "" && field != "":
				t.Errorf("%s: gate %s leads to %v and %s", kind, g.ID, to, field)
			case strings.Contains(to.Arg, "PUPIL"):
				t.Errorf("%s: gate %s leads to nobody: %v", kind, g.ID, to)
			}
			if place, known := places[rule.FixRoute]; !known && !strings.HasPrefix(rule.FixRoute, "request/") {
				t.Errorf("%s: gate %s has a route that is not known: %s %s", kind, g.ID, rule.FixRoute, place)
			}
		}
	}
}

func anyPupil(t *testing.T, d *desk.Desk) string {
	t.Helper()
	found, err := d.Find("kowalska ana")
	if err != nil || len(found) == 0 {
		t.Fatal(len(found), err)
	}
	return found[0].ID
}

func TestGateOfAnotherPupilLeadsToThatPupil(t *testing.T) {
	d := schooltest.Demo(t)
	m, err := newModel(d, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		gate funding.Gate
		to   shell.Route
		name string
	}{
		{funding.Gate{FixRoute: "levels", Pupil: "id7"}, shell.To("levels", "id7"), ""},
		{funding.Gate{FixRoute: "council/own", Pupil: "id7"}, shell.To("pupil", "id7"), ""},
		{funding.Gate{FixRoute: "pupil/consent", Pupil: "id7"}, shell.To("pupil", "id7", "consent"), ""},
		{funding.Gate{ID: "parent_view", FixRoute: "pupil/views", Pupil: "id7"}, shell.To("pupil", "id7", "parent_view"), ""},
		{funding.Gate{ID: "attendance", Field: "attendance", FixRoute: "request/progress"}, shell.Route{}, "attendance"},
		{funding.Gate{ID: "progress", FixRoute: "request/progress"}, shell.Route{}, "measures"},
	} {
		if to, name := m.way(c.gate); to != c.to || name != c.name {
			t.Errorf("%+v leads to %v %q", c.gate, to, name)
		}
	}
}

func TestAGateIsRedAmberOrGreenWithAWord(t *testing.T) {
	for _, c := range []struct {
		gate  funding.Gate
		state parts.State
		word  string
	}{
		{funding.Gate{OK: true, State: funding.OK, Light: funding.Green, Blocks: true}, parts.Done, "Done"},
		{funding.Gate{State: funding.Missing, Light: funding.Red, Blocks: true}, parts.Overdue, "Missing"},
		{funding.Gate{State: funding.Check, Light: funding.Red, Blocks: true}, parts.Overdue, "Not right"},
		{funding.Gate{State: funding.Missing, Light: funding.Amber}, parts.Soon, "Useful"},
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
		m.change(func(r *desk.Request) {
			r.Measures = put(r.Measures, 5, funding.Measure{What: "Words read in a minute", Start: "12", Now: "31"})
		}),
		m.change(func(r *desk.Request) {
			r.Measures = put(r.Measures, 1, funding.Measure{What: "Words read", Start: "12", Now: "32"})
		}),
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
