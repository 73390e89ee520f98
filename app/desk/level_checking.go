package desk

import (
	"errors"
	"fmt"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/register"
)

// LevelAgain is the day on which a level that was decided on a day is usually looked at
// again; zero where the continuum names no time.
func (d *Desk) LevelAgain(decided day.Date) day.Date {
	if months := d.continuum.Guidance.RecheckMonths; months > 0 {
		return decided.AddMonths(months)
	}
	return day.Date{}
}

// recheckOf is the day to look at a level again: its own, or by the continuum that it
// was made with.
func (d *Desk) recheckOf(l LevelDecision, p *continuum.Pack) day.Date {
	if months := p.Guidance.RecheckMonths; l.Recheck.IsZero() && months > 0 {
		return l.On.AddMonths(months)
	}
	return l.Recheck
}

// checkRating looks at what goes with the ratings: ticks, what is held up by support,
// the blind choice and the day to look again.
func (d *Desk) checkRating(c LevelChoice) error {
	if lost := continuum.SortTicks(d.continuum, c.Ticks).Lost; len(lost) > 0 {
		return refuse("ticks", fmt.Sprintf(d.terms.Say("This {continuum} has no statement “%s”. Take that tick away and try again."), lost[0]))
	}
	for _, id := range c.Supported {
		if c.Ratings[id] == "" {
			return refuse("supported", fmt.Sprintf("“%s” is not rated, so it cannot be held up by support. Rate it first.", id))
		}
	}
	if _, known := d.continuum.Level(c.Blind); c.Blind != "" && !known {
		return refuse("blind", fmt.Sprintf(d.terms.Say("This {continuum} has no {level} “%s”."), c.Blind))
	}
	if !c.Recheck.IsZero() && !c.Recheck.After(d.Today()) {
		return refuse("recheck", "The day to look again must be after today.")
	}
	return nil
}

// LevelAdvice says what is worth a thought before a level is confirmed. It never stops
// anybody.
func (d *Desk) LevelAdvice(c LevelChoice) []string {
	var advice []string
	if len(c.Adults) < 2 {
		words := "Guidance asks that at least two adults agree the ratings."
		if who := d.continuum.Guidance.Who; who != "" {
			words = who
		}
		if len(c.Adults) == 1 {
			words = "Only one adult is named. " + words
		}
		advice = append(advice, words)
	}
	return advice
}

// ChoiceRefusal is a confirmation turned away, with every reason beside its field.
type ChoiceRefusal struct{ Faults []Refusal }

// Error returns every reason.
func (r *ChoiceRefusal) Error() string {
	words := ""
	for i, f := range r.Faults {
		if i > 0 {
			words += " "
		}
		words += f.Words
	}
	return words
}

// Unwrap gives the first reason, so that a face that shows one shows that one.
func (r *ChoiceRefusal) Unwrap() error { return &r.Faults[0] }

// checkChoice applies the pack's rule for confirming. The one at the desk acts as
// SENCO; a named second person stands for the head or a moderator.
func (d *Desk) checkChoice(s continuum.Suggestion, c LevelChoice) error {
	roles := []string{"senco"}
	if c.Second != "" {
		roles = append(roles, "head")
	}
	_, err := continuum.Confirm(d.continuum, s, c.Level, c.Reason, roles...)
	var why *continuum.ConfirmError
	if !errors.As(err, &why) {
		return err
	}
	refusal := &ChoiceRefusal{}
	for _, f := range why.Findings {
		one := continuum.ConfirmError{Findings: why.Findings[:0:0]}
		one.Findings = append(one.Findings, f)
		refusal.Faults = append(refusal.Faults, Refusal{Field: f.Field, Words: one.Error()})
	}
	return refusal
}

// lookAgainWords says why a pupil's level is to be looked at again.
func (d *Desk) lookAgainWords(e *register.Entry) string {
	if e.LevelAgain.IsZero() {
		return fmt.Sprintf(d.terms.Say("Check the {level} again: confirmed more than %d months ago"), d.continuum.Guidance.RecheckMonths)
	}
	return d.terms.Say("Check the {level} again: it was to be looked at by ") + e.LevelAgain.Words()
}
