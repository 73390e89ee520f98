package provision

import (
	"math"
	"math/big"

	"github.com/shopspring/decimal"
)

// exact is a number that is never rounded: a fraction of two small whole numbers, which
// nearly every cost is, or one of large numbers where those would overflow. Fractions of
// math/big alone are ten times slower. The zero exact is 0.
type exact struct {
	num, den int64    // in lowest terms; a den of 0 is 1
	large    *big.Rat // in their place where they would overflow
}

func integer(n int64) exact { return exact{num: n, den: 1} }

// ratio is a fraction; den is above 0.
func ratio(num, den int64) exact {
	g := gcd(num, den)
	return exact{num: num / g, den: den / g}
}

func exactly(d decimal.Decimal) exact {
	if e := d.Exponent(); e <= 0 && e >= -8 && d.NumDigits() < 18 {
		return ratio(d.CoefficientInt64(), int64(math.Pow10(int(-e))))
	}
	return shortest(d.Rat())
}

// shortest takes a fraction of large numbers back to small ones where they do.
func shortest(r *big.Rat) exact {
	if r.Num().IsInt64() && r.Denom().IsInt64() && r.Num().Int64() != math.MinInt64 {
		return exact{num: r.Num().Int64(), den: r.Denom().Int64()}
	}
	return exact{large: r}
}

func (a exact) rat() *big.Rat {
	if a.large != nil {
		return a.large
	}
	return big.NewRat(a.num, a.under())
}

func (a exact) under() int64 { return max(1, a.den) }

func (a exact) add(b exact) exact {
	if a.large == nil && b.large == nil {
		g := gcd(a.under(), b.under())
		left, fits1 := times(a.num, b.under()/g)
		right, fits2 := times(b.num, a.under()/g)
		under, fits3 := times(a.under()/g, b.under())
		if sum := left + right; fits1 && fits2 && fits3 {
			return ratio(sum, under)
		}
	}
	return shortest(new(big.Rat).Add(a.rat(), b.rat()))
}

func (a exact) sub(b exact) exact { return a.add(b.mul(integer(-1))) }

func (a exact) mul(b exact) exact {
	if a.large == nil && b.large == nil {
		g, h := gcd(a.num, b.under()), gcd(b.num, a.under())
		over, fits1 := times(a.num/g, b.num/h)
		under, fits2 := times(a.under()/h, b.under()/g)
		if fits1 && fits2 {
			return exact{num: over, den: under}
		}
	}
	return shortest(new(big.Rat).Mul(a.rat(), b.rat()))
}

// by is a divided by b, which is above 0.
func (a exact) by(b exact) exact {
	if b.large == nil {
		return a.mul(exact{num: b.under(), den: b.num})
	}
	return shortest(new(big.Rat).Quo(a.rat(), b.large))
}

func (a exact) sign() int {
	switch {
	case a.large != nil:
		return a.large.Sign()
	case a.num < 0:
		return -1
	case a.num > 0:
		return 1
	}
	return 0
}

func (a exact) cmp(b exact) int { return a.sub(b).sign() }

func (a exact) isInteger() bool {
	return a.large == nil && a.under() == 1 || a.large != nil && a.large.IsInt()
}

// floor is the whole number at or below a.
func (a exact) floor() int64 {
	if a.large != nil {
		return new(big.Int).Div(a.large.Num(), a.large.Denom()).Int64()
	}
	n := a.num / a.under()
	if a.num < 0 && n*a.under() != a.num {
		n--
	}
	return n
}

// lost is what rounding down takes away.
func (a exact) lost() exact { return a.sub(integer(a.floor())) }

// nearest is the nearest whole number, halves up.
func (a exact) nearest() int64 { return a.add(ratio(1, 2)).floor() }

// times multiplies, and reports whether the product leaves room for a sum.
func times(a, b int64) (int64, bool) {
	const most = math.MaxInt64 / 4
	if a == 0 || b == 0 {
		return 0, true
	}
	p := a * b
	return p, p/b == a && p < most && p > -most
}

// gcd is the greatest common divisor, from 1 up.
func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a, 1)
}
