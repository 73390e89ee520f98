package desktop

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
	"needsbook/ui/desktop/shell"
)

// fullDisk is a file whose disk can be full.
type fullDisk struct {
	schooldb.Files
	full *bool
}

func (f fullDisk) Open(ctx context.Context, path string, s desk.Secret) (desk.Store, []string, error) {
	store, notices, err := f.Files.Open(ctx, path, s)
	if err != nil {
		return nil, nil, err
	}
	return fullStore{store.(*schooldb.Store), f.full}, notices, nil
}

type fullStore struct {
	*schooldb.Store
	full *bool
}

// noRoom is what the file says when nothing can be written.
type noRoom struct{ error }

func (noRoom) Plain() string {
	return "There is no space left on the disk, so the change was not saved. Everything before it is safe. Make some space and try again."
}

func (s fullStore) Do(ctx context.Context, step journal.Step, edits []journal.Edit) (journal.Step, error) {
	if *s.full {
		return journal.Step{}, noRoom{vault.ErrFull}
	}
	return s.Store.Do(ctx, step, edits)
}

func (s fullStore) Remember(ctx context.Context, name string, value json.RawMessage) error {
	if *s.full {
		return noRoom{vault.ErrFull}
	}
	return s.Store.Remember(ctx, name, value)
}

func TestFullDiskIsSaidAndWhatWasTypedStaysUntilItCanBeSaved(t *testing.T) {
	at, full := nowadays, false
	w := ownWindow(t, &at)
	entry, err := w.desk.AddPupil(w.ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "Zofia", Surname: "Nowak"}})
	if err != nil {
		t.Fatal(err)
	}
	w.p.Files = fullDisk{w.p.Files.(schooldb.Files), &full}
	w, seen := startAgain(t, w)
	notes := func() string {
		r, err := w.desk.Record(w.ctx, entry)
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, n := range r.Notes {
			words = append(words, n.Words)
		}
		return strings.Join(words, "|")
	}
	w.shell.Go(shell.To("pupil", entry))
	seen.Type("n")
	seen.Type("Mother rang about reading")
	full = true
	seen.Press("Ctrl+Enter")
	seen.MustSee("There is no space left", "Everything before it is safe", "Make some space and try again")
	if got := strings.Join(seen.Fields(), "|"); !strings.Contains(got, "Mother rang about reading") {
		t.Fatalf("what was typed is gone: %q\n%s", got, seen.Text())
	}
	if got := notes(); got != "" {
		t.Fatalf("kept %q though the disk is full", got)
	}
	full = false
	seen.Press("Ctrl+Enter")
	if got := notes(); got != "Mother rang about reading" {
		t.Errorf("after room was made the notes are %q\n%s", got, seen.Text())
	}
}

// TestFullDiskIsSaidOnceWhileDraftsCannotBeKept types on while nothing can be written: one
// sentence says so, in a panel and in a card, and the words stay.
func TestFullDiskIsSaidOnceWhileDraftsCannotBeKept(t *testing.T) {
	at, full := nowadays, false
	w := ownWindow(t, &at)
	entry, err := w.desk.AddPupil(w.ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "Zofia", Surname: "Nowak"}})
	if err != nil {
		t.Fatal(err)
	}
	w.p.Files = fullDisk{w.p.Files.(schooldb.Files), &full}
	w, seen := startAgain(t, w)
	w.shell.Go(shell.To("pupil", entry))
	full = true
	for _, form := range []struct {
		name string
		open func()
	}{
		{"the note of the page", func() { seen.Type("n") }},
		{"the card of a call", func() {
			seen.Press("Esc")
			w.shell.Go(shell.To("pupil", entry))
			seen.Press("Ctrl+L", "Tab")
		}},
	} {
		form.open()
		for _, words := range []string{"Mother", " rang", " about reading"} {
			seen.Type(words)
			field := seen.Canvas().Focused()
			seen.Canvas().Unfocus() // the draft is kept when a field is left
			seen.Canvas().Focus(field)
		}
		if n := strings.Count(strings.ReplaceAll(seen.Text(), "\n", " "), "There is no space left"); n != 1 {
			t.Errorf("%s says %d times that there is no space:\n%s", form.name, n, seen.Text())
		}
		seen.Press("Ctrl+Enter")
		seen.MustSee("Everything before it is safe", "Make some space and try again")
		if got := strings.Join(seen.Fields(), "|"); !strings.Contains(got, "Mother rang about reading") {
			t.Errorf("%s lost what was typed: %q", form.name, got)
		}
	}
}
