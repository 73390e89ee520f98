package money

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"
)

// Amount is an exact sum of money in pounds. The zero Amount is £0.
type Amount struct{ d decimal.Decimal }

// ErrNotAnAmount is returned by Parse for text that is not an amount of money.
var ErrNotAnAmount = errors.New("not an amount of money")

// largest bounds what Parse accepts: a hundred million pounds is beyond any school.
var largest = decimal.New(1, 8)

// Parse reads an amount as people write it: 1234.5, £1,234.50, 17.20. It refuses
// more than four decimal places, exponents and amounts of £100 million or more.
func Parse(text string) (Amount, error) {
	s := strings.TrimSpace(text)
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(strings.TrimPrefix(s, "-"), "£")
	whole, fraction, _ := strings.Cut(s, ".")
	if !thousandsFit(whole) || !digits(strings.ReplaceAll(whole, ",", "")) || len(fraction) > 4 || (fraction != "" && !digits(fraction)) {
		return Amount{}, ErrNotAnAmount
	}
	d, err := decimal.NewFromString(strings.ReplaceAll(s, ",", ""))
	if err != nil || d.GreaterThanOrEqual(largest) {
		return Amount{}, ErrNotAnAmount
	}
	if negative {
		d = d.Neg()
	}
	return Amount{d}, nil
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// thousandsFit refuses 1,2,3: a comma must stand before exactly three digits.
func thousandsFit(whole string) bool {
	for i, part := range strings.Split(whole, ",") {
		if i > 0 && len(part) != 3 {
			return false
		}
	}
	return true
}

// Pounds returns a whole number of pounds.
func Pounds(n int64) Amount { return Amount{decimal.NewFromInt(n)} }

// Pence returns an amount from a whole number of pence.
func Pence(n int64) Amount { return Amount{decimal.New(n, -2)} }

// Exact wraps a decimal number of pounds without rounding.
func Exact(d decimal.Decimal) Amount { return Amount{d} }

// Decimal returns the exact number of pounds.
func (a Amount) Decimal() decimal.Decimal { return a.d }

// Add returns a + b.
func (a Amount) Add(b Amount) Amount { return Amount{a.d.Add(b.d)} }

// Sub returns a - b.
func (a Amount) Sub(b Amount) Amount { return Amount{a.d.Sub(b.d)} }

// Mul returns a times a number.
func (a Amount) Mul(n decimal.Decimal) Amount { return Amount{a.d.Mul(n)} }

// Neg returns -a.
func (a Amount) Neg() Amount { return Amount{a.d.Neg()} }

// Cmp returns -1, 0 or +1 as a is less than, equal to or more than b.
func (a Amount) Cmp(b Amount) int { return a.d.Cmp(b.d) }

// IsZero reports whether a is £0.
func (a Amount) IsZero() bool { return a.d.IsZero() }

// IsNegative reports whether a is below £0.
func (a Amount) IsNegative() bool { return a.d.IsNegative() }

// Round returns a to the penny, halves away from zero, as bills do.
func (a Amount) Round() Amount { return Amount{a.d.Round(2)} }

// InPence returns a rounded to the penny, as a whole number of pence.
func (a Amount) InPence() int64 { return a.d.Round(2).Shift(2).IntPart() }

// Min returns the smaller of two amounts.
func Min(a, b Amount) Amount {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

// Sum adds amounts exactly.
func Sum(amounts ...Amount) Amount {
	var total Amount
	for _, a := range amounts {
		total = total.Add(a)
	}
	return total
}

// String returns the amount to the penny for files and programs: 1234.50.
func (a Amount) String() string { return a.d.StringFixed(2) }

// Words returns the amount to the penny as people read it: £1,234.50.
func (a Amount) Words() string {
	s := a.d.Abs().StringFixed(2)
	whole, pence, _ := strings.Cut(s, ".")
	out := "£" + grouped(whole) + "." + pence
	if a.d.Round(2).IsNegative() {
		return "−" + out
	}
	return out
}

// Short is Words without the pence where they are zero: £1,234.
func (a Amount) Short() string { return strings.TrimSuffix(a.Words(), ".00") }

// WholePounds is the amount to the nearest pound, for places where pence do not matter.
func (a Amount) WholePounds() string { return Amount{a.d.Round(0)}.Short() }

func grouped(whole string) string {
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// MarshalText writes the exact amount, so that amounts are text in JSON, never floats.
func (a Amount) MarshalText() ([]byte, error) {
	if a.d.Exponent() >= -2 {
		return []byte(a.d.StringFixed(2)), nil
	}
	return []byte(a.d.String()), nil
}

// UnmarshalText reads what MarshalText wrote; empty text is £0.
func (a *Amount) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*a = Amount{}
		return nil
	}
	d, err := decimal.NewFromString(string(text))
	if err != nil {
		return ErrNotAnAmount
	}
	a.d = d
	return nil
}
