package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/register"
)

// ProvisionMapPaper makes a view of the provision map to print: its groups with their
// totals, the pictures, and how each cost was worked out.
func (d *Desk) ProvisionMapPaper(ctx context.Context, v MapView, n Names) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		return nil, err
	}
	s, today := d.School(), d.Today()
	groups, totals := NewMapSheet(rows, today).Look(v)
	f := printout.MapFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: today, Names: n.forPrint(), Others: d.otherPupils(""),
		Year: day.AcademicYearName(day.AcademicYear(today)), Filter: filterOfMap(v, groups, n), Totals: mapCosts(totals), Sums: true}
	var shown []*MapRow
	for _, g := range groups {
		group := printout.MapGroup{Title: g.Name, Totals: mapCosts(g.Totals)}
		if v.Group == MapByStaff && n != NamesFull {
			group.Title = cmp.Or(g.Rows[0].KindName, "Kind of staff not said")
		}
		for _, r := range g.Rows {
			shown = append(shown, r)
			group.Lines = append(group.Lines, d.mapLineOnPaper(r, n))
		}
		f.Groups = append(f.Groups, group)
	}
	for _, p := range []ProvisionPicture{ProvisionByAreaAndWave(shown, MapInPounds, today), ProvisionByStaff(shown, MapInHours, today, n)} {
		if p.Chart.Check() == nil {
			f.Figures = append(f.Figures, paper.Figure{Caption: p.Title, Alt: p.Sentence, Chart: p.Chart, DataTable: true})
		}
	}
	return printout.ProvisionMap(f), nil
}

func mapCosts(t MapTotals) printout.MapCosts {
	return printout.MapCosts{Pupils: t.Pupils, Planned: t.Planned, ToDate: t.ToDate, Forecast: t.Forecast}
}

// mapLineOnPaper is one intervention, with pupils and staff named as asked.
func (d *Desk) mapLineOnPaper(r *MapRow, n Names) printout.MapLine {
	whole := r.Cost.Whole
	l := printout.MapLine{Name: r.Name, Who: cmp.Or(r.Provider, r.StaffName, r.KindName), When: joinedBy("; ", patternWords(r.Minutes, r.SessionsAWeek.String()), SlotWords(r.Slots)),
		Dates: fromUntil(r.Starts, r.Ends), Sum: whole.Words, Costs: printout.MapCosts{Planned: whole.Planned, ToDate: whole.ToDate, Forecast: whole.Forecast()}}
	if n != NamesFull {
		l.Who = cmp.Or(r.KindName, "Another provider")
	}
	for _, p := range placed(r) {
		l.Costs.Pupils++
		if e, err := d.Entry(p.Pupil); err == nil && n != NamesOff {
			l.Pupils = append(l.Pupils, namedAs(e, n))
		}
	}
	return l
}

// namedAs is a pupil in a list, named as asked.
func namedAs(e *register.Entry, n Names) string {
	if n == NamesInitials {
		return e.Initials()
	}
	return e.ListName()
}

// fromUntil writes the first and the last day of something.
func fromUntil(from, until day.Date) string {
	switch {
	case from.IsZero() && until.IsZero():
		return "All the year"
	case until.IsZero():
		return "From " + from.Words()
	case from.IsZero():
		return "Until " + until.Words()
	}
	return from.Words() + " to " + until.Words()
}

func joinedBy(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), by)
}

// filterOfMap says in words what a view shows of the map, "" for all of it. Without
// full names what was searched for is not said.
func filterOfMap(v MapView, groups []MapGroup, n Names) string {
	var out []string
	if v.Words != "" {
		out = append(out, secret("“"+v.Words+"”", n))
	}
	for _, field := range mapFields {
		ids := v.Only[field.field]
		if len(ids) == 0 || field.field == MapByStaff && n != NamesFull {
			continue
		}
		names := map[string]string{}
		for _, g := range groups {
			for _, r := range g.Rows {
				for _, value := range field.values(r, day.Date{}) {
					names[value.ID] = value.Name
				}
			}
		}
		var said []string
		for _, id := range ids {
			said = append(said, cmp.Or(names[id], id))
		}
		out = append(out, fmt.Sprintf("%s %s", strings.ReplaceAll(string(field.field), "_", " "), strings.Join(said, " or ")))
	}
	return strings.Join(out, "; ")
}
