package desk_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
)

// fillLarge gives a desk 2,000 pupils with ten plan rows each.
func fillLarge(t testing.TB, d *desk.Desk) {
	t.Helper()
	var rows strings.Builder
	rows.WriteString("UPN,Surname,Forename,DOB,Class,SEN status,Primary need\n")
	for i := range 2000 {
		fmt.Fprintf(&rows, "%s,Nguyễn%d,Ana,03/09/%d,%dB,K,SLCN\n", register.MakeUPN(886, 9999, 20+i/1000, i%1000), i, 2016+i%5, i%7)
	}
	i, err := d.ReadImport(ctx, "x.csv", []byte(rows.String()), desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.ApplyImport(ctx, i); err != nil {
		t.Fatal(err)
	}
	found, err := d.Find("")
	if err != nil || len(found) != 2000 {
		t.Fatal(len(found), err)
	}
	var cycles []provision.Cycle
	for _, e := range found {
		for n := range 10 {
			starts := day.Of(2024, 1, 8).AddDays(80 * n)
			cycles = append(cycles, provision.Cycle{Pupil: e.ID, Starts: starts, ReviewDue: starts.AddDays(84), Reviewed: starts.AddDays(80), Result: provision.ResultPartly,
				Aim: "Follows a two-part instruction in class without it being repeated", Help: "Daily language group", Evidence: "Four lessons of five", By: "SENCO"})
		}
	}
	if err := d.SaveCycles(ctx, "Plans of the large school", cycles); err != nil {
		t.Fatal(err)
	}
}

// TestWriteLargeSchool writes the school on which start and memory are measured to
// the file that NEEDSBOOK_LARGE names; without it, to a temporary one. What must be quick in
// a large school is looked at in it, since it takes seconds to write.
func TestWriteLargeSchool(t *testing.T) {
	path, kdf := os.Getenv("NEEDSBOOK_LARGE"), vault.KDF{}
	if path == "" {
		path, kdf = t.TempDir()+"/large.needsbook", vault.WeakKDF()
	}
	store, _, err := schooldb.Create(ctx, path, "correct horse battery staple", vault.Options{KDF: kdf})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d, err := desk.Open(ctx, store, desk.Options{Clock: time.Now, NewID: func() string { n++; return fmt.Sprintf("id%08d", n) }, By: "SENCO"})
	if err != nil {
		t.Fatal(err)
	}
	fillLarge(t, d)
	t.Run("no duplicates are found", func(t *testing.T) {
		started := time.Now()
		found, err := d.Duplicates(t.Context())
		if err != nil || len(found) != 0 {
			t.Errorf("%d, %v", len(found), err)
		}
		t.Logf("it took %s", time.Since(started))
	})
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkOpenDesk2000(b *testing.B) {
	path := b.TempDir() + "/large.needsbook"
	o := vault.Options{KDF: vault.WeakKDF()}
	store, _, err := schooldb.Create(ctx, path, "correct horse battery staple", o)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	options := desk.Options{Clock: time.Now, NewID: func() string { n++; return fmt.Sprintf("id%08d", n) }, By: "SENCO"}
	d, err := desk.Open(ctx, store, options)
	if err != nil {
		b.Fatal(err)
	}
	fillLarge(b, d)
	d.Close()
	for b.Loop() {
		store, _, err := schooldb.Open(ctx, path, vault.Passphrase("correct horse battery staple"), o)
		if err != nil {
			b.Fatal(err)
		}
		d, err := desk.Open(ctx, store, options)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		d.Close()
		b.StartTimer()
	}
}

func BenchmarkCommittedEdit(b *testing.B) {
	d := open(b)
	fillLarge(b, d)
	found, _ := d.Find("")
	p := found[0].Pupil
	i := 0
	for b.Loop() {
		i++
		p.Class = fmt.Sprintf("C%d", i)
		if err := d.SavePupil(ctx, p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTasks2000(b *testing.B) {
	d := open(b)
	fillLarge(b, d)
	for b.Loop() {
		if _, err := d.Tasks(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
