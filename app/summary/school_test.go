package summary

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"needsbook/app/day"
)

// inventedSchool draws the SEN register of a made-up school. Needs, levels and
// years go together about as they do in real registers.
func inventedSchool(seed uint64, size int, phase string) Facts {
	rng := rand.New(rand.NewPCG(seed, uint64(size)))
	f := Facts{URN: "999999", Cluster: "KENT-07", Series: "2026-27/autumn", AsOf: day.Of(2026, 11, 20), Epoch: "b3f1c2", Rev: 1,
		CodeLists: CodeLists{Continuum: "sha256:" + strings.Repeat("4", 64), Need: "sha256:" + strings.Repeat("a", 64)},
		Phase:     phase, Roll: size*6 + 40, Levels: []string{"L0", "L1", "L2", "L3", "L4", "L5"}}
	for i := range size {
		f.Members = append(f.Members, inventedMember(rng, phase, fmt.Sprintf("k%04d", i)))
	}
	return f
}

func inventedMember(rng *rand.Rand, phase, key string) Member {
	years := schoolYears[phase]
	m := Member{Key: key, Year: years.first + rng.IntN(years.last-years.first+1), Status: "K"}
	if rng.IntN(100) < 15 {
		m.Status = "E"
	}
	m.PrimaryNeed = draw(rng, []string{"SLCN", "SEMH", "SPLD", "MLD", "ASD", "PD", "HI", "VI", "OTH", "NSA", "DS", ""},
		[]int{24, 22, 14, 12, 12, 3, 2, 1, 3, 4, 1, 2})
	if m.PrimaryNeed == "DS" {
		m.Area = "CL"
	}
	weights := []int{0, 4, 48, 32, 10, 2, 4}
	if m.Status == "E" {
		weights = []int{0, 0, 4, 30, 44, 20, 2}
	}
	m.Level = draw(rng, []string{"L0", "L1", "L2", "L3", "L4", "L5", ""}, weights)
	return m
}

func draw(rng *rand.Rand, from []string, weights []int) string {
	total := 0
	for _, w := range weights {
		total += w
	}
	n := rng.IntN(total)
	for i, w := range weights {
		if n -= w; n < 0 {
			return from[i]
		}
	}
	return from[len(from)-1]
}

var builtOnce = map[[2]uint64]Built{}

// builtPrimary is the first summary of a made-up primary school, built once for
// all tests that only look at it.
func builtPrimary(t testing.TB, seed uint64, size int) Built {
	t.Helper()
	name := [2]uint64{seed, uint64(size)}
	if _, ok := builtOnce[name]; !ok {
		builtOnce[name] = mustBuild(t, inventedSchool(seed, size, "primary"), Memory{})
	}
	return builtOnce[name]
}

// oneOrMany returns few for a quick run and many with NEEDSBOOK_LONG=1.
func oneOrMany(few, many int) int {
	if os.Getenv("NEEDSBOOK_LONG") == "1" {
		return many
	}
	return few
}
