package main

import (
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/publish"
)

const strategyHelp = "The year is the one in which the school year starts: 2026 is September 2026 to August 2027.\nThe activities must cost what the budget shows as in from the fund, to the penny. Rows of the provision map that an activity names cost what the budget says."

const activityHelp = "--rows names rows of the provision map whose cost the activity takes; give them with a comma between. Each counts once, and the fund must pay for it: --pay ROW names a row and lets the fund pay for it, in one step.\n--principles are numbers such as 1,3. --left costs what the other activities leave of the fund."

// activityFields are the fields of an activity, beside its lists.
var activityFields = []field{
	{"barrier", "barrier", text, "`what` stands in the way", nil},
	{"what", "what", text, "`what` the school does", nil},
	{"for", "pupils", text, "`whom` it is for, without names", nil},
	{"from", "from_day", date, "the first `day`", nil},
	{"until", "until_day", date, "the last `day`", nil},
	{"measure", "measure", text, "`how` the school will know that it works", nil},
	{"amount", "amount", amount, "`pounds` of its own for the school year", nil},
}

// strategy shows the money of the inclusion strategy.
func strategy(c *call) error {
	year := c.yearFlag()
	first := c.flags.Int("first", 0, "set the first school `year` that the strategy covers")
	last := c.flags.Int("last", 0, "set the last school `year` that it covers; the first where it is left out")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *first == 0 && *last != 0 {
		return c.misuse("--last needs --first.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *first != 0 {
			if err := d.SetStrategyYears(c.ctx, desk.StrategyYears{First: *first, Last: max(*first, *last)}); err != nil {
				return err
			}
		}
		s, err := d.Strategy(c.ctx, *year)
		if err != nil {
			return err
		}
		return c.print(s, "%s", strategyWords(s))
	})
}

// strategyWords are the sums for a person, then what was found.
func strategyWords(s publish.Strategy) string {
	var w strings.Builder
	fmt.Fprintf(&w, "Inclusion strategy %s: %s planned of %s (%s), %s left\n", s.Span(), s.Planned.Words(), s.Allocation.Words(), s.Fund, s.Left.Words())
	for _, r := range s.Rows {
		w.WriteString(activityLine(r))
	}
	for _, p := range s.Unnamed {
		fmt.Fprintf(&w, "  not in an activity: %s %s [%s]\n", p.Name, p.Cost.Words(), p.ID)
	}
	for _, f := range s.Findings {
		fmt.Fprintf(&w, "%s %s\n", publish.Why(f), publish.Fix(f))
	}
	return strings.TrimSuffix(w.String(), "\n")
}

func activityLine(r publish.StrategyRow) string {
	line := fmt.Sprintf("  %d. %s: %s [%s]\n", r.Position, r.Name(), r.Total.Words(), r.ID)
	for _, l := range r.Linked {
		line += fmt.Sprintf("     with %s %s [%s]\n", l.Name, l.Cost.Words(), l.ID)
	}
	return line
}

// activityList lists the activities of a year.
func activityList(c *call) error {
	year := c.yearFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		s, err := d.Strategy(c.ctx, *year)
		if err != nil {
			return err
		}
		var w strings.Builder
		for _, r := range s.Rows {
			w.WriteString(activityLine(r))
		}
		return c.print(map[string]any{"year": s.Year, "activities": s.Rows}, "%s%d in %s", w.String(), len(s.Rows), s.YearName)
	})
}

// activityAdd adds an activity, and activitySet changes one.
func activityAdd(c *call) error { return writeActivity(c, 0) }

func activitySet(c *call) error { return writeActivity(c, 1) }

func writeActivity(c *call, words int) error {
	c.addFields(activityFields)
	year := c.yearFlag()
	left := c.flags.Bool("left", false, "let it cost what the other activities leave of the fund")
	c.flags.String("principles", "", "`numbers` of the principles it serves, such as 1,3")
	c.flags.String("rows", "", "`rows` of the provision map whose cost it takes")
	pay := c.flags.String("pay", "", "a `row` of the provision map to take as well, which the fund pays for from now on")
	if err := c.parse(words, words); err != nil {
		return err
	}
	if *left && c.given()["amount"] != "" {
		return c.misuse("Give --amount or --left, not both.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		a := publish.Activity{Year: *year}
		var err error
		if words == 1 {
			if a, err = d.Activity(c.ctx, c.words[0]); err != nil {
				return err
			}
		}
		if *left {
			rest, err := d.WhatIsLeft(c.ctx, a.Year)
			if err != nil {
				return err
			}
			a.Amount = a.Amount.Add(rest.Amount)
		}
		if err := fill(&a, activityFields, c.given(), d.Today()); err != nil {
			return err
		}
		if err := fillLists(&a, c.given(), d); err != nil {
			return err
		}
		if a, err = d.SaveActivity(c.ctx, a); err != nil {
			return err
		}
		if *pay != "" {
			if a, err = d.PayFromFund(c.ctx, a.ID, *pay); err != nil {
				return err
			}
		}
		return c.print(a, "“%s” is kept [%s]", a.Name(), a.ID)
	})
}

// fillLists reads the principles by their numbers, and the rows of the provision map.
func fillLists(a *publish.Activity, given map[string]string, d *desk.Desk) error {
	if words, ok := given["rows"]; ok {
		a.Interventions = commaParted(words)
	}
	words, ok := given["principles"]
	if !ok {
		return nil
	}
	principles := d.ReportPack(publish.InclusionStrategy).Principles
	a.Principles = []string{}
	for _, one := range commaParted(words) {
		n, err := strconv.Atoi(one)
		if err != nil || n < 1 || n > len(principles) {
			return &desk.Refusal{Field: "principles", Words: fmt.Sprintf("“%s” is not the number of a principle. Use 1 to %d.", one, len(principles))}
		}
		a.Principles = append(a.Principles, principles[n-1].ID)
	}
	return nil
}

func commaParted(words string) []string {
	return strings.FieldsFunc(words, func(r rune) bool { return r == ',' || r == ' ' })
}

func activityRemove(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.RemoveActivity(c.ctx, c.words[0]); err != nil {
			return err
		}
		return c.print(map[string]any{"id": c.words[0], "removed": true}, "Removed. needsctl undo brings it back.")
	})
}

// activityMove moves an activity up or down.
func activityMove(c *call) error {
	by := c.flags.Int("by", -1, "how many `places`: below 0 is up")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.MoveActivity(c.ctx, c.words[0], *by); err != nil {
			return err
		}
		a, err := d.Activity(c.ctx, c.words[0])
		if err != nil {
			return err
		}
		return c.print(a, "“%s” is number %d now", a.Name(), a.Position)
	})
}

// activityCopy makes the activities of another year again.
func activityCopy(c *call) error {
	from := c.flags.Int("from", 0, "the school `year` to copy from; the one before if left out")
	to := c.flags.Int("to", 0, "the school `year` to copy to; the one that the strategy is for if left out")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *to == 0 {
			year, err := d.StrategyYear(c.ctx)
			if err != nil {
				return err
			}
			*to = year
		}
		if *from == 0 {
			*from = *to - 1
		}
		n, err := d.CopyActivities(c.ctx, *from, *to)
		if err != nil {
			return err
		}
		return c.print(map[string]any{"copied": n, "from": *from, "to": *to}, "%d copied from %s to %s", n, day.AcademicYearName(*from), day.AcademicYearName(*to))
	})
}
