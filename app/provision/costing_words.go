package provision

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/money"
)

// wholeRow stands for the intervention as a whole, beside the rows that share it.
const wholeRow = -1

// words are the sum of a row in words, without its result. soFar leaves out what is still
// to come.
func (r *run) words(row int, soFar bool) string {
	if row < 0 || row == r.otherRow() || r.bears[row] || len(r.items) > 0 || len(r.stretches) > 64 || r.comesLess(row) {
		return r.products(row, soFar)
	}
	key := sameWords{soFar: soFar}
	for n := range r.stretches {
		if r.takesPart(&r.stretches[n], row) {
			key.stretches |= 1 << n
		}
	}
	words, known := r.said[key]
	if !known {
		words = r.products(row, soFar)
		r.said[key] = words
	}
	return words
}

// products are a product for each stretch and each thing bought. Stretches that differ in
// nothing that is said are one.
func (r *run) products(row int, soFar bool) string {
	type product struct {
		price        int
		share        string
		weeks, times exact // times sessions were planned so far
		count        int
	}
	var products []product
	for n := range r.stretches {
		s := &r.stretches[n]
		if row != wholeRow && !r.costs(s, row) {
			continue
		}
		if soFar && s.parts[heldPart].sign() == 0 && s.parts[notHeldPart].sign() == 0 {
			continue
		}
		share := r.shareWords(s, row)
		at := slices.IndexFunc(products, func(p product) bool { return p.price == s.price && p.share == share })
		if at < 0 {
			at = len(products)
			products = append(products, product{price: s.price, share: share})
		}
		p := &products[at]
		p.count += s.weeks
		p.weeks = p.weeks.add(s.parts[heldPart])
		p.times = p.times.add(s.parts[heldPart]).add(s.parts[notHeldPart])
	}
	var out []string
	for n := range products {
		p := &products[n]
		if soFar {
			out = append(out, r.heldWords(&r.prices[p.price], r.own(row), p.share, p.weeks, p.times))
		} else {
			unit := "week"
			if r.i.EachPays && row == wholeRow {
				unit = "pupil week"
			}
			out = append(out, r.plannedWords(&r.prices[p.price], r.own(row), p.share, count(p.count, unit), p.count == len(r.counted)))
		}
	}
	for _, item := range r.items {
		if (row == wholeRow || item.bears(row, r.otherRow())) && (!soFar || item.part == heldPart) {
			out = append(out, item.words(row, r.otherRow()))
		}
	}
	return strings.Join(out, " + ")
}

// own are the sessions a week that a row is costed for: all of them, but where every
// pupil pays alone those that the pupil comes to.
func (r *run) own(row int) decimal.Decimal {
	if r.i.EachPays && row != wholeRow && r.comesLess(row) {
		return r.placed[row].SessionsAWeek
	}
	return r.i.SessionsAWeek
}

// shareWords say what part a row has of a stretch.
func (r *run) shareWords(s *stretch, row int) string {
	n := len(s.rows) + s.others
	switch {
	case r.i.EachPays && row == wholeRow:
		return r.payWords(s, n)
	case r.i.EachPays && row == r.otherRow():
		return timesPupils(s.others)
	case r.i.EachPays, row == wholeRow, r.bearer(s) >= 0, n <= 1:
		return ""
	case !r.alike(s):
		own, all := r.sessions(s, row)
		week := exactly(r.i.SessionsAWeek)
		return " × " + own.mul(week).words() + " of " + all.mul(week).words() + " sessions shared"
	case row == r.otherRow():
		return " × " + strconv.Itoa(s.others) + " of " + strconv.Itoa(n) + " pupils"
	}
	return " ÷ " + strconv.Itoa(n) + " pupils"
}

// payWords say who pays the price of a stretch by themselves.
func (r *run) payWords(s *stretch, n int) string {
	if len(s.rows) == 1 && r.bySession() && r.comesLess(s.rows[0]) {
		return " × " + r.placed[s.rows[0]].SessionsAWeek.String() + " of " + r.i.SessionsAWeek.String() + " sessions"
	}
	return timesPupils(n)
}

func timesPupils(n int) string {
	if n <= 1 {
		return ""
	}
	return " × " + strconv.Itoa(n) + " pupils"
}

// plannedWords are a product for so many weeks: 45 minutes × 3 a week × 38 weeks ÷
// 4 pupils × £17.20 an hour.
func (r *run) plannedWords(p *price, sessions decimal.Decimal, share, weeks string, allYear bool) string {
	switch p.per {
	case PerYear:
		if allYear {
			return unrounded(p.amount) + " a year" + share
		}
		return unrounded(p.amount) + " a year × " + weeks + " ÷ " + count(len(r.counted), "week") + share
	case PerWeek:
		return weeks + share + " × " + unrounded(p.amount) + " a week"
	case PerSession:
		return sessions.String() + " a week × " + weeks + share + " × " + unrounded(p.amount) + " a session"
	}
	return count(r.i.Minutes, "minute") + " × " + sessions.String() + " a week × " + weeks + share + " × " + p.hourly()
}

// heldWords are a product for the sessions held of those planned so far: 45 minutes ×
// 34 of 36 sessions held ÷ 4 pupils × £17.20 an hour.
func (r *run) heldWords(p *price, sessions decimal.Decimal, share string, held, planned exact) string {
	aWeek := exactly(sessions)
	if sessions.IsZero() {
		aWeek = integer(1)
	}
	all, done := planned.mul(aWeek).words(), held.mul(aWeek).words()
	some := " × " + done + " of " + all + " sessions held"
	if done == all {
		some = ""
	}
	switch p.per {
	case PerYear:
		return unrounded(p.amount) + " a year × " + planned.words() + " of " + count(len(r.counted), "week") + some + share
	case PerWeek:
		return planned.words() + " weeks" + some + share + " × " + unrounded(p.amount) + " a week"
	}
	if some == "" {
		some = " × " + all + " sessions"
	}
	if p.per == PerSession {
		return strings.TrimPrefix(some, " × ") + share + " × " + unrounded(p.amount) + " a session"
	}
	return count(r.i.Minutes, "minute") + some + share + " × " + p.hourly()
}

func (p *price) hourly() string {
	if p.missing {
		return "no hourly rate"
	}
	return unrounded(p.amount) + " an hour"
}

// words say what a row bears of something bought.
func (p itemPart) words(row, otherRow int) string {
	words := unrounded(p.item.Amount)
	if p.item.Years > 1 {
		words += " over " + count(p.item.Years, "year")
	} else {
		words += " once"
	}
	n := len(p.rows) + p.others
	switch {
	case row == wholeRow || n <= 1:
		return words
	case row == otherRow:
		return words + " × " + strconv.Itoa(p.others) + " of " + strconv.Itoa(n) + " pupils"
	}
	return words + " ÷ " + strconv.Itoa(n) + " pupils"
}

// words write a number of sessions or weeks, to two decimal places at most.
func (a exact) words() string {
	if a.isInteger() {
		return strconv.FormatInt(a.floor(), 10)
	}
	return strings.TrimRight(a.rat().FloatString(2), "0")
}

// remark says in plain words what is particular about a row's cost.
func (r *run) remark(row int, planned int64) string {
	switch {
	case row == wholeRow || row == r.otherRow():
	case !r.in[row] && r.placed[row].Waiting:
		return "waiting for a place"
	case !r.in[row]:
		return "not in this school year"
	case r.bears[row]:
		return "all of it, because it was set up for this pupil"
	case slices.Contains(r.bears, true) && r.exact[row].sum().sign() == 0:
		return "set up for another pupil, who bears the cost"
	}
	var notes []string
	if row != wholeRow {
		switch off := planned - r.exact[row].sum().nearest(); {
		case off > 0:
			notes = append(notes, "a penny more, so that the shares add up")
		case off < 0:
			notes = append(notes, "a penny less, so that the shares add up")
		}
	}
	example, missing := r.rates(row)
	if example {
		notes = append(notes, "at a rate that is only an example")
	}
	if missing {
		notes = append(notes, "there is no rate for this kind of staff")
	}
	return strings.Join(notes, "; ")
}

// rates reports whether an example rate is in a row's cost, and whether one is missing.
func (r *run) rates(row int) (example, missing bool) {
	for n := range r.stretches {
		s := &r.stretches[n]
		if row == wholeRow || r.costs(s, row) {
			example = example || r.prices[s.price].example
			missing = missing || r.prices[s.price].missing
		}
	}
	return example, missing
}

// said is a sum in words with its result and what is particular about it.
func said(words, nothing string, pence int64, remark string) string {
	result := money.Pence(pence).Words()
	if words == "" {
		words = result
		if remark == "" {
			remark = nothing
		}
	} else {
		words += " = " + result
	}
	if remark == "" {
		return words
	}
	return words + " (" + remark + ")"
}
