package publish_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/publish"
)

func strategyOf(t *rapid.T) publish.StrategyFacts {
	pence := func(most int64) money.Amount { return money.Pence(rapid.Int64Range(0, most).Draw(t, "pence")) }
	f := publish.StrategyFacts{Year: 2026, Fund: "Inclusive Mainstream Fund", Allocation: pence(5_000_000), Principles: []publish.Principle{{ID: "p1"}, {ID: "p2"}}}
	for n := range rapid.IntRange(0, 6).Draw(t, "rows") {
		f.Provision = append(f.Provision, publish.ProvisionRow{ID: fmt.Sprint(n), Name: "Group", Cost: pence(900_000), Fund: rapid.Bool().Draw(t, "fund")})
	}
	for n := range rapid.IntRange(0, 5).Draw(t, "activities") {
		a := publish.Activity{ID: fmt.Sprint("a", n), Year: 2026, What: fmt.Sprint("Activity ", n), Amount: pence(2_000_000)}
		a.Interventions = rapid.SliceOfDistinct(rapid.SampledFrom([]string{"0", "1", "2", "3", "9"}), rapid.ID[string]).Draw(t, "named")
		a.Principles = rapid.SliceOfDistinct(rapid.SampledFrom([]string{"p1", "p2", "gone"}), rapid.ID[string]).Draw(t, "principles")
		f.Activities = append(f.Activities, a)
	}
	return f
}

func TestStrategyAddsUpToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := strategyOf(t)
		s := publish.MakeStrategy(f)
		equal := func(what string, a, b money.Amount) {
			if a.Cmp(b) != 0 {
				t.Fatalf("%s: %s and %s", what, a, b)
			}
		}
		var rows, own, provision, linked, fund, unnamed money.Amount
		named := map[string]int{}
		for _, r := range s.Rows {
			rows, own, provision = rows.Add(r.Total), own.Add(r.Amount), provision.Add(r.Provision)
			for _, l := range r.Linked {
				linked = linked.Add(l.Cost)
				named[l.ID]++
			}
		}
		for _, p := range f.Provision {
			if p.Fund {
				fund = fund.Add(p.Cost)
			}
		}
		for _, p := range s.Unnamed {
			unnamed = unnamed.Add(p.Cost)
		}
		equal("rows and planned", rows, s.Planned)
		equal("own", own, s.Own)
		equal("provision", provision, s.Provision)
		equal("rows of the map", linked, s.Provision)
		equal("own and provision", s.Own.Add(s.Provision), s.Planned)
		equal("planned and left", s.Planned.Add(s.Left), s.Allocation)
		equal("the fund's rows, named or not", fund, linked.Add(unnamed))
		for id, n := range named {
			if n > 1 {
				t.Fatalf("row %s counts %d times", id, n)
			}
		}
		refused := slices.ContainsFunc(s.Findings, func(f finding.Finding) bool {
			return slices.Contains([]string{publish.MoneyLeft, publish.MoneyOver, publish.NoAllocation, publish.NoActivities}, f.Code)
		})
		if s.AddsUp() == refused {
			t.Fatalf("adds up: %v, and found: %+v", s.AddsUp(), s.Findings)
		}
		for _, f := range s.Findings {
			if why := publish.Why(f); why == "" || strings.Contains(why, "%") || publish.Fix(f) == "" || strings.Contains(publish.Fix(f), "%") {
				t.Fatalf("%+v reads %q %q", f, why, publish.Fix(f))
			}
		}
		var back publish.Strategy
		kept, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(kept, &back); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(back); string(again) != string(kept) {
			t.Fatalf("kept %s\nread %s", kept, again)
		}
	})
}

func TestStrategySaysByHowMuchItIsOverOrUnder(t *testing.T) {
	f := publish.StrategyFacts{Year: 2026, Allocation: money.Pounds(9400), Activities: []publish.Activity{{ID: "a", What: "Talk in every class", Amount: money.Pence(860_050)}}}
	why := func() (out []string) {
		for _, f := range publish.MakeStrategy(f).Findings {
			if f.Severity == finding.Refuse {
				out = append(out, publish.Why(f))
			}
		}
		return out
	}
	if got := why(); !slices.Equal(got, []string{"The activities cost £8,600.50. That is £799.50 less than the fund brings, which is £9,400."}) {
		t.Errorf("under: %q", got)
	}
	f.Activities = append(f.Activities, publish.Activity{ID: "b", What: "Quiet room", Amount: money.Pounds(800)})
	if got := why(); !slices.Equal(got, []string{"The activities cost £9,400.50. That is £0.50 more than the fund brings, which is £9,400."}) {
		t.Errorf("over: %q", got)
	}
	f.Activities[1].Amount = money.Pence(79_950)
	if got := why(); got != nil {
		t.Errorf("to the penny: %q", got)
	}
}

func TestActivityIsRefusedWithAReason(t *testing.T) {
	good := publish.Activity{What: "Talk in every class"}
	with := func(change func(*publish.Activity)) publish.Activity {
		a := good.Tidy()
		change(&a)
		return a
	}
	principles := []publish.Principle{{ID: "p1"}}
	for field, a := range map[string]publish.Activity{
		"":              good,
		"what":          {Amount: money.Pounds(1)},
		"barrier":       with(func(a *publish.Activity) { a.Barrier = strings.Repeat("ŵ", 301) }),
		"pupils":        with(func(a *publish.Activity) { a.Pupils = strings.Repeat("a", 201) }),
		"measure":       with(func(a *publish.Activity) { a.Measure = strings.Repeat("a", 401) }),
		"amount":        with(func(a *publish.Activity) { a.Amount = money.Pence(-1) }),
		"until":         with(func(a *publish.Activity) { a.From, a.Until = day.Of(2026, 9, 2), day.Of(2026, 9, 1) }),
		"principles":    with(func(a *publish.Activity) { a.Principles = []string{"p1", "p8"} }),
		"interventions": with(func(a *publish.Activity) { a.Interventions = []string{"x", "y", "x"} }),
	} {
		got := ""
		for _, f := range publish.CheckActivity(a, principles) {
			got = f.Field
			if publish.Why(f) == "" || strings.Contains(publish.Why(f), "%") {
				t.Errorf("%+v has no words", f)
			}
		}
		if got != field {
			t.Errorf("%+v: refused for %q, want %q", a, got, field)
		}
	}
	if parts, _ := money.Parse("1.234"); len(publish.CheckActivity(with(func(a *publish.Activity) { a.Amount = parts }), principles)) != 1 {
		t.Error("a part of a penny is kept")
	}
}

func TestStrategyOfSeveralYearsSaysSo(t *testing.T) {
	f := publish.StrategyFacts{Year: 2026, First: 2026, Last: 2028, Years: []publish.StrategyYear{{Year: 2027, YearName: "2027-28"}, {Year: 2028, YearName: "2028-29"}}}
	s := publish.MakeStrategy(f)
	if s.Span() != "2026-27 to 2028-29" || len(s.Years) != 3 || s.Years[0].Year != 2026 {
		t.Errorf("%q %+v", s.Span(), s.Years)
	}
	f.Year = 2029
	s = publish.MakeStrategy(f)
	if s.Span() == "" || !slices.ContainsFunc(s.Findings, func(f finding.Finding) bool { return f.Code == publish.StrategyEnded }) {
		t.Errorf("a strategy that ended is not found: %q %+v", s.Span(), s.Findings)
	}
}
