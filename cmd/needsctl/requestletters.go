package main

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
)

// requestLetter writes the letter to the family at a point of a request, or records that
// it was handed over.
func requestLetter(c *call) error {
	out := c.paperFlags()
	point := c.flags.String("point", "", "which `letter`: submitted, decided or reviewed")
	who := c.flags.String("pupil", "", "the `pupil` of a group whose family it is for")
	names := c.flags.String("names", "full", "how the pupil is named: full, `initials` or off")
	shared := c.flags.String("shared", "", "record the `day` on which it was handed over")
	how := c.flags.String("how", "by hand", "`how` it was handed over")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("point"); err != nil {
		return err
	}
	if *out == "" && *shared == "" {
		return c.misuse("Give --out FILE to write the letter, --shared DAY to record that it was handed over, or both.")
	}
	n, err := c.requestNumber()
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		pupil, err := c.pupilOfRequest(d, n, *who)
		if err != nil {
			return err
		}
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		doc, err := d.RequestLetter(c.ctx, n, pupil, *point, named)
		if err != nil {
			return err
		}
		on, err := readDay("shared", *shared, d.Today())
		if err != nil {
			return err
		}
		if *shared != "" {
			if err := d.LetterShared(c.ctx, n, pupil, *point, on, *how); err != nil {
				return err
			}
		}
		if *out == "" {
			return c.print(map[string]any{"point": *point, "pupil": pupil, "shared": on, "reading": d.ReadingWords(doc)}, "The letter is marked as handed over on %s.", on.Words())
		}
		return c.keepPaper(*out, doc)
	})
}

// pupilOfRequest is the pupil that was named, or the one pupil of the request.
func (c *call) pupilOfRequest(d *desk.Desk, n int, who string) (string, error) {
	if who != "" {
		e, err := findPupil(d, who)
		if err != nil {
			return "", err
		}
		return e.ID, nil
	}
	r, err := d.Request(c.ctx, n)
	if err != nil {
		return "", err
	}
	pupils, err := d.RequestPupils(c.ctx, r)
	if err != nil {
		return "", err
	}
	if len(pupils) != 1 {
		return "", c.misuse("This request has not one pupil alone. Say with --pupil whose family the letter is for.")
	}
	return pupils[0].Pupil, nil
}

// requestLedger shows what was asked for and agreed, with the sums.
func requestLedger(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		l, err := d.Ledger(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{}
		for _, one := range l.Lines {
			line := fmt.Sprintf("R-%03d  %-11s  asked £%s, agreed £%s", one.Number, one.State, one.Asked, one.Agreed)
			if one.To != (day.Date{}) {
				line += ", " + one.From.Words() + " to " + one.To.Words()
			}
			if one.InDispute {
				line += ", in dispute"
			}
			lines = append(lines, line)
		}
		lines = append(lines, fmt.Sprintf("Together: asked £%s, agreed £%s, of it active £%s.", l.Asked, l.Agreed, l.Active))
		return c.print(l, "%s", strings.Join(lines, "\n"))
	})
}
