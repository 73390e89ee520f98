package provision_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/assets"
)

func funding(t testing.TB) provision.Funding {
	t.Helper()
	f, problems := provision.LoadFunding(assets.Pack("funding.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return f
}

func TestShippedAmounts(t *testing.T) {
	f, today := funding(t), day.Of(2026, 11, 21)
	if c, ok := f.ContributionOn(today); !ok || c.Amount.String() != "6000.00" || c.Example || c.Source == "" {
		t.Errorf("%+v %v", c, ok)
	}
	if _, ok := f.ContributionOn(day.Of(2013, 3, 31)); ok {
		t.Error("a contribution before it was set")
	}
}

func TestAmountHoldsFromItsFirstDayUntilTheNext(t *testing.T) {
	text := strings.Replace(string(assets.Pack("funding.json")), `"contribution": [`,
		`"contribution": [{"from":"2010-04-01","amount":"5000","source":"Old","example":false},`, 1)
	text = strings.Replace(text, `"on": "2013-03-31",
   "expect": ""`, `"on": "2013-03-31",
   "expect": "5000.00"`, 1) // the pack's own example says what holds before the first day
	f, problems := provision.LoadFunding([]byte(text))
	if problems != nil {
		t.Fatal(problems)
	}
	for date, want := range map[day.Date]string{day.Of(2010, 4, 1): "5000.00", day.Of(2013, 3, 31): "5000.00", day.Of(2013, 4, 1): "6000.00", day.Of(2030, 1, 1): "6000.00"} {
		if got, ok := f.ContributionOn(date); !ok || got.Amount.String() != want {
			t.Errorf("%v: %s", date, got.Amount)
		}
	}
}

func TestBadFundingPackIsRefused(t *testing.T) {
	cases := []struct{ name, from, to, says string }{
		{"float", `"6000.00"`, `6000.0`, "text in quotation marks"},
		{"negative", `"6000.00"`, `"-6000"`, "form"},
		{"out of order", `"contribution": [`, `"contribution": [{"from":"2026-09-01","amount":"7000","source":"Later","example":false},`, "must come after"},
	}
	for _, c := range cases {
		text := strings.Replace(string(assets.Pack("funding.json")), c.from, c.to, 1)
		_, problems := provision.LoadFunding([]byte(text))
		if len(problems) != 1 || !strings.Contains(problems[0].Message, c.says) {
			t.Errorf("%s: want %q, got %v", c.name, c.says, problems)
		}
	}
}

func FuzzLoadFunding(f *testing.F) {
	f.Add(assets.Pack("funding.json"))
	f.Add([]byte(`{"format":"sen-funding"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, problems := provision.LoadFunding(data)
		if problems != nil {
			return
		}
		if c, ok := got.ContributionOn(day.Of(9999, 12, 31)); !ok || c.Amount.IsNegative() {
			t.Errorf("%+v %v", c, ok)
		}
	})
}
