package desk

import (
	"context"
	"slices"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/school"
)

// Kinds of task that come of what the hub sends round, and of the school's own part.
const (
	TaskPapers     = "cluster_papers"  // a panel meets and its papers are due
	TaskSummary    = "cluster_summary" // this term's summary is not at the hub yet
	TaskNotice     = "cluster_notice"  // the hub wrote something new
	TaskPack       = "cluster_pack"    // the hub sent a pack round
	TaskKey        = "cluster_key"     // this computer's key has grown old
	TaskAgreement  = "cluster_agreement"
	TaskTransition = "transition_list" // the list of who leaves, for the yearly meeting
)

// How long before a day its task comes up.
const (
	papersAhead = 14
	renewAhead  = 30
)

// bulletinTasks are what waits between the school and its cluster.
func (d *Desk) bulletinTasks(ctx context.Context) ([]Task, error) {
	m, err := d.Membership(ctx)
	if err != nil {
		return nil, err
	}
	transition, err := d.transitionTasks(ctx, m.Joined())
	if err != nil || !m.Joined() {
		return transition, err
	}
	b, _, err := d.Bulletin(ctx)
	if err != nil {
		return nil, err
	}
	used, err := d.PacksInUse(ctx)
	if err != nil {
		return nil, err
	}
	tasks := append(transition, d.sendOutTasks(b, used)...)
	papers, err := d.papersTasks(ctx, b)
	if err != nil {
		return nil, err
	}
	panel, err := d.panelTasks(ctx)
	if err != nil {
		return nil, err
	}
	needs, err := d.neededTasks(ctx)
	if err != nil {
		return nil, err
	}
	return slices.Concat(tasks, papers, panel, needs, d.keyTasks(ctx, m)), nil
}

// sendOutTasks are the notices that stand on the bulletin, and its packs that are not in
// use. A task that was done or put off is hidden as any other.
func (d *Desk) sendOutTasks(b exchange.Bulletin, used []PackInUse) []Task {
	today := d.Today()
	var out []Task
	for _, n := range b.Notices {
		if !n.On.After(today) && (n.Until.IsZero() || !n.Until.Before(today)) {
			out = append(out, Task{Key: TaskNotice + "//" + n.ID, Urgency: TidyUp, Kind: TaskNotice, Title: d.terms.Say("From the {cluster}: ") + n.Title, Where: "cluster", Record: n.ID, Does: "Read"})
		}
	}
	for _, p := range b.Packs {
		if slotless[p.Format] != nil { // nobody puts it in use
			continue
		}
		if slices.ContainsFunc(used, func(u PackInUse) bool {
			return u.Head.Format == p.Format && u.Head.Version == p.Version && (u.Head.ID == p.Name || u.Head.Title == p.Name)
		}) {
			continue
		}
		out = append(out, Task{Key: TaskPack + "//" + p.ID, Urgency: TidyUp, Kind: TaskPack, Title: d.terms.Say("The {cluster} sent round a pack: ") + firstOf(p.Name, p.Format) + ", version " + p.Version, Where: "cluster", Record: p.ID, Does: "Look",
			Note: "Nothing changes until the pack has been looked at and put in use."})
	}
	return out
}

// papersTasks are the meetings whose papers are due soon. While this term's summary is
// not at the hub it is asked for from the moment on that the school's number gives it
// within the two days before, so that a county does not send in one hour.
func (d *Desk) papersTasks(ctx context.Context, b exchange.Bulletin) ([]Task, error) {
	today := d.Today()
	sent, err := d.summarySent(ctx)
	if err != nil {
		return nil, err
	}
	var out []Task
	for _, m := range b.Meetings {
		due := m.PapersBy
		if due.IsZero() {
			due = m.On
		}
		if m.On.Before(today) || today.AddDays(papersAhead).Before(due) {
			continue
		}
		where := m.On.Words()
		if m.Place != "" {
			where += ", " + m.Place
		}
		if !due.Before(today) {
			out = append(out, Task{Key: TaskPapers + "//" + m.ID, Urgency: urgencyOf(today, due), Kind: TaskPapers, Title: d.terms.Say("The {cluster} meets on ") + where, Due: due, Where: "cluster", Record: m.ID,
				Note: "Papers must be in by " + due.Words() + "."})
		}
		if at := exchange.SendTime(d.School().URN, due, time.Local); !sent && !d.nowAtSchool().Before(at) {
			out = append(out, Task{Key: TaskSummary + "//" + m.ID, Urgency: urgencyOf(today, due), Kind: TaskSummary, Title: "Send this term's summary for the meeting on " + m.On.Words(), Due: due, Where: "cluster", Record: m.ID,
				Meaning: "Without it the figures of the school are missing when its needs are talked about."})
		}
	}
	return out, nil
}

// nowAtSchool is the time it is, on the fixed day of a demo school.
func (d *Desk) nowAtSchool() time.Time {
	now := d.now()
	if day.On(now) == d.Today() {
		return now
	}
	t := d.Today()
	return time.Date(t.Year(), time.Month(t.Month()), t.Day(), now.Hour(), now.Minute(), 0, 0, now.Location())
}

// summarySent reports whether a summary of this term is at the hub.
func (d *Desk) summarySent(ctx context.Context) (bool, error) {
	var head lineHead
	if _, err := readNamed(ctx, d.store, kindSending, sendingHead+school.Series(d.Today()), &head); err != nil || head.Document == "" || head.Withdrawn {
		return false, err
	}
	items, err := d.Outbox(ctx)
	return slices.ContainsFunc(items, func(i exchange.OutboxItem) bool { return i.DocID == head.Document && receipted(i) }), err
}

// keyTasks asks for a new key once the old one is a year old, and for an agreement that
// is about to run out.
func (d *Desk) keyTasks(ctx context.Context, m Membership) []Task {
	today := d.Today()
	var out []Task
	if due := m.KeyDue(); m.State == exchange.Active && !due.IsZero() && !due.After(today) {
		out = append(out, Task{Key: TaskKey + "//" + m.Key.ID(), Urgency: TidyUp, Kind: TaskKey, Title: "Renew the key of this computer", Where: "cluster",
			Note: "It signs for the school since " + m.KeyMade.Words() + ". A new one takes a minute."})
	}
	a, inForce, err := d.Agreement(ctx)
	if err == nil && inForce && a.Until.Before(today.AddDays(renewAhead)) {
		out = append(out, Task{Key: TaskAgreement + "//" + a.Version, Urgency: urgencyOf(today, a.Until), Kind: TaskAgreement, Title: "Renew the sharing agreement " + a.Version, Due: a.Until, Where: "cluster",
			Meaning: "Without an agreement in force nothing can be sent."})
	}
	return out
}
