package register

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/assets"
)

var today = day.Of(2026, 11, 21)

func codes(t testing.TB) *Codes {
	t.Helper()
	c, err := LoadCodes(assets.Pack("sen-status.json"), assets.Pack("sen-types.json"), assets.Pack("areas-of-need.json"), assets.Pack("year-groups.json"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// counter makes identifiers n1, n2 ...
func counter() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("n%d", n) }
}

func TestUPNCheckLetter(t *testing.T) {
	for upn, want := range map[string]string{
		"": "", "Y886999926001": "", "M886999926002": "", "B887999925117": "", "X88699992601A": "", "C88699992607K": "", "B801200005001": "",
		"A886999926001": "upn.check_letter", "Y88699992600": "upn.form", "Y8869999260O1": "upn.form", "I886999926001": "upn.form", "Y88699992600I": "upn.form",
		"8.87E+12": "upn.form",
	} {
		got := ""
		if f := CheckUPN(upn); len(f) > 0 {
			got = f[0].Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", upn, got, want)
		}
	}
}

func TestMadeUPNsPassTheirOwnCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		upn := MakeUPN(rapid.IntRange(1, 999).Draw(t, "la"), rapid.IntRange(1, 9999).Draw(t, "est"), rapid.IntRange(0, 99).Draw(t, "year"), rapid.IntRange(0, 999).Draw(t, "n"))
		if f := CheckUPN(upn); f != nil {
			t.Fatalf("%s: %v", upn, f)
		}
		// Any one digit changed must show: 23 is prime and above every weight.
		i := rapid.IntRange(1, 12).Draw(t, "place")
		b := []byte(upn)
		b[i] = '0' + (b[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if f := CheckUPN(string(b)); f == nil {
			t.Fatalf("%s changed to %s is not noticed", upn, b)
		}
	})
}

func TestStatusIsReadAsExportsWriteIt(t *testing.T) {
	c := codes(t)
	for text, want := range map[string]string{
		"K": "K", "k": "K", "K - SEN Support": "K", "SEN support": "K", "E": "E", "EHCP": "E", "EHC Plan": "E", "Education, health and care plan": "E",
		"N": "N", "No Special Educational Need": "N", "A": "K", "S": "E", "P - School Action Plus": "K",
	} {
		if got, _, ok := c.Status(text); !ok || got != want {
			t.Errorf("%q read as %q, %v; want %s", text, got, ok, want)
		}
	}
	if _, legacy, _ := c.Status("S"); legacy != "S" {
		t.Error("the legacy code is not kept")
	}
	for _, text := range []string{"", "Z", "Monitoring", "Kestrel"} {
		if got, _, ok := c.Status(text); ok {
			t.Errorf("%q should not be a status, read as %s", text, got)
		}
	}
}

func TestNeedIsReadAsExportsWriteIt(t *testing.T) {
	c := codes(t)
	for text, want := range map[string]string{
		"SLCN": "SLCN", "slcn": "SLCN", "ASD - Autistic spectrum disorder": "ASD", "Speech, Language and Communication Needs": "SLCN",
		"Dyslexia": "SPLD", "Visual impairment": "VI", "Down syndrome": "DS", "Social, Emotional and Mental Health": "SEMH", "1 SEMH": "SEMH",
		"BESD": "SEMH", "BESD - Behaviour, emotional and social difficulty": "SEMH", "Behavioural, Emotional and Social Difficulties": "SEMH",
	} {
		if got, ok := c.Need(text); !ok || got != want {
			t.Errorf("%q read as %q, %v; want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "BES", "Hello"} {
		if got, ok := c.Need(text); ok {
			t.Errorf("%q should not be a need, read as %s", text, got)
		}
	}
}

func TestYearIsReadAsExportsWriteIt(t *testing.T) {
	c := codes(t)
	for text, want := range map[string]string{
		"Year 3": "3", "Y3": "3", "Yr 3": "3", "3": "3", "03": "3", "Rec": "R", "R": "R", "Reception": "R", "N1": "N1", "Nursery 1": "N1", "Year 13": "13", "YR": "R",
	} {
		if got, ok := c.Year(text); !ok || got != want {
			t.Errorf("%q read as %q, %v; want %s", text, got, ok, want)
		}
	}
}

func TestStatusHistoryWritesItself(t *testing.T) {
	id := counter()
	var history []Status
	set := func(code string, from day.Date) error {
		rev, err := SetStatus(history, "p", code, from, id)
		history = apply(history, rev, func(s Status) string { return s.ID })
		return err
	}
	for _, step := range []struct {
		code string
		from day.Date
	}{{"K", day.Of(2025, 9, 3)}, {"E", day.Of(2026, 2, 1)}, {"E", day.Of(2026, 3, 1)}} {
		if err := set(step.code, step.from); err != nil {
			t.Fatal(err)
		}
	}
	if len(history) != 2 || history[0].Until != day.Of(2026, 2, 1) || !history[1].Until.IsZero() {
		t.Fatalf("got %+v", history)
	}
	if got := StatusOn(history, day.Of(2025, 12, 25)).Code; got != "K" {
		t.Errorf("at Christmas the status was %s", got)
	}
	if got := StatusOn(history, day.Of(2025, 1, 1)).Code; got != "N" {
		t.Errorf("before the register the status was %s", got)
	}
	if err := set("K", day.Of(2024, 1, 1)); !errors.Is(err, ErrBeforeCurrent) {
		t.Errorf("a change dated before the open status gives %v", err)
	}
	if err := set("K", day.Of(2026, 2, 1)); err != nil || len(history) != 2 || history[1].Code != "K" {
		t.Errorf("a change on the same day should put the open status right: %v, %+v", err, history)
	}
}

func apply[T any](list []T, rev Revision[T], key func(T) string) []T {
	for _, r := range rev.Remove {
		list = slices.DeleteFunc(list, func(x T) bool { return key(x) == key(r) })
	}
	for _, p := range rev.Put {
		if i := slices.IndexFunc(list, func(x T) bool { return key(x) == key(p) }); i >= 0 {
			list[i] = p
		} else {
			list = append(list, p)
		}
	}
	return list
}

func TestThereIsAlwaysOneOpenStatusAndOnePrimaryNeed(t *testing.T) {
	all := []string{"SLCN", "ASD", "SEMH", "MLD", "HI"}
	rapid.Check(t, func(t *rapid.T) {
		id := counter()
		var statuses []Status
		var needs []Need
		on := day.Of(2025, 9, 1)
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			on = on.AddDays(rapid.IntRange(0, 40).Draw(t, "days"))
			rs, err := SetStatus(statuses, "p", rapid.SampledFrom([]string{"N", "K", "E"}).Draw(t, "code"), on, id)
			if err != nil {
				t.Fatal(err)
			}
			statuses = apply(statuses, rs, func(s Status) string { return s.ID })
			want := rapid.Permutation(all).Draw(t, "needs")[:rapid.IntRange(0, 4).Draw(t, "n")]
			rn, err := SetNeeds(needs, "p", want, on, id)
			if err != nil {
				t.Fatal(err)
			}
			needs = apply(needs, rn, func(n Need) string { return n.ID })
			if got := NeedCodes(NeedsOn(needs, on)); !slices.Equal(got, want) {
				t.Fatalf("needs are %v, want %v", got, want)
			}
			open, ranks := 0, map[int]bool{}
			for _, s := range statuses {
				if s.Until.IsZero() {
					open++
				}
			}
			for _, n := range needs {
				if n.Until.IsZero() {
					if ranks[n.Rank] {
						t.Fatalf("two needs of rank %d", n.Rank)
					}
					ranks[n.Rank] = true
				}
			}
			if open != 1 {
				t.Fatalf("%d open statuses", open)
			}
		}
	})
}

func TestQuery(t *testing.T) {
	c := codes(t)
	pupil := func(forename, surname, class, year string, flags ...string) Pupil {
		return Pupil{ID: forename, Forename: forename, Surname: surname, Class: class, YearTaught: year, Flags: flags}
	}
	status := func(code string) []Status { return []Status{{Code: code, From: day.Of(2026, 1, 1)}} }
	needs := func(codes ...string) (out []Need) {
		for i, n := range codes {
			out = append(out, Need{Code: n, Rank: i + 1, From: day.Of(2026, 1, 1)})
		}
		return out
	}
	entries := []Entry{
		MakeEntry(c, pupil("Łukasz", "Wójcik", "6A", "6", "PP"), status("K"), needs("SEMH", "SLCN"), today),
		MakeEntry(c, pupil("Thị Mai", "Nguyễn", "3B", "3"), status("E"), needs("ASD"), today),
		MakeEntry(c, pupil("Siân", "O’Brien", "R1", "R"), nil, nil, today),
	}
	entries[0].Level, entries[0].ReviewDue = "L3", today.AddDays(9)
	entries[1].Level, entries[1].ReviewDue = "L4", today.AddDays(-3)
	gone := MakeEntry(c, pupil("Gone", "Away", "6A", "6"), nil, nil, today)
	gone.Left = today.AddDays(-1)
	entries = append(entries, gone)
	context := QueryContext{Today: today, Codes: c, Levels: []string{"L0", "L1", "L2", "L3", "L4", "L5"}}
	for query, want := range map[string][]string{
		"":                          {"Łukasz", "Thị Mai", "Siân"},
		"lukasz":                    {"Łukasz"},
		"nguyen":                    {"Thị Mai"},
		"obrien":                    {"Siân"},
		"O’Brien":                   {"Siân"},
		"\"thi mai\"":               {"Thị Mai"},
		"ukasz":                     nil,
		"need:SEMH":                 {"Łukasz"},
		"need:slcn year:6 status:K": {"Łukasz"},
		"primary:SLCN":              nil,
		"status:sen":                {"Łukasz", "Thị Mai"},
		"-status:sen":               {"Siân"},
		"year:R-3":                  {"Thị Mai", "Siân"},
		"level:>=L3":                {"Łukasz", "Thị Mai"},
		"level:<4":                  {"Łukasz"},
		"level:none":                {"Siân"},
		"review:<30d":               {"Łukasz", "Thị Mai"},
		"review:overdue":            {"Thị Mai"},
		"review:none":               {"Siân"},
		"flag:pp":                   {"Łukasz"},
		"area:C&I":                  {"Łukasz", "Thị Mai"},
		"left:yes":                  {"Gone"},
		"class:6a left:any":         {"Łukasz", "Gone"},
		"need:none":                 {"Siân"},
		"need:SEMH year:6 status:K level:>=L3 wojcik": {"Łukasz"},
	} {
		q, err := ParseQuery(query, context)
		if err != nil {
			t.Errorf("%q: %v", query, err)
			continue
		}
		var got []string
		for i := range entries {
			if q.Match(&entries[i]) {
				got = append(got, entries[i].ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
	for _, query := range []string{"colour:red", "need:XYZ", "year:purple", "level:L9", "review:soon", "flag:xx", "status:Q9", "area:moon", "left:maybe"} {
		var why *QueryError
		if _, err := ParseQuery(query, context); !errors.As(err, &why) || why.Reason == "" {
			t.Errorf("%q should be refused with a reason, got %v", query, err)
		}
	}
}

func FuzzParseQuery(f *testing.F) {
	c := codes(f)
	for _, s := range []string{"need:SEMH,ASD", `"open quote`, "-", ":", "level:>=", "review:<d", "year:-", "since:30d", "born:>=2018", "review:0-14d", "reading-age:>=9.5", `key-worker:"a,b",c`, "group:red,"} {
		f.Add(s)
	}
	e := MakeEntry(c, Pupil{Forename: "A", Surname: "B"}, nil, nil, today)
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuery(s, QueryContext{Today: today, Codes: c, Levels: []string{"L0"}, Fields: ownFields})
		if why, ok := err.(*QueryError); err != nil && (!ok || why.Reason == "") {
			t.Fatalf("%q is refused without a reason: %v", s, err)
		}
		if err == nil {
			q.Match(&e)
		}
	})
}

func BenchmarkQuery(b *testing.B) {
	c := codes(b)
	var entries []Entry
	for i := range 2000 {
		entries = append(entries, MakeEntry(c, Pupil{Forename: fmt.Sprintf("Name%d", i), Surname: "Nguyễn", Class: "4B"}, nil, nil, today))
	}
	context := QueryContext{Today: today, Codes: c, Levels: []string{"L0", "L1"}}
	for b.Loop() {
		q, err := ParseQuery("class:4B nguy", context)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for i := range entries {
			if q.Match(&entries[i]) {
				n++
			}
		}
		if n != 2000 {
			b.Fatal(n)
		}
	}
}
