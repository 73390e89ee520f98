package school_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/school"
	"needsbook/assets"
)

func shipped(t testing.TB) school.Calendar {
	t.Helper()
	c, problems := school.LoadCalendar(assets.Pack("calendar.json"))
	for _, p := range problems {
		t.Fatal(p)
	}
	return c
}

func TestSchoolDays(t *testing.T) {
	c := shipped(t)
	for _, x := range []struct {
		on   day.Date
		want bool
	}{
		{day.Of(2026, 9, 1), false},   // training day
		{day.Of(2026, 9, 2), true},    //
		{day.Of(2026, 10, 24), false}, // Saturday
		{day.Of(2026, 10, 27), false}, // half term
		{day.Of(2026, 12, 18), true},  // last day of term
		{day.Of(2026, 12, 21), false}, // holidays
		{day.Of(2027, 5, 3), false},   // bank holiday
		{day.Of(2035, 5, 3), true},    // a year that the calendar lacks: a weekday
	} {
		if got := c.IsSchoolDay(x.on); got != x.want {
			t.Errorf("%s is a school day: %v", x.on, got)
		}
	}
	if got := c.AddSchoolDays(day.Of(2026, 12, 17), 3); got != day.Of(2027, 1, 6) {
		t.Errorf("three school days after 17 December: %s", got) // 18 Dec, 5 and 6 Jan: the 4th is a training day
	}
}

func TestSchoolDaysCountEvenly(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		d := day.Of(2025, 9, 1).AddDays(rapid.IntRange(0, 900).Draw(t, "day"))
		n, m := rapid.IntRange(1, 30).Draw(t, "n"), rapid.IntRange(1, 30).Draw(t, "m")
		if c.AddSchoolDays(c.AddSchoolDays(d, n), m) != c.AddSchoolDays(d, n+m) {
			t.Fatal("counting on is not counting once")
		}
		if !c.IsSchoolDay(c.AddSchoolDays(d, n)) {
			t.Fatal("it ends on a day without school")
		}
	})
}

func TestPartsOfTheYear(t *testing.T) {
	three, _ := shipped(t).Year(2026)
	six := school.Year{Starts: 2026}
	for i, text := range []string{"2026-10-23", "2026-12-18", "2027-02-12", "2027-03-25", "2027-05-28", "2027-07-21"} {
		var last day.Date
		_ = last.UnmarshalText([]byte(text))
		six.Terms = append(six.Terms, school.Span{Name: "Term", From: last.AddDays(-30 - i), Until: last})
	}
	for n, want := range map[int]day.Date{1: day.Of(2026, 12, 18), 2: day.Of(2027, 3, 25), 3: day.Of(2027, 7, 21)} {
		if three.Part(n, 3) != want || six.Part(n, 3) != want {
			t.Errorf("part %d of 3: %s with three terms, %s with six; want %s", n, three.Part(n, 3), six.Part(n, 3), want)
		}
	}
	if got := (school.Year{Starts: 2030}).Part(3, 3); got.Month() != 7 {
		t.Errorf("a year without terms ends on %s", got)
	}
}

func TestBadTermDatesAreRefusedWithTheLine(t *testing.T) {
	d := day.Of
	for _, c := range []struct {
		name   string
		change func(*school.Year)
		field  string
		says   string
	}{
		{"no terms", func(y *school.Year) { y.Terms = nil }, "terms.0", "at least one term"},
		{"no name", func(y *school.Year) { y.Terms[1].Name = "" }, "terms.1", "name"},
		{"no last day", func(y *school.Year) { y.Terms[1].Until = day.Date{} }, "terms.1", "last day"},
		{"backward", func(y *school.Year) { y.Holidays[0].Until = d(2026, 10, 1) }, "holidays.0", "before it begins"},
		{"another year", func(y *school.Year) { y.Terms[2].Until = d(2027, 9, 2) }, "terms.2", "school year 2026-27"},
		{"terms that overlap", func(y *school.Year) { y.Terms[1].From = d(2026, 12, 18) }, "terms.1", "after Autumn has ended"},
		{"a holiday between terms", func(y *school.Year) {
			y.Holidays[0] = school.Span{Name: "Christmas", From: d(2026, 12, 21), Until: d(2027, 1, 1)}
		}, "holidays.0", "holidays already"},
		{"a holiday twice", func(y *school.Year) { y.Closed[1] = y.Holidays[1] }, "closed.1", "overlap"},
		{"a census in another year", func(y *school.Year) { y.Census[0].On = d(2025, 10, 2) }, "census.0", "school year"},
		{"two on one day", func(y *school.Year) { y.Census[1].On = y.Census[0].On }, "census.1", "two census days"},
		{"a census on a Sunday", func(y *school.Year) { y.Census[0].On = d(2026, 10, 4) }, "census.0", "without school"},
	} {
		y, _ := shipped(t).Year(2026)
		c.change(&y)
		found := false
		for _, f := range y.Check() {
			words := school.CalendarWords(f)
			if strings.Contains(words, "%!") {
				t.Errorf("%s: %q", c.name, words)
			}
			found = found || f.Field == c.field && strings.Contains(words, c.says)
		}
		if !found {
			t.Errorf("%s: %v", c.name, y.Check())
		}
	}
}

func TestShippedYearsAreInOrder(t *testing.T) {
	for _, y := range shipped(t).Years {
		for _, f := range y.Check() {
			t.Errorf("%s: %s", y.Name(), school.CalendarWords(f))
		}
		if !y.Example || len(y.Census) != 3 {
			t.Errorf("%s: an example: %v, %d census days", y.Name(), y.Example, len(y.Census))
		}
	}
}

func TestYearPutInPlaceOfAnother(t *testing.T) {
	c := shipped(t)
	own := school.Year{Starts: 2026, Terms: []school.Span{{Name: "All", From: day.Of(2026, 9, 7), Until: day.Of(2027, 7, 16)}}}
	got := c.With(own).With(school.Year{Starts: 2024})
	if len(got.Years) != 4 || got.Years[0].Starts != 2024 || got.Years[2].Terms[0].Name != "All" || c.Years[1].Terms[0].Name != "Autumn" {
		t.Errorf("%+v", got.Years)
	}
}

func FuzzLoadCalendar(f *testing.F) {
	f.Add(assets.Pack("calendar.json"))
	f.Add([]byte(`{"format":"school-calendar","years":[{"year":2026}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, problems := school.LoadCalendar(data)
		if problems != nil {
			return
		}
		for _, y := range c.Years {
			for _, found := range y.Check() {
				if found.Severity == finding.Refuse {
					t.Fatalf("taken with %v", found)
				}
			}
		}
		c.AddSchoolDays(day.Of(2026, 9, 1), 300)
	})
}
