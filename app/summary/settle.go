package summary

import "slices"

// Rules of single tables.
const (
	fewestOutcomes  = 10 // pupils in a row of T11
	fewestModerated = 10 // cases in T12
)

// sideInScope reports whether a table beside the cross is sent at all. A school that
// sends bands sends its notional budget, which is public, and nothing of its pupils.
func (b *builder) sideInScope(table string) bool {
	switch {
	case slices.Contains(b.facts.Without, table):
		return false
	case table == "T13":
		return b.facts.Budget.Known
	}
	return b.scope == scopeFull
}

// setSides sets the figures beside the cross by the rule and its memory, once those
// of the cross stand.
func (b *builder) setSides() {
	for t, spec := range b.sides.specs {
		if !b.sideInScope(spec.id) {
			continue
		}
		same := b.sameSince(t)
		switch {
		case spec.id == "T12":
			b.setModeration()
		case spec.id == "T13":
			b.setBudget()
		case spec.id == "T14":
			b.setRecords(same)
		case same:
			b.repeatTable(t)
		case spec.id == "T08":
			b.setProvision(t)
		case spec.id == "T11":
			b.setOutcomes(t)
		default:
			b.setTable(t)
		}
		for i := range b.sides.of(t) {
			fig := &b.sides.of(t)[i]
			switch {
			case !fig.applies:
				fig.shown, fig.fresh, fig.memory = NotApplicable, false, nil
			case spec.id == "T09" && fig.col == colPriority:
				fig.shown = NotApplicable
				if fig.exact > 0 {
					fig.shown = int(fig.exact)
				}
			case b.wasHidden(fig, same):
				fig.hide()
			}
		}
	}
}

// wasHidden reports whether the audit held a figure back this year, or before in a
// table that says the same as then.
func (b *builder) wasHidden(fig *sideFigure, same bool) bool {
	year := b.memory.Hidden[fig.key]
	if year == 0 && b.sameServices() {
		year = b.memory.Hidden[fig.id]
	}
	return year != 0 && (same || year == b.year)
}

// sameServices reports whether the rows of T09 mean what they meant in the summary before.
func (b *builder) sameServices() bool {
	return b.memory.Last != nil && b.memory.Last.CodeLists.Services == b.facts.CodeLists.Services
}

// sameSince reports whether fewer than five pupils have changed in a table since
// the summary last sent. Such a table repeats what it said.
func (b *builder) sameSince(t int) bool {
	last := b.memory.Last
	if last == nil || last.Sides[b.sides.specs[t].id] == nil {
		return false
	}
	before, now := last.Sides[b.sides.specs[t].id], b.sides.states[t]
	if b.sides.specs[t].id == "T09" && !b.sameServices() {
		return false
	}
	for _, fig := range b.sides.of(t) {
		if v, ok := last.Values[fig.id]; !ok || (fig.parts != nil && (v == NotApplicable) == fig.applies) {
			return false
		}
	}
	changed := 0
	for key, state := range now {
		if before[key] != state {
			changed++
		}
	}
	for key := range before {
		if _, still := now[key]; !still {
			changed++
		}
	}
	return changed < movers
}

func (b *builder) repeatTable(t int) {
	for i := range b.sides.of(t) {
		fig := &b.sides.of(t)[i]
		fig.shown, fig.memory = b.memory.Last.Values[fig.id], b.sideMemory(fig)
		if b.sides.specs[t].id == "T08" && fig.row == otherRow && b.memory.Folds != nil {
			b.compose(fig, b.memory.Folds)
		}
	}
}

// sideMemory returns what is remembered of a figure. After a loss the rows of T09
// are known by their places, as in the document they were read from.
func (b *builder) sideMemory(fig *sideFigure) *sideMemory {
	if m, ok := b.memory.Sides[fig.key]; ok {
		return m
	}
	if b.sameServices() {
		return b.memory.Sides[fig.id]
	}
	return nil
}

// yearTurned reports whether parts that were lost may be rebuilt.
func (b *builder) yearTurned() bool { return b.memory.LostIn != b.year }

func (b *builder) setFigure(fig *sideFigure) {
	fig.shown, fig.memory, fig.fresh = fig.next(b.sideMemory(fig), b.yearTurned())
}

// setTable sets counts first, then what rests on them.
func (b *builder) setTable(t int) {
	for _, gated := range []bool{false, true} {
		for i := range b.sides.of(t) {
			fig := &b.sides.of(t)[i]
			if fig.measure.kind != stated && (len(fig.measure.gates) > 0) == gated {
				b.setFigure(fig)
				b.closeGate(fig)
			}
		}
	}
}

// closeGate holds an amount back where the counts beside it show no number.
func (b *builder) closeGate(fig *sideFigure) {
	open := func(col int) bool {
		return b.sides.at(b.sides.specs[fig.table].id, fig.row, col).shown >= movers
	}
	if gates := fig.measure.gates; len(gates) > 0 && !slices.ContainsFunc(gates, open) {
		fig.shown, fig.fresh, fig.memory = HeldBack, false, b.sideMemory(fig)
	}
}

// setOutcomes sets T11: a row is shown from ten pupils, and never as three lows.
func (b *builder) setOutcomes(t int) {
	for row, family := range families {
		all := sideFigure{key: "T11/" + family.Code + "/ALL", measure: pupilCount, parts: parts{}}
		lows, was := 0, false
		for col := range results {
			fig := b.sides.at("T11", row, col)
			for key := range fig.parts {
				all.parts[key] = 1
			}
			b.setFigure(fig)
			if fig.shown == Low {
				lows++
			}
			was = was || (fig.memory != nil && !fig.memory.Known)
		}
		all.exact = int64(len(all.parts))
		_, m, _ := all.next(b.memory.Sides[all.key], b.yearTurned())
		b.sides.gates = append(b.sides.gates, gate{all.key, m})
		if open := was || len(m.Parts) >= fewestOutcomes; open && lows < len(results) {
			continue
		}
		for col := range results {
			fig := b.sides.at("T11", row, col)
			fig.shown, fig.fresh = HeldBack, false
		}
	}
}

// setRecords sets T14 from counts that are safe themselves. Whose need or level is
// not recorded is in T05 and T04: the share says no more than they do. The others
// are rounded by the same rule, with a memory of the pupils whose record lacks it.
func (b *builder) setRecords(same bool) {
	all := b.value("T00/ALL/N")
	for row := range records {
		fig := b.sides.at("T14", row, 0)
		lack := HeldBack
		switch records[row].Code {
		case "NEED":
			lack = b.value("T05/" + NotRecorded + "/N")
		case "LEVEL":
			lack = b.value("T04/ALL/" + NotRecorded)
		default:
			m := b.sideMemory(fig)
			lost := m == nil && b.memory.Last != nil && !b.yearTurned()
			switch {
			case lost:
				fig.shown = b.lastValue(fig.id)
				continue
			case m != nil && same:
				lack, fig.memory = m.Shown, m
			default:
				b.setFigure(fig)
				lack = fig.shown
			}
		}
		fig.shown = HeldBack
		if all >= fewestPupils && lack != HeldBack {
			fig.shown = lowerEnd(100-100*max(lack, 0)/all, 20, 80)
		}
	}
}

// setModeration sets T12. The cases are pooled over the year and shown from ten;
// they change when five more have been moderated. Signals change once a term, and
// only when five pupils have changed: one more pupil must not tip a signal.
func (b *builder) setModeration() {
	cases, agreed := b.sides.at("T12", rowModerated, 0), b.sides.at("T12", rowAgreed, 0)
	m := b.memory.Sides[cases.key]
	switch {
	case m == nil && b.memory.Last != nil && !b.yearTurned():
		cases.shown, agreed.shown = b.lastValue(cases.id), b.lastValue(agreed.id)
	case m != nil && cases.exact-m.Count < movers && m.Count-cases.exact < movers:
		cases.shown, cases.memory = m.Shown, m
		agreed.shown = b.lastValue(agreed.id)
	case cases.exact < fewestModerated:
		cases.shown, agreed.shown = HeldBack, HeldBack
	default:
		cases.shown, agreed.shown = Round(int(cases.exact)), int(agreed.exact)
		cases.memory = &sideMemory{Shown: cases.shown, Known: true, Count: cases.exact}
	}
	last := b.memory.Last
	still := last != nil && (last.Series == b.facts.Series || b.audit.Repeated || !b.yearTurned())
	for level := range b.facts.Levels {
		fig := b.sides.at("T12", firstSignalRow+level, 0)
		fig.shown = NotApplicable
		if fig.exact > 0 {
			fig.shown = int(fig.exact)
		}
		if still && last.Values[fig.id] > 0 {
			fig.shown = last.Values[fig.id]
		}
	}
}

// setBudget sets T13. The notional budget is public. The share spent changes once a
// term, and a school that sends bands does not send it: there, it would be the cost
// of very few pupils.
func (b *builder) setBudget() {
	notional, spent := b.sides.at("T13", rowNotional, 0), b.sides.at("T13", rowSpent, 0)
	notional.shown = max(1000, nearest(notional.exact, 1000, 1000))
	spent.shown = lowerEnd(int(spent.exact), 10, 200)
	if last := b.memory.Last; last != nil && last.Series == b.facts.Series {
		if v, ok := last.Values[spent.id]; ok && v >= 0 {
			spent.shown = v
		}
	}
	if b.scope == scopeBands {
		spent.shown = HeldBack
	}
}

// value returns the shown value of a figure of the cross, HeldBack where it is not sent.
func (b *builder) value(id string) int {
	for i, fig := range b.plan.figures {
		if fig.id == id && b.inScope(i) {
			return b.shown[i]
		}
	}
	return HeldBack
}

// lastValue returns what the summary before showed, HeldBack where it did not.
func (b *builder) lastValue(id string) int {
	if b.memory.Last != nil {
		if v, ok := b.memory.Last.Values[id]; ok {
			return v
		}
	}
	return HeldBack
}
