package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/provision"
)

// GroupReview is a review of several pupils at once: of all who are in an
// intervention, or of the plans that are due.
type GroupReview struct {
	Arg     string     `json:"review"` // what GroupReview was asked for
	Title   string     `json:"title"`
	Goal    string     `json:"goal,omitempty"` // of the intervention
	On      day.Date   `json:"on_day"`         // the day of the review
	NextDue day.Date   `json:"next_due"`       // of the intervention, or of the plans that follow; zero where it ends
	Earlier int        `json:"earlier"`        // pupils of the intervention who were reviewed already, and are not among the rows
	Rows    []GroupRow `json:"rows"`

	run provision.Intervention // "" of an id for plans
}

// GroupRow is one pupil of a group review.
type GroupRow struct {
	Key     string   `json:"id"` // of the pupil's place, or of the plan
	Pupil   string   `json:"pupil"`
	Name    string   `json:"name"` // as the register lists the pupil
	Aim     string   `json:"aim"`
	Outcome string   `json:"outcome,omitempty"` // id of the one outcome of a plan that is marked with it
	Last    string   `json:"last"`              // result of the review before, "" for none
	LastOn  day.Date `json:"last_on"`
	Measure string   `json:"measure"`
	Start   string   `json:"start_score"`

	Mark     string `json:"mark"` // a result, MarkLater, or "" while nothing was said
	Score    string `json:"score"`
	Evidence string `json:"evidence"`
	Worked   string `json:"worked"` // of an intervention: what worked, for a colleague
	Next     string `json:"next"`   // what changes now

	Began  day.Date   `json:"began"`
	before [][]string // results of earlier reviews, the latest last: of the place or plan, and of the outcome
}

// MarkLater is the mark of a pupil who is not reviewed this time: it stays due.
const MarkLater = "later"

// What a group review is of, before the stroke in its argument.
const (
	groupOfIntervention = "intervention"
	groupOfPlans        = "plans"
)

// urgencyWords name the urgencies of plans in the argument of a group review.
var urgencyWords = map[Urgency]string{Overdue: "overdue", ThisWeek: "week", Soon: "soon"}

// PlansArg is the argument of the group review of the plans that stand in one line of
// Today.
func PlansArg(u Urgency) string { return groupOfPlans + "/" + urgencyWords[u] }

// InterventionArg is the argument of the group review of an intervention.
func InterventionArg(id string) string { return groupOfIntervention + "/" + id }

// IsOfIntervention reports whether the pupils of an intervention are reviewed, rather
// than plans.
func (g GroupReview) IsOfIntervention() bool { return g.run.ID != "" }

// NeedsNext reports whether the row must say what changes now, and does not: with its
// mark it would be the second review in a row without a gain.
func (r GroupRow) NeedsNext() bool {
	return strings.TrimSpace(r.Next) == "" && r.AsksNext()
}

// AsksNext reports whether the row must say what changes now.
func (r GroupRow) AsksNext() bool {
	return r.IsReviewed() && slices.ContainsFunc(r.before, func(results []string) bool { return provision.WithoutGainAgain(results, r.Mark) })
}

// IsReviewed reports whether the row was marked with a result.
func (r GroupRow) IsReviewed() bool { return provision.IsResult(r.Mark) }

// Gain is how far the score has moved since the start, in words; "" where it is not known.
func (r GroupRow) Gain() string { return provision.GainWords(r.Start, r.Score) }

// InTheWay finds the first row that keeps the review from being kept: its place, the
// field and a sentence; a place of -1 for none.
func (g GroupReview) InTheWay() (row int, field, words string) {
	for i, r := range g.Rows {
		switch {
		case r.Mark == "":
			return i, "mark", "Mark every pupil: 1 met, 2 partly, 3 not, 4 not reviewed today."
		case r.Mark != MarkLater && !r.IsReviewed():
			return i, "mark", "“" + r.Mark + "” is not a mark. Use met, partly, not or later."
		case !r.IsReviewed():
			continue
		case g.On.Before(r.Began):
			return i, "on", "The review was held before this began for the pupil, on " + r.Began.Words() + ". Check the day, or mark it as not reviewed."
		case checkScore("score", r.Score) != nil:
			return i, "score", checkScore("score", r.Score).Error()
		case r.NeedsNext():
			return i, "next", changeAsked
		}
	}
	return -1, "", ""
}

// GroupReview makes a review of several pupils ready: "intervention/ID" of those in
// an intervention, "plans" of all plans that wait on Today, or "plans/overdue",
// "plans/week" and "plans/soon" of some. Nothing is stored.
func (d *Desk) GroupReview(ctx context.Context, arg string) (GroupReview, error) {
	of, which, _ := strings.Cut(arg, "/")
	g := GroupReview{Arg: arg, On: d.Today()}
	var err error
	switch of {
	case groupOfIntervention:
		err = d.groupOfPlaced(ctx, which, &g)
	case groupOfPlans:
		err = d.groupOfDue(ctx, which, &g)
	default:
		err = refuse("review", "There is no such group to review. Open one from Today.")
	}
	return g, err
}

// groupOfPlaced lists the pupils of an intervention.
func (d *Desk) groupOfPlaced(ctx context.Context, id string, g *GroupReview) error {
	found, err := readRecord(ctx, d.store, kindIntervention, id, &g.run)
	if err != nil {
		return err
	}
	if !found {
		return refuse("review", "This intervention is not there any more. Nothing is due for it.")
	}
	g.Title, g.Goal = g.run.Name, g.run.Goal
	if g.NextDue, err = d.nextOf(ctx, g.run, g.On); err != nil {
		return err
	}
	placed, err1 := where[provision.Placement](ctx, d.store, kindPlacement, "intervention", id)
	reviews, err2 := where[provision.PlacementReview](ctx, d.store, kindPlaceReview, "intervention", id)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	slices.SortStableFunc(reviews, func(a, b provision.PlacementReview) int { return a.On.Compare(b.On) })
	began := d.roundBegan(g.run)
	var rows, reviewed []GroupRow
	for _, p := range d.inGroup(g.run, placed) {
		r, err := d.placedRow(ctx, g.run, p, reviews)
		if err != nil {
			return err
		}
		if !began.IsZero() && !r.LastOn.Before(began) {
			reviewed = append(reviewed, r)
		} else {
			rows = append(rows, r)
		}
	}
	if g.Rows, g.Earlier = rows, len(reviewed); len(rows) == 0 {
		g.Rows, g.Earlier = reviewed, 0 // all were reviewed: they may be reviewed again
	}
	slices.SortStableFunc(g.Rows, func(a, b GroupRow) int { return cmp.Compare(a.Name, b.Name) })
	return nil
}

// inGroup are the places in an intervention whose pupils are reviewed now: of those on
// roll who are in it, or were until shortly before its review.
func (d *Desk) inGroup(run provision.Intervention, placed []provision.Placement) (out []provision.Placement) {
	due := run.ReviewDue
	if due.IsZero() || due.After(d.Today()) {
		due = d.Today()
	}
	for _, p := range placed {
		e, err := d.Entry(p.Pupil)
		ends := p.Ends
		if ends.IsZero() {
			ends = run.Ends
		}
		switch {
		case err != nil || p.Waiting || !e.OnRoll(d.Today()):
		case p.Starts.After(d.Today()) || run.Starts.After(d.Today()):
		case !ends.IsZero() && ends.Before(due.AddDays(-lastLook)):
		default:
			out = append(out, p)
		}
	}
	return out
}

// lastLook is how many days before a review a pupil may have left a group and is
// still reviewed with it.
const lastLook = 28

// roundBegan is the day since which a review counts for the one that is due now: half
// a turn before it. Zero where none is due.
func (d *Desk) roundBegan(run provision.Intervention) day.Date {
	if run.ReviewDue.IsZero() {
		return day.Date{}
	}
	return run.ReviewDue.AddDays(-365 / d.ReviewsAYear() / 2)
}

// nextOf is when an intervention is reviewed after a day: when the school's cycle
// ends or the intervention does, and never once it has ended.
func (d *Desk) nextOf(ctx context.Context, run provision.Intervention, on day.Date) (day.Date, error) {
	calendar, err := d.SchoolCalendar(ctx)
	next := provision.NextReview(calendar, on, d.ReviewsAYear())
	if !run.Ends.IsZero() && next.After(run.Ends) {
		next = calendar.SchoolDayBy(run.Ends)
	}
	if !next.After(on) {
		next = day.Date{}
	}
	return next, err
}

// placedRow is the row of a pupil in an intervention.
func (d *Desk) placedRow(ctx context.Context, run provision.Intervention, p provision.Placement, reviews []provision.PlacementReview) (GroupRow, error) {
	r := GroupRow{Key: p.ID, Pupil: p.Pupil, Aim: orElse(p.Goal, run.Goal), Measure: p.Measure, Start: p.Baseline, Began: p.Starts, before: make([][]string, 1)}
	if r.Began.IsZero() {
		r.Began = run.Starts
	}
	if e, err := d.Entry(p.Pupil); err == nil {
		r.Name = e.ListName()
	}
	for _, v := range reviews {
		if v.Placement == p.ID {
			r.Last, r.LastOn, r.before[0] = v.Result, v.On, append(r.before[0], v.Result)
		}
	}
	if p.Outcome == "" {
		return r, nil
	}
	var o provision.Outcome
	found, err := readRecord(ctx, d.store, kindOutcome, p.Outcome, &o)
	if err != nil || !found {
		return r, err
	}
	r.Aim = o.Words
	if err := d.unlocked(ctx, o.Cycle); err != nil {
		return r, notRefused(err) // its plan was signed off: the outcome stays as it was
	}
	r.Outcome, r.Measure, r.Start = o.ID, orElse(r.Measure, o.Measure), orElse(r.Start, o.StartScore)
	beside, err := where[provision.Outcome](ctx, d.store, kindOutcome, "pupil", p.Pupil)
	r.before = append(r.before, provision.EarlierResults(o, beside))
	return r, err
}

// notRefused leaves out an error that is a refusal.
func notRefused(err error) error {
	var why *Refusal
	if errors.As(err, &why) {
		return nil
	}
	return err
}

// groupOfDue lists the plans that wait on Today, or those of one urgency.
func (d *Desk) groupOfDue(ctx context.Context, which string, g *GroupReview) error {
	g.Title = "Plans to review"
	var err error
	if g.NextDue, err = d.NextReview(ctx, g.On); err != nil {
		return err
	}
	waiting, err := d.Tasks(ctx)
	if err != nil {
		return err
	}
	for _, t := range waiting {
		if t.Kind != "review" || which != "" && urgencyWords[t.Urgency] != which {
			continue
		}
		of := t.Of
		if of == nil {
			of = []Task{t}
		}
		for _, one := range of {
			r, found, err := d.planRow(ctx, one.Pupil, one.Due)
			if err != nil {
				return err
			}
			if found {
				g.Rows = append(g.Rows, r)
			}
		}
	}
	return nil
}

// planRow is the row of a pupil whose plan is due for review on a day.
func (d *Desk) planRow(ctx context.Context, pupil string, due day.Date) (GroupRow, bool, error) {
	e, err := d.Entry(pupil)
	if err != nil {
		return GroupRow{}, false, err
	}
	cycles, err1 := where[provision.Cycle](ctx, d.store, kindCycle, "pupil", pupil)
	outcomes, err2 := where[provision.Outcome](ctx, d.store, kindOutcome, "pupil", pupil)
	if err := errors.Join(err1, err2); err != nil {
		return GroupRow{}, false, err
	}
	at := slices.IndexFunc(cycles, func(c provision.Cycle) bool { return !c.IsReviewed() && c.ReviewDue == due })
	if at < 0 {
		return GroupRow{}, false, nil
	}
	c := cycles[at]
	r := GroupRow{Key: c.ID, Pupil: pupil, Name: e.ListName(), Aim: c.Aim, Began: c.Starts, before: make([][]string, 1)}
	for _, earlier := range reviewedBefore(cycles, c) {
		r.Last, r.LastOn, r.before[0] = earlier.Result, earlier.Reviewed, append(r.before[0], earlier.Result)
	}
	if of := (Record{Outcomes: outcomes}).PlanOutcomes(c.ID); len(of) == 1 {
		r.Outcome, r.Measure, r.Start = of[0].ID, of[0].Measure, of[0].StartScore
		r.before = append(r.before, provision.EarlierResults(of[0], outcomes))
	}
	return r, true, nil
}

// reviewAhead is how many days before its day the review of an intervention waits on
// Today.
const reviewAhead = 14

// interventionReviews are the interventions whose review is due, each a task of its own.
func (d *Desk) interventionReviews(ctx context.Context, today day.Date) (tasks []Task, err error) {
	runs, err := all[provision.Intervention](ctx, d.store, kindIntervention)
	if err != nil {
		return nil, err
	}
	for _, run := range runs {
		if run.ReviewDue.IsZero() || run.ReviewDue.After(today.AddDays(reviewAhead)) {
			continue
		}
		g := GroupReview{On: today}
		if err := d.groupOfPlaced(ctx, run.ID, &g); err != nil {
			return nil, err
		}
		pupils := len(g.Rows)
		if pupils == 0 {
			continue
		}
		tasks = append(tasks, Task{Key: InterventionReview + "/" + run.ID + "/" + run.ReviewDue.String(), Urgency: urgencyOf(today, run.ReviewDue), Kind: InterventionReview,
			Title: "Review: " + run.Name + " (" + count(pupils, "pupil") + ")", Due: run.ReviewDue, Where: "groupreview", Record: run.ID,
			Reference: "good practice: whether support works is looked at in every cycle (Code of Practice 6.53)", Meaning: "Support that does not work goes on unnoticed, and so does its cost."})
	}
	return tasks, nil
}

// InterventionReview is the kind of the task to review an intervention.
const InterventionReview = "intervention_review"
