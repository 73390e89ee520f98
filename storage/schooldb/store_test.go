package schooldb

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/storage/vault"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// open makes a store in a temporary folder.
func open(t testing.TB) *Store {
	t.Helper()
	s, _, err := Create(context.Background(), filepath.Join(t.TempDir(), "school.senc"), "correct horse battery staple", vault.Options{KDF: vault.WeakKDF()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func pupil(id, surname string) journal.Edit {
	return journal.Edit{Kind: "pupil", Key: id, About: id, Value: register.Pupil{ID: id, Surname: surname, Born: day.Of(2016, 9, 3), Flags: register.Flags{}}}
}

func do(t testing.TB, s *Store, label string, edits ...journal.Edit) journal.Step {
	t.Helper()
	step, err := s.Do(context.Background(), journal.Step{At: noon, By: "SENCO", Label: label, Sort: journal.Did}, edits)
	if err != nil {
		t.Fatal(err)
	}
	return step
}

// everything returns all records as text, to compare whole states.
func everything(t testing.TB, s *Store) string {
	t.Helper()
	out := ""
	for _, kind := range recordKinds {
		err := s.All(context.Background(), kind, func(b journal.Body) error {
			c, err := canonical(b)
			out += kind + " " + string(c) + "\n"
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestRecordComesBackAsItWasWritten(t *testing.T) {
	s := open(t)
	want := register.Pupil{ID: "p1", UPN: "Y886999926001", Surname: "Nguyễn", Forename: "Thị Mai", Born: day.Of(2016, 9, 3),
		Flags: register.Flags{"PP", "EAL"}, Helps: "line one\nline two \"quoted\" <b>"}
	do(t, s, "Add", journal.Edit{Kind: "pupil", Key: "p1", About: "p1", Value: want})
	body, found, err := s.Get(context.Background(), "pupil", "p1")
	if err != nil || !found {
		t.Fatal(found, err)
	}
	var got register.Pupil
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestStepWithoutAnyChangeIsNotRecorded(t *testing.T) {
	s := open(t)
	do(t, s, "Add", pupil("p1", "Ngũgĩ"))
	if step := do(t, s, "Add again", pupil("p1", "Ngũgĩ")); step.N != 0 {
		t.Errorf("recorded as step %d", step.N)
	}
	history, err := s.History(context.Background(), "", 10)
	if err != nil || len(history) != 1 {
		t.Errorf("%d steps, %v", len(history), err)
	}
}

func TestStepThatFailsLeavesNothing(t *testing.T) {
	s := open(t)
	do(t, s, "Add", pupil("p1", "Ngũgĩ"))
	before := everything(t, s)
	for name, edits := range map[string][]journal.Edit{
		"second open status": {
			{Kind: "status", Key: "a", About: "p1", Value: register.Status{ID: "a", Pupil: "p1", Code: "K", From: day.Of(2026, 1, 1)}},
			{Kind: "status", Key: "b", About: "p1", Value: register.Status{ID: "b", Pupil: "p1", Code: "E", From: day.Of(2026, 2, 1)}},
		},
		"second primary need": {
			{Kind: "need", Key: "a", About: "p1", Value: register.Need{ID: "a", Pupil: "p1", Code: "SLCN", Rank: 1, From: day.Of(2026, 1, 1)}},
			{Kind: "need", Key: "b", About: "p1", Value: register.Need{ID: "b", Pupil: "p1", Code: "ASD", Rank: 1, From: day.Of(2026, 1, 1)}},
		},
		"unknown status": {{Kind: "status", Key: "a", About: "p1", Value: register.Status{ID: "a", Pupil: "p1", Code: "Z", From: day.Of(2026, 1, 1)}}},
		"unknown pupil":  {{Kind: "note", Key: "n", About: "p9", Value: register.Note{ID: "n", Pupil: "p9", Type: "note", On: day.Of(2026, 1, 1)}}},
		"unknown kind":   {{Kind: "teapot", Key: "t"}},
		"unknown field":  {{Kind: "setting", Key: "s", Value: map[string]any{"id": "s", "value": 1, "extra": 2}}},
		"missing field":  {{Kind: "setting", Key: "s", Value: map[string]any{"id": "s"}}},
		"pupil with same UPN": {
			{Kind: "pupil", Key: "x", Value: register.Pupil{ID: "x", UPN: "Y886999926001", Flags: register.Flags{}}},
			{Kind: "pupil", Key: "y", Value: register.Pupil{ID: "y", UPN: "Y886999926001", Flags: register.Flags{}}},
		},
	} {
		good := pupil("p2", "Good")
		if _, err := s.Do(context.Background(), journal.Step{At: noon, Label: name, Sort: journal.Did}, append([]journal.Edit{good}, edits...)); err == nil {
			t.Errorf("%s: no error", name)
		}
		if got := everything(t, s); got != before {
			t.Errorf("%s: left\n%s", name, got)
		}
	}
}

func TestUndoRestoresAnySequenceOfEdits(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	rapid.Check(t, func(rt *rapid.T) {
		states := []string{everything(t, s)}
		for i := range rapid.IntRange(1, 8).Draw(rt, "steps") {
			var edits []journal.Edit
			for range rapid.IntRange(1, 3).Draw(rt, "edits") {
				id := rapid.SampledFrom([]string{"p1", "p2", "p3"}).Draw(rt, "id")
				e := pupil(id, rapid.SampledFrom([]string{"Łukasz", "Siân", "Zoë"}).Draw(rt, "surname"))
				e.Remove = rapid.IntRange(0, 3).Draw(rt, "remove") == 0
				edits = append(edits, e)
			}
			if step := do(t, s, fmt.Sprintf("step %d", i), edits...); step.N > 0 {
				states = append(states, everything(t, s))
			}
		}
		for i := len(states) - 2; i >= 0; i-- {
			if _, err := s.Undo(ctx, noon, "SENCO"); err != nil {
				rt.Fatal(err)
			}
			if got := everything(t, s); got != states[i] {
				rt.Fatalf("undo to state %d gives\n%s\nwant\n%s", i, got, states[i])
			}
		}
		for i := 1; i < len(states); i++ {
			if _, err := s.Redo(ctx, noon, "SENCO"); err != nil {
				rt.Fatal(err)
			}
			if got := everything(t, s); got != states[i] {
				rt.Fatalf("redo to state %d differs", i)
			}
		}
		if _, err := s.VerifyChain(ctx); err != nil {
			rt.Fatal(err)
		}
	})
}

func TestUndoSurvivesReopening(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "school.senc")
	o := vault.Options{KDF: vault.WeakKDF()}
	s, _, err := Create(ctx, path, "correct horse battery staple", o)
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, "Add Siân", pupil("p1", "Siân"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, _, err = Open(ctx, path, vault.Passphrase("correct horse battery staple"), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	step, err := s.Undo(ctx, noon, "SENCO")
	if err != nil || step.Label != "Add Siân" {
		t.Fatal(step.Label, err)
	}
	if _, found, _ := s.Get(ctx, "pupil", "p1"); found {
		t.Error("the pupil is still there")
	}
	if _, err := s.Undo(ctx, noon, "SENCO"); !errors.Is(err, journal.ErrNothingToUndo) {
		t.Errorf("undo of nothing: %v", err)
	}
}

func TestEditBehindTheJournalIsNoticed(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	do(t, s, "Add", pupil("p1", "Siân"))
	do(t, s, "Change", pupil("p1", "Zoë"))
	if n, err := s.VerifyChain(ctx); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	for _, edit := range []string{
		"UPDATE step SET label = 'Other' WHERE n = 1", "UPDATE step SET changes = replace(changes, 'Siân', 'Sian') WHERE n = 2", "DELETE FROM step WHERE n = 1",
	} {
		err := s.vault.Update(ctx, "tamper", func(tx *sql.Tx) error {
			if _, err := tx.Exec("PRAGMA defer_foreign_keys = ON"); err != nil {
				return err
			}
			if _, err := tx.Exec("DELETE FROM step_about"); err != nil {
				return err
			}
			if _, err := tx.Exec(edit); err != nil {
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.VerifyChain(ctx); !errors.Is(err, journal.ErrBrokenChain) {
			t.Errorf("%s: %v", edit, err)
		}
	}
}

func TestUndoIsRefusedWhenTheRecordWasChangedBehindIt(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	do(t, s, "Add", pupil("p1", "Siân"))
	err := s.vault.Update(ctx, "tamper", func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE pupil SET surname = 'Other'")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(ctx, noon, "SENCO"); !errors.Is(err, journal.ErrChangedSince) {
		t.Errorf("got %v", err)
	}
}
