package printout

import (
	"strings"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// Everyone is all people whose names a text may hold that is about nobody in particular.
type Everyone struct {
	Pupils []register.Pupil
	Family []string // parents, carers and others to speak to
	Staff  []string
}

// WithoutNames returns what takes the names of people out of a text, so that it can be
// read by colleagues who need not know of whom it was written.
func WithoutNames(of Everyone) func(text string) string {
	var people []Person
	for _, p := range of.Pupils {
		people = append(people, Person{Instead: "the pupil", Whole: wholeNames(p), Parts: partNames(p)})
	}
	for _, name := range of.Family {
		people = append(people, Person{Instead: "a parent or carer", Whole: []string{name}, Parts: strings.Fields(name)})
	}
	for _, name := range of.Staff {
		if LooksLikeName(name) {
			people = append(people, Person{Instead: "a colleague", Whole: []string{name}})
		}
	}
	m := masker{names: NoNames, people: people, finder: NewFinder(people)}
	return m.mask
}

// EffectFacts are the outcomes of provision as they are printed. Nothing in them names
// anybody.
type EffectFacts struct {
	School   string
	Author   string
	Demo     bool
	Today    day.Date
	View     string // in words
	Sentence string
	Columns  []Column
	Rows     [][]string
	Chart    chart.Chart
	Note     string // how many the picture is of, and to when
	Costed   bool   // there are costs in the columns
	Example  bool   // a rate in them is only an example
	Missing  bool   // a kind of staff has no rate
	Worked   []WorkedNote
}

// WorkedNote is what one review said.
type WorkedNote struct {
	Name     string // of the provision
	Of       string // result, needs and day
	Worked   string
	Evidence string
	Next     string
}

// Effects lays out what came of provision: the numbers, the picture of them, and what
// worked in the words of reviews.
func Effects(f EffectFacts) *paper.Doc {
	d := &paper.Doc{Title: "What worked", Lang: "en-GB", Author: f.Author, Org: f.School, Date: f.Today, Subject: "Outcomes of provision",
		Watermark: paper.Mark(f.Demo, false), Setting: paper.Wide}
	d.Blocks = append(d.Blocks, paper.Sentence(paper.Bold("Shown: "), paper.Span{Text: f.View}), paper.P(f.Sentence))
	if len(f.Rows) == 0 {
		return d
	}
	table := paper.Table{Caption: "Outcomes of provision"}
	var head paper.Row
	for i, c := range f.Columns {
		table.Cols = append(table.Cols, paper.Col{Weight: float64(columnLetters(c.Title, f.Rows, i)), Right: c.Right})
		head = append(head, paper.HeadCell(c.Title))
	}
	table.Head = []paper.Row{head}
	for _, row := range f.Rows {
		table.Body = append(table.Body, paper.BodyRow(row[0], row[1:]...))
	}
	d.Blocks = append(d.Blocks, table, paper.P(f.howCounted()))
	if len(f.Chart.Labels) > 0 {
		d.Blocks = append(d.Blocks, paper.Section("As a picture"), paper.Figure{Caption: "Outcomes by provision. " + f.Note, Alt: f.Sentence, Chart: f.Chart})
	}
	if len(f.Worked) > 0 {
		d.Blocks = append(d.Blocks, paper.Section("What reviews said"), paper.P("In the words of reviews. The names of people that the register knows are taken out."))
		d.Blocks = append(d.Blocks, worked(f.Worked)...)
	}
	return d
}

// howCounted says what the numbers are of.
func (f EffectFacts) howCounted() string {
	words := "Counted is the last review of each pupil's place. Where fewer than five pupils were reviewed there is no percentage: they are too few to compare."
	if f.Costed {
		words += " Costs are what these pupils bear in the school year; a pupil and an outcome met are of the cost to date."
	}
	if f.Example {
		words += " Some rates are only examples."
	}
	if f.Missing {
		words += " A kind of staff has no rate, so its time is not in the costs."
	}
	return words
}

// worked lists what reviews said by provision, in the order in which each comes first.
func worked(notes []WorkedNote) (blocks []paper.Block) {
	lists := map[string]*paper.List{}
	var names []string
	for _, n := range notes {
		list := lists[n.Name]
		if list == nil {
			list = &paper.List{}
			lists[n.Name] = list
			names = append(names, n.Name)
		}
		said := joined(" ", n.Worked, prefixed("Evidence: ", n.Evidence), prefixed("Now: ", n.Next))
		list.Items = append(list.Items, paper.Item{Text: []paper.Span{{Text: said + " "}, {Text: "(" + n.Of + ")"}}})
	}
	for _, name := range names {
		blocks = append(blocks, paper.Subsection(orDash(name)), *lists[name])
	}
	return blocks
}
