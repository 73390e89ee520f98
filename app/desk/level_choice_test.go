package desk_test

import (
	"testing"

	"needsbook/app/desk"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

// Whatever the continuum's rule: a level rests on something rated, and on names that the
// continuum has.
func TestChoiceThatRestsOnNothingIsRefusedAndNothingIsKept(t *testing.T) {
	d := schooltest.Empty(t)
	id := rated(t, d, "Price", "L2")
	refuse := func(field string, c desk.LevelChoice) {
		t.Helper()
		c.Pupil = id
		_, err := d.ConfirmLevel(ctx, c)
		refusedOn(t, err, field)
	}
	refuse("ratings", desk.LevelChoice{})
	refuse("ratings", desk.LevelChoice{Level: "L2", Reason: "x", Second: "Ben Head"})
	refuse("ratings", desk.LevelChoice{Level: "L2", Ratings: map[string]string{"cl.lit": ""}})
	refuse("main_area", desk.LevelChoice{Ratings: map[string]string{"cl.lit": "L2"}, MainArea: "nonsense"})
	if err := d.InstallPack(ctx, assets.Pack("proving/four-layers.json")); err != nil {
		t.Fatal(err)
	}
	refuse("ratings", desk.LevelChoice{Level: "specialist"})
	refuse("level", desk.LevelChoice{Ratings: map[string]string{"learn": "targeted"}})
	history, err := d.LevelHistory(ctx, id)
	if err != nil || len(history) != 1 {
		t.Error(history, err)
	}
	decided, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Level: "specialist", Ratings: map[string]string{"learn": "targeted"}})
	if err != nil || decided.Suggested != "" || decided.MainArea != "learn" {
		t.Errorf("%+v %v", decided, err)
	}
}
