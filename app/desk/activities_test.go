package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/publish"
	"needsbook/storage/schooldb/schooltest"
)

// sure returns the value of a call that must not fail.
func sure[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(desk.Words(err))
		}
		return v
	}
}

func turnedAway(t *testing.T, err error, field, words string) {
	t.Helper()
	var r *desk.Refusal
	if !errors.As(err, &r) || r.Field != field || !strings.Contains(r.Words, words) {
		t.Errorf("refused with %v, want the field %s and “%s”", err, field, words)
	}
}

func TestStrategyTakesItsNumbersFromTheBudget(t *testing.T) {
	d, ctx := schooltest.Demo(t), t.Context()
	for _, year := range []int{2025, 2026, 2027} {
		b := sure[funding.Budget](t)(d.Budget(ctx, year))
		s := sure[publish.Strategy](t)(d.Strategy(ctx, year))
		fund := b.Source(funding.SourceIMF)
		if s.Allocation.Cmp(fund.In) != 0 {
			t.Errorf("%d: the strategy has %s, the budget %s", year, s.Allocation, fund.In)
		}
		costs := map[string]money.Amount{}
		for _, h := range fund.Spent {
			costs[h.ID] = h.Whole.Planned
		}
		seen := slices.Clone(s.Unnamed)
		for _, r := range s.Rows {
			seen = append(seen, r.Linked...)
		}
		var sum money.Amount
		for _, p := range seen {
			if cost, ok := costs[p.ID]; !ok || cost.Cmp(p.Cost) != 0 {
				t.Errorf("%d: %s costs %s here and %s in the budget", year, p.ID, p.Cost, cost)
			}
			sum = sum.Add(p.Cost)
		}
		if sum.Cmp(fund.Committed) != 0 {
			t.Errorf("%d: rows of the fund come to %s, the budget says %s", year, sum, fund.Committed)
		}
	}
}

// fundedSchool is a demo school whose strategy is empty, with what is left of it.
func fundedSchool(t *testing.T) (*desk.Desk, publish.Strategy) {
	d := schooltest.Demo(t)
	list := sure[[]publish.Activity](t)(d.Activities(t.Context(), 0))
	for _, a := range list {
		if err := d.RemoveActivity(t.Context(), a.ID); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	return d, sure[publish.Strategy](t)(d.Strategy(t.Context(), 0))
}

func TestActivityTakesTheCostOfTheRowsItNames(t *testing.T) {
	d, s := fundedSchool(t)
	ctx := t.Context()
	if len(s.Unnamed) < 2 {
		t.Fatalf("the demo pays for %d rows from the fund", len(s.Unnamed))
	}
	row, other := s.Unnamed[0], s.Unnamed[1]
	a := sure[publish.Activity](t)(d.SaveActivity(ctx, publish.Activity{Barrier: "Few words", What: " Talk  in every class ", Amount: money.Pounds(100), Interventions: []string{row.ID}}))
	if a.What != "Talk in every class" || a.Year != 2026 || a.Position != 1 {
		t.Errorf("kept as %+v", a)
	}
	b := sure[publish.Activity](t)(d.SaveActivity(ctx, publish.Activity{What: "Calm start", Interventions: []string{other.ID}}))
	s = sure[publish.Strategy](t)(d.Strategy(ctx, 0))
	if want := money.Sum(money.Pounds(100), row.Cost, other.Cost); s.Planned.Cmp(want) != 0 || s.Planned.Add(s.Left).Cmp(s.Allocation) != 0 {
		t.Errorf("planned %s, want %s", s.Planned, want)
	}
	b.Interventions = append(b.Interventions, row.ID)
	_, err := d.SaveActivity(ctx, b)
	turnedAway(t, err, "interventions", "counts once")
	b.Interventions = []string{"gone"}
	if _, err = d.SaveActivity(ctx, b); err == nil {
		t.Error("a row that is not there is named")
	}
	var ordinary string
	budget := sure[funding.Budget](t)(d.Budget(ctx, 0))
	for _, h := range budget.Spending() {
		if h.Source == funding.SourceNotional {
			ordinary = h.ID
		}
	}
	b.Interventions = []string{ordinary}
	_, err = d.SaveActivity(ctx, b)
	turnedAway(t, err, "interventions", "Pay for it from the fund first")
	b = sure[publish.Activity](t)(d.PayFromFund(ctx, b.ID, ordinary))
	if r := sure[desk.MapRow](t)(d.Intervention(ctx, ordinary)); r.PaidFrom != funding.SourceIMF || !slices.Contains(b.Interventions, ordinary) {
		t.Errorf("paid from %q, named in %v", r.PaidFrom, b.Interventions)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if r := sure[desk.MapRow](t)(d.Intervention(ctx, ordinary)); r.PaidFrom == funding.SourceIMF {
		t.Error("one undo does not take back the one step")
	}
	// A row that other money pays for later counts nothing, and is found.
	r := sure[desk.MapRow](t)(d.Intervention(ctx, row.ID))
	changed := r.Intervention
	changed.PaidFrom = ""
	sure[string](t)(d.SaveIntervention(ctx, changed))
	s = sure[publish.Strategy](t)(d.Strategy(ctx, 0))
	if !s.Rows[0].Provision.IsZero() || !found(s, publish.RowOtherMoney) {
		t.Errorf("counts %s; found %+v", s.Rows[0].Provision, s.Findings)
	}
	a.Measure = "Heard in lessons"
	sure[publish.Activity](t)(d.SaveActivity(ctx, a)) // the rest of it can still be written
}

func found(s publish.Strategy, code string) bool {
	for _, f := range s.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

func TestWhatIsLeftMakesTheStrategyAddUp(t *testing.T) {
	d, _ := fundedSchool(t)
	ctx := t.Context()
	a := sure[publish.Activity](t)(d.WhatIsLeft(ctx, 0))
	a.What = "Books to share at home"
	sure[publish.Activity](t)(d.SaveActivity(ctx, a))
	if s := sure[publish.Strategy](t)(d.Strategy(ctx, 0)); !s.AddsUp() {
		t.Errorf("left %s", s.Left)
	}
	_, err := d.WhatIsLeft(ctx, 0)
	turnedAway(t, err, "amount", "Nothing is left")
}

func TestActivitiesMoveAndAreCopied(t *testing.T) {
	d, _ := fundedSchool(t)
	ctx := t.Context()
	for _, what := range []string{"One", "Two", "Three"} {
		sure[publish.Activity](t)(d.SaveActivity(ctx, publish.Activity{What: what, Amount: money.Pounds(1), From: d.Today()}))
	}
	order := func(year int) (out []string) {
		for _, a := range sure[[]publish.Activity](t)(d.Activities(ctx, year)) {
			out = append(out, a.What)
		}
		return out
	}
	list := sure[[]publish.Activity](t)(d.Activities(ctx, 0))
	for _, step := range []struct {
		by   int
		want string
	}{{-1, "One Three Two"}, {-9, "Three One Two"}, {1, "One Three Two"}, {9, "One Two Three"}} {
		if err := d.MoveActivity(ctx, list[2].ID, step.by); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(order(0), " "); got != step.want {
			t.Errorf("by %d: %s, want %s", step.by, got, step.want)
		}
	}
	if n := sure[int](t)(d.CopyActivities(ctx, 2026, 2027)); n != 3 || strings.Join(order(2027), " ") != "One Two Three" {
		t.Errorf("%d copied: %v", n, order(2027))
	}
	if a := sure[[]publish.Activity](t)(d.Activities(ctx, 2027))[0]; a.From != d.Today().AddYears(1) || a.ID == list[0].ID {
		t.Errorf("copied as %+v", a)
	}
	_, err := d.CopyActivities(ctx, 2026, 2027)
	turnedAway(t, err, "from", "nothing to copy")
	if _, err := d.Undo(ctx); err != nil || order(2027) != nil {
		t.Errorf("%v is left after undo: %v", order(2027), err)
	}
	turnedAway(t, d.RemoveActivity(ctx, "gone"), "id", "no such activity")
}

func TestActivityNamesNoPupil(t *testing.T) {
	d := schooltest.Demo(t)
	p := mustFind(t, d, "")[0].Pupil
	for field, a := range map[string]publish.Activity{
		"what":    {What: "Help " + p.Forename + " " + p.Surname + " read"},
		"pupils":  {What: "Reading", Pupils: strings.ToUpper(p.Surname) + ", " + p.Forename},
		"barrier": {Barrier: "UPN " + p.UPN},
	} {
		_, err := d.SaveActivity(t.Context(), a)
		turnedAway(t, err, field, "names a pupil")
		if words := desk.Words(err); strings.Contains(words, p.Surname) {
			t.Errorf("the refusal names the pupil: %s", words)
		}
	}
	sure[publish.Activity](t)(d.SaveActivity(t.Context(), publish.Activity{What: "Reading with Year 4"}))
}

func TestStrategyCoversSeveralYears(t *testing.T) {
	d, ctx := schooltest.Demo(t), t.Context()
	turnedAway(t, d.SetStrategyYears(ctx, desk.StrategyYears{First: 2026, Last: 2025}), "last", "before the first")
	turnedAway(t, d.SetStrategyYears(ctx, desk.StrategyYears{First: 2026, Last: 2031}), "last", "5 years at most")
	turnedAway(t, d.SetStrategyYears(ctx, desk.StrategyYears{First: 1999, Last: 1999}), "first", "can begin")
	if err := d.SetStrategyYears(ctx, desk.StrategyYears{First: 2026, Last: 2028}); err != nil {
		t.Fatal(err)
	}
	s := sure[publish.Strategy](t)(d.Strategy(ctx, 0))
	if s.Span() != "2026-27 to 2028-29" || len(s.Years) != 3 || s.Years[1].Year != 2027 || s.Years[0].Allocation.Cmp(s.Allocation) != 0 {
		t.Errorf("%s: %+v", s.Span(), s.Years)
	}
	next := sure[funding.Budget](t)(d.Budget(ctx, 2027))
	if s.Years[1].Allocation.Cmp(next.Source(funding.SourceIMF).In) != 0 {
		t.Errorf("next year has %s, the budget says %s", s.Years[1].Allocation, next.Source(funding.SourceIMF).In)
	}
	if err := d.SetStrategyYears(ctx, desk.StrategyYears{First: 2027, Last: 2027}); err != nil {
		t.Fatal(err)
	}
	if year := sure[int](t)(d.StrategyYear(ctx)); year != 2027 {
		t.Errorf("a strategy that begins next year is for %d", year)
	}
}

func TestActivitiesAreNotCopiedToAYearThatNobodySees(t *testing.T) {
	d := demo(t)
	year, err := d.StrategyYear(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.CopyActivities(ctx, year, 99999)
	refusedAt(t, err, "year")
}
