package printout

import (
	"fmt"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/paper"
)

// LevelLetter lays out a level for the family, in plain English: what it means, how it
// was chosen, what usually helps, what happens next, and what a level is not.
func LevelLetter(f LevelFacts) *paper.Doc {
	m := newMasker(f.Names, f.People)
	word := lower(f.Scale.Label("level"))
	child := "Your child"
	if f.Names == FullNames {
		child = orElse(f.People.Pupil.Preferred, orElse(f.People.Pupil.Forename, child))
	}
	doc := f.doc(f.titled(m, "About the "+word), "A letter for the family about the "+word+" that was agreed.")
	add := func(blocks ...paper.Block) { doc.Blocks = append(doc.Blocks, blocks...) }

	add(paper.P(fmt.Sprintf("%s has looked at how much help %s needs at school. This letter says what we found and what happens next.", f.School, lowerName(child))))
	add(paper.Section("What we found"),
		paper.Sentence(paper.Bold(f.Level.ID+" "+f.Level.Name+". "), paper.Span{Text: f.Level.Plain}),
		paper.P(joined(" ", "We agreed this on "+f.On.Words()+".", prefixed("The main area is: ", sentence(lower(f.MainArea))))))
	add(f.steps())

	add(paper.Section("How it was chosen"), paper.Numbered(f.chosenFor(child, m)...))
	if len(f.Help) > 0 {
		add(paper.Section("What usually helps"))
		for _, h := range f.Help {
			add(paper.Subsection(h.Area))
			if h.Plain != "" {
				add(paper.P(h.Plain))
			}
			if len(h.Hints) > 0 {
				add(paper.Bullets(h.Hints...))
			}
		}
	}
	if route := f.Scale.Pack.Routes[f.Level.Route]; route.Term != "" {
		add(paper.Sentence(paper.Bold(f.Scale.Pack.RouteLabel(f.Level.Route)+". "), paper.Span{Text: f.Scale.Pack.Terms[route.Term].Plain}))
	}
	add(paper.P(f.Scale.Say.of(neverAPlace)))
	add(paper.Section("What happens next"), paper.Bullets(f.next(word)...))
	add(paper.Section("What a "+word+" is not"), paper.Bullets(
		"It is not a diagnosis.",
		"It does not decide a school place, and it does not say that one kind of school is enough.",
		"It is not a legal test. You can ask the "+f.Scale.Label("la")+" for an "+f.Scale.Label("ehc_assessment")+" at any "+word+".",
		"Help does not wait for a diagnosis. It follows what your child needs now."))
	add(f.Scale.whoDoesWhat()...)
	return doc
}

// steps is the list of all levels, with the pupil's marked in words.
func (f LevelFacts) steps() paper.Table {
	t := paper.Table{Caption: "All the steps, from most help to least", Cols: []paper.Col{{Weight: 3}, {Weight: 5}}, Head: []paper.Row{paper.HeadRow("Step", "What it means")}}
	for _, r := range continuum.Ladder(f.Scale.Pack) {
		name, plain := r.ID+" "+r.Name, paper.TextCell(r.Plain)
		if r.ID == f.Level.ID {
			name += " (here)"
			plain = paper.Cell{Text: []paper.Span{paper.Bold(r.Plain)}}
		}
		t.Body = append(t.Body, paper.Row{paper.HeadCell(name), plain})
	}
	return t
}

// chosenFor says in steps how the level came about.
func (f LevelFacts) chosenFor(child string, m masker) []string {
	senco, word := f.Scale.Label("senco"), lower(f.Scale.Label("level"))
	lines := []string{"Adults who know " + lowerName(child) + " read short statements and ticked what they see in school. They looked at the last term, not at one bad week."}
	var areas []string
	for _, a := range f.Why.Areas {
		areas = append(areas, a.Area+" at "+a.Level)
	}
	if len(areas) > 0 {
		lines = append(lines, "They put "+listed(areas)+".")
	}
	if held := f.supported(); len(held) > 0 {
		lines = append(lines, "Help that is in place now makes a real difference in "+listed(held)+". Without it the need would be greater, and we keep that in mind.")
	}
	switch chosen := f.Level.ID + " " + f.Level.Name; {
	case f.Suggested == "":
		lines = append(lines, "The "+senco+" then chose "+chosen+".")
	case f.Suggested == chosen:
		lines = append(lines, "The rules of the scale suggested "+chosen+". The "+senco+" agreed.")
	default:
		lines = append(lines, joined(" ", "The rules of the scale suggested "+f.Suggested+". The "+senco+" chose "+chosen+".", prefixed("The reason: ", sentence(m.mask(f.Reason)))))
	}
	return append(lines, "The "+word+" is a suggestion until a person confirms it. No computer decides.")
}

// next says what the family can expect.
func (f LevelFacts) next(word string) []string {
	var lines []string
	if f.Level.Review != "" {
		lines = append(lines, "How often we review the help: "+sentence(lower(f.Level.Review)))
	}
	if f.Level.WhoLeads != "" {
		lines = append(lines, "Who leads: "+sentence(lower(f.Level.WhoLeads)))
	}
	if !f.Recheck.IsZero() {
		lines = append(lines, "We look at the "+word+" again by "+f.Recheck.Words()+". Ask us to look sooner if things change.")
	}
	return append(lines, "You can see the statements that were ticked, and the whole scale. Please ask us.",
		"If you see it another way, tell the "+f.Scale.Label("senco")+". We write down what you say and look again with you.")
}

// lowerName puts "Your child" into the middle of a sentence; a name stays as it is.
func lowerName(child string) string {
	if child == "Your child" {
		return "your child"
	}
	return child
}

// listed joins words for a sentence: a, b and c.
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
