package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/pack/terms"
)

// Urgency sorts what waits on the desk.
type Urgency int

// Urgencies, most pressing first.
const (
	Overdue  Urgency = iota // its day has passed
	ThisWeek                // within seven days
	Soon                    // later, but it is time to think of it
	TidyUp                  // no date, but the record is not whole
)

// Task is one line of what waits: what, about whom, by when, and where to do it.
type Task struct {
	Key       string       `json:"key"` // what FinishTask and SnoozeTask are given
	Urgency   Urgency      `json:"urgency"`
	Kind      string       `json:"kind"` // review, level, need, pupil_voice, ar_notice ...
	Title     string       `json:"title"`
	Note      string       `json:"note,omitempty"` // what is missing, or what to do first
	Pupil     string       `json:"pupil,omitempty"`
	Name      string       `json:"name,omitempty"`
	Due       day.Date     `json:"due"`
	Where     string       `json:"where"`            // the screen that does it
	Record    string       `json:"record,omitempty"` // id of what it is about, where that is no pupil
	Owner     duties.Owner `json:"owner,omitempty"`
	Reference string       `json:"reference,omitempty"` // regulation or paragraph
	ByLaw     bool         `json:"by_law,omitempty"`
	Meaning   string       `json:"putting_off,omitempty"` // what putting it off means
	Does      string       `json:"does,omitempty"`        // words of its button, where that says more than "Do it"
	Of        []Task       `json:"of,omitempty"`          // the tasks of one kind that stand in one line
}

// Tasks lists what is overdue, due and worth tidying, most pressing first, without
// what was done or put off. Tasks of one kind for several pupils stand in one line.
func (d *Desk) Tasks(ctx context.Context) ([]Task, error) {
	w, err := d.Waiting(ctx)
	return w.Tasks, err
}

// singleTasks lists every task by itself, those too that were done or put off.
func (d *Desk) singleTasks(ctx context.Context, f todayFacts) ([]Task, error) {
	tasks, err := d.tidyDuplicates(ctx)
	if err != nil {
		return nil, err
	}
	tasks = append(tasks, d.tidying(f)...)
	tasks = append(tasks, d.rerateTasks(ctx)...)
	tasks = append(tasks, d.meetingTasks(f)...)
	tasks = append(tasks, d.requestTasks(f)...)
	for _, duty := range f.duties {
		if duty.Waits(f.today) {
			t := d.taskOf(duty, f.today)
			f.atRequest(&t, duty.Record)
			if t.Kind == "census" {
				if t.Note, err = d.censusNote(ctx, duty.Due); err != nil {
					return nil, err
				}
			}
			tasks = append(tasks, t)
		}
	}
	reviews, err := d.interventionReviews(ctx, f.today)
	if err != nil {
		return nil, err
	}
	moderation, err := d.moderationTasks(ctx)
	if err != nil {
		return nil, err
	}
	cluster, err := d.bulletinTasks(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := d.retentionTasks(ctx)
	if err != nil {
		return nil, err
	}
	cluster = append(cluster, kept...)
	backups, err := d.backupTasks(ctx)
	if err != nil {
		return nil, err
	}
	tasks = append(append(append(tasks, moderation...), cluster...), backups...)
	if tasks, err = d.withPublic(ctx, append(tasks, reviews...)); err != nil {
		return nil, err
	}
	slices.SortStableFunc(tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(a.Urgency, b.Urgency), a.Due.Compare(b.Due), cmp.Compare(a.Kind, b.Kind))
	})
	return tasks, nil
}

// screens are where duties are done; others are done on the pupil's page, or in the
// settings where they are about no pupil.
var screens = map[string]string{"census": "census", "sen_info_annual": "reports", "inclusion_strategy_2026": "reports", "award_ends": "requests", "award_renew": "requests", "award_review": "requests", "dispute_stage": "requests"}

func (d *Desk) taskOf(duty duties.Duty, today day.Date) Task {
	t := Task{Key: duty.Key(), Urgency: urgencyOf(today, duty.Due), Kind: duty.Kind, Title: duty.Title, Note: duty.Note, Pupil: duty.Pupil, Due: duty.Due,
		Where: screens[duty.Kind], Owner: duty.Owner, Reference: duty.Reference, ByLaw: duty.ByLaw, Meaning: duty.PuttingOff}
	if e, err := d.Entry(duty.Pupil); err == nil {
		t.Name = e.Name()
	}
	if t.Where == "" {
		t.Where = "settings"
		if t.Pupil != "" {
			t.Where = "pupil"
		}
	}
	return t
}

// censusNote says how much is missing for the census of a day.
func (d *Desk) censusNote(ctx context.Context, on day.Date) (string, error) {
	year, term, err := d.NextCensus(ctx)
	if err != nil {
		return "", err
	}
	view, err := d.Census(ctx, year, term)
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return "", nil // a census that the school calls by another name has no view
	}
	if err != nil || view.On != on || len(view.Missing) == 0 {
		return "", err
	}
	return count(len(view.Missing), "thing") + " missing or odd in the SEN figures.", nil
}

func urgencyOf(today, due day.Date) Urgency {
	switch {
	case due.IsZero():
		return TidyUp
	case due.Before(today):
		return Overdue
	case due.Before(today.AddDays(8)):
		return ThisWeek
	}
	return Soon
}

// inOneLine is from how many tasks of one kind on they stand in one line.
const inOneLine = 4

// lines are the words for several tasks of one kind, with places for the council's words.
var lines = map[string]string{
	"review": "Review the plans of %s", "sen_support_parents": "Meet the parents of %s", "sen_report_parents": "Report on progress to the parents of %s",
	"tell_parents_sen": "Tell the parents of %s that SEN support has started", "concern": "Look again at the concerns about %s",
	"ar_cycle": "Finish the annual reviews of %s", "ar_views": "Ask for views before the annual reviews of %s", "ar_notice": "Invite people to the annual reviews of %s, with the advice",
	"ar_report": "Send the review reports of %s", "ar_adulthood": "Prepare for adulthood in the annual reviews of %s",
	"need": "%s without a type of need", "level": "%s without a confirmed {level}", "level_old": "%s whose {level} is to be checked again", "plan": "%s without a plan",
	"review_day": "%s whose plan has no review day", "pupil_voice": "%s without pupil voice", "parent_voice": "%s without parent voice",
	taskAction: "What was agreed at meetings about %s", taskUnsigned: "Sign off the meeting records of %s",
	"ehc_dates": "%s whose EHC plan is not copied yet", "left_open": "%s who left with a plan or request still open",
}

// gathers reports whether a task may stand in one line with others of its kind.
func gathers(t Task) bool { return t.Pupil != "" || t.Kind == InterventionReview }

// gatherTasks puts tasks of one kind and urgency about several pupils, or several
// interventions, in one line, at the place of the first.
func gatherTasks(list []Task, own terms.Terms) []Task {
	type group struct {
		urgency Urgency
		kind    string
	}
	of := map[group][]Task{}
	for _, t := range list {
		if gathers(t) {
			of[group{t.Urgency, t.Kind}] = append(of[group{t.Urgency, t.Kind}], t)
		}
	}
	out := []Task{}
	done := map[group]bool{}
	for _, t := range list {
		g := group{t.Urgency, t.Kind}
		if !gathers(t) || len(of[g]) < inOneLine {
			out = append(out, t)
			continue
		}
		if done[g] {
			continue
		}
		done[g] = true
		line := t
		line.Key = fmt.Sprintf("%s/*/%d", t.Kind, t.Urgency)
		line.Pupil, line.Name, line.Note, line.Of = "", "", "", of[g]
		pupils := map[string]bool{}
		for _, one := range of[g] {
			pupils[one.Pupil] = true
		}
		words, named := lines[t.Kind]
		words = own.Say(words)
		if !named {
			words = t.Title + ": %s"
		}
		line.Title = fmt.Sprintf(words, count(len(pupils), "pupil"))
		if t.Kind == InterventionReview {
			line.Record, line.Title = "", "Review "+count(len(of[g]), "intervention")
		}
		out = append(out, line)
	}
	return out
}
