package provision

import (
	"errors"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/money"
)

// Line is one thing a pupil gets: help by someone for so many minutes, so many
// times a week, in a group of so many, and what is bought for it once.
type Line struct {
	Description   string          `json:"description"`
	Outcome       string          `json:"outcome"`         // what it is meant to reach
	StaffKind     string          `json:"staff_kind"`      // id of a kind of staff in the funding pack
	Minutes       int             `json:"minutes"`         // in one session; 0 where the line is only something bought
	SessionsAWeek decimal.Decimal `json:"sessions_a_week"` // 0.5 is once a fortnight
	Weeks         int             `json:"weeks"`           // teaching weeks in the year that it runs
	GroupSize     int             `json:"group_size"`      // pupils in the group; 1 for help alone
	Rate          money.Amount    `json:"rate"`            // for an hour of the adult's time, on-costs included
	OneOff        money.Amount    `json:"one_off"`         // bought once for this pupil; not shared out over the group
	Start         day.Date        `json:"start"`
	End           day.Date        `json:"end"`
}

// The most that a line may say. More than this is a slip of the finger.
const (
	mostMinutes  = 480 // a session longer than a school day
	mostSessions = 50  // ten a day
	mostWeeks    = 53
	mostGroup    = 60
	fullWeek     = 1950 // minutes: 32.5 hours, more than any one pattern can take
	largestGroup = 15   // above this it is whole-class teaching, which is not costed to a pupil
)

var (
	highestRate   = money.Pounds(500)
	highestOneOff = money.Pounds(100_000)
	likelyRate    = money.Pounds(150)
)

// lineWords are the sentences for the findings of Check and CheckWeek.
var lineWords = map[string]string{
	"provision.description":   "Say what the help is.",
	"provision.outcome":       "Say which outcome this help is for.",
	"provision.minutes":       minutesWords,
	"provision.sessions":      sessionsWords,
	"provision.weeks":         "Weeks must be from 0 to 53.",
	"provision.group_size":    "The group must have from 1 to 60 pupils.",
	"provision.whole_class":   "This group is as large as a class. Whole-class teaching is not counted as a pupil's provision.",
	"provision.rate":          "The hourly rate must be from £0 to £500.",
	"provision.rate_high":     "This hourly rate is high. Check that it is for an hour and not for a day.",
	"provision.rate_missing":  "This help has no hourly rate, so its time costs nothing.",
	"provision.one_off":       "What is bought once must cost from £0 to £100,000.",
	"provision.dates":         datesWords,
	"provision.nothing":       "Enter the minutes, sessions and weeks, or what is bought once.",
	"provision.week_full":     "This pupil's help comes to %s hours a week. Lessons take about %s, so hardly any are left to be taught with the class.",
	"provision.week_too_full": "This pupil's help comes to %s hours a week, more than a school week of %s. Check the minutes and sessions.",
}

// sessionsForm is how sessions a week are written: 3, 2.5 or 0.5.
var sessionsForm = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{1,4})?$`)

// ErrSessions is returned by ParseSessions for text that is not a number of sessions.
var ErrSessions = errors.New("sessions a week must be a number such as 3, 2.5 or 0.5")

// ParseSessions reads sessions a week as people write them.
func ParseSessions(text string) (decimal.Decimal, error) {
	text = strings.TrimSpace(text)
	if !sessionsForm.MatchString(text) {
		return decimal.Decimal{}, ErrSessions
	}
	return decimal.RequireFromString(text), nil
}

// Check returns what is wrong with a line. Cost may be used where nothing is
// refused.
func Check(l Line) []finding.Finding {
	c := checks{prefix: "provision."}
	timed := l.Minutes != 0 || !l.SessionsAWeek.IsZero()
	c.when(l.Description == "", finding.Refuse, "description", "description")
	c.when(l.Minutes < 0 || l.Minutes > mostMinutes, finding.Refuse, "minutes", "minutes")
	c.when(!likelySessions(l.SessionsAWeek), finding.Refuse, "sessions", "sessions_a_week")
	c.when(l.Weeks < 0 || l.Weeks > mostWeeks, finding.Refuse, "weeks", "weeks")
	c.when(timed && l.GroupSize < 1 || l.GroupSize < 0 || l.GroupSize > mostGroup, finding.Refuse, "group_size", "group_size")
	c.when(l.Rate.IsNegative() || l.Rate.Cmp(highestRate) > 0, finding.Refuse, "rate", "rate")
	c.when(l.OneOff.IsNegative() || l.OneOff.Cmp(highestOneOff) > 0, finding.Refuse, "one_off", "one_off")
	c.when(backward(l.Start, l.End), finding.Refuse, "dates", "end")
	c.when(l.minutesAYear().IsZero() && l.OneOff.IsZero(), finding.Refuse, "nothing", "minutes")
	c.when(l.Outcome == "", finding.Warn, "outcome", "outcome")
	c.when(l.GroupSize > largestGroup && l.GroupSize <= mostGroup, finding.Warn, "whole_class", "group_size")
	c.when(l.Rate.Cmp(likelyRate) > 0 && l.Rate.Cmp(highestRate) <= 0, finding.Warn, "rate_high", "rate")
	c.when(timed && l.Rate.IsZero(), finding.Warn, "rate_missing", "rate")
	return c.found
}

// CheckWeek looks at the hours of a pupil's lines together, at the fullest time of the
// year: it notes more than the lessons of a week, and warns of more than a school week.
func CheckWeek(lines []Line, week WeekHours) []finding.Finding {
	hours := fullest(lines).Div(minutesInAnHour).Round(2)
	for _, limit := range []struct {
		hours    decimal.Decimal
		code     string
		severity finding.Severity
	}{{week.Most, "provision.week_too_full", finding.Warn}, {week.Least, "provision.week_full", finding.Note}} {
		if limit.hours.IsPositive() && hours.GreaterThan(limit.hours) {
			return []finding.Finding{{Code: limit.code, Field: "minutes", Severity: limit.severity, Args: []string{hours.String(), limit.hours.String()}}}
		}
	}
	return nil
}

// fullest is the most minutes a week of the lines that run at one time. There is most to
// do on a day on which one of them starts.
func fullest(lines []Line) decimal.Decimal {
	var most decimal.Decimal
	for _, first := range lines {
		var minutes decimal.Decimal
		for _, l := range lines {
			if !l.Start.After(first.Start) && (l.End.IsZero() || !l.End.Before(first.Start)) {
				minutes = minutes.Add(l.SessionsAWeek.Mul(decimal.NewFromInt(int64(l.Minutes))))
			}
		}
		if minutes.GreaterThan(most) {
			most = minutes
		}
	}
	return most
}
