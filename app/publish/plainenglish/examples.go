package plainenglish

import (
	"strconv"

	"needsbook/app/pack"
)

// Example is a worked example: what a text becomes when every hard word is swapped, and
// how many syllables it has before that; 0 is not asked.
type Example struct {
	Name      string `json:"name"`
	Text      string `json:"text"`
	Expect    string `json:"expect"`
	Syllables int    `json:"syllables"`
}

func (p *Pack) worked() []pack.Worked {
	var out []pack.Worked
	for _, e := range p.Examples {
		out = append(out, pack.Worked{Name: e.Name, Want: "“" + e.Expect + "”", Got: "“" + p.Plainer(e.Text) + "”"})
		if n := p.Syllables(e.Text); e.Syllables > 0 && n != e.Syllables {
			out[len(out)-1].Want, out[len(out)-1].Got = strconv.Itoa(e.Syllables)+" syllables", strconv.Itoa(n)
		}
	}
	return out
}
