package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
)

// census shows every pupil on roll on a census day and what is missing.
func census(c *call) error {
	term := c.flags.String("term", "", "the `term`: autumn, spring or summer; the next census if left out")
	year := c.flags.Int("year", 0, "the `year` in which the school year begins, such as 2026 for 2026-27")
	asCSV := c.flags.Bool("csv", false, "write a spreadsheet file instead of a list")
	names := c.flags.String("names", "full", "how pupils are named in it: full, initials or `off`")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *asCSV && c.asJSON {
		return c.misuse("Ask for --csv or for --json, not for both.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		nextYear, nextTerm, err := d.NextCensus(c.ctx)
		if err != nil {
			return err
		}
		if *term == "" {
			*term = nextTerm
		}
		if *year == 0 {
			*year = nextYear
		}
		if *asCSV {
			named, err := desk.ParseNames(*names)
			if err != nil {
				return err
			}
			_, err = d.CensusCSV(c.ctx, c.out, *year, *term, named)
			return err
		}
		v, err := d.Census(c.ctx, *year, *term)
		if err != nil {
			return err
		}
		v.Pupils, v.Missing, v.ByNeed = orEmpty(v.Pupils), orEmpty(v.Missing), orEmpty(v.ByNeed)
		return c.print(v, "%s", censusWords(d, v))
	})
}

func censusWords(d *desk.Desk, v desk.CensusView) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s census on %s: %d on roll, %d without SEN (N), %d with SEN support (K), %d with a plan (E).\n", sentenceCase(v.Term), v.On.Words(), v.Roll, v.N, v.K, v.E)
	for _, m := range v.Missing {
		e, err := d.Entry(m.Pupil)
		if err != nil {
			continue
		}
		fmt.Fprintf(&b, "%s (%s): %s\n", e.ListName(), e.ID, m.Why)
	}
	fmt.Fprintf(&b, "%d things are missing or odd.", len(v.Missing))
	return b.String()
}

func sentenceCase(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
