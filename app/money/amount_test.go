package money

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{"17.20": "17.20", "£1,234.50": "1234.50", " 6000 ": "6000.00", "-£5": "-5.00", "0.125": "0.13", "1,000,000": "1000000.00"} {
		if got, err := Parse(text); err != nil || got.String() != want {
			t.Errorf("Parse(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "£", "1,2", "1e9", "12.34567", "abc", "1.2.3", "100000000", "--5", "NaN", "1,,000"} {
		if got, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %v, want a refusal", text, got)
		}
	}
}

func TestWords(t *testing.T) {
	for pence, want := range map[int64]string{0: "£0.00", 5: "£0.05", 123456: "£1,234.56", 100000000: "£1,000,000.00", -1250: "−£12.50"} {
		if got := Pence(pence).Words(); got != want {
			t.Errorf("%d pence reads %q, want %q", pence, got, want)
		}
	}
	if got := Pounds(6000).Short(); got != "£6,000" {
		t.Errorf("got %q", got)
	}
}

func TestSharesAddUpToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Pence(rapid.Int64Range(-10_000_000, 10_000_000).Draw(t, "pence"))
		n := rapid.IntRange(1, 40).Draw(t, "n")
		if got := Sum(Split(a, n)...); got.Cmp(a) != 0 {
			t.Fatalf("%v in %d parts adds to %v", a, n, got)
		}
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1000), 1, 20).Draw(t, "weights")
		if parts := SplitBy(a, weights); parts != nil {
			if got := Sum(parts...); got.Cmp(a) != 0 {
				t.Fatalf("%v by %v adds to %v", a, weights, got)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"17.20", "£1,234.50", "-£5", "0.1255", "99999999.9999", "1e9", "1,,000", "", "£", "−5", "1.2.3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Parse(text)
		if err != nil {
			return
		}
		if a.Decimal().Abs().Cmp(largest) >= 0 {
			t.Fatalf("%q is %s, which no school has", text, a.Decimal())
		}
		again, err := Parse(a.Decimal().String())
		if err != nil || again.Cmp(a) != 0 {
			t.Fatalf("%q reads as %s, and that as %s, %v", text, a.Decimal(), again.Decimal(), err)
		}
	})
}
