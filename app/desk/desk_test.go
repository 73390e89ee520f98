package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/app/school"
	"needsbook/storage/schooldb/schooltest"
)

var ctx = context.Background()

// open makes a desk over a new file in a temporary folder.
func open(t testing.TB) *desk.Desk { return schooltest.Empty(t) }

// demo makes a desk over the demo school.
func demo(t testing.TB) *desk.Desk { return schooltest.Demo(t) }

func one(t testing.TB, d *desk.Desk, query string) *register.Entry {
	t.Helper()
	found, err := d.Find(query)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Fatalf("%q finds nobody", query)
	}
	return found[0]
}

func TestDemoSchoolIsAsPromised(t *testing.T) {
	d := demo(t)
	c := d.Counts()
	if c.Roll != 412 || c.K != 52 || c.E != 9 || c.SEN != 61 {
		t.Errorf("roll %d, K %d, E %d, SEN %d; want 412, 52, 9, 61", c.Roll, c.K, c.E, c.SEN)
	}
	if !d.School().Demo || d.Today() != day.Of(2026, 11, 23) {
		t.Errorf("demo %v, today %v", d.School().Demo, d.Today())
	}
	names := ""
	found, _ := d.Find("")
	for _, e := range found {
		names += e.Name() + "\n"
		if f := register.CheckUPN(e.UPN); f != nil {
			t.Errorf("UPN %s: %v", e.UPN, f)
		}
	}
	for _, want := range []string{"Łukasz", "Nguyễn", "Thị Mai", "Ngũgĩ", "Siân", "Zoë", "O’Brien"} {
		if !strings.Contains(names, want) {
			t.Errorf("nobody is called %s", want)
		}
	}
	if _, err := d.FillDemo(ctx); err == nil {
		t.Error("the demo school was put over pupils")
	}
}

func TestAddedPupilIsFoundAndUndone(t *testing.T) {
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{
		Pupil:  register.Pupil{Forename: " Thị  Mai ", Surname: "Nguyễn", Born: day.Of(2016, 9, 3), UPN: "y886999926001", Class: "5A"},
		Status: "K", Needs: []string{"SLCN", "SEMH"}, From: day.Of(2026, 9, 3)})
	if err != nil {
		t.Fatal(err)
	}
	e := one(t, d, "need:SEMH year:5 status:K nguyen")
	if e.ID != id || e.Forename != "Thị Mai" || e.UPN != "Y886999926001" || e.PrimaryNeed() != "SLCN" {
		t.Errorf("got %+v", e)
	}
	label, err := d.Undo(ctx)
	if err != nil || label != "Add Thị Mai Nguyễn" {
		t.Fatal(label, err)
	}
	if found, _ := d.Find(""); len(found) != 0 {
		t.Errorf("%d pupils after undo", len(found))
	}
	if _, err := d.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := one(t, d, "nguyen"); got.Status != "K" {
		t.Errorf("after redo the status is %s", got.Status)
	}
}

func TestBadInputIsRefusedWithAReasonAndNothingChanges(t *testing.T) {
	d := open(t)
	if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price", UPN: "Y886999926001"}}); err != nil {
		t.Fatal(err)
	}
	id := one(t, d, "price").ID
	refused := map[string]error{}
	add := func(name string, n desk.NewPupil) { _, refused[name] = d.AddPupil(ctx, n) }
	add("no name", desk.NewPupil{})
	add("born tomorrow", desk.NewPupil{Pupil: register.Pupil{Surname: "A", Born: day.Of(2026, 11, 24)}})
	add("born in 1926", desk.NewPupil{Pupil: register.Pupil{Surname: "A", Born: day.Of(1926, 1, 1)}})
	add("same UPN", desk.NewPupil{Pupil: register.Pupil{Surname: "A", UPN: "Y886999926001"}})
	add("unknown status", desk.NewPupil{Pupil: register.Pupil{Surname: "A"}, Status: "Z"})
	add("unknown need", desk.NewPupil{Pupil: register.Pupil{Surname: "A"}, Status: "K", Needs: []string{"XYZ"}})
	add("same need twice", desk.NewPupil{Pupil: register.Pupil{Surname: "A"}, Status: "K", Needs: []string{"ASD", "ASD"}})
	refused["status in the future"] = d.SetStatus(ctx, id, "K", day.Of(2027, 1, 1))
	refused["status of nobody"] = d.SetStatus(ctx, "nobody", "K", day.Of(2026, 1, 1))
	_, refused["empty note"] = d.SaveNote(ctx, register.Note{Pupil: id, On: day.Of(2026, 11, 1), Words: "  "})
	_, refused["note tomorrow"] = d.SaveNote(ctx, register.Note{Pupil: id, On: day.Of(2026, 11, 24), Words: "x"})
	_, refused["unknown strand"] = d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"xx.yy": "L2"}})
	_, refused["no ratings"] = d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id})
	_, refused["level changed without a reason"] = d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"cl.lit": "L2"}, Level: "L3"})
	_, refused["level changed by two without a second person"] = d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"cl.lit": "L2"}, Level: "L4", Reason: "x"})
	for name, err := range refused {
		var why *desk.Refusal
		if !errors.As(err, &why) || !strings.HasSuffix(why.Words, ".") || why.Field == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if found, _ := d.Find(""); len(found) != 1 || found[0].Status != "N" {
		t.Errorf("something was changed: %d pupils", len(found))
	}
}

func TestLevelIsConfirmedAndKept(t *testing.T) {
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "Zoë", Surname: "Adams"}, Status: "K", Needs: []string{"SPLD"}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"cl.lit": "L3", "cl.num": "L1", "cl.org": "L2", "se.wel": "L2"}})
	if err != nil || l.Level != "L3" || l.MainArea != "cognition_learning" {
		t.Fatalf("%+v, %v", l, err)
	}
	if e := one(t, d, "level:>=L3 adams"); e.Level != "L3" {
		t.Errorf("the register shows %s", e.Level)
	}
	r, err := d.Record(ctx, id)
	if err != nil || len(r.Levels) != 1 || r.Levels[0].Version == "" {
		t.Errorf("%+v, %v", r.Levels, err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if e := one(t, d, "level:none adams"); e.Level != "" {
		t.Errorf("after undo the register shows %s", e.Level)
	}
}

func TestBulkEditIsOneUndo(t *testing.T) {
	d := demo(t)
	found, _ := d.Find("year:6 status:sen")
	var ids []string
	for _, e := range found {
		ids = append(ids, e.ID)
	}
	changes := []desk.Assignment{{Field: "class", Value: "6Z"}, {Field: "flag", Value: "+PP"}}
	if preview, err := d.SetMany(ctx, ids, changes, true); err != nil || len(preview) != len(ids) {
		t.Fatal(len(preview), err)
	}
	if got, _ := d.Find("class:6Z"); len(got) != 0 {
		t.Fatal("a preview changed something")
	}
	if _, err := d.SetMany(ctx, ids, changes, false); err != nil {
		t.Fatal(err)
	}
	if got, _ := d.Find("class:6Z flag:PP"); len(got) != len(ids) {
		t.Fatalf("%d changed, want %d", len(got), len(ids))
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got, _ := d.Find("class:6Z"); len(got) != 0 {
		t.Errorf("%d still changed after one undo", len(got))
	}
	if _, err := d.SetMany(ctx, ids, []desk.Assignment{{Field: "surname", Value: "X"}}, false); err == nil {
		t.Error("surnames of many were set at once")
	}
}

const export = "Meadowfield Primary - SEN list\r\n\r\nUPN,Legal Surname,Legal Forename,DOB,NC Year,Reg Group,SEN Status,Primary need\r\n" +
	"Y886999926001,Nguyễn,Thị Mai,03/09/2016,Year 5,5A,K - SEN Support,SLCN\r\n" +
	"M886999926002,O’Brien,Siân,04/10/2017,Year 4,4B,E,ASD\r\n" +
	"B887999925117,Wójcik,Łukasz,31/02/2016,Year 5,5A,K,SEMH\r\n"

func TestImportTakesGoodRowsNamesBadOnesAndIsOneUndo(t *testing.T) {
	d := open(t)
	i, err := d.ReadImport(ctx, "sims.csv", []byte(export), desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	r := i.Report()
	if r.Added != 2 || len(r.Rejected) != 1 || r.Rejected[0].Row != 6 || r.HeaderRow != 3 {
		t.Fatalf("%+v", r)
	}
	if found, _ := d.Find(""); len(found) != 0 {
		t.Fatal("reading changed something")
	}
	if err := d.ApplyImport(ctx, i); err != nil {
		t.Fatal(err)
	}
	if e := one(t, d, "nguyen"); e.Status != "K" || e.PrimaryNeed() != "SLCN" || e.Class != "5A" {
		t.Errorf("%+v", e)
	}
	again, err := d.ReadImport(ctx, "sims.csv", []byte(export), desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if r := again.Report(); r.Added+r.Changed != 0 || r.Unchanged != 2 {
		t.Errorf("importing twice: %+v", r)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if found, _ := d.Find(""); len(found) != 0 {
		t.Errorf("%d pupils after one undo", len(found))
	}
}

func TestImportChangesStatusAndKeepsNotes(t *testing.T) {
	d := open(t)
	first, _ := d.ReadImport(ctx, "a.csv", []byte(export), desk.ImportOptions{})
	if err := d.ApplyImport(ctx, first); err != nil {
		t.Fatal(err)
	}
	id := one(t, d, "nguyen").ID
	if _, err := d.SaveNote(ctx, register.Note{Pupil: id, On: d.Today(), Words: "Keep me"}); err != nil {
		t.Fatal(err)
	}
	second, err := d.ReadImport(ctx, "b.csv", []byte(strings.Replace(strings.Replace(export, "K - SEN Support,SLCN", "E,ASD", 1), "5A", "5C", 1)), desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if r := second.Report(); r.Changed != 1 {
		t.Fatalf("%+v", r)
	}
	if err := d.ApplyImport(ctx, second); err != nil {
		t.Fatal(err)
	}
	rec, err := d.Record(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Status != "E" || rec.PrimaryNeed() != "ASD" || rec.Class != "5C" || len(rec.Notes) != 1 {
		t.Errorf("status %s, need %s, class %s, %d notes", rec.Status, rec.PrimaryNeed(), rec.Class, len(rec.Notes))
	}
}

func TestRegisterExportHidesNamesWhenAsked(t *testing.T) {
	d := demo(t)
	for names, want := range map[desk.Names]bool{desk.NamesFull: true, desk.NamesInitials: false, desk.NamesOff: false} {
		var b bytes.Buffer
		n, err := d.WriteSheet(&b, d.FileView("status:sen"), names, "csv")
		if err != nil || n != 61 {
			t.Fatal(n, err)
		}
		found, _ := d.Find("status:sen")
		for _, e := range found {
			if got := strings.Contains(b.String(), e.Surname) || strings.Contains(b.String(), e.UPN); got != want {
				t.Errorf("names %s: %s found: %v", names, e.Surname, got)
				break
			}
		}
	}
}

func TestTodayListsWhatWaits(t *testing.T) {
	d := demo(t)
	tasks, err := d.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for i, task := range tasks {
		seen[task.Kind]++
		if i > 0 && task.Urgency < tasks[i-1].Urgency {
			t.Fatal("not in order of urgency")
		}
	}
	for _, kind := range []string{"review", "level", "plan"} {
		if seen[kind] == 0 {
			t.Errorf("no task of kind %s in the demo school: %v", kind, seen)
		}
	}
}

func TestSchoolDetailsAreChecked(t *testing.T) {
	d := open(t)
	if err := d.SaveSchool(ctx, school.School{Name: "Meadowfield", URN: "12", Phase: "primary"}); err == nil {
		t.Error("a URN of two digits was taken")
	}
	if err := d.SaveSchool(ctx, school.School{Name: "Meadowfield", URN: "123456", LAEstab: "886/9999", Phase: "primary"}); err != nil {
		t.Error(err)
	}
	if d.School().Name != "Meadowfield" {
		t.Error("not kept")
	}
}

func BenchmarkSearch2000(b *testing.B) {
	d := open(b)
	var rows strings.Builder
	rows.WriteString("Surname,Forename,DOB,SEN status,Primary need\n")
	for i := range 2000 {
		fmt.Fprintf(&rows, "Nguyễn%d,Ana%d,03/09/2016,K,SLCN\n", i, i)
	}
	i, err := d.ReadImport(ctx, "x.csv", []byte(rows.String()), desk.ImportOptions{})
	if err != nil {
		b.Fatal(err)
	}
	if err := d.ApplyImport(ctx, i); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if found, err := d.Find("nguyen need:SLCN"); err != nil || len(found) != 2000 {
			b.Fatal(len(found), err)
		}
	}
}

func BenchmarkImport2000(b *testing.B) {
	var rows strings.Builder
	rows.WriteString("UPN,Surname,Forename,DOB,SEN status,Primary need\n")
	for i := range 2000 {
		fmt.Fprintf(&rows, "%s,Nguyễn%d,Ana,03/09/2016,K,SLCN\n", register.MakeUPN(886, 9999, 20+i/1000, i%1000), i)
	}
	for b.Loop() {
		d := open(b)
		i, err := d.ReadImport(ctx, "x.csv", []byte(rows.String()), desk.ImportOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if err := d.ApplyImport(ctx, i); err != nil {
			b.Fatal(err)
		}
		d.Close()
	}
}
