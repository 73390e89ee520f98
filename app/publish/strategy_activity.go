package publish

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/finding"
	"needsbook/app/money"
)

// mostForActivity is more than any school gets from the fund in a year.
var mostForActivity = money.Pounds(10_000_000)

// Codes of what makes an activity one that cannot be kept.
const (
	activityWhat      = "activity.what"
	activityLong      = "activity.long"
	activityNegative  = "activity.negative"
	activityPence     = "activity.pence"
	activityEnormous  = "activity.enormous"
	activityDates     = "activity.dates"
	activityPrinciple = "activity.principle"
	activityTwice     = "activity.twice"
)

var activitySayings = map[string]saying{
	activityWhat:      {"Say what stands in the way, or what the school does about it.", ""},
	activityLong:      {"Use at most %1 letters here. There are %2.", ""},
	activityNegative:  {"An amount cannot be below £0.", ""},
	activityPence:     {"An amount has at most two decimal places: pounds and pence.", ""},
	activityEnormous:  {"%1 is more than a school gets in a year. Look at the number of digits.", ""},
	activityDates:     {"The last day cannot be before the first day.", ""},
	activityPrinciple: {"There is no principle “%1”.", ""},
	activityTwice:     {"A row of the provision map counts once, so it can be named once.", ""},
}

// Tidy returns an activity with its texts on one line each and no list left out.
func (a Activity) Tidy() Activity {
	for _, text := range []*string{&a.Barrier, &a.What, &a.Pupils, &a.Measure} {
		*text = oneSpace(*text)
	}
	a.Principles, a.Interventions = append([]string{}, a.Principles...), append([]string{}, a.Interventions...)
	return a
}

// Texts are the words of an activity by their field, each with the most letters that a
// row of a table can bear.
func (a Activity) Texts() []ActivityText {
	return []ActivityText{{"barrier", a.Barrier, 300}, {"what", a.What, 300}, {"pupils", a.Pupils, 200}, {"measure", a.Measure, 400}}
}

// Name is what an activity is called in a list: what is done, or the barrier while that is
// not said.
func (a Activity) Name() string { return cmp.Or(a.What, a.Barrier) }

// ActivityText is one text of an activity.
type ActivityText struct {
	Field string
	Words string
	Most  int
}

// CheckActivity returns why an activity cannot be kept; Why says it in words.
func CheckActivity(a Activity, principles []Principle) []finding.Finding {
	var found []finding.Finding
	refuse := func(wrong bool, code, field string, args ...string) {
		if wrong {
			found = append(found, finding.Finding{Code: code, Field: field, Severity: finding.Refuse, Args: args})
		}
	}
	refuse(strings.TrimSpace(a.What+a.Barrier) == "", activityWhat, "what")
	for _, t := range a.Texts() {
		n := len([]rune(t.Words))
		refuse(n > t.Most, activityLong, t.Field, strconv.Itoa(t.Most), strconv.Itoa(n))
	}
	refuse(a.Amount.IsNegative(), activityNegative, "amount")
	refuse(a.Amount.Cmp(a.Amount.Round()) != 0, activityPence, "amount")
	refuse(a.Amount.Cmp(mostForActivity) > 0, activityEnormous, "amount", a.Amount.Short())
	refuse(!a.From.IsZero() && !a.Until.IsZero() && a.Until.Before(a.From), activityDates, "until")
	for _, id := range a.Principles {
		known := slices.ContainsFunc(principles, func(p Principle) bool { return p.ID == id })
		refuse(!known, activityPrinciple, "principles", id)
	}
	once := slices.Compact(slices.Sorted(slices.Values(a.Interventions)))
	refuse(len(once) < len(a.Interventions), activityTwice, "interventions")
	return found
}
