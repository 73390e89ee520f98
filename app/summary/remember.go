package summary

import (
	"maps"
)

// sideMemory is what the school remembers of one figure beside the cross: the value
// last shown, and what each pupil added to it then. Known is false after the parts
// were lost.
type sideMemory struct {
	Shown int   `json:"shown"`
	Known bool  `json:"known"`
	Count int64 `json:"count,omitempty"` // where there are no parts: what it was set from
	Parts parts `json:"parts,omitempty"`
	// Before are the parts of amounts shown earlier, the newest last.
	Before []parts `json:"before,omitempty"`
}

// mostBefore is how many earlier amounts of a figure are remembered: three years of
// terms, with room for corrections.
const mostBefore = 12

// folds is how the families of T08 are shown in one academic year: standing alone
// or folded into OTHER. A family in neither list is held back.
type folds struct {
	Year     int      `json:"year"`
	Standing []string `json:"standing,omitempty"`
	Folded   []string `json:"folded,omitempty"`
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

// set returns the figure as it would be remembered if it were set now.
func (fig *sideFigure) set(m *sideMemory) *sideMemory {
	out := &sideMemory{Shown: fig.today(), Known: true, Parts: fig.parts}
	if fig.measure.kind == summed && m != nil && m.Known {
		out.Before = append(append(out.Before, m.Before...), m.Parts)
		out.Before = out.Before[max(0, len(out.Before)-mostBefore):]
	}
	return out
}

// next applies T5: with no memory, or once five pupils have come, gone or changed
// their own part, the figure is set anew; otherwise it stays. An amount is set only
// from five pupils or more of whom none dominates, and set anew only when no pupil
// dominates what has changed since any amount shown before: otherwise the
// difference would tell that pupil's part. renew says that the academic year has
// turned since the parts were lost.
func (fig *sideFigure) next(m *sideMemory, renew bool) (shown int, keep *sideMemory, fresh bool) {
	people := fig.parts.byPupil()
	few := fig.measure.kind != counted && len(people) < movers
	over := fig.measure.kind == summed && telling(people)
	switch {
	case m == nil || (!m.Known && renew):
		if few || over {
			return HeldBack, m, false
		}
	case !m.Known:
		r := rangeOf(m.Shown)
		if fig.measure.kind != counted || (int64(r.Lo)-fig.exact < movers && fig.exact-int64(r.Hi) < movers) {
			return m.Shown, m, false
		}
	case few || !fig.moved(m):
		return m.Shown, m, false // where too few are left, the count beside it closes the gate
	case over:
		return HeldBack, m, false
	}
	set := fig.set(m)
	return set.Shown, set, true
}

// moved reports whether enough has changed since all that was shown before.
func (fig *sideFigure) moved(m *sideMemory) bool {
	since := fig.parts.movement(m.Parts)
	if fig.measure.kind != summed {
		return len(since.byPupil()) >= movers
	}
	if !since.enough() {
		return false
	}
	for _, earlier := range m.Before {
		if since := fig.parts.movement(earlier); len(since) > 0 && !since.enough() {
			return false
		}
	}
	return true
}

// rememberSides adds what is now shown beside the cross to the memory.
func (b *builder) rememberSides() {
	next := &b.next
	next.Sides = maps.Clone(b.memory.Sides)
	if next.Sides == nil {
		next.Sides = map[string]*sideMemory{}
	}
	next.Folds = b.memory.Folds
	if b.sides.folds != nil {
		next.Folds = b.sides.folds
	} else if next.Folds != nil { // T08 said the same as before, and so for this year
		next.Folds = &folds{b.year, next.Folds.Standing, next.Folds.Folded}
	}
	next.Last.Sides = map[string]map[string]string{}
	for t, spec := range b.sides.specs {
		if !b.sideInScope(spec.id) {
			continue
		}
		next.Last.Sides[spec.id] = b.sides.states[t]
		for _, fig := range b.sides.of(t) {
			next.Last.Values[fig.id] = fig.shown
			if fig.key != fig.id {
				delete(next.Sides, fig.id) // from MemoryFrom, by its place
			}
			if fig.memory != nil {
				next.Sides[fig.key] = fig.memory
			}
			if fig.hidden {
				next.Hidden[fig.key] = b.year
			}
			if b.memory.Last == nil || seenToChange(b.lastValue(fig.id), fig.shown) {
				next.Last.Changed = append(next.Last.Changed, fig.id)
			}
		}
	}
	for _, g := range b.sides.gates {
		next.Sides[g.key] = g.memory
	}
}

// besideCross reports whether a figure's id is of a table beside the cross.
func besideCross(id string) bool { return id >= "T08" }

// sidesFrom rebuilds the memory of the figures beside the cross from the summary
// that the cluster holds. Who was behind them is lost, and so is what was folded:
// for the rest of the year the same families stand, and the others stay away.
func (m *Memory) sidesFrom(last Document) {
	m.Sides = map[string]*sideMemory{}
	for id, v := range last.values() {
		switch {
		case !besideCross(id) || id >= "T12" || v == NotApplicable:
		case v == HeldBack:
			m.Hidden[id] = m.LostIn
		default:
			m.Sides[id] = &sideMemory{Shown: v}
		}
	}
	table, ok := last.Table("T08")
	if !ok {
		return
	}
	m.Folds = &folds{Year: m.LostIn}
	for _, family := range families {
		stands := table.At(family.Code, "HOURS") != HeldBack || table.At(family.Code, "GBP") != HeldBack
		if stands && family.Code != OtherFamily {
			m.Folds.Standing = append(m.Folds.Standing, family.Code)
		}
	}
}

// addSides puts the tables beside the cross into a document.
func (b *builder) addSides(d *Document) {
	for t, spec := range b.sides.specs {
		if !b.sideInScope(spec.id) {
			continue
		}
		table := Table{spec.id, codesOf(spec.rows), codesOf(spec.cols), nil}
		for _, fig := range b.sides.of(t) {
			table.V = append(table.V, fig.shown)
		}
		d.add(table)
	}
}
