package provision_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/money"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

func pounds(t testing.TB, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func sessions(t testing.TB, text string) decimal.Decimal {
	t.Helper()
	d, err := provision.ParseSessions(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func line(t testing.TB, minutes int, aWeek string, weeks, group int, rate, once string) provision.Line {
	t.Helper()
	return provision.Line{Description: "Reading practice", Outcome: "Reads a page aloud", StaffKind: "teaching_assistant",
		Minutes: minutes, SessionsAWeek: sessions(t, aWeek), Weeks: weeks, GroupSize: group, Rate: pounds(t, rate), OneOff: pounds(t, once)}
}

// Each sum was worked out by hand. 45 × 3 × 38 = 5,130 minutes = 85.5 hours; a
// quarter of it is 21.375 hours; at £17.20 that is £367.65.
func TestCostWorkedByHand(t *testing.T) {
	cases := []struct {
		line provision.Line
		want string
		says string
	}{
		{line(t, 45, "3", 38, 4, "17.20", "0"), "367.65", "45 minutes × 3 a week × 38 weeks ÷ 4 pupils × £17.20 an hour = £367.65"},
		{line(t, 45, "3", 38, 4, "17.20", "120"), "487.65", "45 minutes × 3 a week × 38 weeks ÷ 4 pupils × £17.20 an hour + £120.00 once = £487.65"},
		{line(t, 60, "1", 38, 1, "17.20", "0"), "653.60", "60 minutes × 1 a week × 38 weeks × £17.20 an hour = £653.60"},
		{line(t, 30, "0.5", 38, 1, "60", "0"), "570.00", "30 minutes × 0.5 a week × 38 weeks × £60.00 an hour = £570.00"},
		{line(t, 20, "2.5", 1, 3, "17.20", "0"), "4.78", "20 minutes × 2.5 a week × 1 week ÷ 3 pupils × £17.20 an hour = £4.78"},
		{line(t, 1, "1", 1, 1, "0.30", "0"), "0.01", "1 minute × 1 a week × 1 week × £0.30 an hour = £0.01"}, // half a penny goes up
		{line(t, 60, "1", 1, 1, "17.2345", "0"), "17.23", "60 minutes × 1 a week × 1 week × £17.2345 an hour = £17.23"},
		{line(t, 0, "0", 0, 0, "0", "1250"), "1250.00", "£1,250.00 once = £1,250.00"},
		{provision.Line{}, "0.00", "nothing entered = £0.00"},
	}
	for _, c := range cases {
		got := provision.CostOf(c.line)
		if got.Annual.String() != c.want || got.Arithmetic != c.says {
			t.Errorf("got %s, %q\nwant %s, %q", got.Annual, got.Arithmetic, c.want, c.says)
		}
	}
}

func TestCostAsJSON(t *testing.T) {
	text, err := json.Marshal(provision.CostOf(line(t, 60, "1", 38, 1, "17.20", "0")))
	want := `{"annual":"653.60","arithmetic":"60 minutes × 1 a week × 38 weeks × £17.20 an hour = £653.60"}`
	if err != nil || string(text) != want {
		t.Errorf("%s %v", text, err)
	}
}

// drawn is a line together with its parts as whole numbers.
type drawn struct {
	line                                        provision.Line
	minutes, tenths, weeks, group, rate, oneOff int64
}

func draw(t *rapid.T, name string) drawn {
	n := func(what string, least, most int64) int64 {
		return rapid.Int64Range(least, most).Draw(t, name+" "+what)
	}
	d := drawn{minutes: n("minutes", 0, 480), tenths: n("tenths of a session", 0, 500), weeks: n("weeks", 0, 53),
		group: n("group", 1, 60), rate: n("rate in pence", 0, 50000), oneOff: n("one-off in pence", 0, 10_000_000)}
	d.line = provision.Line{Minutes: int(d.minutes), SessionsAWeek: decimal.New(d.tenths, -1), Weeks: int(d.weeks),
		GroupSize: int(d.group), Rate: money.Pence(d.rate), OneOff: money.Pence(d.oneOff)}
	return d
}

// pence works the cost out a second way, in whole numbers only: everything over
// one divisor of 60 minutes × 10 tenths × pupils, rounded once, halves up.
func (d drawn) pence() int64 {
	divisor := 600 * d.group
	total := d.minutes*d.tenths*d.weeks*d.rate + d.oneOff*divisor
	return (2*total + divisor) / (2 * divisor)
}

func TestCostAgreesWithWholeNumbersToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, "line")
		got := provision.CostOf(d.line)
		if got.Annual.InPence() != d.pence() {
			t.Fatalf("%s: %d pence by whole numbers", got.Arithmetic, d.pence())
		}
		if off := got.Exact.Sub(got.Annual).Decimal().Abs(); off.GreaterThan(decimal.New(5, -3)) {
			t.Fatalf("%s is %s away from %s", got.Annual, off, got.Exact.Decimal())
		}
	})
}

func TestSchoolPaysFirstUpToItsContribution(t *testing.T) {
	six := money.Pounds(6000)
	lines := []provision.Costed{
		provision.Alone(line(t, 60, "10", 38, 1, "10", "0")), // £3,800
		provision.Alone(line(t, 60, "10", 38, 1, "10", "0")), // £3,800
		provision.Alone(line(t, 0, "0", 0, 1, "0", "500")),
	}
	s := provision.Total(lines, six)
	if s.Total.String() != "8100.00" || s.School.String() != "6000.00" || s.Extra.String() != "2100.00" {
		t.Errorf("%+v", s)
	}
	want := []string{"3800.00 + 0.00", "2200.00 + 1600.00", "0.00 + 500.00"}
	for i, l := range s.Lines {
		if got := fmt.Sprintf("%s + %s", l.School, l.Extra); got != want[i] {
			t.Errorf("line %d: %s, want %s", i, got, want[i])
		}
	}
	if under := provision.Total(lines[:1], six); under.Extra.String() != "0.00" || under.School.String() != "3800.00" {
		t.Errorf("%+v", under)
	}
	if none := provision.Total(nil, six); none.Lines == nil || !none.Total.IsZero() {
		t.Errorf("%+v", none)
	}
}

func TestTotalIsItsLinesToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []provision.Costed
		var pence int64
		for i := range rapid.IntRange(0, 12).Draw(t, "lines") {
			d := draw(t, fmt.Sprint("line ", i))
			lines, pence = append(lines, provision.Alone(d.line)), pence+d.pence()
		}
		contribution := rapid.Int64Range(0, 1_000_000).Draw(t, "contribution")
		s := provision.Total(lines, money.Pence(contribution))
		if s.Total.InPence() != pence || s.School.InPence() != min(pence, contribution) || s.School.Add(s.Extra).Cmp(s.Total) != 0 {
			t.Fatalf("%+v; %d pence by whole numbers", s, pence)
		}
		var parts money.Amount
		for _, l := range s.Lines {
			parts = money.Sum(parts, l.School, l.Extra)
			if l.School.IsNegative() || l.Extra.IsNegative() {
				t.Fatalf("a negative part: %+v", l)
			}
		}
		if parts.Cmp(s.Total) != 0 {
			t.Fatalf("the parts add up to %s, not %s", parts, s.Total)
		}
	})
}
