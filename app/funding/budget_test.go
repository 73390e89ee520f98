package funding_test

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

var november = day.Of(2026, 11, 21)

func pence(t *rapid.T, name string, most int64) money.Amount {
	return money.Pence(rapid.Int64Range(0, most).Draw(t, name))
}

// anySpending is a row of a provision map whose shares add up to its cost.
func anySpending(t *rapid.T, n int) funding.Spending {
	s := funding.Spending{ID: fmt.Sprint(n), Name: fmt.Sprint("Group ", n), Source: rapid.SampledFrom(append([]string{"", "gone"}, funding.Sources...)).Draw(t, "source"),
		Staff: rapid.SampledFrom([]string{"Teaching assistant", "Mentor"}).Draw(t, "staff")}
	add := func(sum *provision.Sum, part provision.Sum) {
		sum.ToDate, sum.ToCome, sum.NotHeld = sum.ToDate.Add(part.ToDate), sum.ToCome.Add(part.ToCome), sum.NotHeld.Add(part.NotHeld)
		sum.Planned = money.Sum(sum.ToDate, sum.ToCome, sum.NotHeld)
	}
	part := func() provision.Sum {
		var p provision.Sum
		add(&p, provision.Sum{ToDate: pence(t, "to date", 300_000), ToCome: pence(t, "to come", 300_000), NotHeld: pence(t, "not held", 3_000)})
		return p
	}
	for range rapid.IntRange(0, 4).Draw(t, "shares") {
		share := provision.Share{Pupil: fmt.Sprint("pupil ", rapid.IntRange(1, 6).Draw(t, "pupil")), Sum: part()}
		s.Shares = append(s.Shares, share)
		add(&s.Whole, share.Sum)
	}
	if rapid.Bool().Draw(t, "others") {
		s.Others = part()
		add(&s.Whole, s.Others)
	}
	s.BeforeApril = money.Pence(rapid.Int64Range(0, s.Whole.Planned.InPence()).Draw(t, "before April"))
	return s
}

func anyFacts(t *rapid.T) funding.BudgetFacts {
	f := funding.BudgetFacts{Year: 2026, Starts: rapid.SampledFrom([]int{4, 9}).Draw(t, "starts"), Today: november, Contribution: money.Pounds(6000)}
	for n := range rapid.IntRange(0, 5).Draw(t, "rows") {
		f.Spending = append(f.Spending, anySpending(t, n))
	}
	for n := range rapid.IntRange(0, 5).Draw(t, "lines") {
		f.Lines = append(f.Lines, funding.BudgetLine{ID: fmt.Sprint(n), Year: rapid.IntRange(2025, 2028).Draw(t, "year"),
			Source: rapid.SampledFrom(funding.Sources).Draw(t, "line source"), Amount: pence(t, "amount", 9_000_000)})
	}
	for n := range rapid.IntRange(0, 3).Draw(t, "awards") {
		f.TopUps = append(f.TopUps, anyAward(t, n+1))
	}
	return f
}

func anyAward(t *rapid.T, number int) funding.TopUp {
	from := day.Of(2025, 1, 1).AddDays(rapid.IntRange(0, 900).Draw(t, "from"))
	a := funding.TopUp{Request: number, Reference: fmt.Sprintf("R-%03d", number), Pupil: fmt.Sprint("pupil ", number), Amount: pence(t, "award", 2_000_000),
		From: from, To: from.AddDays(rapid.IntRange(1, 800).Draw(t, "days"))}
	a.Until = a.To
	if rapid.Bool().Draw(t, "ends early") {
		a.Until = from.AddDays(rapid.IntRange(-1, a.From.DaysUntil(a.To)).Draw(t, "paid days"))
	}
	return a
}

func TestPartsOfABudgetAddUpToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		b := funding.MakeBudget(f)
		equal := func(what string, parts, whole money.Amount) {
			if parts.Cmp(whole) != 0 {
				t.Fatalf("%s: parts come to %s, the whole is %s", what, parts, whole)
			}
		}
		var planned, bySource, byStaff, byPupil, in, left, lines, help, income money.Amount
		for _, s := range f.Spending {
			planned = planned.Add(s.Whole.Planned)
		}
		for _, s := range b.Sources {
			bySource, in, left = bySource.Add(s.Committed), in.Add(s.In), left.Add(s.Left)
			for _, l := range s.Spent {
				lines = lines.Add(l.Whole.Planned)
			}
			for _, l := range s.Received {
				income = income.Add(l.Part)
			}
			equal("before and from April of "+s.Source, s.BeforeApril.Add(s.FromApril), s.Committed)
			equal("left of "+s.Source, s.In.Sub(s.Forecast), s.Left)
			equal("parts of "+s.Source, money.Sum(s.ToDate, s.ToCome, s.NotHeld), s.Committed)
		}
		for _, s := range b.Staff {
			byStaff = byStaff.Add(s.Committed)
		}
		for _, p := range b.Pupils {
			byPupil = byPupil.Add(p.Committed)
			equal("school and above", p.School.Add(p.Above), p.Committed)
			for _, h := range p.Help {
				help = help.Add(h.Planned)
			}
		}
		equal("the map", planned, b.Committed)
		equal("by source", bySource, b.Committed)
		equal("rows by source", lines, b.Committed)
		equal("by staff", byStaff, b.Committed)
		equal("by pupil", byPupil.Add(b.Unshared), b.Committed)
		equal("help of pupils", help, byPupil)
		equal("in", in, b.In)
		equal("lines in", income, b.In)
		equal("left", left, b.Left)
		equal("before and from April", b.BeforeApril.Add(b.FromApril), b.Committed)
		equal("forecast", b.ToDate.Add(b.ToCome), b.Forecast)
	})
}

func TestMoneyOfALineFallsInTheSchoolYearsToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := funding.BudgetLine{Year: 2026, Source: funding.SourceIMF, Amount: pence(t, "amount", 90_000_000)}
		starts := rapid.SampledFrom([]int{4, 9}).Draw(t, "starts")
		var all money.Amount
		for year := 2023; year < 2030; year++ {
			all = all.Add(funding.MakeBudget(funding.BudgetFacts{Year: year, Starts: starts, Today: november, Lines: []funding.BudgetLine{l}}).In)
		}
		if all.Cmp(l.Amount) != 0 {
			t.Fatalf("%s is %s over the school years", l.Amount, all)
		}
	})
}

func TestTopUpFallsInTheSchoolYearsToThePenny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAward(t, 1)
		of := func(a funding.TopUp) (all money.Amount) {
			for year := 2022; year < 2032; year++ {
				all = all.Add(funding.MakeBudget(funding.BudgetFacts{Year: year, Starts: 4, Today: november, TopUps: []funding.TopUp{a}}).In)
			}
			return all
		}
		early := of(a)
		if early.Cmp(a.Amount) > 0 {
			t.Fatalf("%s paid of %s", early, a.Amount)
		}
		a.Until = a.To
		if all := of(a); all.Cmp(a.Amount) != 0 {
			t.Fatalf("%s is %s over the school years", a.Amount, all)
		}
	})
}

func TestFinancialYearGivesSevenMonthsToTheNewSchoolYear(t *testing.T) {
	lines := []funding.BudgetLine{{ID: "a", Year: 2026, Source: "notional", Amount: money.Pounds(84_000), On: day.Of(2026, 3, 1)}}
	b := funding.MakeBudget(funding.BudgetFacts{Year: 2026, Starts: 4, Today: november, Lines: lines})
	if b.Notional.String() != "49000.00" || b.Sources[0].Received[0].Words != "£84,000.00 × 7 of 12 months (September 2026 to March 2027) = £49,000.00" {
		t.Errorf("%s: %+v", b.Notional, b.Sources[0].Received)
	}
	if len(b.Awaited) != 1 || b.Awaited[0].Year != 2027 || b.Awaited[0].Span != "April to August 2027" {
		t.Errorf("awaited %+v", b.Awaited)
	}
	b = funding.MakeBudget(funding.BudgetFacts{Year: 2026, Starts: 9, Today: november, Lines: lines})
	if b.Notional.String() != "84000.00" || len(b.Awaited) != 0 {
		t.Errorf("an academy's year: %s, awaited %+v", b.Notional, b.Awaited)
	}
	b = funding.MakeBudget(funding.BudgetFacts{Year: 2026, Starts: 4, Today: november, Lines: append(lines, funding.BudgetLine{ID: "b", Year: 2027, Source: "notional", Amount: money.Pounds(90_000)})})
	if b.Notional.String() != "86500.00" || b.Expected.String() != "37500.00" {
		t.Errorf("in %s, expected %s", b.Notional, b.Expected)
	}
}

func TestTopUpCountsByDays(t *testing.T) {
	a := funding.TopUp{Request: 3, Reference: "R-003", Pupil: "p", Amount: money.Pounds(3650), From: day.Of(2026, 7, 23), To: day.Of(2027, 7, 22)}
	b := funding.MakeBudget(funding.BudgetFacts{Year: 2026, Starts: 4, Today: november, TopUps: []funding.TopUp{a}})
	if want := "£3,650.00 for 23 Jul 2026 to 22 Jul 2027 × 325 of 365 days = £3,250.00"; b.In.String() != "3250.00" || b.Source("top_up").Received[0].Words != want {
		t.Errorf("%s: %s", b.In, b.Source("top_up").Received[0].Words)
	}
}

func TestThresholdTellsSchoolAboveAndTopUp(t *testing.T) {
	share := func(pupil string, pounds int64) provision.Share {
		return provision.Share{Pupil: pupil, Sum: provision.Sum{Planned: money.Pounds(pounds), ToCome: money.Pounds(pounds)}}
	}
	f := funding.BudgetFacts{Year: 2026, Starts: 9, Today: november, Contribution: money.Pounds(6000),
		Spending: []funding.Spending{{ID: "a", Name: "Talk", Shares: []provision.Share{share("ana", 9000), share("ben", 6000)}, Whole: provision.Sum{Planned: money.Pounds(15_000)}}},
		TopUps:   []funding.TopUp{{Request: 1, Pupil: "ana", Amount: money.Pounds(2000), From: day.Of(2026, 9, 1), To: day.Of(2027, 8, 31)}}}
	p := funding.MakeBudget(f).Pupils
	if len(p) != 2 || p[0].Pupil != "ana" || p[0].Above.String() != "3000.00" || p[0].TopUp.String() != "2000.00" || p[0].Uncovered().String() != "1000.00" {
		t.Errorf("%+v", p)
	}
	if !p[1].Above.IsZero() || !p[1].Uncovered().IsZero() {
		t.Errorf("at the contribution nothing is above: %+v", p[1])
	}
}

func codes(found []finding.Finding) string {
	var out []string
	for _, f := range found {
		out = append(out, strings.TrimPrefix(f.Code, "budget."))
		if strings.Contains(funding.BudgetWords(f), "%s") || funding.BudgetWords(f) == "" {
			out = append(out, "no words")
		}
	}
	return strings.Join(out, " ")
}

func TestBudgetAmountsAreRefusedWithAReason(t *testing.T) {
	for text, want := range map[string]string{"84,000": "", "£12.50": "", " 7 ": "", "12.345": "pence", "12.34567": "pence", "-5": "negative", "0": "zero",
		"99999999": "enormous", "100000000000": "enormous", "10000000.01": "enormous", "10,000,000": "", "": "amount", "1e9": "amount", "a lot": "amount", "1,2": "amount", "£": "amount", "NaN": "amount"} {
		if _, found := funding.ReadBudgetAmount(text); codes(found) != want {
			t.Errorf("%q: %q, want %q", text, codes(found), want)
		}
	}
}

func FuzzReadBudgetAmount(f *testing.F) {
	for _, seed := range []string{"84,000.50", "£1", "-3", "1.234", "9999999999999999999999", "e", "٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, found := funding.ReadBudgetAmount(text)
		if len(found) == 0 && (a.IsNegative() || a.IsZero() || a.Cmp(a.Round()) != 0) {
			t.Errorf("%q is read as %s", text, a)
		}
	})
}

func TestNoMoneyIsTypedTwice(t *testing.T) {
	line := funding.BudgetLine{Year: 2026, Source: "notional", What: "Told in March", Amount: money.Pounds(84_000), On: day.Of(2026, 3, 1)}
	kept := line
	kept.ID = "a"
	awards := []funding.TopUp{{Reference: "R-003", Amount: money.Pounds(4200)}}
	topUp := funding.BudgetLine{Year: 2026, Source: "top_up", Amount: money.Pounds(4200)}
	late := line
	late.On, late.Amount = november.AddDays(1), money.Pounds(5)
	for want, l := range map[string]funding.BudgetLine{"twice": line, "award": topUp, "on_day": late, "": kept, "year source zero": {}} {
		if got := codes(funding.CheckBudgetLine(l, []funding.BudgetLine{kept}, awards, november)); got != want {
			t.Errorf("%+v: %q, want %q", l, got, want)
		}
	}
	topUp.Amount = money.Pounds(4300) // another one, agreed before the program was there
	if got := codes(funding.CheckBudgetLine(topUp, nil, awards, november)); got != "" {
		t.Error(got)
	}
}
