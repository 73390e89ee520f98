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
