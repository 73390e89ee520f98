package provision

import (
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/school"
)

// term2026 is a school year of three terms with a half term and a training day.
var term2026 = school.Calendar{Years: []school.Year{{Starts: 2026,
	Terms:    []school.Span{{From: day.Of(2026, 9, 2), Until: day.Of(2026, 12, 18)}, {From: day.Of(2027, 1, 4), Until: day.Of(2027, 3, 25)}, {From: day.Of(2027, 4, 12), Until: day.Of(2027, 7, 21)}},
	Holidays: []school.Span{{From: day.Of(2026, 10, 26), Until: day.Of(2026, 10, 30)}, {From: day.Of(2027, 2, 15), Until: day.Of(2027, 2, 19)}},
	Closed:   []school.Span{{From: day.Of(2026, 12, 4), Until: day.Of(2026, 12, 4)}},
}}}

func TestReviewIsDueAfterItsShareOfTheSchoolDays(t *testing.T) {
	for _, c := range []struct {
		starts  day.Date
		reviews int
		due     day.Date
	}{
		{day.Of(2026, 9, 3), 3, day.Of(2026, 12, 9)},  // 63 school days: a half term and a training day are none
		{day.Of(2026, 12, 8), 3, day.Of(2027, 4, 12)}, // over Christmas and Easter
		{day.Of(2026, 9, 3), 6, day.Of(2026, 10, 16)}, // six-weekly
		{day.Of(2026, 9, 3), 0, day.Of(2026, 12, 9)},  // not said: three
		{day.Of(2026, 9, 3), 1, day.Of(2027, 7, 12)},
		{day.Of(2026, 12, 25), 190, day.Of(2027, 1, 4)},
		{day.Of(2026, 9, 3), 500, day.Of(2026, 9, 4)}, // never the day on which it starts
	} {
		if got := NextReview(term2026, c.starts, c.reviews); got != c.due {
			t.Errorf("%d a year from %s: %s, want %s", c.reviews, c.starts, got, c.due)
		}
	}
}

func TestReviewIsDueOnASchoolDayAfterItsStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		starts := day.Of(2026, 9, 1).AddDays(rapid.IntRange(0, 290).Draw(t, "start"))
		reviews := rapid.IntRange(1, 52).Draw(t, "reviews")
		due := NextReview(term2026, starts, reviews)
		if !term2026.IsSchoolDay(due) || !due.After(starts) {
			t.Errorf("from %s, %d a year: %s", starts, reviews, due)
		}
	})
}

func TestSchoolDayByGoesBackFromAHoliday(t *testing.T) {
	for on, want := range map[day.Date]day.Date{
		day.Of(2026, 12, 25): day.Of(2026, 12, 18), day.Of(2026, 11, 8): day.Of(2026, 11, 6), day.Of(2026, 12, 4): day.Of(2026, 12, 3),
		day.Of(2026, 11, 9): day.Of(2026, 11, 9), day.Of(2027, 4, 11): day.Of(2027, 3, 25),
	} {
		if got := term2026.SchoolDayBy(on); got != want {
			t.Errorf("by %s: %s, want %s", on, got, want)
		}
	}
}
