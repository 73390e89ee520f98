package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
)

// EffectView says which outcomes of provision are shown, and how they are put together.
type EffectView struct {
	Year int    // the school year that begins then; AllYears for all there are
	By   string // provision.ByIntervention to ByStaffKind; "" is ByIntervention
	Area string // id of an area of need, "" for all
	Need string // code of a type of need that the pupils have, "" for all
}

// AllYears puts the outcomes of all school years together.
const AllYears = -1

// EffectWays are what outcomes can be put together by, with their words.
var EffectWays = []register.Item{
	{ID: provision.ByFamily, Name: "By intervention"},
	{ID: provision.ByIntervention, Name: "Each row of the map"},
	{ID: provision.ByArea, Name: "By area of need"},
	{ID: provision.ByWave, Name: "By wave"},
	{ID: provision.ByStaffKind, Name: "By who gives it"},
}

// EffectLine is a line of outcomes as it is listed.
type EffectLine struct {
	provision.Effect
	Area string `json:"area"` // its name; "" where the line is of several
	Wave string `json:"wave"`
	Kind string `json:"kind"` // of staff
}

// Effects are the outcomes of provision of all years, read once.
type Effects struct {
	d        *Desk
	facts    provision.EffectFacts
	needs    map[string][]string // of each pupil
	runs     map[string]provision.Intervention
	placed   map[string][]provision.Placement
	held     map[string][]provision.Attendance
	costings map[int]provision.Costing
	words    map[string]provision.Worked // by review, without names
}

// Effects reads what outcomes of provision are worked out from.
func (d *Desk) Effects(ctx context.Context) (*Effects, error) {
	e := &Effects{d: d, needs: map[string][]string{}, runs: map[string]provision.Intervention{}, placed: map[string][]provision.Placement{},
		held: map[string][]provision.Attendance{}, costings: map[int]provision.Costing{}}
	f := &e.facts
	var err1, err2, err3, err4 error
	f.Interventions, err1 = all[provision.Intervention](ctx, d.store, kindIntervention)
	f.Placements, err2 = all[provision.Placement](ctx, d.store, kindPlacement)
	f.Reviews, err3 = all[provision.PlacementReview](ctx, d.store, kindPlaceReview)
	f.Attendance, err4 = all[provision.Attendance](ctx, d.store, kindAttendance)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	slices.SortStableFunc(f.Interventions, func(a, b provision.Intervention) int { return strings.Compare(a.Name, b.Name) })
	for _, i := range f.Interventions {
		e.runs[i.ID] = i
	}
	for _, p := range f.Placements {
		e.placed[p.Intervention] = append(e.placed[p.Intervention], p)
	}
	for _, a := range f.Attendance {
		e.held[a.Intervention] = append(e.held[a.Intervention], a)
	}
	for _, p := range d.everyEntry() {
		e.needs[p.ID] = p.Needs
	}
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return nil, err
	}
	this, err := d.Costing(ctx)
	if err != nil {
		return nil, err
	}
	for _, year := range e.Years() {
		e.costings[year] = costingOf(this, calendar, year)
	}
	return e, e.nameless(ctx)
}

// costingOf is what the costs of another school year are worked out from.
func costingOf(this provision.Costing, calendar school.Calendar, starts int) provision.Costing {
	year, _ := calendar.Year(starts)
	this.First, this.Last = year.First(), year.Last()
	this.Weeks = teachingWeeks(calendar, year)
	return this
}

// everyEntry is every pupil, also those who have left.
func (d *Desk) everyEntry() []*register.Entry {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return slices.Clone(d.entries)
}

// Years are the school years in which there was provision, the latest first; this year
// is always one of them.
func (e *Effects) Years() []int {
	this := day.AcademicYear(e.d.Today())
	first := this
	for _, p := range e.facts.Placements {
		from, _ := provision.Held(p, e.runs[p.Intervention])
		if !from.IsZero() && !p.Waiting {
			first = min(first, day.AcademicYear(from))
		}
	}
	var years []int
	for year := this; year >= max(first, this-mostYearsBack); year-- {
		years = append(years, year)
	}
	return years
}

// mostYearsBack is how far back outcomes are looked at: a date typed wrongly would
// otherwise offer centuries.
const mostYearsBack = 20

// query is a view as the rules take it.
func (e *Effects) query(v EffectView) provision.EffectQuery {
	q := provision.EffectQuery{Today: e.d.Today(), By: v.By}
	first, last := v.Year, v.Year
	if v.Year == AllYears {
		years := e.Years()
		first, last = years[len(years)-1], years[0]
	}
	q.First, q.Last = day.Of(first, 9, 1), day.Of(last+1, 8, 31)
	if v.Area != "" || v.Need != "" {
		q.Keep = func(i provision.Intervention, p provision.Placement) bool {
			return (v.Area == "" || i.Area == v.Area) && (v.Need == "" || slices.Contains(e.needs[p.Pupil], v.Need))
		}
	}
	return q
}

// Lines are the outcomes of a view. Costs are of one school year, so a view of all
// years has none.
func (e *Effects) Lines(v EffectView) []EffectLine {
	f := e.facts
	if c, known := e.costings[v.Year]; known {
		f.Cost = func(i provision.Intervention) provision.RunCost { return c.Of(i, e.placed[i.ID], e.held[i.ID]) }
	}
	found := provision.Effects(f, e.query(v))
	out := make([]EffectLine, len(found))
	for n, effect := range found {
		out[n] = e.line(effect, v.By)
	}
	if v.By == provision.ByArea || v.By == provision.ByWave || v.By == provision.ByStaffKind {
		slices.SortStableFunc(out, func(a, b EffectLine) int { return cmp.Compare(a.Name, b.Name) })
	}
	return out
}

// line gives a line its names.
func (e *Effects) line(effect provision.Effect, by string) EffectLine {
	l := EffectLine{Effect: effect}
	areas, waves, kinds := map[string]bool{}, map[int]bool{}, map[string]bool{}
	var last provision.Intervention
	for _, id := range effect.Interventions {
		last = e.runs[id]
		areas[last.Area], waves[last.Wave], kinds[last.StaffKind] = true, true, true
	}
	if len(areas) == 1 {
		l.Area = orElse(e.d.areaName(last.Area), "Several areas")
	}
	if len(waves) == 1 {
		l.Wave = orElse(provision.WaveName(last.Wave, e.d.terms.Say), "Wave not said")
	}
	if len(kinds) == 1 {
		l.Kind = orElse(e.d.card.StaffName(last.StaffKind), "Not said")
	}
	switch by {
	case provision.ByArea:
		l.Name = l.Area
	case provision.ByWave:
		l.Name = l.Wave
	case provision.ByStaffKind:
		l.Name = l.Kind
	case provision.ByFamily:
		for _, entry := range e.d.Library().Entries {
			if entry.ID == effect.Key {
				l.Name = entry.Name
			}
		}
	}
	return l
}

// Worked is what reviews of a view said, the names of people taken out, those that say
// what worked first.
func (e *Effects) Worked(v EffectView) []provision.Worked {
	list := provision.WhatWorked(e.facts, e.query(v))
	for n := range list {
		list[n] = e.words[list[n].Review]
	}
	return list
}

// nameless takes the names of people out of what reviews said, once. The words are
// meant for colleagues, who need not know of whom they were written.
func (e *Effects) nameless(ctx context.Context) error {
	var by []string
	for _, r := range e.facts.Reviews {
		by = append(by, r.By)
	}
	without, err := e.d.withoutNames(ctx, by)
	if err != nil {
		return err
	}
	e.words = map[string]provision.Worked{}
	whole := provision.EffectQuery{Last: e.d.Today(), Today: e.d.Today()}
	for _, w := range provision.WhatWorked(e.facts, whole) {
		w.Name, w.Worked, w.Evidence, w.Next = without(w.Name), without(w.Worked), without(w.Evidence), without(w.Next)
		w.Needs = append(w.Needs, e.needs[w.Pupil]...)
		e.words[w.Review] = w
	}
	return nil
}

// withoutNames returns what takes every name that the school's file knows out of a text:
// pupils, their families, staff, and some others.
func (d *Desk) withoutNames(ctx context.Context, others []string) (func(string) string, error) {
	contacts, err1 := all[register.Contact](ctx, d.store, kindContact)
	staff, err2 := all[provision.Staff](ctx, d.store, kindStaff)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	s := d.School()
	people := printout.Everyone{Pupils: d.otherPupils(""), Staff: append([]string{s.Senco, s.Head}, others...)}
	for _, c := range contacts {
		people.Family = append(people.Family, c.Name)
	}
	for _, one := range staff {
		people.Staff = append(people.Staff, one.Name)
	}
	return printout.WithoutNames(people), nil
}

// ViewWords says a view in words: "2026-27, by area of need, Speech and language".
func (e *Effects) ViewWords(v EffectView) string {
	words := []string{"All years"}
	if v.Year != AllYears {
		words[0] = day.AcademicYearName(v.Year)
	}
	words = append(words, strings.ToLower(register.Named(EffectWays, cmp.Or(v.By, provision.ByIntervention))))
	if v.Area != "" {
		words = append(words, e.d.areaName(v.Area))
	}
	if v.Need != "" {
		words = append(words, "pupils with "+e.d.codes.NeedName(v.Need))
	}
	return strings.Join(words, ", ")
}

// EffectSentence says lines of outcomes in a sentence.
func EffectSentence(lines []EffectLine) string {
	placements, reviewed, met, partly, not := 0, 0, 0, 0, 0
	for _, l := range lines {
		placements += l.Placements
		reviewed += l.Reviewed
		met, partly, not = met+l.Met, partly+l.Partly, not+l.Not
	}
	if len(lines) == 0 {
		return "No pupil was in any provision."
	}
	return fmt.Sprintf("%d of %s reviewed: %d met, %d partly, %d not met.", reviewed, count(placements, "place"), met, partly, not)
}

// mostInChart is how many lines a chart of outcomes has room for.
const mostInChart = 12

// EffectChart draws the outcomes of the lines with most reviews; note says what it is of.
func (e *Effects) EffectChart(lines []EffectLine) (c chart.Chart, note string) {
	shown := slices.DeleteFunc(slices.Clone(lines), func(l EffectLine) bool { return l.Reviewed == 0 })
	all := len(shown)
	slices.SortStableFunc(shown, func(a, b EffectLine) int { return b.Reviewed - a.Reviewed })
	shown = shown[:min(len(shown), mostInChart)]
	var labels []string
	met, partly, not := chart.Series{Name: "Met"}, chart.Series{Name: "Partly met"}, chart.Series{Name: "Not met"}
	n := 0
	for _, l := range shown {
		labels = append(labels, fmt.Sprintf("%s (n=%d)", orElse(l.Name, "No name"), l.Reviewed))
		for _, one := range []struct {
			s *chart.Series
			n int
		}{{&met, l.Met}, {&partly, l.Partly}, {&not, l.Not}} {
			one.s.Values = append(one.s.Values, chart.Value{N: float64(one.n)})
		}
		n += l.Reviewed
	}
	note = fmt.Sprintf("n %d reviewed places, the last review of each; to %s.", n, e.d.Today().Words())
	if all > len(shown) {
		note += fmt.Sprintf(" The %d with most reviews of %d; the table has them all.", len(shown), all)
	}
	return chart.Chart{Kind: chart.Stacked, By: "Provision", Labels: labels, Series: []chart.Series{met, partly, not}, Unit: "places"}, note
}
