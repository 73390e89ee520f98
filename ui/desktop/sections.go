package desktop

import (
	"slices"
	"strings"

	"needsbook/ui/desktop/levels"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/settings"
	"needsbook/ui/desktop/shell"
)

// sections are the parts of screens that Ctrl+K finds by themselves, each with other
// words that people may look for it by.
var sections = []struct {
	words, also string
	to          shell.Route
}{
	{"Settings: packs", "pack packs rules council what-if what if preview signed moves form tariff", shell.To("settings", "packs")},
	{"Settings: term dates", "term dates calendar holidays census days inset", shell.To("settings", "dates")},
	{"Settings: money", "money rates hourly pay notional", shell.To("settings", "rates")},
	{"Settings: file", "file passphrase password lock check", shell.To("settings", "file")},
	{"Settings: people", "people person role roles helper reader assistant leaver passphrase", shell.To("settings", "people")},
	{"Settings: appearance", "appearance dark light contrast text size large", shell.To("settings", "appearance")},
	{"Settings: names", "names hide initials whiteboard", shell.To("settings", "names")},
	{"Settings: about", "about version versions newer update what is new", shell.To("settings", "about")},
	{"The scale and its ladder", "scale ladder levels national layers descriptors continuum print", shell.To("levels", levels.Scale)},
	{"Like needs: who could share help", "like needs alike similar shared group pupils", shell.To("needprofile", "alike")},
}

// findSections answers Ctrl+K with the sections of which every word sought begins a word.
func (w *window) findSections(query string) []parts.Item {
	sought := strings.Fields(strings.ToLower(query))
	var out []parts.Item
	for _, s := range sections {
		words := strings.Fields(strings.ToLower(s.words + " " + s.also))
		begins := func(of string) bool {
			return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, of) })
		}
		if !w.mayOpen(s.to.Screen) || s.to.Screen == "settings" && w.desk != nil && !settings.Open(w.desk, s.to.Arg) {
			continue
		}
		if !slices.ContainsFunc(sought, func(of string) bool { return !begins(of) }) {
			out = append(out, parts.Item{Words: s.words, Note: "Screen", Do: func() { w.shell.Go(s.to) }})
		}
	}
	return out
}
