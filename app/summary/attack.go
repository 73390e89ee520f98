package summary

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/summary/audit"
)

// Recovered is one thing that an attacker worked out from published documents.
type Recovered struct {
	Document int      `json:"document"` // place in the list attacked, from 0
	Figure   string   `json:"figure"`   // such as T03/CI/L3, or what it counts
	Harm     string   `json:"harm"`     // E exact, X somebody is there, N two or fewer, G whole group alike, K3 over time
	Lo       int      `json:"lo"`
	Hi       int      `json:"hi"`
	Agree    []string `json:"agree,omitempty"` // K3: what all possible pupils share
}

// AttackReport is what an attack tried and what it found.
type AttackReport struct {
	Documents int         `json:"documents"`
	Hidden    int         `json:"hidden"` // figures shown as low or held back
	Tried     int         `json:"tried"`  // counts attacked, groups and unpublished crosses included
	Pairs     int         `json:"pairs"`  // pairs of documents compared over time
	Recovered []Recovered `json:"recovered"`
}

// AttackOptions say what the attacker knows besides the documents.
type AttackOptions struct {
	NoNursery bool // the school is known to have no nursery class
}

// Attack plays the reader who has nothing but the documents of one school, in the
// order in which they were sent, and tries to recover what they protect. A figure
// of the first document stands for what it says; a later one that has not changed
// may be four pupils away, and one that has changed was set anew.
func Attack(documents []Document, o AttackOptions) (AttackReport, error) {
	report := AttackReport{Documents: len(documents)}
	var earlier *attacked
	for i, d := range documents {
		a, err := newAttacked(d, o, earlier)
		if err != nil {
			return report, fmt.Errorf("document %d: %w", i+1, err)
		}
		if err := a.alone(&report, i); err != nil {
			return report, fmt.Errorf("document %d: %w", i+1, err)
		}
		if earlier != nil && earlier.sameShape(a) {
			report.Pairs++
			found, err := a.c.timeAttack(earlier.ranges, a.ranges)
			if err != nil {
				return report, fmt.Errorf("document %d: %w", i+1, err)
			}
			for _, l := range found {
				if slices.Equal(earlier.shown, a.shown) {
					continue // nothing moved: nothing to learn
				}
				report.Recovered = append(report.Recovered, Recovered{Document: i, Figure: string(l.Movement), Harm: "K3", Agree: l.Agree})
			}
		}
		earlier = a
	}
	return report, nil
}

// attacked is one document as the attacker sees it.
type attacked struct {
	c      *cross
	shown  []int
	ranges []audit.Range
}

func newAttacked(d Document, o AttackOptions, earlier *attacked) (*attacked, error) {
	levels, err := d.levels()
	if err != nil {
		return nil, err
	}
	values := d.values()
	p := newPlan(levels, d.Routes, visibleClasses(values, o))
	a := &attacked{c: newCross(p)}
	for i, fig := range p.figures {
		v, ok := values[fig.id]
		if !ok || v == NotApplicable {
			v = HeldBack // not sent: says nothing
			a.c.figureRow[i] = -1
		}
		a.shown = append(a.shown, v)
	}
	a.ranges = a.c.ranges(func(i int) audit.Range {
		changed := earlier == nil && d.first() || // revisions begin again with each term, memory does not
			earlier != nil && len(earlier.shown) == len(a.shown) && seenToChange(earlier.shown[i], a.shown[i])
		return visibleRange(a.shown[i], changed)
	})
	return a, nil
}

// visibleClasses returns the year classes that the document does not rule out.
func visibleClasses(values map[string]int, o AttackOptions) []int {
	var out []int
	for i, y := range yearClasses {
		phase, inFull := values["T01/ALL/"+phases[y.phase].Code]
		if inFull && phase == NotApplicable {
			continue
		}
		if y.cohort >= 0 && values["T06A/"+cohorts[y.cohort].Code+"/CI"] == NotApplicable {
			continue
		}
		if i == 0 && o.NoNursery {
			continue
		}
		out = append(out, i)
	}
	return out
}

func (a *attacked) sameShape(b *attacked) bool {
	return slices.Equal(a.c.plan.classes, b.c.plan.classes) && slices.Equal(a.c.figureRow, b.c.figureRow)
}

// alone attacks one document by propagation and linear programming. Every corner
// that the programme visits shows that some targets can be nought or large enough,
// so that most need no programme of their own.
func (a *attacked) alone(report *AttackReport, document int) error {
	solver, err := audit.NewSolver(audit.Problem{Shape: a.c.shape, Ranges: a.ranges})
	if err != nil {
		return err
	}
	for i, v := range a.shown {
		if a.c.figureRow[i] >= 0 && (v == Low || v == HeldBack) {
			report.Hidden++
		}
	}
	targets := a.c.targets(a.shown, nil)
	report.Tried += len(targets)
	seen := newCorners(solver, targets)
	for i, t := range targets {
		if t.kind == group { // only a group that surely has somebody gives anything away
			cell, err := seen.least(a.c.figureRow[t.figure])
			if err != nil {
				return err
			}
			if cell < 1 {
				continue
			}
		}
		r, err := seen.interval(i)
		if err != nil {
			return err
		}
		if harm := judge(t, r, a.held(t)); harm != "" {
			report.Recovered = append(report.Recovered,
				Recovered{Document: document, Figure: a.c.name(t), Harm: string(harm), Lo: r.Lo, Hi: r.Hi})
		}
	}
	return nil
}

// corners remembers what the corners visited so far have shown to be possible.
type corners struct {
	solver  *audit.Solver
	targets []target
	nought  []bool    // a target can be nought
	enough  []bool    // a target can be as large as it must
	lowest  []float64 // least value of each row
}

func newCorners(s *audit.Solver, targets []target) *corners {
	c := &corners{solver: s, targets: targets, nought: make([]bool, len(targets)), enough: make([]bool, len(targets)), lowest: s.Point()}
	c.look()
	return c
}

func (c *corners) look() {
	sums := c.solver.Point()
	for r, x := range sums {
		c.lowest[r] = min(c.lowest[r], x)
	}
	for i, t := range c.targets {
		x := 0.0
		for _, term := range t.form {
			x += float64(term.Coef) * sums[term.Row]
		}
		c.nought[i] = c.nought[i] || x < 1e-6
		c.enough[i] = c.enough[i] || x > float64(t.least)-1e-6
	}
}

// least returns the lower end of a row, or 0 where it was seen to be below one.
func (c *corners) least(row int) (int, error) {
	if c.lowest[row] < 1-1e-6 {
		return 0, nil
	}
	lo, err := c.solver.Least(audit.Form{{Row: row, Coef: 1}})
	c.look()
	return lo, err
}

// interval returns the ends of a target as far as they matter: a lower end of 0
// and an upper end without limit are not worked out further.
func (c *corners) interval(i int) (audit.Range, error) {
	t, r := c.targets[i], audit.Free
	var err error
	if t.kind != group && !c.nought[i] {
		if r.Lo, err = c.solver.Least(t.form); err != nil {
			return r, err
		}
		c.look()
	}
	if r.Lo > 0 || (t.both && !c.enough[i]) {
		r.Hi, err = c.solver.Most(t.form)
		c.look()
	}
	return r, err
}

// held reports whether a target's own figure is held back, so that the attacker
// does not know whether it is small.
func (a *attacked) held(t target) bool { return t.figure < 0 || a.shown[t.figure] == HeldBack }

// judge names the harm of knowing that a target lies in r.
func judge(t target, r audit.Range, unsure bool) harm {
	switch {
	case t.kind == group:
		if r.Hi <= 0 {
			return group
		}
	case r.Lo == r.Hi:
		return exact
	case r.Lo > 0 && (!unsure || r.Hi <= 4):
		return existence
	case t.both && r.Hi < 3:
		return narrow
	}
	return ""
}

// name says what a target counts.
func (c *cross) name(t target) string {
	if t.figure >= 0 {
		return c.plan.figures[t.figure].id
	}
	var parts []string
	for _, s := range t.cells {
		for _, p := range []struct {
			i    int
			list []coded
		}{{s.phase, phases}, {s.cohort, cohorts}, {s.status, statuses}, {s.area, areas}, {s.level, byLevel(c.plan.levels).lines}} {
			if p.i != anyOf {
				parts = append(parts, p.list[p.i].Code)
			}
		}
	}
	return strings.Join(parts, " x ")
}
