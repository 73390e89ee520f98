package provision

import (
	"slices"

	"needsbook/app/day"
)

// itemPart is the part of something bought that falls in the school year.
type itemPart struct {
	item   Item
	rows   []int // who bears it
	others int   // how many more share it who are not placed here
	part   int   // heldPart once it is bought, toComePart before
}

// buy costs what was bought: for the whole group in equal parts for the pupils of the
// year, for one pupil to that pupil.
func (r *run) buy() {
	if !r.inYear(r.i.Starts, r.i.Ends) {
		return
	}
	var pupils []int
	for n := range r.placed {
		if r.in[n] && !r.again(n) {
			pupils = append(pupils, n)
		}
	}
	others := max(0, r.i.Size-len(pupils))
	if first := slices.Index(r.bears, true); first >= 0 { // it was bought when it was set up
		pupils, others = []int{first}, 0
	}
	for _, item := range r.i.Bought {
		r.pay(item, pupils, others)
	}
	for n, p := range r.placed {
		for _, item := range p.Bought {
			if r.in[n] {
				r.pay(item, []int{n}, 0)
			}
		}
	}
}

// again reports whether a placement is of a pupil who was in the intervention before.
func (r *run) again(row int) bool {
	pupil := r.placed[row].Pupil
	for n := range row {
		if r.in[n] && pupil != "" && r.placed[n].Pupil == pupil {
			return true
		}
	}
	return false
}

// pay shares this year's part of an item, where one of its useful years is this year.
func (r *run) pay(item Item, rows []int, others int) {
	on, years := later(item.On, r.First), max(1, item.Years)
	age := 0
	if !item.On.IsZero() {
		age = day.AcademicYear(r.First) - day.AcademicYear(item.On)
	}
	if age < 0 || age >= years {
		return
	}
	part := itemPart{item: item, rows: rows, others: others, part: heldPart}
	if on.After(r.Today) {
		part.part = toComePart
	}
	r.items = append(r.items, part)
	shared := int64(max(1, len(rows)+others))
	for _, row := range rows {
		r.bear(row, part.part, item, 1, shared*int64(years))
	}
	if len(rows) == 0 || others > 0 {
		r.bear(r.otherRow(), part.part, item, int64(max(1, others)), shared*int64(years))
	}
}

func (r *run) bear(row, part int, item Item, share, of int64) {
	pence := exactly(item.Amount.Decimal()).mul(ratio(100*share, of))
	r.exact[row][part] = r.exact[row][part].add(pence)
}

// bears reports whether a row bears a part of an item.
func (p itemPart) bears(row, otherRow int) bool {
	return slices.Contains(p.rows, row) || row == otherRow && (p.others > 0 || len(p.rows) == 0)
}
