package desk

import (
	"slices"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/provision"
)

// mapWarnings are what is odd across the rows of the map: a member of staff or a pupil
// in two places at once, and pupils whose provision fills the week.
type mapWarnings struct {
	staff  map[string][]provision.Clash // by intervention
	pupils map[string][]string          // sentences, by pupil
}

// oddOf is what is odd across the interventions that are held, worked out once until one
// of them changes. The caller holds the lock.
func (d *Desk) oddOf(runs map[string]*run) mapWarnings {
	if d.mapped.odd == nil {
		odd := d.mapWarnings(runs)
		d.mapped.odd = &odd
	}
	return *d.mapped.odd
}

// mapWarnings looks through what has not ended. The caller holds the lock.
func (d *Desk) mapWarnings(runs map[string]*run) mapWarnings {
	w := mapWarnings{staff: map[string][]provision.Clash{}, pupils: map[string][]string{}}
	today := d.mapped.costing.Today
	var timed []provision.Intervention
	in := map[string][]place{}
	for _, r := range runs {
		if r.Setting == provision.PreviousSchool || !r.Ends.IsZero() && r.Ends.Before(today) {
			continue
		}
		if r.Staff != "" && len(r.Slots) > 0 {
			timed = append(timed, r.Intervention)
		}
		for _, p := range r.placed {
			if first, last := provision.Held(p, r.Intervention); !p.Waiting && (last.IsZero() || !last.Before(today)) {
				in[p.Pupil] = append(in[p.Pupil], place{r.Intervention, first, last, provision.MinutesAWeek(r.Intervention, p)})
			}
		}
	}
	slices.SortFunc(timed, func(a, b provision.Intervention) int { return compareNamed(a, b) })
	for _, c := range provision.Clashes(timed) {
		w.staff[c.First.Intervention] = append(w.staff[c.First.Intervention], c)
		if c.Second.Intervention != c.First.Intervention {
			w.staff[c.Second.Intervention] = append(w.staff[c.Second.Intervention], c)
		}
	}
	for pupil, places := range in {
		if found := d.fullWeek(places, today); found != "" {
			w.pupils[pupil] = append(w.pupils[pupil], found)
		}
		w.pupils[pupil] = append(w.pupils[pupil], pupilClashes(places)...)
	}
	return w
}

// place is a pupil's time in an intervention, and the minutes of it in a week.
type place struct {
	provision.Intervention
	first, last day.Date
	minutes     decimal.Decimal
}

// fullWeek is the sentence about a pupil whose provision fills the week, today or on a
// day on which some of it begins; "" for none.
func (d *Desk) fullWeek(places []place, today day.Date) string {
	for _, on := range places {
		from := later(on.first, today)
		minutes := decimal.Zero
		for _, p := range places {
			if provision.Overlap(p.first, p.last, from, from) {
				minutes = minutes.Add(p.minutes)
			}
		}
		for _, f := range provision.CheckPupilWeek(int(minutes.Round(0).IntPart()), d.card.WeekHours) {
			if f.Severity == finding.Warn {
				return "All the provision of this pupil together: " + provision.Words(f)
			}
		}
	}
	return ""
}

// pupilClashes are the sentences about a pupil who would be in two places at once.
func pupilClashes(places []place) (out []string) {
	slices.SortFunc(places, func(a, b place) int { return compareNamed(a.Intervention, b.Intervention) })
	for n, a := range places {
		for _, b := range places[n+1:] {
			if len(a.Slots) == 0 || len(b.Slots) == 0 || !provision.Overlap(a.first, a.last, b.first, b.last) {
				continue
			}
			for _, c := range provision.PupilClashes([]provision.Intervention{a.Intervention, b.Intervention}) {
				out = append(out, c.Words("This pupil"))
			}
		}
	}
	return out
}

func compareNamed(a, b provision.Intervention) int {
	if a.Name != b.Name {
		return compareWords(a.Name, b.Name)
	}
	return slices.Compare([]byte(a.ID), []byte(b.ID))
}

// warn adds to a row what is odd about it and about the pupils in it. The row's own
// sentences name no pupil, so that they may stand where names are hidden.
func (d *Desk) warn(row *MapRow, w mapWarnings) {
	row.Warnings = warnings(provision.CheckIntervention(row.Intervention))
	for _, c := range w.staff[row.ID] {
		row.Warnings = append(row.Warnings, c.Words(row.StaffName))
	}
	odd := map[string]bool{}
	for n := range row.Placed {
		p := &row.Placed[n]
		p.Warnings = []string{}
		if p.Waiting {
			continue
		}
		if e, err := d.Entry(p.Pupil); err == nil {
			p.Warnings = warnings(provision.CheckPlacement(p.Placement, row.Intervention, nil, e.Entered, e.Left))
		}
		if p.Warnings = append(p.Warnings, w.pupils[p.Pupil]...); len(p.Warnings) > 0 {
			odd[p.Pupil] = true
		}
	}
	if len(odd) > 0 {
		row.Warnings = append(row.Warnings, "There is something to check about "+count(len(odd), "pupil")+" in it.")
	}
	if c := row.Cost.Whole; c.Missing && row.StaffKind != "" {
		row.Warnings = append(row.Warnings, row.KindName+" has no hourly rate, so this time costs nothing.")
	} else if c.Missing {
		row.Warnings = append(row.Warnings, "It is not said who gives it, so its time costs nothing.")
	}
}
