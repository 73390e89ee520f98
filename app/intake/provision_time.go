package intake

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Pattern is how long and how often something is given, as far as a text says it.
type Pattern struct {
	Minutes  int             // in one session; 0 not said
	Sessions decimal.Decimal // a week; 0 not said
	Weeks    int             // 0 not said
	Group    int             // pupils to one adult; 0 not said
}

// The most that a pattern may say; what is above was not meant.
const (
	longestSession = 480
	mostSessions   = 50
	mostWeeks      = 53
	schoolDays     = 5 // a week
)

// bite is one thing that a text about time may say next.
type bite struct {
	form *regexp.Regexp
	take func(p *patternRead, m []string)
}

// patternRead gathers what a text says. A thing that is said twice is not understood.
type patternRead struct {
	minutes, count, unit []decimal.Decimal
	weeks, group         []decimal.Decimal
	days                 map[string]bool
}

var numberWords = map[string]int64{
	"one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "thrice": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}

// bites are tried in their order at each place of the text, which is in small letters
// and with one sort of multiplication sign.
var bites = []bite{
	{begin(`half an hour`), func(p *patternRead, _ []string) { p.minutes = append(p.minutes, decimal.NewFromInt(30)) }},
	{begin(`(?:a )?quarter of an hour`), func(p *patternRead, _ []string) { p.minutes = append(p.minutes, decimal.NewFromInt(15)) }},
	{begin(`(?:three quarters|3/4) of an hour`), func(p *patternRead, _ []string) { p.minutes = append(p.minutes, decimal.NewFromInt(45)) }},
	{begin(`an hour`), func(p *patternRead, _ []string) { p.minutes = append(p.minutes, decimal.NewFromInt(60)) }},
	{begin(`(\d{1,2}) ?(?:hours?|hrs?|h) ?(?:and )?(\d{1,2}) ?(?:minutes?|mins?|m)?`), func(p *patternRead, m []string) {
		p.minutes = append(p.minutes, number(m[1]).Mul(decimal.NewFromInt(60)).Add(number(m[2])))
	}},
	{begin(`(\d{1,3}(?:\.\d{1,2})?) ?-?(?:hours?|hrs?|h)`), func(p *patternRead, m []string) {
		p.minutes = append(p.minutes, number(m[1]).Mul(decimal.NewFromInt(60)))
	}},
	{begin(`(\d{1,4}(?:\.\d)?) ?-?(?:minutes?|mins?|m)`), func(p *patternRead, m []string) { p.minutes = append(p.minutes, number(m[1])) }},
	{begin(`(?:every (?:other|second|2|two) weeks?|alternate weeks?|fortnightly|(?:a|per|each|every|/)? ?fortnight)`), func(p *patternRead, _ []string) { p.unit = append(p.unit, decimal.New(5, -1)) }},
	{begin(`(?:daily|every ?day|each day|(?:a|per|/) ?day|(?:every|each) (?:school day|morning|afternoon|lunchtime))`), func(p *patternRead, _ []string) { p.unit = append(p.unit, decimal.NewFromInt(schoolDays)) }},
	{begin(`(\d{1,2}) ?-?(?:weeks?|wks?)(?: (?:block|programme|course))?(?: (?:a|per) year)?`), func(p *patternRead, m []string) { p.weeks = append(p.weeks, number(m[1])) }},
	{begin(`(?:(?:a|per|each|every|/) ?)?(?:weekly|week|wk)|pw|p/w`), func(p *patternRead, _ []string) { p.unit = append(p.unit, decimal.NewFromInt(1)) }},
	{begin(`1 ?[:/] ?(\d{1,2})`), func(p *patternRead, m []string) { p.group = append(p.group, number(m[1])) }},
	{begin(`group of (\d{1,2})`), func(p *patternRead, m []string) { p.group = append(p.group, number(m[1])) }},
	{begin(`(mon|tue|wed|thu|fri)(?:days?|s?days?|sdays?|nesdays?|rs?days?|rs?|s)?`), func(p *patternRead, m []string) { p.days[m[1]] = true }},
	{begin(`(\d{1,2}(?:\.\d{1,2})?) ?(?:x|times?|sessions?|days?|lessons?)?`), func(p *patternRead, m []string) { p.count = append(p.count, number(m[1])) }},
	{begin(`(one|once|two|twice|three|thrice|four|five|six|seven|eight|nine|ten)(?: times| sessions?| days| x)?`), func(p *patternRead, m []string) {
		p.count = append(p.count, decimal.NewFromInt(numberWords[m[1]]))
	}},
	{begin(`(?:x|for|and|sessions?|times|each|at|in|of|approximately|approx|a|on|long|individual|small group)`), func(*patternRead, []string) {}},
	{regexp.MustCompile(`^[ ,;.()&+@-]`), func(*patternRead, []string) {}},
}

// begin is a form at the beginning of what is left, not followed by more of a word.
func begin(form string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + form + `)(?:\b|$)`)
}

func number(text string) decimal.Decimal {
	n, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.Decimal{}
	}
	return n
}

var timeSigns = strings.NewReplacer("×", "x", "✕", "x", "*", " x ", "–", "-", "—", "-", "½", ".5", "¼", ".25", "¾", ".75", "1/2 hour", "30 mins", "1/2 hr", "30 mins", "half hour", "30 mins", "\u00a0", " ", "’", "'", "'", " mins ")

// glued parts a sign of multiplication from the number or word that it is written to.
var glued = regexp.MustCompile(`(\d)x|x(\d)`)

// bareHalf is a part of one without its nought, as ½ becomes.
var bareHalf = regexp.MustCompile(`(^|[^0-9])\.(\d)`)

// ParsePattern reads how long and how often something is given, as schools write it: 3 x
// 20 mins, 20 mins daily, twice a week for 30 minutes, 1 hour a week for 6 weeks. It
// reads all of the text or none of it: ok is false where a part is not understood, or
// where two parts say the same thing.
func ParsePattern(text string) (p Pattern, ok bool) {
	rest := timeSigns.Replace(strings.ToLower(strings.Join(strings.Fields(text), " ")))
	rest = strings.Join(strings.Fields(glued.ReplaceAllString(rest, "$1 x $2")), " ")
	rest = bareHalf.ReplaceAllString(rest, "${1}0.$2")
	if rest == "" || strings.HasPrefix(rest, "-") || len(rest) > maxValue {
		return Pattern{}, false
	}
	read := patternRead{days: map[string]bool{}}
	for rest != "" {
		if rest = read.next(rest); rest == unread {
			return Pattern{}, false
		}
	}
	return read.pattern()
}

// unread stands for a text of which the beginning is not understood.
const unread = "\x00"

func (p *patternRead) next(text string) (rest string) {
	for _, b := range bites {
		if m := b.form.FindStringSubmatch(text); m != nil {
			b.take(p, m)
			return text[len(m[0]):]
		}
	}
	return unread
}

// pattern puts together what was read. A count with no unit is a week's.
func (p *patternRead) pattern() (out Pattern, ok bool) {
	if n := len(p.days); n > 0 {
		p.count = append(p.count, decimal.NewFromInt(int64(n)))
	}
	if len(p.minutes) > 1 || len(p.count) > 1 || len(p.unit) > 1 || len(p.weeks) > 1 || len(p.group) > 1 {
		return Pattern{}, false
	}
	one := decimal.NewFromInt(1)
	if len(p.count)+len(p.unit) > 0 {
		out.Sessions = first(p.count, one).Mul(first(p.unit, one))
	}
	minutes := first(p.minutes, decimal.Decimal{})
	out.Weeks, out.Group = int(first(p.weeks, decimal.Decimal{}).IntPart()), int(first(p.group, decimal.Decimal{}).IntPart())
	// More than a day can hold is a week's time: 15 hours a week are 3 hours on each day.
	if minutes.GreaterThan(decimal.NewFromInt(longestSession)) && out.Sessions.Equal(one) {
		minutes, out.Sessions = minutes.Div(decimal.NewFromInt(schoolDays)), decimal.NewFromInt(schoolDays)
	}
	if !minutes.IsInteger() || minutes.GreaterThan(decimal.NewFromInt(longestSession)) {
		return Pattern{}, false
	}
	out.Minutes = int(minutes.IntPart())
	said := len(p.minutes) > 0 && out.Minutes == 0 || len(p.weeks) > 0 && out.Weeks == 0 || len(p.group) > 0 && out.Group == 0 ||
		len(p.count) > 0 && out.Sessions.IsZero()
	nothing := len(p.minutes)+len(p.count)+len(p.unit)+len(p.weeks)+len(p.group) == 0
	if said || nothing || out.Sessions.GreaterThan(decimal.NewFromInt(mostSessions)) || out.Weeks > mostWeeks || out.Group > mostGroup {
		return Pattern{}, false
	}
	return out, true
}

func first(list []decimal.Decimal, none decimal.Decimal) decimal.Decimal {
	if len(list) == 0 {
		return none
	}
	return list[0]
}

// wholeNumber reads a cell that holds a count, as a spreadsheet writes it: 12, 12.0.
func wholeNumber(text string, most int) (n int, ok bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(text, ".0"))
	return n, err == nil && n > 0 && n <= most
}
