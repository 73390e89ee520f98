package register

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
)

var ownFields = []Field{
	{ID: "f1", Name: "Reading age", Type: FieldNumber},
	{ID: "f2", Name: "Key worker", Type: FieldText},
	{ID: "f3", Name: "Seen on", Type: FieldDate},
	{ID: "f4", Name: "Breakfast club", Type: FieldYesNo},
	{ID: "f5", Name: "Group", Type: FieldChoice, Choices: []string{"Red", "Amber", "Green"}},
}

func sheetContext(t testing.TB) SheetContext {
	return SheetContext{Full: true, NameOf: func(e *Entry) string { return e.ListName() },
		QueryContext: QueryContext{Today: today, Codes: codes(t), Levels: []string{"L0", "L1", "L2", "L3"}, Fields: ownFields}}
}

// sheetEntries are four pupils in the order of their names.
func sheetEntries(t testing.TB) []*Entry {
	c := codes(t)
	make := func(p Pupil, status string, since day.Date, needs ...string) *Entry {
		var history []Need
		for i, n := range needs {
			history = append(history, Need{Code: n, Rank: i + 1, From: day.Of(2025, 1, 1)})
		}
		e := MakeEntry(c, p, []Status{{Code: status, From: since}}, history, today)
		return &e
	}
	list := []*Entry{
		make(Pupil{ID: "a", Surname: "Adams", Forename: "Zoë", Class: "4B", Born: day.Of(2018, 3, 4), Sex: "F", Fields: Values{"f1": "9.5", "f2": "Jo Smith", "f3": "2026-11-11", "f5": "Green"}}, "K", day.Of(2026, 9, 20), "SLCN", "SEMH"),
		make(Pupil{ID: "b", Surname: "Brown", Forename: "Ben", Class: "10A", Born: day.Of(2015, 10, 1), Sex: "M", Fields: Values{"f1": "10", "f4": "yes", "f5": "Red"}}, "E", day.Of(2024, 1, 8), "ASD"),
		make(Pupil{ID: "c", Surname: "Çelik", Forename: "Deniz", Class: "4B", Born: day.Of(2018, 9, 1), Sex: "M", Fields: Values{"f3": "2026-08-01"}}, "N", day.Of(2026, 1, 1)),
		make(Pupil{ID: "d", Surname: "Dean", Forename: "Ana", Class: "", UPN: "Y886999926001", Preferred: "Annie", Entered: day.Of(2026, 9, 3)}, "K", day.Of(2025, 9, 3), "SPLD"),
	}
	list[0].ReviewDue, list[1].ReviewDue = today.AddDays(-3), today.AddDays(9)
	list[0].Level, list[0].LevelOn, list[1].Level = "L1", day.Of(2025, 6, 1), "L3"
	list[2].ConcernSince = day.Of(2026, 10, 1)
	return list
}

func mustSheet(t testing.TB, v View) *Sheet {
	t.Helper()
	s, err := MakeSheet(v, sheetEntries(t), sheetContext(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func rowIDs(s *Sheet) string {
	var ids string
	for _, e := range s.Entries {
		ids += e.ID
	}
	return ids
}

func TestSearchAsksAboutEveryColumn(t *testing.T) {
	for query, want := range map[string]string{
		"":                       "abcd",
		"need:SEMH,ASD":          "ab",
		"-need:SEMH,ASD":         "cd",
		`status:"SEN support",E`: "abd",
		`need:"Speech, language and communication needs"`: "a",
		"other:SEMH":                  "a",
		"other:none":                  "bcd",
		"concern:open":                "c",
		"concern:none status:K":       "ad",
		"since:2026-09-01":            "a",
		"since:<2025-01-01":           "b",
		"since:70d":                   "a",
		"since:=2025":                 "d",
		"born:2018":                   "ac",
		"born:>=2018-09-01":           "c",
		"born:<2016":                  "b",
		"born:none":                   "d",
		"born:=2015-10-01":            "b",
		"age:>=8":                     "abc",
		"age:none":                    "d",
		"sex:f":                       "a",
		"sex:none":                    "d",
		"surname:celik":               "c",
		"forename:zoe":                "a",
		"known-as:annie":              "d",
		"known-as:none":               "abc",
		"upn:y88":                     "d",
		"upn:none":                    "abc",
		"entered:>=2026-09-01":        "d",
		"sen-september:no":            "ac",
		"sen-september:yes":           "bd",
		"sen-september:K":             "d",
		"confirmed:>365d":             "a",
		"review:overdue":              "a",
		"review:<30d":                 "ab",
		"review:<2027":                "ab",
		"review:<2026":                "",
		"review:0-14d":                "b",
		"review:<=2026-11-18":         "a",
		"class:none":                  "d",
		"class:4b,10a":                "abc",
		"flag:none":                   "abcd",
		"area:none":                   "c",
		"reading-age:>=9.5":           "ab",
		"reading-age:<9.6":            "a",
		"reading-age:none":            "cd",
		"key-worker:smith":            "a",
		`key-worker:"jo smith"`:       "a",
		"key-worker:mith":             "",
		"seen-on:<30d":                "a",
		"seen-on:>30d":                "c",
		"seen-on:none":                "bd",
		"seen-on:2026":                "ac",
		"breakfast-club:y":            "b",
		"-breakfast-club:yes":         "acd",
		"group:red,green":             "ab",
		"group:none year:3,4 status:": "?",
	} {
		s, err := MakeSheet(View{Query: query}, sheetEntries(t), sheetContext(t))
		if want == "?" {
			if err == nil {
				t.Errorf("%q should be refused", query)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", query, err)
			continue
		}
		if got := rowIDs(s); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

func TestSearchThatCannotBeReadSaysWhy(t *testing.T) {
	for _, query := range []string{"concern:maybe", "since:soon", "born:31/02/2018", "born:<", "age:old", "age:-1", "surname:", "upn:", "review:5", "review:30-10d", "review:<3-9d",
		"since:99999d", "sen-september:maybe", "reading-age:nine", "reading-age:1e9", "seen-on:whenever", "breakfast-club:perhaps", "group:blue", "key-worker:", "sex:"} {
		_, err := ParseQuery(query, sheetContext(t).QueryContext)
		why, ok := err.(*QueryError)
		if !ok || why.Term != query || !strings.HasSuffix(why.Reason, ".") {
			t.Errorf("%q: %v", query, err)
		}
	}
}

func TestSheetSortsOnSeveralColumnsAndKeepsNamesOtherwise(t *testing.T) {
	for _, c := range []struct {
		sorts []ViewSort
		want  string
	}{
		{nil, "abcd"},
		{[]ViewSort{{"name", true}}, "dcba"},
		{[]ViewSort{{"class", false}}, "acbd"},                      // 4B before 10A, no class last
		{[]ViewSort{{"class", true}}, "bacd"},                       // and last again
		{[]ViewSort{{"class", false}, {"born", true}}, "cabd"},      //
		{[]ViewSort{{"status", false}, {"level", true}}, "badc"},    // E, K, N
		{[]ViewSort{{"reading-age", false}}, "abcd"},                // a field is sorted by its id
		{[]ViewSort{{"f1", true}}, "bacd"},                          // 10 over 9.5
		{[]ViewSort{{"f5", false}}, "bacd"},                         // in the order of the choices
		{[]ViewSort{{"review_due", false}, {"name", true}}, "abdc"}, //
		{[]ViewSort{{"gone", false}, {"age", false}}, "acbd"},
	} {
		v := View{Sorts: c.sorts}.WithColumns("name")
		if got := rowIDs(mustSheet(t, v)); got != c.want {
			t.Errorf("%v: %s, want %s", c.sorts, got, c.want)
		}
	}
}

func TestSortIsStableAndTotal(t *testing.T) {
	entries := sheetEntries(t)
	in := sheetContext(t)
	all := Columns(ownFields)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		list := make([]*Entry, n)
		place := map[*Entry]int{}
		for i := range list {
			e := *entries[rapid.IntRange(0, 3).Draw(t, "like")]
			e.Class = rapid.SampledFrom([]string{"", "1A", "2A", "10A", "Ä"}).Draw(t, "class")
			list[i] = &e
			place[&e] = i
		}
		var sorts []ViewSort
		for range rapid.IntRange(0, 3).Draw(t, "sorts") {
			sorts = append(sorts, ViewSort{rapid.SampledFrom(all).Draw(t, "column").ID, rapid.Bool().Draw(t, "down")})
		}
		v := View{Query: "left:any", Sorts: sorts}.WithColumns("name")
		once, err := MakeSheet(v, list, in)
		if err != nil {
			t.Fatal(err)
		}
		if len(once.Entries) != n {
			t.Fatalf("%d rows of %d", len(once.Entries), n)
		}
		// Rows that every sort leaves equal keep the order that they came in.
		columns := allColumns(ownFields)
		equal := func(a, b *Entry) bool {
			for _, s := range sorts {
				i := slices.IndexFunc(columns, func(c builtInColumn) bool { return c.ID == s.ID })
				if s.ID == ColumnName || columns[i].value(a, &in) != columns[i].value(b, &in) {
					return false
				}
			}
			return true
		}
		for i := 1; i < n; i++ {
			a, b := once.Entries[i-1], once.Entries[i]
			if equal(a, b) && place[a] > place[b] {
				t.Fatalf("rows %d and %d are equal and changed places", i-1, i)
			}
		}
	})
}

func TestTotalsFollowTheSearch(t *testing.T) {
	v := View{}.WithColumns("name", "status", "class", "review_due", "age", "f1", "f4", "upn", "born")
	for query, want := range map[string]string{
		"":         "4 pupils|E 1 · K 2 · N 1|2 classes|1 late · 1 near|average 9|sum 19.5 · average 9.8|yes 1|1 filled|3 filled",
		"status:K": "2 pupils|K 2||1 late|average 8|sum 9.5 · average 9.5||1 filled|1 filled",
	} {
		v.Query = query
		if got := strings.Join(mustSheet(t, v).Totals(), "|"); got != want {
			t.Errorf("%q: %s\nwant %s", query, got, want)
		}
	}
}

func TestSheetShowsWordsAndFilesHoldCodes(t *testing.T) {
	s := mustSheet(t, View{Query: "adams"}.WithColumns("name", "status", "since", "primary_need_words", "area", "other_needs", "review_due", "f1", "f3", "f5", "sen_september"))
	var shown, held []string
	for i := range s.Columns {
		shown, held = append(shown, s.Cell(0, i)), append(held, s.Value(0, i))
	}
	if got, want := strings.Join(shown, "|"), "Adams, Zoë|SEN support|20 Sep 2026|Speech, language and communication needs|C&I SEMH|SEMH|3 days late|9.5|11 Nov 2026|Green|No SEN"; got != want {
		t.Errorf("shown %s\nwant  %s", got, want)
	}
	if got, want := strings.Join(held, "|"), "Adams, Zoë|K|2026-09-20|SLCN|C&I SEMH|SEMH|2026-11-18|9.5|2026-11-11|Green|N"; got != want {
		t.Errorf("held %s\nwant %s", got, want)
	}
}

func TestHiddenNamesLeaveOutEveryColumnThatMayHoldOne(t *testing.T) {
	in := sheetContext(t)
	in.Full, in.NameOf = false, func(e *Entry) string { return e.Initials() }
	v := View{Sorts: []ViewSort{{"surname", true}}}
	for _, c := range Columns(ownFields) {
		v.Columns = append(v.Columns, ViewColumn{ID: c.ID})
	}
	s, err := MakeSheet(v, sheetEntries(t), in)
	if err != nil {
		t.Fatal(err)
	}
	for row, e := range s.Entries {
		for col, c := range s.Columns {
			for _, secret := range []string{e.Surname, e.Forename, e.UPN, e.Born.String(), "Smith"} {
				if secret != "" && strings.Contains(s.Value(row, col), secret) {
					t.Errorf("%s shows %q", c.ID, secret)
				}
			}
		}
	}
	if len(s.Columns) < 15 || rowIDs(s) != "abcd" {
		t.Errorf("%d columns, rows %s", len(s.Columns), rowIDs(s))
	}
}

func TestMarksAreTheFirstThatARowAnswers(t *testing.T) {
	s := mustSheet(t, View{Marks: []ViewMark{{"review:overdue", "Late", "overdue"}, {"status:sen", "SEN", "accent"}, {"teapot:1", "Broken", "quiet"}}}.WithColumns("name"))
	var got []string
	for row := range s.Entries {
		m, ok := s.Mark(row)
		got = append(got, fmt.Sprint(m.Words, ok))
	}
	if want := []string{"Latetrue", "SENtrue", "false", "SENtrue"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if len(s.Lost) != 1 || !strings.Contains(s.Lost[0], "Broken") {
		t.Errorf("%q", s.Lost)
	}
}

func TestSavedViewOnADeletedFieldOpensWithoutIt(t *testing.T) {
	saved := View{ID: "v", Query: "status:sen reading-age:>9", Sorts: []ViewSort{{"f1", false}}, Columns: []ViewColumn{{ID: "name"}, {ID: "f1", Title: "Reading age"}}}
	in := sheetContext(t)
	in.Fields, in.Saved = ownFields[1:], saved
	s, err := MakeSheet(saved, sheetEntries(t), in)
	if err != nil {
		t.Fatal(err)
	}
	if rowIDs(s) != "abd" || len(s.Columns) != 1 || len(s.Lost) != 2 {
		t.Errorf("rows %s, columns %v, lost %q", rowIDs(s), s.Columns, s.Lost)
	}
	for _, words := range s.Lost {
		if !strings.HasSuffix(words, ".") || !strings.Contains(strings.ToLower(words), "reading") {
			t.Errorf("not a sentence that names it: %q", words)
		}
	}
	typed := saved
	typed.Query += " shoe-size:>3"
	if _, err := MakeSheet(typed, sheetEntries(t), in); err == nil {
		t.Error("a term typed now was dropped without a word")
	}
}

func TestHeadingOffersEveryValueWithATermThatFindsIt(t *testing.T) {
	in, entries := sheetContext(t), sheetEntries(t)
	for _, c := range Columns(ownFields) {
		values := ColumnValues(c.ID, entries, in)
		for _, v := range values {
			q, err := ParseQuery(v.Term, in.QueryContext)
			if err != nil {
				t.Errorf("%s: %v", c.ID, err)
				continue
			}
			n := 0
			for _, e := range entries {
				if q.Match(e) {
					n++
				}
			}
			if n != v.Count || v.Words == "" || termField(v.Term) != c.Term {
				t.Errorf("%s: %q finds %d, not %d (%s)", c.ID, v.Term, n, v.Count, v.Words)
			}
		}
		if c.Own != (len(values) > 0) && c.Own {
			t.Errorf("%s offers nothing", c.Title)
		}
	}
	var words []string
	for _, v := range ColumnValues("class", entries, in) {
		words = append(words, fmt.Sprint(v.Words, " ", v.Count))
	}
	if want := []string{"4B 2", "10A 1", "None 1"}; !slices.Equal(words, want) {
		t.Errorf("%q", words)
	}
}

func TestQueryLosesOrRenamesOneFieldAlone(t *testing.T) {
	q := `year:3 -reading-age:<9 "reading-age: x" key-worker:"jo smith" smith`
	if got, want := WithoutField(q, "reading-age"), `year:3 "reading-age: x" key-worker:"jo smith" smith`; got != want {
		t.Errorf("%s", got)
	}
	if got, want := RenameField(q, "reading-age", "age-of-reading"), `year:3 -age-of-reading:<9 "reading-age: x" key-worker:"jo smith" smith`; got != want {
		t.Errorf("%s", got)
	}
}
