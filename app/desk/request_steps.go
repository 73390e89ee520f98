package desk

import (
	"context"
	"errors"

	"needsbook/app/day"
	"needsbook/app/funding"
)

// move changes how far a request has come, as one step.
func (d *Desk) move(ctx context.Context, number int, label string, step func(Draft, *Request) error) error {
	draft, err := d.DraftRequest(ctx, number)
	if err != nil {
		return err
	}
	r := draft.Request
	if err := step(draft, &r); err != nil {
		return stepRefused(err)
	}
	return d.do(ctx, label+" "+r.Reference(), r.Pupil, requestEdit(r))
}

// progress changes nothing but how far a request has come.
func (d *Desk) progress(ctx context.Context, number int, label string, step func(funding.Progress) (funding.Progress, error)) error {
	return d.move(ctx, number, label, func(_ Draft, r *Request) (err error) {
		r.Progress, err = step(r.Progress)
		return err
	})
}

// stepRefused turns the reason why a step is refused into a refusal.
func stepRefused(err error) error {
	var notReady *funding.NotReadyError
	var refused funding.StepError
	if errors.As(err, &notReady) || errors.As(err, &refused) {
		return refuse("request", err.Error())
	}
	return err
}

// MarkReady makes a draft ready to submit. It is refused while a gate blocks.
func (d *Desk) MarkReady(ctx context.Context, number int) error {
	return d.move(ctx, number, "Make ready funding request", func(draft Draft, r *Request) (err error) {
		r.Progress, err = r.Progress.MakeReady(draft.Result)
		return err
	})
}

// Reopen takes a request back to the desk: one that is ready, or one of which more
// was asked.
func (d *Desk) Reopen(ctx context.Context, number int) error {
	return d.move(ctx, number, "Take back funding request", func(_ Draft, r *Request) (err error) {
		r.Progress, err = r.Progress.Reopen()
		r.Facts = nil
		return err
	})
}

// MarkSubmitted records that a ready request was submitted. It is refused where a gate
// has closed since it was made ready. The facts are kept with it, so that it can be
// printed again as it went.
func (d *Desk) MarkSubmitted(ctx context.Context, number int, on day.Date) error {
	return d.move(ctx, number, "Submit funding request", func(draft Draft, r *Request) (err error) {
		sent := draft.Result
		if !sent.Ready { // a consent that was withdrawn later does not undo that it went
			then := draft.Facts
			then.Today = on
			sent = funding.Draft(d.forms[r.Kind], then)
		}
		r.Progress, err = r.Progress.Submit(sent, on, d.Today())
		draft.Facts.SentOn = on
		r.Facts = &draft.Facts
		return err
	})
}

// WithdrawRequest takes a submitted request back for good.
func (d *Desk) WithdrawRequest(ctx context.Context, number int, on day.Date, why string) error {
	return d.progress(ctx, number, "Withdraw funding request", func(p funding.Progress) (funding.Progress, error) {
		return p.Withdraw(on, d.Today(), why)
	})
}

// RecordDiscussion records a talk about a request with other schools.
func (d *Desk) RecordDiscussion(ctx context.Context, number int, talk funding.Discussion) error {
	return d.progress(ctx, number, "Record a discussion of funding request", func(p funding.Progress) (funding.Progress, error) {
		return p.Discuss(talk, d.Today())
	})
}

// RecordRecommendation records what other schools advise. It is no decision.
func (d *Desk) RecordRecommendation(ctx context.Context, number int, advice funding.Recommendation) error {
	return d.progress(ctx, number, "Record the recommendation on funding request", func(p funding.Progress) (funding.Progress, error) {
		return p.Recommend(advice, d.Today())
	})
}

// Decide records the council's decision. Nothing else makes a request agreed.
func (d *Desk) Decide(ctx context.Context, number int, decision funding.Decision) error {
	return d.progress(ctx, number, "Record the decision on funding request", func(p funding.Progress) (funding.Progress, error) {
		return p.Decide(decision, d.Today())
	})
}

// EndAward ends agreed money before its time. The day is the last one that it is for.
func (d *Desk) EndAward(ctx context.Context, number int, on day.Date, why string) error {
	return d.progress(ctx, number, "End the money of funding request", func(p funding.Progress) (funding.Progress, error) {
		return p.EndEarly(on, why)
	})
}
