package desk

import (
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/money"
)

// HandedAward is how a request for money or help stands when the pupil moves, so that the
// next school can ask whether it goes on there. Of a group's request nothing is told but
// that the pupil was in it: its sum is not this pupil's.
type HandedAward struct {
	Kind       string          `json:"kind"`
	State      funding.Status  `json:"state"`
	Sent       day.Date        `json:"sent_on"`
	Outcome    funding.Outcome `json:"outcome"` // "" before the decision
	Decided    day.Date        `json:"decided_on"`
	Amount     money.Amount    `json:"amount"` // agreed for the whole time; £0 for a group
	From       day.Date        `json:"from"`
	To         day.Date        `json:"to"`
	Review     day.Date        `json:"review"`
	Conditions string          `json:"conditions"`
	InDispute  bool            `json:"in_dispute"`
}

// handedAwards are the requests that were submitted for a pupil, the oldest first.
func (d *Desk) handedAwards(ctx context.Context, pupil string) ([]HandedAward, error) {
	own, err := where[Request](ctx, d.store, kindRequest, "pupil", pupil)
	if err != nil {
		return nil, err
	}
	groups, err := d.groupsOf(ctx, pupil)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		own = append(own, g.Request)
	}
	slices.SortFunc(own, func(a, b Request) int { return a.Number - b.Number })
	var out []HandedAward
	for _, r := range own {
		p := r.Progress
		if p.SentOn.IsZero() {
			continue
		}
		h := HandedAward{Kind: r.Kind, State: p.StateOn(d.Today()), Sent: p.SentOn, InDispute: p.InDispute()}
		h.From, h.To, _ = p.Lasts()
		if c := p.Decision; c != nil {
			h.Outcome, h.Decided = c.Outcome, c.On
			if r.Kind != funding.KindGroup {
				h.Amount, h.Review, h.Conditions = c.Amount, c.Review, c.Conditions
			}
		}
		out = append(out, h)
	}
	return out, nil
}

// awards tells in the story how requests stood at the other school. None of them is one of
// this school's: it asks whether the money goes on here.
func (t *takingIn) awards() {
	for _, h := range t.r.Awards {
		words := capital(t.d.terms.Label("request_"+h.Kind)) + " of that school, submitted on " + h.Sent.Words()
		switch {
		case h.Outcome == "":
			words += ": there was no decision when the pupil moved"
		default:
			words += ": " + orElse(funding.OutcomeWords[h.Outcome], string(h.Outcome)) + " on " + h.Decided.Words()
		}
		if !h.Amount.IsZero() {
			words += ", " + h.Amount.Words()
		}
		if !h.From.IsZero() {
			words += ", from " + h.From.Words() + " to " + h.To.Words()
		}
		if h.InDispute {
			words += ", in dispute"
		}
		words += "."
		if h.Conditions != "" {
			words += " Conditions: " + sentence(h.Conditions)
		}
		if h.State == funding.Active || h.State == funding.Decided && !h.From.IsZero() {
			words += " Ask the " + t.d.terms.Label("la") + " whether it goes on here."
		}
		t.also = append(t.also, words)
	}
}
