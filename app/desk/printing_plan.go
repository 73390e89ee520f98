package desk

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/provision"
)

// PlanPaper makes the paper of a pupil's plan: the one that runs, and the one that was
// reviewed last with the voices heard at it and its corrections.
func (d *Desk) PlanPaper(ctx context.Context, pupil string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintPupil); err != nil {
		return nil, err
	}
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return nil, err
	}
	serving := r.Serving()
	f := printout.PlanFacts{About: d.about(r, n)}
	for _, c := range r.Cycles { // by their start
		if !c.IsReviewed() {
			f.Running = d.planShown(r, c, serving)
		}
	}
	if last := lastReviewed(r.Cycles); last >= 0 {
		f.Reviewed = d.planShown(r, r.Cycles[last], serving)
	}
	return printout.PlanAndReview(f), nil
}

// planShown is a plan with what belongs to it.
func (d *Desk) planShown(r Record, c provision.Cycle, serving map[string][]string) *printout.PlanShown {
	pupil, parent := d.HeardAt(r, c)
	p := &printout.PlanShown{Cycle: c, PupilView: printout.View{Words: pupil.Words, How: pupil.How, On: c.Reviewed}, ParentView: printout.View{Words: parent.Words, How: parent.How, On: c.Reviewed},
		Corrections: kept(r.Corrections, func(k provision.Correction) bool { return k.Record == c.ID })}
	for _, o := range r.PlanOutcomes(c.ID) {
		p.Outcomes = append(p.Outcomes, printout.PlanOutcome{Outcome: o, Serves: serving[o.ID]})
	}
	return p
}
