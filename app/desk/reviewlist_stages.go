package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/journal"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// MarkStage records on which day a stage of a pupil's annual review was done, as one
// step; no day takes the mark back. For the meeting it is the day that is set for it,
// which may be still to come: those who are asked and a record that was begun move
// along. For the views it says that everyone was asked for theirs.
func (d *Desk) MarkStage(ctx context.Context, pupil, stage string, on day.Date) error {
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return err
	}
	p, has := standingPlan(r.EHCPlans)
	if !has {
		return refuse("plan", "The pupil has no EHC plan in the record. Copy the plan first.")
	}
	if stage != duties.StageMeeting && on.After(d.Today()) {
		return refuse("on", "The date is in the future. A stage is marked when it was done.")
	}
	if stage != duties.StageMeeting && p.Stages.Meeting.IsZero() {
		return refuse("meeting", "Set the day of the review meeting first.")
	}
	if stage == duties.StageViews {
		return d.do(ctx, "Ask for views for the review of "+r.Name(), r.ID, d.viewsAsked(r, p.Stages.Meeting, on)...)
	}
	at := p.Stages.Stage(stage)
	if at == nil {
		return refuse("stage", "“"+stage+"” is not a stage of an annual review.")
	}
	before := *at
	*at = on
	if err := checkStages(p.Stages); err != nil {
		return err
	}
	edits := []journal.Edit{{Kind: kindEHCPlan, Key: p.ID, About: r.ID, Value: p}}
	if stage == duties.StageMeeting {
		edits = append(edits, d.meetingMoves(r, before, on)...)
	}
	return d.do(ctx, "Dates of the annual review of "+r.Name(), r.ID, edits...)
}

// viewsAsked are the edits that say on which day everyone was asked for their views:
// those on the list of the meeting, or where nobody is, those whom the law asks.
func (d *Desk) viewsAsked(r Record, meeting, on day.Date) []journal.Edit {
	var edits []journal.Edit
	put := func(v register.Invitee) {
		v.Invited = on
		edits = append(edits, journal.Edit{Kind: kindInvitee, Key: v.ID, About: r.ID, Value: v})
	}
	listed := false
	for _, v := range r.Invitees {
		if v.Meeting != meeting {
			continue
		}
		listed = true
		if on.IsZero() || v.Invited.IsZero() {
			put(v)
		}
	}
	if listed || on.IsZero() {
		return edits
	}
	for _, v := range d.usualInvitees(r) {
		v.ID, v.Pupil, v.Meeting = d.options.NewID(), r.ID, meeting
		put(v)
	}
	return edits
}

// meetingMoves take along those who are asked to an annual review and the record that
// was begun for it, when its meeting moves to another day.
func (d *Desk) meetingMoves(r Record, before, on day.Date) []journal.Edit {
	var edits []journal.Edit
	if before.IsZero() || on.IsZero() || before == on {
		return nil
	}
	for _, m := range r.Meetings {
		switch {
		case m.On != before:
		case m.IsSigned():
			return nil // that meeting was held: this is the day of another one
		case m.Kind == provision.MeetingAnnualReview:
			m.On = on
			edits = append(edits, journal.Edit{Kind: kindMeeting, Key: m.ID, About: r.ID, Value: m})
		}
	}
	for _, v := range r.Invitees {
		if v.Meeting == before {
			v.Meeting = on
			edits = append(edits, journal.Edit{Kind: kindInvitee, Key: v.ID, About: r.ID, Value: v})
		}
	}
	return edits
}

// usualInvitees are those whom the law asks to an annual review; parents are taken from
// the pupil's contacts.
func (d *Desk) usualInvitees(r Record) []register.Invitee {
	var people []register.Invitee
	for _, c := range r.Contacts {
		people = append(people, register.Invitee{Role: c.Relationship, Name: c.Name})
	}
	for _, role := range d.ehc.Invitees {
		if !role.FromContacts || len(r.Contacts) == 0 {
			people = append(people, register.Invitee{Role: role.Role})
		}
	}
	return people
}

// MeetingPerson is someone who is asked to a meeting, or who may well come.
type MeetingPerson struct {
	register.Invitee
	Listed bool `json:"listed"` // asked to it; the others are suggestions that are not stored
}

// MeetingPeople lists who is asked to a meeting, and after them those who may well
// come: the family, and for an annual review those whom the law asks.
func (d *Desk) MeetingPeople(ctx context.Context, m provision.Meeting) ([]MeetingPerson, error) {
	r, err := d.Record(ctx, m.Pupil)
	if err != nil {
		return nil, err
	}
	out, seen := []MeetingPerson{}, map[string]bool{}
	word := func(v register.Invitee) string { return strings.ToLower(orElse(v.Name, v.Role)) }
	for _, v := range r.Invitees {
		if v.Meeting == m.On {
			out, seen[word(v)] = append(out, MeetingPerson{v, true}), true
		}
	}
	usual := []register.Invitee{}
	for _, c := range r.Contacts {
		usual = append(usual, register.Invitee{Role: c.Relationship, Name: c.Name})
	}
	if m.Kind == provision.MeetingAnnualReview {
		usual = d.usualInvitees(r)
	} else {
		usual = append(usual, register.Invitee{Role: "Class teacher"}, register.Invitee{Role: "SENCO", Name: d.School().Senco})
	}
	usual = append([]register.Invitee{{Role: "The pupil"}}, usual...)
	for _, v := range usual {
		if v.Pupil, v.Meeting = m.Pupil, m.On; !seen[word(v)] && !m.IsSigned() {
			out, seen[word(v)] = append(out, MeetingPerson{Invitee: v}), true
		}
	}
	return out, nil
}

// Marks of an invitee.
const (
	MarkInvited = "invited"
	MarkAdvice  = "advice"
	MarkCame    = "came"
)

// MarkInvitee ticks that somebody was invited, that their advice came, or that they
// came to the meeting, and returns the id of their invitation; without the tick it is
// taken back. Somebody who was only suggested is asked to the meeting by it.
func (d *Desk) MarkInvitee(ctx context.Context, v register.Invitee, mark string, ticked bool) (string, error) {
	var on day.Date
	if ticked {
		on = d.Today()
	}
	switch mark {
	case MarkInvited:
		v.Invited = on
	case MarkAdvice:
		v.Advice = on
	case MarkCame:
		v.Came = ""
		if ticked {
			v.Came = "yes"
		}
	default:
		return "", refuse("mark", "Say what is ticked: invited, advice or came.")
	}
	return d.SaveInvitee(ctx, v)
}

// AddToMeeting asks somebody to a meeting by what is typed in a line, such as "Eva
// Kowalska, mother" or "Speech therapist"; on its day or after it they came. It returns
// the id of the invitation.
func (d *Desk) AddToMeeting(ctx context.Context, m provision.Meeting, typed string) (string, error) {
	v := inviteeTyped(typed)
	v.Pupil, v.Meeting = m.Pupil, m.On
	if v.Role == "" && v.Name == "" {
		return "", refuse("person", "Write who it is: a name, a role, or both with a comma between.")
	}
	if !m.On.After(d.Today()) {
		v.Came = "yes"
	}
	return d.SaveInvitee(ctx, v)
}

// inviteeTyped reads a name and a role out of a line.
func inviteeTyped(typed string) register.Invitee {
	name, role, both := strings.Cut(typed, ",")
	name, role = strings.TrimSpace(name), strings.TrimSpace(role)
	if !both && !printout.LooksLikeName(name) {
		name, role = "", name
	}
	return register.Invitee{Name: name, Role: role}
}

// checkCame refuses to change who came to a meeting whose record is signed.
func (d *Desk) checkCame(ctx context.Context, pupil, id string, came string, meetings ...day.Date) error {
	var before register.Invitee
	if id != "" {
		if _, err := readRecord(ctx, d.store, kindInvitee, id, &before); err != nil {
			return err
		}
	}
	if before.Came == came {
		return nil
	}
	held, err := where[provision.Meeting](ctx, d.store, kindMeeting, "pupil", pupil)
	if err != nil {
		return err
	}
	for _, m := range held {
		if m.IsSigned() && (m.On == before.Meeting || slices.Contains(meetings, m.On)) {
			return d.unlocked(ctx, m.ID)
		}
	}
	return nil
}
