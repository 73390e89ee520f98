package continuum

import (
	"maps"
	"slices"

	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/assets"
)

// VignetteSet is a set of invented cases that every school rates, so that schools can
// see whether they mean the same by a level. It is for one version of one continuum.
type VignetteSet struct {
	pack.Head
	Notice    []string `json:"notice"` // what people who rate are told first
	Continuum struct {
		ID      string `json:"id"`
		Version string `json:"version"`
	} `json:"continuum"`
	Until     day.Date            `json:"until"`   // the last day for answers; zero where there is none
	Minutes   int                 `json:"minutes"` // about how long the set takes one person
	Vignettes []Vignette          `json:"vignettes"`
	Expected  map[string]Expected `json:"expected"` // what experts said, by vignette; shown only once a school has scored
}

// Vignette is one invented case.
type Vignette struct {
	ID   string `json:"id"`
	Year string `json:"year_group"`
	Text string `json:"text"`
}

// Expected is what experts made of a vignette.
type Expected struct {
	Level   string            `json:"level"`
	Ratings map[string]string `json:"strands"`
	Why     string            `json:"why"`
}

// Vignette returns the case with an id.
func (s *VignetteSet) Vignette(id string) (Vignette, bool) {
	i := slices.IndexFunc(s.Vignettes, func(v Vignette) bool { return v.ID == id })
	if i < 0 {
		return Vignette{}, false
	}
	return s.Vignettes[i], true
}

// LoadVignettes reads a set, or says all that is wrong with it.
func LoadVignettes(data []byte) (*VignetteSet, []pack.Problem) {
	set := &VignetteSet{}
	if problems := pack.Read(assets.Schema("vignettes.json"), data, set); problems != nil {
		return nil, problems
	}
	var problems pack.Problems
	seen := map[string]bool{}
	for _, v := range set.Vignettes {
		if seen[v.ID] {
			problems.Add("vignettes."+v.ID, "Two vignettes have the id “%s”. Give each its own.", v.ID)
		}
		seen[v.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(set.Expected)) {
		if !seen[id] {
			problems.Add("expected."+id, "There is no vignette “%s”.", id)
		}
	}
	if problems != nil {
		return nil, problems
	}
	return set, nil
}

// CheckVignettes returns what in a set does not fit a continuum: another continuum or
// version, and expected levels and strands that it lacks.
func CheckVignettes(p *Pack, set *VignetteSet) []pack.Problem {
	var problems pack.Problems
	if set.Continuum.ID != p.ID || set.Continuum.Version != p.Version {
		problems.Add("continuum", "The set is for “%s” version %s, and “%s” version %s is in use.", set.Continuum.ID, set.Continuum.Version, p.ID, p.Version)
		return problems
	}
	for _, id := range slices.Sorted(maps.Keys(set.Expected)) {
		e := set.Expected[id]
		if p.step(e.Level) < 0 {
			problems.Add("expected."+id+".level", "The continuum has no level “%s”.", e.Level)
		}
		for _, strand := range slices.Sorted(maps.Keys(e.Ratings)) {
			switch {
			case !p.Rateable(strand):
				problems.Add("expected."+id+".strands."+strand, "The continuum has no strand “%s”.", strand)
			case p.step(e.Ratings[strand]) < 0:
				problems.Add("expected."+id+".strands."+strand, "The continuum has no level “%s”.", e.Ratings[strand])
			}
		}
	}
	return problems
}
