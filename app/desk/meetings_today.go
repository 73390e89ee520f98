package desk

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Kinds of task that meetings leave.
const (
	taskAction   = "action"       // agreed at a meeting and not done
	taskUnsigned = "meeting_sign" // held, and the record not signed off
)

// actionShows is how many days before its day an agreed action waits.
const actionShows = 7

// meetingTasks are what was agreed at meetings and is due, and the records of meetings
// that were held and not signed.
func (d *Desk) meetingTasks(f todayFacts) []Task {
	var tasks []Task
	for _, e := range d.everyone() {
		if !e.OnRoll(f.today) {
			continue
		}
		p := f.of(e.ID)
		for _, a := range p.actions {
			if a.by.After(f.today.AddDays(actionShows)) {
				continue
			}
			tasks = append(tasks, Task{Key: fmt.Sprintf("%s/%s.%d/%s", taskAction, a.meeting, a.action, a.by), Urgency: urgencyOf(f.today, a.by), Kind: taskAction,
				Title: "Do what was agreed at a meeting", Note: a.what, Pupil: e.ID, Name: e.Name(), Due: a.by, Where: "meeting", Record: a.meeting,
				Meaning: "It was agreed with others. Tell them if it moves."})
		}
		for _, m := range p.unsigned {
			if !m.On.Before(f.today) {
				continue
			}
			kind := register.Named(provision.MeetingKinds, m.Kind)
			tasks = append(tasks, Task{Key: taskUnsigned + "/" + m.ID + "/" + m.On.String(), Urgency: Overdue, Kind: taskUnsigned,
				Title: "Sign off the record: " + strings.ToLower(kind), Pupil: e.ID, Name: e.Name(), Due: m.On, Where: "meeting", Record: m.ID,
				Meaning: "A record that is signed counts as a meeting held, and cannot change silently. A meeting that did not take place can be moved or removed."})
		}
	}
	return tasks
}

// actionEdits mark the agreed actions among tasks as done today in the records of
// their meetings.
func (d *Desk) actionEdits(ctx context.Context, tasks []Task) ([]journal.Edit, error) {
	var order []string
	meetings := map[string]provision.Meeting{}
	for _, t := range tasks {
		if t.Kind != taskAction {
			continue
		}
		m, seen := meetings[t.Record]
		if !seen {
			if found, err := readRecord(ctx, d.store, kindMeeting, t.Record, &m); err != nil || !found {
				return nil, err
			}
			order = append(order, t.Record)
		}
		for i, a := range m.Actions {
			if t.Key == fmt.Sprintf("%s/%s.%d/%s", taskAction, m.ID, i, a.By) {
				m.Actions[i].Done = d.Today()
			}
		}
		meetings[t.Record] = m
	}
	var edits []journal.Edit
	for _, id := range order {
		edits = append(edits, journal.Edit{Kind: kindMeeting, Key: id, About: meetings[id].Pupil, Value: meetings[id]})
	}
	return edits, nil
}
