package continuum

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Rung is one level as the picture of the whole scale shows it.
type Rung struct {
	Level
	Funding  string        // the word for its funding route, "" for none
	National []string      // the national layers that it stands for, in the pack's words
	Fits     []Expectation // one for each of SettingKinds
}

// Expectation says what a pack expects of one kind of setting at a level. It is
// what is usual: any setting can be right at any level, and a level never decides a
// place.
type Expectation struct {
	Kind     string // id of the kind of setting
	Words    string // "expected with funding"; "not said" where the pack is silent
	Strength int    // 0 seldom, 1 possible, 2 expected: how strongly a picture shades it
}

// settingKinds are the kinds of setting that a continuum spans, in the order in
// which they are shown. A pack may name others, which follow.
var settingKinds = []string{"mainstream", "srp", "alternative_provision", "special"}

// strengths are the expectations that a picture shades; what is not here stays bare.
var strengths = map[string]int{"expected": 2, "expected_with_funding": 2, "possible": 1, "by_agreement": 1}

// SettingKinds returns the ids of the kinds of setting that the pack speaks of.
func (p *Pack) SettingKinds() []string {
	named := map[string]bool{}
	for _, l := range p.Levels {
		for kind := range l.Settings {
			named[kind] = true
		}
	}
	var kinds []string
	for _, kind := range settingKinds {
		if named[kind] {
			kinds = append(kinds, kind)
			delete(named, kind)
		}
	}
	return append(kinds, slices.Sorted(maps.Keys(named))...)
}

// Ladder returns the levels as a picture of the scale shows them, the greatest need
// first.
func Ladder(p *Pack) []Rung {
	kinds := p.SettingKinds()
	var rungs []Rung
	for _, l := range slices.Backward(p.Levels) {
		r := Rung{Level: l, Funding: p.RouteLabel(l.Route), National: p.National(l)}
		for _, kind := range kinds {
			expected, said := l.Settings[kind]
			if !said {
				expected = "not_said"
			}
			r.Fits = append(r.Fits, Expectation{Kind: kind, Words: p.Word(expected), Strength: strengths[expected]})
		}
		rungs = append(rungs, r)
	}
	return rungs
}

// Word returns the pack's own label for an id, or else the id as words.
func (p *Pack) Word(id string) string {
	if term, ok := p.Terms[id]; ok {
		return term.Label
	}
	return strings.ReplaceAll(id, "_", " ")
}

// SettingName is the word for a kind of setting: the school's term where label knows
// one (a key comes back as words where it does not), with a capital.
func (p *Pack) SettingName(kind string, label func(string) string) string {
	word := label(kind)
	if _, own := p.Terms[kind]; own && word == strings.ReplaceAll(kind, "_", " ") {
		word = p.Terms[kind].Label
	}
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + word[size:]
}
