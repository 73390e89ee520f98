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
		for i := range p.Areas {
			a := &p.Areas[i]
			n, top, next := p.twoHighest(a, ratings)
			if n >= r.MinRated && top >= p.step(r.MinLevel) && top-next >= r.Gap {
				ids = append(ids, lonePeak+":"+a.ID)
			}
		}
	}
	if r := rule.FewRatings; r != nil && len(ratings) < r.MinRated {
		ids = append(ids, fewRatings)
	}
	return ids
}

// twoHighest counts an area's ratings and returns the steps of the highest and of the next
// one, -1 where there is none.
func (p *Pack) twoHighest(a *Area, ratings map[string]string) (n, top, next int) {
	top, next = -1, -1
	for _, level := range a.ratingsIn(ratings) {
		n++
		switch step := p.step(level); {
		case step > top:
			top, next = step, top
		case step > next:
			next = step
		}
	}
	return n, top, next
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
