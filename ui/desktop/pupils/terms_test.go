package pupils

import (
	"slices"
	"testing"
)

func TestTermsAreWrittenIntoTheSearch(t *testing.T) {
	for _, c := range []struct{ query, field, value, want string }{
		{"", "need", "SEMH", "need:SEMH"},
		{"kowal", "need", "SEMH", "kowal need:SEMH"},
		{"need:ASD year:6", "need", "SEMH", "need:SEMH year:6"},
		{"NEED:ASD year:6", "need", "", "year:6"},
		{"year:3 year:4", "year", "5", "year:5"},
		{"  a  b ", "status", "", "a b"},
	} {
		if got := withTerm(c.query, c.field, c.value); got != c.want {
			t.Errorf("%q with %s:%s is %q, want %q", c.query, c.field, c.value, got, c.want)
		}
	}
	if got := toggled("status:sen ana", "status", "SEN"); got != "ana" {
		t.Errorf("a term pressed twice leaves %q", got)
	}
	if term("level:>=L3 x", "level") != ">=L3" || term("x", "level") != "" {
		t.Error("the value of a term is not found")
	}
}

func TestSeveralValuesOfATermAreRead(t *testing.T) {
	got := termValues(`kow class:"Red Group",4B need:SEMH`, "class")
	if len(got) != 2 || got[0] != `"red group"` || got[1] != "4b" {
		t.Errorf("the values are %q", got)
	}
	if len(termValues("need:SEMH", "")) > 0 {
		t.Error("a column that cannot be asked about has values")
	}
}

func TestSearchThatMayNameAPupilIsKnown(t *testing.T) {
	for query, want := range map[string]bool{"": false, "need:SEMH status:sen": false, "kow": true, "year:6 -kow": true, "surname:ng": true, `class:"Red Group"`: false} {
		if maySayAName(query) != want {
			t.Errorf("%q: %v", query, !want)
		}
	}
}

func FuzzTermIsSetAndTheRestStaysAsItWasTyped(f *testing.F) {
	f.Add("kow need:SEMH,SLCN", "need", "ASD")
	f.Add(`class:"Red Group" -year:6 "a b`, "class", "4B")
	f.Add("a: :b ::", "a", "x")
	f.Fuzz(func(t *testing.T, query, field, value string) {
		if field == "" || value == "" || len(words(field)) != 1 || len(words(value)) != 1 || slices.ContainsFunc([]rune(field+value), func(r rune) bool { return r == ':' || r == '"' || r == ' ' }) {
			return
		}
		for _, w := range words(query) {
			if len(w) > 0 && w[0] == '"' || slices.Contains([]rune(w), '"') {
				return // a quote left open takes in what follows
			}
		}
		set := withTerm(query, field, value)
		if term(set, field) != value {
			t.Errorf("%q with %s:%s is %q", query, field, value, set)
		}
		if again := withTerm(set, field, value); again != set {
			t.Errorf("set twice it is %q, once %q", again, set)
		}
		if term(withTerm(set, field, ""), field) != "" {
			t.Errorf("taken out of %q it is still there", set)
		}
	})
}

func FuzzAnyBlockHasASize(f *testing.F) {
	f.Add("a\tb\nc\td\n")
	f.Add("\"a\nb\"\tc")
	f.Add("\"open")
	f.Fuzz(func(t *testing.T, text string) {
		if long, wide := sizeOf(text); long < 0 || wide < 0 || (wide > 0 && long == 0) {
			t.Errorf("%q is %d long and %d wide", text, long, wide)
		}
	})
}
