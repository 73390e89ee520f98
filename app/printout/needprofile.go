package printout

import (
	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// NeedProfileFacts are the levels of a school's pupils, as they are printed.
type NeedProfileFacts struct {
	School    string
	Say       Saying
	Author    string
	Demo      bool
	Today     day.Date
	Title     string
	Continuum string
	ForOthers bool // counts to the nearest five, and none under five
	Words     string
	Heads     []string
	Rows      [][]string // each area, the overall level last
	Key       [][2]string
	Trend     chart.Chart // nothing on the side for others
	TrendRows [][]string
}

// NeedProfile lays out how many pupils are at each level of each area, and how that went
// over the terms.
func NeedProfile(f NeedProfileFacts) *paper.Doc {
	d := &paper.Doc{Title: f.Title, Lang: "en-GB", Org: f.School, Author: f.Author, Date: f.Today,
		Subject: f.Say.of("Pupils by {area} and {level}"), Watermark: paper.Mark(f.Demo, false)}
	if f.Words != "" {
		d.Blocks = append(d.Blocks, paper.P(f.Words))
	}
	t := paper.Table{Caption: f.Say.of("Pupils at each {level}, by ") + f.Continuum, Head: []paper.Row{paper.HeadRow(f.Heads...)}}
	for n := range f.Heads {
		t.Cols = append(t.Cols, paper.Col{Weight: map[bool]float64{true: 5, false: 1.4}[n == 0], Right: n > 0})
	}
	for _, row := range f.Rows {
		t.Body = append(t.Body, paper.BodyRow(row[0], row[1:]...))
	}
	d.Blocks = append(d.Blocks, t)
	if f.ForOthers {
		d.Blocks = append(d.Blocks, paper.P("Counts are to the nearest five, and no count under five is given, so that nobody can be known by them."))
	} else {
		d.Blocks = append(d.Blocks, paper.P("For use in the school: a small count can point to a child."))
	}
	key := paper.KeyValues{Caption: f.Say.of("What the {level+} are called")}
	for _, pair := range f.Key {
		key.Pairs = append(key.Pairs, paper.Fact(pair[0], pair[1]))
	}
	d.Blocks = append(d.Blocks, key)
	if len(f.TrendRows) > 1 {
		over := paper.Table{Caption: "At the end of each term", Cols: []paper.Col{{Weight: 2}, {Weight: 4}, {Weight: 5}},
			Head: []paper.Row{paper.HeadRow("When", "By", f.Say.of("Pupils at each {level}"))}}
		for _, row := range f.TrendRows {
			over.Body = append(over.Body, paper.BodyRow(row[0], row[1:]...))
		}
		d.Blocks = append(d.Blocks, paper.Section("Over time"),
			paper.Figure{Caption: f.Say.of("Pupils at the highest {level+}, to ") + f.Today.Words(), Alt: f.Say.of("Lines of the highest {level+}, broken where the scale changed. The figures follow."), Chart: f.Trend}, over)
	}
	return d
}
