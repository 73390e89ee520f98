package desk_test

import (
	"context"
	"path/filepath"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
)

// watched is a school's file that asks, whenever a paper or its record is written,
// whether a sweep could come between the two.
type watched struct {
	*schooldb.Store
	sweepable func() bool
	sealed    int
	unguarded []string
}

func (w *watched) ask(what string) {
	if w.sweepable() {
		w.unguarded = append(w.unguarded, what)
	}
}

func (w *watched) PutPaper(ctx context.Context, content []byte) (string, error) {
	w.sealed++
	w.ask("a paper")
	return w.Store.PutPaper(ctx, content)
}

func (w *watched) Do(ctx context.Context, step journal.Step, edits []journal.Edit) (journal.Step, error) {
	for _, e := range edits {
		if e.Kind == "attachment" {
			w.ask("the record of a paper")
		}
	}
	return w.Store.Do(ctx, step, edits)
}

func TestNoSweepComesBetweenAPaperAndItsRecord(t *testing.T) {
	from := schoolWith(t, "Meadowfield Primary", senderURN, true)
	ana := sayAll(t, from)
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN, School: "Hilltop School"})

	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	w := &watched{Store: store.(*schooldb.Store), sweepable: func() bool { return true }}
	d, err := schooltest.Sit(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	w.sweepable = d.Sweepable
	school := d.School()
	school.Name, school.URN, school.Phase = "Hilltop School", receiverURN, "primary"
	if err := d.SaveSchool(t.Context(), school); err != nil {
		t.Fatal(err)
	}
	p, err := d.LookAtHandover(t.Context(), file, made.Code)
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.TakeHandover(t.Context(), p, "")
	if err != nil {
		t.Fatal(err)
	}
	id := mustAttach(t, d, report(got.Pupil), "three pages")
	if err := d.ReplaceAttachment(t.Context(), id, "second.docx", []byte("four pages")); err != nil {
		t.Fatal(err)
	}
	sent, err := from.Record(t.Context(), ana.ID)
	if err != nil {
		t.Fatal(err)
	}
	if w.sealed != len(sent.Attachments)+2 || w.unguarded != nil {
		t.Errorf("of %d papers, a sweep could have come between at %v", w.sealed, w.unguarded)
	}
}
