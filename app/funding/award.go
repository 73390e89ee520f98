package funding

import (
	"needsbook/app/day"
)

// StateOn is where the request stands on a day: what was agreed is active from its
// first day to its last, and has ended after it. Neither is ever stored, so that no
// date can pass unnoticed.
func (p Progress) StateOn(today day.Date) Status {
	if !p.Agreed() || p.Decision.From.IsZero() {
		return p.status()
	}
	switch {
	case p.lastDay().Before(today):
		return Ended
	case !p.Decision.From.After(today):
		return Active
	}
	return Decided
}

// Agreed reports whether the decision that stands gives money or help.
func (p Progress) Agreed() bool {
	return p.status() == Decided && p.Decision != nil && p.Decision.Money()
}

// lastDay is the last day of the money.
func (p Progress) lastDay() day.Date {
	if p.Ending != nil {
		return p.Ending.On
	}
	return p.Decision.To
}

// Lasts returns the first and the last day of the money, and whether any was agreed.
// Money that ended before it began has a last day before its first.
func (p Progress) Lasts() (from, to day.Date, agreed bool) {
	if !p.Agreed() || p.Decision.From.IsZero() {
		return day.Date{}, day.Date{}, false
	}
	return p.Decision.From, p.lastDay(), true
}

// EndEarly ends agreed money before its time: the pupil moved, or the help is no
// longer needed. The day is the last one that it is for.
func (p Progress) EndEarly(on day.Date, why string) (Progress, error) {
	from, to, agreed := p.Lasts()
	switch {
	case !agreed || p.Ending != nil:
		return p, ErrCannotEnd
	case on.IsZero() || on.Before(from.AddDays(-1)) || !on.Before(to):
		return p, ErrEndDate
	case blank(why):
		return p, ErrEndReason
	}
	p.Ending = &Ending{On: on, Why: why}
	return p, nil
}
