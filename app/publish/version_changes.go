package publish

import (
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
)

// Changes are what is new in a version of a document, to be read by governors.
type Changes struct {
	Title    string // of the document
	School   string
	Demo     bool
	On       day.Date
	From, To string // what is compared: "version 1, published on …"
	Note     string // what the school says is new
	Sections []SectionDiff
	Facts    []Change
}

// Document lays the changes out. What was and what is now are told apart by words; the
// words that went or came stand in bold besides.
func (c Changes) Document() *paper.Doc {
	doc := &paper.Doc{Title: "What is new: " + c.Title, Lang: "en-GB", Org: c.School, Date: c.On, Watermark: paper.Mark(c.Demo, false),
		Subject: "What changed between two versions of a public document"}
	add := func(blocks ...paper.Block) { doc.Blocks = append(doc.Blocks, blocks...) }
	add(paper.P("This paper compares " + c.From + ", with " + c.To + "."))
	if note := paper.Clean(c.Note); note != "" {
		add(paper.Sentence(paper.Bold("What the school says is new: "), paper.Span{Text: note}))
	}
	if len(c.Sections) == 0 && len(c.Facts) == 0 {
		add(paper.P("Nothing changed. Both say the same."))
		return doc
	}
	if len(c.Sections) > 0 {
		add(paper.P("Only paragraphs that changed are shown. The words that went or came are in bold."))
	}
	for _, s := range c.Sections {
		add(paper.Section(s.Heading()))
		for _, passage := range passages(s.Pieces) {
			add(labelled("Was: ", passage.was)...)
			add(labelled("Now: ", passage.is)...)
		}
	}
	if len(c.Facts) > 0 {
		add(paper.Section("Facts that changed"), factTable(c.Facts))
	}
	return doc
}

// Heading is the title of the section, and whether it came or went.
func (s SectionDiff) Heading() string {
	switch {
	case s.New:
		return s.Title + " (new)"
	case s.Gone:
		return s.Title + " (taken out)"
	}
	return s.Title
}

// passage is a run of lines that changed, as they were and as they are.
type passage struct{ was, is [][]paper.Span }

// passages cuts pieces where both versions end a line, and returns those that changed.
func passages(pieces []Piece) []passage {
	var out []passage
	was, is := [][]paper.Span{nil}, [][]paper.Span{nil}
	end := func() {
		if p := (passage{changedLines(was, is), changedLines(is, was)}); len(p.was)+len(p.is) > 0 {
			out = append(out, p)
		}
		was, is = [][]paper.Span{nil}, [][]paper.Span{nil}
	}
	for _, p := range pieces {
		for i, text := range strings.Split(p.Text, "\n") {
			switch {
			case i > 0 && p.Was && p.Is:
				end()
			case i > 0 && p.Was:
				was = append(was, nil)
			case i > 0:
				is = append(is, nil)
			}
			span := paper.Span{Text: paper.CleanRun(text), Bold: p.Was != p.Is}
			if span.Text == "" {
				continue
			}
			if p.Was {
				was[len(was)-1] = append(was[len(was)-1], span)
			}
			if p.Is {
				is[len(is)-1] = append(is[len(is)-1], span)
			}
		}
	}
	end()
	return out
}

// changedLines leaves out the lines that hold nothing, and those that stand unchanged
// among the others.
func changedLines(lines, others [][]paper.Span) [][]paper.Span {
	var out [][]paper.Span
	for _, line := range lines {
		same := func(other []paper.Span) bool { return !marked(other) && paper.Plain(other) == paper.Plain(line) }
		if paper.Plain(line) != "" && (marked(line) || !slices.ContainsFunc(others, same)) {
			out = append(out, line)
		}
	}
	return out
}

func marked(line []paper.Span) bool {
	return slices.ContainsFunc(line, func(s paper.Span) bool { return s.Bold })
}

func labelled(label string, lines [][]paper.Span) []paper.Block {
	var out []paper.Block
	for _, line := range lines {
		out = append(out, paper.Para{Text: append([]paper.Span{{Text: label}}, line...)})
	}
	return out
}

func factTable(facts []Change) paper.Table {
	t := paper.Table{Caption: "Facts that changed", Cols: []paper.Col{{Weight: 2}, {Weight: 3}, {Weight: 3}}, Head: []paper.Row{paper.HeadRow("Fact", "Was", "Now")}}
	for _, f := range facts {
		t.Body = append(t.Body, paper.BodyRow(orSome(f.Meaning, f.Mark), orSome(f.Was, "not entered"), orSome(f.Now, "not entered")))
	}
	return t
}
