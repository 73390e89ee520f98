package desk

import (
	"context"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
)

// PanelDispute is a dispute with the panel about a decision, as it stands.
type PanelDispute struct {
	papers.DisputeState
	Step     string // the step that this school took last
	OnItsWay bool   // that step has not reached the hub yet
}

// Open reports whether the dispute is not settled.
func (p PanelDispute) Open() bool {
	return p.SettledOn.IsZero() && p.Step != papers.Accept && p.Step != papers.TakeBack
}

// PanelDisputes are the school's disputes with its panel, the open ones first.
func (d *Desk) PanelDisputes(ctx context.Context) ([]PanelDispute, error) {
	letter, _, err := d.Letter(ctx)
	if err != nil {
		return nil, err
	}
	sent, err := d.SentPapers(ctx, exchange.KindDispute)
	if err != nil {
		return nil, err
	}
	var out []PanelDispute
	for _, s := range letter.Disputes {
		out = append(out, PanelDispute{DisputeState: s})
	}
	for _, s := range sent {
		p, ok := s.Paper.(papers.Dispute)
		if !ok {
			continue
		}
		i := slices.IndexFunc(out, func(x PanelDispute) bool { return x.Decision == p.Decision })
		if i < 0 {
			out = append(out, PanelDispute{DisputeState: papers.DisputeState{Decision: p.Decision, Stage: p.Stage, Reason: p.Reason, RaisedOn: p.AsOf}})
			i = len(out) - 1
		}
		out[i].Step, out[i].OnItsWay = p.Step, waits(s.Item)
	}
	slices.SortStableFunc(out, func(a, b PanelDispute) int { return boolOrder(!a.Open(), !b.Open()) })
	return out, nil
}

// DisputeReasons are the reasons for which the cluster's rules allow a dispute.
func (d *Desk) DisputeReasons(ctx context.Context) ([]papers.Coded, error) {
	c, _, err := d.Circular(ctx)
	return c.Panel.DisputeReasons, err
}

// DisputePaper makes a step in a dispute about what the panel decided on a request:
// papers.Raise with a reason, or papers.Accept, Escalate or TakeBack.
func (d *Desk) DisputePaper(ctx context.Context, number int, step, reason string) (papers.Dispute, error) {
	r, err := d.Request(ctx, number)
	if err != nil {
		return papers.Dispute{}, err
	}
	letter, _, err := d.Letter(ctx)
	if err != nil {
		return papers.Dispute{}, err
	}
	at := slices.IndexFunc(letter.Requests, func(a papers.RequestAnswer) bool { return a.Ref == panelRef(r) && a.Entry != "" })
	if at < 0 {
		return papers.Dispute{}, refuse("request", d.terms.Say("The {cluster_panel} has decided nothing about this request yet, so there is nothing to dispute. Nothing was sent."))
	}
	a := letter.Requests[at]
	before, err := d.disputeAbout(ctx, a.Entry)
	if err != nil {
		return papers.Dispute{}, err
	}
	p := papers.Dispute{Meta: exchange.Meta{Ref: papers.DisputeRef(a.Entry)}, Decision: a.Entry, Stage: max(1, before.Stage), Reason: firstOf(reason, before.Reason), Step: step}
	switch {
	case step == papers.Raise && before.Stage > 0 && before.Step != papers.TakeBack:
		return p, refuse("request", "There is a dispute about this decision already. Nothing was sent.")
	case step == papers.Raise && !a.DisputeBy.IsZero() && d.Today().After(a.DisputeBy):
		return p, refuse("request", d.terms.Say("The last day to dispute this decision was "+a.DisputeBy.Words()+". Talk to the chair of the {cluster_panel}. Nothing was sent."))
	case p.Reason == "":
		return p, refuse("reason", "Choose why the decision is disputed.")
	case step != papers.Raise && !before.Open():
		return p, refuse("request", "No dispute is open about this decision. Nothing was sent.")
	case step == papers.Escalate:
		p.Stage++
	}
	return p, nil
}

func (d *Desk) disputeAbout(ctx context.Context, decision string) (PanelDispute, error) {
	list, err := d.PanelDisputes(ctx)
	if err != nil {
		return PanelDispute{}, err
	}
	if i := slices.IndexFunc(list, func(p PanelDispute) bool { return p.Decision == decision }); i >= 0 {
		return list[i], nil
	}
	return PanelDispute{}, nil
}

// DisputeWithPanel queues a step in a dispute.
func (d *Desk) DisputeWithPanel(ctx context.Context, number int, step, reason, by string) error {
	p, err := d.DisputePaper(ctx, number, step, reason)
	if err != nil {
		return err
	}
	_, err = d.QueuePaper(ctx, p, by)
	return err
}
