package desk_test

import (
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
)

func TestALevelWaitsWhenItWasNeverConfirmedOrIsOlderThanTheRecheck(t *testing.T) {
	d := open(t) // the day is 23 Nov 2026, the recheck 12 months
	for _, c := range []struct {
		entry register.Entry
		want  desk.LevelStanding
	}{
		{register.Entry{}, desk.LevelNever},
		{register.Entry{Level: "L2", LevelOn: day.Of(2026, 9, 3)}, desk.LevelStands},
		{register.Entry{Level: "L2", LevelOn: day.Of(2025, 11, 23)}, desk.LevelStands},
		{register.Entry{Level: "L2", LevelOn: day.Of(2025, 11, 22)}, desk.LevelOld},
	} {
		if got := d.LevelStanding(&c.entry); got != c.want {
			t.Errorf("%q of %s stands as %d, not %d", c.entry.Level, c.entry.LevelOn, got, c.want)
		}
	}
}

func TestLevelHistoryIsNewestFirst(t *testing.T) {
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price"}, Status: "K"})
	if err != nil {
		t.Fatal(err)
	}
	for _, level := range []string{"L1", "L3", "L2"} {
		if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"cl.lit": level}}); err != nil {
			t.Fatal(err)
		}
	}
	history, err := d.LevelHistory(ctx, id)
	if err != nil || len(history) != 3 || history[0].Level != "L2" || history[2].Level != "L1" {
		t.Errorf("the history is %+v, %v", history, err)
	}
	if last, _, _ := d.Level(ctx, id); last.ID != history[0].ID {
		t.Errorf("the level that stands is %s, the newest of the history %s", last.ID, history[0].ID)
	}
}
