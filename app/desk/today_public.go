package desk

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/publish"
	"needsbook/app/school"
)

// publicNow is how a public document stands, as far as Today needs it. It is worked out
// once a day and after every change to the documents: reading all the facts again for
// every note that is written would make the window wait.
type publicNow struct {
	on        day.Date
	written   bool // there are words of the school
	open      int  // parts that the document needs and that are not finished
	needed    int  // parts that the document needs
	ready     bool // every clause is answered
	last      publish.Publication
	published bool
	newer     bool // it says something else than what is on the website
	approval  ApprovalStanding
	waits     string           // why it may not go out though it is ready: it is not approved, or nothing in it is new
	drift     []publish.Change // facts of the last version that are other now, where that is much
}

// publicTerms are the school's words for the documents, and of the duties to publish them.
var publicTerms = map[string]string{publish.SENInformation: "{sen_information_report}", publish.InclusionStrategy: "{inclusion_strategy}"}

var publicDuties = map[string]string{"sen_info_annual": publish.SENInformation, "inclusion_strategy_2026": publish.InclusionStrategy}

// public returns how a document stands.
func (d *Desk) public(ctx context.Context, document string) (publicNow, error) {
	d.mu.RLock()
	kept, ok := d.posted[document]
	redone := d.redone
	d.mu.RUnlock()
	if ok && kept.on == d.Today() {
		return kept, nil
	}
	p, err := d.readPublic(ctx, document)
	if err != nil {
		return p, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.posted == nil {
		d.posted = map[string]publicNow{}
	}
	if d.redone == redone {
		d.posted[document] = p
	}
	return p, nil
}

func (d *Desk) readPublic(ctx context.Context, document string) (p publicNow, err error) {
	p.on = d.Today()
	draft, err := d.draft(ctx, document)
	if err != nil {
		return p, err
	}
	r, standing, err := d.checked(ctx, draft)
	if err != nil {
		return p, err
	}
	p.approval = standing
	for _, s := range r.Sections {
		if s.Needed {
			p.needed++
			if !s.Complete {
				p.open++
			}
		}
	}
	for _, text := range draft.words {
		p.written = p.written || strings.TrimSpace(text.Words) != ""
	}
	p.ready = r.Publishable || len(d.unready(draft)) == 0
	if p.waits, err = d.unapproved(ctx, draft, p.approval); err != nil {
		return p, err
	}
	if p.last, p.published, err = d.latest(ctx, document); err != nil {
		return p, err
	}
	p.newer = d.newer(draft, standing, p.last, p.published)
	if p.published {
		p.drift, err = d.driftOf(ctx, document, p.last)
	}
	return p, err
}

// changedSinceElsewhere reports whether a document that was never published here holds
// words that are newer than what the school put on its website by other means.
func (d *Desk) changedSinceElsewhere(document string, words map[string]publish.Text) bool {
	elsewhere := day.Date{}
	if document == publish.SENInformation {
		elsewhere = d.School().Published
	}
	for _, t := range words {
		if strings.TrimSpace(t.Words) != "" && (elsewhere.IsZero() || t.Changed.After(elsewhere)) {
			return true
		}
	}
	return false
}

// driftOf returns the facts of a version that are other now, where they are many or weigh.
func (d *Desk) driftOf(ctx context.Context, document string, pub publish.Publication) ([]publish.Change, error) {
	v, err := d.version(ctx, document, pub.Number)
	if err != nil {
		return nil, err
	}
	live, err := d.liveFacts(ctx)
	if err != nil {
		return nil, err
	}
	changes, much := publish.Drift(v.pack, v.words, v.facts, live)
	if !much {
		return nil, nil
	}
	return changes, nil
}

// publicDates are the days that the duties to publish hang on.
type publicDates struct {
	reportReview, strategyReview day.Date // zero where the document was not published here
}

func (d *Desk) publicDates(ctx context.Context) (publicDates, error) {
	report, err := d.public(ctx, publish.SENInformation)
	if err != nil {
		return publicDates{}, err
	}
	strategy, err := d.public(ctx, publish.InclusionStrategy)
	dates := publicDates{reportReview: report.last.Review, strategyReview: strategy.last.Review}
	if d.School().Published.After(report.last.On) {
		dates.reportReview = day.Date{} // it was published elsewhere since
	}
	return dates, err
}

// withPublic says in the tasks to publish the documents how much is left to do, and adds
// what else they wait for: to be finished, approved, published, or brought up to date.
func (d *Desk) withPublic(ctx context.Context, tasks []Task) ([]Task, error) {
	for _, document := range publicDocuments {
		if document == publish.InclusionStrategy && !school.GetsInclusionFund(d.School().Phase) {
			continue
		}
		p, err := d.public(ctx, document)
		if err != nil {
			return nil, err
		}
		due := false
		for i, t := range tasks {
			if publicDuties[t.Kind] == document {
				d.dueTask(&tasks[i], document, p)
				due = true
			}
		}
		tasks = append(tasks, d.publicTasks(document, p, due)...)
	}
	return tasks, nil
}

// dueTask says in a duty to publish what is left to do for it.
func (d *Desk) dueTask(t *Task, document string, p publicNow) {
	t.Record = document
	if document == publish.InclusionStrategy {
		t.Title = d.Terms().Say("Publish the {inclusion_strategy} on the school website")
		if p.published || d.School().Strategy != "" {
			t.Title = d.Terms().Say("Review the {inclusion_strategy} and publish it again")
		}
	}
	switch {
	case p.open > 0:
		t.Note = fmt.Sprintf("%d of %s to finish, publish by %s.", p.open, count(p.needed, "part"), t.Due.Words())
	case p.waits != "":
		t.Note = p.waits
	case p.ready:
		t.Note = strings.TrimSpace(p.approval.Words + " It can be published.")
	}
}

// publicTasks are what a document waits for besides its day; those that a duty to publish
// says already are left out.
func (d *Desk) publicTasks(document string, p publicNow, due bool) []Task {
	var out []Task
	add := func(kind, title, note string) {
		key := kind + "//"
		if document != publish.SENInformation {
			key = kind + "/" + document + "/"
		}
		out = append(out, Task{Key: key, Urgency: TidyUp, Kind: kind, Title: d.Terms().Say(strings.ReplaceAll(title, "%s", publicTerms[document])), Note: note, Where: "reports", Record: document})
	}
	unfinished := p.open > 0 || !p.ready
	begun := p.written || document == publish.SENInformation // every school must have the one; the other has its day
	switch {
	case due: // it says so itself
	case unfinished && begun:
		note := ""
		if p.open > 0 {
			note = count(p.open, "section") + " to finish."
		}
		add("report", "Finish the %s", note)
	case unfinished || !p.newer:
	case p.approval.Current:
		add("report_publish", "Publish the %s", p.approval.Words)
	case p.approval.Needed:
		add("report_approval", "Let the governors approve the %s", p.approval.Words)
	}
	if len(p.drift) > 0 {
		add("report_facts", "Bring the %s on the website up to date", sinceWords(p))
	}
	return out
}

// sinceWords say which facts of the last version are other now.
func sinceWords(p publicNow) string {
	const most = 3
	var what []string
	for _, c := range p.drift {
		what = append(what, c.Meaning)
	}
	words := strings.Join(what[:min(most, len(what))], "; ")
	if more := len(what) - most; more > 0 {
		words += fmt.Sprintf("; and %d more", more)
	}
	return "Changed since it was published on " + p.last.On.Words() + ": " + words + "."
}
