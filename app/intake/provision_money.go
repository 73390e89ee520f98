package intake

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// mostGroup is the largest group that may be written.
const mostGroup = 60

// Price is an amount of a sheet and what it is for.
type Price struct {
	Amount money.Amount
	Per    string // provision.PerHour and so on, PerPupil, PerGroup or "" where it is not said
}

// What a price of a sheet can also be for.
const (
	PerPupil = "pupil"
	PerGroup = "group"
)

var (
	priceForm = regexp.MustCompile(`^£? ?([0-9][0-9,]*(?:\.[0-9]{1,20})?) ?(?:gbp|pounds)? ?(?:(?:/|per|a|an|each|p) ?(hour|hr|h|session|week|wk|w|year|yr|annum|a|pupil|child|group))?$`)
	thousands = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+(\.|$)`)
	pricePers = map[string]string{
		"hour": provision.PerHour, "hr": provision.PerHour, "h": provision.PerHour, "session": provision.PerSession, "week": provision.PerWeek, "wk": provision.PerWeek,
		"w": provision.PerWeek, "year": provision.PerYear, "yr": provision.PerYear, "annum": provision.PerYear, "a": provision.PerYear, "pupil": PerPupil, "child": PerPupil, "group": PerGroup,
	}
	noPrice = map[string]bool{"free": true, "nil": true, "none": true, "no cost": true, "no charge": true, "£-": true, "£ -": true}
)

// ParsePrice reads an amount as schools write it: £17.20/hr, £1,234.50, £30 per session,
// 345.6 pa, free. An amount that a spreadsheet worked out is rounded to the penny.
func ParsePrice(text string) (Price, bool) {
	s := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00a0", " ")), " "))
	if noPrice[s] {
		return Price{}, true
	}
	m := priceForm.FindStringSubmatch(s)
	if m == nil || strings.Contains(m[1], ",") && !thousands.MatchString(m[1]) {
		return Price{}, false
	}
	n, err := decimal.NewFromString(strings.ReplaceAll(m[1], ",", ""))
	if err != nil || n.GreaterThan(decimal.NewFromInt(1_000_000)) {
		return Price{}, false
	}
	return Price{Amount: money.Exact(n).Round(), Per: pricePers[m[2]]}, true
}

// noSize are words for a group that say nothing of its size.
var noSize = map[string]bool{"group": true, "smallgroup": true, "sg": true, "sm": true, "smgroup": true, "varies": true, "various": true}

var sizeWords = map[string]int{
	"individual": 1, "onetoone": 1, "1to1": 1, "121": 1, "11": 1, "one": 1, "solo": 1, "pair": 2, "pairs": 2, "paired": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}

var (
	ratioForm = regexp.MustCompile(`^1 ?(?::|/|-|to) ?(\d{1,2})$`)
	sizeForm  = regexp.MustCompile(`^(?:(?:small )?group (?:of )?|max )?(\d{1,2})(?:\.0)?(?: (?:pupils?|children|child|students?|in group|max))?$`)
	rangeForm = regexp.MustCompile(`^(?:(?:small )?group (?:of )?)?(\d{1,2}) ?(?:-|–|to) ?(\d{1,2})(?: (?:pupils?|children|students?))?$`)
	clockForm = regexp.MustCompile(`^0?\.0\d+(?:e-\d+)?$|^\d(?:\.\d+)?e-2$`)
)

// ParseGroup reads how many pupils share: 4, 1:4, group of 4, individual. Words that
// say nothing of the number, such as small group and 3-6, give 0: those who are named
// are counted. A ratio that a spreadsheet took for a time of day is read back.
func ParseGroup(text string) (size int, ok bool) {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	// Ratios come before ranges: schools write 1-4 for one adult to four pupils.
	for _, form := range []*regexp.Regexp{ratioForm, sizeForm} {
		if m := form.FindStringSubmatch(s); m != nil {
			return wholeGroup(m[1])
		}
	}
	key := foldHeading(s)
	if n := sizeWords[key]; n > 0 {
		return n, true
	}
	if noSize[key] {
		return 0, true
	}
	if m := rangeForm.FindStringSubmatch(s); m != nil {
		low, ok1 := wholeGroup(m[1])
		high, ok2 := wholeGroup(m[2])
		return 0, ok1 && ok2 && low < high
	}
	if clockForm.MatchString(s) {
		n, err := decimal.NewFromString(s)
		if minutes := n.Mul(decimal.NewFromInt(24*60)).Round(0).IntPart() - 60; err == nil && minutes >= 1 && minutes <= 30 {
			return int(minutes), true
		}
	}
	return 0, false
}

func wholeGroup(text string) (int, bool) { return wholeNumber(text, mostGroup) }
