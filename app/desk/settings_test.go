package desk_test

import (
	"errors"
	"testing"

	"needsbook/app/journal"
	"needsbook/app/school"
)

func TestUndoStepsOverTheDetailsThatANewFileBeginsWith(t *testing.T) {
	d := open(t)
	if err := d.BeginSchool(ctx, school.School{Name: "Next School", URN: "999996", Phase: "secondary"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(ctx); !errors.Is(err, journal.ErrNothingToUndo) || d.School().Name != "Next School" {
		t.Errorf("undo in a new file: %v, the school is %q", err, d.School().Name)
	}
}
