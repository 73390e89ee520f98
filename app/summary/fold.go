package summary

import (
	"slices"
	"strings"
)

// A family of T08 that is too small, or in which one pupil dominates, is folded into
// OTHER with its hours and pounds. What is folded stays so for the academic year:
// otherwise OTHER would lose in one summary what the next shows alone. Even in a new
// year a family changes places only where no difference of two summaries then tells
// the amounts of fewer than five pupils.

// setProvision sets T08.
func (b *builder) setProvision() {
	other := codeIndex(families, OtherFamily)
	for row := range other {
		b.setFigure(b.sides.at("T08", row, colPupils))
	}
	b.sides.folds = b.pattern(other)
	for row := range other {
		for _, col := range []int{colHours, colPounds} {
			fig := b.sides.at("T08", row, col)
			b.setFigure(fig)
			b.closeGate(fig)
			if !slices.Contains(b.sides.folds.Standing, families[row].Code) {
				fig.shown, fig.fresh, fig.memory = HeldBack, false, b.sideMemory(fig)
			}
		}
	}
	for col := range []int{colPupils, colHours, colPounds} {
		fig := b.sides.at("T08", other, col)
		fig.parts = b.composition(col, b.sides.folds.Folded)
		fig.exact = fig.parts.total()
		if col == colPupils {
			fig.exact = int64(len(fig.parts.byPupil()))
		}
		b.setFigure(fig)
		b.closeGate(fig)
	}
}

// composition returns what OTHER is made of: its own provision and that of the
// folded families, each part keyed by family and pupil.
func (b *builder) composition(col int, folded []string) parts {
	out := parts{}
	for row, family := range families {
		if family.Code == OtherFamily || slices.Contains(folded, family.Code) {
			for key, n := range b.familyParts(row, col) {
				out[family.Code+"/"+key] = n
			}
		}
	}
	return out
}

// familyParts returns the parts of a family alone. Those of OTHER are taken before
// anything is folded into it.
func (b *builder) familyParts(row, col int) parts {
	return b.sides.at("T08", row, col).parts
}

// fits reports whether a family may stand alone: the count beside it shows a number
// and both amounts may be shown.
func (b *builder) fits(row int) bool {
	if b.sides.at("T08", row, colPupils).shown < movers {
		return false
	}
	for _, col := range []int{colHours, colPounds} {
		fig := b.sides.at("T08", row, col)
		if shown, _, _ := fig.next(b.sideMemory(fig), b.yearTurned()); shown == HeldBack {
			return false
		}
	}
	return true
}

// pattern decides which families stand and which are folded this year.
func (b *builder) pattern(other int) *folds {
	before := b.memory.Folds
	if before != nil && before.Year == b.year {
		return before
	}
	out := &folds{Year: b.year}
	var wanted []string // families to come into OTHER or to leave it
	for row := range other {
		code := families[row].Code
		stands, folded := b.fits(row), before != nil && slices.Contains(before.Folded, code)
		switch {
		case before == nil && !stands:
			out.Folded = append(out.Folded, code)
		case stands == folded:
			wanted = append(wanted, code)
		case folded:
			out.Folded = append(out.Folded, code)
		}
		if stands && !folded {
			out.Standing = append(out.Standing, code)
		}
	}
	if before == nil {
		return out
	}
	return b.change(out, before, wanted)
}

// change lets families into OTHER or out of it, one after the other, as far as that
// is safe. One that may not change stays folded, or is held back.
func (b *builder) change(out, before *folds, wanted []string) *folds {
	var changed []string
	for _, code := range wanted {
		if try := append(slices.Clone(changed), code); b.mayChange(before, try) {
			changed = try
		}
	}
	for _, code := range wanted {
		in, may := slices.Contains(before.Folded, code), slices.Contains(changed, code)
		switch {
		case in && may:
			out.Standing = append(out.Standing, code)
		case in || may:
			out.Folded = append(out.Folded, code)
		}
	}
	return out
}

// mayChange reports whether the given families may change places together. It looks
// at every difference that a reader of both summaries could form: OTHER against
// OTHER, with or without what a changed family shows alone at one time.
func (b *builder) mayChange(before *folds, changed []string) bool {
	var folded []string
	for _, code := range before.Folded {
		if !slices.Contains(changed, code) {
			folded = append(folded, code)
		}
	}
	stay := append(slices.Clone(folded), OtherFamily)
	for _, code := range changed {
		if !slices.Contains(before.Folded, code) {
			folded = append(folded, code)
		}
	}
	other := codeIndex(families, OtherFamily)
	for _, col := range []int{colHours, colPounds} {
		m := b.sideMemory(b.sides.at("T08", other, col))
		if m == nil || !m.Known {
			continue // OTHER was never shown, or nobody can tell what it was made of
		}
		now := b.composition(col, folded)
		if !b.apart(col, m.Parts, now, changed, stay) {
			return false
		}
	}
	return true
}

// apart reports whether OTHER as it was and as it would be keep all families apart.
func (b *builder) apart(col int, was, now parts, changed, stay []string) bool {
	safe := func(p parts) bool { return len(p) == 0 || p.enough() }
	rest := now.movement(was).within(stay)
	if !safe(rest) || !safe(was.within(stay)) || !safe(now.within(stay)) {
		return false
	}
	if len(rest) > 0 {
		return true // five pupils besides have moved and blur every difference
	}
	for _, code := range changed {
		fig := b.sides.at("T08", codeIndex(families, code), col)
		block := now.movement(was).within([]string{code})
		alone := parts{}
		if m := b.sideMemory(fig); m != nil {
			alone = m.Parts
		}
		in := was.within([]string{code}).plain()
		if len(in) == 0 {
			in = fig.parts
		} else {
			alone = fig.parts
		}
		if !safe(block) || (len(alone) > 0 && !safe(in.movement(alone))) {
			return false
		}
	}
	return true
}

// within returns the parts of OTHER that belong to the given families.
func (p parts) within(codes []string) parts {
	out := parts{}
	for key, n := range p {
		if code, _, _ := strings.Cut(key, "/"); slices.Contains(codes, code) {
			out[key] = n
		}
	}
	return out
}

// plain returns the parts by pupil alone.
func (p parts) plain() parts {
	out := parts{}
	for key, n := range p {
		out[pupil(key)] += n
	}
	return out
}
