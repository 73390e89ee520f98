package desk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// reviewed holds a review of an intervention with one result for each pupil in it.
func reviewed(t testing.TB, d *desk.Desk, id string, change func(n int, r *desk.GroupRow), results ...string) {
	t.Helper()
	g, err := d.GroupReview(ctx, desk.InterventionArg(id))
	if err != nil {
		t.Fatal(err)
	}
	g.On = d.Today()
	for n := range g.Rows {
		g.Rows[n].Mark = results[n]
		if change != nil {
			change(n, &g.Rows[n])
		}
	}
	if err := d.HoldGroupReview(ctx, g); err != nil {
		t.Fatal(err)
	}
}

func effects(t testing.TB, d *desk.Desk) *desk.Effects {
	t.Helper()
	e, err := d.Effects(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// viewOf2026 is a view of the school year of the tests.
var viewOf2026 = desk.EffectView{Year: 2026, By: provision.ByIntervention}

// pupilsSince are pupils on the register who came years ago, all with the same forename.
func pupilsSince(t testing.TB, d *desk.Desk, n int) (ids []string) {
	t.Helper()
	for i := range n {
		id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: fmt.Sprint("Zubrin", i), Forename: "Oleander", Entered: day.Of(2020, 9, 2)},
			Status: "K", Needs: []string{[]string{"SLCN", "SEMH"}[i%2]}, From: day.Of(2024, 9, 2)})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// outcomesSchool has a group of six and one of two, both reviewed.
func outcomesSchool(t testing.TB) *desk.Desk {
	d := open(t)
	pupils := pupilsSince(t, d, 8)
	six := put(t, d, lego("Lego therapy"), pupils[:6]...)
	reviewed(t, d, six, func(n int, r *desk.GroupRow) {
		if n == 0 {
			r.Worked, r.Evidence = "Short turns helped Oleander and Zubrin3 most.", "Mrs Patel saw it in class."
		}
	}, "met", "met", "met", "partly", "met", "not")
	sounds := lego("Sounds")
	sounds.Area, sounds.Wave = "cognition_learning", provision.WaveSpecialist
	reviewed(t, d, put(t, d, sounds, pupils[6:8]...), nil, "met", "not")
	return d
}

func TestOutcomesStandBesideTheirCost(t *testing.T) {
	d := outcomesSchool(t)
	e := effects(t, d)
	lines := e.Lines(viewOf2026)
	if len(lines) != 2 || lines[0].Name != "Lego therapy" || lines[0].Pupils != 6 || lines[0].Met != 4 || lines[0].MetShare != "67 %" || lines[0].Area != "Communication and interaction" {
		t.Fatalf("%+v", lines)
	}
	if lines[1].MetShare != provision.TooFew || lines[1].Kind != "Teaching assistant" {
		t.Errorf("%+v", lines[1])
	}
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		at := slices.IndexFunc(lines, func(l desk.EffectLine) bool { return l.Key == r.ID })
		if c := lines[at].Cost; c.ToDate.Cmp(r.Cost.Whole.ToDate) != 0 || c.Planned.Cmp(r.Cost.Whole.Planned) != 0 || c.Planned.IsZero() {
			t.Errorf("%s costs %s here and %s on the map", r.Name, c.Planned, r.Cost.Whole.Planned)
		}
	}
	if got := e.Lines(desk.EffectView{Year: desk.AllYears}); len(got) != 2 || got[0].Cost != nil {
		t.Errorf("costs of several years are added up: %+v", got)
	}
	if got := e.Lines(desk.EffectView{Year: 2026, Area: "cognition_learning"}); len(got) != 1 || got[0].Name != "Sounds" {
		t.Errorf("%+v", got)
	}
	if got := e.Lines(desk.EffectView{Year: 2026, By: provision.ByWave}); len(got) != 2 || got[0].Name == "" {
		t.Errorf("%+v", got)
	}
	if got := e.Lines(desk.EffectView{Year: 2026, Need: "SLCN"}); len(got) == 0 || got[0].Pupils >= 6 {
		t.Errorf("%+v", got)
	}
}

func TestNothingSaysAPercentageOfFewerThanFive(t *testing.T) {
	d := outcomesSchool(t)
	e := effects(t, d)
	few := desk.EffectView{Year: 2026, By: provision.ByIntervention, Area: "cognition_learning"}
	lines := e.Lines(few)
	body, err := json.Marshal(lines)
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.EffectsCSV(lines)
	if err != nil {
		t.Fatal(err)
	}
	c, note := e.EffectChart(lines)
	doc, err := d.EffectsPaper(ctx, few, "name", false)
	if err != nil {
		t.Fatal(err)
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		t.Fatal(err)
	}
	words := string(page)[strings.Index(string(page), "<body"):]
	for name, said := range map[string]string{"JSON": string(body), "CSV": string(list), "chart": fmt.Sprint(c, note), "sentence": desk.EffectSentence(lines), "paper": words} {
		if strings.Contains(said, "%") {
			t.Errorf("the %s has a percentage:\n%s", name, said)
		}
		if name != "chart" && name != "sentence" && !strings.Contains(said, provision.TooFew) {
			t.Errorf("the %s does not say that they are too few:\n%s", name, said)
		}
	}
	for _, column := range desk.EffectColumns {
		if strings.Contains(column.Words(lines[0]), "%") {
			t.Errorf("column %s: %s", column.ID, column.Words(lines[0]))
		}
	}
}

func TestWhatWorkedNamesNobody(t *testing.T) {
	d := outcomesSchool(t)
	list := effects(t, d).Worked(viewOf2026)
	if len(list) != 1 || list[0].Worked != "Short turns helped the pupil and the pupil most." || list[0].Evidence != "an adult saw it in class." || len(list[0].Needs) == 0 {
		t.Fatalf("%+v", list)
	}
	body, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	file, err := d.WorkedCSV(list)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := d.EffectsPaper(ctx, viewOf2026, "name", false)
	if err != nil {
		t.Fatal(err)
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		t.Fatal(err)
	}
	all, err := d.Find("")
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range [][]byte{body, file, page} {
		for _, e := range all {
			for _, name := range []string{e.Surname, e.Forename, e.ID} {
				if bytes.Contains(out, []byte(name)) {
					t.Fatalf("%q is in\n%s", name, out)
				}
			}
		}
		if !bytes.Contains(out, []byte("Short turns")) {
			t.Errorf("the words are not in\n%s", out)
		}
	}
}

func TestOutcomesSortByEveryColumn(t *testing.T) {
	d := outcomesSchool(t)
	lines := effects(t, d).Lines(viewOf2026)
	for _, c := range desk.EffectColumns {
		for _, down := range []bool{false, true} {
			desk.SortEffects(lines, c.ID, down)
			if !slices.IsSortedFunc(lines, func(a, b desk.EffectLine) int {
				if down {
					return c.Less(b, a)
				}
				return c.Less(a, b)
			}) {
				t.Errorf("%s, down %v: not sorted", c.ID, down)
			}
		}
	}
	desk.SortEffects(lines, "share", true)
	if lines[0].Name != "Lego therapy" {
		t.Error("too few to compare stands above a share")
	}
}

func TestOutcomesOfAWrongViewAreRefused(t *testing.T) {
	d := outcomesSchool(t)
	e := effects(t, d)
	for field, v := range map[string]desk.EffectView{"by": {Year: 2026, By: "mood"}, "year": {Year: 1066}, "area": {Year: 2026, Area: "sport"}, "need": {Year: 2026, Need: "TEAPOT"}} {
		_, err := d.EffectView(e, v)
		refusedOn(t, err, field)
	}
	if v, err := d.EffectView(e, desk.EffectView{Year: desk.AllYears, Need: "slcn"}); err != nil || v.Need != "SLCN" || v.By != provision.ByIntervention {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestOutcomesOfASchoolWithoutProvisionAreNone(t *testing.T) {
	d := open(t)
	e := effects(t, d)
	if lines := e.Lines(viewOf2026); len(lines) != 0 || desk.EffectSentence(lines) != "No pupil was in any provision." || !slices.Equal(e.Years(), []int{2026}) {
		t.Errorf("%+v", lines)
	}
	if doc, err := d.EffectsPaper(ctx, viewOf2026, "name", false); err != nil {
		t.Error(err)
	} else if _, _, err := desk.Draw(doc, desk.FormatPDF); err != nil {
		t.Error(err)
	}
}

func TestOutcomesOfTheYearsBeforeAreKept(t *testing.T) {
	d := open(t)
	old := lego("Lego therapy")
	old.Starts, old.Ends = day.Of(2024, 9, 9), day.Of(2025, 7, 18)
	pupils := pupilsSince(t, d, 2)
	if err := d.SaveRate(ctx, "teaching_assistant", money.Pounds(15)); err != nil {
		t.Fatal(err)
	}
	put(t, d, old, pupils...)
	put(t, d, lego("Lego  Therapy"), pupils[0])
	e := effects(t, d)
	if years := e.Years(); !slices.Equal(years, []int{2026, 2025, 2024}) {
		t.Fatalf("%v", years)
	}
	if got := e.Lines(desk.EffectView{Year: 2024}); len(got) != 1 || got[0].Pupils != 2 || got[0].Cost == nil || got[0].Cost.ToDate.IsZero() || got[0].Cost.ToDate.Cmp(got[0].Cost.Planned) != 0 {
		t.Errorf("%+v", got)
	}
	if got := e.Lines(desk.EffectView{Year: desk.AllYears, By: provision.ByFamily}); len(got) != 1 || got[0].Pupils != 2 || got[0].Placements != 3 {
		t.Errorf("%+v", got)
	}
}
