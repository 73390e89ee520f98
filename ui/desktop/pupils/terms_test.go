package pupils

import "testing"

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
