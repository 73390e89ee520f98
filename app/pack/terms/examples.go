package terms

import "needsbook/app/pack"

// Example is a worked example: a word that stands in an old record, and the key of the
// term that it must lead to, "" for none.
type Example struct {
	Name   string `json:"name"`
	Word   string `json:"word"`
	Expect string `json:"expect"`
}

func (t Terms) worked() []pack.Worked {
	out := make([]pack.Worked, len(t.Examples))
	for i, e := range t.Examples {
		key, _ := t.Find(e.Word)
		out[i] = pack.Worked{Name: e.Name, Want: e.Expect, Got: key}
	}
	return out
}
