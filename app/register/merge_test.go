package register

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
)

func TestDuplicatesAreFoundByNumberElseNameAndBirth(t *testing.T) {
	born := day.Of(2016, 9, 3)
	one := MakeUPN(886, 9999, 20, 1)
	two := MakeUPN(886, 9999, 20, 2)
	ana := Pupil{Forename: "Ana", Surname: "Kowalska", Born: born}
	with := func(change func(p *Pupil)) Pupil { p := ana; change(&p); return p }
	for name, c := range map[string]struct {
		a, b Pupil
		want string
	}{
		"the same":              {ana, ana, "likely name false"},
		"marks and case":        {ana, with(func(p *Pupil) { p.Forename, p.Surname = "ANÁ", "kowalska" }), "likely name false"},
		"swapped":               {ana, with(func(p *Pupil) { p.Forename, p.Surname = "Kowalska", "Ana" }), "likely swapped false"},
		"preferred":             {ana, with(func(p *Pupil) { p.Forename, p.Preferred = "Anastazja", "Ana" }), "likely preferred false"},
		"preferred the other":   {with(func(p *Pupil) { p.Forename, p.Preferred = "Anastazja", "Ana" }), ana, "likely preferred false"},
		"day and month":         {ana, with(func(p *Pupil) { p.Born = day.Of(2016, 3, 9) }), "possible day_month false"},
		"no date of birth":      {ana, with(func(p *Pupil) { p.Born = day.Date{} }), "possible no_birth false"},
		"neither has a date":    {with(func(p *Pupil) { p.Born = day.Date{} }), with(func(p *Pupil) { p.Born = day.Date{} }), "possible no_birth false"},
		"a former number":       {Pupil{UPN: one, Forename: "Ana"}, Pupil{UPN: two, FormerUPN: one, Forename: "Bea"}, "same upn false"},
		"one number before":     {Pupil{UPN: one, FormerUPN: "X", Forename: "Ana"}, Pupil{UPN: two, FormerUPN: "Y X", Forename: "Bea"}, "same upn false"},
		"two numbers, one name": {with(func(p *Pupil) { p.UPN = one }), with(func(p *Pupil) { p.UPN = two }), "possible name true"},
		"a temporary number":    {with(func(p *Pupil) { p.UPN = one }), with(func(p *Pupil) { p.UPN = "X88699992601A" }), "likely name false"},
		"another name":          {ana, with(func(p *Pupil) { p.Forename = "Eva" }), ""},
		"another birthday":      {ana, with(func(p *Pupil) { p.Born = born.AddDays(1) }), ""},
		"a surname alone":       {with(func(p *Pupil) { p.Forename = "" }), with(func(p *Pupil) { p.Forename = "" }), ""},
	} {
		other := Pupil{Forename: "Bo", Surname: "Price", Born: day.Of(2015, 1, 1), UPN: MakeUPN(886, 9999, 20, 3)}
		got := ""
		for _, p := range FindDuplicates([]Pupil{c.a, other, c.b}) {
			if got != "" || p.One != 0 || p.Other != 2 {
				t.Errorf("%s: found %+v", name, p)
			}
			got = fmt.Sprint(p.Likeness, " ", p.Why, " ", p.TwoNumbers)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestTwoDifferentChildrenAreNotMerged(t *testing.T) {
	one, two := MakeUPN(886, 9999, 20, 1), MakeUPN(886, 9999, 20, 2)
	for name, c := range map[string]struct {
		a, b Pupil
		want error
	}{
		"two permanent numbers":      {Pupil{ID: "a", UPN: one}, Pupil{ID: "b", UPN: two}, ErrTwoUPNs},
		"two dates of birth":         {Pupil{ID: "a", Born: d2020}, Pupil{ID: "b", Born: d2021}, ErrTwoBirths},
		"itself":                     {Pupil{ID: "a"}, Pupil{ID: "a"}, ErrItself},
		"a temporary number":         {Pupil{ID: "a", UPN: one}, Pupil{ID: "b", UPN: "X88699992601A"}, nil},
		"a number that is not right": {Pupil{ID: "a", UPN: one}, Pupil{ID: "b", UPN: "A886999926001"}, nil},
		"one date of birth missing":  {Pupil{ID: "a", Born: d2020}, Pupil{ID: "b"}, nil},
	} {
		if err := Mergeable(c.a, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestHistoriesAreJoinedDayByDay(t *testing.T) {
	left := []Status{{ID: "a", Code: "K", From: d2020}}
	right := []Status{{ID: "b", Code: "K", From: d2018, Until: d2020}, {ID: "c", Code: "E", From: d2022}}
	rev, conflicts := JoinStatuses(left, right, "p", nil, Corrected{today, "joined"}, counter())
	want := "K 2018-09-01 2022-09-01, E 2022-09-01"
	if got := said(spansOfStatuses(rev.Put)); got != want || len(conflicts) != 1 || !conflicts[0].PrefersRight || conflicts[0].Left != "K" || conflicts[0].From != d2022 {
		t.Errorf("%s, %+v", got, conflicts)
	}
	rev, _ = JoinStatuses(left, right, "p", func(int, Conflict) bool { return false }, Corrected{today, "joined"}, counter())
	if got := said(spansOfStatuses(rev.Put)); got != "K 2018-09-01" {
		t.Errorf("with the left chosen: %s", got)
	}
	needs, conflicts := JoinNeeds([]Need{{ID: "a", Code: "SLCN", Rank: 1, From: d2020}},
		[]Need{{ID: "b", Code: "SLCN", Rank: 1, From: d2020, Until: d2023}, {ID: "c", Code: "ASD", Rank: 2, From: d2020, Until: d2023}}, "p", nil, Corrected{}, counter())
	if got := said(spansOfNeeds(needs.Put)); got != "SLCN 2020-09-01, ASD#2 2020-09-01 2023-09-01" || len(conflicts) != 1 {
		t.Errorf("%s, %+v", got, conflicts)
	}
	same, conflicts := JoinStatuses(left, []Status{{ID: "z", Code: "K", From: d2020}}, "p", nil, Corrected{today, "joined"}, counter())
	if len(same.Put) != 1 || same.Put[0].ID != "a" || !same.Put[0].CorrectedOn.IsZero() || conflicts != nil {
		t.Errorf("two that agree: %+v, %+v", same.Put, conflicts)
	}
}

func TestJoinedHistoriesNeverOverlapAndKeepEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := counter()
		draw := func(label string) (out []Need) {
			for range rapid.IntRange(0, 5).Draw(t, label) {
				codes := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"SLCN", "ASD", "HI"}), 0, 3, rapid.ID[string]).Draw(t, "codes")
				if rev, err := SetNeeds(out, label, codes, day.Of(2020, 1, rapid.IntRange(1, 90).Draw(t, "day")), id); err == nil {
					out = apply(out, rev, func(n Need) string { return n.ID })
				}
			}
			return out
		}
		left, right := draw("left"), draw("right")
		side := rapid.Bool().Draw(t, "side")
		rev, conflicts := JoinNeeds(left, right, "p", func(int, Conflict) bool { return side }, Corrected{today, "joined"}, id)
		faultless(t, spansOfNeeds(rev.Put))
		if len(rev.Remove) != len(left)+len(right) {
			t.Fatal("a row stays beside the joined ones")
		}
		for n := 1; n <= 90; n++ {
			on := day.Of(2020, 1, n)
			l, r, got := NeedCodes(NeedsOn(left, on)), NeedCodes(NeedsOn(right, on)), NeedCodes(NeedsOn(rev.Put, on))
			want := l
			if len(l) == 0 || len(r) > 0 && side && !slices.Equal(l, r) {
				want = r
			}
			if !slices.Equal(got, want) {
				t.Fatalf("on %s %v and %v became %v (conflicts %+v)", on, l, r, got, conflicts)
			}
		}
		ids := map[string]bool{}
		for _, n := range rev.Put {
			if ids[n.ID] || n.Pupil != "p" {
				t.Fatalf("%+v", n)
			}
			ids[n.ID] = true
		}
	})
}

func TestManyPupilsAreSearchedForDuplicatesInAMoment(t *testing.T) {
	pupils := manyPupils(5000)
	pupils[4000].Forename, pupils[4000].Surname, pupils[4000].Born = pupils[7].Forename, pupils[7].Surname, pupils[7].Born
	if got := FindDuplicates(pupils); len(got) != 1 || got[0].One != 7 || got[0].Other != 4000 {
		t.Errorf("%+v", got)
	}
}

func manyPupils(n int) []Pupil {
	out := make([]Pupil, n)
	for i := range out {
		out[i] = Pupil{ID: fmt.Sprint(i), Forename: fmt.Sprintf("Thị Mai%d", i), Surname: fmt.Sprintf("Nguyễn-Łukasz%d", i%97), Born: day.Of(2010, 1, 1+i%3000), UPN: MakeUPN(886, 9999, i/1000, i%1000)}
	}
	return out
}

func TestPlainNamesAreFoldedAsOthersAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("aBz09 '-.\t\x00~é’"))).Draw(t, "name")
		// A mark at the end sends the same name the long way.
		if got, want := FoldName(s), strings.TrimSuffix(FoldName(s+" é"), "e"); got != strings.TrimSpace(want) {
			t.Fatalf("%q: %q, %q", s, got, want)
		}
	})
}

func BenchmarkFindDuplicates5000(b *testing.B) {
	pupils := manyPupils(5000)
	for b.Loop() {
		FindDuplicates(pupils)
	}
}
