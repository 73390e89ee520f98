package desk

import (
	"maps"
	"slices"

	"needsbook/assets"
)

// OfferedPack is a continuum that ships with the program beside the default one. It is
// an example that a school can look at and put in use.
type OfferedPack struct {
	Name  string // of its file, such as points.json
	Title string
	Body  []byte
}

// OfferedPacks lists the continua that ship beside the default, by name. It needs no
// open file.
func OfferedPacks() []OfferedPack {
	shipped := assets.ProvingPacks()
	var out []OfferedPack
	for _, name := range slices.Sorted(maps.Keys(shipped)) {
		out = append(out, OfferedPack{Name: name, Title: packTitle(shipped[name]), Body: shipped[name]})
	}
	return out
}
