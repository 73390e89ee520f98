package desk

import (
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/funding"
)

// InGroup is a request for a group that a pupil is in, as far as it is about this pupil:
// the facts of the others are left out.
type InGroup struct {
	Place   RequestPupil `json:"place"`
	Request Request      `json:"request"`
}

// groupsOf are the requests for groups that a pupil is in.
func (d *Desk) groupsOf(ctx context.Context, pupil string) ([]InGroup, error) {
	places, err := where[RequestPupil](ctx, d.store, kindRequestPupil, "pupil", pupil)
	if err != nil {
		return nil, err
	}
	var out []InGroup
	for _, p := range places {
		var r Request
		found, err := readRecord(ctx, d.store, kindRequest, p.Request, &r)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		r.Facts, r.Words, r.Papers, r.Attached, r.Measures = nil, nil, nil, nil, nil
		r.Letters = slices.DeleteFunc(slices.Clone(r.Letters), func(l funding.Letter) bool { return l.Pupil != pupil })
		out = append(out, InGroup{Place: p, Request: r})
	}
	return out, nil
}

// requestStory tells what happened to a request, for the story of its pupil.
func (d *Desk) requestStory(q Request, add func(on day.Date, kind, title, words, id string)) {
	ref, rules := q.Reference(), d.DecisionRules()
	var sent day.Date
	for _, round := range q.Progress.Rounds() {
		if round.SentOn != sent { // a request that is decided twice went once
			add(round.SentOn, "request", "Funding request "+ref+" submitted", "", q.ID)
		}
		sent = round.SentOn
		for _, talk := range round.Discussions {
			add(talk.On, "request", ref+" discussed with other schools", talk.Words, q.ID)
		}
		if a := round.Advised; a != nil {
			add(a.On, "request", ref+": "+funding.AdviceWords[a.Outcome]+" by other schools", reasonWords(rules, a.Codes, a.Reason), q.ID)
		}
		if c := round.Decision; c != nil {
			add(c.On, "request", "Decision on "+ref+": "+funding.OutcomeWords[c.Outcome], reasonWords(rules, c.Codes, c.Reason), q.ID)
		}
	}
	if e := q.Progress.Ending; e != nil {
		how := " ended early"
		if q.Progress.Withdrawn() {
			how = " withdrawn"
		}
		add(e.On, "request", ref+how, e.Why, q.ID)
	}
	for _, p := range q.Progress.Disputes() {
		add(p.On, "request", "Dispute about "+ref+" raised by "+p.By, p.Grounds, q.ID)
		add(p.Closed, "request", "Dispute about "+ref+": "+funding.DisputeWords[p.Outcome], p.Words, q.ID)
	}
	for _, l := range q.Letters {
		add(l.On, "request", "Letter about "+ref+" given to the parents", l.How, q.ID)
	}
}

// reasonWords are reasons by their codes, and the own words after them.
func reasonWords(rules funding.DecisionRules, codes []string, own string) string {
	words := ""
	for _, code := range codes {
		words += sentence(rules.ReasonOf(code).Words) + " "
	}
	return words + own
}
