package moves

import (
	"cmp"
	"slices"
	"strconv"

	"needsbook/app/cluster/papers"
)

// Pupil is somebody with SEN who moves on.
type Pupil struct {
	Key  string // opaque; it stays at the school
	To   string // the URN of the next school, "" while it is not known or not to be counted by itself
	Area int    // the place of the first need's area in papers.Areas
}

// state is what counts of a pupil.
func (p Pupil) state() string { return p.To + "/" + strconv.Itoa(p.Area) }

// Cohort is a year group of one school with the pupils who move on from it.
type Cohort struct {
	From   string // one of papers.Cohorts
	Pupils []Pupil
}

// fewest is how many pupils a figure, and what is left beside it, is made of at least;
// and how many must have moved before one changes.
const fewest = 5

// Memory is what a school remembers from one paper to the next of the same year. The
// zero Memory is that of a school that has told of no moves.
type Memory struct {
	Year    int                `json:"year"`
	Cohorts map[string]*cohort `json:"cohorts,omitempty"`
}

// cohort is what is remembered of one year group.
type cohort struct {
	States map[string]string  `json:"states"`          // what each pupil counted as, by key
	Rows   map[string]*figure `json:"rows"`            // by where they go
	Cells  map[string]*figure `json:"cells,omitempty"` // by where they go and area
	Hidden map[string]bool    `json:"hidden,omitempty"`
	Shown  []papers.Move      `json:"shown,omitempty"`
}

// figure is a value that was shown, 0 for one that was not, and who it was made from.
type figure struct {
	Shown int      `json:"shown"`
	Set   []string `json:"set,omitempty"` // sorted
}

// Built is a paper's rows with what is to be remembered once they are approved.
type Built struct {
	Rows  []papers.Move
	After Memory
	// Repeats are the year groups in which fewer than five pupils have moved since the
	// paper before: their figures are those of that paper.
	Repeats []string
}

// Build works out the rows of a year's paper. It is a pure function: the same pupils and
// memory give the same rows.
func Build(year int, cohorts []Cohort, before Memory) (Built, error) {
	if before.Year != year {
		before = Memory{}
	}
	b := Built{After: Memory{Year: year, Cohorts: map[string]*cohort{}}}
	for _, c := range cohorts {
		m := before.Cohorts[c.From]
		if m != nil && m.settled(c) {
			b.After.Cohorts[c.From] = m
			b.Rows = append(b.Rows, m.Shown...)
			b.Repeats = append(b.Repeats, c.From)
			continue
		}
		m, err := build(c, m)
		if err != nil {
			return Built{}, err
		}
		b.After.Cohorts[c.From] = m
		b.Rows = append(b.Rows, m.Shown...)
	}
	for from, m := range before.Cohorts {
		if b.After.Cohorts[from] == nil { // nobody moves on from here any more
			b.After.Cohorts[from] = m
		}
	}
	slices.SortFunc(b.Rows, compare)
	return b, nil
}

func compare(a, b papers.Move) int {
	return cmp.Or(cmp.Compare(slices.Index(papers.Cohorts, a.From), slices.Index(papers.Cohorts, b.From)), cmp.Compare(a.To, b.To))
}

// settled reports whether fewer than five pupils have joined, left or changed since the
// paper before.
func (m *cohort) settled(c Cohort) bool {
	changed, here := 0, map[string]bool{}
	for _, p := range c.Pupils {
		here[p.Key] = true
		if m.States[p.Key] != p.state() {
			changed++
		}
	}
	for key := range m.States {
		if !here[key] {
			changed++
		}
	}
	return changed < fewest
}

// Rows are the rows of the paper that was told last.
func (m Memory) Rows() []papers.Move {
	var out []papers.Move
	for _, c := range m.Cohorts {
		out = append(out, c.Shown...)
	}
	slices.SortFunc(out, compare)
	return out
}
