package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// A meeting with parents is written, signed off and printed before they leave: three
// chords beside the words, with Tab between what each said and Enter for the printer.
func TestTaskRunAParentMeetingAndHandOverTheRecord(t *testing.T) {
	w := demoWindow(t)
	w.p.Folder = t.TempDir()
	found, err := w.desk.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	w.shell.Go(shell.To("pupil", found[0].ID))
	at := shelltest.Over(t, w.shell)
	chords := 0
	press := func(chord string) { at.Press(chord); chords++ }
	at.Type("m")
	chords++
	if w.shell.Here().Screen != "meeting" || !at.Sees("Each outcome of the plan") {
		t.Fatalf("the record is not begun with its agenda:\n%s", at.Text())
	}
	for i, words := range []string{"Reading is going well. We keep the group until Easter.", "She sleeps better.", "I like the small group."} {
		if i > 0 {
			at.Press("Tab")
		}
		at.Type(words)
	}
	press("Ctrl+Enter")
	if !at.Sees("Signed off on") {
		t.Fatalf("the record is not signed off:\n%s", at.Text())
	}
	press("Ctrl+P")
	at.Press("Enter")
	if chords != 3 {
		t.Errorf("it took %d chords, the bar is 3", chords)
	}
	made, err := filepath.Glob(filepath.Join(w.p.Folder, "*.pdf"))
	if err != nil || len(made) != 1 {
		t.Fatalf("printed %v (%v)\n%s", made, err, at.Text())
	}
	if content, err := os.ReadFile(made[0]); err != nil || !strings.HasPrefix(string(content), "%PDF") {
		t.Errorf("%s is no PDF (%v)", made[0], err)
	}
	r, err := w.desk.Record(w.ctx, found[0].ID)
	if err != nil || len(r.Meetings) == 0 || !r.Meetings[0].IsSigned() {
		t.Errorf("%+v, %v", r.Meetings, err)
	}
	heard := 0
	for _, n := range r.Notes {
		if n.Heard == r.Meetings[0].ID {
			heard++
		}
	}
	if heard != 2 {
		t.Errorf("%d views were kept of the meeting", heard)
	}
}
