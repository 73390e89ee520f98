package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// StaffWeekSheet makes the week of all staff as a paper.
func (d *Desk) StaffWeekSheet(ctx context.Context, on day.Date, n Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintClass); err != nil {
		return nil, err
	}
	week, err := d.StaffTimetable(ctx, on)
	if err != nil {
		return nil, err
	}
	s := d.School()
	return printout.StaffWeek(printout.StaffWeekFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Names: n.forPrint(),
		All: d.otherPupils(""), Week: week, Kind: d.RateCard().StaffName}), nil
}

// TickSheetPaper makes the tick-sheets of some interventions for the weeks that begin
// on these Mondays, in the order given. Pupils stand in the order of the screen, so
// that what was ticked is typed back from the top.
func (d *Desk) TickSheetPaper(ctx context.Context, title string, interventions []string, mondays []day.Date, n Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintClass); err != nil {
		return nil, err
	}
	s := d.School()
	f := printout.TickFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Names: n.forPrint(), All: d.otherPupils(""), Title: title}
	for _, id := range interventions {
		run, err := d.sheetRun(ctx, id)
		if err != nil {
			return nil, err
		}
		sheet := printout.TickSheet{Name: run.Name, Who: d.givenBy(ctx, run.Intervention, n), When: sessionWords(run.Intervention)}
		seen := map[string]bool{}
		for _, monday := range mondays {
			w, err := d.weekSheet(ctx, run, monday)
			if err != nil {
				return nil, err
			}
			sheet.Weeks = append(sheet.Weeks, w)
			for _, r := range w.Rows {
				seen[r.Pupil] = true
			}
		}
		for _, p := range run.placed {
			if e, err := d.Entry(p.Pupil); err == nil && seen[p.Pupil] {
				sheet.Pupils, seen[p.Pupil] = append(sheet.Pupils, e.Pupil), false
			}
		}
		f.Sheets = append(f.Sheets, sheet)
	}
	return printout.TickSheets(f), nil
}

// givenBy says who gives an intervention: by name only on a paper with full names.
func (d *Desk) givenBy(ctx context.Context, i provision.Intervention, n Names) string {
	if n == NamesFull && i.Staff != "" {
		if s, err := d.StaffMember(ctx, i.Staff); err == nil {
			return s.Name
		}
	}
	if n == NamesFull && i.Provider != "" {
		return i.Provider
	}
	if i.StaffKind == "" {
		return ""
	}
	return d.RateCard().StaffName(i.StaffKind)
}

// sessionWords says when an intervention is held and how long: "Mon Thu 09:30, 30
// minutes".
func sessionWords(i provision.Intervention) string {
	return strings.Trim(whenWords(i)+", "+longWords(i), ", ")
}

// whenWords says when an intervention is held, or how often where that is not known.
func whenWords(i provision.Intervention) string {
	if slots := SlotWords(i.Slots); slots != "" || !i.SessionsAWeek.IsPositive() {
		return slots
	}
	return i.SessionsAWeek.String() + " a week"
}

// longWords says how long a session lasts.
func longWords(i provision.Intervention) string {
	if i.Minutes == 0 {
		return ""
	}
	return count(i.Minutes, "minute")
}

// ClassSheet makes the sheet of a class for its teacher: its pupils with SEN, what
// helps each, the targets and the provision of now. It is one page where that can be.
func (d *Desk) ClassSheet(ctx context.Context, class string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintClass); err != nil {
		return nil, err
	}
	if !slices.Contains(d.Classes(), class) {
		return nil, refuse("class", "No pupil of the register is in a class “"+class+"”.")
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, err
	}
	s := d.School()
	f := printout.ClassFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Names: n.forPrint(), All: d.otherPupils(""), Class: class}
	for _, e := range d.inClass(class) {
		p, err := d.classPupil(ctx, e, n)
		if err != nil {
			return nil, err
		}
		f.Pupils = append(f.Pupils, p)
	}
	return printout.ClassSheet(f, func(doc *paper.Doc) bool {
		pages, err := pdf.Pages(doc, fonts)
		return err == nil && pages == 1
	}), nil
}

// ClassesWithSEN are the classes that have a pupil with SEN on roll, sorted.
func (d *Desk) ClassesWithSEN() []string {
	return slices.DeleteFunc(d.Classes(), func(class string) bool { return len(d.inClass(class)) == 0 })
}

// inClass are the pupils with SEN of a class who are on roll, in the order of the
// register.
func (d *Desk) inClass(class string) (out []*register.Entry) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, e := range d.entries {
		if e.Class == class && e.OnRegister() && (e.Left.IsZero() || !e.Left.Before(d.today())) {
			out = append(out, e)
		}
	}
	return out
}

func (d *Desk) classPupil(ctx context.Context, e *register.Entry, n Names) (printout.ClassPupil, error) {
	r, err := d.Record(ctx, e.ID)
	if err != nil {
		return printout.ClassPupil{}, err
	}
	p := printout.ClassPupil{Pupil: e.Pupil, Status: d.codes.StatusName(e.Status), Needs: d.needNames(r), Codes: r.Needs, Helps: r.Helps}
	for _, o := range openOutcomes(r) {
		words := o.Words
		if !o.ByWhen.IsZero() {
			words = strings.TrimRight(words, ".") + ", by " + o.ByWhen.Words()
		}
		p.Targets = append(p.Targets, words)
	}
	today := d.Today()
	placed, err := where[provision.Placement](ctx, d.store, kindPlacement, "pupil", e.ID)
	if err != nil {
		return p, err
	}
	for _, place := range placed {
		var i provision.Intervention
		found, err := readRecord(ctx, d.store, kindIntervention, place.Intervention, &i)
		if err != nil {
			return p, err
		}
		if !found || place.Waiting || !i.RunsOn(today) || !place.RunsOn(today) {
			continue
		}
		p.Provision = append(p.Provision, printout.ClassHelp{What: i.Name, When: whenWords(i), Long: longWords(i), Who: d.givenBy(ctx, i, n)})
	}
	return p, nil
}
