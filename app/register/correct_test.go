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

// said writes a history in brief: "K 2020-09-01 2022-01-10, E 2022-01-10".
func said(rows []span) string {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b span) int {
		if n := a.from.Compare(b.from); n != 0 {
			return n
		}
		return a.rank - b.rank
	})
	var out []string
	for _, s := range rows {
		words := s.code + " " + s.from.String()
		if s.rank > 1 {
			words = fmt.Sprintf("%s#%d %s", s.code, s.rank, s.from)
		}
		if !s.until.IsZero() {
			words += " " + s.until.String()
		}
		out = append(out, words)
	}
	return strings.Join(out, ", ")
}

var d2018, d2020, d2021, d2022, d2023 = day.Of(2018, 9, 1), day.Of(2020, 9, 1), day.Of(2021, 9, 1), day.Of(2022, 9, 1), day.Of(2023, 9, 1)

// K to 2022, then E.
func kThenE() []Status {
	return []Status{{ID: "k", Pupil: "p", Code: "K", From: d2020, Until: d2022}, {ID: "e", Pupil: "p", Code: "E", From: d2022}}
}

func TestStatusOfThePastIsCorrected(t *testing.T) {
	for name, c := range map[string]struct {
		Correction
		want  string
		wrong error
	}{
		"code":                           {Correction{Row: "k", Code: "N", From: d2020, Until: d2022}, "N 2020-09-01 2022-09-01, E 2022-09-01", nil},
		"a gap is left unless asked":     {Correction{Row: "k", Code: "K", From: d2020, Until: d2021}, "K 2020-09-01 2021-09-01, E 2022-09-01", nil},
		"the row after moves when asked": {Correction{Row: "k", Code: "K", From: d2020, Until: d2021, Fit: true}, "K 2020-09-01 2021-09-01, E 2021-09-01", nil},
		"the row before moves":           {Correction{Row: "e", Code: "E", From: d2023, Fit: true}, "K 2020-09-01 2023-09-01, E 2023-09-01", nil},
		"a missed row":                   {Correction{Code: "N", From: d2018, Until: d2020}, "N 2018-09-01 2020-09-01, K 2020-09-01 2022-09-01, E 2022-09-01", nil},
		"a missed row within another":    {Correction{Code: "N", From: d2023, Until: day.Of(2024, 1, 1), Fit: true}, "K 2020-09-01 2022-09-01, E 2022-09-01 2023-09-01, N 2023-09-01 2024-01-01, E 2024-01-01", nil},
		"taken away":                     {Correction{Row: "e", Remove: true}, "K 2020-09-01 2022-09-01", nil},
		"taken away and closed up":       {Correction{Row: "e", Remove: true, Fit: true}, "K 2020-09-01", nil},
		"the first taken away":           {Correction{Row: "k", Remove: true, Fit: true}, "E 2022-09-01", nil},
		"overlap":                        {Correction{Row: "k", Code: "K", From: d2020, Until: d2023}, "", ErrOverlap},
		"two open":                       {Correction{Row: "k", Code: "K", From: d2020}, "", ErrOverlap},
		"two open, asked to fit":         {Correction{Row: "k", Code: "K", From: d2020, Fit: true}, "", ErrSwallowed},
		"covers another":                 {Correction{Code: "N", From: d2018, Fit: true}, "", ErrSwallowed},
		"future":                         {Correction{Row: "e", Code: "E", From: today.AddDays(1)}, "", ErrFuture},
		"future end":                     {Correction{Row: "e", Code: "E", From: d2022, Until: today.AddDays(1)}, "", ErrFuture},
		"before birth":                   {Correction{Row: "k", Code: "K", From: day.Of(2016, 8, 31), Until: d2022}, "", ErrBeforeBirth},
		"a century ago":                  {Correction{Row: "k", Code: "K", From: day.Of(1920, 9, 1), Until: d2022}, "", ErrBeforeBirth},
		"ends before it begins":          {Correction{Row: "k", Code: "K", From: d2022, Until: d2020}, "", ErrNoDays},
		"no day":                         {Correction{Row: "k", Code: "K", From: d2022, Until: d2022}, "", ErrNoDays},
		"no date":                        {Correction{Row: "k", Code: "K", Until: d2022}, "", ErrNoDate},
		"no code":                        {Correction{Row: "k", From: d2020, Until: d2022}, "", ErrNoCode},
		"no such row":                    {Correction{Row: "x", Code: "K", From: d2020}, "", ErrNoRow},
		"nothing to take away":           {Correction{Remove: true}, "", ErrNoRow},
	} {
		c.Why, c.Today, c.Born = "typed wrong", today, day.Of(2016, 9, 1)
		rev, err := CorrectStatus(kThenE(), "p", c.Correction, counter())
		if !errors.Is(err, c.wrong) || c.wrong != nil && !rev.Empty() {
			t.Errorf("%s: %v, want %v", name, err, c.wrong)
			continue
		}
		got := apply(kThenE(), rev, func(s Status) string { return s.ID })
		if c.wrong == nil && said(spansOfStatuses(got)) != c.want {
			t.Errorf("%s: %s, want %s", name, said(spansOfStatuses(got)), c.want)
		}
		for _, s := range rev.Put {
			if s.Pupil != "p" || s.CorrectedOn != today || s.Why != "typed wrong" {
				t.Errorf("%s: %+v is not marked as corrected", name, s)
			}
		}
	}
	if _, err := CorrectStatus(kThenE(), "p", Correction{Row: "k", Remove: true, Today: today}, counter()); !errors.Is(err, ErrNoReason) {
		t.Errorf("without a reason: %v", err)
	}
	same := Correction{Row: "k", Code: "K", From: d2020, Until: d2022, Why: "looked again", Today: today}
	if rev, err := CorrectStatus(kThenE(), "p", same, counter()); err != nil || !rev.Empty() {
		t.Errorf("a correction that changes nothing: %+v, %v", rev, err)
	}
}

func TestNeedOfThePastIsCorrected(t *testing.T) {
	history := func() []Need {
		return []Need{{ID: "a", Code: "SLCN", Rank: 1, From: d2020, Until: d2022}, {ID: "b", Code: "ASD", Rank: 1, From: d2022}, {ID: "c", Code: "SEMH", Rank: 2, From: d2020}}
	}
	for name, c := range map[string]struct {
		Correction
		want  string
		wrong error
	}{
		"code":                        {Correction{Row: "a", Code: "MLD", Rank: 1, From: d2020, Until: d2022}, "MLD 2020-09-01 2022-09-01, SEMH#2 2020-09-01, ASD 2022-09-01", nil},
		"the same need twice":         {Correction{Row: "a", Code: "SEMH", Rank: 1, From: d2020, Until: d2022}, "", ErrRepeatedNeed},
		"two primary needs":           {Correction{Row: "c", Code: "SEMH", Rank: 1, From: d2020}, "", ErrOverlap},
		"no primary need left":        {Correction{Row: "a", Remove: true}, "", ErrNoPrimary},
		"the next moves up":           {Correction{Row: "a", Remove: true, Fit: true}, "SEMH 2020-09-01 2022-09-01, ASD 2022-09-01, SEMH#2 2022-09-01", nil},
		"a third that was missed":     {Correction{Code: "HI", Rank: 3, From: d2021}, "SLCN 2020-09-01 2022-09-01, SEMH#2 2020-09-01, HI#3 2021-09-01, ASD 2022-09-01", nil},
		"a rank too low":              {Correction{Code: "HI", Rank: 4, From: d2021}, "", ErrNoPrimary},
		"takes its place, others fit": {Correction{Code: "HI", Rank: 2, From: d2022, Fit: true}, "SLCN 2020-09-01 2022-09-01, SEMH#2 2020-09-01 2022-09-01, ASD 2022-09-01, HI#2 2022-09-01, SEMH#3 2022-09-01", nil},
		"ranks change places":         {Correction{Row: "b", Code: "ASD", Rank: 2, From: d2022, Fit: true}, "SLCN 2020-09-01 2022-09-01, SEMH#2 2020-09-01 2022-09-01, SEMH 2022-09-01, ASD#2 2022-09-01", nil},
		"primary ended, next fits":    {Correction{Row: "b", Code: "ASD", Rank: 1, From: d2022, Until: d2023, Fit: true}, "SLCN 2020-09-01 2022-09-01, SEMH#2 2020-09-01 2023-09-01, ASD 2022-09-01 2023-09-01, SEMH 2023-09-01", nil},
		"no rank":                     {Correction{Code: "HI", From: d2021}, "", ErrRank},
	} {
		c.Why, c.Today = "report came later", today
		rev, err := CorrectNeeds(history(), "p", c.Correction, counter())
		if !errors.Is(err, c.wrong) {
			t.Errorf("%s: %v, want %v", name, err, c.wrong)
			continue
		}
		if got := said(spansOfNeeds(apply(history(), rev, func(n Need) string { return n.ID }))); c.wrong == nil && got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestRefusalNamesTheRowInTheWay(t *testing.T) {
	_, err := CorrectStatus(kThenE(), "p", Correction{Row: "k", Code: "K", From: d2020, Until: d2023, Why: "w", Today: today}, counter())
	var why *CorrectionError
	if !errors.As(err, &why) || why.Code != "E" || why.From != d2022 || why.Field != "from" {
		t.Errorf("%+v", err)
	}
}

func TestHistoryThatWasAtFaultCanBePutRight(t *testing.T) {
	overlapping := []Status{{ID: "a", Code: "K", From: d2020, Until: d2022}, {ID: "b", Code: "E", From: d2021}, {ID: "c", Code: "N", From: d2018, Until: d2020}}
	rev, err := CorrectStatus(overlapping, "p", Correction{Row: "c", Code: "K", From: d2018, Until: d2020, Why: "w", Today: today}, counter())
	if err != nil || len(rev.Put) != 1 {
		t.Errorf("%+v, %v", rev, err)
	}
}

// faultless checks that on every day at most one row of each rank holds, that ranks
// have no holes, and that no code stands twice.
func faultless(t *rapid.T, rows []span) {
	for _, st := range stretches(rows) {
		if err := st.fault(""); err != nil {
			t.Fatalf("%s: on %s %v", said(rows), st.from, err)
		}
	}
	for _, s := range rows {
		if s.from.IsZero() || s.from.After(today) || s.until.After(today) || !s.until.IsZero() && !s.from.Before(s.until) {
			t.Fatalf("impossible days in %s", said(rows))
		}
	}
}

func TestNoSequenceOfChangesAndCorrectionsBreaksAHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := counter()
		var statuses []Status
		var needs []Need
		drawDay := func(label string) day.Date { return day.Of(2020, 1, rapid.IntRange(1, 60).Draw(t, label)) }
		code := rapid.SampledFrom([]string{"SLCN", "ASD", "SEMH", "MLD"})
		for range rapid.IntRange(1, 25).Draw(t, "changes") {
			c := Correction{Remove: rapid.Bool().Draw(t, "remove"), Fit: rapid.Bool().Draw(t, "fit"), From: drawDay("from"), Why: "why", Today: today, Rank: rapid.IntRange(1, 3).Draw(t, "rank")}
			if rapid.Bool().Draw(t, "closed") {
				c.Until = drawDay("until")
			}
			var statusRev Revision[Status]
			var needRev Revision[Need]
			var err error
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				statusRev, err = SetStatus(statuses, "p", rapid.SampledFrom([]string{"N", "K", "E"}).Draw(t, "status"), c.From, id)
			case 1:
				codes := rapid.SliceOfNDistinct(code, 0, 3, rapid.ID[string]).Draw(t, "needs")
				needRev, err = SetNeeds(needs, "p", codes, c.From, id)
			case 2:
				c.Code = rapid.SampledFrom([]string{"N", "K", "E"}).Draw(t, "status")
				if len(statuses) > 0 && rapid.Bool().Draw(t, "change") {
					c.Row = rapid.SampledFrom(statuses).Draw(t, "row").ID
				}
				statusRev, err = CorrectStatus(statuses, "p", c, id)
			case 3:
				c.Code = code.Draw(t, "need")
				if len(needs) > 0 && rapid.Bool().Draw(t, "change") {
					c.Row = rapid.SampledFrom(needs).Draw(t, "row").ID
				}
				needRev, err = CorrectNeeds(needs, "p", c, id)
			}
			if err != nil && !(statusRev.Empty() && needRev.Empty()) {
				t.Fatal("a refused change changes something")
			}
			statuses = apply(statuses, statusRev, func(s Status) string { return s.ID })
			needs = apply(needs, needRev, func(n Need) string { return n.ID })
			faultless(t, spansOfStatuses(statuses))
			faultless(t, spansOfNeeds(needs))
		}
	})
}
