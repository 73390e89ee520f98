package main

import (
	"fmt"
	"strings"
	"time"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
)

// staffHelp says how a member of staff is named.
const staffHelp = "STAFF is the name, or the identifier that needsctl staff list shows. The hours of a day are written 9-12, 1-3: an hour before seven is in the afternoon."

// dayFlags are the flags for the hours of each day.
var dayFlags = []struct {
	name string
	on   time.Weekday
}{{"mon", time.Monday}, {"tue", time.Tuesday}, {"wed", time.Wednesday}, {"thu", time.Thursday}, {"fri", time.Friday}}

// staffNamed finds a member of staff by identifier or name.
func (c *call) staffNamed(d *desk.Desk, name string) (provision.Staff, error) {
	list, err := d.Staff(c.ctx)
	if err != nil {
		return provision.Staff{}, err
	}
	for _, s := range list {
		if s.ID == name || strings.EqualFold(s.Name, name) {
			return s, nil
		}
	}
	return provision.Staff{}, refusal("There is no member of staff “" + name + "”. See: needsctl staff list")
}

func staffList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Staff(c.ctx)
		if err != nil {
			return err
		}
		used, err := d.StaffHours(c.ctx)
		if err != nil {
			return err
		}
		out, lines := []map[string]any{}, []string{}
		for _, s := range list {
			hours := desk.StaffHours{}
			for _, u := range used {
				if u.ID == s.ID {
					hours = u
				}
			}
			out = append(out, map[string]any{"id": s.ID, "name": s.Name, "kind": s.Kind, "kind_name": d.RateCard().StaffName(s.Kind), "hours": orEmpty(s.Hours), "until_day": s.Until,
				"there": hours.There, "in_use": hours.InUse, "free": hours.Free, "overbooked": hours.Overbooked, "untimed": hours.Untimed})
			line := fmt.Sprintf("%s, %s: %s of %s in use, %s free", s.Name, d.RateCard().StaffName(s.Kind), provision.MinutesWords(hours.InUse), provision.MinutesWords(hours.There), provision.MinutesWords(hours.Free))
			if !s.Until.IsZero() {
				line += ", " + until(s.Until)
			}
			lines = append(lines, line+" ["+s.ID+"]")
		}
		if len(lines) == 0 {
			lines = []string{"No member of staff is entered yet. See: needsctl staff add --help"}
		}
		return c.print(map[string]any{"count": len(out), "staff": out}, "%s", strings.Join(lines, "\n"))
	})
}

func staffAdd(c *call) error {
	return c.saveStaff(func(_ *desk.Desk, name string) (provision.Staff, error) { return provision.Staff{Name: name}, nil })
}

func staffSet(c *call) error { return c.saveStaff(c.staffNamed) }

func (c *call) saveStaff(start func(*desk.Desk, string) (provision.Staff, error)) error {
	name, kind := c.flags.String("name", "", "what they are called"), c.flags.String("kind", "", "the `kind` of staff, as needsctl rates shows it")
	last := c.flags.String("until", "", "the last `day` at the school")
	for _, f := range dayFlags {
		c.flags.String(f.name, "", "hours for provision on "+f.on.String()+", such as `9-12`")
	}
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		s, err := start(d, c.words[0])
		if err != nil {
			return err
		}
		given := c.given()
		if *name != "" {
			s.Name = *name
		}
		if *kind != "" {
			s.Kind = *kind
		}
		if _, has := given["until"]; has {
			if s.Until, err = readDay("--until", *last, d.Today()); err != nil {
				return err
			}
		}
		if s.Hours, err = hoursGiven(given, s.Hours); err != nil {
			return err
		}
		id, err := d.SaveStaff(c.ctx, s)
		if err != nil {
			return err
		}
		return c.print(map[string]any{"id": id}, "Kept as %s.", id)
	})
}

// hoursGiven puts the hours of the days that were given in place of those there were.
func hoursGiven(given map[string]string, hours []provision.Hours) ([]provision.Hours, error) {
	for _, f := range dayFlags {
		words, has := given[f.name]
		if !has {
			continue
		}
		read, err := provision.ParseHours(f.on, words)
		if err != nil {
			return nil, refusal(f.on.String() + ": " + err.Error() + ".")
		}
		var kept []provision.Hours
		for _, h := range hours {
			if h.Day != f.on {
				kept = append(kept, h)
			}
		}
		hours = append(kept, read...)
	}
	return hours, nil
}

func staffRemove(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		s, err := c.staffNamed(d, c.words[0])
		if err != nil {
			return err
		}
		if err := d.RemoveStaff(c.ctx, s.ID); err != nil {
			return err
		}
		return c.print(map[string]any{"id": s.ID, "removed": true}, "Taken away. needsctl undo brings it back.")
	})
}

func staffWeek(c *call) error {
	out, names := c.outFlag(), c.namesFlag()
	if err := c.parse(0, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		on, err := c.dayOr(d, strings.Join(c.words, ""))
		if err != nil {
			return err
		}
		if *out != "" {
			named, err := desk.ParseNames(*names)
			if err != nil {
				return err
			}
			doc, err := d.StaffWeekSheet(c.ctx, on, named)
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		}
		week, err := d.StaffTimetable(c.ctx, on)
		if err != nil {
			return err
		}
		return c.print(week, "%s", weekText(week))
	})
}

// dayOr reads a day, today for "".
func (c *call) dayOr(d *desk.Desk, words string) (day.Date, error) {
	if words == "" {
		return d.Today(), nil
	}
	return readDay("the week", words, d.Today())
}

// weekText writes the week of all staff for a person.
func weekText(week provision.Timetable) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Week of %s: %s of %s in use, %s free\n", week.Monday.Words(), provision.MinutesWords(week.All.InUse), provision.MinutesWords(week.All.There), provision.MinutesWords(week.All.Free))
	for _, w := range week.Rows {
		fmt.Fprintf(&b, "\n%s: %s of %s in use, %s free\n", w.Staff.Name, provision.MinutesWords(w.InUse), provision.MinutesWords(w.There), provision.MinutesWords(w.Free))
		for _, d := range w.Days {
			name := d.On.Weekday().String()[:3]
			if d.Closed != "" {
				fmt.Fprintf(&b, "  %s  %s\n", name, d.Closed)
			}
			for _, s := range d.Sessions {
				fmt.Fprintf(&b, "  %s  %s  %s\n", name, provision.Stretch{From: s.From, Until: s.Until}, s.Name)
			}
			for _, gap := range d.Gaps {
				fmt.Fprintf(&b, "  %s  %s  free\n", name, gap)
			}
			for _, clash := range d.Clashes {
				fmt.Fprintf(&b, "  !    %s\n", clash.Words(w.Staff.Name))
			}
		}
	}
	for _, u := range week.Unplaced {
		fmt.Fprintf(&b, "\nNot placed yet: %s, %s a week without a time [%s]", u.Intervention.Name, u.Times, u.Intervention.ID)
	}
	return strings.TrimRight(b.String(), "\n")
}
