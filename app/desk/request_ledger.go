package desk

import (
	"context"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/money"
)

// Ledger is what was asked for and what was agreed, line by line.
type Ledger struct {
	Lines   []LedgerLine `json:"lines"`       // newest request first
	Asked   money.Amount `json:"asked"`       // the sum of the lines
	Agreed  money.Amount `json:"agreed"`      // the sum of the lines
	Advised money.Amount `json:"recommended"` // the sum of what other schools would give
	Active  money.Amount `json:"active"`      // of what was agreed, the part whose time is now
}

// LedgerLine is a request that was submitted, as the ledger shows it.
type LedgerLine struct {
	Number    int             `json:"number"`
	Kind      string          `json:"kind"`
	Pupil     string          `json:"pupil"` // "" for a group or a project
	Title     string          `json:"title"`
	Asked     money.Amount    `json:"asked"`
	SentOn    day.Date        `json:"sent_on"`
	Advised   money.Amount    `json:"recommended"` // what other schools would give, £0 where they named no sum
	State     funding.Status  `json:"state"`
	InDispute bool            `json:"in_dispute"`
	Outcome   funding.Outcome `json:"outcome"` // "" before the decision
	Decided   day.Date        `json:"decided_on"`
	Agreed    money.Amount    `json:"agreed"` // for the whole time
	From      day.Date        `json:"from"`
	To        day.Date        `json:"to"`     // the last day, also where it ended early
	Reason    string          `json:"reason"` // by codes and in their own words
}

// ledger returns every request that was submitted with what came of it.
func (d *Desk) ledger(ctx context.Context) (Ledger, error) {
	list, err := d.Requests(ctx)
	rules, out := d.DecisionRules(), Ledger{Lines: []LedgerLine{}}
	for _, r := range list {
		p := r.Progress
		if p.SentOn.IsZero() {
			continue
		}
		line := LedgerLine{Number: r.Number, Kind: r.Kind, Pupil: r.Pupil, Title: r.Title, Asked: p.Asked, SentOn: p.SentOn,
			State: p.StateOn(d.Today()), InDispute: p.InDispute()}
		if p.Advised != nil {
			line.Advised = p.Advised.Amount
		}
		if c := p.Decision; c != nil {
			line.Outcome, line.Decided, line.Agreed, line.Reason = c.Outcome, c.On, c.Amount, reasonWords(rules, c.Codes, c.Reason)
		}
		line.From, line.To, _ = p.Lasts()
		out.Lines = append(out.Lines, line)
		out.Asked, out.Agreed = out.Asked.Add(line.Asked), out.Agreed.Add(line.Agreed)
		out.Advised = out.Advised.Add(line.Advised)
		if line.State == funding.Active {
			out.Active = out.Active.Add(line.Agreed)
		}
	}
	return out, err
}
