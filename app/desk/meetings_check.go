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

// Bounds of a meeting's record: more than this is a slip or another kind of paper.
const (
	mostPoints   = 60
	mostActions  = 60
	longestWords = 40000 // letters of what was said
)

// checkMeeting refuses what no meeting can be, and drops what is empty.
func (d *Desk) checkMeeting(ctx context.Context, m *MeetingHeld) error {
	if !slices.ContainsFunc(provision.MeetingKinds, func(k register.Item) bool { return k.ID == m.Kind }) {
		return refuse("kind", "Say what kind of meeting it is: with parents, a review of the plan, an annual review or another.")
	}
	today := d.Today()
	switch {
	case m.On.IsZero():
		return refuse("on_day", "Enter the day of the meeting, such as 3 Dec 2026 or today.")
	case m.On.After(today.AddYears(2)):
		return refuse("on_day", "The day is more than two years away. Check the year.")
	case m.On.Before(today.AddYears(-25)):
		return refuse("on_day", "The day is more than 25 years ago. Check the year.")
	case !m.Next.IsZero() && !m.Next.After(m.On):
		return refuse("next_day", "They meet again after this meeting. Check both days.")
	case m.Next.After(m.On.AddYears(2)):
		return refuse("next_day", "The day on which they meet again is more than two years away. Check the year.")
	case len(m.Words) > longestWords:
		return refuse("words", "The record is longer than 40,000 letters. Attach a longer paper to the pupil instead.")
	}
	if err := d.checkCycleOf(ctx, m.Meeting); err != nil {
		return err
	}
	m.Place, m.Words = strings.TrimSpace(m.Place), strings.TrimSpace(m.Words)
	m.Agenda = kept(m.Agenda, func(point string) bool { return strings.TrimSpace(point) != "" })
	m.Actions = kept(m.Actions, func(a provision.AgreedAction) bool { return strings.TrimSpace(a.What+a.Who) != "" })
	switch {
	case len(m.Agenda) > mostPoints:
		return refuse("agenda", fmt.Sprintf("The agenda has more than %d points. Take some out.", mostPoints))
	case len(m.Actions) > mostActions:
		return refuse("actions", fmt.Sprintf("More than %d actions were agreed. Take some out.", mostActions))
	}
	for i := range m.Actions {
		a := &m.Actions[i]
		a.What, a.Who = strings.TrimSpace(a.What), strings.TrimSpace(a.Who)
		if !a.By.IsZero() && a.By.Before(m.On) {
			return refuse("actions", "“"+briefWords(a.What)+"” is to be done before the meeting. Check the day.")
		}
	}
	for _, v := range m.voices() {
		v.heard.Words, *v.whyNot = strings.TrimSpace(v.heard.Words), strings.TrimSpace(*v.whyNot)
		if v.heard.Words != "" && v.heard.How == "" {
			v.heard.How = v.usual
		}
		if err := (choice{v.field, &v.heard.How, register.ViewWays, "“%s” is not a way in which a view is heard."}).take(); err != nil {
			return err
		}
	}
	return nil
}

// checkCycleOf refuses the review of a plan that is not the pupil's, or before it began.
func (d *Desk) checkCycleOf(ctx context.Context, m provision.Meeting) error {
	if m.Cycle == "" {
		return nil
	}
	var c provision.Cycle
	found, err := readRecord(ctx, d.store, kindCycle, m.Cycle, &c)
	switch {
	case err != nil:
		return err
	case !found || c.Pupil != m.Pupil:
		return refuse("cycle", "The pupil has no such plan in the record.")
	case m.On.Before(c.Starts):
		return refuse("on_day", "The meeting is before the plan began, on "+c.Starts.Words()+". Check the day.")
	}
	return nil
}

// kept are the things of a list that are kept, never nil.
func kept[T any](list []T, keep func(T) bool) []T {
	out := []T{}
	for _, v := range list {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

// briefWords are the first words of a text, for a sentence about it.
func briefWords(text string) string {
	if letters := []rune(text); len(letters) > 60 {
		return string(letters[:60]) + " …"
	}
	return text
}

// SignMeeting writes a meeting and signs its record off, as one step, and returns its
// id. SignedBy says who signs; "" is the school's SENCO. From then on the record stays as it is. A day on which they meet again becomes a
// meeting of the same kind, those who were asked and are not ticked did not come, and an
// annual review gives its day to the dates of the plan's review.
func (d *Desk) SignMeeting(ctx context.Context, m MeetingHeld) (string, error) {
	if err := d.allow(access.WritePlans); err != nil {
		return "", err
	}
	if err := d.readyToSign(m); err != nil {
		return "", err
	}
	by := orElse(m.SignedBy, orElse(d.School().Senco, d.options.By))
	e, edits, err := d.meetingEdits(ctx, &m)
	if err != nil {
		return "", err
	}
	m.Signed, m.SignedBy = d.Today(), by
	edits[0].Value = m.Meeting
	follow, err := d.signedFollows(ctx, m.Meeting)
	if err != nil {
		return "", err
	}
	return m.ID, d.do(ctx, "Sign off "+strings.ToLower(register.Named(provision.MeetingKinds, m.Kind))+" about "+e.Name(), e.ID, append(edits, follow...)...)
}

// readyToSign refuses a record that does not say what it must.
func (d *Desk) readyToSign(m MeetingHeld) error {
	if m.On.After(d.Today()) {
		return refuse("on_day", "The meeting is still to come, on "+m.On.Words()+". Sign its record off when it was held.")
	}
	if strings.TrimSpace(m.Words) == "" {
		return refuse("words", "Write what was said and agreed first.")
	}
	if provision.NeedsVoices(m.Kind) {
		for _, v := range m.voices() {
			if strings.TrimSpace(v.heard.Words+*v.whyNot) == "" {
				return refuse(v.field, v.missing)
			}
		}
	}
	for _, a := range m.Actions {
		switch {
		case strings.TrimSpace(a.What) == "" && strings.TrimSpace(a.Who) != "":
			return refuse("actions", "Write what "+briefWords(a.Who)+" will do.")
		case strings.TrimSpace(a.What) == "":
		case strings.TrimSpace(a.Who) == "":
			return refuse("actions", "Write who does “"+briefWords(a.What)+"”.")
		case a.By.IsZero():
			return refuse("actions", "Write by when “"+briefWords(a.What)+"” is done.")
		}
	}
	return nil
}

// signedFollows are the edits that follow from a signed record.
func (d *Desk) signedFollows(ctx context.Context, m provision.Meeting) ([]journal.Edit, error) {
	invitees, err := where[register.Invitee](ctx, d.store, kindInvitee, "pupil", m.Pupil)
	if err != nil {
		return nil, err
	}
	var edits []journal.Edit
	for _, v := range invitees {
		if v.Meeting == m.On && v.Came == "" {
			v.Came = "no"
			edits = append(edits, journal.Edit{Kind: kindInvitee, Key: v.ID, About: m.Pupil, Value: v})
		}
	}
	if m.Kind == provision.MeetingAnnualReview {
		plans, err := where[register.EHCPlan](ctx, d.store, kindEHCPlan, "pupil", m.Pupil)
		if err != nil {
			return nil, err
		}
		if p, has := standingPlan(plans); has && p.Stages.Meeting != m.On {
			p.Stages.Meeting = m.On
			if err := checkStages(p.Stages); err != nil {
				return nil, err
			}
			edits = append(edits, journal.Edit{Kind: kindEHCPlan, Key: p.ID, About: m.Pupil, Value: p})
		}
	}
	if m.Next.IsZero() {
		return edits, nil
	}
	meetings, err := where[provision.Meeting](ctx, d.store, kindMeeting, "pupil", m.Pupil)
	if err != nil || slices.ContainsFunc(meetings, func(o provision.Meeting) bool { return o.On == m.Next && !o.IsSigned() }) {
		return edits, err
	}
	next := provision.Meeting{ID: d.options.NewID(), Pupil: m.Pupil, Kind: m.Kind, On: m.Next, Agenda: []string{}, Actions: []provision.AgreedAction{}, By: d.options.By}
	return append(edits, journal.Edit{Kind: kindMeeting, Key: next.ID, About: m.Pupil, Value: next}), nil
}

// FinishAction records on which day an agreed action was done; no day is not done yet
// after all. It can be said of a record that is signed: what was agreed stays as it is.
func (d *Desk) FinishAction(ctx context.Context, meeting string, action int, on day.Date) error {
	m, err := d.Meeting(ctx, meeting)
	if err != nil {
		return err
	}
	if action < 0 || action >= len(m.Actions) {
		return refuse("actions", "There is no such action in the record of the meeting.")
	}
	if on.After(d.Today()) {
		return refuse("actions", "The day is in the future. Enter the day on which it was done.")
	}
	e, err := d.Entry(m.Pupil)
	if err != nil {
		return err
	}
	m.Actions[action].Done = on
	label := "Agreed action done for "
	if on.IsZero() {
		label = "Agreed action not done yet for "
	}
	return d.do(ctx, label+e.Name(), e.ID, journal.Edit{Kind: kindMeeting, Key: m.ID, About: e.ID, Value: m.Meeting})
}
