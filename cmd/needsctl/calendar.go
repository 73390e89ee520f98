package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/school"
)

// saveCalendar writes what is due as a calendar file.
func saveCalendar(c *call) error {
	out := c.outFlag()
	names := c.flags.String("names", string(desk.NamesOff), "`how` pupils are named: off or initials")
	from := c.flags.String("from", "", "the first `day`; today if left out")
	to := c.flags.String("to", "", "the last `day`; a year on if left out")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		first, last := d.Today(), day.Date{}
		var err error
		if *from != "" {
			if first, err = readDay("from", *from, d.Today()); err != nil {
				return err
			}
		}
		last = first.AddYears(1)
		if *to != "" {
			if last, err = readDay("to", *to, d.Today()); err != nil {
				return err
			}
		}
		var b bytes.Buffer
		if _, err := d.Calendar(c.ctx, &b, first, last, desk.Names(*names)); err != nil {
			return err
		}
		return c.keepFile(*out, b.Bytes(), nil)
	})
}

// datesShow shows the term dates of a school year.
func datesShow(c *call) error {
	if err := c.parse(0, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		starts, err := c.yearNamed(d)
		if err != nil {
			return err
		}
		calendar, err := d.SchoolCalendar(c.ctx)
		if err != nil {
			return err
		}
		y, known := calendar.Year(starts)
		if !known {
			return refusal("There are no dates for " + y.Name() + " yet. needsctl dates set enters them.")
		}
		return c.print(y, "%s", yearWords(y))
	})
}

// yearNamed is the school year that was given as the year in which it begins, or
// this one.
func (c *call) yearNamed(d *desk.Desk) (int, error) {
	if len(c.words) == 0 {
		return day.AcademicYear(d.Today()), nil
	}
	starts, err := strconv.Atoi(strings.SplitN(c.words[0], "-", 2)[0])
	if err != nil {
		return 0, c.misuse("“" + c.words[0] + "” is no school year. Write it like 2026-27.")
	}
	return starts, nil
}

func yearWords(y school.Year) string {
	lines := []string{y.Name()}
	if y.Example {
		lines[0] += "  (an example: enter the school's own)"
	}
	for _, list := range []struct {
		title string
		spans []school.Span
	}{{"Terms", y.Terms}, {"Holidays", y.Holidays}, {"Days without pupils", y.Closed}} {
		lines = append(lines, list.title)
		for _, s := range list.spans {
			lines = append(lines, fmt.Sprintf("  %-24s %s to %s", s.Name, s.From.Words(), s.Until.Words()))
		}
	}
	lines = append(lines, "Census days")
	for _, day := range y.Census {
		lines = append(lines, fmt.Sprintf("  %-24s %s", day.Term, day.On.Words()))
	}
	return strings.Join(lines, "\n")
}

// datesSet keeps the dates of a school year from a file as dates show --json prints it.
func datesSet(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	body, err := os.ReadFile(c.words[0])
	if err != nil {
		return refusal("The file " + c.words[0] + " cannot be read. Check its path.")
	}
	var y school.Year
	reader := json.NewDecoder(bytes.NewReader(body))
	reader.DisallowUnknownFields()
	if err := reader.Decode(&y); err != nil {
		return refusal("The file " + c.words[0] + " is not the dates of a school year. needsctl dates show --json prints one that can be changed.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.SaveYear(c.ctx, y); err != nil {
			return err
		}
		y.Example = false
		return c.print(y, "%s", yearWords(y))
	})
}

// datesReset puts back the shipped dates of a school year.
func datesReset(c *call) error {
	if err := c.parse(0, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		starts, err := c.yearNamed(d)
		if err != nil {
			return err
		}
		if err := d.RestoreYear(c.ctx, starts); err != nil {
			return err
		}
		return c.print(map[string]any{"year": starts}, "The shipped dates of %s are back.", day.AcademicYearName(starts))
	})
}
