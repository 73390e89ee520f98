package summary

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/summary/audit"
)

// attacked is one document as the attacker sees it.
type attacked struct {
	*ground
	urn    string
	series string
	lists  CodeLists
	scope  string
	values map[string]int
	// opening: the first document of all, whose figures were all set from the pupils
	// of its day. earlier is the one before any other.
	opening bool
	earlier *attacked
	c       *cross // as the ground's, with rows for the figures that were sent
	shown   []int
	ranges  []audit.Range
	found   []witness // schools of whole numbers that fit
	solver  *audit.Solver
}

// read turns a document into ranges, with what the one before it says of changes.
func (k *Attacker) read(d Document, earlier *attacked) (*attacked, error) {
	levels, err := d.levels()
	if err != nil {
		return nil, err
	}
	values := d.values()
	g := k.ground(levels, d.Routes, visibleClasses(values, k.options))
	a := &attacked{ground: g, urn: d.URN, series: d.Series, lists: d.CodeLists, scope: d.SDC.Scope, values: values, earlier: earlier}
	for _, fig := range g.c.plan.figures {
		v, ok := values[fig.id]
		if !ok || v == NotApplicable {
			v = HeldBack // not sent: says nothing
		}
		a.shown = append(a.shown, v)
	}
	a.c = g.c.sent(func(i int) bool {
		v, ok := values[g.c.plan.figures[i].id]
		return ok && v != NotApplicable
	})
	a.opening = earlier == nil && d.first()
	err = a.settle()
	if a.opening && errors.As(err, new(*audit.InfeasibleError)) {
		// Revisions begin again with each term and memory does not: there was one before.
		a.opening, a.solver = false, nil
		err = a.settle()
	}
	return a, err
}

// settle works out the ranges and a first school that fits them.
func (a *attacked) settle() error {
	a.ranges = a.c.ranges(func(i int) audit.Range {
		return visibleRange(a.shown[i], a.fresh(a.c.plan.figures[i].id))
	})
	a.c.tieShares(a.ranges, a.values)
	return a.fit()
}

func (k *Attacker) ground(levels int, routes []string, classes []int) *ground {
	name := fmt.Sprint(levels, routes, classes)
	if k.grounds[name] == nil {
		c := newCross(newPlan(levels, routes, classes))
		k.grounds[name] = &ground{c, audit.NewSearch(c.shape, 1)}
	}
	return k.grounds[name]
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
	return a.ground == b.ground && slices.Equal(a.c.figureRow, b.c.figureRow)
}

// fit finds a first school that fits the document, or shows by linear programming
// that there is none, in which case the document contradicts itself.
func (a *attacked) fit() error {
	if !a.look(audit.Goal{Below: true}, nil, 4*lastSteps) {
		_, err := a.programme()
		return err
	}
	return nil
}

func (a *attacked) programme() (*audit.Solver, error) {
	var err error
	if a.solver == nil {
		a.solver, err = audit.NewSolver(audit.Problem{Shape: a.c.shape, Ranges: a.ranges})
	}
	return a.solver, err
}

// start returns a school that fits, to search on from.
func (a *attacked) start() []int32 {
	if len(a.found) == 0 {
		return nil
	}
	return a.found[0].table
}

// look searches for a school that meets a goal and keeps it.
func (a *attacked) look(g audit.Goal, start []int32, steps int) bool {
	table, ok := a.search.Find(start, 0, a.ranges, g, steps)
	if ok {
		a.found = append(a.found, witness{table, a.search.Sums(table)})
	}
	return ok
}

// alone attacks one document. A school that fits shows that some counts can be
// nought or large enough; only where no such school is found is the linear
// programme asked for the ends, and where that learns nothing the whole numbers.
func (a *attacked) alone(report *AttackReport, document int) error {
	for i, v := range a.shown {
		if a.c.figureRow[i] >= 0 && (v == Low || v == HeldBack) {
			report.Hidden++
		}
	}
	targets := a.c.targets(a.shown, nil)
	report.Tried += len(targets)
	for _, t := range targets {
		if a.cannotTell(t) {
			continue
		}
		r, err := a.interval(t)
		if err != nil {
			return err
		}
		harm := judge(t, r, a.held(t))
		if harm == "" && (t.kind != group || r != audit.Free) {
			if r, err = a.wholeInterval(t, r); err != nil {
				return err
			}
			harm = judge(t, r, a.held(t))
		}
		if harm != "" {
			report.Recovered = append(report.Recovered,
				Recovered{Document: document, Figure: a.c.name(t), Harm: string(harm), Lo: r.Lo, Hi: r.Hi})
		}
	}
	return nil
}

// cannotTell looks for schools that show that nothing is learnt of a target.
func (a *attacked) cannotTell(t target) bool {
	for _, goals := range a.ways(t) {
		if !slices.ContainsFunc(goals, func(g audit.Goal) bool { return !a.shows(g) }) {
			return true
		}
	}
	return false
}

// ways lists, for a target, the sets of goals of which one must be met whole: a
// group that may have nobody, or others; a count that can be nought and large
// enough; a count held back that may be five or more, and more than one number.
func (a *attacked) ways(t target) [][]audit.Goal {
	below := func(n int) audit.Goal { return audit.Goal{Form: t.form, Value: n, Below: true} }
	above := func(n int) audit.Goal { return audit.Goal{Form: t.form, Value: n} }
	if t.kind == group {
		nobody := audit.Goal{Form: audit.Form{{Row: a.c.figureRow[t.figure], Coef: 1}}, Below: true}
		return [][]audit.Goal{{above(1)}, {nobody}}
	}
	plain := []audit.Goal{below(0)}
	if t.both {
		plain = append(plain, above(t.least))
	}
	if !a.held(t) || len(a.found) == 0 {
		return [][]audit.Goal{plain}
	}
	if n := t.form.Of(a.found[0].sums); n > 4 {
		return [][]audit.Goal{{above(n + 1)}, {below(n - 1)}, plain}
	}
	return [][]audit.Goal{{above(5)}, plain}
}

// shows reports whether a school that meets the goal is known or can be found.
func (a *attacked) shows(g audit.Goal) bool {
	if len(a.found) == 0 {
		return false
	}
	return slices.ContainsFunc(a.found, func(w witness) bool { return g.Met(w.sums) }) || a.look(g, a.start(), firstSteps)
}

// interval asks the linear programme for the ends of a target as far as they
// matter. A group matters only where it surely has somebody.
func (a *attacked) interval(t target) (audit.Range, error) {
	r := audit.Free
	s, err := a.programme()
	if err != nil {
		return r, err
	}
	if t.kind == group {
		if cell, err := s.Least(audit.Form{{Row: a.c.figureRow[t.figure], Coef: 1}}); err != nil || cell < 1 {
			return r, err
		}
	} else if r.Lo, err = s.Least(t.form); err != nil {
		return r, err
	}
	if r.Lo > 0 || t.both {
		r.Hi, err = s.Most(t.form)
	}
	return r, err
}

// mostProgrammes bounds the work on one count that neither a school that fits nor the
// linear programme has settled.
const mostProgrammes = 100

// wholeInterval narrows the ends of a target to whole numbers: those of the linear
// programme may rest on broken ones. It returns them as they were where that would take
// too long.
func (a *attacked) wholeInterval(t target, r audit.Range) (audit.Range, error) {
	s, err := a.programme()
	if err != nil {
		return r, err
	}
	whole, err := s.Exact(t.form, mostProgrammes)
	if errors.Is(err, audit.ErrUnsettled) {
		return r, nil
	}
	return whole, err
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
