package desk_test

import (
	"slices"
	"testing"

	"needsbook/app/publish"
	"needsbook/app/register"
)

// What a school calls its training or its help may hold a name; the public documents do not.
func TestFactsHoldNoTrainingThatNamesAPupil(t *testing.T) {
	d := demo(t)
	pupils, err := d.Find("")
	if err != nil {
		t.Fatal(err)
	}
	before, err := d.LiveFacts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(before.Help) < 5 || len(before.Services) == 0 {
		t.Fatalf("%d kinds of help, %d services", len(before.Help), len(before.Services))
	}
	for _, e := range pupils[:6] {
		for _, words := range []string{"Epilepsy of " + pupils[9].Forename + " " + pupils[9].Surname, "How to lift safely"} {
			if _, err := d.SaveNote(ctx, register.Note{Pupil: e.ID, Type: register.NoteTraining, On: d.Today(), Words: words}); err != nil {
				t.Fatal(err)
			}
		}
	}
	f, err := d.LiveFacts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	has := func(name string) bool { return slices.Contains(f.Training, publish.Counted{Name: name, Pupils: 6}) }
	if !has("How to lift safely") {
		t.Errorf("training is missing: %v", f.Training)
	}
	if has("Epilepsy of " + pupils[9].Forename + " " + pupils[9].Surname) {
		t.Error("training names a pupil")
	}
}
