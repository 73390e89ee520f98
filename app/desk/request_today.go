package desk

import (
	"context"
	"fmt"
	"strconv"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/funding"
	"needsbook/app/register"
)

// pupilsOfRequests are the pupils of each request, by its id.
func (d *Desk) pupilsOfRequests(ctx context.Context, requests []Request) (map[string][]string, error) {
	groups, err := all[RequestPupil](ctx, d.store, kindRequestPupil)
	if err != nil {
		return nil, err
	}
	of := map[string][]string{}
	for _, p := range groups {
		of[p.Request] = append(of[p.Request], p.Pupil)
	}
	for _, r := range requests {
		if r.Kind != funding.KindGroup && r.Pupil != "" {
			of[r.ID] = []string{r.Pupil}
		}
	}
	return of, nil
}

// openRequests are the requests that are being drafted or ready, by pupil.
func openRequests(f todayFacts) map[string][]Request {
	out := map[string][]Request{}
	for _, r := range f.requests {
		if s := r.Status(); s == funding.Drafting || s == funding.IsReady {
			for _, pupil := range f.groups[r.ID] {
				out[pupil] = append(out[pupil], r)
			}
		}
	}
	return out
}

// Kinds of task that requests leave.
const (
	taskSubmit    = "request"           // ready, and not submitted
	taskWithdrawn = "consent_withdrawn" // a consent was withdrawn after the request went
	taskAnswer    = "request_more"      // more was asked for
	taskLetter    = "request_letter"    // a letter to the parents waits
)

// requestTasks are what waits with requests beside the days of their money.
func (d *Desk) requestTasks(f todayFacts) []Task {
	var tasks []Task
	for _, r := range f.requests {
		add := func(kind, title, pupil, hangsOn string) *Task {
			t := Task{Key: kind + "/" + r.ID + "/" + hangsOn, Urgency: TidyUp, Kind: kind, Title: title, Where: "requests", Record: strconv.Itoa(r.Number), Pupil: pupil}
			if e, err := d.Entry(pupil); err == nil {
				t.Name = e.Name()
			}
			tasks = append(tasks, t)
			return &tasks[len(tasks)-1]
		}
		if r.Status() == funding.IsReady {
			t := add(taskSubmit, "Submit funding request "+r.Reference(), r.Pupil, "")
			t.Key = taskSubmit + "/" + r.Pupil + "/" + r.ID
		}
		if on, more := r.Progress.MoreAsked(); more {
			t := add(taskAnswer, "More is asked for: "+r.Reference(), r.Pupil, on.String())
			t.Does, t.Meaning = "Take it back to the desk", "There is no decision until the answer is in."
		}
		for _, w := range d.withdrawnOf(r, f.groups[r.ID], f.of) {
			t := add(taskWithdrawn, "Consent for "+r.Reference()+" was withdrawn", w.Pupil, w.Pupil+"."+w.On.String())
			t.Urgency, t.Due, t.Note = urgencyOf(f.today, w.On), w.On, d.withdrawnWords()
			t.Meaning = "What was shared stays with those who have it until they are told."
		}
		for _, l := range d.lettersOf(r, f.groups[r.ID]) {
			if !l.Shared && !d.passed(r, l.Point) {
				t := add(taskLetter, "Give the parents the letter about "+r.Reference(), l.Pupil, l.Pupil+"."+l.Point+"."+l.Since.String())
				t.Does, t.Meaning = "Open the letter", "Parents hear of a request, its answer and what came of it from the school."
			}
		}
	}
	return tasks
}

// passed reports whether a letter is overtaken by the next one.
func (d *Desk) passed(r Request, point string) bool {
	return point == funding.PointSubmitted && r.Progress.Decision != nil || point == funding.PointDecided && !d.letterSince(r, funding.PointReviewed).IsZero()
}

// Withdrawn is a consent that was withdrawn after a request had gone.
type Withdrawn struct {
	Pupil string   `json:"pupil"`
	On    day.Date `json:"on_day"`
	Todo  string   `json:"todo"` // what to do; nothing is deleted by itself
}

// ConsentsWithdrawn are the pupils of a request whose consent was withdrawn after it was
// submitted, and for whom no other stands. Nothing that was recorded is deleted.
func (d *Desk) ConsentsWithdrawn(ctx context.Context, r Request) ([]Withdrawn, error) {
	pupils, err := d.RequestPupils(ctx, r)
	if err != nil {
		return nil, err
	}
	of, err := d.dates(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(pupils))
	for i, p := range pupils {
		ids[i] = p.Pupil
	}
	return d.withdrawnOf(r, ids, of), nil
}

func (d *Desk) withdrawnOf(r Request, pupils []string, of func(string) *pupilDates) (out []Withdrawn) {
	if state := r.Progress.StateOn(d.Today()); r.Progress.SentOn.IsZero() || state == funding.Ended {
		return nil
	}
	for _, pupil := range pupils {
		p := of(pupil)
		if consented(p, d.Today()) {
			continue
		}
		var last day.Date
		for _, c := range p.consents {
			if c.Scope == register.ConsentFunding && !c.Withdrawn.IsZero() && !c.Withdrawn.Before(r.Progress.SentOn) {
				last = later(last, c.Withdrawn)
			}
		}
		if !last.IsZero() {
			out = append(out, Withdrawn{Pupil: pupil, On: last, Todo: d.withdrawnWords()})
		}
	}
	return out
}

// withdrawnWords say what to do when a consent was withdrawn.
func (d *Desk) withdrawnWords() string {
	return fmt.Sprintf("Share nothing more. Tell those who have the request, such as the %s and the %s. Then withdraw the request, or talk with the family. Nothing was deleted.",
		d.terms.Label("cluster_panel"), d.terms.Label("la"))
}

// atRequest points a task about money at its request. One that ends and is not asked
// for again begins the renewal.
func (f todayFacts) atRequest(t *Task, record string) {
	for _, r := range f.requests {
		if t.Where != "requests" || r.ID != record {
			continue
		}
		t.Record = strconv.Itoa(r.Number)
		if (t.Kind == "award_ends" || t.Kind == "award_renew") && !f.renewing(r.Number) {
			t.Record, t.Does = RenewalArg(r.Number), "Start renewal"
		}
	}
}

func (f todayFacts) renewing(number int) bool {
	for _, r := range f.requests {
		if r.Renews == number {
			return true
		}
	}
	return false
}

// awardDuties are the sums that were agreed and still run, and whether they are being
// asked for again.
func (d *Desk) awardDuties(requests []Request) []duties.Award {
	renewing, renewed := map[int]bool{}, map[int]bool{}
	for _, r := range requests {
		if r.Renews == 0 {
			continue
		}
		renewing[r.Renews] = true
		renewed[r.Renews] = renewed[r.Renews] || !r.Progress.SentOn.IsZero()
	}
	var out []duties.Award
	for _, r := range requests {
		_, to, agreed := r.Progress.Lasts()
		if !agreed {
			continue
		}
		a := duties.Award{ID: r.ID, Pupil: r.Pupil, Reference: r.Reference(), Ends: to, Review: r.Progress.Decision.Review, Renewing: renewing[r.Number], Renewed: renewed[r.Number]}
		if r.Progress.Ending != nil { // what was ended on purpose asks for no renewal
			a.Renewing, a.Renewed = true, true
		}
		for _, l := range r.Letters {
			a.Reviewed = a.Reviewed || l.Point == funding.PointReviewed
		}
		out = append(out, a)
	}
	return out
}

// disputeDuties are the disputes that wait for an answer.
func disputeDuties(requests []Request) (out []duties.Dispute) {
	for _, r := range requests {
		if p := r.Progress; p.InDispute() {
			if at := p.Dispute.Steps[len(p.Dispute.Steps)-1]; at.Answered.IsZero() {
				out = append(out, duties.Dispute{ID: r.ID, Pupil: r.Pupil, Reference: r.Reference(), Due: at.Due})
			}
		}
	}
	return out
}
