package printout

import (
	"fmt"
	"slices"
	"sort"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// CaseFacts are what a case-sample pack is made of: the story of each of a few pupils, as
// an inspector follows it. What is missing in a record is not in here.
type CaseFacts struct {
	School string
	Author string
	Demo   bool
	Today  day.Date
	Names  Names
	Say    Saying
	Pupils []CasePupil
}

// CasePupil is the story of one pupil.
type CasePupil struct {
	About
	Groups    []string // such as pupil premium
	Needs     []string // in plain words, primary first
	Level     string
	Did       []CaseEvent // the latest first
	Changed   []CaseEvent // the latest first
	PupilView View
	Family    View
	Attended  []string // "Reading group: came to 18 of 20 sessions"
	Next      []string
}

// CaseEvent is one dated line of a story: something done, or what it changed.
type CaseEvent struct {
	On    day.Date
	Until day.Date // for help over a time that has ended
	What  string
	Who   string // who did it, or how it is known
	More  string // how it went, or from where to where
}

// caseSides is how many pages a pupil may take.
const caseSides = 2

// CaseSample lays out the pack: each pupil on one or two sides of a page of their own.
// pages counts the pages of a document: where a story is longer, its parts are shortened
// alike, the latest kept, and end by saying that there is more on the record.
func CaseSample(f CaseFacts, pages func(*paper.Doc) int) *paper.Doc {
	d := &paper.Doc{Title: "Case sample", Lang: "en-GB", Org: f.School, Date: f.Today, Subject: "Needs, actions and what changed, pupil by pupil", Watermark: paper.Mark(f.Demo, false), Setting: paper.Tall}
	if f.Names == FullNames {
		d.Author = f.Author
	}
	intro := paper.P(fmt.Sprintf("For each pupil: the needs, what the school did and when, what changed, what the pupil and the family say, and what is next. %s.", pupilCount(len(f.Pupils))))
	for n := range f.Pupils {
		w := caseWriter{masker: newMasker(f.Names, f.Pupils[n].People), f: &f.Pupils[n], say: f.Say, number: n + 1}
		story := func(at int) []paper.Block {
			w.room = caseRooms[at]
			blocks := w.story()
			if n == 0 {
				blocks = append([]paper.Block{intro}, blocks...)
			}
			return blocks
		}
		fits := sort.Search(len(caseRooms)-1, func(at int) bool {
			alone := *d
			alone.Blocks = story(at)
			return pages(&alone) <= caseSides
		})
		if n > 0 {
			d.Blocks = append(d.Blocks, paper.PageBreak{})
		}
		d.Blocks = append(d.Blocks, story(fits)...)
	}
	if len(f.Pupils) == 0 {
		d.Blocks = []paper.Block{paper.P("No pupil is chosen.")}
	}
	return d
}

func pupilCount(n int) string {
	if n == 1 {
		return "One pupil is in it"
	}
	return fmt.Sprintf("%d pupils are in it", n)
}

// caseRooms go from all to little: letters of one text, and rows of one table.
var caseRooms = []room{whole, {900, 30}, {700, 20}, {500, 14}, {400, 10}, {300, 8}, {220, 6}, {160, 5}, {100, 3}, {60, 2}}

// caseWriter sets out one story.
type caseWriter struct {
	masker
	f      *CasePupil
	say    Saying
	number int
	room   room
}

func (w caseWriter) story() []paper.Block {
	f := w.f
	title := fmt.Sprintf("Pupil %d", w.number)
	if w.names != NoNames {
		title += ": " + w.pupilName(f.People.Pupil)
	}
	blocks := []paper.Block{paper.Section(title), w.glance()}
	part := func(title string, inside ...paper.Block) {
		if len(inside) > 0 {
			blocks = append(append(blocks, paper.Subsection(title)), inside...)
		}
	}
	part("What works", w.works()...)
	part("What the school did", w.events("Actions, the latest first", "What was done", "By whom", "How it went", f.Did)...)
	part("What changed", w.events("Changes, the latest first", "What changed", "From and to", "How it is known", f.Changed)...)
	part("What the pupil says", w.view(f.PupilView)...)
	part("What the family says", w.view(f.Family)...)
	part("Coming to help", w.lines(f.Attended)...)
	part("What is next", w.lines(f.Next)...)
	return blocks
}

func (w caseWriter) glance() paper.Block {
	kv := paper.KeyValues{Caption: "At a glance"}
	fact := func(name, value string) {
		if paper.Clean(value) != "" {
			kv.Pairs = append(kv.Pairs, paper.Fact(name, value))
		}
	}
	fact("Year", w.f.Year)
	fact("Status", w.f.Status)
	fact("Needs", joined("; ", w.f.Needs...))
	fact(w.say.of("{Level}"), w.f.Level)
	fact("Also", joined("; ", w.f.Groups...))
	return kv
}

// works is what the pupil is good at and what helps, in their own words.
func (w caseWriter) works() (blocks []paper.Block) {
	p := w.f.People.Pupil
	for _, own := range [][2]string{{"Good at and enjoys: ", p.Strengths}, {"Helps: ", p.Helps}, {"Does not help: ", p.Hinders}} {
		if text := w.short(own[1]); text != "" {
			blocks = append(blocks, paper.Sentence(paper.Bold(own[0]), paper.Span{Text: text}))
		}
	}
	return blocks
}

// events is a table of dated lines; a column that says nothing is left out.
func (w caseWriter) events(caption, what, second, third string, list []CaseEvent) []paper.Block {
	whole := len(list)
	list = list[:min(whole, w.room.lines)]
	if whole == 0 {
		return nil
	}
	some := func(of func(CaseEvent) string) bool {
		return slices.ContainsFunc(list, func(e CaseEvent) bool { return paper.Clean(of(e)) != "" })
	}
	who, more := some(func(e CaseEvent) string { return e.Who }), some(func(e CaseEvent) string { return e.More })
	t := paper.Table{Caption: caption, Cols: []paper.Col{{Weight: 2}, {Weight: 6}}}
	head := paper.HeadRow("When", what)
	column := func(shown bool, title string, weight float64) {
		if shown {
			head, t.Cols = append(head, paper.HeadCell(title)), append(t.Cols, paper.Col{Weight: weight})
		}
	}
	column(who, second, 3)
	column(more, third, 4)
	t.Head = []paper.Row{head}
	for _, e := range list {
		when := e.On.Words()
		if !e.Until.IsZero() && e.Until != e.On {
			when += " to " + e.Until.Words()
		}
		row := paper.BodyRow(orDash(when), w.short(e.What))
		if who {
			row = append(row, paper.TextCell(orDash(w.short(e.Who))))
		}
		if more {
			row = append(row, paper.TextCell(orDash(w.short(e.More))))
		}
		t.Body = append(t.Body, row)
	}
	if whole > len(list) {
		return []paper.Block{t, paper.P(fmt.Sprintf("Older lines on the pupil's record that are not shown here: %d.", whole-len(list)))}
	}
	return []paper.Block{t}
}

func (w caseWriter) view(v View) []paper.Block {
	text := w.short(v.Words)
	if text == "" {
		return nil
	}
	how := joined(", ", v.On.Words(), lower(register.Named(register.ViewWays, v.How)))
	return []paper.Block{paper.Sentence(paper.Bold(prefixed(how, ": ")), paper.Span{Text: text})}
}

func (w caseWriter) lines(list []string) []paper.Block {
	var lines []string
	for _, l := range list {
		if l = w.short(l); l != "" && len(lines) < w.room.lines {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return []paper.Block{paper.Bullets(lines...)}
}

// short is a text without what may not be named, as long as there is room for.
func (w caseWriter) short(text string) string { return clip(w.mask(text), w.room.letters) }

// CaseGaps is what is missing in the record of one pupil of a sample.
type CaseGaps struct {
	Name  string // as asked for
	Year  string
	Lines []string
}

// CaseGapsSheet lays out what is missing in the records of a sample, for the SENCO alone.
func CaseGapsSheet(school, author, senco string, demo bool, today day.Date, list []CaseGaps) *paper.Doc {
	d := &paper.Doc{Title: "Gaps in a case sample", Lang: "en-GB", Org: school, Author: author, Date: today, Subject: "What is missing in the records of a few pupils", Watermark: paper.Mark(demo, false)}
	d.Blocks = []paper.Block{paper.P("For the " + senco + " alone. This is not a part of the case-sample pack. Close a gap only with what was truly done, on its true day.")}
	for _, g := range list {
		d.Blocks = append(d.Blocks, paper.Section(joined(", ", g.Name, g.Year)))
		if len(g.Lines) == 0 {
			d.Blocks = append(d.Blocks, paper.P("Nothing is missing."))
			continue
		}
		d.Blocks = append(d.Blocks, paper.Bullets(g.Lines...))
	}
	return d
}
