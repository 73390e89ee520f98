package printout

import "needsbook/app/paper"

// ContinuumForParents lays out the same scale in plain English for families: what the
// levels mean, how one is chosen, what usually helps, who does what.
func ContinuumForParents(f ContinuumFacts) *paper.Doc {
	p := f.Pack
	doc := f.doc(f.Label("continuum")+": a guide for families", f.Say.of("What the {level+} mean and how one is chosen, in plain English."))
	f.add(doc, paper.P(f.Plain("continuum")))
	f.add(doc, paper.P(f.Say.of(neverAPlace)), paper.P(f.notLegal()))
	f.add(doc, paper.Section(f.Say.of("What each {level} means")))
	for _, l := range p.Levels {
		f.add(doc, paper.Sentence(paper.Bold(l.ID+" "+l.Name+". "), paper.Span{Text: joined(" ", l.Plain, prefixed("Review: ", sentence(l.Review)))}))
	}
	f.add(doc, f.ladder("")...)
	f.add(doc, paper.Section(f.Say.of("How the {level} is chosen")), paper.Numbered(f.chosen()...))
	f.add(doc, paper.Section("What usually helps"))
	for _, a := range p.Areas {
		f.add(doc, paper.Subsection(a.Name))
		if a.Plain != "" {
			f.add(doc, paper.P(a.Plain))
		}
		if help, any := f.help(a); any {
			f.add(doc, help)
		}
	}
	f.add(doc, f.whoDoesWhat()...)
	return doc
}

// chosen says in plain steps how a level is chosen.
func (f ContinuumFacts) chosen() []string {
	return []string{
		"Adults who know your child read short statements and tick what they see in school.",
		"They choose the statements that fit best over a whole term. One bad week does not count.",
		f.Say.of("They rate before they see which {level} it comes to."),
		f.Say.of("The scale then suggests one. The {senco} decides, and writes down why if it is not the one suggested."),
		"The school looks again at least once a year, and you can ask it to look sooner.",
	}
}

// explained are the people and groups whose part families ask about, by their term.
var explained = []string{"class_teacher", "senco", "head", "cluster", "cluster_panel", "la", "parent_advice"}

// whoDoesWhat is the list of who does what, in the words of the school's terms.
func (f ContinuumFacts) whoDoesWhat() []paper.Block {
	list := paper.KeyValues{Caption: "People and groups, and their part"}
	for _, term := range explained {
		if plain := f.Plain(term); plain != "" {
			list.Pairs = append(list.Pairs, paper.Fact(capital(f.Label(term)), plain))
		}
	}
	if len(list.Pairs) == 0 {
		return nil
	}
	return []paper.Block{paper.Section("Who does what"), list}
}
