package moves

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/summary"
	"needsbook/app/summary/audit"
)

// spanOf returns the counts that a value shown today can stand for.
func spanOf(shown int) audit.Range {
	switch {
	case shown == summary.Low:
		return audit.Range{Lo: 0, Hi: fewest - 1}
	case shown <= 0:
		return audit.Free
	case shown == fewest:
		return audit.Range{Lo: fewest, Hi: 7}
	}
	return audit.Range{Lo: shown - 2, Hi: shown + 2}
}

// span is the same of a figure, which up to four pupils may have left or joined since it
// was set.
func (c *cell) span() audit.Range {
	r := spanOf(c.Shown)
	if !c.fresh && !r.Open() {
		r = audit.Range{Lo: max(0, r.Lo-fewest+1), Hi: r.Hi + fewest - 1}
	}
	return r
}

// repair attacks the figures with all that the school's summary could say of the year
// group: how many they are, and how many of each area. What could be worked out is taken
// back, areas first and then a school's row. It reports whether rows must be set again.
func (t *table) repair() (again bool, err error) {
	for {
		bad, err := t.attack()
		if err != nil || bad == nil {
			return false, err
		}
		if t.hideSmallest(func(c *cell) bool { return c.to == bad.to }) || t.hideSmallest(func(c *cell) bool { return c.area == bad.area }) ||
			t.hideSmallest(func(*cell) bool { return true }) {
			continue
		}
		row := smallest(t.rows, func(*cell) bool { return true })
		if row == nil {
			return false, nil // one row for all says no more than the summary
		}
		t.hide(row)
		return true, nil
	}
}

// attack returns a count under five of which a reader could say that somebody is in it,
// or that two or fewer are, and could not say so without the paper; nil for none.
func (t *table) attack() (*cell, error) {
	var list []*cell
	for _, key := range slices.Sorted(maps.Keys(t.cells)) {
		list = append(list, t.cells[key])
	}
	if len(list) == 0 {
		return nil, nil
	}
	with, err1 := audit.NewSolver(t.problem(list, true))
	without, err2 := audit.NewSolver(t.problem(list, false))
	if err := errors.Join(err1, err2); err != nil {
		return nil, unchecked(err)
	}
	for i, c := range list {
		if c.Shown > 0 || len(c.today) >= fewest {
			continue
		}
		form := audit.Form{{Row: i, Coef: 1}}
		least, err1 := with.Least(form)
		most, err2 := with.Most(form)
		known, err3 := without.Least(form)
		possible, err4 := without.Most(form)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return nil, unchecked(err)
		}
		if least > known || most < min(3, possible) {
			return c, nil
		}
	}
	return nil, nil
}

func unchecked(err error) error {
	return fmt.Errorf("check what the counts of moves could give away: %w", err)
}

// problem is what a reader knows: the year group by area and in all as a summary of
// today would show it, and with the paper its cells and rows.
func (t *table) problem(list []*cell, paper bool) audit.Problem {
	members, ranges := make([][]int, 0, len(list)), []audit.Range{}
	line := func(in func(*cell) bool, known audit.Range) {
		var columns []int
		for i, c := range list {
			if in(c) {
				columns = append(columns, i)
			}
		}
		members, ranges = append(members, columns), append(ranges, known)
	}
	for _, c := range list {
		known := audit.Free
		if paper {
			known = c.span()
		}
		line(func(other *cell) bool { return other == c }, known)
	}
	for to, r := range t.rows {
		if paper && r.Shown > 0 {
			line(func(c *cell) bool { return c.to == to }, r.span())
		}
	}
	byArea := make([]int, len(papers.Areas))
	for _, p := range t.of.Pupils {
		byArea[p.Area]++
	}
	for area, n := range byArea {
		line(func(c *cell) bool { return c.area == area }, spanOf(summary.Round(n)))
	}
	line(func(*cell) bool { return true }, spanOf(summary.Round(len(t.of.Pupils))))
	return audit.Problem{Shape: audit.Plain(len(list), members), Ranges: ranges}
}
