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
	states  []map[string]string // by table, what each pupil is in it
	folds   *folds              // of T08, nil where it was not set
	// provision is what each family gives by column of T08, before any is folded.
	provision [][3]parts
	gates     []gate
}

// gate is a count that is not sent and decides whether a row is.
type gate struct {
	key    string
	memory *sideMemory
}

// newSides counts the facts into the side plan.
func newSides(f Facts) *sides {
	s := &sides{specs: sidePlan(len(f.Levels), len(f.Services))}
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
	for t := range s.specs {
		s.states = append(s.states, s.statesOf(t))
	}
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

// statesOf says what each pupil is in a table, to see how many have changed.
func (s *sides) statesOf(t int) map[string]string {
	written := map[string]*strings.Builder{}
	for _, fig := range s.of(t) { // in the order of the plan, so that the same pupil always reads the same
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

// hide holds a figure back for the rest of the academic year.
func (fig *sideFigure) hide() { fig.shown, fig.fresh, fig.hidden = HeldBack, false, true }
