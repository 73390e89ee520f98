package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

const unmetHelp = "Nobody fills the ledger in: it is read from referrals, places waited for, professional advice and funding requests.\n" +
	desk.UnmetHow + "\n--counts gives what others may read: no pupil, and no count under five.\n--out writes a spreadsheet for a name that ends with .csv, a web page for .html, else a PDF."

// unmetBehind is a row of the ledger with its pupil.
type unmetBehind struct {
	provision.UnmetRow
	Surname  string `json:"surname"`
	Forename string `json:"forename"`
	Open     bool   `json:"open"`
	Days     int    `json:"days"` // in this state
}

// unmetLedger shows what was wanted, asked, waiting, refused and met.
func unmetLedger(c *call) error {
	period := c.flags.String("period", "", "a school year or a `term`, such as 2026 or 2026/autumn; this year if left out")
	counts := c.flags.Bool("counts", false, "counts alone, none of them under five, for others to read")
	out, names := c.outFlag(), c.namesFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		u, err := d.UnmetNeed(c.ctx)
		if err != nil {
			return err
		}
		periods, err := d.UnmetPeriods(c.ctx, u)
		if err != nil {
			return err
		}
		p, err := desk.PeriodNamed(periods, *period)
		if err != nil {
			return err
		}
		switch {
		case strings.HasSuffix(strings.ToLower(*out), ".csv"):
			file, err := d.UnmetCSV(c.ctx, u, p, named, *counts)
			if err != nil {
				return err
			}
			return c.keepFile(*out, file, nil)
		case *out != "":
			doc, err := d.UnmetPaper(c.ctx, p, named, *counts)
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		case *counts:
			return c.unmetCounts(d, u, p)
		}
		return c.unmetShow(d, u, p)
	})
}

// unmetCounts shows the table that others may read.
func (c *call) unmetCounts(d *desk.Desk, u provision.Unmet, p desk.Period) error {
	lines, total, err := d.UnmetCounts(c.ctx, u, p)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, row := range append(lines, total) {
		fmt.Fprintf(&b, "%s\n", strings.TrimRight(strings.Join(row, " · "), " ·"))
	}
	return c.print(map[string]any{"period": p, "heads": desk.UnmetHeads, "lines": orEmpty(lines), "total": total}, "%s", strings.TrimRight(b.String(), "\n"))
}

// unmetShow shows the school's own ledger.
func (c *call) unmetShow(d *desk.Desk, u provision.Unmet, p desk.Period) error {
	flow, err := d.UnmetFlow(c.ctx, u, p)
	if err != nil {
		return err
	}
	lines, total := u.Table(p.From, p.Until)
	rows := []unmetBehind{}
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%s (%s): %s\n", l.Name, strings.ToLower(register.Named(desk.WantNames, l.For)), desk.UnmetSentence(l))
		for _, r := range u.Behind(l.For, l.Key, "", p.From, p.Until) {
			row := unmetBehind{UnmetRow: r, Open: r.Open(), Days: r.Days(d.Today())}
			if e, err := d.Entry(r.Pupil); err == nil {
				row.Surname, row.Forename = e.Surname, e.Forename
			}
			rows = append(rows, row)
			cells := d.UnmetRowCells(r, desk.NamesFull)
			until := ""
			if cells[4] != "" {
				until = " until " + cells[4]
			}
			fmt.Fprintf(&b, "  %s: %s %s%s %s\n", cells[0], strings.ToLower(cells[2]), cells[3], until, strings.Join(strings.Fields(cells[6]), " "))
		}
	}
	return c.print(map[string]any{"period": p, "lines": orEmpty(lines), "total": total, "rows": rows, "half_terms": orEmpty(flow)}, "%s%s: %s", b.String(), p.Name, desk.UnmetSentence(total))
}
