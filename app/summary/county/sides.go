package county

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"needsbook/app/summary"
)

// routes are those of the county's levels.
var routes = map[string]string{"L1": "universal", "L2": "targeted", "L3": "predictable", "L4": "exceptional", "L5": "exceptional"}

// services of the county's list, in its order.
var services = []string{"speech_language", "educational_psychology", "occupational_therapy", "specialist_teaching", "camhs", "outreach", "family_support", "physiotherapy"}

// areaOf gives the broad area of a primary need, as families of provision name it.
var areaOf = map[string]string{"SPLD": "CL", "MLD": "CL", "SLD": "CL", "PMLD": "CL", "DS": "CL", "SEMH": "SEMH", "SLCN": "CI", "ASD": "CI",
	"HI": "SP", "VI": "SP", "MSI": "SP", "PD": "SP"}

// family is the kind of provision that a pupil's need and level ask for.
func family(m summary.Member) string {
	area := areaOf[m.PrimaryNeed]
	if area == "" {
		area = "SEV"
	}
	if m.Level >= "L3" {
		return area + "-S"
	}
	return area + "-T"
}

// addSides adds what the school gives, wants, asked for and reached. It is drawn anew
// for each term, but for each pupil alike where nothing about the pupil has changed.
func (s School) addSides(f *summary.Facts) {
	f.Routes, f.Services, f.ServiceNames = routes, services, services
	f.Priority = map[string]int{services[0]: 1, services[4]: 2}
	seen := 0
	for i := range f.Members {
		m := &f.Members[i]
		random := s.pupilChance(*m)
		m.Reviewed = random.IntN(100) < 92
		m.OnTime = m.Reviewed && random.IntN(100) < 85
		m.Voice = random.IntN(100) < 78
		if m.Level >= "L2" {
			minutes := []int{30, 60, 90, 150, 300, 600}[min(5, random.IntN(4)+levelNumber(m.Level)-2)]
			f.Provision = append(f.Provision, summary.Given{Family: family(*m), Key: m.Key, Minutes: minutes, Pence: int64(minutes) * 39 * 30})
		}
		if random.IntN(100) < 14 {
			f.Wanted = append(f.Wanted, summary.Want{Service: services[random.IntN(len(services))], Key: m.Key,
				State: []string{"asked", "waiting", "waiting", "refused"}[random.IntN(4)], Sessions: 2 + random.IntN(10), Weeks: random.IntN(40)})
		}
		if m.Level >= "L4" && random.IntN(100) < 60 {
			asked := int64(200000 + 50000*random.IntN(20))
			c := summary.Case{Key: "c" + m.Key, Stage: []string{"waiting", "agreed", "agreed", "part", "declined", "dispute"}[random.IntN(6)],
				Pupils: []string{m.Key}, Asked: asked, Days: 10 + random.IntN(60)}
			switch c.Stage {
			case "agreed":
				c.Agreed = asked
			case "part":
				c.Agreed = asked / 2
			}
			f.Cases = append(f.Cases, c)
		}
		if m.Level >= "L2" && random.IntN(100) < 55 {
			f.Outcomes = append(f.Outcomes, summary.Outcome{Family: family(*m), Key: m.Key, Result: []string{"met", "met", "partly", "not"}[random.IntN(4)]})
		}
		if random.IntN(100) < 10 {
			seen++
		}
	}
	if seen >= 10 {
		f.Moderation = summary.Moderation{Cases: seen, From: 20 * (2 + int(s.seed%3))}
	}
	f.Budget = summary.Budget{Known: true, Notional: int64(s.roll) * 480, SpentPercent: 60 + int(s.seed%60)}
}

// pupilChance is a pupil's own chance: the same from term to term, while the pupil's
// level stays.
func (s School) pupilChance(m summary.Member) *rand.Rand {
	var n uint64
	fmt.Sscanf(strings.TrimPrefix(m.Key, "p"), "%d", &n)
	return rand.New(rand.NewPCG(s.seed, n<<8|uint64(levelNumber(m.Level))))
}

func levelNumber(level string) int {
	if level == "" {
		return 0
	}
	return int(level[1] - '0')
}
