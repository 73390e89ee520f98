package desk_test

import (
	"errors"
	"sync"
	"testing"

	"needsbook/app/day"
	"needsbook/app/publish"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// The window reads in the background while the person at it goes on: all use cases share
// one desk. The race detector runs this one.
func TestDeskIsReadAndChangedTogether(t *testing.T) {
	d := schooltest.Demo(t)
	r, err := d.Request(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	reads := []func() error{
		func() error { _, err := d.Tasks(ctx); return err },
		func() error { _, err := d.Record(ctx, r.Pupil); return err },
		func() error { _, err := d.ProvisionMap(ctx); return err },
		func() error { _, err := d.NeedProfile(ctx); return err },
		func() error { _, err := d.LikeNeeds(ctx, ""); return err },
		func() error { _, err := d.Budget(ctx, 0); return err },
		func() error { _, err := d.DraftRequest(ctx, 1); return err },
		func() error { _, err := d.PacksInUse(ctx); return err },
		func() error { _, err := d.Report(ctx, publish.SENInformation); return err },
		func() error { _, err := d.ApprovalStanding(ctx, publish.InclusionStrategy); return err },
		func() error { _, err := d.GovernorsDocument(ctx); return err },
	}
	faults := make([]error, len(reads)+1)
	var all sync.WaitGroup
	for i, read := range reads {
		all.Go(func() {
			for range 3 {
				faults[i] = errors.Join(faults[i], read())
			}
		})
	}
	all.Go(func() { // the window writes from one place: undo takes back what was written last
		for n := range 4 {
			_, err := d.SaveNote(ctx, register.Note{Pupil: r.Pupil, Type: register.NoteCall, On: day.Of(2026, 11, 20), Words: "Rang home"})
			_, undone := d.Undo(ctx)
			s := d.School()
			s.Meetings = n + 1
			faults[len(reads)] = errors.Join(faults[len(reads)], err, undone, d.SaveSchool(ctx, s))
		}
	})
	all.Wait()
	if err := errors.Join(faults...); err != nil {
		t.Error(err)
	}
}
