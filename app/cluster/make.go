package cluster

import (
	"slices"
	"strings"
)

// maker makes the charts of one board.
type maker struct {
	about phrases
	lens  lens
	units []unit // schools or parts in order of name, those without a summary left out
	all   []unit // the same, with the other schools of the cluster on a school's own board
	whole unit   // all of them together
	terms []termOf
	wide  bool // made of parts
}

// termOf is one term of the trend.
type termOf struct {
	series string
	whole  unit
	lens   lens
}

// charts are the charts of a board in the order of the page. One that has nothing to
// show says so in its sentence, so that the numbers stay as people know them.
var charts = []struct {
	id, question string
	make         func(m *maker, c *Chart)
}{
	{"needs", "What needs do we have between us?", (*maker).needs},
	{"levels", "Are we all using the {levels} the same way?", (*maker).levels},
	{"agreement", "Do we agree on the same child?", (*maker).agreement},
	{"september", "Who is coming to us in September?", (*maker).september},
	{"support", "What support can we not get?", (*maker).services},
	{"outcomes", "What worked?", (*maker).outcomes}, // before the money
	{"money", "Where did the money go?", (*maker).money},
	{"sharing", "Could we share?", (*maker).sharing},
	{"records", "Are the records alive?", (*maker).records},
	{"trend", "Is it getting better?", (*maker).trend},
	{"next-year", "What will be needed next year?", (*maker).nextYear},
	{"budget", "How far does the notional SEN budget go?", (*maker).budget},
}

// MakeWide works out the board of a district or a county from the sums of its parts.
func MakeWide(about About, parts []Part) Board {
	m := &maker{about: phrases{about}, wide: true}
	schools := 0
	earlier := map[string]*Tally{}
	for _, p := range parts {
		m.whole.tally.Merge(p.Tally)
		m.units = append(m.units, unit{name: p.Name, tally: p.Tally})
		schools += max(p.Schools, p.Tally.Schools)
		for _, t := range p.Earlier {
			if earlier[t.Series] == nil {
				earlier[t.Series] = &Tally{}
			}
			earlier[t.Series].Merge(t.Tally)
		}
	}
	slices.SortStableFunc(m.units, func(a, b unit) int { return byName(a.name, b.name) })
	m.all = m.units
	for series, t := range earlier {
		m.terms = append(m.terms, termOf{series: series, whole: unit{tally: *t}})
	}
	return m.board(schools)
}

// board makes every chart.
func (m *maker) board(schools int) Board {
	a := m.about.About
	m.whole.name = m.about.allWords(m.wide)
	m.lens = m.whole.tally.lens()
	m.terms = slices.DeleteFunc(m.terms, func(t termOf) bool { return t.series == a.Series || t.whole.tally.Schools == 0 })
	m.terms = append(m.terms, termOf{series: a.Series, whole: m.whole})
	slices.SortFunc(m.terms, func(x, y termOf) int { return strings.Compare(termKey(x.series), termKey(y.series)) })
	for i := range m.terms {
		m.terms[i].lens = m.terms[i].whole.tally.lens()
	}
	t := m.whole.tally
	b := Board{Level: a.Level, Ref: a.Ref, Name: a.Name, Series: a.Series, Schools: schools, Sent: t.Schools, From: t.From, To: t.To}
	for i, of := range charts {
		c := Chart{Number: i + 1, ID: of.id, Question: m.about.fill(of.question), Schools: t.Schools, From: t.From, To: t.To}
		if t.Schools == 0 {
			c.Sentence = "No summary has come in yet."
		} else {
			of.make(m, &c)
		}
		b.Charts = append(b.Charts, c)
	}
	return b
}

func byName(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
