package desk_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/storage/vault"
)

// demoFile is the demo school with the real file behind the desk.
func demoFile(t *testing.T) (*desk.Desk, *schooldb.Store) {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	mustDo(t, err)
	d, err := schooltest.Sit(t.Context(), store)
	mustDo(t, err)
	t.Cleanup(func() { _ = d.Close() })
	_, err = d.FillDemo(t.Context())
	mustDo(t, err)
	return d, store.(*schooldb.Store)
}

// everyRow writes every row of every table, by table and key.
func everyRow(t *testing.T, s *schooldb.Store) map[string]string {
	t.Helper()
	tables, err := s.Whole(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, table := range tables {
		for i, row := range table.Rows {
			key := fmt.Sprint(row[0])
			if table.Name == "step_about" {
				key = fmt.Sprint(i)
			}
			body, err := json.Marshal(row)
			if err != nil {
				t.Fatal(err)
			}
			out[table.Name+" "+key] = string(body)
		}
	}
	return out
}

// everyPupil lists all of them in the order of their ids, those who left too.
func everyPupil(t *testing.T, d *desk.Desk, s *schooldb.Store) (out []*register.Entry) {
	t.Helper()
	for key := range everyRow(t, s) {
		if id, is := strings.CutPrefix(key, "pupil "); is {
			e, err := d.Entry(id)
			mustDo(t, err)
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b *register.Entry) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// imageOf is the decrypted database as it lies in memory and, sealed, on the disk.
func imageOf(t *testing.T, s *schooldb.Store) []byte {
	t.Helper()
	var image []byte
	err := s.Vault().View(context.Background(), func(c *sql.Conn) error {
		return c.Raw(func(driver any) (err error) {
			image, err = driver.(interface{ Serialize() ([]byte, error) }).Serialize()
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return image
}

// traces are the words by which a pupil would be found again.
func tracesOf(t *testing.T, d *desk.Desk, id string) []string {
	t.Helper()
	e, err := d.Entry(id)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{id, e.Name(), e.ListName(), e.Forename + " " + e.Surname}
	for _, number := range append(e.FormerUPNs(), e.UPN) {
		if number != "" {
			out = append(out, number)
		}
	}
	return out
}

func mustDo(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(desk.Words(err))
	}
}

// TestErasedPupilIsNowhere is acceptance test 11 of the vault: random pupils of the demo
// school are erased, and nothing of them is left.
func TestErasedPupilIsNowhere(t *testing.T) {
	d, s := demoFile(t)
	r := rand.New(rand.NewPCG(7, 11))
	for round := range 4 {
		entries := everyPupil(t, d, s)
		one, other := entries[r.IntN(len(entries))].ID, entries[r.IntN(len(entries))].ID
		erased := []string{one}
		if other != one && round > 0 {
			erased = append(erased, other)
		}
		for _, id := range erased {
			mustDo(t, d.SaveSetting(t.Context(), "draft note "+id, json.RawMessage(`{"words":"typed"}`)))
			mustDo(t, d.SaveSetting(t.Context(), "seen", json.RawMessage(`["`+id+`","kept"]`)))
		}
		var traces []string
		for _, id := range erased {
			traces = append(traces, tracesOf(t, d, id)...)
		}
		before := everyRow(t, s)
		mine, err := recordsOf(before, erased)
		mustDo(t, err)
		got, err := d.Erase(t.Context(), desk.Erasing{Pupils: erased, Why: "Time of keeping is over", DecidedBy: "Headteacher"})
		mustDo(t, err)
		if got.Records < len(erased) || len(got.Problems) > 0 || got.Log.Pupils != len(erased) || got.Backup.Path == "" {
			t.Fatalf("%+v", got)
		}
		after := everyRow(t, s)
		for key, row := range after {
			for _, trace := range traces {
				if strings.Contains(key+row, trace) {
					t.Fatalf("round %d: %q is still in %s: %.400s", round, trace, key, row)
				}
			}
		}
		image := string(imageOf(t, s))
		for _, trace := range traces {
			if strings.Contains(image, trace) {
				t.Fatalf("round %d: %q is in the image", round, trace)
			}
		}
		checkOthersUntouched(t, before, after, mine)
		if _, err := s.VerifyChain(t.Context()); err != nil {
			t.Fatal(err)
		}
		checkBackupHoldsNone(t, got.Backup.Path, traces)
		if last, err := d.Last(t.Context()); err != nil || last.Undo != "" || last.Redo != "" {
			t.Fatalf("something from before the erasure can be undone: %+v %v", last, err)
		}
		checkSchoolWorks(t, d, s)
	}
}

// recordsOf are the rows that belong to pupils.
func recordsOf(rows map[string]string, pupils []string) (map[string]bool, error) {
	out := map[string]bool{}
	for key, row := range rows {
		if slices.ContainsFunc(pupils, func(p string) bool { return strings.Contains(row, `"`+p+`"`) || strings.Contains(key, p) }) {
			out[key] = true
		}
	}
	return out, nil
}

// checkOthersUntouched compares the record of everybody else, byte for byte. The journal,
// and what belongs to no one pupil, may have lost a line.
func checkOthersUntouched(t *testing.T, before, after map[string]string, mine map[string]bool) {
	t.Helper()
	shared := []string{"step", "step_about", "journal_head", "remembered", "setting", "sending", "intervention", "erasure", "publication", "edition", "saved_view", "moderation_round", "request", "activity"}
	for key, row := range before {
		kind, _, _ := strings.Cut(key, " ")
		if !mine[key] && !slices.Contains(shared, kind) && after[key] != row {
			t.Fatalf("%s was changed:\n%.300s\n%.300s", key, row, after[key])
		}
	}
	for key := range after {
		kind, _, _ := strings.Cut(key, " ")
		if _, was := before[key]; !was && !slices.Contains(shared, kind) {
			t.Fatalf("%s is new", key)
		}
	}
}

// checkBackupHoldsNone opens a backup as a school would and looks in every table.
func checkBackupHoldsNone(t *testing.T, path string, traces []string) {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "restored.needsbook"), schooltest.Passphrase)
	mustDo(t, err)
	restored := store.(*schooldb.Store)
	defer restored.Close()
	if _, err := restored.Restore(t.Context(), path, desk.Secret{Passphrase: schooltest.Passphrase}); err != nil {
		t.Fatal(err)
	}
	image := string(imageOf(t, restored))
	for _, trace := range traces {
		if strings.Contains(image, trace) {
			t.Fatalf("%q is in the new backup", trace)
		}
	}
}

// checkSchoolWorks reads what the pages show and sees that totals add up.
func checkSchoolWorks(t *testing.T, d *desk.Desk, s *schooldb.Store) {
	t.Helper()
	ctx := t.Context()
	_, err := d.Tasks(ctx)
	mustDo(t, err)
	counts := d.Counts()
	k, e := 0, 0
	for _, one := range everyPupil(t, d, s) {
		if one.OnRoll(d.Today()) && one.Status == "K" {
			k++
		}
		if one.OnRoll(d.Today()) && one.Status == "E" {
			e++
		}
		if _, err := d.Record(ctx, one.ID); err != nil {
			t.Fatal(err)
		}
	}
	if counts.K != k || counts.E != e {
		t.Fatalf("counts %+v, but %d and %d", counts, k, e)
	}
	_, err = d.Budget(ctx, 0)
	mustDo(t, err)
	_, err = d.Requests(ctx)
	mustDo(t, err)
	_, err = d.GovernorsDocument(ctx)
	mustDo(t, err)
	_, err = d.Duplicates(ctx)
	mustDo(t, err)
	again, err := desk.Open(ctx, s, desk.Options{Clock: d.Clock(), By: "SENCO", NewID: func() string { return "again" }})
	mustDo(t, err)
	if len(everyPupil(t, again, s)) != len(everyPupil(t, d, s)) {
		t.Fatal("the file has other pupils than the desk")
	}
}

func TestErasingNeedsAReasonAPersonAndNoHold(t *testing.T) {
	d, s := demoFile(t)
	e := everyPupil(t, d, s)[3]
	good := desk.Erasing{Pupils: []string{e.ID}, Why: "Time of keeping is over", DecidedBy: "Headteacher"}
	steps, err := s.VerifyChain(t.Context())
	mustDo(t, err)
	for name, bad := range map[string]func(*desk.Erasing){
		"nobody":              func(w *desk.Erasing) { w.Pupils = nil },
		"no reason":           func(w *desk.Erasing) { w.Why = " " },
		"nobody decided":      func(w *desk.Erasing) { w.DecidedBy = "" },
		"a name in it":        func(w *desk.Erasing) { w.Why = "Mother of " + strings.ToUpper(e.Name()) + " asked" },
		"no such pupil":       func(w *desk.Erasing) { w.Pupils = []string{"nobody"} },
		"the receipt of them": func(w *desk.Erasing) { w.Kinds = []string{"handover"} },
	} {
		w := good
		bad(&w)
		if _, err := d.Erase(t.Context(), w); err == nil {
			t.Errorf("%s: erased", name)
		}
	}
	mustDo(t, d.SetLegalHold(t.Context(), e.ID, "Tribunal"))
	if _, err := d.Erase(t.Context(), good); err == nil || !strings.Contains(desk.Words(err), "legal hold") {
		t.Error("a record under a legal hold was erased", err)
	}
	mustDo(t, d.EndLegalHold(t.Context(), e.ID, "Decided"))
	if after, err := s.VerifyChain(t.Context()); err != nil || after != steps+2 {
		t.Error("a refusal left a trace", after, steps, err)
	}
	if _, err := d.Erase(t.Context(), good); err != nil {
		t.Error(desk.Words(err))
	}
}

// A record that was merged into the pupil before is the same child.
func TestErasingTakesTheMergedRecordOutOfTheHistory(t *testing.T) {
	d, s := demoFile(t)
	keep, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Surname: "Quillfeather", Forename: "Ottoline", Born: day.Of(2017, 3, 4), Entered: day.Of(2025, 9, 2)}})
	mustDo(t, err)
	other, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Surname: "Quilfether", Forename: "Otty", Born: day.Of(2017, 3, 4), Entered: day.Of(2025, 9, 2)}})
	mustDo(t, err)
	mustDo(t, d.Merge(t.Context(), desk.MergeChoice{Keep: keep, Other: other}))
	_, err = d.Erase(t.Context(), desk.Erasing{Pupils: []string{keep}, Why: "Asked", DecidedBy: "Head"})
	mustDo(t, err)
	image := string(imageOf(t, s))
	for _, word := range []string{"Quillfeather", "Quilfether", keep, other} {
		if strings.Contains(image, word) {
			t.Errorf("%q is still there", word)
		}
	}
}

func TestThinningTakesWorkingPapersAndKeepsTheRest(t *testing.T) {
	d, s := demoFile(t)
	var e string
	for _, one := range everyPupil(t, d, s) {
		r, err := d.Record(t.Context(), one.ID)
		mustDo(t, err)
		if len(r.Notes) > 1 && len(r.Cycles) > 0 {
			e = one.ID
			break
		}
	}
	before := everyRow(t, s)
	_, err := d.Erase(t.Context(), desk.Erasing{Pupils: []string{e}, Kinds: []string{"note"}, Why: "Moved on", DecidedBy: "Head"})
	mustDo(t, err)
	r, err := d.Record(t.Context(), e)
	mustDo(t, err)
	if len(r.Notes) != 0 || len(r.Cycles) == 0 {
		t.Error("notes stayed, or plans went")
	}
	for key, row := range everyRow(t, s) {
		if strings.HasPrefix(key, "note ") && before[key] != row {
			t.Error("a note of another pupil was changed")
		}
	}
	if _, err := s.VerifyChain(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestOlderBackupsAreListedAndRemoved(t *testing.T) {
	d, s := demoFile(t)
	old, err := d.BackUp(t.Context(), "")
	mustDo(t, err)
	got, err := d.Erase(t.Context(), desk.Erasing{Pupils: []string{everyPupil(t, d, s)[0].ID}, Why: "Asked", DecidedBy: "Head"})
	mustDo(t, err)
	if len(got.Older) == 0 || !slices.ContainsFunc(got.Older, func(c desk.OldCopy) bool { return c.Path == old.Path && !c.LetGo.IsZero() }) {
		t.Fatalf("the older backup is not listed: %+v", got.Older)
	}
	removed, err := d.RemoveOlderCopies(t.Context())
	mustDo(t, err)
	if left := d.Keeper().Backups(); removed != len(got.Older) || len(left) == 0 || slices.ContainsFunc(left, func(c desk.Copy) bool { return c.Path == old.Path }) {
		t.Errorf("%d removed, %+v left", removed, left)
	}
	if _, err := vault.Inspect(d.Keeper().Backups()[0].Path); err != nil {
		t.Error(err)
	}
}

func TestAfterAnErasureTheOldHeadIsInItsLog(t *testing.T) {
	d, s := demoFile(t)
	_, head, err := s.HeadOf(t.Context())
	mustDo(t, err)
	_, err = d.Erase(t.Context(), desk.Erasing{Pupils: []string{everyPupil(t, d, s)[0].ID}, Why: "Asked", DecidedBy: "Head"})
	mustDo(t, err)
	log, err := d.Erasures(t.Context())
	if err != nil || len(log) != 1 || log[0].Head != head {
		t.Errorf("%+v, want %s: %v", log, head, err)
	}
	steps, err := d.History(t.Context(), "", 1)
	if err != nil || steps[0].Sort != journal.Erased {
		t.Errorf("%+v %v", steps, err)
	}
}
