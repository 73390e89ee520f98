package continuum

import "cmp"

// National returns the words of the national layers that a level stands for. They
// are a proposal for people to compare by; they decide nothing.
func (p *Pack) National(l Level) []string {
	var words []string
	for _, id := range l.Layers {
		words = append(words, cmp.Or(p.Layers[id], p.Word(id)))
	}
	return words
}

// NationalStatus says what the national layers rest on, "" where the pack is silent.
func (p *Pack) NationalStatus() string { return p.Layers["status"] }
