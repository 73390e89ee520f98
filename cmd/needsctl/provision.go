package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/finding"
	"needsbook/app/provision"
)

var lineFields = []field{
	{"description", "line.description", text, "`what` the help is", nil},
	{"outcome", "line.outcome", text, "the `outcome` it is meant to reach", nil},
	{"staff", "line.staff_kind", text, "the `kind` of staff, such as teaching_assistant; needsctl rates lists them", nil},
	{"minutes", "line.minutes", number, "`minutes` in one session", nil},
	{"sessions", "line.sessions_a_week", sessions, "`sessions` a week; 0.5 is once a fortnight", nil},
	{"weeks", "line.weeks", number, "teaching `weeks` in the year; the usual number if left out", nil},
	{"group", "line.group_size", number, "`pupils` in the group; 1 if left out", nil},
	{"rate", "line.rate", amount, "`pounds` an hour; the school's rate for the kind of staff if left out", nil},
	{"once", "line.one_off", amount, "what is bought once for the pupil, in `pounds`", nil},
	{"start", "line.start", date, "first `day`", nil},
	{"end", "line.end", date, "last `day`", nil},
}

var lineRecords = records[desk.ProvisionLine]{
	list: func(r desk.Record) []desk.ProvisionLine { return r.Provision },
	id:   func(p desk.ProvisionLine) string { return p.ID },
	fresh: func(d *desk.Desk, pupil string) desk.ProvisionLine {
		weeks, _ := d.RateCard().WeeksOn(d.Today())
		return desk.ProvisionLine{Pupil: pupil, Line: provision.Line{GroupSize: 1, Weeks: weeks.Weeks}}
	},
}

// costed is the answer to a verb that writes provision.
type costed struct {
	written
	Annual     string   `json:"annual"`
	Arithmetic string   `json:"arithmetic"`
	Pupils     totals   `json:"pupil_totals"` // of all the pupil's lines
	Warnings   []string `json:"warnings"`
}

// writeProvision writes one thing that a pupil gets. It does what records.write does,
// and costs the line.
func writeProvision(c *call) error {
	id := c.flags.String("id", "", "change this `line`, as needsctl pupil shows it, and add none")
	remove := c.flags.Bool("remove", false, "take the line of --id away")
	try := c.flags.Bool("dry-run", false, "work out what it would cost and store nothing")
	c.addFields(lineFields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if *remove {
		if err := c.needFlags("id"); err != nil {
			return err
		}
	}
	return c.withDesk(func(d *desk.Desk) error {
		rec, err := c.recordOf(d)
		if err != nil {
			return err
		}
		line, err := lineRecords.start(c, d, rec.ID, *id)
		if err != nil {
			return err
		}
		if *remove {
			if err := d.RemoveProvision(c.ctx, rec.ID, *id); err != nil {
				return err
			}
			return c.print(written{*id, rec.ID, true}, "Taken away. needsctl undo brings it back.")
		}
		warnings, err := c.fillLine(d, &line)
		if err != nil {
			return err
		}
		t, err := d.TryProvision(c.ctx, rec.Provision, line)
		if err != nil {
			return err
		}
		if !*try {
			if line.ID, err = d.SaveProvision(c.ctx, line); err != nil {
				return err
			}
		}
		answer := costed{written{ID: line.ID, Pupil: rec.ID}, t.Cost.Annual.String(), t.Cost.Arithmetic,
			totals{t.Summary.School.String(), t.Summary.Extra.String(), t.Summary.Total.String()}, orEmpty(append(warnings, t.Warnings...))}
		for _, w := range answer.Warnings {
			fmt.Fprintln(c.errs, w)
		}
		return c.print(answer, "£%s a year: %s\nAll the pupil's help: £%s, of which £%s from the school and £%s above.",
			answer.Annual, answer.Arithmetic, answer.Pupils.Total, answer.Pupils.School, answer.Pupils.Extra)
	})
}

// recordOf reads the record of the pupil named first.
func (c *call) recordOf(d *desk.Desk) (desk.Record, error) {
	e, err := findPupil(d, c.words[0])
	if err != nil {
		return desk.Record{}, err
	}
	return d.Record(c.ctx, e.ID)
}

// fillLine puts what was given into a line, and the school's rate where none was.
func (c *call) fillLine(d *desk.Desk, line *desk.ProvisionLine) (warnings []string, err error) {
	given := c.given()
	if err := fill(line, lineFields, given, d.Today()); err != nil {
		return nil, err
	}
	if _, ok := given["rate"]; ok || given["staff"] == "" {
		return nil, nil
	}
	rate, example, err := d.Rate(c.ctx, line.Line.StaffKind)
	if err != nil {
		return nil, err
	}
	line.Line.Rate = rate
	if example {
		warnings = []string{"£" + rate.String() + " an hour is only an example. Enter what the school pays with needsctl rates."}
	}
	return warnings, nil
}

// cost works out the cost of one pupil's share of some help. It needs no file.
func cost(c *call) error {
	var kept []field
	for _, f := range lineFields {
		switch f.name {
		case "minutes", "sessions", "weeks", "group", "rate", "once":
			f.key = strings.TrimPrefix(f.key, "line.")
			kept = append(kept, f)
		}
	}
	c.addFields(kept)
	if err := c.parse(0, 0); err != nil {
		return err
	}
	line := provision.Line{Description: "Help", GroupSize: 1}
	if err := fill(&line, kept, c.given(), c.today); err != nil {
		return err
	}
	for _, f := range provision.Check(line) {
		if f.Severity == finding.Refuse {
			return refusal(provision.Words(f))
		}
	}
	worked := provision.CostOf(line)
	return c.print(map[string]string{"annual": worked.Annual.String(), "arithmetic": worked.Arithmetic}, "£%s a year: %s", worked.Annual, worked.Arithmetic)
}
