package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// cameWords are what can be recorded of an invitee at the meeting.
var cameWords = []string{"", "yes", "no"}

// SaveInvitee writes someone who is asked to a pupil's review meeting, whether their
// advice came and whether they did, and returns the id.
func (d *Desk) SaveInvitee(ctx context.Context, v register.Invitee) (string, error) {
	if strings.TrimSpace(v.Role) == "" && strings.TrimSpace(v.Name) == "" {
		return "", refuse("role", "Say who is asked: their role, such as class teacher, or their name.")
	}
	if v.Meeting.IsZero() {
		return "", refuse("meeting", "Enter the day of the meeting, such as 3 Sep 2026.")
	}
	today := d.Today()
	for _, on := range []struct {
		field string
		day   day.Date
	}{{"invited", v.Invited}, {"advice", v.Advice}} {
		if on.day.After(today) {
			return "", refuse(on.field, "The date is in the future. Leave it empty until it has happened.")
		}
	}
	if !slices.Contains(cameWords, v.Came) {
		return "", refuse("came", "Say yes or no, or leave it empty until the meeting.")
	}
	if v.Came != "" && v.Meeting.After(today) {
		return "", refuse("came", "The meeting is still to come. Leave this empty until then.")
	}
	if err := d.checkCame(ctx, v.Pupil, v.ID, v.Came, v.Meeting); err != nil {
		return "", err
	}
	err := d.save(ctx, "Invitation for", kindInvitee, v.Pupil, &v.ID, func() any { return v })
	return v.ID, err
}

// RemoveInvitee takes someone off the list of a review meeting.
func (d *Desk) RemoveInvitee(ctx context.Context, pupil, id string) error {
	if err := d.checkCame(ctx, pupil, id, ""); err != nil {
		return err
	}
	return d.remove(ctx, "Remove an invitation for", kindInvitee, pupil, id)
}

// ListInvitees puts those whom the law asks to an annual review on the list of a
// meeting, as one step, and returns how many were not on it yet. Parents are taken
// from the pupil's contacts.
func (d *Desk) ListInvitees(ctx context.Context, pupil string, meeting day.Date) (int, error) {
	if meeting.IsZero() {
		return 0, refuse("meeting", "Enter the day of the meeting first.")
	}
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return 0, err
	}
	var edits []journal.Edit
	for _, v := range d.usualInvitees(r) {
		listed := slices.ContainsFunc(r.Invitees, func(have register.Invitee) bool {
			return have.Meeting == meeting && have.Role == v.Role && have.Name == v.Name
		})
		if listed {
			continue
		}
		v.ID, v.Pupil, v.Meeting = d.options.NewID(), pupil, meeting
		edits = append(edits, journal.Edit{Kind: kindInvitee, Key: v.ID, About: pupil, Value: v})
	}
	if len(edits) == 0 {
		return 0, nil
	}
	return len(edits), d.do(ctx, "List who is asked to the review of "+r.Name(), pupil, edits...)
}
