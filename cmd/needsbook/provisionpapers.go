package main

// The papers of provision that the headless run leaves.

import (
	"context"
	"errors"
	"fmt"
	"io"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/provision"
)

// provisionPapers are made in this order, each as a screen makes it.
var provisionPapers = []struct {
	file string
	make func(context.Context, *desk.Desk) (*paper.Doc, error)
}{
	{"provision-map.pdf", func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
		return d.ProvisionMapPaper(ctx, desk.MapView{}, desk.NamesFull)
	}},
	{"class-sheet.pdf", classSheet},
	{"tick-sheet.pdf", tickSheet},
	{"staff-week.pdf", func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
		return d.StaffWeekSheet(ctx, d.Today(), desk.NamesFull)
	}},
	{"meeting-record.pdf", meetingRecord},
	{"review-pack.pdf", reviewPack},
	{"outcomes.pdf", func(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
		return d.EffectsPaper(ctx, desk.EffectView{Year: day.AcademicYear(d.Today()), By: provision.ByFamily}, "name", false)
	}},
	{"unmet-need.pdf", unmetNeed},
}

func writeProvision(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	for _, p := range provisionPapers {
		doc, err := p.make(ctx, d)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		if err := keepPaper(doc, out, p.file, say); err != nil {
			return err
		}
	}
	return nil
}

// storied is the pupil of the first request, which is complete, who stands for all.
func storied(ctx context.Context, d *desk.Desk) (string, error) {
	r, err := firstRequest(ctx, d, func(r desk.Request) bool { return r.Pupil != "" })
	return r.Pupil, err
}

// classSheet is of the class with the most pupils with SEN.
func classSheet(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	found, err := d.Find("status:sen")
	if err != nil {
		return nil, err
	}
	in, most := map[string]int{}, ""
	for _, e := range found {
		if in[e.Class]++; in[e.Class] > in[most] {
			most = e.Class
		}
	}
	return d.ClassSheet(ctx, most, desk.NamesFull)
}

func reviewPack(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	pupil, err := storied(ctx, d)
	if err != nil {
		return nil, err
	}
	return d.ReviewPack(ctx, pupil, desk.NamesFull)
}

// tickSheet is the half term of the largest group.
func tickSheet(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		return nil, err
	}
	var largest desk.MapRow
	for _, r := range rows {
		if len(r.Slots) > 0 && len(r.Placed) > len(largest.Placed) {
			largest = r
		}
	}
	if largest.ID == "" {
		return nil, errors.New("no group of the demo school has its times")
	}
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return nil, err
	}
	return d.TickSheetPaper(ctx, largest.Name, []string{largest.ID}, provision.HalfTerm(calendar, d.Today()), desk.NamesFull)
}

// meetingRecord is the latest that is signed off.
func meetingRecord(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	meetings, err := d.Meetings(ctx, day.Date{}, d.Today())
	if err != nil {
		return nil, err
	}
	for i := len(meetings) - 1; i >= 0; i-- {
		if !meetings[i].Signed.IsZero() {
			return d.MeetingRecord(ctx, meetings[i].ID, desk.NamesFull)
		}
	}
	return nil, errors.New("the demo school has no meeting that is signed off")
}

// unmetNeed is the year's paper for others to read.
func unmetNeed(ctx context.Context, d *desk.Desk) (*paper.Doc, error) {
	u, err := d.UnmetNeed(ctx)
	if err != nil {
		return nil, err
	}
	periods, err := d.UnmetPeriods(ctx, u)
	if err != nil {
		return nil, err
	}
	year, err := desk.PeriodNamed(periods, "")
	if err != nil {
		return nil, err
	}
	return d.UnmetPaper(ctx, year, desk.NamesOff, true)
}
