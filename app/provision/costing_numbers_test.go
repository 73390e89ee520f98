package provision_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

// numbers is an intervention as whole numbers alone: minutes, tenths of sessions, pence,
// and weeks by their number. It is costed a second time from these.
type numbers struct {
	minutes, tenths, most, size int64
	rates                       [2]int64 // before the change and after it
	changes                     int      // week of the change of rate
	past                        int      // weeks that are over
	weeks                       int
	pupils                      []pupilNumbers
	bought                      []itemNumbers
	marks                       map[int][2]int64 // sessions held and not held, by week
}

type pupilNumbers struct {
	first, last    int // weeks
	tenths         int64
	waiting, bears bool
	bought         []itemNumbers
}

type itemNumbers struct {
	pence, years, age int64
	later             bool
}

func drawItems(t *rapid.T, name string) (out []itemNumbers) {
	for range rapid.IntRange(0, 2).Draw(t, name) {
		out = append(out, itemNumbers{rapid.Int64Range(0, 50_000).Draw(t, "price"), rapid.Int64Range(1, 5).Draw(t, "years"),
			rapid.Int64Range(0, 5).Draw(t, "age"), rapid.Bool().Draw(t, "later")})
	}
	return out
}

func drawNumbers(t *rapid.T) numbers {
	n := numbers{weeks: rapid.IntRange(0, 40).Draw(t, "weeks"), minutes: rapid.Int64Range(1, 240).Draw(t, "minutes"), tenths: rapid.Int64Range(1, 100).Draw(t, "tenths"),
		size: rapid.Int64Range(0, 8).Draw(t, "size"), most: rapid.Int64Range(0, 40).Draw(t, "most weeks"), marks: map[int][2]int64{}}
	n.rates = [2]int64{rapid.Int64Range(1, 9_999).Draw(t, "rate"), rapid.Int64Range(1, 9_999).Draw(t, "later rate")}
	n.changes, n.past = rapid.IntRange(0, n.weeks).Draw(t, "change"), rapid.IntRange(0, n.weeks).Draw(t, "past")
	n.bought = drawItems(t, "bought")
	for range rapid.IntRange(0, 7).Draw(t, "pupils") {
		p := pupilNumbers{first: rapid.IntRange(0, max(0, n.weeks-1)).Draw(t, "first"), waiting: rapid.IntRange(0, 5).Draw(t, "waiting") == 0,
			bears: rapid.IntRange(0, 5).Draw(t, "bears") == 0, bought: drawItems(t, "own")}
		p.last = rapid.IntRange(p.first, n.weeks).Draw(t, "last")
		if rapid.Bool().Draw(t, "comes to some") {
			p.tenths = rapid.Int64Range(1, n.tenths).Draw(t, "own tenths")
		}
		n.pupils = append(n.pupils, p)
	}
	for range rapid.IntRange(0, 5).Draw(t, "ticked weeks") {
		if n.past > 0 {
			n.marks[rapid.IntRange(0, n.past-1).Draw(t, "week")] = [2]int64{rapid.Int64Range(0, 4).Draw(t, "held"), rapid.Int64Range(0, 4).Draw(t, "not held")}
		}
	}
	return n
}

// asProvision says the numbers as an intervention, its placements and its tick-sheets.
func (n numbers) asProvision() (provision.Costing, provision.Intervention, []provision.Placement, []provision.Attendance) {
	first := day.Of(2026, 9, 7)
	monday := func(week int) day.Date { return first.AddDays(7 * week) }
	c := provision.Costing{First: day.Of(2026, 9, 1), Last: day.Of(2027, 8, 31), Today: monday(n.past).AddDays(-1), MostWeeks: int(n.most), WholeForOne: true,
		Rate: func(_ string, on day.Date) (provision.HourlyRate, bool) {
			if on.Before(monday(n.changes)) {
				return provision.HourlyRate{Amount: money.Pence(n.rates[0])}, true
			}
			return provision.HourlyRate{Amount: money.Pence(n.rates[1])}, true
		}}
	for week := range n.weeks {
		c.Weeks = append(c.Weeks, monday(week))
	}
	items := func(list []itemNumbers) (out []provision.Item) {
		for _, b := range list {
			on := day.Of(2026-int(b.age), 9, 1)
			if b.age == 0 && b.later {
				on = c.Today.AddDays(1)
			}
			out = append(out, provision.Item{Amount: money.Pence(b.pence), Years: int(b.years), On: on})
		}
		return out
	}
	i := provision.Intervention{ID: "i", Minutes: int(n.minutes), SessionsAWeek: decimal.New(n.tenths, -1), Size: int(n.size), Bought: items(n.bought)}
	var placed []provision.Placement
	for row, p := range n.pupils {
		placed = append(placed, provision.Placement{ID: fmt.Sprint(row), Pupil: fmt.Sprint(row), Intervention: "i", Waiting: p.waiting, Bears: p.bears,
			Starts: monday(p.first), Ends: monday(p.last).AddDays(4), SessionsAWeek: decimal.New(p.tenths, -1), Bought: items(p.bought)})
	}
	var held []provision.Attendance
	for week, m := range n.marks {
		marks := ""
		for range m[0] {
			marks += "/"
		}
		for range m[1] {
			marks += "x"
		}
		held = append(held, provision.Attendance{Intervention: "i", Week: monday(week), Marks: marks})
	}
	return c, i, placed, held
}

// worked is what each row bears, held, not held and to come, over one divisor. The last
// row is of those who are not placed.
func (n numbers) worked() (rows [][3]*big.Int, divisor *big.Int) {
	const upTo = 4_000 // more than tenths of sessions that can meet in a week: 15 × 100
	divisor = big.NewInt(1)
	sums := map[int64]bool{}
	for week := range n.weeks {
		_, all := n.inWeek(week)
		sums[max(1, all)] = true
	}
	for d := range int64(upTo) {
		if sums[d] {
			gcd := new(big.Int).GCD(nil, nil, divisor, big.NewInt(d))
			divisor.Mul(divisor, new(big.Int).Div(big.NewInt(d), gcd))
		}
	}
	sharing := n.sharing()
	divisor.Mul(divisor, big.NewInt(600*60*max(1, sharing)))
	for range len(n.pupils) + 1 {
		rows = append(rows, [3]*big.Int{new(big.Int), new(big.Int), new(big.Int)})
	}
	put := func(row, part int, number int64, factor, under int64) {
		x := new(big.Int).Mul(big.NewInt(number), big.NewInt(factor))
		x.Mul(x, divisor)
		rows[row][part].Add(rows[row][part], x.Div(x, big.NewInt(under)))
	}
	others := len(n.pupils)
	for _, week := range n.counted() {
		rate := n.rates[1]
		if week < n.changes {
			rate = n.rates[0]
		}
		off := int64(0)
		if m, ticked := n.marks[week]; ticked && m != [2]int64{} {
			off = max(0, min(10*m[1], n.tenths-10*m[0]))
		}
		parts := [3]int64{n.minutes * (n.tenths - off) * rate, n.minutes * off * rate, 0}
		if week >= n.past {
			parts = [3]int64{0, 0, n.minutes * n.tenths * rate}
		}
		weights, all := n.inWeek(week)
		for part, cost := range parts {
			switch bearer := n.bearer(weights); {
			case bearer >= 0:
				put(bearer, part, cost, 1, 600)
			case all == 0:
				put(others, part, cost, 1, 600)
			default:
				for row, weight := range weights {
					put(row, part, cost, weight, 600*all)
				}
			}
		}
	}
	n.itemsWorked(put, sharing)
	return rows, divisor
}

func (n numbers) itemsWorked(put func(row, part int, number, factor, under int64), sharing int64) {
	item := func(row int, b itemNumbers, factor, under int64) {
		if b.age < b.years {
			part := 0
			if b.age == 0 && b.later {
				part = 2
			}
			put(row, part, b.pence, factor, under*b.years)
		}
	}
	placed := int64(0)
	for row, p := range n.pupils {
		if p.waiting {
			continue
		}
		placed++
		for _, b := range p.bought {
			item(row, b, 1, 1)
		}
	}
	for _, b := range n.bought {
		switch {
		case n.bearer(nil) >= 0:
			item(n.bearer(nil), b, 1, 1)
		case sharing == 0:
			item(len(n.pupils), b, 1, 1)
		default:
			for row, p := range n.pupils {
				if !p.waiting {
					item(row, b, 1, sharing)
				}
			}
			item(len(n.pupils), b, sharing-placed, sharing)
		}
	}
}

// bearer is the first pupil who bears the whole, of those with a weight in a week where
// weights are given; -1 for nobody.
func (n numbers) bearer(weights []int64) int {
	for row, p := range n.pupils {
		if p.bears && !p.waiting && (weights == nil || weights[row] > 0) {
			return row
		}
	}
	return -1
}

func (n numbers) sharing() int64 {
	placed := int64(0)
	for _, p := range n.pupils {
		if !p.waiting {
			placed++
		}
	}
	return max(n.size, placed)
}

// inWeek are the tenths of sessions that each row comes to in a week, and all together.
func (n numbers) inWeek(week int) (weights []int64, all int64) {
	there := int64(0)
	for _, p := range n.pupils {
		weight := int64(0)
		if !p.waiting && week >= p.first && week <= p.last {
			there++
			weight = n.tenths
			if p.tenths > 0 {
				weight = p.tenths
			}
		}
		weights, all = append(weights, weight), all+weight
	}
	others := max(0, n.size-there) * n.tenths
	return append(weights, others), all + others
}

func (n numbers) counted() (out []int) {
	most := n.weeks
	if n.most > 0 {
		most = min(most, int(n.most))
	}
	taken := make([]bool, n.weeks)
	for _, wanted := range []bool{true, false} {
		for week := range n.weeks {
			somebody := false
			for _, p := range n.pupils {
				somebody = somebody || !p.waiting && week >= p.first && week <= p.last
			}
			if somebody == wanted && most > 0 {
				taken[week] = true
				most--
			}
		}
	}
	for week, yes := range taken {
		if yes {
			out = append(out, week)
		}
	}
	return out
}

// nearestPenny rounds a number over a divisor, halves up.
func nearestPenny(number, divisor *big.Int) int64 {
	twice := new(big.Int).Add(new(big.Int).Lsh(number, 1), divisor)
	return twice.Div(twice, new(big.Int).Lsh(divisor, 1)).Int64()
}

func TestCostOfAnInterventionAgreesWithWholeNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawNumbers(t)
		got := func() provision.RunCost {
			c, i, placed, held := n.asProvision()
			return c.Of(i, placed, held)
		}()
		rows, divisor := n.worked()
		whole, total := [3]*big.Int{new(big.Int), new(big.Int), new(big.Int)}, new(big.Int)
		for row := range rows {
			planned := new(big.Int)
			for part := range whole {
				whole[part].Add(whole[part], rows[row][part])
				planned.Add(planned, rows[row][part])
			}
			total.Add(total, planned)
			sum := got.Others
			if row < len(got.Shares) {
				sum = got.Shares[row].Sum
			}
			for name, pair := range map[string]struct {
				got  money.Amount
				want *big.Int
			}{"planned": {sum.Planned, planned}, "to date": {sum.ToDate, rows[row][0]}, "not held": {sum.NotHeld, rows[row][1]}, "to come": {sum.ToCome, rows[row][2]}} {
				off := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(pair.got.InPence()), divisor), pair.want)
				if off.CmpAbs(new(big.Int).Mul(divisor, big.NewInt(2))) >= 0 || pair.want.Sign() == 0 && off.Sign() != 0 {
					t.Fatalf("row %d %s: %s, by whole numbers %s / %s pence: %s", row, name, pair.got, pair.want, divisor, sum.Words)
				}
			}
		}
		if got.Whole.Planned.InPence() != nearestPenny(total, divisor) {
			t.Fatalf("%s planned, by whole numbers %d pence: %s", got.Whole.Planned, nearestPenny(total, divisor), got.Whole.Words)
		}
		for part, sum := range []money.Amount{got.Whole.ToDate, got.Whole.NotHeld, got.Whole.ToCome} {
			off := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(sum.InPence()), divisor), whole[part])
			if off.CmpAbs(divisor) >= 0 {
				t.Fatalf("part %d is %s, by whole numbers %s / %s pence", part, sum, whole[part], divisor)
			}
		}
		addsUp(t, got)
	})
}

// addsUp checks that a cost adds up both ways to the penny.
func addsUp(t *rapid.T, c provision.RunCost) {
	sums := append([]provision.Sum{c.Others}, c.Whole)
	var all provision.Sum
	add := func(s provision.Sum) {
		all.Planned, all.ToDate, all.ToCome, all.NotHeld = all.Planned.Add(s.Planned), all.ToDate.Add(s.ToDate), all.ToCome.Add(s.ToCome), all.NotHeld.Add(s.NotHeld)
	}
	add(c.Others)
	for _, s := range c.Shares {
		sums = append(sums, s.Sum)
		add(s.Sum)
	}
	for _, s := range sums {
		if money.Sum(s.ToDate, s.ToCome, s.NotHeld).Cmp(s.Planned) != 0 || s.Forecast().Cmp(s.Planned.Sub(s.NotHeld)) != 0 {
			t.Fatalf("%s and %s and %s are not %s", s.ToDate, s.ToCome, s.NotHeld, s.Planned)
		}
		if s.ToDate.IsNegative() || s.ToCome.IsNegative() || s.NotHeld.IsNegative() {
			t.Fatalf("below nothing: %+v", s)
		}
	}
	if w := c.Whole; all.Planned.Cmp(w.Planned) != 0 || all.ToDate.Cmp(w.ToDate) != 0 || all.ToCome.Cmp(w.ToCome) != 0 || all.NotHeld.Cmp(w.NotHeld) != 0 {
		t.Fatalf("the shares come to %+v, the whole is %+v", all, w)
	}
}

// A group split in two, each with its own part of the staff's minutes, costs what the one
// group did, and joined again costs it still.
func TestSplittingAndJoiningGroupsKeepsTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawNumbers(t)
		n.bought, n.size, n.marks = nil, 0, nil
		c, i, placed, _ := n.asProvision()
		c.MostWeeks = 0
		for row := range placed {
			placed[row].Bears = false
		}
		one, two := i, i
		one.Minutes = rapid.IntRange(0, i.Minutes).Draw(t, "minutes of the first")
		two.Minutes = i.Minutes - one.Minutes
		at := rapid.IntRange(0, len(placed)).Draw(t, "split at")
		a, b := c.Of(one, placed[:at], nil), c.Of(two, placed[at:], nil)
		joined := c.Of(i, placed, nil)
		off := a.Whole.Planned.Add(b.Whole.Planned).Sub(joined.Whole.Planned).InPence()
		if off < -1 || off > 1 { // each is rounded once
			t.Fatalf("%s and %s, joined %s", a.Whole.Planned, b.Whole.Planned, joined.Whole.Planned)
		}
	})
}

// A year's minutes that come to whole pence are kept to the penny.
func TestSplittingWholePenceKeepsTheTotalToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := schoolYear()
		half := rapid.IntRange(1, 8).Draw(t, "half hours") * 30
		i := provision.Intervention{ID: "i", Minutes: 2 * half, SessionsAWeek: decimal.NewFromInt(rapid.Int64Range(1, 10).Draw(t, "sessions")),
			Price: money.Pence(2 * rapid.Int64Range(1, 5000).Draw(t, "pence")), Per: provision.PerHour}
		placed := pupils(rapid.IntRange(2, 9).Draw(t, "pupils"), func(p []provision.Placement) {
			for n := range p {
				p[n].Intervention = "i"
			}
		})
		part := i
		part.Minutes = half
		at := rapid.IntRange(1, len(placed)-1).Draw(t, "split at")
		a, b, joined := c.Of(part, placed[:at], nil), c.Of(part, placed[at:], nil), c.Of(i, placed, nil)
		if a.Whole.Planned.Add(b.Whole.Planned).Cmp(joined.Whole.Planned) != 0 {
			t.Fatalf("%s and %s, joined %s", a.Whole.Planned, b.Whole.Planned, joined.Whole.Planned)
		}
	})
}
