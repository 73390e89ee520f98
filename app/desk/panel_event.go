package desk

import (
	"context"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
	"needsbook/app/money"
)

// PanelEvent is something in the year that cannot wait for the panel's next meeting.
type PanelEvent struct {
	Kind    string       // a code of the cluster's rules
	Urgency string       // a code of the cluster's rules
	Amount  money.Amount // asked for; £0 where it is not about money
	Request int          // number of the request that goes with it, 0 for none
}

// EventRules are the kinds of event and how urgent they can be, as the cluster has them.
func (d *Desk) EventRules(ctx context.Context) (kinds, urgencies []papers.Coded, err error) {
	c, _, err := d.Circular(ctx)
	return c.Panel.Events, c.Panel.Urgencies, err
}

// EventPaper makes what leaves the school of an event: codes and an amount.
func (d *Desk) EventPaper(ctx context.Context, e PanelEvent) (papers.Event, error) {
	kinds, urgencies, err := d.EventRules(ctx)
	if err != nil {
		return papers.Event{}, err
	}
	known := func(list []papers.Coded, code string) bool {
		return slices.ContainsFunc(list, func(c papers.Coded) bool { return c.Code == code })
	}
	switch {
	case len(kinds) == 0:
		return papers.Event{}, refuse("event", d.terms.Say("The rules of the {cluster_panel} have not come yet. Fetch what the hub sends round first. Nothing was sent."))
	case !known(kinds, e.Kind):
		return papers.Event{}, refuse("event", "Choose what happened.")
	case !known(urgencies, e.Urgency):
		return papers.Event{}, refuse("urgency", "Choose how urgent it is.")
	case e.Amount.IsNegative():
		return papers.Event{}, refuse("amount", "Enter an amount in pounds and pence, or leave it empty.")
	}
	p := papers.Event{Event: e.Kind, Urgency: e.Urgency, Amount: e.Amount.InPence(), State: papers.Standing}
	if e.Request != 0 {
		r, err := d.Request(ctx, e.Request)
		if err != nil {
			return papers.Event{}, err
		}
		p.Request = panelRef(r)
	}
	return p, nil
}

// ReportEvent queues an event for the panel.
func (d *Desk) ReportEvent(ctx context.Context, e PanelEvent, by string) error {
	p, err := d.EventPaper(ctx, e)
	if err != nil {
		return err
	}
	_, err = d.QueuePaper(ctx, p, by)
	return err
}

// WithdrawEvent tells the panel that an event is over.
func (d *Desk) WithdrawEvent(ctx context.Context, ref, by string) error {
	sent, err := d.SentPapers(ctx, exchange.KindEvent)
	if err != nil {
		return err
	}
	for _, s := range sent {
		if p, ok := s.Paper.(papers.Event); ok && p.Ref == ref {
			p.State, p.Meta = papers.Withdrawn, exchange.Meta{Ref: ref}
			_, err := d.QueuePaper(ctx, p, by)
			return err
		}
	}
	return refuse("event", "There is no such event. Nothing was sent.")
}

// EventStanding is an event that was reported, and where it stands.
type EventStanding struct {
	Event    papers.Event
	At       papers.EventState // the zero one before the hub said anything
	OnItsWay bool
}

// PanelEvents are the events that the school reported, the latest first.
func (d *Desk) PanelEvents(ctx context.Context) ([]EventStanding, error) {
	sent, err := d.SentPapers(ctx, exchange.KindEvent)
	if err != nil {
		return nil, err
	}
	letter, _, err := d.Letter(ctx)
	if err != nil {
		return nil, err
	}
	var out []EventStanding
	for _, s := range slices.Backward(sent) {
		p, ok := s.Paper.(papers.Event)
		if !ok {
			continue
		}
		one := EventStanding{Event: p, OnItsWay: waits(s.Item)}
		for _, at := range letter.Events {
			if at.Ref == p.Ref {
				one.At = at
			}
		}
		out = append(out, one)
	}
	return out, nil
}
