package publish

import (
	"cmp"
	"slices"
	"strings"

	"needsbook/app/paper"
	"needsbook/app/publish/markup"
)

// document lays a public document out for families: who to talk to first, then the
// questions in their groups, then where each clause is answered, for inspectors.
func document(p *Pack, f *Facts, texts map[string]filled, draft bool) *paper.Doc {
	date := f.Published
	if date.IsZero() || draft || f.Unpublished {
		date = f.Today
	}
	doc := &paper.Doc{
		Title: p.Document.Title, Lang: "en-GB", Org: f.School, Date: date, Contents: true,
		Subject: p.Document.Subject, Watermark: paper.Mark(f.Demo, draft),
	}
	if len(f.Badge) > 0 {
		doc.Logo = &paper.Image{Data: f.Badge, Alt: "Badge of " + f.School}
	}
	add := func(blocks ...paper.Block) { doc.Blocks = append(doc.Blocks, blocks...) }
	if p.Document.Cover {
		add(cover(f, draft)...)
	}
	add(fill(p.Document.Intro, f).blocks...)
	add(atAGlance(p, f, draft))
	for _, g := range p.Groups {
		var in []Section
		for _, s := range p.Sections {
			if text, applies := texts[s.ID]; s.Group == g.ID && applies && (len(text.blocks) > 0 || draft) {
				in = append(in, s)
			}
		}
		level := 2 // a group of one section needs no heading of its own
		if len(in) > 1 {
			add(paper.Section(g.Title))
			level = 3
		}
		for _, s := range in {
			add(paper.Heading{Level: level, Text: s.Title, ID: anchorFor(s.ID)})
			if len(texts[s.ID].blocks) == 0 {
				add(paper.P("Nothing is written here yet."))
			}
			add(under(level, texts[s.ID].blocks)...)
			if below := texts[s.ID].below.blocks; below != nil {
				add(below(level + 1)...)
			}
		}
	}
	add(lawIndex(p, texts, draft)...)
	return doc
}

// under moves the headings of a school's words below a section's heading of a level.
func under(level int, blocks []paper.Block) []paper.Block {
	out := slices.Clone(blocks)
	for i, b := range out {
		if h, ok := b.(paper.Heading); ok {
			h.Level = min(h.Level+level+1-ownLevel, deepestLevel)
			out[i] = h
		}
	}
	return out
}

// deepestLevel is the deepest heading of a document.
const deepestLevel = 4

// lawIndex says where each clause is answered, in the order of the law.
func lawIndex(p *Pack, texts map[string]filled, draft bool) []paper.Block {
	index := paper.Table{
		Caption: p.Document.Index.Caption,
		Cols:    []paper.Col{{Weight: 3}, {Weight: 4}},
		Head:    []paper.Row{paper.HeadRow(p.Document.Index.Asked, "Our answer")},
	}
	for _, s := range p.Sections {
		if text, applies := texts[s.ID]; applies && (len(text.blocks) > 0 || draft) {
			index.Body = append(index.Body, paper.Row{
				{Text: paper.Text(s.Reference), Header: true},
				{Text: []paper.Span{paper.Link(s.Title, "#"+anchorFor(s.ID))}},
			})
		}
	}
	if len(index.Body) == 0 {
		return nil
	}
	return []paper.Block{
		paper.Section(p.Document.Index.Title),
		paper.P(p.Document.Index.Words),
		index,
	}
}

// atAGlance is what a parent looks for first: who to talk to, how to complain, and where
// the council lists all help. Only facts that are known are shown, and dates only where no
// cover gives them.
func atAGlance(p *Pack, f *Facts, draft bool) paper.KeyValues {
	kv := paper.KeyValues{Caption: "Who to talk to"}
	senco := cmp.Or(f.SENCOTitle, "SENCO")
	facts := [][2]string{
		{senco, f.SENCO}, {"E-mail", f.SENCOEmail}, {"Telephone", f.SENCOPhone}, {"Best times", f.SENCOTimes},
		{"If away", f.SENCODeputy}, {"Headteacher", f.Headteacher}, {"To complain", f.ComplaintsContact},
		{"Free advice", strings.Join(f.AdviceService, ", ")}, {"Local Offer", f.LocalOfferLink}, {"SEN policy", f.PolicyLink},
	}
	if !p.Document.Cover {
		kv.Caption += ", and dates"
		facts = append(facts, f.howItStands(draft)...)
	}
	for _, fact := range facts {
		if strings.TrimSpace(fact[1]) != "" {
			kv.Pairs = append(kv.Pairs, paper.Pair{Name: fact[0], Value: markup.Linked(fact[1], false)})
		}
	}
	if len(kv.Pairs) == 0 {
		kv.Pairs = []paper.Pair{paper.Fact(senco, "not entered yet")}
	}
	return kv
}

// howItStands says who approved a document and when, when it was published and by when it
// is looked at again. What did not happen to it as it stands is not said.
func (f *Facts) howItStands(draft bool) [][2]string {
	var facts [][2]string
	if !f.ApprovedOn.IsZero() {
		facts = append(facts, [2]string{"Approved by", f.ApprovedBy}, [2]string{"Approved on", f.ApprovedOn.Words()})
	}
	if !draft && !f.Unpublished {
		facts = append(facts, [2]string{"Published", f.Published.Words()})
	}
	return append(facts, [2]string{"Next review by", f.NextReview.Words()})
}

func anchorFor(id string) string { return strings.ReplaceAll(id, "_", "-") }
