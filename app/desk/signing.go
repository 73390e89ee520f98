package desk

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// signed is what can be signed off: a plan or the record of a meeting.
type signed struct {
	pupil string
	on    day.Date // zero while it is not signed off
	by    string
	what  string
}

// unlocked refuses to change a plan or meeting record that was signed off, by its
// id. What is not there, or not signed, may be changed.
func (d *Desk) unlocked(ctx context.Context, id string) error {
	s, err := d.signed(ctx, id)
	if err != nil || s.on.IsZero() {
		return err
	}
	return refuse("signed", fmt.Sprintf("The %s was signed off on %s by %s and stays as it was. Nothing was changed. Add a correction to it instead: it is kept with its date and reason.", s.what, s.on.Words(), s.by))
}

// signed reads whether and by whom a plan or meeting record was signed off, by its id.
func (d *Desk) signed(ctx context.Context, id string) (signed, error) {
	if id == "" {
		return signed{}, nil
	}
	var c provision.Cycle
	found, err := readRecord(ctx, d.store, kindCycle, id, &c)
	if err != nil || found {
		return signed{c.Pupil, c.Signed, c.SignedBy, "plan"}, err
	}
	var m provision.Meeting
	_, err = readRecord(ctx, d.store, kindMeeting, id, &m)
	return signed{m.Pupil, m.Signed, m.SignedBy, "record of the meeting"}, err
}

// noteUnlocked refuses to change a view that was heard at a plan or meeting which was
// signed off since, or to add one to it.
func (d *Desk) noteUnlocked(ctx context.Context, n register.Note) error {
	var kept register.Note
	if n.ID != "" {
		if _, err := readRecord(ctx, d.store, kindNote, n.ID, &kept); err != nil {
			return err
		}
	}
	for _, at := range []string{kept.Heard, n.Heard} {
		if err := d.unlocked(ctx, at); err != nil {
			return err
		}
	}
	return nil
}

// SignPlan signs a reviewed plan off. It is refused without a result, without the
// pupil's and the parents' voice or a reason why not (Children and Families Act 2014,
// section 19), and where a change must be said. From then on the plan, its outcomes
// and the views heard at it are not changed; a correction is added instead. Only undo,
// as the last step, takes the signature back.
func (d *Desk) SignPlan(ctx context.Context, id, by string) error {
	if err := d.allow(access.WritePlans); err != nil {
		return err
	}
	var c provision.Cycle
	found, err := readRecord(ctx, d.store, kindCycle, id, &c)
	if err != nil {
		return err
	}
	if !found {
		return refuse("plan", "There is no such plan.")
	}
	if err := d.unlocked(ctx, id); err != nil {
		return err
	}
	e, err := d.Entry(c.Pupil)
	if err != nil {
		return err
	}
	if by = strings.TrimSpace(by); by == "" {
		return refuse("by", "Enter who signs the plan off.")
	}
	if err := d.mayBeSigned(ctx, c); err != nil {
		return err
	}
	c.Signed, c.SignedBy = d.Today(), by
	return d.do(ctx, "Sign off the plan of "+e.Name(), e.ID, journal.Edit{Kind: kindCycle, Key: c.ID, About: e.ID, Value: c})
}

// mayBeSigned refuses a plan that lacks what a signed one holds.
func (d *Desk) mayBeSigned(ctx context.Context, c provision.Cycle) error {
	if !c.IsReviewed() {
		return refuse("result", "The plan is not reviewed yet. Say first whether its aim was met, partly met or not met.")
	}
	if err := d.checkChange(ctx, c); err != nil {
		return err
	}
	beside, err := where[provision.Outcome](ctx, d.store, kindOutcome, "pupil", c.Pupil)
	if err != nil {
		return err
	}
	open, unsaid := 0, 0
	for _, o := range beside {
		switch {
		case o.Cycle != c.ID:
		case o.Result == "":
			open++
		case outcomeNeedsChange(o, beside):
			unsaid++
		}
	}
	switch {
	case open > 0:
		return refuse("outcomes", count(open, "outcome")+" of the plan "+isAre(open)+" without a result. Say of each whether it was met, partly met or not met.")
	case unsaid > 0:
		return refuse("outcomes", count(unsaid, "outcome")+" of the plan "+isAre(unsaid)+" without a gain for the second time in a row. Write for each what changes now.")
	}
	return d.voicesHeard(ctx, c)
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// voices are whose views a review needs, with the field of the form that holds each.
var voices = []struct {
	field, noteType, name string
	whyNot                func(c *provision.Cycle) *string
}{
	{"pupil", register.NotePupilView, "pupil", func(c *provision.Cycle) *string { return &c.PupilWhyNot }},
	{"parent", register.NoteParentView, "parents", func(c *provision.Cycle) *string { return &c.ParentWhyNot }},
}

// voicesHeard refuses a plan at which someone was not heard and no reason is given,
// and a view that does not say how it was heard.
func (d *Desk) voicesHeard(ctx context.Context, c provision.Cycle) error {
	heard, err := d.viewsHeard(ctx, c)
	if err != nil {
		return err
	}
	for _, v := range voices {
		n, there := heard[v.noteType]
		switch {
		case !there && strings.TrimSpace(*v.whyNot(&c)) == "":
			return refuse(v.field, "The voice of the "+v.name+" is missing. Write what was said and how it was heard, or why it could not be heard.")
		case there && n.How == "":
			return refuse(v.field+"_how", "Say how the voice of the "+v.name+" was heard: by talk, drawing, symbols, observation or in another way.")
		}
	}
	return nil
}

// viewsHeard are the views heard at a plan, or at a meeting in which it was reviewed, by
// their type: the latest of each.
func (d *Desk) viewsHeard(ctx context.Context, c provision.Cycle) (map[string]register.Note, error) {
	at := map[string]bool{c.ID: true}
	meetings, err := where[provision.Meeting](ctx, d.store, kindMeeting, "pupil", c.Pupil)
	if err != nil {
		return nil, err
	}
	for _, m := range meetings {
		if m.Cycle == c.ID {
			at[m.ID] = true
		}
	}
	notes, err := where[register.Note](ctx, d.store, kindNote, "pupil", c.Pupil)
	out := map[string]register.Note{}
	for _, n := range notes {
		if at[n.Heard] && !n.On.Before(out[n.Type].On) {
			out[n.Type] = n
		}
	}
	return out, err
}

// CorrectSigned adds a correction of today to a plan or meeting record that was
// signed off, with its reason, and returns its id. The record itself stays as it was.
func (d *Desk) CorrectSigned(ctx context.Context, k provision.Correction) (string, error) {
	if err := d.allow(access.WritePlans); err != nil {
		return "", err
	}
	if k.ID != "" {
		return "", refuse("id", "A correction is not changed. Add another one.")
	}
	k.Words, k.Why = strings.TrimSpace(k.Words), strings.TrimSpace(k.Why)
	s, err := d.signed(ctx, k.Record)
	switch {
	case err != nil:
		return "", err
	case s.on.IsZero():
		return "", refuse("record", "Only a plan or meeting record that was signed off is corrected in this way. Change this one itself.")
	case k.Words == "":
		return "", refuse("words", "Write what is right.")
	case k.Why == "":
		return "", refuse("why", "Write why it is corrected, in a line.")
	}
	k.Pupil, k.On = s.pupil, d.Today()
	if k.By == "" {
		k.By = d.options.By
	}
	err = d.save(ctx, "Correct a signed record of", kindCorrection, k.Pupil, &k.ID, func() any { return k })
	return k.ID, err
}
