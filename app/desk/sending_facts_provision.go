package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/shopspring/decimal"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/summary"
)

// areaCodes are the summary's codes of the broad areas of need.
var areaCodes = map[string]string{"communication_interaction": "CI", "cognition_learning": "CL", "semh": "SEMH", "sensory_physical": "SP", "": "SEV"}

// waveCodes are the summary's codes of the waves that it counts.
var waveCodes = map[int]string{provision.WaveTargeted: "T", provision.WaveSpecialist: "S"}

// familyOf is the family of T08 and T11 that an intervention belongs to; false for what
// every pupil gets, which is not counted.
func familyOf(i provision.Intervention) (string, bool) {
	area, known := areaCodes[i.Area]
	wave := waveCodes[i.Wave]
	switch {
	case i.Setting == provision.AlternativeProvision:
		return "AP", true
	case i.Wave == provision.WaveUniversal:
		return "", false
	case !known || wave == "":
		return summary.OtherFamily, true
	}
	return area + "-" + wave, true
}

// provisionFacts is T08: what runs today for pupils on roll, with minutes a week and the
// pupil's share of its cost in this school year. A pupil who is twice in a family
// counts once in it, with all of it.
func (d *Desk) provisionFacts(ctx context.Context, f *summary.Facts) error {
	here := d.onRollNow()
	type place struct{ family, pupil string }
	sum := map[place]*summary.Given{}
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return err
	}
	for _, r := range runs {
		family, counts := familyOf(r.Intervention)
		if !counts || !r.RunsOn(f.AsOf) {
			continue
		}
		for n, p := range r.placed {
			first, last := provision.Held(p, r.Intervention)
			if p.Waiting || !provision.Overlap(first, last, f.AsOf, f.AsOf) || !here(p.Pupil) {
				continue
			}
			at := place{family, p.Pupil}
			if sum[at] == nil {
				sum[at] = &summary.Given{Family: family, Key: p.Pupil}
			}
			sum[at].Minutes += minutesAWeek(r.Intervention, p)
			sum[at].Pence += d.costOf(r).Shares[n].Planned.InPence()
		}
	}
	for _, g := range sum {
		f.Provision = append(f.Provision, *g)
	}
	slices.SortFunc(f.Provision, func(a, b summary.Given) int {
		return cmp.Or(cmp.Compare(a.Family, b.Family), cmp.Compare(a.Key, b.Key))
	})
	return nil
}

// minutesAWeek is how long a pupil is in an intervention in a week, to the minute.
func minutesAWeek(i provision.Intervention, p provision.Placement) int {
	sessions := i.SessionsAWeek
	if p.SessionsAWeek.IsPositive() {
		sessions = p.SessionsAWeek
	}
	return int(sessions.Mul(decimal.NewFromInt(int64(i.Minutes))).Round(0).IntPart())
}

// outcomeFacts is T11: what the last review of each placement of this school year came
// to, as the Outcomes screen counts it, without what every pupil gets.
func (d *Desk) outcomeFacts(ctx context.Context, f *summary.Facts) error {
	e, err := d.Effects(ctx)
	if err != nil {
		return err
	}
	year := day.AcademicYear(f.AsOf)
	for _, r := range provision.LastResults(e.facts, e.query(EffectView{Year: year})) {
		family, counts := familyOf(e.runs[r.Intervention])
		if counts {
			f.Outcomes = append(f.Outcomes, summary.Outcome{Family: family, Key: r.Pupil, Result: r.Result})
		}
	}
	return nil
}
