package publish

import (
	"cmp"
	"slices"
	"strconv"
)

// The small-number rule of the report. A count from 1 to 4 could point to a child,
// so it is never printed, and nothing printed lets a reader work it out, even one
// who knows this rule:
//
//   - with fewer than leastTotal pupils with SEN no number is printed at all;
//   - if the number with SEN support or with a plan is small, it reads "fewer than
//     five" and the other number is left out, because the total would give it away;
//   - a need with fewer than five pupils, or none, is not named. What is left of the
//     total could then be any of several needs. Where it could not (a single need is
//     left, or all that are left have four), no need is printed with a number.
const (
	leastCount = 5
	leastTotal = 10
)

// fewerThanFive stands for any count from 1 to 4.
const fewerThanFive = "fewer than five"

// NeedCount is how many pupils with SEN have a need as their main one.
type NeedCount struct {
	Need  string `json:"need"` // in plain words
	Count int    `json:"count"`
}

// Figures are the numbers of pupils as they may be printed.
type Figures struct {
	OnRoll  string      // "" where it may not be printed
	Total   string      // pupils with SEN support or an EHC plan
	Support string      // pupils with SEN support
	Plans   string      // pupils with an EHC plan
	Needs   []NeedCount // counts that may be printed, largest first
	Others  bool        // kinds of need are left out, each with fewer than five pupils or none
}

// SafeFigures applies the small-number rule. Needs holds every kind of need that
// the school records, those with no pupils too: they are what a small count hides
// among. They are main needs, one a pupil, so they add up to no more than support
// and plans together. Counts that contradict each other give no figures.
func SafeFigures(onRoll, support, plans int, needs []NeedCount) Figures {
	total := support + plans
	if support < 0 || plans < 0 || total < leastTotal || total > onRoll {
		return Figures{}
	}
	var f Figures
	f.Total = pupils(total)
	if !small(onRoll - total) {
		f.OnRoll = pupils(onRoll)
	}
	switch {
	case small(support):
		f.Support = fewerThanFive + " pupils"
	case small(plans):
		f.Plans = fewerThanFive + " pupils"
	default:
		f.Support, f.Plans = pupils(support), pupils(plans)
	}
	f.Needs, f.Others = safeNeeds(total, needs)
	return f
}

func safeNeeds(total int, needs []NeedCount) (shown []NeedCount, others bool) {
	hidden, inHidden, sum := 0, 0, 0
	for _, n := range needs {
		if n.Count < 0 {
			return nil, false
		}
		sum += n.Count
		if n.Count < leastCount {
			hidden, inHidden = hidden+1, inHidden+n.Count
			continue
		}
		shown = append(shown, n)
	}
	fixed := hidden == 1 || inHidden == hidden*(leastCount-1)
	if sum > total || inHidden > 0 && fixed {
		return nil, false
	}
	slices.SortFunc(shown, func(a, b NeedCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Need, b.Need))
	})
	return shown, hidden > 0
}

func small(n int) bool { return n > 0 && n < leastCount }

// pupils writes a number of pupils that may be printed.
func pupils(n int) string {
	if n == 0 {
		return "no pupils"
	}
	return strconv.Itoa(n) + " pupils"
}
