package rounds_test

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/cluster"
	"needsbook/app/cluster/clustertest"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/rounds"
)

// sent are the summaries of a cluster of so many schools.
func sent(n int, seed uint64) (out []cluster.Sent) {
	_, out = clustertest.Sent(clustertest.Schools(n, seed), "2026-27/autumn")
	return out
}

func TestRatesAreTheSumsOfTheBoard(t *testing.T) {
	of := sent(12, 3)
	r := rounds.Rates("2026-27/autumn", of)
	if r == nil || len(r.Summaries) != 12 || r.SpreadOf != "cluster" {
		t.Fatalf("%+v", r)
	}
	tally := cluster.TallyOf(of)
	for _, line := range r.Lines {
		if len(line.LeftOut) > 0 || len(line.Levels) > 1 {
			continue
		}
		for i, area := range r.Areas {
			want := tally.Sums[r.Continuum][cluster.FigureID{Table: "T03", Row: area, Col: line.Levels[0]}].Estimate
			if got := line.At[i]; got-want > 2 || want-got > 2 {
				t.Errorf("%v %s: %d, on the board %d", line.Levels, area, got, want)
			}
			if line.Of[i] < line.At[i] || line.Spread < 1000 {
				t.Errorf("%+v", line)
			}
		}
	}
	if rounds.Rates("2026-27/autumn", of[:3]) != nil {
		t.Error("rates of three schools: each of them compares itself with two")
	}
	circular := papers.Circular{Rates: r}
	if err := circular.Check(); err != nil {
		t.Error(err)
	}
	for _, s := range of {
		for _, id := range r.Summaries {
			if strings.Contains(id, s.URN) {
				t.Error("a summary is named by its school")
			}
		}
	}
}

func TestCountysSpreadIsUsedFromThirtySchools(t *testing.T) {
	if r := rounds.Rates("2026-27/autumn", sent(12, 3), sent(12, 4)); r.SpreadOf != "cluster" {
		t.Error("24 schools are a county")
	}
	if r := rounds.Rates("2026-27/autumn", sent(12, 3), sent(12, 4), sent(12, 5)); r.SpreadOf != "county" {
		t.Error("36 schools are not")
	}
}

// A school that is among the rates is taken out of them: what stands in its own summary
// does not move what is expected of it.
func TestSchoolIsComparedWithTheOthersAlone(t *testing.T) {
	of := sent(8, 6)
	own := map[[2]string]int{{"CI", "L2"}: 12, {"CI", "L3"}: 6, {"SEMH", "L1"}: 9, {"SEMH", "L3"}: 11, {"CL", "L2"}: 20}
	with := rounds.Signals(*rounds.Rates("2026-27/autumn", of), own, &of[0].Document)
	without := rounds.Signals(*rounds.Rates("2026-27/autumn", of[1:]), own, nil)
	if len(with) != len(without) || len(with) == 0 {
		t.Fatal(len(with), len(without))
	}
	for i := range with {
		if d := with[i].Expected - without[i].Expected; d > 0.05 || d < -0.05 {
			t.Errorf("%v: %.3f expected with it among the rates, %.3f without", with[i].Levels, with[i].Expected, without[i].Expected)
		}
	}
}

// What leaves is the same for every number that the published figure may stand for.
func TestSignalThatLeavesSaysNoMoreThanTheFigure(t *testing.T) {
	r := *rounds.Rates("2026-27/autumn", sent(10, 7))
	bandOf := func(n int) (bands []int) {
		own := map[[2]string]int{{"CI", "L4"}: n, {"CI", "L1"}: 60 - n}
		for _, s := range rounds.Signals(r, own, nil) {
			if slices.Equal(s.Levels, []string{"L4"}) {
				if s.Leaves*s.Band < 0 || max(s.Leaves, -s.Leaves) > max(s.Band, -s.Band) {
					t.Errorf("%d pupils: %d leaves of %d", n, s.Leaves, s.Band)
				}
				bands = append(bands, s.Leaves)
			}
		}
		return bands
	}
	for _, same := range [][]int{{0, 1, 2, 3, 4}, {5, 6, 7}, {8, 9, 10, 11, 12}, {13, 14, 15, 16, 17}} {
		for _, n := range same {
			if a, b := bandOf(same[0]), bandOf(n); len(a) != 1 || !slices.Equal(a, b) {
				t.Errorf("%d and %d pupils can be told apart: %v and %v", same[0], n, a, b)
			}
		}
	}
}
