package summary

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// schoolSorts are the kinds of school that the properties are tried on.
var schoolSorts = []struct {
	name, phase        string
	nursery, sixthForm bool
	provision          string // primary need of a resourced provision, "" for none
}{
	{"primary", "primary", false, false, ""},
	{"secondary", "secondary", false, true, ""},
	{"primary with a resourced provision", "primary", true, false, "ASD"},
	{"all-through", "all-through", true, true, ""},
	{"secondary with a resourced provision", "secondary", false, false, "HI"},
}

// inventedSort draws a school of one sort with everything that a summary counts.
func inventedSort(seed uint64, size, sort int) Facts {
	s := schoolSorts[sort%len(schoolSorts)]
	f := inventedSchool(seed, size, s.phase)
	f.Nursery, f.SixthForm = s.nursery, s.sixthForm
	rng := rand.New(rand.NewPCG(seed, uint64(size+1000*sort)))
	if s.provision != "" { // most have one need, and with it much the same level
		for i := range f.Members {
			if rng.IntN(100) < 60 {
				f.Members[i].PrimaryNeed, f.Members[i].Area = s.provision, ""
				f.Members[i].Status, f.Members[i].Level = "E", []string{"L4", "L4", "L4", "L3"}[rng.IntN(4)]
			}
		}
	}
	f.Routes = map[string]string{"L0": "universal", "L1": "universal", "L2": "targeted", "L3": "predictable", "L4": "exceptional", "L5": "exceptional"}
	f.CodeLists.Services = "sha256:" + strings.Repeat("5", 64)
	for i := range 8 {
		f.Services = append(f.Services, fmt.Sprintf("service-%d", i))
	}
	inventSides(rng, &f)
	return f
}

// inventSides draws provision, services, requests, outcomes and records of the
// school's pupils, some of it for very few of them.
func inventSides(rng *rand.Rand, f *Facts) {
	f.Provision, f.Wanted, f.Cases, f.Outcomes = nil, nil, nil, nil
	f.Moderation, f.Budget = Moderation{Cases: rng.IntN(25), From: 60}, Budget{Known: true, Notional: 40_000 + rng.Int64N(200_000), SpentPercent: rng.IntN(120)}
	f.Priority = map[string]int{f.Services[0]: 1 + rng.IntN(3)}
	for i := range f.Members {
		m := &f.Members[i]
		m.Reviewed, m.OnTime, m.Voice = rng.IntN(10) > 1, rng.IntN(10) > 3, rng.IntN(10) > 2
		for at, family := range families {
			if rng.IntN(3+3*at) == 0 {
				f.Provision = append(f.Provision, Given{family.Code, m.Key, 15 * (1 + rng.IntN(20)), rng.Int64N(400_000)})
				if rng.IntN(2) == 0 {
					f.Outcomes = append(f.Outcomes, Outcome{family.Code, m.Key, results[rng.IntN(3)]})
				}
			}
		}
		for at, service := range f.Services {
			if rng.IntN(4+4*at) == 0 {
				f.Wanted = append(f.Wanted, Want{service, m.Key, wantStates[rng.IntN(3)], rng.IntN(12), rng.IntN(30)})
			}
		}
		if m.Status == "K" && rng.IntN(12) == 0 {
			c := Case{Key: "c" + m.Key, Stage: caseStages[rng.IntN(5)], Pupils: []string{m.Key}, Asked: rng.Int64N(900_000), Days: rng.IntN(90)}
			if c.Stage == "agreed" || c.Stage == "part" {
				c.Agreed = c.Asked / 2
			}
			f.Cases = append(f.Cases, c)
		}
	}
}

// TestNothingIsRecoveredFromRandomSchools is the property: after repair the audit
// is clean, and the attacker of cmd/sdcaudit, who shares no truth with it, finds
// nothing in what was published.
func TestNothingIsRecoveredFromRandomSchools(t *testing.T) {
	found, hidden, bands := map[string]int{}, map[int]int{}, 0
	k := NewAttacker(AttackOptions{})
	seeds := oneOrMany(1, 40)
	for seed := range uint64(seeds) {
		for i, size := range []int{8, 20, 57, 120, 200, 400} {
			sort := int(seed) + i
			b, err := Build(inventedSort(seed, size, sort), Memory{}, Options{})
			if errors.Is(err, ErrUnsafe) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if !b.Audit.Pass {
				t.Fatalf("seed %d, %d pupils: the audit did not pass", seed, size)
			}
			for k, n := range b.Audit.Found {
				found[k] += n
			}
			hidden[size] += b.Hidden
			if b.Document.SDC.Scope == scopeBands {
				bands++
			}
			report, err := k.School([]Document{b.Document})
			if err != nil {
				t.Fatal(err)
			}
			if len(report.Recovered) > 0 {
				t.Errorf("seed %d, %s, %d pupils: recovered %+v", seed, schoolSorts[sort%len(schoolSorts)].name, size, report.Recovered)
			}
		}
	}
	t.Logf("met and repaired: %v; held back over %d seeds: %v; bands only: %d", found, seeds, hidden, bands)
}

// sixTermsOf publishes a school's six terms with churn between them.
func sixTermsOf(t testing.TB, seed uint64, size, sort int) []Document {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 77))
	f := inventedSort(seed, size, sort)
	var memory Memory
	var sent []Document
	for term, series := range sixTerms {
		f.Series, f.Rev = series, 1
		if term == 3 && seed%4 != 3 {
			september(rng, &f)
		}
		if term > 0 {
			churn(rng, &f, 1+rng.IntN(12))
			inventSides(rng, &f)
		}
		b, err := Build(f, memory, Options{})
		if errors.Is(err, ErrUnsafe) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		sent, memory, f.Prev = append(sent, b.Document), b.NextMemory, b.ID
	}
	return sent
}

// TestNothingIsRecoveredOverSixTerms attacks schools of every sort over six terms,
// every prefix of what they sent, and all of them together as one cluster.
func TestNothingIsRecoveredOverSixTerms(t *testing.T) {
	k := NewAttacker(AttackOptions{})
	pairs, schools := 0, [][]Document{}
	for seed := range uint64(oneOrMany(1, 6)) {
		for sort, size := range []int{57, 120, 61, 200, 28}[:oneOrMany(3, 5)] {
			sent := sixTermsOf(t, seed, size, sort)
			report, err := k.School(sent)
			if err != nil {
				t.Fatal(err)
			}
			pairs += report.Pairs
			schools = append(schools, sent)
			if len(report.Recovered) > 0 {
				t.Errorf("seed %d, %s, %d pupils: recovered %+v", seed, schoolSorts[sort].name, size, report.Recovered)
			}
		}
	}
	cluster, err := k.Cluster("", schools)
	if err != nil {
		t.Fatal(err)
	}
	if len(cluster.Moved) > 0 {
		t.Errorf("children who moved between schools: %+v", cluster.Moved)
	}
	t.Logf("%d pairs of summaries of a school, %d of schools", pairs, cluster.Pairs)
}

// BenchmarkAudit measures Build, nearly all of it the audit, for one school.
func BenchmarkAudit(b *testing.B) { bySize(b, func(f Facts) { mustBuild(b, f, Memory{}) }) }

// BenchmarkAttack measures the attack of one document.
func BenchmarkAttack(b *testing.B) {
	k := NewAttacker(AttackOptions{})
	built := map[*Member]Document{}
	bySize(b, func(f Facts) {
		d, ok := built[&f.Members[0]]
		if !ok {
			b.StopTimer()
			d = mustBuild(b, f, Memory{}).Document
			built[&f.Members[0]] = d
			b.StartTimer()
		}
		if _, err := k.School([]Document{d}); err != nil {
			b.Fatal(err)
		}
	})
}

func bySize(b *testing.B, work func(Facts)) {
	for sort, s := range schoolSorts {
		for _, size := range []int{20, 57, 120, 200, 400} {
			var schools []Facts
			for seed := range uint64(5) {
				schools = append(schools, inventedSort(seed, size, sort))
			}
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(s.name, " ", "-"), size), func(b *testing.B) {
				n := 0
				for b.Loop() {
					work(schools[n%len(schools)])
					n++
				}
			})
		}
	}
}
