package desk_test

import (
	"testing"

	"needsbook/app/day"
)

func TestPupilsAreFoundByTheProvisionTheyGetToday(t *testing.T) {
	d := demo(t)
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	before := len(mustFind(t, d, "wave:3"))
	if before == 0 {
		t.Fatal("nobody gets provision of the third wave")
	}
	for _, r := range rows {
		if r.Wave != 3 || len(r.Placed) != 1 || !r.Placed[0].Ends.IsZero() || r.Placed[0].Waiting {
			continue
		}
		pupil := r.Placed[0].Pupil
		found := func() bool {
			for _, e := range mustFind(t, d, `provision:"`+r.Name+`"`) {
				if e.ID == pupil {
					return true
				}
			}
			return false
		}
		if !r.RunsOn(d.Today()) || !found() {
			continue
		}
		if err := d.EndPlacement(ctx, r.Placed[0].ID, d.Today().AddDays(-1), "Moved on"); err != nil {
			t.Fatal(err)
		}
		if found() {
			t.Error("a pupil whose place has ended is found")
		}
		if _, err := d.Undo(ctx); err != nil || !found() {
			t.Errorf("after undo the pupil is not found: %v", err)
		}
		return
	}
	t.Fatalf("no place of one pupil runs on %s", day.Date.Words(d.Today()))
}
