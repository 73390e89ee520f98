package desk

import "needsbook/app/funding"

// projectFacts adds the costs of a project and the need in numbers. Nothing about any one
// pupil goes in.
func (d *Desk) projectFacts(r Request, f *funding.Facts) {
	f.ByHand, f.Partners = r.Costs, r.Partners
	needs, levels := map[string]int{}, map[string]int{}
	for _, e := range d.everyone() {
		if !e.OnRoll(f.Today) || len(e.Needs) == 0 {
			continue
		}
		needs[e.Needs[0]]++
		if e.Level != "" && !e.LevelOther {
			levels[e.Level]++
		}
	}
	for _, n := range d.codes.Needs {
		f.Counts = append(f.Counts, funding.Count{Group: "Main need", What: n.Name, N: needs[n.Code]})
	}
	for _, l := range d.continuum.Levels {
		f.Counts = append(f.Counts, funding.Count{Group: d.terms.Label("level"), What: d.LevelName(l.ID), N: levels[l.ID]})
	}
}
