package continuum_test

import (
	"fmt"
	"testing"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"pgregory.net/rapid"
)

func always(string, day.Date) bool { return true }

func TestTrendBreaksWhereThePackChanges(t *testing.T) {
	on := func(month int) day.Date { return day.Of(2026, month, 1) }
	decisions := []continuum.Decided{
		{"ana", on(2), "old", "1", "L2"}, {"ben", on(2), "old", "1", "L3"},
		{"ana", on(5), "new", "1", "band 4"},
	}
	points := continuum.Trend(decisions, []day.Date{on(1), on(3), on(4), on(6), on(7)}, always)
	if len(points) != 4 {
		t.Fatalf("%d points: the day before any level has none", len(points))
	}
	for i, want := range []struct {
		levels string
		others int
		broken bool
	}{{"map[L2:1 L3:1]", 0, false}, {"map[L2:1 L3:1]", 0, false}, {"map[band 4:1]", 1, true}, {"map[band 4:1]", 1, false}} {
		if p := points[i]; fmt.Sprint(p.Levels) != want.levels || p.Others != want.others || p.Break != want.broken {
			t.Errorf("point %d: %+v", i, p)
		}
	}
}

func TestTrendCountsEveryPupilOnRollOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var decisions []continuum.Decided
		for range rapid.IntRange(1, 40).Draw(t, "decisions") {
			decisions = append(decisions, continuum.Decided{Pupil: rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "pupil"),
				On: day.Of(2026, rapid.IntRange(1, 12).Draw(t, "month"), 1), Pack: rapid.SampledFrom([]string{"p", "q"}).Draw(t, "pack"), Version: "1",
				Level: rapid.SampledFrom([]string{"L1", "L2"}).Draw(t, "level")})
		}
		for month := 1; month <= 12; month++ {
			on := day.Of(2026, month, 15)
			rated := map[string]bool{}
			for _, d := range decisions {
				if !d.On.After(on) && d.Pupil != "d" {
					rated[d.Pupil] = true
				}
			}
			for _, p := range continuum.Trend(decisions, []day.Date{on}, func(pupil string, _ day.Date) bool { return pupil != "d" }) {
				n := p.Others
				for _, at := range p.Levels {
					n += at
				}
				if n != len(rated) {
					t.Fatalf("%d pupils on %s, not %d", n, on, len(rated))
				}
			}
		}
	})
}
