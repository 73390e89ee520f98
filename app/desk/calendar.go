package desk

import (
	"context"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/journal"
	"needsbook/app/school"
)

// settingCalendar holds the school years whose dates are the school's own.
const settingCalendar = "calendar"

// ownYears are the school's own dates, which stand in place of the shipped ones.
type ownYears struct {
	Years []school.Year `json:"years"`
}

// SchoolCalendar returns the term dates, holidays and census days in use: the school's
// own for the years it has entered, else those of the pack in use.
func (d *Desk) SchoolCalendar(ctx context.Context) (school.Calendar, error) {
	c := d.calendar
	own, err := d.ownYears(ctx)
	for _, y := range own.Years {
		c = c.With(y)
	}
	return c, err
}

func (d *Desk) ownYears(ctx context.Context) (own ownYears, err error) {
	_, err = readNamed(ctx, d.store, kindSetting, settingCalendar, &own)
	return own, err
}

// OwnYear reports whether the dates of a school year are the school's own.
func (d *Desk) OwnYear(ctx context.Context, starts int) (bool, error) {
	own, err := d.ownYears(ctx)
	for _, y := range own.Years {
		if y.Starts == starts {
			return true, err
		}
	}
	return false, err
}

// SaveYear keeps the dates of one school year as the school's own. Dates that are out
// of order, overlap or lie in another year are refused with the line they stand in.
func (d *Desk) SaveYear(ctx context.Context, y school.Year) error {
	if this := day.AcademicYear(d.Today()); y.Starts < this-10 || y.Starts > this+10 {
		return refuse("year", "Enter a school year within ten years of this one.")
	}
	y.Example = false
	for _, spans := range [][]school.Span{y.Terms, y.Holidays, y.Closed} {
		for i := range spans {
			spans[i].Name = strings.TrimSpace(spans[i].Name)
		}
	}
	for _, f := range y.Check() {
		if f.Severity == finding.Refuse {
			return refuse(f.Field, school.CalendarWords(f))
		}
	}
	own, err := d.ownYears(ctx)
	if err != nil {
		return err
	}
	own.Years = school.Calendar{Years: own.Years}.With(y).Years
	edit, err := putNamed(kindSetting, settingCalendar, own)
	if err != nil {
		return err
	}
	return d.do(ctx, "Change the term dates of "+y.Name(), "", edit)
}

// RestoreYear puts back the shipped dates of one school year.
func (d *Desk) RestoreYear(ctx context.Context, starts int) error {
	own, err := d.ownYears(ctx)
	if err != nil {
		return err
	}
	var left []school.Year
	for _, y := range own.Years {
		if y.Starts != starts {
			left = append(left, y)
		}
	}
	if len(left) == len(own.Years) {
		return refuse("year", "The dates of "+day.AcademicYearName(starts)+" are the shipped ones already. Nothing was changed.")
	}
	edit := journal.Edit{Kind: kindSetting, Key: settingCalendar, Remove: true}
	if len(left) > 0 {
		if edit, err = putNamed(kindSetting, settingCalendar, ownYears{left}); err != nil {
			return err
		}
	}
	return d.do(ctx, "Put back the shipped term dates of "+day.AcademicYearName(starts), "", edit)
}
