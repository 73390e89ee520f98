package desk_test

import (
	"testing"

	"needsbook/app/provision"
)

func TestOutcomeIsKeptWithTheProvisionThatServesIt(t *testing.T) {
	d := demo(t)
	ana := one(t, d, "kowalska")
	before, err := d.Record(ctx, ana.ID)
	if err != nil || len(before.Provision) < 2 {
		t.Fatal(err, before.Provision)
	}
	serving := func(outcome string) (out []string) {
		r, err := d.Record(ctx, ana.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Placements {
			if p.Outcome == outcome {
				out = append(out, p.ID)
			}
		}
		return out
	}
	old := before.Placements[0].Outcome // all of the demo's serve her first outcome
	first, second := before.Provision[0].ID, before.Provision[1].ID
	id, err := d.SaveOutcomeServed(ctx, provision.Outcome{Pupil: ana.ID, Words: "Asks for help in every lesson"}, []string{first})
	if err != nil {
		t.Fatal(err)
	}
	if got := serving(id); len(got) != 1 || got[0] != first {
		t.Errorf("%v serves the new outcome", got)
	}
	if n := len(serving(old)); n != len(before.Placements)-1 {
		t.Errorf("%d places serve the old outcome", n)
	}
	o := provision.Outcome{ID: id, Pupil: ana.ID, Words: "Asks for help in every lesson"}
	if _, err := d.SaveOutcomeServed(ctx, o, []string{second}); err != nil {
		t.Fatal(err)
	}
	if got := serving(id); len(got) != 1 || got[0] != second {
		t.Errorf("%v serves it after the change", got)
	}
	for range 2 {
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(serving(old)); n != len(before.Placements) || len(serving(id)) != 0 {
		t.Errorf("after undo %d places serve the old outcome", n)
	}
}
