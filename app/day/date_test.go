package day

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

var today = Of(2026, 11, 21)

func TestParseReadsDatesAsSchoolsWriteThem(t *testing.T) {
	want := Of(2016, 9, 3)
	for _, text := range []string{
		"03/09/2016", "3/9/16", "3 Sep 2016", "3 Sept 2016", "03 September 2016", "2016-09-03",
		"03-Sep-2016", "03-Sep-16", "3.9.2016", "20160903", "2016-09-03T00:00:00", "03/09/2016 00:00:00", " 3  Sep   2016 ",
	} {
		if got, err := Parse(text, today); err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestParseRefusesWhatIsNotADate(t *testing.T) {
	for _, text := range []string{"", "n/a", "31/02/2016", "9/13/2015", "2016", "03/09/1066", "yes", "00/00/0000", "3:15", ":", ": x T", "a:b c"} {
		if got, err := Parse(text, today); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", text, got)
		}
	}
}

func TestTwoDigitYearFallsInTheLikelyCentury(t *testing.T) {
	if got, _ := Parse("1/2/99", today); got != Of(1999, 2, 1) {
		t.Errorf("got %v", got)
	}
	if got, _ := Parse("1/2/27", today); got != Of(2027, 2, 1) {
		t.Errorf("got %v", got)
	}
	if got, _ := Parse("1/2/45", today); got != Of(1945, 2, 1) {
		t.Errorf("got %v", got)
	}
}

func TestExcelSerial(t *testing.T) {
	if got, err := FromExcel("42616"); err != nil || got != Of(2016, 9, 3) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, s := range []string{"12", "-5", "x", "9999999"} {
		if _, err := FromExcel(s); err == nil {
			t.Errorf("FromExcel(%q) should be refused", s)
		}
	}
}

func TestYearGroupFollowsThe31AugustRule(t *testing.T) {
	cases := []struct {
		born Date
		on   Date
		want int
	}{
		{Of(2016, 9, 1), Of(2026, 11, 21), 5},
		{Of(2016, 8, 31), Of(2026, 11, 21), 6},
		{Of(2022, 8, 31), Of(2026, 9, 1), 0},
		{Of(2022, 8, 31), Of(2026, 8, 31), -1},
		{Of(2022, 9, 1), Of(2026, 9, 1), -1},
		{Of(2012, 2, 29), Of(2026, 11, 21), 10},
	}
	for _, c := range cases {
		if got := NationalCurriculumYear(c.born, c.on); got != c.want {
			t.Errorf("born %v on %v: year %d, want %d", c.born, c.on, got, c.want)
		}
	}
}

func TestMonthsEndWithTheMonth(t *testing.T) {
	if got := Of(2027, 1, 31).AddMonths(1); got != Of(2027, 2, 28) {
		t.Errorf("got %v", got)
	}
	if got := Of(2027, 3, 31).AddMonths(-1); got != Of(2027, 2, 28) {
		t.Errorf("got %v", got)
	}
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Of(2000, 1, 1).AddDays(rapid.IntRange(0, 20000).Draw(t, "days"))
		n := rapid.IntRange(-4000, 4000).Draw(t, "n")
		if d.AddDays(n).AddDays(-n) != d || d.DaysUntil(d.AddDays(n)) != n {
			t.Fatalf("adding and taking away %d days from %v", n, d)
		}
		if got, err := Parse(d.Words(), today); err != nil || got != d {
			t.Fatalf("Words does not read back: %v", d)
		}
		b, _ := json.Marshal(d)
		var back Date
		if json.Unmarshal(b, &back) != nil || back != d {
			t.Fatalf("JSON does not read back: %s", b)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"03/09/2016", "T:", " :", ": x", "2016-09-03T10:00", "today"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := Parse(s, today); err == nil && d.IsZero() {
			t.Errorf("Parse(%q) gave no date and no error", s)
		}
	})
}
