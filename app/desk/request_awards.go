package desk

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/money"
)

// Award is money or help that was agreed, from its first to its last day.
type Award struct {
	Number    int            `json:"number"`
	Pupil     string         `json:"pupil"` // "" for a group or a project
	Kind      string         `json:"kind"`
	Amount    money.Amount   `json:"amount"` // for the whole time
	From      day.Date       `json:"from"`
	To        day.Date       `json:"to"`
	State     funding.Status `json:"state"` // decided before its first day, active, ended
	InDispute bool           `json:"in_dispute"`
}

// Awards are what was agreed, newest request first.
func (d *Desk) Awards(ctx context.Context) ([]Award, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, err
	}
	list, err := d.Requests(ctx)
	if err != nil {
		return nil, err
	}
	var out []Award
	for _, r := range list {
		if from, to, agreed := r.Progress.Lasts(); agreed {
			out = append(out, Award{Number: r.Number, Pupil: r.Pupil, Kind: r.Kind, Amount: r.Progress.Decision.Amount, From: from, To: to,
				State: r.Progress.StateOn(d.Today()), InDispute: r.Progress.InDispute()})
		}
	}
	return out, nil
}

// decidedOn is the day of the decision, zero before it.
func (r Request) decidedOn() day.Date {
	if r.Progress.Decision == nil {
		return day.Date{}
	}
	return r.Progress.Decision.On
}
