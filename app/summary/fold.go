package summary

import (
	"maps"
	"slices"
	"strings"
)

// A family of T08 that is too small, or in which one pupil dominates, is folded into
// OTHER with its hours and pounds. What is folded stays so for the academic year:
// otherwise OTHER would lose in one summary what the next shows alone. Even in a new
// year a family changes places only where no difference of summaries then tells the
// amounts of fewer than five pupils.

// setProvision sets T08: the counts, then the amounts with the pattern of the year.
func (b *builder) setProvision(t int) {
	for row := range otherRow {
		b.setFigure(b.sides.at("T08", row, colPupils))
	}
	before := b.memory.Folds
	switch wish := b.wish(); {
	case before != nil && before.Year == b.year:
		if !b.try(t, before) {
			b.repeatAmounts(t, before)
		}
	case b.try(t, wish):
	default:
		b.changeSome(t, wish)
	}
}

var otherRow = codeIndex(families, OtherFamily)

// wish is the pattern that the pupils of today would have.
func (b *builder) wish() *folds {
	out := &folds{Year: b.year}
	for row := range otherRow {
		stands := b.sides.at("T08", row, colPupils).shown >= movers
		for _, col := range []int{colHours, colPounds} {
			shown, _, _ := b.nextOf(b.sides.at("T08", row, col))
			stands = stands && shown != HeldBack
		}
		if stands {
			out.Standing = append(out.Standing, families[row].Code)
		} else {
			out.Folded = append(out.Folded, families[row].Code)
		}
	}
	return out
}

func (b *builder) nextOf(fig *sideFigure) (int, *sideMemory, bool) {
	return fig.next(b.sideMemory(fig), b.yearTurned())
}

// changeSome starts from the pattern of the year before and lets one family after
// the other have its wish, as far as that is safe. A family that stood, may not stand
// now and may not be folded is held back.
func (b *builder) changeSome(t int, wish *folds) {
	now := &folds{Year: b.year}
	if before := b.memory.Folds; before != nil {
		now.Folded = before.Folded
		for _, code := range wish.Standing {
			if !slices.Contains(before.Folded, code) {
				now.Standing = append(now.Standing, code)
			}
		}
	}
	safe := b.try(t, now)
	for row := range otherRow {
		code := families[row].Code
		next := now.with(code, slices.Contains(wish.Standing, code))
		if safe && b.try(t, next) {
			now = next
		}
	}
	if safe {
		b.try(t, now) // the last try may have been one too many
	} else {
		b.repeatAmounts(t, now)
	}
}

// with returns the pattern with one family standing or folded.
func (f *folds) with(code string, stands bool) *folds {
	is := func(c string) bool { return c == code }
	out := &folds{f.Year, slices.DeleteFunc(slices.Clone(f.Standing), is), slices.DeleteFunc(slices.Clone(f.Folded), is)}
	if stands {
		out.Standing = append(out.Standing, code)
	} else {
		out.Folded = append(out.Folded, code)
	}
	return out
}

// try sets T08 by a pattern. It reports false, and has changed nothing, where a
// reader of all summaries could then tell too much.
func (b *builder) try(t int, pattern *folds) bool {
	table := b.sides.of(t)
	kept := slices.Clone(table)
	for i := range table {
		fig := &table[i]
		if fig.row == otherRow {
			b.compose(fig, pattern)
		} else if fig.col == colPupils {
			continue
		}
		b.setFigure(fig)
		b.closeGate(fig)
		if fig.row != otherRow && !slices.Contains(pattern.Standing, families[fig.row].Code) {
			fig.shown, fig.fresh, fig.memory = HeldBack, false, b.sideMemory(fig)
		}
	}
	if !b.apart(colHours) || !b.apart(colPounds) {
		copy(table, kept)
		return false
	}
	b.sides.folds = pattern
	return true
}

// repeatAmounts leaves all amounts as they were sent before.
func (b *builder) repeatAmounts(t int, pattern *folds) {
	for i := range b.sides.of(t) {
		fig := &b.sides.of(t)[i]
		if fig.row == otherRow {
			b.compose(fig, pattern)
		}
		switch {
		case fig.row == otherRow && fig.col == colPupils:
			b.setFigure(fig)
		case fig.col != colPupils:
			fig.shown, fig.fresh, fig.memory = b.lastValue(fig.id), false, b.sideMemory(fig)
			b.closeGate(fig)
		}
	}
	b.sides.folds = pattern
}

// compose makes a figure of OTHER from its own provision and that of the folded
// families, each part keyed by family and pupil.
func (b *builder) compose(fig *sideFigure, pattern *folds) {
	fig.parts = parts{}
	for row, family := range families {
		if row == otherRow || slices.Contains(pattern.Folded, family.Code) {
			for key, n := range b.sides.provision[row][fig.col] {
				fig.parts[family.Code+"/"+key] = n
			}
		}
	}
	fig.exact = fig.parts.total()
	if fig.col == colPupils {
		fig.exact = int64(len(fig.parts.byPupil()))
	}
}

// everShown returns the parts of all the amounts of a family that were ever sent,
// and of the one that would be sent now, keyed by family and pupil.
func (b *builder) everShown(row, col int) []parts {
	fig := b.sides.at("T08", row, col)
	var out []parts
	if m := b.sideMemory(fig); m != nil && m.Known {
		out = append(out, append(slices.Clone(m.Before), m.Parts)...)
	}
	if fig.fresh {
		out = append(out, fig.parts)
	}
	if row == otherRow {
		return out
	}
	for i, p := range out {
		keyed := parts{}
		for key, n := range p {
			keyed[families[row].Code+"/"+key] = n
		}
		out[i] = keyed
	}
	return out
}

// apart looks at every difference that a reader of all summaries could form of a
// column: OTHER, or OTHER at one time less OTHER at another, less what families
// showed alone. What is left must be nobody, or five pupils of whom none dominates.
func (b *builder) apart(col int) bool {
	others := b.everShown(otherRow, col)
	if len(others) == 0 {
		return true
	}
	alone := make([][]parts, otherRow)
	for row := range alone {
		alone[row] = differences(b.everShown(row, col))
	}
	for _, sum := range differences(others) {
		left := sum.within([]string{OtherFamily})
		for row, family := range families[:otherRow] {
			maps.Copy(left, sum.within([]string{family.Code}).least(alone[row]))
		}
		if len(left) > 0 && !left.enough() {
			return false
		}
	}
	return true
}

// differences returns each of the sums, and each less every other.
func differences(of []parts) []parts {
	out := slices.Clone(of)
	for i, a := range of {
		for _, c := range of[:i] {
			if d := a.less(c); len(d) > 0 {
				out = append(out, d)
			}
		}
	}
	return out
}

// less returns the difference of two sums; parts that are alike cancel out.
func (p parts) less(o parts) parts {
	out := maps.Clone(p)
	for key, n := range o {
		if old, both := out[key]; both && old == n {
			delete(out, key)
		} else {
			out[key] = old - n
		}
	}
	return out
}

// least returns what is left of a sum when the best of the given amounts is taken
// from it, or added to it.
func (p parts) least(amounts []parts) parts {
	best := p
	for _, a := range amounts {
		minus := parts{}
		for key, n := range a {
			minus[key] = -n
		}
		for _, left := range []parts{p.less(a), p.less(minus)} {
			if len(left) < len(best) {
				best = left
			}
		}
	}
	return best
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
