package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// WeekSheet returns the tick-sheet of an intervention for the week of a day, its
// pupils in the order of the register: the same on screen as on paper, so that what
// was ticked by hand is typed back from the top.
func (d *Desk) WeekSheet(ctx context.Context, intervention string, on day.Date) (provision.WeekSheet, error) {
	run, err := d.sheetRun(ctx, intervention)
	if err != nil {
		return provision.WeekSheet{}, err
	}
	return d.weekSheet(ctx, run, provision.MondayOf(on))
}

// sheetRun is an intervention with what its tick-sheets are made of.
type sheetRun struct {
	provision.Intervention
	placed []provision.Placement // in the order of the register
	kept   []provision.Attendance
}

func (d *Desk) sheetRun(ctx context.Context, intervention string) (sheetRun, error) {
	var r sheetRun
	found, err := readRecord(ctx, d.store, kindIntervention, intervention, &r.Intervention)
	if err == nil && !found {
		err = errNoIntervention
	}
	if err != nil {
		return r, err
	}
	var err1, err2 error
	r.placed, err1 = where[provision.Placement](ctx, d.store, kindPlacement, "intervention", intervention)
	r.kept, err2 = where[provision.Attendance](ctx, d.store, kindAttendance, "intervention", intervention)
	r.placed = d.inRegisterOrder(r.placed)
	return r, errors.Join(err1, err2)
}

func (d *Desk) weekSheet(ctx context.Context, r sheetRun, monday day.Date) (provision.WeekSheet, error) {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return provision.WeekSheet{}, err
	}
	return provision.MakeWeekSheet(r.Intervention, r.placed, r.kept, calendar, monday, d.Today()), nil
}

// inRegisterOrder sorts placements by the names of their pupils. A pupil who leaves
// the school leaves the intervention with it.
func (d *Desk) inRegisterOrder(placed []provision.Placement) []provision.Placement {
	d.mu.RLock()
	defer d.mu.RUnlock()
	order := map[string]int{}
	for i, e := range d.entries {
		order[e.ID] = i
	}
	out := slices.Clone(placed)
	for i, p := range out {
		if e := d.byID[p.Pupil]; e != nil && !e.Left.IsZero() && (p.Ends.IsZero() || e.Left.Before(p.Ends)) {
			out[i].Ends = e.Left
		}
	}
	slices.SortStableFunc(out, func(a, b provision.Placement) int { return cmp.Compare(order[a.Pupil], order[b.Pupil]) })
	return out
}

// KeepWeek keeps the marks of a tick-sheet as one step. A sheet that says what is
// kept already changes nothing.
func (d *Desk) KeepWeek(ctx context.Context, w provision.WeekSheet) error {
	now, err := d.WeekSheet(ctx, w.Intervention, w.Monday)
	if err != nil {
		return err
	}
	if w.Monday != now.Monday {
		return refuse("monday", "A tick-sheet is kept for a week that begins on a Monday.")
	}
	if err := refusal(provision.CheckSheet(now, w)); err != nil {
		return err
	}
	before := map[string]provision.SheetRow{}
	for _, r := range now.Rows {
		before[r.Placement] = r
	}
	var edits []journal.Edit
	for _, r := range w.Rows {
		was, known := before[r.Placement]
		if !known || was.Pupil != r.Pupil {
			return refuse("marks", "A pupil of this sheet is not in the intervention in this week any more. Open the sheet again.")
		}
		a := provision.Attendance{ID: was.Record, Pupil: r.Pupil, Intervention: w.Intervention, Placement: r.Placement, Week: w.Monday, Marks: r.Marks}
		notHeld := strings.ContainsRune(r.Marks, provision.MarkNotHeld)
		if notHeld {
			a.Why = strings.TrimSpace(w.Why)
		}
		marked := strings.Trim(r.Marks, string(provision.MarkNone)) != ""
		switch {
		case !marked && was.Record != "":
			edits = append(edits, journal.Edit{Kind: kindAttendance, Key: was.Record, About: r.Pupil, Remove: true})
		case marked && (was.Record == "" || was.Marks != r.Marks || notHeld && a.Why != now.Why):
			if a.ID == "" {
				a.ID = d.options.NewID()
			}
			edits = append(edits, journal.Edit{Kind: kindAttendance, Key: a.ID, About: r.Pupil, Value: a})
		}
	}
	if len(edits) == 0 {
		return nil
	}
	return d.do(ctx, "Sessions of "+now.Name+", week of "+w.Monday.Words(), "", edits...)
}

// TickSheet is an intervention whose sessions are marked.
type TickSheet struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Staff     string `json:"staff"` // id, "" while nobody is named
	StaffName string `json:"staff_name"`
	Unmarked  int    `json:"unmarked"` // sessions of the week held so far that have no mark, over all pupils
	Off       string `json:"off"`      // why nothing is held in the week
}

// TickSheets lists the interventions that run in the week of a day, by name: those of
// one member of staff, or all for "".
func (d *Desk) TickSheets(ctx context.Context, staff string, on day.Date) ([]TickSheet, error) {
	runs, err1 := all[provision.Intervention](ctx, d.store, kindIntervention)
	people, err2 := d.Staff(ctx)
	placed, err3 := all[provision.Placement](ctx, d.store, kindPlacement)
	calendar, err4 := d.SchoolCalendar(ctx)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	monday := provision.MondayOf(on)
	kept, err := where[provision.Attendance](ctx, d.store, kindAttendance, "week", monday.String())
	if err != nil {
		return nil, err
	}
	keptIn := byPupil(kept, func(a provision.Attendance) string { return a.Intervention })
	placedIn := byPupil(d.inRegisterOrder(placed), func(p provision.Placement) string { return p.Intervention })
	var out []TickSheet
	for _, i := range runs {
		if staff != "" && i.Staff != staff || !i.RunsIn(monday, monday.AddDays(provision.SchoolDays-1)) {
			continue
		}
		w := provision.MakeWeekSheet(i, placedIn[i.ID], keptIn[i.ID], calendar, monday, d.Today())
		t := TickSheet{ID: i.ID, Name: i.Name, Staff: i.Staff, Off: w.Off, Unmarked: w.Unmarked()}
		if at := slices.IndexFunc(people, func(s provision.Staff) bool { return s.ID == i.Staff }); at >= 0 {
			t.StaffName = people[at].Name
		}
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(a, b TickSheet) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return out, nil
}

// Came counts for each placement of an intervention how often the pupil was there in
// this school year.
func (d *Desk) Came(ctx context.Context, intervention string) (map[string]provision.Came, error) {
	kept, err := where[provision.Attendance](ctx, d.store, kindAttendance, "intervention", intervention)
	first := provision.MondayOf(day.Of(day.AcademicYear(d.Today()), 9, 1))
	out := map[string]provision.Came{}
	for _, a := range kept {
		if a.Week.Before(first) {
			continue
		}
		c := out[a.Placement]
		c.Add(a.Marks)
		out[a.Placement] = c
	}
	return out, err
}
