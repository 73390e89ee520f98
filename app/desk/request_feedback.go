package desk

import (
	"context"

	"needsbook/app/funding"
)

// LastFeedback is what was said about earlier requests, newest first.
func (d *Desk) LastFeedback(ctx context.Context) ([]funding.Feedback, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return nil, err
	}
	var out []funding.Feedback
	for _, r := range list {
		if decision, there := r.Progress.LastDecision(); there && decision.Outcome != funding.Agreed && decision.Reason != "" {
			out = append(out, funding.Feedback{Request: r.Reference(), Number: r.Number, Kind: r.Kind, Pupil: r.Pupil, On: decision.On,
				Outcome: string(decision.Outcome), Words: decision.Reason})
		}
	}
	return out, nil
}
