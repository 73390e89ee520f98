package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/funding"
)

// LastFeedback is what was said about the school's requests, by other schools or with a
// decision, newest first. A reason that is often given comes with what to do about it.
func (d *Desk) LastFeedback(ctx context.Context) ([]funding.Feedback, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return nil, err
	}
	var out []funding.Feedback
	for _, r := range list {
		out = append(out, d.feedbackOf(r)...)
	}
	slices.SortStableFunc(out, func(a, b funding.Feedback) int { return b.On.Compare(a.On) })
	return out, nil
}

// schoolsLast is how many of the school's latest decided requests warn the next one of
// the same kind.
const schoolsLast = 3

// FeedbackFor is what was said before and is worth thinking of in a request: about it
// when it went before, about the request it renews, about other requests for its pupils,
// and about the last ones of its kind. What was said twice stands once.
func (d *Desk) FeedbackFor(ctx context.Context, r Request) ([]funding.Feedback, error) {
	all, err := d.LastFeedback(ctx)
	if err != nil {
		return nil, err
	}
	pupils, err := d.RequestPupils(ctx, r)
	if err != nil {
		return nil, err
	}
	var out []funding.Feedback
	seen, latest := map[string]bool{}, []int{}
	for _, f := range all {
		own := f.Number == r.Number || f.Number == r.Renews || slices.ContainsFunc(pupils, func(p RequestPupil) bool { return p.Pupil == f.Pupil })
		if !own && f.Kind == r.Kind && !slices.Contains(latest, f.Number) && len(latest) < schoolsLast {
			latest = append(latest, f.Number)
		}
		key := f.Code + "/" + f.Words
		if seen[key] || !own && (f.Code == "" || !slices.Contains(latest, f.Number)) {
			continue // their own words about another pupil are not for this page
		}
		seen[key] = true
		out = append(out, f)
	}
	return out, nil
}

// feedbackOf is what was said about one request in all its rounds, the latest first. What
// was agreed without a condition says nothing that warns.
func (d *Desk) feedbackOf(r Request) (out []funding.Feedback) {
	rules := d.DecisionRules()
	for _, round := range slices.Backward(r.Progress.Rounds()) {
		if c := round.Decision; c != nil {
			f := funding.Feedback{On: c.On, Outcome: string(c.Outcome)}
			out = append(out, d.said(r, rules, f, c.Codes, c.Reason)...)
			if words := strings.TrimSpace(c.Conditions); words != "" {
				f.Condition = true
				out = append(out, d.said(r, rules, f, nil, words)...)
			}
		}
		if a := round.Advised; a != nil {
			out = append(out, d.said(r, rules, funding.Feedback{On: a.On, Outcome: a.Outcome, Local: true}, a.Codes, a.Reason)...)
		}
	}
	return out
}

func (d *Desk) said(r Request, rules funding.DecisionRules, f funding.Feedback, codes []string, words string) (out []funding.Feedback) {
	f.Request, f.Number, f.Kind, f.Pupil = r.Reference(), r.Number, r.Kind, r.Pupil
	for _, code := range codes {
		reason := rules.ReasonOf(code)
		one := f
		one.Code, one.Words, one.Next = code, reason.Words, reason.Next
		out = append(out, one)
	}
	if words = strings.TrimSpace(words); words != "" && (f.Condition || f.Outcome != string(funding.Agreed) && f.Outcome != funding.AdviceFor) {
		f.Words = words
		out = append(out, f)
	}
	return out
}
