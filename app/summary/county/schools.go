package county

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// School is an invented school.
type School struct {
	URN, Name, Phase          string
	Cluster, District, County string
	Nursery, SixthForm        bool
	// Resourced is the primary need of the school's resourced provision, "" for none.
	Resourced string

	roll  int
	share float64 // of the roll that is on the SEN register
	seed  uint64
}

// shape is one kind of school: how often it comes, and how large it is.
type shape struct {
	phase        string
	of1000       int
	median, wide float64 // of the roll; wide is the deviation of its logarithm
	least, most  int
}

// shapes follow the state-funded schools of a large English county: many small
// primary schools, fewer and larger secondary schools, some special schools.
var shapes = []shape{
	{"primary", 620, 210, 0.62, 25, 690},
	{"infant", 50, 190, 0.4, 50, 360},
	{"junior", 50, 260, 0.4, 90, 480},
	{"secondary", 200, 1020, 0.35, 320, 1900},
	{"all-through", 15, 1250, 0.3, 500, 2000},
	{"special", 40, 190, 0.45, 45, 420},
	{"nursery", 15, 80, 0.3, 40, 140},
	{"post-16", 10, 500, 0.4, 200, 1200},
}

// ClusterSize is how many schools share a cluster, as has been proposed: 8 to 14.
const clusterSize = 12

// perDistrict is how many clusters a district has.
const perDistrict = 4

// Schools invents the schools of a county. Their URNs begin with 9: none is in use.
// More than 99,999 would need other numbers and are refused.
func Schools(n int, seed uint64) ([]School, error) {
	if n < 1 || n > 99999 {
		return nil, fmt.Errorf("a county can have 1 to 99999 schools, not %d", n)
	}
	random := rand.New(rand.NewPCG(seed, 11))
	out := make([]School, n)
	for i := range out {
		s := &out[i]
		cluster := i / clusterSize
		*s = School{URN: fmt.Sprintf("9%05d", i+1), County: "Invented county", Cluster: fmt.Sprintf("INV-%04d", cluster+1),
			District: fmt.Sprintf("District %d", cluster/perDistrict+1), seed: random.Uint64()}
		k := pick(random, weightsOf(shapes))
		s.Phase, s.roll = shapes[k].phase, size(random, shapes[k])
		s.Name = fmt.Sprintf("Invented %s school %d", s.Phase, i+1)
		s.share = math.Max(0.08, 0.19+0.05*random.NormFloat64())
		s.Nursery = s.Phase == "primary" && random.IntN(100) < 30
		s.SixthForm = (s.Phase == "secondary" && random.IntN(100) < 60) || s.Phase == "all-through"
		if s.Phase == "special" {
			s.share = 1
		} else if s.roll > 120 && random.IntN(100) < 12 {
			s.Resourced = []string{"ASD", "SLCN", "HI", "PD", "SPLD", "SEMH"}[random.IntN(6)]
		}
	}
	return out, nil
}

func weightsOf(shapes []shape) []int {
	out := make([]int, len(shapes))
	for i, s := range shapes {
		out[i] = s.of1000
	}
	return out
}

func size(random *rand.Rand, s shape) int {
	roll := int(s.median * math.Exp(s.wide*random.NormFloat64()))
	return min(s.most, max(s.least, roll))
}

// pick draws a place by weights.
func pick(random *rand.Rand, weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	n := random.IntN(total)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return len(weights) - 1
}
