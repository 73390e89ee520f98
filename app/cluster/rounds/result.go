package rounds

import (
	"cmp"
	"crypto/sha256"
	"math"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// Bounds of what is shown.
const (
	fewestSchools = 3  // of which a result is made: of two, each would read the other's
	fewestPairs   = 10 // of which a share is given
	fewestCases   = 3  // from which it can be said how one school leans
)

// Result is how far the schools agreed in a round: as it was frozen when the round was
// closed, or as it stands after its last day. names gives the schools' names by URN, and is
// used only where the panel chose them. While the round is open there is none, so that
// nobody scores with a result in mind.
func (s State) Result(round string, today day.Date, names func(urn string) string) (papers.RoundResult, error) {
	result, urns, err := s.result(round, today)
	if err != nil {
		return result, err
	}
	return s.named(result, urns, names), nil
}

func (s State) result(round string, today day.Date) (papers.RoundResult, []string, error) {
	r := s.round(round)
	switch {
	case r == nil:
		return papers.RoundResult{}, nil, refuse("There is no such round.")
	case r.frozen != nil:
		result := r.frozen.Result
		result.Members, result.Notes = slices.Clone(result.Members), r.Notes
		return result, r.frozen.URNs, nil
	case !today.After(r.Until):
		return papers.RoundResult{}, nil, refuse("The round is open until " + r.Until.Words() + ". How far schools agree is shown after that, or once it is closed.")
	}
	result, urns := s.compare(*r)
	result.Closed, result.Notes = r.Until, r.Notes
	return result, urns, nil
}

// named puts names to codes where the panel chose so.
func (s State) named(result papers.RoundResult, urns []string, names func(string) string) papers.RoundResult {
	if r := s.round(result.Round); r != nil && r.Named && names != nil {
		for i, urn := range urns {
			result.Members[i].Name = names(urn)
		}
	}
	return result
}

// Letter is the results that one school is told: of the newest two rounds that are over,
// with its own code, so that only the school itself knows which it is.
func (s State) Letter(urn string, today day.Date, names func(string) string) []papers.RoundResult {
	var out []papers.RoundResult
	for _, r := range slices.Backward(s.Rounds) {
		result, urns, err := s.result(r.ID, today)
		if err != nil || len(out) == 2 {
			continue
		}
		if i := slices.Index(urns, urn); i >= 0 {
			result.Own = result.Members[i].Code
		}
		out = append(out, s.named(result, urns, names))
	}
	return out
}

// answers is one school's raters: for each, the steps they gave by case, and by case and
// strand.
type answers struct {
	urn     string
	raters  int
	levels  map[string][]int            // by case
	strands map[string]map[string][]int // by strand, then case
	scored  map[string]int              // how many people scored the case
}

// read takes a school's scores as the round's scale has them. What it does not know is
// left out.
func (r Round) read(s Scored) answers {
	a := answers{urn: s.URN, levels: map[string][]int{}, strands: map[string]map[string][]int{}, scored: map[string]int{}}
	for _, rater := range s.Raters {
		counted := false
		for _, score := range rater.Scores {
			step := r.step(score.Level)
			if step < 0 || !slices.ContainsFunc(r.Cases, func(c Case) bool { return c.ID == score.Vignette }) {
				continue
			}
			counted = true
			a.scored[score.Vignette]++
			a.levels[score.Vignette] = append(a.levels[score.Vignette], step)
			for _, strand := range r.Strands {
				if step := r.step(score.Strands[strand.ID]); step >= 0 {
					if a.strands[strand.ID] == nil {
						a.strands[strand.ID] = map[string][]int{}
					}
					a.strands[strand.ID][score.Vignette] = append(a.strands[strand.ID][score.Vignette], step)
				}
			}
		}
		if counted {
			a.raters++
		}
	}
	return a
}

// compare works a result out, and the URNs of its members in their order.
func (s State) compare(r Round) (papers.RoundResult, []string) {
	out := papers.RoundResult{Round: r.ID, Title: r.Title, Set: r.Set, Continuum: r.Continuum, Levels: r.Levels}
	var schools []answers
	for _, scored := range r.Scores {
		if a := r.read(scored); a.raters > 0 {
			schools = append(schools, a)
			out.Raters += a.raters
		}
	}
	// Codes follow from nothing that a school knows, and are others each round.
	slices.SortFunc(schools, func(a, b answers) int { return strings.Compare(r.place(a.urn), r.place(b.urn)) })
	out.Schools = len(schools)
	if len(schools) < fewestSchools {
		return out, nil
	}
	whole := newPairs(len(r.Levels), len(schools))
	r.eachPair(schools, func(i, j int, c Case) { whole.count(i, j, c.ID, schools[i].levels[c.ID], schools[j].levels[c.ID]) })
	out.Whole = whole.agree()
	areas := r.strands(&out, schools)
	var urns []string
	for i, school := range schools {
		m := papers.RoundMember{Code: letters(i), Raters: school.raters}
		for _, area := range out.Areas {
			m.Areas = append(m.Areas, -1)
			if own := areas[area.Area].with(i); own.n >= fewestPairs {
				m.Areas[len(m.Areas)-1] = hundredths(own.within(0))
			}
		}
		r.lean(&m, schools, i)
		m.Before, m.BeforeKnown = s.leanBefore(r, school.urn)
		out.Members = append(out.Members, m)
		urns = append(urns, school.urn)
	}
	for _, c := range r.Cases {
		out.Cases = append(out.Cases, r.spread(schools, c))
	}
	return out, urns
}

func (r Round) eachPair(schools []answers, do func(i, j int, c Case)) {
	for _, c := range r.Cases {
		for i := range schools {
			for j := i + 1; j < len(schools); j++ {
				do(i, j, c)
			}
		}
	}
}

// strands sets the agreement on strands and areas, and returns the tables by area.
func (r Round) strands(out *papers.RoundResult, schools []answers) map[string]pairs {
	areas := map[string]pairs{}
	for _, area := range r.Areas {
		areas[area.ID] = newPairs(len(r.Levels), len(schools))
	}
	for _, strand := range r.Strands {
		p, one, either := newPairs(len(r.Levels), len(schools)), 0.0, 0.0
		r.eachPair(schools, func(i, j int, c Case) {
			a, b := schools[i].strands[strand.ID][c.ID], schools[j].strands[strand.ID][c.ID]
			p.count(i, j, strand.ID+" "+c.ID, a, b)
			all, others := schools[i].scored[c.ID], schools[j].scored[c.ID]
			if all == 0 || others == 0 {
				return
			}
			x, y := float64(len(a))/float64(all), float64(len(b))/float64(others) // how many of each rated the strand
			one += x*(1-y) + y*(1-x)
			either += 1 - (1-x)*(1-y)
		})
		if either == 0 {
			continue
		}
		areas[strand.Area].plus(p)
		sum := p.all()
		out.Strands = append(out.Strands, papers.StrandAgree{Strand: strand.ID, Name: strand.Name, Area: strand.Area,
			Agree: p.agree(), Apart: hundredths(sum.apart()), OneOnly: hundredths(one / either)})
	}
	for _, area := range r.Areas {
		if a := areas[area.ID].agree(); a.N > 0 {
			out.Areas = append(out.Areas, papers.AreaAgree{Area: area.ID, Name: area.Name, Agree: a})
		}
	}
	slices.SortStableFunc(out.Strands, func(a, b papers.StrandAgree) int {
		return cmp.Or(cmp.Compare(few(a), few(b)), cmp.Compare(b.Apart, a.Apart))
	})
	return areas
}

// few puts strands that few rated behind the others: one pair apart says little.
func few(s papers.StrandAgree) int {
	if s.N < fewestPairs {
		return 1
	}
	return 0
}

// lean says how much higher than the others a school rates, case by case. Every other
// school counts once, however many people rated there.
func (r Round) lean(m *papers.RoundMember, schools []answers, own int) {
	var apart []float64
	for _, c := range r.Cases {
		mine := schools[own].levels[c.ID]
		sum, n := 0.0, 0.0
		for i, s := range schools {
			if i != own && len(s.levels[c.ID]) > 0 {
				sum, n = sum+mean(s.levels[c.ID]), n+1
			}
		}
		if len(mine) > 0 && n > 0 {
			apart = append(apart, mean(mine)-sum/n)
		}
	}
	if len(apart) < fewestCases {
		return
	}
	n, middle, square := float64(len(apart)), 0.0, 0.0
	for _, x := range apart {
		middle += x / n
	}
	for _, x := range apart {
		square += (x - middle) * (x - middle)
	}
	half := student(len(apart)-1) * math.Sqrt(square/(n-1)/n)
	m.LeanKnown, m.Lean, m.LeanLow, m.LeanHigh = true, hundredths(middle), hundredths(middle-half), hundredths(middle+half)
}

func mean(steps []int) float64 {
	sum := 0
	for _, s := range steps {
		sum += s
	}
	return float64(sum) / float64(len(steps))
}

// leanBefore is how the school leant in the latest round before that was rated by the
// same continuum and is over.
func (s State) leanBefore(r Round, urn string) (lean int, known bool) {
	for _, before := range slices.Backward(s.Rounds) {
		if before.ID == r.ID || before.Opened.After(r.Opened) || before.frozen == nil || before.Continuum != r.Continuum {
			continue
		}
		i := slices.Index(before.frozen.URNs, urn)
		if i < 0 || !before.frozen.Result.Members[i].LeanKnown {
			return 0, false
		}
		return before.frozen.Result.Members[i].Lean, true
	}
	return 0, false
}

// spread counts the schools by the level they gave a case, by the middle one of their
// raters, the lower of two.
func (r Round) spread(schools []answers, c Case) papers.CaseSpread {
	out := papers.CaseSpread{Case: c.ID, Year: c.Year, Schools: make([]int, len(r.Levels))}
	for _, s := range schools {
		if steps := slices.Sorted(slices.Values(s.levels[c.ID])); len(steps) > 0 {
			out.Schools[steps[(len(steps)-1)/2]]++
		}
	}
	return out
}

// place orders the schools by what only the hub can work out.
func (r Round) place(urn string) string {
	sum := sha256.Sum256([]byte(r.key + "\n" + urn))
	return string(sum[:])
}

// letters counts A to Z, then AA, AB.
func letters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letters(i/26-1) + letters(i%26)
}
