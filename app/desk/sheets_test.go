package desk_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
)

func refusedWith(t testing.TB, err error, words string) {
	t.Helper()
	var why *desk.Refusal
	if !errors.As(err, &why) || !strings.Contains(why.Words, words) || !strings.HasSuffix(why.Words, ".") {
		t.Errorf("refused with %v, want %q", err, words)
	}
}

func mustField(t testing.TB, d *desk.Desk, name string, kind register.FieldType, choices ...string) string {
	t.Helper()
	id, err := d.SaveField(ctx, register.Field{Name: name, Type: kind, Choices: choices})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// fewPupils puts four pupils in the register and returns their identifiers by surname.
func fewPupils(t testing.TB, d *desk.Desk) map[string]string {
	t.Helper()
	out := map[string]string{}
	for i, name := range []string{"Adams", "Brown", "Çelik", "Dean"} {
		id, err := d.AddPupil(ctx, desk.NewPupil{Status: []string{"K", "E", "N", "K"}[i], From: day.Of(2026, 9, 3), Needs: [][]string{{"SLCN", "SEMH"}, {"ASD"}, nil, {"SPLD"}}[i],
			Pupil: register.Pupil{Surname: name, Forename: "Ana", UPN: register.MakeUPN(886, 9999, 20, i), Class: "4A", Born: day.Of(2018, 1, 1+i), Entered: day.Of(2024, 9, 3)}})
		if err != nil {
			t.Fatal(err)
		}
		out[name] = id
	}
	return out
}

func entry(t testing.TB, d *desk.Desk, id string) *register.Entry {
	t.Helper()
	e, err := d.Entry(id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestSavedViewsAreKeptNamedOrderedAndUndone(t *testing.T) {
	d := open(t)
	fewPupils(t, d)
	v := d.StandardView()
	v.Name = "  Mine "
	v.Sorts = []register.ViewSort{{ID: "class", Descending: true}}
	v.Marks = []register.ViewMark{{Query: "review:overdue", Words: "Late", Look: "overdue"}}
	v.Columns[0].Width = 240
	first, err := d.SaveView(ctx, v)
	if err != nil {
		t.Fatal(err)
	}
	v.Name = "Second"
	if _, err := d.SaveView(ctx, v); err != nil {
		t.Fatal(err)
	}
	views, _ := d.Views(ctx)
	if len(views) != 2 || views[0].ID != first || views[0].Name != "Mine" || views[0].Columns[0].Width != 240 || views[0].Marks[0].Look != "overdue" || !views[0].Sorts[0].Descending {
		t.Fatalf("%+v", views)
	}
	for words, change := range map[string]func(*register.View){
		"Enter a name": func(v *register.View) { v.Name = " " },
		"already":      func(v *register.View) { v.Name = "second" },
		"one column":   func(v *register.View) { v.Columns = nil },
		"colour alone": func(v *register.View) { v.Marks = []register.ViewMark{{Query: "year:3", Look: "done"}} },
		"look":         func(v *register.View) { v.Marks = []register.ViewMark{{Words: "x", Look: "pink"}} },
		"no such view": func(v *register.View) { v.ID, v.Name = "gone", "Third" },
	} {
		bad := views[0]
		change(&bad)
		_, err := d.SaveView(ctx, bad)
		refusedWith(t, err, words)
	}
	bad := views[0]
	bad.Query = "teapot:1"
	var query *register.QueryError
	if _, err := d.SaveView(ctx, bad); !errors.As(err, &query) {
		t.Errorf("a search that cannot be read was saved: %v", err)
	}
	if err := d.RemoveView(ctx, first); err != nil {
		t.Fatal(err)
	}
	if views, _ := d.Views(ctx); len(views) != 1 {
		t.Errorf("%d views after one was removed", len(views))
	}
	if label, err := d.Undo(ctx); err != nil || label != "Remove the view Mine" {
		t.Error(label, err)
	}
	if _, ok := d.ViewNamed("mine"); !ok {
		t.Error("undo does not bring the view back")
	}
	refusedWith(t, d.RemoveView(ctx, "gone"), "no such view")
}

func TestFieldIsAddedFilledAskedRenamedAndRemoved(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	id := mustField(t, d, " Reading  age", register.FieldNumber)
	if err := d.SetFieldValue(ctx, p["Adams"], "reading age", "9.50"); err != nil {
		t.Fatal(err)
	}
	if err := d.SetFieldValue(ctx, p["Brown"], id, "11"); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, d.SetFieldValue(ctx, p["Adams"], id, "nine"), "not a number")
	refusedWith(t, d.SetFieldValue(ctx, p["Adams"], "shoe size", "3"), "no field")
	if got := one(t, d, "reading-age:<10"); got.Surname != "Adams" || got.Fields[id] != "9.5" {
		t.Errorf("%+v", got.Pupil)
	}
	view := register.View{Name: "Readers", Query: "reading-age:>9", Marks: []register.ViewMark{{Query: "reading-age:>10", Words: "Reads well", Look: "done"}}}.WithColumns("name", id)
	viewID, err := d.SaveView(ctx, view)
	if err != nil {
		t.Fatal(err)
	}
	// A new name: searches and views follow in the same step.
	if _, err := d.SaveField(ctx, register.Field{ID: id, Name: "Age of reading", Type: register.FieldNumber}); err != nil {
		t.Fatal(err)
	}
	saved, _ := d.View(viewID)
	if saved.Query != "age-of-reading:>9" || saved.Marks[0].Query != "age-of-reading:>10" {
		t.Errorf("%+v", saved)
	}
	// A type that a value does not fit.
	_, err = d.SaveField(ctx, register.Field{ID: id, Name: "Age of reading", Type: register.FieldDate})
	refusedWith(t, err, "2 values of Age of reading")
	if err := d.RemoveField(ctx, id); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Find("age-of-reading:>9"); err == nil {
		t.Error("a field that was removed can still be asked")
	}
	s, err := d.Sheet(saved, desk.NamesFull)
	if err != nil || len(s.Columns) != 1 || len(s.Lost) != 3 || len(s.Entries) != 4 {
		t.Fatalf("%v, %q", err, s.Lost)
	}
	if _, err := d.SaveView(ctx, saved); err != nil {
		t.Errorf("a view on a removed field cannot be saved again: %v", err)
	}
	if label, err := d.Undo(ctx); err != nil || label != "Remove the field Age of reading" {
		t.Fatal(label, err)
	}
	if s, err := d.Sheet(saved, desk.NamesFull); err != nil || len(s.Lost) != 0 || len(s.Entries) != 2 || s.Value(0, 1) != "9.5" {
		t.Errorf("after undo: %v, %+v", err, s)
	}
	if _, err := d.SaveField(ctx, register.Field{ID: id, Name: "Age of reading", Type: register.FieldText}); err != nil {
		t.Errorf("numbers do not fit words: %v", err)
	}
	refusedWith(t, d.RemoveField(ctx, "gone"), "no such field")
}

func TestChoiceInUseCannotBeTakenAway(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	id := mustField(t, d, "Group", register.FieldChoice, "Red", " Green ", "")
	if err := d.SetFieldValue(ctx, p["Adams"], "group", "GREEN"); err != nil {
		t.Fatal(err)
	}
	_, err := d.SaveField(ctx, register.Field{ID: id, Name: "Group", Type: register.FieldChoice, Choices: []string{"Red"}})
	refusedWith(t, err, "1 value of Group")
	if _, err := d.SaveField(ctx, register.Field{ID: id, Name: "Group", Type: register.FieldChoice, Choices: []string{"red", "green"}}); err != nil {
		t.Error(err)
	}
	if got := entry(t, d, p["Adams"]).Fields[id]; got != "green" {
		t.Errorf("the value does not follow its choice: %q", got)
	}
}

func TestHeadingFilterCountsWithoutItself(t *testing.T) {
	d := open(t)
	fewPupils(t, d)
	v := d.StandardView()
	words := func(column string) string {
		var out []string
		for _, o := range d.Values(v, column) {
			out = append(out, fmt.Sprintf("%s=%d", o.Words, o.Count))
		}
		return strings.Join(out, " ")
	}
	if got := words("status"); got != "EHC plan=1 SEN support=2 No SEN=1" {
		t.Errorf("status %s", got)
	}
	if got := words("primary_need"); got != "ASD=1 SLCN=1 SPLD=1" {
		t.Errorf("primary need %s", got)
	}
	v.Query = d.Filtered(v.Query, "primary_need", []string{"primary:ASD", "primary:SLCN"})
	if v.Query != "status:sen primary:ASD,SLCN" || len(ids(t, d, v.Query)) != 2 {
		t.Error(v.Query)
	}
	if got := words("primary_need"); got != "ASD=1 SLCN=1 SPLD=1" {
		t.Errorf("primary need %s", got)
	}
	if q := d.Filtered(v.Query, "primary_need", nil); q != "status:sen" {
		t.Error(q)
	}
	if d.Values(v, "name") != nil || d.Values(v, "gone") != nil {
		t.Error("names are offered as a filter")
	}
}

func TestChangeSinceSeptemberIsNowLessThen(t *testing.T) {
	d := open(t) // 23 November 2026
	add := func(status string, from, entered, left day.Date) {
		t.Helper()
		if _, err := d.AddPupil(ctx, desk.NewPupil{Status: status, From: from, Pupil: register.Pupil{Surname: "A", Entered: entered, Left: left}}); err != nil {
			t.Fatal(err)
		}
	}
	none := day.Date{}
	add("K", day.Of(2025, 1, 1), day.Of(2024, 9, 1), none)                // then and now
	add("K", day.Of(2026, 10, 1), day.Of(2024, 9, 1), none)               // new
	add("E", day.Of(2025, 1, 1), day.Of(2024, 9, 1), day.Of(2026, 10, 1)) // left since
	add("E", day.Of(2025, 1, 1), day.Of(2024, 9, 1), day.Of(2026, 10, 2)) // left since
	if c := d.Counts(); c.SEN != 2 || c.Since != -1 {
		t.Errorf("%d with SEN, %d since September; want 2 and -1", c.SEN, c.Since)
	}
}

// dump is the sheet as a text: what an undo has to bring back. A value of a field that
// was removed is not part of it until the field is back.
func dump(t rapid.TB, d *desk.Desk) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := d.WriteSheet(&b, wideView(d), desk.NamesFull, "csv"); err != nil {
		t.Fatal(err)
	}
	fields, _ := d.Fields(ctx)
	views, _ := d.Views(ctx)
	if err := json.NewEncoder(&b).Encode([]any{fields, views}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAnyEditsOfTheSheetUndoneGiveTheSameSchool(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	all := slices.Sorted(maps.Values(p))
	steps := func(t *rapid.T) int {
		newest, err := d.History(ctx, "", 1)
		if err != nil {
			t.Fatal(err)
		}
		return int(newest[0].N)
	}
	rapid.Check(t, func(t *rapid.T) {
		before := dump(t, d)
		made := 0
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			n := steps(t)
			editSheet(t, d, all)
			made += steps(t) - n
		}
		after := dump(t, d)
		for range made {
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if got := dump(t, d); got != before {
			t.Fatalf("undone:\n%s\nbefore:\n%s", got, before)
		}
		for range made {
			if _, err := d.Redo(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if got := dump(t, d); got != after {
			t.Fatal("done again it is not the same")
		}
		for range made {
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// editSheet makes one change of the sheet; a refusal changes nothing.
func editSheet(t *rapid.T, d *desk.Desk, all []string) {
	some := rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, 4, rapid.ID[string]).Draw(t, "pupils")
	name := rapid.SampledFrom([]string{"Reading age", "Key worker", "Group"}).Draw(t, "name")
	f, there := d.FieldNamed(name)
	switch rapid.SampledFrom([]string{"field", "remove field", "value", "bulk", "paste", "view", "remove view"}).Draw(t, "edit") {
	case "field":
		if !there {
			f = register.Field{Name: name}
		}
		f.Type = rapid.SampledFrom(register.FieldTypes).Draw(t, "type").Type
		f.Choices = []string{"9", "10"}
		_, _ = d.SaveField(ctx, f)
	case "remove field":
		_ = d.RemoveField(ctx, f.ID)
	case "value":
		_ = d.SetFieldValue(ctx, some[0], name, rapid.SampledFrom([]string{"", "9", "10", "Jo", "yes", "2026-11-01"}).Draw(t, "value"))
	case "bulk":
		a := rapid.SampledFrom([]string{"class=5B", "class=", "status=K", "status=N", "status=E", "needs=ASD", "needs=SLCN,SEMH", "needs=", "flag=+PP", "flags=EAL", "left=2026-11-20", "year=4", "reading-age=9", "primary_need=MLD"}).Draw(t, "assignment")
		read, err := desk.ParseAssignment(a)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = d.SetMany(ctx, some, []desk.Assignment{read}, false)
	case "paste":
		columns := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"class", "status", "known_as", "flags", "needs"}), 1, 2, rapid.ID[string]).Draw(t, "columns")
		cells := map[string]string{"class": "6C", "status": "E", "known_as": "Annie", "flags": "PP SC", "needs": "HI"}
		var row []string
		for _, c := range columns {
			row = append(row, cells[c])
		}
		_, _ = d.PasteBlock(ctx, desk.Paste{Text: strings.Join(row, "\t"), Pupils: some, Columns: columns}, false)
	case "view":
		v := d.StandardView()
		v.Name = name
		if old, ok := d.ViewNamed(name); ok {
			v.ID, v.Place = old.ID, old.Place
		}
		if there {
			v.Columns = append(v.Columns, register.ViewColumn{ID: f.ID})
			v.Query = f.Slug() + ":none"
		}
		_, _ = d.SaveView(ctx, v)
	case "remove view":
		v, _ := d.ViewNamed(name)
		_ = d.RemoveView(ctx, v.ID)
	}
}
