package provision

import (
	"github.com/shopspring/decimal"
	"needsbook/app/finding"
)

// MinutesAWeek is how long a pupil is in an intervention in a week.
func MinutesAWeek(i Intervention, p Placement) decimal.Decimal {
	sessions := p.SessionsAWeek
	if sessions.IsZero() {
		sessions = i.SessionsAWeek
	}
	return sessions.Mul(decimal.NewFromInt(int64(i.Minutes)))
}

// PupilClashes finds where a pupil who is in all of some interventions would be in two
// places: their sessions overlap on a day of the week.
func PupilClashes(runs []Intervention) (out []Clash) {
	for n, a := range runs {
		for _, b := range runs[n+1:] {
			out = append(out, overlaps(a.Sessions(), b.Sessions())...)
		}
	}
	return out
}

// CheckPupilWeek warns where the provision of one pupil takes as many minutes a week as
// there are lessons, or more than the school's week. The hours are those of the rate
// card: 32.5 is what the Department for Education expects of a mainstream school (Length
// of the school week: non-statutory guidance, 2023).
func CheckPupilWeek(minutes int, week WeekHours) []finding.Finding {
	hours := decimal.NewFromInt(int64(minutes)).Div(minutesInAnHour)
	f := finding.Finding{Field: "minutes", Severity: finding.Warn}
	switch {
	case week.Most.IsPositive() && hours.GreaterThan(week.Most):
		f.Code, f.Args = "pupil_week.school", []string{week.Most.String()}
	case week.Least.IsPositive() && !hours.LessThan(week.Least):
		f.Code, f.Args = "pupil_week.lessons", []string{week.Least.String()}
	default:
		return nil
	}
	return []finding.Finding{f}
}

// pupilWeekWords are the sentences for the findings of CheckPupilWeek.
var pupilWeekWords = map[string]string{
	"pupil_week.school":  "This comes to more than a school week of %s hours. Check the minutes and the sessions.",
	"pupil_week.lessons": "This takes up all %s hours of lessons in a week. Check the minutes and the sessions.",
}
