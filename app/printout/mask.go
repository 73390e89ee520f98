package printout

import (
	"strings"

	"needsbook/app/register"
)

// Names says how people are named on a paper.
type Names int

// The ways people are named. With initials or without names, every name that the
// program knows is also taken out of what people wrote.
const (
	FullNames Names = iota
	Initials
	NoNames
)

// People are those whose names may stand on a paper about one pupil.
type People struct {
	Pupil    register.Pupil
	Contacts []register.Contact
	Staff    []string         // names of the SENCO and the head
	Adults   []string         // other adults whom the record names
	Others   []register.Pupil // every other pupil of the register
}

// list puts the people in the order in which a shared name is theirs: the pupil,
// the family, other pupils, staff.
func (p People) list(names Names) []Person {
	pupil := Person{Own: true, AnyCase: names != FullNames, Instead: "the pupil", Whole: wholeNames(p.Pupil), Parts: partNames(p.Pupil)}
	if names == Initials {
		pupil.Instead = p.Pupil.Initials()
	}
	list := []Person{pupil}
	for _, c := range p.Contacts {
		instead := "the parent or carer"
		if c.Relationship != "" {
			instead = "the " + strings.ToLower(c.Relationship)
		}
		list = append(list, Person{Own: true, Instead: instead, Whole: []string{c.Name}, Parts: strings.Fields(c.Name)})
	}
	for _, name := range p.Staff {
		list = append(list, Person{Instead: "a member of staff", Whole: []string{name}})
	}
	for _, name := range p.Adults {
		list = append(list, Person{Instead: "another adult", Whole: []string{name}})
	}
	for _, other := range p.Others {
		if other.ID != p.Pupil.ID {
			list = append(list, Person{Instead: "another pupil", Whole: wholeNames(other), Parts: partNames(other)})
		}
	}
	return list
}

// wholeNames are the ways to write all of a pupil's name.
func wholeNames(p register.Pupil) []string {
	out := []string{p.Forename + " " + p.Surname, p.Surname + " " + p.Forename}
	if p.Preferred != "" {
		out = append(out, p.Preferred+" "+p.Surname)
	}
	return out
}

// partNames are the names of a pupil that may stand alone.
func partNames(p register.Pupil) []string {
	out := []string{p.Forename, p.Preferred, p.Surname}
	for _, name := range []string{p.Forename, p.Surname} {
		if several := strings.Fields(fold(name)); len(several) > 1 {
			out = append(out, several...)
		}
	}
	return out
}

// masker takes names out of what is printed; with full names it leaves all as it is.
type masker struct {
	names  Names
	people []Person
	finder *Finder
}

func newMasker(names Names, p People) masker {
	m := masker{names: names}
	if names != FullNames {
		m.people = p.list(names)
		m.finder = NewFinder(m.people)
	}
	return m
}

// mask takes the names out of a text.
func (m masker) mask(text string) string {
	if m.finder == nil {
		return text
	}
	var b strings.Builder
	done := 0
	for _, hit := range m.finder.Find(text) {
		b.WriteString(text[done:hit.From] + m.instead(hit))
		done = hit.To
	}
	return b.String() + text[done:]
}

func (m masker) instead(hit Hit) string {
	switch {
	case hit.Person < 0:
		return "an adult"
	case hit.Title && hit.Person == 0:
		return "the parent or carer"
	}
	return m.people[hit.Person].Instead
}

// who is a field that says who somebody is: a name, or a part such as class teacher.
// Without full names, what is no known part is not printed, since it may be a name
// that the register does not know.
func (m masker) who(text string) string {
	if m.finder == nil {
		return text
	}
	if masked := m.mask(text); masked != text {
		return masked
	}
	for _, w := range wordsOf(text) {
		if !roles[w.folded] && !little[w.folded] {
			return "an adult"
		}
	}
	return text
}

// pupilName is the pupil as printed.
func (m masker) pupilName(p register.Pupil) string {
	switch m.names {
	case Initials:
		return p.Initials()
	case NoNames:
		return "Name left out"
	}
	return p.Name()
}
