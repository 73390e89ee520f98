package desk_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
)

// twice adds a child two times: once with the permanent number, once with a
// temporary one, notes, a plan and more needs.
func twice(t testing.TB, d *desk.Desk, name string, serial int) (keep, other string) {
	t.Helper()
	ctx := t.Context()
	born := day.Of(2016, 9, 3)
	keep, err1 := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "Ana", Surname: name, Born: born, UPN: register.MakeUPN(886, 9999, 21, serial), Class: "4A", Strengths: "Lego"},
		Status: "K", Needs: []string{"SLCN"}, From: day.Of(2023, 9, 1)})
	other, err2 := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "ANA", Surname: name, Born: born, UPN: fmt.Sprintf("X88699992%03dA", serial), Sex: "F", Strengths: "Music", Flags: register.Flags{"PP"}},
		Status: "K", Needs: []string{"SLCN", "SEMH"}, From: day.Of(2022, 9, 1)})
	err3 := d.SetStatus(ctx, other, "E", day.Of(2024, 9, 1))
	_, err4 := d.SaveNote(ctx, register.Note{Pupil: other, On: d.Today(), Words: "Mother rang."})
	_, err5 := d.SaveContact(ctx, register.Contact{Pupil: keep, Name: "Eva, mother"})
	_, err6 := d.SaveContact(ctx, register.Contact{Pupil: other, Name: "Eva, mother"})
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		t.Fatal(err)
	}
	return keep, other
}

// failing is a test, or one case of a property.
type failing interface {
	Context() context.Context
	Fatal(...any)
	Fatalf(string, ...any)
}

// records is every record that a file holds, the journal apart.
func records(t failing, store *schooldb.Store) string {
	var b bytes.Buffer
	for _, kind := range store.Kinds("id") {
		if err := store.All(t.Context(), kind, func(body journal.Body) error {
			b.WriteString(kind + " " + string(body) + "\n")
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// plain writes a record of a kind with nothing in it but its pupil, as the table asks.
func plain(t *testing.T, store *schooldb.Store, kind, pupil string) {
	t.Helper()
	given := map[string]string{"id": "x-" + kind, "pupil": pupil, "direction": "out", "state": "done", "number": "1000", "year": "2027"}
	err := store.Vault().Update(t.Context(), "a record by hand", func(tx *sql.Tx) error {
		rows, err := tx.Query("SELECT name, upper(type) FROM pragma_table_info(?) WHERE dflt_value IS NULL OR name = 'pupil'", kind)
		if err != nil {
			return err
		}
		defer rows.Close()
		var names, marks []string
		var values []any
		for rows.Next() {
			var name, of string
			if err := rows.Scan(&name, &of); err != nil {
				return err
			}
			value, ok := given[name]
			if !ok {
				value = map[string]string{"JSON": "{}"}[of]
			}
			names, marks, values = append(names, name), append(marks, "?"), append(values, value)
		}
		rows.Close()
		_, err = tx.Exec("INSERT INTO "+kind+" ("+strings.Join(names, ",")+") VALUES ("+strings.Join(marks, ",")+")", values...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
}

// deskAndStore gives a desk and the store under it.
func deskAndStore(t *testing.T) (*desk.Desk, *schooldb.Store) {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), t.TempDir()+"/school.needsbook", schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d, err := schooltest.Sit(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d, store.(*schooldb.Store)
}

func TestMergeMakesOneRecordOfTwoAndUndoIsExact(t *testing.T) {
	d, store := deskAndStore(t)
	keep, other := twice(t, d, "Kowalska", 1)
	before := records(t, store)
	if err := d.Merge(t.Context(), desk.MergeChoice{Keep: keep, Other: other}); err != nil {
		t.Fatal(err)
	}
	e, err := d.Entry(keep)
	if err != nil {
		t.Fatal(err)
	}
	if e.Status != "E" || strings.Join(e.Needs, " ") != "SLCN SEMH" || e.Sex != "F" || e.Class != "4A" || !e.Flags.Has("PP") || e.Strengths != "Lego\nMusic" || e.Forename != "Ana" {
		t.Errorf("merged: %+v", e)
	}
	if e.UPN != register.MakeUPN(886, 9999, 21, 1) || e.FormerUPN != "X88699992001A" {
		t.Errorf("UPN %s, formerly %s", e.UPN, e.FormerUPN)
	}
	if _, err := d.Entry(other); err == nil {
		t.Error("the second record is still there")
	}
	r, err := d.Record(t.Context(), keep)
	if err != nil || len(r.Notes) != 1 || len(r.Contacts) != 1 || len(r.Statuses) != 2 || r.Statuses[0].From != day.Of(2022, 9, 1) {
		t.Errorf("%v: %d notes, %d contacts, %+v", err, len(r.Notes), len(r.Contacts), r.Statuses)
	}
	merged := records(t, store)
	if label, err := d.Undo(t.Context()); err != nil || !strings.HasPrefix(label, "Merge two records of Ana") {
		t.Fatalf("%q, %v", label, err)
	}
	if records(t, store) != before {
		t.Error("undone the file is not as it was")
	}
	if e, err := d.Entry(other); err != nil || e.Status != "E" {
		t.Errorf("%v", err)
	}
	if _, err := d.Redo(t.Context()); err != nil || records(t, store) != merged {
		t.Errorf("done again: %v", err)
	}
	if _, err := d.Undo(t.Context()); err != nil || records(t, store) != before {
		t.Errorf("undone again: %v", err)
	}
}

func TestMergeMovesEveryKindOfRecordThatBelongsToAPupil(t *testing.T) {
	d, store := deskAndStore(t)
	keep, other := twice(t, d, "Kowalska", 1)
	wanted := map[string]bool{}
	for _, kind := range store.Kinds("pupil") {
		if kind == "status" || kind == "need" {
			continue
		}
		wanted[kind] = true
		plain(t, store, kind, other)
	}
	p, err := d.MergePreview(t.Context(), desk.MergeChoice{Keep: keep, Other: other})
	if err != nil || len(p.Moves) < len(wanted) {
		t.Fatalf("%v, %+v", err, p.Moves)
	}
	if err := d.Merge(t.Context(), desk.MergeChoice{Keep: keep, Other: other}); err != nil {
		t.Fatal(err)
	}
	for kind := range wanted {
		var got struct{ Pupil string }
		body, found, err := store.Get(t.Context(), kind, "x-"+kind)
		if err != nil || !found || json.Unmarshal(body, &got) != nil || got.Pupil != keep {
			t.Errorf("%s: %v, %s", kind, err, body)
		}
	}
}

func TestPersonChoosesWhatIsTakenFromEach(t *testing.T) {
	d := schooltest.Empty(t)
	keep, other := twice(t, d, "Kowalska", 1)
	p, err := d.MergePreview(t.Context(), desk.MergeChoice{Keep: keep, Other: other})
	if err != nil {
		t.Fatal(err)
	}
	takes := map[string]desk.Side{}
	for _, f := range append(p.Fields, p.Conflicts...) {
		takes[f.Field] = f.Takes
	}
	for field, want := range map[string]desk.Side{"upn": desk.Left, "sex": desk.Right, "class": desk.Left, "strengths": desk.Both, "flags": desk.Right, "status.0": desk.Right, "need.0": desk.Right} {
		if takes[field] != want {
			t.Errorf("%s takes %q, want %q", field, takes[field], want)
		}
	}
	sides := map[string]desk.Side{"forename": desk.Right, "strengths": desk.Left, "status.0": desk.Left, "need.0": desk.Left, "upn": desk.Right, "flags": desk.Left}
	if err := d.Merge(t.Context(), desk.MergeChoice{Keep: keep, Other: other, Sides: sides}); err != nil {
		t.Fatal(err)
	}
	e, _ := d.Entry(keep)
	if e.Forename != "ANA" || e.Strengths != "Lego" || e.Status != "K" || len(e.Needs) != 1 || e.UPN != "X88699992001A" || len(e.Flags) != 0 || e.FormerUPN != register.MakeUPN(886, 9999, 21, 1) {
		t.Errorf("%+v", e)
	}
}

func TestTwoChildrenAreRefusedUntilTheirFieldsArePutRight(t *testing.T) {
	d := schooltest.Empty(t)
	keep, other := twice(t, d, "Kowalska", 1)
	e, _ := d.Entry(other)
	twin := e.Pupil
	twin.UPN = register.MakeUPN(886, 9999, 21, 2)
	if err := d.SavePupil(t.Context(), twin); err != nil {
		t.Fatal(err)
	}
	for field, change := range map[string]func(p *register.Pupil){
		"upn": func(*register.Pupil) {}, "born": func(p *register.Pupil) { p.UPN, p.Born = "", day.Of(2016, 9, 4) },
	} {
		p := twin
		change(&p)
		if err := d.SavePupil(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		var refusal *desk.Refusal
		if err := d.Merge(t.Context(), desk.MergeChoice{Keep: keep, Other: other}); !errors.As(err, &refusal) || refusal.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, c := range []desk.MergeChoice{{Keep: keep, Other: keep}, {Keep: keep, Other: "nobody"}, {}} {
		if err := d.Merge(t.Context(), c); err == nil {
			t.Errorf("%+v was merged", c)
		}
	}
	if _, err := d.Entry(other); err != nil {
		t.Error("a refused merge took a pupil away")
	}
}

func TestDuplicatesAreOfferedUntilTheyAreTwoChildren(t *testing.T) {
	d := schooltest.Empty(t)
	keep, other := twice(t, d, "Kowalska", 1)
	found, err := d.Duplicates(t.Context())
	if err != nil || len(found) != 1 || found[0].KeepID != keep || found[0].OtherID != other || found[0].Likeness != register.VeryLikely || !found[0].Clear() {
		t.Fatalf("%v, %+v", err, found)
	}
	if err := d.NotDuplicates(t.Context(), other, keep); err != nil {
		t.Fatal(err)
	}
	if found, _ = d.Duplicates(t.Context()); len(found) != 0 {
		t.Errorf("offered again: %+v", found)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found, _ = d.Duplicates(t.Context()); len(found) != 1 {
		t.Error("undone it is not offered")
	}
	if err := d.NotDuplicates(t.Context(), keep, keep); err == nil {
		t.Error("a pupil is not two children with themselves")
	}
}

func TestSeveralPairsAreMergedInOneStepOrNone(t *testing.T) {
	d, store := deskAndStore(t)
	var choices []desk.MergeChoice
	for i, name := range []string{"Kowalska", "Price", "Nguyễn"} {
		keep, other := twice(t, d, name, i+1)
		choices = append(choices, desk.MergeChoice{Keep: keep, Other: other})
	}
	before := records(t, store)
	if err := d.MergeMany(t.Context(), append(choices[:1:1], desk.MergeChoice{Keep: choices[1].Keep, Other: choices[0].Other})); err == nil {
		t.Error("a record was merged twice in one step")
	}
	if err := d.MergeMany(t.Context(), nil); err == nil {
		t.Error("nothing was merged")
	}
	if records(t, store) != before {
		t.Fatal("a refused merge changed something")
	}
	if err := d.MergeMany(t.Context(), choices); err != nil {
		t.Fatal(err)
	}
	if all, _ := d.Find("left:any"); len(all) != 3 {
		t.Errorf("%d pupils left", len(all))
	}
	if label, err := d.Undo(t.Context()); err != nil || label != "Merge 3 pairs of records" || records(t, store) != before {
		t.Errorf("%q, %v", label, err)
	}
}

// drawPupil writes a pupil with a history of chance into the file, as edits.
func drawPupil(t *rapid.T, id string) []journal.Edit {
	p := register.Pupil{ID: id, Forename: "Ana", Surname: "Kowalska", Flags: register.Flags{}, Fields: register.Values{}}
	if rapid.Bool().Draw(t, "number") {
		p.UPN = "T" + id
	}
	edits := []journal.Edit{{Kind: "pupil", Key: id, About: id, Value: p}}
	n := 0
	newID := func() string { n++; return fmt.Sprint(id, "-", n) }
	var statuses []register.Status
	var needs []register.Need
	for from := day.Of(2020, 1, 1); rapid.IntRange(0, 3).Draw(t, "more") > 0; {
		from = from.AddDays(rapid.IntRange(1, 100).Draw(t, "days"))
		codes := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"SLCN", "ASD", "HI"}), 0, 3, rapid.ID[string]).Draw(t, "needs")
		s, err1 := register.SetStatus(statuses, id, rapid.SampledFrom([]string{"N", "K", "E"}).Draw(t, "status"), from, newID)
		n, err2 := register.SetNeeds(needs, id, codes, from, newID)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		statuses, needs = revised(statuses, s, func(s register.Status) string { return s.ID }), revised(needs, n, func(n register.Need) string { return n.ID })
	}
	for _, s := range statuses {
		edits = append(edits, journal.Edit{Kind: "status", Key: s.ID, About: id, Value: s})
	}
	for _, n := range needs {
		edits = append(edits, journal.Edit{Kind: "need", Key: n.ID, About: id, Value: n})
	}
	return edits
}

func revised[T any](history []T, rev register.Revision[T], id func(T) string) []T {
	for _, r := range append(rev.Remove, rev.Put...) {
		history = slices.DeleteFunc(history, func(h T) bool { return id(h) == id(r) })
	}
	return append(history, rev.Put...)
}

func TestMergeThenUndoIsNothing(t *testing.T) {
	d, store := deskAndStore(t)
	serial := 0
	rapid.Check(t, func(t *rapid.T) {
		serial++
		ids := []string{fmt.Sprint("a", serial), fmt.Sprint("b", serial)}
		edits := append(drawPupil(t, ids[0]), drawPupil(t, ids[1])...)
		if _, err := store.Do(t.Context(), journal.Step{Label: "two pupils", Sort: journal.Did}, edits); err != nil {
			t.Fatal(err)
		}
		var err error
		if d, err = schooltest.Sit(t.Context(), store); err != nil {
			t.Fatal(err)
		}
		before := records(t, store)
		sides := map[string]desk.Side{}
		for _, f := range []string{"upn", "status.0", "need.0", "flags", "status.1"} {
			sides[f] = rapid.SampledFrom([]desk.Side{desk.Left, desk.Right, desk.Both}).Draw(t, f)
		}
		if err := d.Merge(t.Context(), desk.MergeChoice{Keep: ids[0], Other: ids[1], Sides: sides}); err != nil {
			t.Fatal(err)
		}
		merged := records(t, store)
		for _, turn := range []struct {
			do   func() (string, error)
			want string
		}{{func() (string, error) { return d.Undo(t.Context()) }, before}, {func() (string, error) { return d.Redo(t.Context()) }, merged}, {func() (string, error) { return d.Undo(t.Context()) }, before}} {
			if _, err := turn.do(); err != nil || records(t, store) != turn.want {
				t.Fatalf("%v; the file is not as it was", err)
			}
		}
		if _, err := d.Undo(t.Context()); err != nil { // the two pupils too
			t.Fatal(err)
		}
	})
}
