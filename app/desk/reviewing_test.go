package desk_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
)

func TestReviewWithViewAndNextPlanIsOneUndo(t *testing.T) {
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price"}, Status: "K"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.NewCycle(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	c.Aim, c.Starts = "Reads aloud in a group", day.Of(2026, 9, 7)
	if c.ID, err = d.SaveCycle(ctx, c); err != nil {
		t.Fatal(err)
	}
	c.Reviewed = d.Today()
	var why *desk.Refusal
	if err := d.HoldReview(ctx, desk.ReviewHeld{Cycle: c}); !errors.As(err, &why) || why.Field != "result" {
		t.Errorf("a review without a result: %v", err)
	}
	c.Result = provision.ResultPartly
	early := desk.ReviewHeld{Cycle: c, NextAim: "x", NextDue: day.Of(2026, 9, 1)}
	if err := d.HoldReview(ctx, early); !errors.As(err, &why) || why.Field != "next_due" {
		t.Errorf("a next review before this one: %v", err)
	}
	if err := d.HoldReview(ctx, desk.ReviewHeld{Cycle: c, Pupil: desk.Voice{Words: "I like it.", How: "talk"}, NextAim: "Reads aloud in class"}); err != nil {
		t.Fatal(err)
	}
	r, err := d.Record(ctx, id)
	if err != nil || len(r.Cycles) != 2 || !r.Cycles[0].IsReviewed() || r.Cycles[1].ReviewDue != day.Of(2027, 3, 12) || len(r.Notes) != 1 || r.Notes[0].Type != register.NotePupilView {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if r, err = d.Record(ctx, id); err != nil || len(r.Cycles) != 1 || r.Cycles[0].IsReviewed() || len(r.Notes) != 0 {
		t.Errorf("after one undo: %+v, %v", r, err)
	}
}

func TestTriedProvisionIsCostedAndNotStored(t *testing.T) {
	d := demo(t)
	ana := one(t, d, "kowalska")
	before, err := d.Record(ctx, ana.ID)
	if err != nil {
		t.Fatal(err)
	}
	line := desk.ProvisionLine{Pupil: ana.ID, Line: provision.Line{Description: "Lego group", StaffKind: "teaching_assistant",
		Minutes: 45, SessionsAWeek: decimal.NewFromInt(2), Weeks: 38, GroupSize: 4, Rate: money.Pence(1720)}}
	try, err := d.TryProvision(ctx, before.Provision, line)
	if err != nil || try.Cost.Annual.String() != "245.10" || try.Summary.Total.Cmp(before.Cost.Total.Add(try.Cost.Annual)) != 0 || len(try.Warnings) == 0 {
		t.Errorf("%+v, %v", try, err)
	}
	same := before.Provision[0]
	if again, err := d.TryProvision(ctx, before.Provision, same); err != nil || again.Summary.Total.Cmp(before.Cost.Total) != 0 {
		t.Errorf("a line in its own place changes the total: %+v, %v", again, err)
	}
	line.Line.Minutes = 9999
	var why *desk.Refusal
	if _, err := d.TryProvision(ctx, nil, line); !errors.As(err, &why) || why.Field != "minutes" {
		t.Errorf("a session of 9999 minutes: %v", err)
	}
	if after, _ := d.Record(ctx, ana.ID); len(after.Provision) != len(before.Provision) {
		t.Error("a try was stored")
	}
}

func TestWhatIsRemovedComesBack(t *testing.T) {
	d := demo(t)
	ana := one(t, d, "kowalska").ID
	r, err := d.Record(ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	for name, remove := range map[string]func() error{
		"advice":  func() error { return d.RemoveAdvice(ctx, ana, r.Advice[0].ID) },
		"consent": func() error { return d.RemoveConsent(ctx, ana, r.Consents[0].ID) },
		"plan":    func() error { return d.RemoveCycle(ctx, ana, r.Cycles[len(r.Cycles)-1].ID) },
	} {
		if err := remove(); err != nil {
			t.Fatal(name, err)
		}
		after, _ := d.Record(ctx, ana)
		if len(after.Advice)+len(after.Consents)+len(after.Cycles) != len(r.Advice)+len(r.Consents)+len(r.Cycles)-1 {
			t.Errorf("%s was not removed", name)
		}
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(name, err)
		}
	}
	if after, _ := d.Record(ctx, ana); len(after.Advice) != len(r.Advice) || len(after.Consents) != len(r.Consents) || len(after.Cycles) != len(r.Cycles) {
		t.Error("undo did not bring all back")
	}
}
