package desk_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
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

func TestBlockIsPastedByPlaceAndFillsAllWithOneCell(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	mustField(t, d, "Reading age", register.FieldNumber)
	field := d.Columns()[len(d.Columns())-1].ID
	two := []string{p["Adams"], p["Brown"]}
	changes, err := d.PasteBlock(ctx, desk.Paste{Text: "5B\t9.50\r\n5C\t\r\n", Pupils: two, Columns: []string{"class", field}}, true)
	if err != nil || len(changes) != 2 || entry(t, d, two[0]).Class != "4A" {
		t.Fatal(changes, err)
	}
	if _, err := d.PasteBlock(ctx, desk.Paste{Text: "5B\t9.50\r\n5C\t\r\n", Pupils: two, Columns: []string{"class", field}}, false); err != nil {
		t.Fatal(err)
	}
	if a, b := entry(t, d, two[0]), entry(t, d, two[1]); a.Class != "5B" || a.Fields[field] != "9.5" || b.Class != "5C" || len(b.Fields) != 0 {
		t.Errorf("%+v %+v", a.Pupil, b.Pupil)
	}
	if label, err := d.Undo(ctx); err != nil || label != "Paste Class and Reading age of 2 pupils" || entry(t, d, two[0]).Class != "4A" {
		t.Error(label, err)
	}
	if changes, err := d.PasteBlock(ctx, desk.Paste{Text: "6A", Pupils: two, Columns: []string{"class"}}, false); err != nil || len(changes) != 2 {
		t.Error(changes, err)
	}
	for name, c := range map[string]struct {
		text    string
		columns []string
		words   string
	}{
		"too wide":        {"1\t2\t3\n1\t2\t3", []string{"class", "year"}, "3 columns wide"},
		"too long":        {"1A\n1B\n1C", []string{"class"}, "3 rows long"},
		"ragged":          {"1A\t2\n1B", []string{"class", "year"}, "Row 2"},
		"empty":           {"", []string{"class"}, "nothing to paste"},
		"nothing marked":  {"1A", nil, "Choose the pupils"},
		"wrong value":     {"K\nZ", []string{"status"}, "Row 2, SEN status"},
		"empty status":    {"K\n\n", []string{"status"}, "Row 2, SEN status"},
		"a name":          {"Smith\nJones", []string{"surname"}, "cannot be changed by pasting"},
		"an own field":    {"x\ny", []string{field}, "Row 1, Reading age"},
		"a column gone":   {"x\ny", []string{"gone"}, "not in the register"},
		"two on one need": {"SLCN\tASD\nASD\tSLCN", []string{"needs", "primary_need"}, "two things"},
		"a date":          {"31/02/2026\n1/9/2026", []string{"entered"}, "not a date"},
	} {
		before := dump(t, d)
		_, err := d.PasteBlock(ctx, desk.Paste{Text: c.text, Pupils: two, Columns: c.columns}, false)
		refusedWith(t, err, c.words)
		if dump(t, d) != before {
			t.Errorf("%s: something was changed", name)
		}
	}
}

func TestBlockWithHeadingsFindsItsPupils(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	mustField(t, d, "Key worker", register.FieldText)
	upn := entry(t, d, p["Adams"]).UPN
	block := "upn\tName\tClass\tkey worker\tDate of birth\tPrimary need\n" +
		strings.ToLower(upn) + "\tAdams, Ana\t5B\t\"Jo\nSmith\"\t01/01/2018\tASD\n" +
		"\tAna Celik\t4A\t\"says \"\"hi\"\"\"\t3 Jan 2018\t\n"
	changes, err := d.PasteBlock(ctx, desk.Paste{Text: block}, false)
	if err != nil || len(changes) != 2 {
		t.Fatal(changes, err)
	}
	a, c := entry(t, d, p["Adams"]), entry(t, d, p["Çelik"])
	field, _ := d.FieldNamed("key-worker")
	if a.Class != "5B" || a.Fields[field.ID] != "Jo Smith" || !slices.Equal(a.Needs, []string{"ASD", "SEMH"}) || c.Fields[field.ID] != `says "hi"` {
		t.Errorf("%+v %v, %+v", a.Pupil, a.Needs, c.Pupil)
	}
	if again, err := d.PasteBlock(ctx, desk.Paste{Text: block}, false); err != nil || len(again) != 0 {
		t.Errorf("pasted again it changes %v, %v", again, err)
	}
	if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Adams", Forename: "Ana"}}); err != nil {
		t.Fatal(err)
	}
	for block, words := range map[string]string{
		"UPN\tClass\nX1\t4B":                          "Row 2: no pupil has this UPN",
		"Name\tClass\nNobody, At all\t4B":             "Row 2: no pupil on roll has this name",
		"Name\tClass\nBrown, Ana\t4B\nAdams, Ana\t4B": "Row 3: more than one pupil",
		"Name\tClass\n\t4B":                           "neither UPN nor name",
		"Name\tClass\nBrown, Ana\t4B\nAna Brown\t4C":  "stands in row 2 already",
		"UPN\tShoe size\n" + upn + "\t3":              "no column called “Shoe size”",
		"UPN\tClass\tclass\n" + upn + "\t3\t4":        "stands twice",
		"UPN\t\n" + upn + "\t3":                       "no heading",
		"UPN\tClass":                                  "nothing under them",
		"UPN\tDate of birth\n" + upn + "\t2 Jan 2018": "Row 2, Date of birth: Date of birth cannot be changed",
		"UPN\tName\n" + upn + "\tSmith, Jo":           "Name cannot be changed",
	} {
		before := dump(t, d)
		_, err := d.PasteBlock(ctx, desk.Paste{Text: block}, false)
		refusedWith(t, err, words)
		if dump(t, d) != before {
			t.Errorf("%q changed something", block)
		}
	}
}

func FuzzPasteBlock(f *testing.F) {
	for _, s := range []string{"UPN\tClass\nY1\t4A", "\"a\tb\"\t\"\"\"\"\n", "\"open", "a\r\n\r\nb", "\uFEFFName\tYear\nAdams, Ana\t5", "\"\""} {
		f.Add(s)
	}
	d := open(f)
	p := fewPupils(f, d)
	f.Fuzz(func(t *testing.T, s string) {
		for _, where := range []desk.Paste{{Text: s}, {Text: s, Pupils: []string{p["Adams"], p["Dean"]}, Columns: []string{"class", "known_as"}}} {
			if _, err := d.PasteBlock(ctx, where, true); err != nil {
				refusedWith(t, err, "")
			}
		}
	})
}

func TestBulkEditSetsOwnFieldsFlagsAndNeedsInOneStep(t *testing.T) {
	d := open(t)
	p := fewPupils(t, d)
	field := mustField(t, d, "Breakfast club", register.FieldYesNo)
	all := []string{p["Adams"], p["Brown"], p["Adams"]}
	changes, err := d.SetMany(ctx, all, []desk.Assignment{{Field: "breakfast-club", Value: "Y"}, {Field: "flags", Value: "Pupil premium, EAL"}, {Field: "primary_need", Value: "SEMH"}}, false)
	if err != nil || len(changes) != 2 || changes[0].After["breakfast-club"] != "yes" || changes[0].After["primary_need"] != "SEMH,SLCN" {
		t.Fatalf("%+v, %v", changes, err)
	}
	if e := entry(t, d, p["Brown"]); e.Fields[field] != "yes" || strings.Join(e.Flags, " ") != "PP EAL" || !slices.Equal(e.Needs, []string{"SEMH"}) {
		t.Errorf("%+v", e)
	}
	if label, _ := d.Undo(ctx); label != "Set Breakfast club and flags and primary_need of 2 pupils" || len(entry(t, d, p["Brown"]).Fields) != 0 {
		t.Error(label)
	}
	if _, err := d.SetMany(ctx, all, []desk.Assignment{{Field: "needs", Value: "Speech, language and communication needs"}}, false); err != nil || entry(t, d, p["Brown"]).PrimaryNeed() != "SLCN" {
		t.Errorf("a name with a comma in it: %v", err)
	}
	if _, err := d.SetMany(ctx, all, []desk.Assignment{{Field: "primary_need", Value: "asd"}}, false); err != nil || !slices.Equal(entry(t, d, p["Adams"]).Needs, []string{"ASD"}) {
		t.Errorf("%v, %v", err, entry(t, d, p["Adams"]).Needs)
	}
	for words, as := range map[string][]desk.Assignment{
		"set twice":     {{Field: "class", Value: "1"}, {Field: "class", Value: "2"}},
		"one primary":   {{Field: "primary_need", Value: "SLCN ASD"}},
		"neither yes":   {{Field: "breakfast-club", Value: "perhaps"}},
		"is not a flag": {{Field: "flags", Value: "PP XX"}},
		"cannot be set": {{Field: "shoe-size", Value: "3"}},
		"type of need":  {{Field: "needs", Value: "SLCN, XYZ"}},
	} {
		_, err := d.SetMany(ctx, all, as, false)
		refusedWith(t, err, words)
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
		list, err := d.History(ctx, "", 10000)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
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

func TestExportThenImportChangesNothing(t *testing.T) {
	d := demo(t)
	for _, view := range []register.View{d.FileView(""), d.FileView("status:sen"), wideView(d)} {
		for _, format := range []string{"csv", "xlsx"} {
			var b bytes.Buffer
			n, err := d.WriteSheet(&b, view, desk.NamesFull, format)
			if err != nil || n == 0 {
				t.Fatal(n, err)
			}
			in, err := d.ReadImport(ctx, "register."+format, b.Bytes(), desk.ImportOptions{})
			if err != nil {
				t.Fatal(err)
			}
			r := in.Report()
			if r.Added != 0 || r.Changed != 0 || r.Unchanged != n || len(r.Rejected) != 0 {
				t.Errorf("%s with %d columns: %d added, %d changed, %d of %d unchanged, rejected %v", format, len(view.Columns), r.Added, r.Changed, r.Unchanged, n, r.Rejected)
				for _, c := range in.Plan.Changed[:min(2, len(in.Plan.Changed))] {
					t.Log(c.Fields)
				}
			}
		}
	}
}

func TestEveryFormatHoldsTheSameAndHidesNames(t *testing.T) {
	d := demo(t)
	mustField(t, d, "Key worker", register.FieldText)
	mustField(t, d, "Reading age", register.FieldNumber)
	for _, e := range ids(t, d, "status:E") {
		for field, value := range map[string]string{"key-worker": "=Jo Smith", "reading-age": "9.5"} {
			if err := d.SetFieldValue(ctx, e, field, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	v := wideView(d)
	v.Query = "status:E"
	for _, names := range []desk.Names{desk.NamesFull, desk.NamesInitials, desk.NamesOff} {
		rows := map[string][][]string{}
		for _, f := range desk.SheetFormats {
			var b bytes.Buffer
			if n, err := d.WriteSheet(&b, v, names, f.Format); err != nil || n != 9 {
				t.Fatal(n, err)
			}
			rows[f.Format] = readRows(t, f.Format, b.Bytes())
		}
		if len(rows["csv"]) != 10 || !slices.EqualFunc(rows["csv"], rows["xlsx"], slices.Equal) || len(rows["json"]) != 9 {
			t.Errorf("%s: CSV and workbook differ:\n%v\n%v", names, rows["csv"][:2], rows["xlsx"][:2])
		}
		text := fmt.Sprint(rows)
		for _, id := range ids(t, d, v.Query) {
			e := entry(t, d, id)
			for _, secret := range []string{e.Surname, e.UPN, "Jo Smith"} {
				if strings.Contains(text, secret) != (names == desk.NamesFull) {
					t.Errorf("names %s: %s", names, secret)
				}
			}
		}
	}
	var b bytes.Buffer
	_, err := d.WriteSheet(&b, v, desk.NamesFull, "pdf")
	refusedWith(t, err, "csv, xlsx or json")
}

// readRows reads a file of the register back; cells that are made safe for a
// spreadsheet are taken as they were.
func readRows(t testing.TB, format string, content []byte) [][]string {
	t.Helper()
	var rows [][]string
	var err error
	switch format {
	case "csv":
		rows, err = csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF")))).ReadAll()
		for _, row := range rows {
			for i := range row {
				row[i] = strings.TrimPrefix(row[i], "'")
			}
		}
	case "xlsx":
		var f *excelize.File
		if f, err = excelize.OpenReader(bytes.NewReader(content)); err == nil {
			defer f.Close()
			rows, err = f.GetRows("Register")
			for i, row := range rows {
				rows[i] = append(row, make([]string, len(rows[0])-len(row))...)
				for col := range row {
					cell, _ := excelize.CoordinatesToCellName(col+1, i+1)
					if formula, _ := f.GetCellFormula("Register", cell); formula != "" {
						t.Errorf("%s holds a formula", cell)
					}
				}
			}
		}
	case "json":
		var list []map[string]string
		err = json.Unmarshal(content, &list)
		for _, one := range list {
			rows = append(rows, slices.Sorted(maps.Values(one)))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestWorkbookLeavesNothingBehindOnTheDisk(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	d := demo(t)
	var b bytes.Buffer
	if _, err := d.WriteSheet(&b, wideView(d), desk.NamesFull, "xlsx"); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}
