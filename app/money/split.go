package money

import "github.com/shopspring/decimal"

// Split shares an amount, rounded to the penny, into n parts that differ by at
// most a penny and add up to it exactly; the first parts carry the odd pennies.
// It returns nil for n below 1.
func Split(a Amount, n int) []Amount {
	if n < 1 {
		return nil
	}
	total := a.InPence()
	each, odd := total/int64(n), total%int64(n)
	penny := int64(1)
	if odd < 0 {
		penny, odd = -1, -odd
	}
	parts := make([]Amount, n)
	for i := range parts {
		p := each
		if int64(i) < odd {
			p += penny
		}
		parts[i] = Pence(p)
	}
	return parts
}

// SplitBy shares an amount, rounded to the penny, in proportion to weights; the
// parts add up to it exactly. Pennies left over by rounding down go to the
// largest remainders, earlier parts first. All-zero or negative weights give nil.
func SplitBy(a Amount, weights []int64) []Amount {
	var sum int64
	for _, w := range weights {
		if w < 0 {
			return nil
		}
		sum += w
	}
	if sum == 0 {
		return nil
	}
	total := a.Round().d.Abs().Shift(2)
	parts := make([]int64, len(weights))
	rest := make([]decimal.Decimal, len(weights))
	left := total.IntPart()
	for i, w := range weights {
		exact := total.Mul(decimal.NewFromInt(w)).DivRound(decimal.NewFromInt(sum), 12)
		parts[i] = exact.Floor().IntPart()
		rest[i] = exact.Sub(exact.Floor())
		left -= parts[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i].GreaterThan(rest[best]) {
				best = i
			}
		}
		parts[best]++
		rest[best] = decimal.NewFromInt(-1)
	}
	out := make([]Amount, len(parts))
	for i, p := range parts {
		out[i] = Pence(p)
		if a.IsNegative() {
			out[i] = out[i].Neg()
		}
	}
	return out
}
