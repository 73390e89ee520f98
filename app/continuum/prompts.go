package continuum

import (
	"slices"
	"strings"
)

// The ids of the prompts that the whole profile can call up. A lone peak's id is
// followed by a colon and the area's id.
const (
	twoAreasSame = "two_areas_same"
	lonePeak     = "lone_peak"
	fewRatings   = "few_ratings"
)

// profilePrompts lists the prompts that look at the whole profile, in a fixed
// order after those of the combinations.
func (p *Pack) profilePrompts(ratings map[string]string, highest string, atHighest int) []string {
	var ids []string
	rule := p.Rules.Prompts
	if r := rule.TwoAreasSame; r != nil && atHighest == r.Areas && slices.Contains(r.HighestIn, highest) {
		ids = append(ids, twoAreasSame)
	}
	if r := rule.LonePeak; r != nil {
		for _, a := range p.Areas {
			steps := p.ratedSteps(a, ratings)
			if len(steps) >= r.MinRated && steps[0] >= p.step(r.MinLevel) && steps[0]-steps[1] >= r.Gap {
				ids = append(ids, lonePeak+":"+a.ID)
			}
		}
	}
	if r := rule.FewRatings; r != nil && len(ratings) < r.MinRated {
		ids = append(ids, fewRatings)
	}
	return ids
}

// ratedSteps lists the steps of an area's ratings, the highest first.
func (p *Pack) ratedSteps(a Area, ratings map[string]string) []int {
	var steps []int
	for _, r := range a.rateables() {
		if step := p.step(ratings[r.id]); step >= 0 {
			steps = append(steps, step)
		}
	}
	slices.Sort(steps)
	slices.Reverse(steps)
	return steps
}

// PromptText returns the words of a prompt that Suggest named, or "" for an id
// that the pack does not have.
func (p *Pack) PromptText(id string) string {
	for _, c := range p.Rules.Combinations {
		if c.ID == id {
			return c.Prompt
		}
	}
	rule := p.Rules.Prompts
	kind, areaID, _ := strings.Cut(id, ":")
	switch {
	case kind == twoAreasSame && rule.TwoAreasSame != nil:
		return rule.TwoAreasSame.Text
	case kind == lonePeak && rule.LonePeak != nil:
		a, _ := p.Area(areaID)
		return strings.TrimPrefix(a.Name+": ", ": ") + rule.LonePeak.Text
	case kind == fewRatings && rule.FewRatings != nil:
		return rule.FewRatings.Text
	}
	return ""
}
