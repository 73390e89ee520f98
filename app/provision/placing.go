package provision

import (
	"regexp"
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/register"
)

// PreviousSchool is the setting of what a school before gave a pupil: it is part of the
// pupil's story, is on no map and costs this school nothing.
const PreviousSchool = "previous_school"

// Waves are the waves of provision with their words, as places for a council's (terms.Say).
var Waves = []struct {
	Wave int
	Name string
}{{WaveUniversal, "{Universal}"}, {WaveTargeted, "{Targeted}"}, {WaveSpecialist, "{Specialist}"}}

// WaveName returns the name of a wave as say puts it, "" where it is not said.
func WaveName(wave int, say func(string) string) string {
	for _, w := range Waves {
		if w.Wave == wave {
			return say(w.Name)
		}
	}
	return ""
}

// The most that something bought may say, beside the limits of a line.
const mostYears = 25

var highestPrice = money.Pounds(100_000) // for a session, a week or a year

// placingWords are the sentences for the findings of CheckIntervention and
// CheckPlacement.
var placingWords = map[string]string{
	"intervention.name":       "Enter the name of the intervention.",
	"intervention.wave":       "The wave must be 1 (universal), 2 (targeted) or 3 (specialist), or left out.",
	"intervention.setting":    "The setting must be the school, or alternative provision.",
	"intervention.minutes":    minutesWords,
	"intervention.sessions":   sessionsWords,
	"intervention.weeks":      "Weeks must be from 0 to 53. 0 is all the weeks between its dates.",
	"intervention.size":       "The group must have from 1 to 60 pupils. Leave it empty to count those who are placed.",
	"intervention.size_small": "The group is said to have %s, and %s are placed in it at one time. Change the size, or leave it empty.",
	"intervention.price":      "The price must be from £0 to £500 an hour, or to £100,000 for anything else.",
	"intervention.per":        "Say what the price is for: an hour, a session, a week or a year.",
	"intervention.price_high": "This hourly price is high. Check that it is for an hour and not for a day.",
	"intervention.dates":      datesWords,
	"intervention.slot":       "A session must be on a day from Monday to Friday.",
	"intervention.slot_time":  "Enter the time of the session, such as 09:30.",
	"intervention.slot_twice": "Two sessions are at the same time. Take one away.",
	"intervention.slots":      "More times of the week are entered than there are sessions. Check both.",
	"intervention.bought":     "Say what was bought.",
	"intervention.amount":     "What is bought must cost from £0 to £100,000.",
	"intervention.years":      "The useful years must be from 1 to 25. 1 counts the whole price in the year it was bought.",
	"intervention.nothing":    "No minutes and sessions are entered and nothing is bought, so this costs nothing.",
	"intervention.provider":   "Say who gives the alternative provision.",
	"intervention.review":     "Alternative provision must be looked at again. Enter when its review is due.",

	"placement.dates":    datesWords,
	"placement.before":   "This would start before the intervention does, on %s. Start on that day or later.",
	"placement.after":    "This would go on after the intervention ends, on %s. End on that day or earlier.",
	"placement.entered":  "The pupil came to the school on %s. Start on that day or later, or put that day right in the pupil's details.",
	"placement.left":     "The pupil leaves the school on %s. End on that day or earlier.",
	"placement.twice":    "The pupil is in this intervention already at that time. Change that place, or end it first.",
	"placement.sessions": "The pupil's sessions a week must be from 0 to 50. Leave it empty for all of them.",
	"placement.more":     "The pupil cannot come to more sessions than there are in a week, which is %s.",
	"placement.baseline": "The measure at the start must be a number, such as 84 or 7.5.",
	"placement.bears":    "Another pupil in this intervention bears the whole cost of it already. Only one can.",
}

// CheckIntervention returns what is wrong with an intervention by itself.
func CheckIntervention(i Intervention) []finding.Finding {
	c := checks{prefix: "intervention."}
	hourly := i.Per == PerHour || i.Per == ""
	c.when(i.Name == "", finding.Refuse, "name", "name")
	c.when(i.Wave < 0 || i.Wave > WaveSpecialist, finding.Refuse, "wave", "wave")
	c.when(i.Setting != "" && i.Setting != AlternativeProvision && i.Setting != PreviousSchool, finding.Refuse, "setting", "setting")
	c.when(i.Minutes < 0 || i.Minutes > mostMinutes, finding.Refuse, "minutes", "minutes")
	c.when(!likelySessions(i.SessionsAWeek), finding.Refuse, "sessions", "sessions_a_week")
	c.when(i.Weeks < 0 || i.Weeks > mostWeeks, finding.Refuse, "weeks", "weeks")
	c.when(i.Size < 0 || i.Size > mostGroup, finding.Refuse, "size", "size")
	c.when(i.Price.IsNegative() || hourly && i.Price.Cmp(highestRate) > 0 || i.Price.Cmp(highestPrice) > 0, finding.Refuse, "price", "price")
	_, known := register.Pick(Pers, i.Per)
	c.when(!known && (i.Per != "" || !i.Price.IsZero()), finding.Refuse, "per", "per")
	c.when(backward(i.Starts, i.Ends), finding.Refuse, "dates", "ends")
	c.slots(i)
	c.bought(i.Bought)
	c.when(hourly && i.Price.Cmp(likelyRate) > 0 && i.Price.Cmp(highestRate) <= 0, finding.Warn, "price_high", "price")
	free := i.Minutes == 0 || i.SessionsAWeek.IsZero()
	c.when(free && len(i.Bought) == 0 && (i.Price.IsZero() || hourly || i.Per == PerSession), finding.Warn, "nothing", "minutes")
	c.when(i.Setting == AlternativeProvision && i.Provider == "", finding.Warn, "provider", "provider")
	c.when(i.Setting == AlternativeProvision && i.ReviewDue.IsZero(), finding.Warn, "review", "review_due")
	return c.found
}

func (c *checks) slots(i Intervention) {
	seen := map[Slot]bool{}
	for _, s := range i.Slots {
		c.when(s.Day < time.Monday || s.Day > time.Friday, finding.Refuse, "slot", "slots")
		c.when(s.At <= 0 || s.At >= 24*60, finding.Refuse, "slot_time", "slots")
		c.when(seen[s], finding.Refuse, "slot_twice", "slots")
		seen[s] = true
	}
	c.when(len(i.Slots) > 0 && likelySessions(i.SessionsAWeek) && decimal.NewFromInt(int64(len(i.Slots))).GreaterThan(i.SessionsAWeek.Ceil()), finding.Warn, "slots", "slots")
}

// bought looks at what was bought, for a group or for one pupil.
func (c *checks) bought(items []Item) {
	own := checks{prefix: "intervention."}
	for _, b := range items {
		own.when(b.What == "", finding.Refuse, "bought", "bought")
		own.when(b.Amount.IsNegative() || b.Amount.Cmp(highestOneOff) > 0, finding.Refuse, "amount", "bought")
		own.when(b.Years < 1 || b.Years > mostYears, finding.Refuse, "years", "bought")
	}
	c.found = append(c.found, own.found...)
}

// Held is the time from the first to the last day of a placement in an intervention;
// a zero day is open.
func Held(p Placement, i Intervention) (first, last day.Date) {
	first, last = p.Starts, p.Ends
	if first.IsZero() {
		first = i.Starts
	}
	if last.IsZero() {
		last = i.Ends
	}
	return first, last
}

// Overlap reports whether two stretches of days have a day in common; a zero day is
// open.
func Overlap(first, last, otherFirst, otherLast day.Date) bool {
	return (last.IsZero() || !last.Before(otherFirst)) && (otherLast.IsZero() || !otherLast.Before(first))
}

// numberForm is a measure: a number with or without decimal places.
var numberForm = regexp.MustCompile(`^-?[0-9]{1,6}(\.[0-9]{1,4})?$`)

// CheckPlacement returns what is wrong with a pupil's placement in an intervention:
// beside holds the other placements in it, entered and left the pupil's time on roll.
func CheckPlacement(p Placement, i Intervention, beside []Placement, entered, left day.Date) []finding.Finding {
	c := checks{prefix: "placement."}
	first, last := Held(p, i)
	c.when(backward(p.Starts, p.Ends), finding.Refuse, "dates", "ends")
	if !p.Waiting {
		c.when(!i.Starts.IsZero() && p.Starts.Before(i.Starts) && !p.Starts.IsZero(), finding.Refuse, "before", "starts", i.Starts.Words())
		c.when(!i.Ends.IsZero() && (p.Ends.After(i.Ends) || p.Starts.After(i.Ends)), finding.Refuse, "after", "ends", i.Ends.Words())
		// The day on roll may be only the day on which the school's list was read in, so a
		// start before it is a warning.
		c.when(!last.IsZero() && last.Before(entered), finding.Refuse, "entered", "starts", entered.Words())
		c.when(!first.IsZero() && first.Before(entered) && (last.IsZero() || !last.Before(entered)), finding.Warn, "entered", "starts", entered.Words())
		c.when(!left.IsZero() && (last.IsZero() || last.After(left) || first.After(left)), finding.Refuse, "left", "ends", left.Words())
	}
	for _, b := range beside {
		if b.ID == p.ID && p.ID != "" { // itself, as it is kept; places still to be kept have no id
			continue
		}
		from, until := Held(b, i)
		together := Overlap(first, last, from, until)
		c.when(b.Pupil == p.Pupil && together, finding.Refuse, "twice", "pupil")
		c.when(p.Bears && b.Bears && together, finding.Refuse, "bears", "bears")
	}
	c.when(!likelySessions(p.SessionsAWeek), finding.Refuse, "sessions", "sessions_a_week")
	c.when(likelySessions(p.SessionsAWeek) && p.SessionsAWeek.GreaterThan(i.SessionsAWeek), finding.Refuse, "more", "sessions_a_week", i.SessionsAWeek.String())
	c.when(p.Baseline != "" && !numberForm.MatchString(p.Baseline), finding.Refuse, "baseline", "baseline")
	c.bought(p.Bought)
	return c.found
}
