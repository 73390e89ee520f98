package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// ReviewsAYear is how often the school reviews its plans in a year: three times
// where it has not said (Code of Practice 6.65).
func (d *Desk) ReviewsAYear() int {
	if n := d.School().Reviews; n > 0 {
		return n
	}
	return provision.UsualReviews
}

// NextReview is when a plan that starts on a day is reviewed, always a school day.
func (d *Desk) NextReview(ctx context.Context, starts day.Date) (day.Date, error) {
	calendar, err := d.SchoolCalendar(ctx)
	return provision.NextReview(calendar, starts, d.ReviewsAYear()), err
}

// NewCycle returns a plan for a pupil that starts today, with its review due when the
// school's cycle ends. Nothing is stored.
func (d *Desk) NewCycle(ctx context.Context, pupil string) (provision.Cycle, error) {
	due, err := d.NextReview(ctx, d.Today())
	return provision.Cycle{Pupil: pupil, Starts: d.Today(), ReviewDue: due, By: d.options.By}, err
}

// SaveCycle writes one turn of assess, plan, do, review and returns its id. A plan
// that was signed off is not changed.
func (d *Desk) SaveCycle(ctx context.Context, c provision.Cycle) (string, error) {
	if err := d.allow(access.WritePlans); err != nil {
		return "", err
	}
	if err := d.checkSaved(ctx, c); err != nil {
		return "", err
	}
	label := "Plan for"
	if c.IsReviewed() {
		label = "Review of the plan for"
	}
	err := d.save(ctx, label, kindCycle, c.Pupil, &c.ID, func() any { return c })
	return c.ID, err
}

// SaveCycles writes the plans of many pupils as one step. Each is checked as
// SaveCycle does; one that does not fit refuses all.
func (d *Desk) SaveCycles(ctx context.Context, label string, cycles []provision.Cycle) error {
	if err := d.allow(access.WritePlans); err != nil {
		return err
	}
	edits := make([]journal.Edit, len(cycles))
	for i, c := range cycles {
		if _, err := d.Entry(c.Pupil); err != nil {
			return err
		}
		if err := d.checkSaved(ctx, c); err != nil {
			return err
		}
		if c.ID == "" {
			c.ID = d.options.NewID()
		}
		edits[i] = journal.Edit{Kind: kindCycle, Key: c.ID, About: c.Pupil, Value: c}
	}
	return d.do(ctx, label, "", edits...)
}

// checkSaved refuses a plan that cannot be kept as it is.
func (d *Desk) checkSaved(ctx context.Context, c provision.Cycle) error {
	if err := d.unlocked(ctx, c.ID); err != nil {
		return err
	}
	if err := d.checkCycle(c); err != nil {
		return err
	}
	if !c.IsReviewed() {
		return nil
	}
	return d.checkChange(ctx, c)
}

func (d *Desk) checkCycle(c provision.Cycle) error {
	switch {
	case strings.TrimSpace(c.Aim) == "":
		return refuse("aim", "Write what the plan is for.")
	case c.Starts.IsZero():
		return refuse("starts", "Enter the day the plan starts.")
	case !c.ReviewDue.IsZero() && c.ReviewDue.Before(c.Starts):
		return refuse("review_due", "The review is due before the plan starts. Check both dates.")
	case !c.Reviewed.IsZero() && c.Reviewed.Before(c.Starts):
		return refuse("reviewed", "The review was held before the plan started. Check both dates.")
	case !c.Reviewed.IsZero() && c.Result == "":
		return refuse("result", "Say whether the aim was met, partly met or not met.")
	case c.Result != "" && !provision.IsResult(c.Result):
		return refuse("result", "“"+c.Result+"” is not a result. Say whether the aim was met, partly met or not met.")
	case c.Reviewed.After(d.Today()):
		return refuse("reviewed", "The review date is in the future. Enter today or an earlier day.")
	case c.IsSigned():
		return refuse("signed", "A plan is signed off by itself, once its review is kept: choose Sign off.")
	}
	return nil
}

// RemoveCycle takes a plan and its outcomes away. One that was signed off stays.
func (d *Desk) RemoveCycle(ctx context.Context, pupil, id string) error {
	if err := d.unlocked(ctx, id); err != nil {
		return err
	}
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	outcomes, err := where[provision.Outcome](ctx, d.store, kindOutcome, "cycle", id)
	if err != nil {
		return err
	}
	edits := []journal.Edit{{Kind: kindCycle, Key: id, About: pupil, Remove: true}}
	for _, o := range outcomes {
		edits = append(edits, journal.Edit{Kind: kindOutcome, Key: o.ID, About: o.Pupil, Remove: true})
	}
	return d.do(ctx, "Remove a plan of "+e.Name(), pupil, edits...)
}

// SaveOutcome writes one outcome of a pupil's plan and returns its id.
func (d *Desk) SaveOutcome(ctx context.Context, o provision.Outcome) (string, error) {
	if err := d.allow(access.WritePlans); err != nil {
		return "", err
	}
	if err := d.checkOutcome(ctx, &o); err != nil {
		return "", err
	}
	err := d.save(ctx, "Outcome for", kindOutcome, o.Pupil, &o.ID, func() any { return o })
	return o.ID, err
}

// RemoveOutcome takes an outcome away, unless its plan was signed off.
func (d *Desk) RemoveOutcome(ctx context.Context, pupil, id string) error {
	var o provision.Outcome
	if _, err := readRecord(ctx, d.store, kindOutcome, id, &o); err != nil {
		return err
	}
	if err := d.unlocked(ctx, o.Cycle); err != nil {
		return err
	}
	return d.remove(ctx, "Remove an outcome of", kindOutcome, pupil, id)
}

// checkOutcome refuses an outcome that cannot be kept, and tidies its fields.
func (d *Desk) checkOutcome(ctx context.Context, o *provision.Outcome) error {
	var kept provision.Outcome
	if o.ID != "" {
		if _, err := readRecord(ctx, d.store, kindOutcome, o.ID, &kept); err != nil {
			return err
		}
	}
	for _, plan := range []string{kept.Cycle, o.Cycle} {
		if err := d.unlocked(ctx, plan); err != nil {
			return err
		}
	}
	if err := d.checkOutcomeWords(o); err != nil {
		return err
	}
	if err := d.checkOutcomePlan(ctx, *o); err != nil {
		return err
	}
	if o.EHCOutcome == kept.EHCOutcome {
		return nil // also where that plan has been replaced since
	}
	return d.chooseEHCOutcome(ctx, o)
}

// checkOutcomeWords looks at an outcome by itself.
func (d *Desk) checkOutcomeWords(o *provision.Outcome) error {
	o.Words, o.StartScore, o.Score, o.EHCOutcome = strings.TrimSpace(o.Words), strings.TrimSpace(o.StartScore), strings.TrimSpace(o.Score), strings.TrimSpace(o.EHCOutcome)
	if o.Words == "" {
		return refuse("words", "Write the outcome.")
	}
	if o.Result != "" && !provision.IsResult(o.Result) {
		return refuse("result", "“"+o.Result+"” is not a result. Say whether the outcome was met, partly met or not met.")
	}
	for _, score := range []struct{ field, words string }{{"start_score", o.StartScore}, {"score", o.Score}} {
		if err := checkScore(score.field, score.words); err != nil {
			return err
		}
	}
	areas := make([]register.Item, len(d.codes.Areas))
	for i, a := range d.codes.Areas {
		areas[i] = register.Item{ID: a.ID, Name: a.Name}
	}
	return choice{"area", &o.Area, areas, "“%s” is not an area of need."}.take()
}

func checkScore(field, written string) error {
	if _, _, err := provision.ReadScore(written); err != nil {
		return refuse(field, "“"+written+"” is not a score. Write it as a number, such as 85 or 7.5.")
	}
	return nil
}

// checkOutcomePlan looks at an outcome beside the plan it belongs to, and at the
// outcomes that it goes on from.
func (d *Desk) checkOutcomePlan(ctx context.Context, o provision.Outcome) error {
	if o.Cycle != "" {
		var plan provision.Cycle
		found, err := readRecord(ctx, d.store, kindCycle, o.Cycle, &plan)
		switch {
		case err != nil:
			return err
		case !found || plan.Pupil != o.Pupil:
			return refuse("cycle", "The pupil has no such plan. Nothing was changed.")
		case !o.ByWhen.IsZero() && o.ByWhen.Before(plan.Starts):
			return refuse("by_when", "The outcome is due before its plan starts, on "+plan.Starts.Words()+". Check the date.")
		}
	}
	beside, err := where[provision.Outcome](ctx, d.store, kindOutcome, "pupil", o.Pupil)
	if err != nil {
		return err
	}
	if outcomeNeedsChange(o, beside) {
		return refuse("next", changeAsked)
	}
	return nil
}

// outcomeNeedsChange reports whether an outcome was reviewed twice in a row without a
// gain and does not say what changes now.
func outcomeNeedsChange(o provision.Outcome, beside []provision.Outcome) bool {
	return strings.TrimSpace(o.Next) == "" && provision.WithoutGainAgain(provision.EarlierResults(o, beside), o.Result)
}

// EHCOutcomes are the outcomes of section E of the EHC plan that stands, a line each,
// to choose from; nil where no plan stands.
func (d *Desk) EHCOutcomes(r Record) []string {
	for _, p := range r.EHCPlans {
		if p.Until.IsZero() {
			return sectionLines(p.Sections["E"])
		}
	}
	return nil
}

// sectionLines are the lines of a section without the marks of a list before them.
func sectionLines(words string) (out []string) {
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-–•*")); line != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// chooseEHCOutcome refuses words that the EHC plan does not say.
func (d *Desk) chooseEHCOutcome(ctx context.Context, o *provision.Outcome) error {
	if o.EHCOutcome == "" {
		return nil
	}
	r := Record{}
	if err := readOf(ctx, d.store, kindEHCPlan, o.Pupil, &r.EHCPlans); err != nil {
		return err
	}
	lines := d.EHCOutcomes(r)
	i := slices.IndexFunc(lines, func(line string) bool { return strings.EqualFold(line, o.EHCOutcome) })
	if i < 0 {
		return refuse("ehc_outcome", fmt.Sprintf("Section E of the EHC plan has no such outcome. Choose one of its lines; the extract that is kept has %s.", count(len(lines), "line")))
	}
	o.EHCOutcome = lines[i]
	return nil
}
