package desk

import (
	"context"
	"strconv"

	"needsbook/app/day"
)

// Kinds of task that the panel leaves.
const (
	taskSecond   = "panel_second"    // another school asks to share a request
	taskSaid     = "panel_answer"    // the panel answered a request
	taskAccept   = "panel_agreement" // an agreement of the cluster is not accepted yet
	taskFurther  = "panel_dispute"   // a reply came, and the time to take it further runs
	taskToPanel  = "panel_send"      // a request is ready and the panel's papers are due
	panelHorizon = 14                // days before the papers are due
)

// panelTasks are what waits between the school and the panel of its cluster.
func (d *Desk) panelTasks(ctx context.Context) ([]Task, error) {
	var out []Task
	add := func(kind, id, title, record, does string, due day.Date) *Task {
		t := Task{Key: kind + "//" + id, Urgency: TidyUp, Kind: kind, Title: title, Where: "panel", Record: record, Does: does, Due: due}
		if !due.IsZero() {
			t.Urgency = urgencyOf(d.Today(), due)
		}
		out = append(out, t)
		return &out[len(out)-1]
	}
	agreements, err := d.ClusterAgreements(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range agreements {
		if !a.Stands() {
			t := add(taskAccept, a.ID, "Read and accept: "+a.Title+", version "+a.Version, "agreement "+a.ID, "Read it", day.Date{})
			if a.Needed {
				t.Meaning = d.terms.Say("Until it is accepted, the {cluster} takes nothing from this school but its summary.")
			}
		}
	}
	shared, err := d.ToSecond(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range shared {
		if s.Said == "" {
			add(taskSecond, s.Document, s.Lead+" asks to share a request", "second "+s.Document, "Answer", day.Date{}).Meaning = d.terms.Say("It comes before the {cluster_panel} only when every school that shares has agreed.")
		}
	}
	requests, err := d.PanelRequests(ctx)
	if err != nil {
		return nil, err
	}
	papersBy := d.papersBy(ctx)
	for _, r := range requests {
		record := "request " + strconv.Itoa(r.Request.Number)
		switch {
		case r.Waits:
			add(taskSaid, r.Answer.Entry, d.terms.Say("The {cluster_panel} answered ")+r.Request.Reference(), record, "See it", day.Date{}).Pupil = r.Request.Pupil
		case !r.Sent && !papersBy.IsZero() && !d.Today().AddDays(panelHorizon).Before(papersBy):
			add(taskToPanel, r.Request.ID, "Send "+r.Request.Reference()+d.terms.Say(" to the {cluster_panel}"), record, "Send it", papersBy).Pupil = r.Request.Pupil
		}
	}
	disputes, err := d.PanelDisputes(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range disputes {
		if p.Open() && !p.AnswerBy.IsZero() && !p.OnItsWay {
			add(taskFurther, p.Decision, "Accept the reply to the dispute, or take it further", "dispute "+p.Decision, "See it", p.AnswerBy)
		}
	}
	return out, nil
}

// papersBy is the day by which papers for the panel's next meeting must be in, zero
// where none is set.
func (d *Desk) papersBy(ctx context.Context) (next day.Date) {
	b, _, err := d.Bulletin(ctx)
	if err != nil {
		return next
	}
	for _, m := range b.Meetings {
		by := m.PapersBy
		if by.IsZero() {
			by = m.On
		}
		if !by.Before(d.Today()) && (next.IsZero() || by.Before(next)) {
			next = by
		}
	}
	return next
}
