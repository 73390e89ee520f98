package desk_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
)

// refusedOn fails the test when an error is not a refusal about a field.
func refusedOn(t rapid.TB, err error, field string) {
	t.Helper()
	var why *desk.Refusal
	if !errors.As(err, &why) || why.Field != field {
		t.Errorf("wanted a refusal about %s, got %v", field, err)
	}
}

func addPupil(t testing.TB, d *desk.Desk, surname string) string {
	t.Helper()
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: surname, Entered: day.Of(2024, 9, 2)}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func record(t rapid.TB, d *desk.Desk, id string) desk.Record {
	t.Helper()
	r, err := d.Record(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestConcernIsLookedAtAgainAfterSixWeeks(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	_, err := d.SaveConcern(ctx, register.Concern{Pupil: id, On: d.Today(), Words: " "})
	refusedOn(t, err, "words")
	_, err = d.SaveConcern(ctx, register.Concern{Pupil: id, Words: "Tired"})
	refusedOn(t, err, "on_day")
	_, err = d.SaveConcern(ctx, register.Concern{Pupil: id, On: d.Today(), Words: "Tired", ParentsTold: d.Today().AddDays(1)})
	refusedOn(t, err, "parents_told")
	_, err = d.SaveConcern(ctx, register.Concern{Pupil: id, On: d.Today(), Words: "Tired", LookAgain: d.Today().AddDays(-1)})
	refusedOn(t, err, "look_again")
	if _, err = d.SaveConcern(ctx, register.Concern{Pupil: id, On: day.Of(2026, 10, 1), Words: "Reads far below the class"}); err != nil {
		t.Fatal(err)
	}
	open, err := d.Concerns(ctx, true)
	if err != nil || len(open) != 1 || open[0].LookAgain != day.Of(2026, 11, 12) || open[0].RaisedBy != "SENCO" || !open[0].ParentsTold.IsZero() {
		t.Errorf("%+v, %v", open, err)
	}
}

func TestPromotionIsOneStep(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	c := register.Concern{Pupil: id, On: day.Of(2026, 10, 1), Words: "Reads far below the class"}
	first, err := d.SaveConcern(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	c.Words = "Tired"
	if _, err := d.SaveConcern(ctx, c); err != nil {
		t.Fatal(err)
	}
	before := record(t, d, id)
	refusedOn(t, d.PromoteConcern(ctx, first, desk.Promotion{Status: "N"}), "status")
	refusedOn(t, d.PromoteConcern(ctx, first, desk.Promotion{Needs: []string{"XYZ"}}), "needs")
	refusedOn(t, d.PromoteConcern(ctx, first, desk.Promotion{On: day.Of(2026, 9, 1)}), "on")
	refusedOn(t, d.PromoteConcern(ctx, "nothing", desk.Promotion{}), "concern")
	if err := d.PromoteConcern(ctx, first, desk.Promotion{Needs: []string{"SPLD"}, Why: "Agreed with the parents", On: day.Of(2026, 11, 20), Aim: "Reads aloud"}); err != nil {
		t.Fatal(err)
	}
	r := record(t, d, id)
	if r.Status != "K" || r.StatusFrom != day.Of(2026, 11, 20) || r.PrimaryNeed() != "SPLD" || len(r.Cycles) != 1 || r.Cycles[0].Aim != "Reads aloud" {
		t.Errorf("%+v", r)
	}
	for _, c := range r.Concerns {
		if c.Outcome != register.ConcernSupport || c.Closed != day.Of(2026, 11, 20) {
			t.Errorf("%+v", c)
		}
	}
	if m := r.Milestones; m.Raised != day.Of(2026, 10, 1) || m.Supported != day.Of(2026, 11, 20) || len(m.Gaps) != 1 || m.Gaps[0] != (desk.Gap{From: "raised", To: "supported", Days: 50}) {
		t.Errorf("%+v", m)
	}
	_, err = d.SaveConcern(ctx, register.Concern{Pupil: id, On: d.Today(), Words: "Tired"})
	refusedOn(t, err, "pupil")
	refusedOn(t, d.SettleConcern(ctx, first, "Passed", d.Today()), "concern")
	if label, err := d.Undo(ctx); err != nil || label != "Put Price on the SEN register" {
		t.Fatal(label, err)
	}
	same(t, before, record(t, d, id))
}

func TestSettledConcernStaysAsItWasClosed(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	c := register.Concern{Pupil: id, On: day.Of(2026, 10, 1), Words: "Tired"}
	var err error
	if c.ID, err = d.SaveConcern(ctx, c); err != nil {
		t.Fatal(err)
	}
	refusedOn(t, d.SettleConcern(ctx, c.ID, " ", d.Today()), "why")
	refusedOn(t, d.SettleConcern(ctx, c.ID, "Passed", d.Today().AddDays(1)), "on")
	if err := d.SettleConcern(ctx, c.ID, "Glasses helped", d.Today()); err != nil {
		t.Fatal(err)
	}
	c.Words = "Something else"
	_, err = d.SaveConcern(ctx, c)
	refusedOn(t, err, "concern")
	if open, err := d.Concerns(ctx, true); err != nil || len(open) != 0 {
		t.Errorf("%+v, %v", open, err)
	}
	if all, err := d.Concerns(ctx, false); err != nil || len(all) != 1 || all[0].Why != "Glasses helped" || all[0].Words != "Tired" {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestPupilWhoLeftGetsNoNewConcernOrReferral(t *testing.T) {
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price", Entered: day.Of(2024, 9, 2), Left: day.Of(2026, 7, 17)}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.SaveConcern(ctx, register.Concern{Pupil: id, On: d.Today(), Words: "Tired"})
	refusedOn(t, err, "pupil")
	r, err := d.DraftReferral(ctx, id, "vision")
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.SaveReferral(ctx, r)
	refusedOn(t, err, "pupil")
}
