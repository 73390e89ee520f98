package provision

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
)

// Worked is what a review said that a colleague can use. It names no pupil; the words
// themselves still may, until names are taken out of them.
type Worked struct {
	Review       string   `json:"review"`
	Intervention string   `json:"intervention"`
	Name         string   `json:"name"` // of the intervention
	Area         string   `json:"area"`
	Needs        []string `json:"needs"` // types of need of the pupil, primary first
	On           day.Date `json:"on_day"`
	Result       string   `json:"result"`
	Worked       string   `json:"worked"`
	Evidence     string   `json:"evidence"`
	Next         string   `json:"next"`

	Pupil string `json:"-"`
}

// WhatWorked lists what reviews in the time asked about said, those that say what
// worked first, then the latest first.
func WhatWorked(f EffectFacts, q EffectQuery) []Worked {
	runs, placed := map[string]Intervention{}, map[string]Placement{}
	for _, i := range f.Interventions {
		runs[i.ID] = i
	}
	for _, p := range f.Placements {
		placed[p.ID] = p
	}
	var out []Worked
	for _, r := range f.Reviews {
		i, p := runs[r.Intervention], placed[r.Placement]
		words := strings.TrimSpace(r.Worked + r.Evidence + r.Next)
		if i.ID == "" || p.ID == "" || words == "" || !q.has(r.On) || q.Keep != nil && !q.Keep(i, p) {
			continue
		}
		out = append(out, Worked{Review: r.ID, Intervention: i.ID, Name: i.Name, Area: i.Area, Needs: []string{}, On: r.On, Result: r.Result,
			Worked: strings.TrimSpace(r.Worked), Evidence: strings.TrimSpace(r.Evidence), Next: strings.TrimSpace(r.Next), Pupil: r.Pupil})
	}
	silent := func(w Worked) int {
		if w.Worked == "" {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b Worked) int {
		return cmp.Or(silent(a)-silent(b), b.On.Compare(a.On), strings.Compare(a.Name, b.Name))
	})
	return out
}

// OutcomeWords says the outcomes with how many they are of: "6 of 8 met (75 %)".
func (e Effect) OutcomeWords() string {
	switch {
	case e.Reviewed == 0:
		return "not reviewed yet"
	case e.MetShare == TooFew:
		return fmt.Sprintf("%d of %d met, %s", e.Met, e.Reviewed, TooFew)
	}
	return fmt.Sprintf("%d of %d met (%s)", e.Met, e.Reviewed, e.MetShare)
}

// AttendedWords says the sessions that pupils came to: "41 of 48".
func (e Effect) AttendedWords() string {
	if e.Held == 0 {
		return ""
	}
	return PartOf(e.Attended, e.Held, e.Pupils)
}

// ChangeWords says how far what is measured moved, for the measure of most pupils:
// "+4 (-1 to +9), n 6: reading age".
func (e Effect) ChangeWords() string {
	if len(e.Changes) == 0 {
		return ""
	}
	words := e.Changes[0].Words()
	if more := len(e.Changes) - 1; more == 1 {
		words += "; 1 other measure"
	} else if more > 1 {
		words += fmt.Sprintf("; %d other measures", more)
	}
	return words
}

// Words says a change: the median, the range where there is more than one, how many
// pupils it is of, and what was measured.
func (c Change) Words() string {
	words := signed(c.Median)
	if c.N > 1 {
		words += fmt.Sprintf(" (%s to %s)", signed(c.Low), signed(c.High))
	}
	words += fmt.Sprintf(", n %d", c.N)
	if c.Measure != "" {
		words += ": " + c.Measure
	}
	return words
}

func signed(d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + d.String()
	}
	return strings.Replace(d.String(), "-", "−", 1)
}
