package printout

import (
	"cmp"
	"strconv"

	"needsbook/app/day"
	"needsbook/app/paper"
)

// RoundFacts are what the paper of a round of moderation says.
type RoundFacts struct {
	School     string
	Author     string
	Demo       bool
	Today      day.Date
	Name       string // of the round
	On, Closed day.Date
	Level      string // what the council calls a level
	Continuum  string // its title and version
	Names      bool   // pupils are named
	Agreement  []string
	Outcomes   []RoundOutcome
	Cases      []RoundCase
}

// RoundOutcome is how many cases came to one outcome.
type RoundOutcome struct {
	Words string
	N     int
}

// RoundCase is one case of a round. Its levels are "" until it was rated twice.
type RoundCase struct {
	Number         int
	Pupil          string
	First, Second  string
	Outcome        string
	Agreed, Reason string
}

// Round lays out what a round of moderation came to.
func Round(f RoundFacts) *paper.Doc {
	d := &paper.Doc{Title: "Moderation round: " + f.Name, Lang: "en-GB", Org: f.School, Author: f.Author, Date: f.Today,
		Subject: "How far two ratings agree, and what came of each case", Watermark: paper.Mark(f.Demo, false)}
	about := paper.KeyValues{Caption: "The round", Pairs: []paper.Pair{paper.Fact("Drawn on", f.On.Words())}}
	if !f.Closed.IsZero() {
		about.Pairs = append(about.Pairs, paper.Fact("Closed on", f.Closed.Words()))
	}
	about.Pairs = append(about.Pairs, paper.Fact("Rated by", f.Continuum))
	for _, o := range f.Outcomes {
		about.Pairs = append(about.Pairs, paper.Fact(o.Words, strconv.Itoa(o.N)))
	}
	d.Blocks = append(d.Blocks, about, paper.Section("How far the ratings agree"))
	for _, words := range f.Agreement {
		d.Blocks = append(d.Blocks, paper.P(words))
	}
	cases := paper.Table{Caption: "Each case", Cols: []paper.Col{{Weight: 1.6}, {Weight: 2.4}, {Weight: 2.4}, {Weight: 1.8}, {Weight: 4}},
		Head: []paper.Row{paper.HeadRow("Case", "First "+f.Level, "Second "+f.Level, "Outcome", "Agreed, and why")}}
	for _, c := range f.Cases {
		name := strconv.Itoa(c.Number)
		if f.Names && c.Pupil != "" {
			name += " " + c.Pupil
		}
		first, second, agreed := cmp.Or(c.First, "not shown yet"), cmp.Or(c.Second, "not rated yet"), c.Agreed
		if c.Reason != "" {
			agreed += ". " + c.Reason
		}
		cases.Body = append(cases.Body, paper.BodyRow(name, first, second, cmp.Or(c.Outcome, "open"), cmp.Or(agreed, "–")))
	}
	d.Blocks = append(d.Blocks, cases, paper.P("For use in the school: a case can point to a child. Only how many cases there were and how far they agreed may leave it."))
	return d
}
