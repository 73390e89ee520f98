package desk

import (
	"context"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
)

// Seconding is a pooled request of another school in which this one has a part.
type Seconding struct {
	Document string         // the revision that is asked about
	Lead     string         // name of the school that asks
	Request  papers.Request // as that school signed it
	Part     papers.Partner // what falls to this school
	Said     string         // papers.SaidYes, papers.SaidNo, or "" before this school answered
	OnItsWay bool           // the answer has not reached the hub yet
}

// ToSecond returns the pooled requests that this school has a part in, those that wait
// for its answer first. One whose bytes are not what they are named for is left out.
func (d *Desk) ToSecond(ctx context.Context) ([]Seconding, error) {
	letter, _, err := d.Letter(ctx)
	if err != nil {
		return nil, err
	}
	sent, err := d.SentPapers(ctx, exchange.KindSecond)
	if err != nil {
		return nil, err
	}
	var out []Seconding
	for _, ask := range letter.ToSecond {
		r, err := ask.Request()
		if err != nil {
			continue
		}
		part, ok := r.Share(d.School().URN)
		if !ok {
			continue
		}
		one := Seconding{Document: ask.Document, Lead: ask.Lead, Request: r, Part: part, Said: ask.Answer}
		for _, s := range sent {
			if p, is := s.Paper.(papers.Second); is && p.Request == ask.Document {
				one.Said, one.OnItsWay = said(p.Agrees), waits(s.Item)
			}
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b Seconding) int { return boolOrder(a.Said != "", b.Said != "") })
	return out, nil
}

// What a school says to a pooled request.
const (
	SaidYes = "agreed"
	SaidNo  = "refused"
)

func said(agrees bool) string {
	if agrees {
		return SaidYes
	}
	return SaidNo
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// SecondPaper makes this school's word on a pooled request: on this very revision, with
// its own part written out.
func (d *Desk) SecondPaper(ctx context.Context, document string, agrees bool) (papers.Second, error) {
	list, err := d.ToSecond(ctx)
	if err != nil {
		return papers.Second{}, err
	}
	i := slices.IndexFunc(list, func(s Seconding) bool { return s.Document == document })
	if i < 0 {
		return papers.Second{}, refuse("request", "The school that asked has changed or withdrawn this request. Fetch what the hub sends round, and look at the newest. Nothing was sent.")
	}
	part := list[i].Part
	return papers.Second{Meta: exchange.Meta{Ref: papers.SecondRef(document)}, Request: document, Agrees: agrees, Pupils: part.Pupils, Cost: part.Cost, Pays: part.Pays}, nil
}

// SecondRequest queues this school's word on a pooled request. It may be said again: the
// later word stands.
func (d *Desk) SecondRequest(ctx context.Context, document string, agrees bool, by string) error {
	p, err := d.SecondPaper(ctx, document, agrees)
	if err != nil {
		return err
	}
	_, err = d.QueuePaper(ctx, p, by)
	return err
}
