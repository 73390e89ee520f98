package provision

import (
	"needsbook/app/day"
	"needsbook/app/school"
)

// UsualReviews is how often plans are reviewed in a year where the school has not
// said: parents are met at least three times (Code of Practice 6.65).
const UsualReviews = 3

// schoolDays are the days of a school year: 380 sessions, two on each (Education
// (School Day and School Year) (England) Regulations 1999, regulation 3).
const schoolDays = 190

// NextReview is when a plan that starts on a day is reviewed, with so many reviews a
// year: the school days of a year shared out, so that holidays take nothing from a
// turn, all turns fit in the year and none ends while the school is closed.
func NextReview(c school.Calendar, starts day.Date, reviewsAYear int) day.Date {
	if reviewsAYear <= 0 {
		reviewsAYear = UsualReviews
	}
	return c.SchoolDayBy(c.AddSchoolDays(starts, max(1, schoolDays/reviewsAYear)))
}
