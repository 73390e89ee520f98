package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/access"
	"needsbook/app/chart"
	"needsbook/app/intake"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// UnmetHeads are the headings of the table of the ledger; UnmetCells are the cells of a line.
var UnmetHeads = []string{"What", "For", "Wanted", "Asked", "Waiting", "Refused", "Met", "Still open", "Middle wait", "Money not agreed"}

// UnmetState returns the state that a column of the table counts, "" for none: the third
// column is the first of them.
func UnmetState(col int) string {
	if n := col - 2; n >= 0 && n < len(provision.NeedStates) {
		return provision.NeedStates[n].ID
	}
	return ""
}

// UnmetCells are the cells of a line of the table, counts as they are.
func UnmetCells(l provision.UnmetLine) []string {
	out := []string{l.Name, register.Named(WantNames, l.For)}
	for _, s := range provision.NeedStates {
		out = append(out, strconv.Itoa(l.Count(s.ID)))
	}
	gap := ""
	if !l.Gap.IsZero() {
		gap = l.Gap.Words()
	}
	return append(out, strconv.Itoa(l.Still()), l.Wait, gap)
}

// roundTo is what money is rounded to on a paper of counts alone: half a thousand.
var roundTo = decimal.NewFromInt(500)

// countsOnly are the cells of the table for a paper that others read: no count under
// five, no wait or sum of money of fewer than five, and nothing from which one of them
// could be worked out.
func countsOnly(lines []provision.UnmetLine, total provision.UnmetLine) (rows [][]string, all []string) {
	by := make([][]int, len(provision.NeedStates))
	var still []int
	banded := false
	for _, l := range lines {
		row := []string{l.Name, register.Named(WantNames, l.For)}
		for n, s := range provision.NeedStates {
			by[n] = append(by[n], l.Count(s.ID))
			row = append(row, provision.CountWords(l.Count(s.ID)))
		}
		still = append(still, l.Still())
		open := provision.CountWords(l.Still())
		if hidesOpen(l) { // with the other counts it would give away the one that is not said
			open, banded = band(l.Still()), true
		}
		rows = append(rows, append(row, open, l.Wait, roughly(l)))
	}
	all = []string{"All", ""}
	for _, counts := range by {
		all = append(all, provision.TotalWords(counts))
	}
	open := provision.TotalWords(still)
	if banded {
		open = band(total.Still())
	}
	wait, gap := total.Wait, roughly(total)
	if someAreFew(lines, func(l provision.UnmetLine) int { return l.Waits }) {
		wait = notGiven
	}
	if someAreFew(lines, func(l provision.UnmetLine) int { return l.GapOf }) {
		gap = notGiven
	}
	return rows, append(all, open, wait, gap)
}

// notGiven stands in place of a total from which a figure that is not said could be
// worked out.
const notGiven = "not given"

// hidesOpen reports whether one of the counts of what can be open is not said.
func hidesOpen(l provision.UnmetLine) bool {
	return slices.ContainsFunc([]string{provision.NeedWanted, provision.NeedAsked, provision.NeedWaiting}, func(state string) bool {
		return l.Count(state) > 0 && l.Count(state) < provision.FewerThan
	})
}

// band says no more of a count than whether it is under five.
func band(n int) string {
	if n >= provision.FewerThan {
		return fmt.Sprintf("%d or more", provision.FewerThan)
	}
	return provision.CountWords(n)
}

// someAreFew reports whether the figure of some lines is of fewer than five and that of
// others is given.
func someAreFew(lines []provision.UnmetLine, n func(provision.UnmetLine) int) bool {
	few := slices.ContainsFunc(lines, func(l provision.UnmetLine) bool { return n(l) > 0 && n(l) < provision.FewerThan })
	return few && slices.ContainsFunc(lines, func(l provision.UnmetLine) bool { return n(l) >= provision.FewerThan })
}

// roughly is the money that was not agreed, to the nearest half thousand.
func roughly(l provision.UnmetLine) string {
	switch {
	case l.GapOf == 0:
		return ""
	case l.GapOf < provision.FewerThan:
		return fmt.Sprintf("fewer than %d requests", provision.FewerThan)
	}
	rounded := l.Gap.Decimal().DivRound(roundTo, 0).Mul(roundTo)
	return "about " + money.Exact(rounded).Short()
}

// UnmetChart draws what came up and what was answered in each half term.
func UnmetChart(flow []provision.UnmetFlow) chart.Chart {
	c := chart.Chart{Kind: chart.Bars, By: "Half term", Unit: "needs", Series: []chart.Series{{Name: "Came up"}, {Name: "Met"}, {Name: "Refused"}, {Name: "Still open"}}}
	for _, f := range flow {
		c.Labels = append(c.Labels, f.Name)
		for n, count := range []int{f.Opened, f.Met, f.Refused, f.Still} {
			c.Series[n].Values = append(c.Series[n].Values, chart.Value{N: float64(count)})
		}
	}
	return c
}

// countsChart draws the counts that others may read: the same figures as their table, for
// what has a count that is said. What came up half term by half term would give away what
// the table does not say.
func countsChart(lines []provision.UnmetLine, rows [][]string) chart.Chart {
	c := chart.Chart{Kind: chart.Bars, By: "What", Unit: "needs"}
	for _, s := range provision.NeedStates[:chart.MaxSeries] {
		c.Series = append(c.Series, chart.Series{Name: s.Name})
	}
	for n, l := range lines {
		said := slices.ContainsFunc(provision.NeedStates[:chart.MaxSeries], func(s register.Item) bool { return l.Count(s.ID) >= provision.FewerThan })
		if !said {
			continue
		}
		c.Labels = append(c.Labels, orElse(rows[n][0], "No name"))
		for at, s := range provision.NeedStates[:chart.MaxSeries] {
			v := chart.Value{N: float64(l.Count(s.ID))}
			if count := l.Count(s.ID); count > 0 && count < provision.FewerThan {
				v = chart.Value{Gap: true, Words: "under " + strconv.Itoa(provision.FewerThan)}
			}
			c.Series[at].Values = append(c.Series[at].Values, v)
		}
	}
	c.Series = slices.DeleteFunc(c.Series, func(s chart.Series) bool { // a state that nothing is in needs no bars
		return !slices.ContainsFunc(s.Values, func(v chart.Value) bool { return v.Gap || v.N > 0 })
	})
	return c
}

// UnmetSentence says what a table comes to in a sentence.
func UnmetSentence(total provision.UnmetLine) string {
	words := fmt.Sprintf("%d wanted, %d asked, %d waiting, %d refused, %d met; %d still open today.", total.Count(provision.NeedWanted), total.Count(provision.NeedAsked),
		total.Count(provision.NeedWaiting), total.Count(provision.NeedRefused), total.Count(provision.NeedSeen), total.Still())
	if !total.Gap.IsZero() {
		words += " Asked for and not agreed: " + total.Gap.Words() + "."
	}
	return words
}

// UnmetHow says how the ledger counts.
const UnmetHow = "A need is counted once in each state that it was in. What was wanted, asked or waiting counts where it began in this time or still stood; what was refused or met counts on its day."

// UnmetRowHeads are the headings of the rows behind a count.
var UnmetRowHeads = []string{"Pupil", "Service or provision", "State", "Since", "Until", "What was written", "Why, or the answer"}

// UnmetRowCells are the cells of a row behind a count, the pupil named as asked. What
// people wrote comes as it is.
func (d *Desk) UnmetRowCells(r provision.UnmetRow, n Names) []string {
	name := ""
	if e, err := d.Entry(r.Pupil); err == nil {
		name = NameOf(e, n)
	}
	since := r.On.Words()
	if r.On.IsZero() {
		since = "not said"
	}
	until := r.Until.Words()
	if r.Open() && !r.On.IsZero() {
		until = "today, " + count(r.Days(d.Today()), "day")
	} else if r.Open() {
		until = "today"
	}
	why := r.Why
	if !r.Gap.IsZero() {
		why = strings.TrimSpace(why + " (" + r.Gap.Words() + " not agreed)")
	}
	return []string{name, r.Name, register.Named(provision.NeedStates, r.State), since, until, r.Words, why}
}

// unmetRows are all rows of a period for a file or a paper: without full names, those in
// what was written are taken out too.
func (d *Desk) unmetRows(ctx context.Context, u provision.Unmet, p Period, n Names) ([][]string, error) {
	without := func(text string) string { return text }
	if n != NamesFull {
		var err error
		if without, err = d.withoutNames(ctx, nil); err != nil {
			return nil, err
		}
	}
	var out [][]string
	for _, r := range u.Behind("", "", "", p.From, p.Until) {
		cells := d.UnmetRowCells(r, n)
		for _, written := range []int{1, 5, 6} {
			cells[written] = without(cells[written])
		}
		out = append(out, cells)
	}
	return out, nil
}

// UnmetCounts are the lines of the table that others may read, and what they add up to:
// nothing in them names anybody, and no count is under five.
func (d *Desk) UnmetCounts(ctx context.Context, u provision.Unmet, p Period) (rows [][]string, total []string, err error) {
	without, err := d.withoutNames(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	rows, total = countsOnly(u.Table(p.From, p.Until))
	for _, row := range rows {
		row[0] = without(row[0])
	}
	return rows, total, nil
}

// UnmetCSV makes the rows of a period a file for a spreadsheet, with pupils named as
// asked; with counts alone it is the table that others may read.
func (d *Desk) UnmetCSV(ctx context.Context, u provision.Unmet, p Period, n Names, counts bool) ([]byte, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	head := UnmetRowHeads
	var rows [][]string
	var err error
	if counts {
		var total []string
		head = UnmetHeads
		rows, total, err = d.UnmetCounts(ctx, u, p)
		rows = append(rows, total)
	} else {
		rows, err = d.unmetRows(ctx, u, p, n)
	}
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		for c := range row {
			row[c] = intake.SafeCell(strings.ReplaceAll(row[c], "\n", " "))
		}
	}
	return spreadsheet(head, rows)
}

// UnmetPaper makes the paper of a period: the table, the picture, and the rows with
// pupils named as asked. Counts makes the one side for governors or the cluster, on which
// no pupil stands and no count under five is given.
func (d *Desk) UnmetPaper(ctx context.Context, p Period, n Names, counts bool) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	u, err := d.UnmetNeed(ctx)
	if err != nil {
		return nil, err
	}
	flow, err := d.UnmetFlow(ctx, u, p)
	if err != nil {
		return nil, err
	}
	lines, total := u.Table(p.From, p.Until)
	s := d.School()
	f := printout.UnmetFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Period: p.Name, Counts: counts, Named: n == NamesFull && !counts,
		Heads: UnmetHeads, RowHeads: UnmetRowHeads, How: UnmetHow, Sentence: UnmetSentence(total), Chart: UnmetChart(flow)}
	if counts {
		f.Sentence = ""
		if f.Rows, f.Totals, err = d.UnmetCounts(ctx, u, p); err != nil {
			return nil, err
		}
		f.Chart = countsChart(lines, f.Rows)
		return printout.Unmet(f), nil
	}
	for _, l := range lines {
		f.Rows = append(f.Rows, UnmetCells(l))
	}
	f.Totals = UnmetCells(total)
	if f.Behind, err = d.unmetRows(ctx, u, p, n); err != nil {
		return nil, err
	}
	if n != NamesFull {
		without, err := d.withoutNames(ctx, nil)
		if err != nil {
			return nil, err
		}
		for _, row := range f.Rows {
			row[0] = without(row[0])
		}
	}
	return printout.Unmet(f), nil
}
