package main

import (
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
)

// effectHelp says what can be asked of outcomes.
const effectHelp = "--by is intervention, family (the same kind of intervention, whoever ran it and when), area, wave or kind (of staff).\nWhat worked, in the words of reviews, names nobody whom the file knows.\n--out writes a spreadsheet for a name that ends with .csv, a web page for .html, else a PDF."

// effectList shows what provision came to, with its cost, and what worked.
func effectList(c *call) error {
	by := c.flags.String("by", "intervention", "`what` outcomes are put together by")
	year := c.flags.String("year", "", "the school `year` that begins then, or all; this one if left out")
	area := c.flags.String("area", "", "one `area` of need, by its identifier")
	need := c.flags.String("need", "", "pupils with one type of `need`, such as SLCN")
	sort := c.flags.String("sort", "name", "the `column` to sort by; a - before it sorts down")
	out := c.outFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		e, err := d.Effects(c.ctx)
		if err != nil {
			return err
		}
		v := desk.EffectView{By: *by, Area: *area, Need: *need}
		if v.Year, err = yearTyped(*year, d.Today()); err != nil {
			return err
		}
		if v, err = d.EffectView(e, v); err != nil {
			return err
		}
		column, down := strings.CutPrefix(*sort, "-")
		if !columnKnown(column) {
			return usageError("--sort names no column. Use name, pupils, reviewed, met, partly, not, share, change, sessions, planned, to_date, per_pupil or per_met.")
		}
		lines, worked := e.Lines(v), e.Worked(v)
		desk.SortEffects(lines, column, down)
		switch {
		case *out == "":
			return c.print(map[string]any{"view": e.ViewWords(v), "count": len(lines), "outcomes": orEmpty(lines), "worked": orEmpty(worked)}, "%s", effectText(d, lines)+workedText(d, e, v))
		case strings.HasSuffix(strings.ToLower(*out), ".csv"):
			file, err := d.EffectsCSV(lines)
			if err != nil {
				return err
			}
			return c.keepFile(*out, file, nil)
		}
		doc, err := d.EffectsPaper(c.ctx, v, column, down)
		if err != nil {
			return err
		}
		return c.keepPaper(*out, doc)
	})
}

func columnKnown(id string) bool {
	for _, c := range desk.EffectColumns {
		if c.ID == id {
			return true
		}
	}
	return false
}

// yearTyped reads a school year such as 2026 or 2026-27; "" is this one.
func yearTyped(text string, today day.Date) (int, error) {
	first, _, _ := strings.Cut(text, "-")
	switch starts, err := strconv.Atoi(first); {
	case text == "":
		return day.AcademicYear(today), nil
	case text == "all":
		return desk.AllYears, nil
	case err == nil && starts > 0 && (first == text || text == day.AcademicYearName(starts)):
		return starts, nil
	}
	return 0, usageError("--year is a school year such as 2026-27, or all.")
}

func effectText(d *desk.Desk, lines []desk.EffectLine) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%s: %s, %s", l.Name, counted(l.Pupils, "pupil"), l.OutcomeWords())
		for _, more := range []struct{ label, words string }{{"change ", l.ChangeWords()}, {"sessions ", l.AttendedWords()}} {
			if more.words != "" {
				fmt.Fprintf(&b, "; %s%s", more.label, more.words)
			}
		}
		if l.Cost != nil {
			fmt.Fprintf(&b, "; %s to date of %s", l.Cost.ToDate.Words(), l.Cost.Planned.Words())
			if l.Cost.PerPupil != nil {
				fmt.Fprintf(&b, ", %s a pupil (n %d)", l.Cost.PerPupil.Words(), l.Pupils)
			}
			if l.Cost.PerMet != nil {
				fmt.Fprintf(&b, ", %s an outcome met (n %d)", l.Cost.PerMet.Words(), l.Met)
			}
		}
		b.WriteString("\n")
	}
	return b.String() + desk.EffectSentence(lines)
}

func workedText(d *desk.Desk, e *desk.Effects, v desk.EffectView) string {
	var b strings.Builder
	for _, w := range e.Worked(v) {
		fmt.Fprintf(&b, "\n%s: %s (%s)", w.Name, strings.Join(strings.Fields(w.Worked+" "+w.Evidence+" "+w.Next), " "), d.WorkedOf(w))
	}
	return b.String()
}
