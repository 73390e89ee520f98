package main

import (
	"context"
	"fmt"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// words are some sentences of the length that people write, each unlike any other.
func (w *worker) words(about string) string {
	seen := []string{"settled within ten minutes when shown the first step", "needed the instruction twice and a picture", "worked with a partner for the whole task",
		"left the room once and came back alone", "read the page aloud with two stops", "asked for the card before it became too loud"}
	return fmt.Sprintf("%s (%s): %s; %s. Agreed to look again in two weeks.", about, w.prefix, seen[w.chance.IntN(len(seen))], seen[w.chance.IntN(len(seen))])
}

func (w *worker) note(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil {
		return nil, err
	}
	n := register.Note{Pupil: e.ID, On: w.desk.Today(), Words: w.words("In class")}
	n.Type = []string{register.NotePlain, register.NoteCall, register.NoteMeeting, register.NoteProgress}[w.chance.IntN(4)]
	if n.Type == register.NoteCall || n.Type == register.NoteMeeting {
		n.With = "Parent of " + e.Name()
	}
	d.makes("note", w.id(1), "words", n.Words)
	return func() error { _, err := w.desk.SaveNote(ctx, n); return err }, nil
}

func (w *worker) view(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil {
		return nil, err
	}
	n := register.Note{Pupil: e.ID, On: w.desk.Today(), Type: register.NotePupilView, How: register.ViewWays[w.chance.IntN(len(register.ViewWays))].ID, Words: w.words("What I want to say")}
	d.makes("note", w.id(1), "words", n.Words)
	return func() error { _, err := w.desk.SaveNote(ctx, n); return err }, nil
}

func (w *worker) removeNote(ctx context.Context, d *deed) (func() error, error) {
	r, err := w.recordOf(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range r.Notes {
		if n.Heard == "" && n.Type == register.NotePlain {
			d.Facts = append(d.Facts, fact{Kind: "note", Key: n.ID, Field: "words", Gone: true})
			d.Counts["note"]--
			return func() error { return w.desk.RemoveNote(ctx, n.Pupil, n.ID) }, nil
		}
	}
	return nil, nil
}

func (w *worker) contact(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil {
		return nil, err
	}
	c := register.Contact{Pupil: e.ID, Name: "Guardian of " + e.Name(), Relationship: "Guardian", Phone: fmt.Sprintf("01632 %06d", w.chance.IntN(1e6)), Prefers: "phone", Language: "English"}
	d.makes("contact", w.id(1), "phone", c.Phone)
	return func() error { _, err := w.desk.SaveContact(ctx, c); return err }, nil
}

func (w *worker) consent(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil {
		return nil, err
	}
	c := register.Consent{Pupil: e.ID, Scope: register.ConsentScopes[w.chance.IntN(len(register.ConsentScopes))].ID, By: "Mother of " + e.Name(), Given: w.desk.Today()}
	d.makes("consent", w.id(1), "given_by", c.By)
	return func() error { _, err := w.desk.SaveConsent(ctx, c); return err }, nil
}

func (w *worker) advice(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil {
		return nil, err
	}
	a := provision.Advice{Pupil: e.ID, On: w.desk.Today(), Role: "Speech and language therapist", Words: w.words("Advised"), Done: provision.AdviceNotYet}
	d.makes("advice", w.id(1), "words", a.Words)
	return func() error { _, err := w.desk.SaveAdvice(ctx, a); return err }, nil
}

func (w *worker) concern(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.one("status:N concern:none")
	if err != nil || e == nil {
		return nil, err
	}
	c := register.Concern{Pupil: e.ID, On: w.desk.Today(), RaisedBy: "Class teacher", Words: w.words("Noticed"), Tried: "A seat near the front; shorter tasks."}
	d.makes("concern", w.id(1), "words", c.Words)
	return func() error { _, err := w.desk.SaveConcern(ctx, c); return err }, nil
}

// openConcern picks a concern that was raised by today.
func (w *worker) openConcern(ctx context.Context) (*register.Concern, error) {
	open, err := w.desk.Concerns(ctx, true)
	if err != nil || len(open) == 0 {
		return nil, err
	}
	return &open[w.chance.IntN(len(open))], nil
}

func (w *worker) settle(ctx context.Context, d *deed) (func() error, error) {
	c, err := w.openConcern(ctx)
	if err != nil || c == nil {
		return nil, err
	}
	d.changes("concern", c.ID, "outcome", register.ConcernSettled)
	return func() error { return w.desk.SettleConcern(ctx, c.ID, w.words("Settled"), w.desk.Today()) }, nil
}

func (w *worker) promote(ctx context.Context, d *deed) (func() error, error) {
	c, err := w.openConcern(ctx)
	if err != nil || c == nil {
		return nil, err
	}
	p := desk.Promotion{Status: "K", Needs: []string{needCodes[w.chance.IntN(len(needCodes))]}, Why: w.words("Put on the register"), Aim: w.words("Aim")}
	d.changes("concern", c.ID, "outcome", register.ConcernSupport)
	d.changes("register", c.Pupil, "status", "K")
	d.Counts["cycle"]++
	return func() error { return w.desk.PromoteConcern(ctx, c.ID, p) }, nil
}

// meeting writes a meeting with what both sides said.
func (w *worker) meeting(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil {
		return nil, err
	}
	m := desk.MeetingHeld{Meeting: provision.Meeting{Pupil: e.ID, Kind: provision.MeetingParents, On: w.desk.Today(), Place: "Room 4", Words: w.words("Agreed"),
		Agenda: []string{"How it goes at home", "What helps"}, Actions: []provision.AgreedAction{{What: "Send the word list home", Who: "Class teacher", By: w.desk.Today().AddDays(7)}}}}
	m.ParentView.Words, m.PupilWhyNot = w.words("The parents said"), "Was in class"
	d.makes("meeting", w.id(1), "words", m.Words)
	d.Counts["note"]++
	return func() error { _, err := w.desk.SaveMeeting(ctx, m); return err }, nil
}

// draft remembers what is being typed, outside the history.
func (w *worker) draft(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil {
		return nil, err
	}
	text := w.words("Half a note about " + e.Name())
	d.Many = true
	d.changes("draft", "year", "words", text)
	return func() error { return w.desk.SaveSetting(ctx, "draft/year", text) }, nil
}
