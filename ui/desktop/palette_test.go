package desktop

import (
	"testing"

	"needsbook/ui/desktop/shell/shelltest"
)

// Whoever knows a page by its plain word finds it, whatever the school calls it.
func TestPlainWordFindsThePagesThatTheSchoolCallsOtherwise(t *testing.T) {
	w := nonsenseWindow(t)
	at := shelltest.Over(t, w.shell)
	at.Press("Ctrl+K")
	at.Type("cluster")
	at.MustSee("Zqcluster", "What comes back from the zqcluster")
	at.Press("Enter")
	if here := w.shell.Here().Screen; here != "cluster" {
		t.Errorf("it leads to %s", here)
	}
}
