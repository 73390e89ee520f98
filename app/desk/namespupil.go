package desk

import (
	"strings"

	"needsbook/app/register"
)

// namesPupil reports whether a text gives the forename and surname of a pupil, in either
// order, or a UPN. Names that others may have in public are passed over.
func (d *Desk) namesPupil(text string, public ...string) bool {
	text = " " + register.FoldName(text) + " "
	for _, name := range public {
		if folded := register.FoldName(name); folded != "" {
			text = strings.ReplaceAll(text, " "+folded+" ", " | ")
		}
	}
	has := map[string]bool{} // single words: most pupils are told by them not to be there
	for _, word := range strings.Fields(text) {
		has[word] = true
	}
	says := func(name string) bool {
		first, _, _ := strings.Cut(name, " ")
		return has[first] && strings.Contains(text, " "+name+" ")
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, e := range d.entries {
		if upn := register.FoldName(e.UPN); upn != "" && says(upn) {
			return true
		}
		surname := register.FoldName(e.Surname)
		if surname == "" || !says(surname) {
			continue
		}
		for _, first := range []string{register.FoldName(e.Forename), register.FoldName(e.Preferred)} {
			if first != "" && (says(first+" "+surname) || says(surname+" "+first)) {
				return true
			}
		}
	}
	return false
}
