package vault

import (
	"context"
	"io/fs"
	"path/filepath"
	"testing"
)

func TestDiscardedFileLeavesNothingBehind(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	o := Options{KDF: WeakKDF(), Anchors: filepath.Join(dir, "seen"), Migrations: []Migration{{Version: 1, Name: "one", SQL: "CREATE TABLE t (a)"}}}
	v, _, err := Create(ctx, filepath.Join(dir, "Demo.needsbook"), "correct horse battery staple", o)
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := Create(ctx, filepath.Join(dir, "Ours.needsbook"), "correct horse battery staple", o)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []*Vault{v, other} {
		if _, err := one.PutPaper(ctx, []byte("a letter")); err != nil {
			t.Fatal(err)
		}
		if _, err := one.AutoBackup(ctx); err != nil {
			t.Fatal(err)
		}
	}
	ours := len(other.backups())
	if err := v.Discard(); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if match, _ := filepath.Match("Demo*", e.Name()); match {
			t.Errorf("%s is still there", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if papers, err := filepath.Glob(filepath.Join(dir, "Needsbook papers *")); err != nil || len(papers) != 1 {
		t.Errorf("folders of papers: %v (%v)", papers, err)
	}
	if len(other.backups()) != ours {
		t.Error("backups of another file are gone")
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
}
