package main

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/finding"
	"needsbook/app/register"
)

var pupilFields = []field{
	{"surname", "surname", text, "`surname`", nil},
	{"forename", "forename", text, "`forename`", nil},
	{"preferred", "preferred", text, "the `name` the pupil goes by", nil},
	{"upn", "upn", text, "unique pupil `number`", nil},
	{"dob", "born", date, "`day` of birth", nil},
	{"sex", "sex", text, "`M`, F or other, as the school holds it", nil},
	{"class", "class", text, "`class`", nil},
	{"year", "year_taught", text, "`year` group taught, where it is not the one that age gives", nil},
	{"entered", "entered", date, "first `day` on roll", nil},
	{"left", "left_on", date, "last `day` on roll", nil},
	{"mis-id", "mis_id", text, "`number` in the school's system", nil},
	{"strengths", "strengths", text, "what the pupil is `good` at and enjoys, or @FILE", nil},
	{"helps", "helps", text, "what `helps`, or @FILE", nil},
	{"hinders", "hinders", text, "what does not `help`, or @FILE", nil},
}

// fillPupil puts what was given into a pupil.
func (c *call) fillPupil(d *desk.Desk, p *register.Pupil) error {
	given := c.given()
	if year := given["year"]; year != "" {
		code, known := d.Codes().Year(year)
		if !known {
			return usageError("“" + year + "” is not a year group. Use R or 1 to 14.")
		}
		given["year"] = code
	}
	return fill(p, pupilFields, given, d.Today())
}

// warnPupil says on standard error what is odd but allowed.
func (c *call) warnPupil(d *desk.Desk, p register.Pupil) []finding.Finding {
	odd := d.Oddities(p)
	for _, f := range odd {
		fmt.Fprintln(c.errs, desk.OddityWords[f.Code])
	}
	return orEmpty(odd)
}

// savedPupil is the answer to a verb that writes a pupil.
type savedPupil struct {
	ID       string            `json:"id"`
	Warnings []finding.Finding `json:"warnings"`
}

func pupilAdd(c *call) error {
	status := c.flags.String("status", "", "SEN `status`: N, K or E; N if left out")
	needs := c.flags.String("needs", "", "types of need, primary first, such as `SLCN,SPLD`")
	from := c.flags.String("from", "", "the `day` from which status and needs hold; today if left out")
	c.addFields(pupilFields)
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		n := desk.NewPupil{Status: *status, Needs: listOf(*needs)}
		err := c.fillPupil(d, &n.Pupil)
		if err != nil {
			return err
		}
		if n.From, err = readDay("from", *from, d.Today()); err != nil {
			return err
		}
		id, err := d.AddPupil(c.ctx, n)
		if err != nil {
			return err
		}
		return c.print(savedPupil{id, c.warnPupil(d, n.Pupil)}, "Added as %s.", id)
	})
}

func pupilSet(c *call) error {
	c.addFields(pupilFields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		p := e.Pupil
		if err := c.fillPupil(d, &p); err != nil {
			return err
		}
		if err := d.SavePupil(c.ctx, p); err != nil {
			return err
		}
		return c.print(savedPupil{p.ID, c.warnPupil(d, p)}, "Kept.")
	})
}

func setStatus(c *call) error {
	return c.dated(2, func(d *desk.Desk, pupil string, from day.Date) error {
		return d.SetStatus(c.ctx, pupil, c.words[1], from)
	})
}

func setNeeds(c *call) error {
	return c.dated(-1, func(d *desk.Desk, pupil string, from day.Date) error {
		return d.SetNeeds(c.ctx, pupil, listOf(strings.Join(c.words[1:], ",")), from)
	})
}

// dated changes what a pupil has from a day on and answers with how they stand.
func (c *call) dated(most int, set func(d *desk.Desk, pupil string, from day.Date) error) error {
	from := c.flags.String("from", "", "the `day` from which it holds; today if left out")
	if err := c.parse(2, most); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) (err error) {
		on := d.Today()
		if *from != "" {
			if on, err = readDay("from", *from, on); err != nil {
				return err
			}
		}
		if err := set(d, e.ID, on); err != nil {
			return err
		}
		if e, err = d.Entry(e.ID); err != nil {
			return err
		}
		return c.print(listEntry(e), "%s: %s, %s.", e.Name(), d.Codes().StatusName(e.Status), orNone(needNames(d, e.Needs)))
	})
}

// listOf splits at commas and leaves out what is empty.
func listOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
