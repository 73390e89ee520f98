package provision_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/app/provision"
	"needsbook/assets"
)

func rateCard(t testing.TB) provision.RateCard {
	t.Helper()
	c, problems := provision.LoadRateCard(assets.Pack("rate-card.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return c
}

func TestShippedRateCard(t *testing.T) {
	c, today := rateCard(t), day.Of(2026, 11, 21)
	if w, ok := c.WeeksOn(today); !ok || w.Weeks != 38 {
		t.Errorf("%+v %v", w, ok)
	}
	if _, ok := c.RateOn("astronaut", today); ok {
		t.Error("a rate for an unknown kind of staff")
	}
	if _, ok := c.RateOn("teaching_assistant", day.Of(2026, 8, 31)); ok {
		t.Error("a rate before its first day")
	}
	if got := c.StaffName("teaching_assistant"); got != "Teaching assistant" {
		t.Error(got)
	}
	if c.WeekHours.Least.String() != "25" || c.WeekHours.Most.String() != "32.5" || c.Scheme.WholeCostForOne {
		t.Errorf("%+v %+v", c.WeekHours, c.Scheme)
	}
}

// A made-up rate must never look official.
func TestEveryShippedRateIsMarkedAsAnExample(t *testing.T) {
	c, rates := rateCard(t), 0
	if c.Status != pack.Example {
		t.Error(c.Status)
	}
	for _, k := range c.StaffKinds {
		for _, r := range k.Rates {
			rates++
			if !r.Example || !strings.Contains(r.Source, "EXAMPLE") {
				t.Errorf("%s: %+v", k.ID, r)
			}
		}
	}
	if rates == 0 {
		t.Error("no rates are shipped")
	}
}

// twoRates is the shipped card with two rates for a midday supervisor in place of one.
func twoRates(first, second string) []byte {
	rate := func(dates string) string {
		return `{` + dates + `,"amount":"15.00","source":"Council","example":false}`
	}
	old := string(assets.Pack("rate-card.json"))
	from := strings.Index(old, `"midday_supervisor"`)
	open := from + strings.Index(old[from:], "[")
	end := from + strings.Index(old[from:], "]")
	return []byte(old[:open+1] + rate(first) + "," + rate(second) + old[end:])
}

func TestBadRateCardIsRefused(t *testing.T) {
	shipped := string(assets.Pack("rate-card.json"))
	swap := func(from, to string) []byte { return []byte(strings.Replace(shipped, from, to, 1)) }
	cases := []struct {
		name, says string
		body       []byte
	}{
		{"a float", "text in quotation marks", swap(`"17.20"`, `17.2`)},
		{"a negative rate", "form", swap(`"17.20"`, `"-17.20"`)},
		{"a rate for a day", "more than £500 an hour", swap(`"17.20"`, `"501"`)},
		{"too many weeks", "too large", swap(`"weeks": 38,`, `"weeks": 54,`)},
		{"a kind twice", "two kinds of staff “senco”", swap(`"id": "teacher"`, `"id": "senco"`)},
		{"weeks out of order", "must come after", swap(`"teaching_weeks": [`, `"teaching_weeks": [{"from":"2026-09-01","weeks":39,"source":"Later"},`)},
		{"overlapping", "Midday supervisor: the rate from 1 September 2026 overlaps the one before.", twoRates(`"from":"2025-09-01","to":"2026-09-30"`, `"from":"2026-09-01"`)},
		{"the same day twice", "the rate from 1 September 2026 overlaps the one before", twoRates(`"from":"2026-09-01"`, `"from":"2026-09-01"`)},
		{"out of order", "the rate from 1 September 2025 must stand before the one from 1 September 2026", twoRates(`"from":"2026-09-01"`, `"from":"2025-09-01"`)},
		{"end before start", "the rate from 1 September 2026 ends before it starts", twoRates(`"from":"2025-09-01"`, `"from":"2026-09-01","to":"2026-08-31"`)},
		{"more hours at least than at most", "must not be fewer than the least", swap(`"least": "25"`, `"least": "33"`)},
	}
	for _, c := range cases {
		_, problems := provision.LoadRateCard(c.body)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, c.says) {
			t.Errorf("%s: want %q, got %v", c.name, c.says, problems)
		}
	}
}

func TestRateHoldsUntilTheNextOrItsLastDay(t *testing.T) {
	c, problems := provision.LoadRateCard(twoRates(`"from":"2024-09-01","to":"2025-03-31"`, `"from":"2025-09-01"`))
	if problems != nil {
		t.Fatal(problems)
	}
	for date, want := range map[day.Date]bool{day.Of(2024, 8, 31): false, day.Of(2024, 9, 1): true, day.Of(2025, 3, 31): true,
		day.Of(2025, 4, 1): false, day.Of(2025, 9, 1): true, day.Of(2030, 1, 1): true} {
		if _, got := c.RateOn("midday_supervisor", date); got != want {
			t.Errorf("%s: %v", date, got)
		}
	}
}

func FuzzLoadRateCard(f *testing.F) {
	f.Add(assets.Pack("rate-card.json"))
	f.Add(twoRates(`"from":"2024-09-01","to":"2025-03-31"`, `"from":"2025-09-01"`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, problems := provision.LoadRateCard(data)
		if problems != nil {
			return
		}
		for _, k := range c.StaffKinds {
			for _, r := range k.Rates {
				if got, ok := c.RateOn(k.ID, r.From); !ok || got != r {
					t.Errorf("%s: from its first day %+v holds, not %+v", k.ID, r, got)
				}
			}
		}
	})
}
