package summary

import (
	"fmt"
	"slices"
	"strings"
)

// sideFigure is one number of a table beside the base cross.
type sideFigure struct {
	id       string // in the document, such as T09/S03/WAIT
	key      string // in the memory: services by their own id, so that a new list of services mixes nothing up
	table    int    // of the side plan
	row, col int
	measure  measure
	applies  bool

	exact  int64 // what the school knows: never leaves
	parts  parts // what each pupil adds, nil for a figure without pupils
	shown  int
	fresh  bool        // set from the pupils of today
	hidden bool        // held back by the audit, until the next academic year
	memory *sideMemory // what is remembered if this is sent, nil for nothing
}

// sides are the tables beside the base cross for one school.
type sides struct {
	specs   []sideSpec
	start   []int // first figure of each table
	figures []sideFigure
	members int
}

// newSides counts the facts into the side plan.
func newSides(f Facts) *sides {
	s := &sides{specs: sidePlan(len(f.Levels), len(f.Services)), members: len(f.Members)}
	for t, spec := range s.specs {
		s.start = append(s.start, len(s.figures))
		for r, row := range spec.rows {
			for c, col := range spec.cols {
				fig := sideFigure{id: spec.id + "/" + row.Code + "/" + col.Code, table: t, row: r, col: c,
					measure: spec.measure(r, c), applies: spec.never == nil || !spec.never(r, c)}
				fig.key = fig.id
				if spec.id == "T09" {
					fig.key = spec.id + "/" + f.Services[r] + "/" + col.Code
				}
				if fig.measure.kind != stated {
					fig.parts = parts{}
				}
				s.figures = append(s.figures, fig)
			}
		}
	}
	s.gather(f)
	return s
}

// at returns a figure by table, row and column; nil where the school has no such table.
func (s *sides) at(table string, row, col int) *sideFigure {
	t := slices.IndexFunc(s.specs, func(spec sideSpec) bool { return spec.id == table })
	if t < 0 {
		return nil
	}
	return &s.figures[s.start[t]+row*len(s.specs[t].cols)+col]
}

// of returns the figures of one table.
func (s *sides) of(t int) []sideFigure {
	end := len(s.figures)
	if t+1 < len(s.start) {
		end = s.start[t+1]
	}
	return s.figures[s.start[t]:end]
}

// states says what each pupil is in a table, to see how many have changed.
func (s *sides) states(t int) map[string]string {
	written := map[string]*strings.Builder{}
	for _, fig := range s.of(t) {
		for key, n := range fig.parts {
			if written[key] == nil {
				written[key] = &strings.Builder{}
			}
			fmt.Fprintf(written[key], "%s=%d;", strings.TrimPrefix(fig.key, s.specs[t].id+"/"), n)
		}
	}
	out := map[string]string{}
	for key, b := range written {
		out[key] = b.String()
	}
	return out
}

// sideMemory is what the school remembers of one figure beside the cross: the value
// last shown, and what each pupil added to it then. Known is false after the parts
// were lost.
type sideMemory struct {
	Shown int   `json:"shown"`
	Known bool  `json:"known"`
	Count int64 `json:"count,omitempty"` // where there are no parts: what it was set from
	Parts parts `json:"parts,omitempty"`
}

// today is the value that the figure would show if it were set now. Counts of fewer
// than five pupils are low, however many requests they made.
func (fig *sideFigure) today() int {
	switch fig.measure.kind {
	case summed:
		return nearest(fig.exact, fig.measure.per, fig.measure.unit.step)
	case middled:
		return band(fig.exact, fig.measure.bounds)
	}
	if len(fig.parts.byPupil()) < movers {
		return Low
	}
	return Round(int(fig.exact))
}

// next applies T5: with no memory, or once five pupils have come, gone or changed
// their own part, the figure is set anew; otherwise it stays. An amount is set from
// five pupils or more of whom none dominates, and set anew only when no pupil
// dominates what has changed; otherwise its difference from the one before would
// tell that pupil's part. renew says that the academic year has turned since the
// parts were lost.
func (fig *sideFigure) next(m *sideMemory, renew bool) (shown int, keep *sideMemory, fresh bool) {
	set := func() (int, *sideMemory, bool) {
		v := fig.today()
		return v, &sideMemory{Shown: v, Known: true, Parts: fig.parts}, true
	}
	amount := fig.measure.kind == summed
	people := len(fig.parts.byPupil())
	few := fig.measure.kind != counted && people < movers
	over := amount && dominated(fig.parts.byPupil())
	switch {
	case m == nil || (!m.Known && renew):
		if few || over {
			return HeldBack, m, false
		}
		return set()
	case !m.Known:
		if r := rangeOf(m.Shown); fig.measure.kind == counted && (int64(r.Lo)-fig.exact >= movers || fig.exact-int64(r.Hi) >= movers) {
			return set()
		}
		return m.Shown, m, false
	}
	moved := fig.parts.movement(m.Parts).byPupil()
	switch {
	case len(moved) < movers || few || (amount && dominated(moved)):
		return m.Shown, m, false // the count beside it closes the gate on too few
	case over:
		return HeldBack, m, false
	}
	return set()
}
