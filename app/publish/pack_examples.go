package publish

import (
	"slices"

	"needsbook/app/pack"
)

// Example is a worked example: whether the report of a school of a phase cannot be
// published without a section.
type Example struct {
	Name    string `json:"name"`
	Section string `json:"section"`
	Phase   string `json:"phase"`
	Expect  string `json:"expect"` // needed, offered, or left out
}

func (p *Pack) worked() []pack.Worked {
	out := make([]pack.Worked, len(p.Examples))
	for i, e := range p.Examples {
		out[i] = pack.Worked{Name: e.Name, Want: e.Expect}
		at := slices.IndexFunc(p.Sections, func(s Section) bool { return s.ID == e.Section })
		switch {
		case at < 0:
			out[i].Failed = "There is no section “" + e.Section + "” in this pack."
		case !p.Sections[at].For(e.Phase):
			out[i].Got = "left out"
		case p.Sections[at].Needed():
			out[i].Got = "needed"
		default:
			out[i].Got = "offered"
		}
	}
	return out
}
