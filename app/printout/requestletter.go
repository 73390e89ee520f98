package printout

import (
	"slices"
	"strings"

	"needsbook/app/funding"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// RequestLetterFacts are what a letter to the parents of one pupil about a request is
// made of.
type RequestLetterFacts struct {
	About
	Group []register.Pupil // the pupils of the same group: none of them is ever named
	Pack  funding.LetterPack
	Facts funding.LetterFacts
}

// RequestLetter lays out a letter to the parents of one pupil about a request. Whatever
// people wrote about it, no other child stands in it.
func RequestLetter(f RequestLetterFacts) *paper.Doc {
	l := f.Pack.Write(f.shown())
	d := f.doc(l.Title, "A letter to the parents or carers of one pupil")
	d.Ref = f.Facts.Number
	for _, part := range l.Parts {
		if part.Heading != "" {
			d.Blocks = append(d.Blocks, paper.Section(part.Heading))
		}
		for _, text := range part.Text {
			d.Blocks = append(d.Blocks, paper.P(paper.Clean(text)))
		}
		if len(part.List) > 0 {
			d.Blocks = append(d.Blocks, paper.Bullets(part.List...))
		}
	}
	return d
}

// shown are the facts as they may be read by this family: the child by the name that
// is chosen, and nobody else's child.
func (f *RequestLetterFacts) shown() funding.LetterFacts {
	m := newMasker(f.Names, f.People)
	people := f.otherChildren()
	others := NewFinder(people)
	say := func(text string) string {
		text = m.mask(paper.Clean(text))
		var b strings.Builder
		done := 0
		for _, hit := range others.Find(text) {
			if hit.Person > 0 { // 0 is the child itself, and adults stay
				b.WriteString(text[done:hit.From] + people[hit.Person].Instead)
				done = hit.To
			}
		}
		return b.String() + text[done:]
	}
	out := f.Facts
	out.Child = "your child"
	switch pupil := f.People.Pupil; f.Names {
	case FullNames:
		out.Child = orElse(pupil.Preferred, orElse(pupil.Forename, out.Child))
	case Initials:
		out.Child = pupil.Initials()
	}
	if f.Names != FullNames {
		out.Contact = lower(out.Words["senco"])
	}
	out.Title = say(out.Title)
	for _, list := range []*[]string{&out.Help, &out.Reasons, &out.Outcomes, &out.Impact} {
		*list = slices.Clone(*list)
		for i, line := range *list {
			(*list)[i] = say(line)
		}
	}
	if out.Decision != nil {
		told := *out.Decision
		told.Conditions = sentence(say(told.Conditions))
		out.Decision = &told
	}
	return out
}

// otherChildren are the child itself and those who may not be named: the group's by any
// of their names, all others by the whole.
func (f *RequestLetterFacts) otherChildren() (out []Person) {
	own := f.People.Pupil
	out = append(out, Person{Own: true, Whole: wholeNames(own), Parts: partNames(own)})
	for _, p := range f.Group {
		if p.ID != own.ID {
			out = append(out, Person{Instead: "another child", Whole: wholeNames(p), Parts: partNames(p)})
		}
	}
	for _, p := range f.People.Others {
		out = append(out, Person{Instead: "another child", Whole: wholeNames(p)})
	}
	return out
}
