package continuum

import (
	"cmp"
	"fmt"
	"slices"
)

// holds reports whether every condition under all, and at least one of those
// under any where there are some, is met by the ratings.
func (c *Combination) holds(p *Pack, ratings map[string]string) bool {
	met := func(cond Condition) bool { return p.Compare(ratings[cond.Strand], cond.Min) >= 0 }
	for _, cond := range c.When.All {
		if !met(cond) {
			return false
		}
	}
	return len(c.When.Any) == 0 || slices.ContainsFunc(c.When.Any, met)
}

// apply notes what a combination asks for: its prompt, DfE codes to consider and
// the least level of an area.
func (p *Pack) apply(c *Combination, r *reading) {
	r.prompts = append(r.prompts, c.ID)
	for _, code := range c.Then.Codes {
		if !slices.Contains(r.codes, code) {
			r.codes = append(r.codes, code)
		}
	}
	for i := range p.Areas {
		area := &r.areas[i]
		if p.Areas[i].ID == c.Then.Area && p.Compare(cmp.Or(area.raisedTo, area.level), c.Then.MinAreaLevel) < 0 {
			area.raisedTo, area.raisedBy = c.Then.MinAreaLevel, c
		}
	}
}

// raisedWords says how a combination raised an area; "" where none did.
func (p *Pack) raisedWords(name string, area areaReading, ratings map[string]string) string {
	if area.raisedBy == nil {
		return ""
	}
	return fmt.Sprintf("%s together put “%s” at %s at least.", joined(p.metNames(area.raisedBy, ratings)), name, area.raisedTo)
}

// metNames names what met a combination's conditions, with its rating.
func (p *Pack) metNames(c *Combination, ratings map[string]string) []string {
	var names []string
	for _, cond := range slices.Concat(c.When.All, c.When.Any) {
		if p.Compare(ratings[cond.Strand], cond.Min) >= 0 {
			names = append(names, fmt.Sprintf("“%s” (%s)", p.rateableName(cond.Strand), ratings[cond.Strand]))
		}
	}
	return names
}

func (p *Pack) rateableName(id string) string {
	if s, _, ok := p.Strand(id); ok {
		return s.Name
	}
	a, _ := p.Area(id)
	return a.Name
}
