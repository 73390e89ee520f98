package printout

import (
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/app/paper"
)

// ContinuumFacts are what the paper of a whole continuum is made of.
type ContinuumFacts struct {
	School string
	Demo   bool
	Today  day.Date
	Pack   *continuum.Pack
	Say    Saying
	Label  func(term string) string // the word for a term
	Plain  func(term string) string // what it means, "" for none
}

// Cautions on every paper that speaks of levels. See terms.Say.
const (
	neverAPlace  = "The scale says what usually helps. {Level+} never decide a school place, and what is usually expected is not the only way: any setting can be right at any {level}."
	notLegalTest = "{Level+} are not a diagnosis and not a legal test. You or the school may ask the {la} for an {ehc_assessment} at any {level}."
)

// Continuum lays out a whole continuum for the adults who rate.
func Continuum(f ContinuumFacts) *paper.Doc {
	p := f.Pack
	doc := f.doc(p.Title, "The whole scale with every statement, for the adults who rate.")
	doc.Contents = true
	f.add(doc, f.about()...)
	f.add(doc, paper.Section(f.Say.of("The {level+}")), f.levelTable())
	f.add(doc, f.ladder("")...)
	f.add(doc, paper.Section(f.Say.of("How the {level} is worked out")))
	f.add(doc, f.rating()...)
	for _, a := range p.Areas {
		f.add(doc, f.area(a)...)
	}
	if evidence := f.evidence(); len(evidence) > 0 {
		f.add(doc, append([]paper.Block{paper.Section(f.Say.of("What shows the {level}"))}, evidence...)...)
	}
	return doc
}

func (f ContinuumFacts) doc(title, subject string) *paper.Doc {
	return &paper.Doc{Title: title, Lang: "en-GB", Org: f.School, Date: f.Today, Subject: subject, Watermark: paper.Mark(f.Demo, f.Pack.Status == pack.Draft)}
}

func (f ContinuumFacts) add(doc *paper.Doc, blocks ...paper.Block) {
	doc.Blocks = append(doc.Blocks, blocks...)
}

// about says whose pack it is, whether it is an example, and what it is not.
func (f ContinuumFacts) about() []paper.Block {
	p := f.Pack
	var blocks []paper.Block
	if p.Status == pack.Example {
		blocks = append(blocks, paper.Sentence(paper.Bold("This is an example. "), paper.Span{Text: "No council has published it."}))
	}
	facts := []paper.Pair{paper.Fact("Version", p.Version), paper.Fact("From", p.ValidFrom.Words())}
	if p.Publisher != "" {
		facts = append(facts, paper.Fact("Published by", p.Publisher))
	}
	blocks = append(blocks, paper.KeyValues{Caption: "About this scale", Pairs: facts})
	if len(p.Notice) > 0 {
		blocks = append(blocks, paper.Bullets(p.Notice...))
	}
	return append(blocks, paper.P(f.Say.of(neverAPlace)), paper.P(f.notLegal()))
}

func (f ContinuumFacts) notLegal() string {
	return f.Say.of(notLegalTest)
}

// levelTable is one row for each level.
func (f ContinuumFacts) levelTable() paper.Table {
	t := paper.Table{Caption: f.Say.of("The {level+}, from the least need to the greatest"), Cols: []paper.Col{{Weight: 2}, {Weight: 4}, {Weight: 2}, {Weight: 2}},
		Head: []paper.Row{paper.HeadRow(f.Label("level"), "What it means", "Usual help", "Who leads, and when it is reviewed")}}
	national := false
	for _, l := range f.Pack.Levels {
		national = national || len(l.Layers) > 0
	}
	if national {
		t.Cols, t.Head[0] = append(t.Cols, paper.Col{Weight: 2}), append(t.Head[0], paper.HeadCell("National layer"))
	}
	for _, l := range f.Pack.Levels {
		row := paper.BodyRow(l.ID+" "+l.Name, joined(" ", l.Plain, l.Setting), orDash(f.Pack.RouteLabel(l.Route)), orDash(joined(". ", l.WhoLeads, l.Review)))
		if national {
			row = append(row, paper.TextCell(orDash(strings.Join(f.Pack.National(l), " or "))))
		}
		t.Body = append(t.Body, row)
	}
	return t
}

// rating is what the people who rate are told, and the rules.
func (f ContinuumFacts) rating() []paper.Block {
	g, rules := f.Pack.Guidance, f.Pack.Rules
	var blocks []paper.Block
	say := func(texts ...string) {
		for _, text := range texts {
			if paper.Clean(text) != "" {
				blocks = append(blocks, paper.P(text))
			}
		}
	}
	say(g.Scale, g.Basis, g.BestFit)
	if len(g.Prompts) > 0 {
		var asks []string
		for _, q := range g.Prompts {
			asks = append(asks, q.Text)
		}
		blocks = append(blocks, paper.Bullets(asks...))
	}
	say(g.SustainedBySupport, g.Who)
	blocks = append(blocks, paper.Subsection("The rules"))
	lines := []string{rules.AreaLevel.Explain, rules.OverallLevel.Explain}
	if rules.CoOccurring.Enabled {
		lines = append(lines, rules.CoOccurring.Explain)
	}
	for _, line := range []string{rules.PrimaryArea.Explain, rules.Confirm.Explain, rules.Moderation.Explain} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return append(blocks, paper.Numbered(lines...))
}

// area is one area with every statement and the usual help.
func (f ContinuumFacts) area(a continuum.Area) []paper.Block {
	blocks := []paper.Block{paper.Section(a.Name)}
	if a.Plain != "" {
		blocks = append(blocks, paper.P(a.Plain))
	}
	if len(a.Strands) == 0 {
		blocks = append(blocks, f.statements(a.Name, a.Descriptors))
	}
	for _, s := range a.Strands {
		blocks = append(blocks, paper.Subsection(s.Name))
		if s.Note != "" {
			blocks = append(blocks, paper.P(s.Note))
		}
		blocks = append(blocks, f.statements(s.Name, s.Descriptors))
	}
	if help, any := f.help(a); any {
		blocks = append(blocks, paper.Subsection("Help that usually goes with it"), help)
	}
	return blocks
}

// statements is the ladder of one thing that is rated.
func (f ContinuumFacts) statements(of string, cells map[string][]continuum.Descriptor) paper.Table {
	t := paper.Table{Caption: of + ": what adults may see", Cols: []paper.Col{{Weight: 2}, {Weight: 7}},
		Head: []paper.Row{paper.HeadRow(f.Label("level"), "What adults may see")}}
	for _, l := range f.Pack.Levels {
		var texts []string
		for _, d := range cells[l.ID] {
			texts = append(texts, sentence(d.Text))
		}
		t.Body = append(t.Body, paper.BodyRow(l.ID+" "+l.Name, orDash(strings.Join(texts, " "))))
	}
	return t
}

// help is the usual help in an area by level, and whether the pack names any.
func (f ContinuumFacts) help(a continuum.Area) (paper.Table, bool) {
	t := paper.Table{Caption: a.Name + ": help that usually goes with each " + lower(f.Label("level")), Cols: []paper.Col{{Weight: 2}, {Weight: 7}},
		Head: []paper.Row{paper.HeadRow(f.Label("level"), "Usual help")}}
	for _, l := range f.Pack.Levels {
		if hints := a.Provision[l.ID]; len(hints) > 0 {
			t.Body = append(t.Body, paper.BodyRow(l.ID+" "+l.Name, strings.Join(hints, "; ")+"."))
		}
	}
	return t, len(t.Body) > 0
}

// evidence is what usually shows that a pupil is at a level.
func (f ContinuumFacts) evidence() []paper.Block {
	list := paper.KeyValues{Caption: "What usually shows each " + lower(f.Label("level"))}
	for _, l := range f.Pack.Levels {
		if len(l.Evidence) > 0 {
			list.Pairs = append(list.Pairs, paper.Fact(l.ID+" "+l.Name, strings.Join(l.Evidence, "; ")+"."))
		}
	}
	if list.Pairs == nil {
		return nil
	}
	return []paper.Block{list}
}
