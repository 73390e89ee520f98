package desktop

import (
	"strings"
	"testing"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell/shelltest"
)

func TestCtrlKFindsPartsOfScreensByTheWordsPeopleType(t *testing.T) {
	w := &window{}
	for query, want := range map[string]string{
		"pack": "Settings: packs", "what-if": "Settings: packs", "What if": "Settings: packs", "ladder": "The scale and its ladder", "scale": "The scale and its ladder",
		"like needs": "Like needs: who could share help", "lock": "Settings: file", "helper": "Settings: people", "newer version": "Settings: about", "whiteboard": "Settings: names",
	} {
		found := w.findSections(query)
		if len(found) != 1 || found[0].Words != want {
			t.Errorf("%q finds %v", query, wordsOfItems(found))
		}
	}
	for _, query := range []string{"kow", "ngu", "ana"} {
		if found := w.findSections(query); len(found) > 0 {
			t.Errorf("a search for a pupil, %q, finds %v", query, wordsOfItems(found))
		}
	}
	seen := map[string]bool{}
	for _, s := range sections {
		if seen[s.words] || strings.TrimSpace(s.also) == "" {
			t.Errorf("%q stands twice, or has no other words", s.words)
		}
		seen[s.words] = true
	}
}

func TestBackupsAreFoundOnTheirOwnPage(t *testing.T) {
	for _, words := range []string{"backup", "backups", "restore", "second folder", "rehearse"} {
		w := demoWindow(t)
		at := shelltest.Over(t, w.shell)
		at.Press("Ctrl+K")
		at.Type(words)
		at.Press("Enter")
		if here := w.shell.Here().Screen; here != "backups" {
			t.Errorf("%q leads to %s", words, here)
		}
	}
}

func wordsOfItems(items []parts.Item) (list []string) {
	for _, i := range items {
		list = append(list, i.Words)
	}
	return list
}
