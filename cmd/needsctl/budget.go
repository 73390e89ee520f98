package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/funding"
)

const budgetHelp = "The year is the one in which the school year starts: 2026 is September 2026 to August 2027.\nCosts are those of the provision map, to the penny. Top-up that was agreed comes by itself from funding requests."

const budgetLineHelp = "The year is the one in which the financial year starts. From April, 5 of its 12 months count for the school year that ends in August and 7 for the next one.\nLeave --told out while the money is only expected."

// budgetFields are the fields of a line of money, beside its amount.
var budgetFields = []field{
	{"year", "year", number, "the `year` in which the financial year starts", nil},
	{"source", "source", choice, "`where` the money comes from", funding.Sources},
	{"what", "what", text, "`what` it is, in a few words", nil},
	{"told", "on_day", date, "the `day` on which the school was told of it", nil},
	{"note", "words", text, "`words` about it, or @FILE", nil},
}

func (c *call) yearFlag() *int {
	return c.flags.Int("year", 0, "the `year` in which the school year starts; this school year if left out")
}

// budget shows what is in, committed, to date and forecast.
func budget(c *call) error {
	year := c.yearFlag()
	starts := c.flags.String("starts", "", "set the month in which the financial year starts: april, or september for an `academy`")
	expect := c.flags.Bool("expect-same", false, "enter for months that are not known yet that the same money comes, as expected")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	months := map[string]int{"april": funding.StartsApril, "september": funding.StartsSeptember}
	if *starts != "" && months[*starts] == 0 {
		return c.misuse("--starts is april or september.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *starts != "" {
			if err := d.SetBudgetStarts(c.ctx, months[*starts]); err != nil {
				return err
			}
		}
		if *expect {
			if _, err := d.ExpectSame(c.ctx, *year); err != nil {
				return err
			}
		}
		b, err := d.Budget(c.ctx, *year)
		if err != nil {
			return err
		}
		return c.print(b, "%s", budgetWords(d, b))
	})
}

// budgetWords are the budget for a person: what is in place first, then what it costs.
func budgetWords(d *desk.Desk, b funding.Budget) string {
	var w strings.Builder
	for _, line := range d.BudgetLead(b, false) {
		fmt.Fprintln(&w, line)
	}
	for _, s := range b.Sources {
		if s.In.IsZero() && s.Committed.IsZero() {
			continue
		}
		fmt.Fprintf(&w, "%s: £%s in, £%s planned, £%s to date, £%s forecast, £%s left\n", d.SourceName(s.Source), s.In, s.Committed, s.ToDate, s.Forecast, s.Left)
		for _, in := range s.Received {
			fmt.Fprintf(&w, "  in: %s %s\n", in.Words, strings.TrimSpace(in.What+" "+bracketed(in.Line)))
		}
		for _, out := range s.Spent {
			fmt.Fprintf(&w, "  %s: %s [%s]\n", out.Name, out.Whole.Words, out.ID)
		}
	}
	for _, p := range b.Pupils {
		fmt.Fprintf(&w, "%s: help in place: %s. It costs £%s of the £%s that the school pays first; £%s above, £%s %s\n",
			p.Name, desk.HelpInPlace(p), p.Committed, b.Contribution, p.Above, p.TopUp, d.SourceName(funding.SourceTopUp))
	}
	return w.String() + strings.Join(d.BudgetNotes(b), "\n")
}

func bracketed(id string) string {
	if id == "" {
		return ""
	}
	return "[" + id + "]"
}

// budgetAdd enters money, and budgetSet changes a line.
func budgetAdd(c *call) error { return writeBudgetLine(c, 0) }

func budgetSet(c *call) error { return writeBudgetLine(c, 1) }

func writeBudgetLine(c *call, words int) error {
	c.addFields(budgetFields)
	amount := c.flags.String("amount", "", "`pounds` for the whole financial year, such as 84000")
	if err := c.parse(words, words); err != nil {
		return err
	}
	if words == 0 {
		if err := c.needFlags("source", "amount"); err != nil {
			return err
		}
	}
	return c.withDesk(func(d *desk.Desk) error {
		var l funding.BudgetLine
		var err error
		if l.Year, err = d.FinancialYear(c.ctx); err != nil {
			return err
		}
		if words == 1 {
			if l, err = d.BudgetLine(c.ctx, c.words[0]); err != nil {
				return err
			}
		}
		if err := fill(&l, budgetFields, c.given(), d.Today()); err != nil {
			return err
		}
		if *amount != "" {
			if l.Amount, err = d.ReadBudgetAmount(*amount); err != nil {
				return err
			}
		}
		id, err := d.SaveBudgetLine(c.ctx, l)
		if err != nil {
			return err
		}
		return c.print(map[string]any{"id": id}, "%s for %s is kept [%s]", l.Amount.Words(), strconv.Itoa(l.Year), id)
	})
}

// budgetLines lists the money that was entered.
func budgetLines(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		lines, err := d.BudgetLines(c.ctx)
		if err != nil {
			return err
		}
		var w strings.Builder
		for _, l := range lines {
			told := "expected"
			if !l.On.IsZero() {
				told = "told " + l.On.Words()
			}
			fmt.Fprintf(&w, "%d %s: %s %s, %s [%s]\n", l.Year, d.SourceName(l.Source), l.Amount.Words(), l.What, told, l.ID)
		}
		return c.print(map[string]any{"lines": orEmpty(lines)}, "%s%d lines", w.String(), len(lines))
	})
}

func budgetRemove(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.RemoveBudgetLine(c.ctx, c.words[0]); err != nil {
			return err
		}
		return c.print(map[string]any{"id": c.words[0], "removed": true}, "Removed. needsctl undo brings it back.")
	})
}

// budgetExport writes the workbook with live formulas.
func budgetExport(c *call) error {
	year, out, names := c.yearFlag(), c.outFlag(), c.namesFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		var file bytes.Buffer
		if err := d.BudgetWorkbook(c.ctx, &file, *year, named); err != nil {
			return err
		}
		return c.keepFile(*out, file.Bytes(), nil)
	})
}

// budgetPrint writes the page for the head and governors, or the school's own paper.
func budgetPrint(c *call) error {
	year, out := c.yearFlag(), c.outFlag()
	names := c.flags.String("names", "off", "off is the one side for governors; full or `initials` go on with the help of each pupil")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		doc, err := d.BudgetPaper(c.ctx, *year, named)
		if err != nil {
			return err
		}
		return c.keepPaper(*out, doc)
	})
}
