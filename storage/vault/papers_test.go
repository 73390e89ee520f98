package vault

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func mustPut(t testing.TB, v *Vault, content string) string {
	t.Helper()
	digest, err := v.PutPaper(ctx, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

func wantPaper(t testing.TB, v *Vault, digest, want string) {
	t.Helper()
	got, err := v.Paper(ctx, digest)
	if err != nil || string(got) != want {
		t.Fatalf("the paper is %.40q (%v), want %.40q", got, err, want)
	}
}

// sealedPapers are the papers' files beside a school's file or a backup.
func sealedPapers(t testing.TB, path string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(filepath.Dir(path), "Needsbook papers *", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAnyPaperIsReadBackAsItWasPut(t *testing.T) {
	v, _ := mustCreate(t, testPath(t), options(t))
	rapid.Check(t, func(r *rapid.T) {
		size := rapid.OneOf(rapid.IntRange(1, 5000),
			rapid.SampledFrom([]int{paperPiece - 1, paperPiece, paperPiece + 1, 2 * paperPiece, 3*paperPiece + 7})).Draw(r, "size")
		content := bytes.Repeat([]byte{rapid.Byte().Draw(r, "byte")}, size)
		copy(content, rapid.SliceOfN(rapid.Byte(), 0, 64).Draw(r, "start"))
		digest, err := v.PutPaper(ctx, content)
		if err != nil {
			r.Fatal(err)
		}
		if got, err := v.Paper(ctx, digest); err != nil || !bytes.Equal(got, content) {
			r.Fatalf("%d bytes, %v", len(got), err)
		}
	})
}

func TestPaperIsThereAfterReopeningAndUnderANewPassphrase(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	digest := mustPut(t, v, "Wilhelmina's report")
	if again := mustPut(t, v, "Wilhelmina's report"); again != digest || len(sealedPapers(t, path)) != 1 {
		t.Errorf("the same paper lies there twice: %v", sealedPapers(t, path))
	}
	before, err := os.ReadFile(sealedPapers(t, path)[0])
	if err != nil {
		t.Fatal(err)
	}
	recovery, err := v.Rekey(ctx, "another lantern in the orchard")
	if err != nil {
		t.Fatal(err)
	}
	wantPaper(t, v, digest, "Wilhelmina's report")
	later := mustPut(t, v, "a later one")
	mustClose(t, v)
	if v, _, err = Open(ctx, path, Recovery(recovery), o); err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	wantPaper(t, v, digest, "Wilhelmina's report")
	wantPaper(t, v, later, "a later one")
	found := false
	for _, name := range sealedPapers(t, path) {
		b, err := os.ReadFile(name)
		found = found || err == nil && bytes.Equal(b, before)
	}
	if !found {
		t.Error("the new passphrase wrote the old paper anew")
	}
}

func TestPaperIsRefused(t *testing.T) {
	v, _ := mustCreate(t, testPath(t), options(t))
	_, err := v.PutPaper(ctx, nil)
	wantError(t, err, ErrUnfit)
	_, err = v.PutPaper(ctx, make([]byte, MaxPaper+1))
	wantError(t, err, ErrUnfit)
	_, err = v.Paper(ctx, strings.Repeat("0", 64))
	wantError(t, err, ErrMissing)
	mustClose(t, v)
	_, err = v.PutPaper(ctx, []byte("x"))
	wantError(t, err, ErrClosed)
	_, err = v.Paper(ctx, strings.Repeat("0", 64))
	wantError(t, err, ErrClosed)
	wantError(t, v.ErasePapers(ctx, "x"), ErrClosed)
}

func TestFileThatIsRenamedKeepsItsPapers(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	digest := mustPut(t, v, "a letter")
	mustClose(t, v)
	other := filepath.Join(filepath.Dir(path), "Our school 2027.needsbook")
	if err := os.Rename(path, other); err != nil {
		t.Fatal(err)
	}
	v, _ = mustOpen(t, other, o)
	wantPaper(t, v, digest, "a letter")
}

// TestEveryByteOfASealedPaperIsProved changes, cuts and lengthens a paper.
func TestEveryByteOfASealedPaperIsProved(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	digest := mustPut(t, v, strings.Repeat("Wilhelmina ", 30))
	other := mustPut(t, v, strings.Repeat("Ottoline!! ", 30)) // as long
	p, err := v.findPaper(ctx, digest)
	if err != nil {
		t.Fatal(err)
	}
	q, err := v.findPaper(ctx, other)
	if err != nil {
		t.Fatal(err)
	}
	dir := papersDir(path, v.header.fileID)
	whole, err := os.ReadFile(p.in(dir))
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(q.in(dir))
	if err != nil {
		t.Fatal(err)
	}
	damaged := map[string][]byte{"emptied": {}, "another in its place": foreign, "something added": append(bytes.Clone(whole), 0)}
	for at := range whole {
		b := bytes.Clone(whole)
		b[at] ^= 1
		damaged[fmt.Sprint("byte ", at)] = b
		damaged[fmt.Sprint("cut at ", at)] = whole[:at]
	}
	for name, b := range damaged {
		if err := os.WriteFile(p.in(dir), b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := v.Paper(ctx, digest); err == nil {
			t.Fatalf("%s: it was read", name)
		} else {
			wantError(t, err, ErrDamaged)
		}
	}
	wantPaper(t, v, other, strings.Repeat("Ottoline!! ", 30))
	// Putting the same content again mends it.
	if mustPut(t, v, strings.Repeat("Wilhelmina ", 30)) != digest {
		t.Error("the digest is another")
	}
	wantPaper(t, v, digest, strings.Repeat("Wilhelmina ", 30))
	mustClose(t, v)
	v, _ = mustOpen(t, path, o)
	if left := sealedPapers(t, path); len(left) != 2 {
		t.Errorf("the damaged paper is still there: %v", left)
	}
	wantPaper(t, v, digest, strings.Repeat("Wilhelmina ", 30))
}

func TestVerifyFindsMissingAndDamagedPapersAndOpeningDoesNotMind(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Wilhelmina")
	for _, c := range []string{"one Wilhelmina", "two", "three", "four"} {
		mustPut(t, v, c)
	}
	r, err := Verify(ctx, path, Passphrase(passphrase))
	if err != nil || !r.Sound() || r.PapersProblem() != nil || r.Papers.Count != 4 || r.Papers.Bytes != int64(len("one Wilhelminatwothreefour")) {
		t.Fatalf("%+v, %v", r, err)
	}
	files := sealedPapers(t, path)
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	for i, name := range files[1:3] {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)-1-i*5] ^= 128
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err = Verify(ctx, path, Passphrase(passphrase))
	if err != nil || r.Papers.Missing != 1 || r.Papers.Damaged != 2 || len(r.Notices()) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	wantError(t, r.PapersProblem(), ErrDamaged)
	if text := r.PapersProblem().Error(); strings.Contains(text, "Wilhelmina") || !strings.Contains(text, "1 missing and 2 damaged") {
		t.Error(text)
	}
	b, err := v.Backup(ctx, filepath.Join(t.TempDir(), "copy.needsbook"))
	if err != nil || b.Papers != r.Papers {
		t.Fatalf("%+v, %v", b, err)
	}
	wantError(t, b.PapersProblem(), ErrMissing)
	mustClose(t, v)
	if err := os.RemoveAll(filepath.Dir(files[0])); err != nil {
		t.Fatal(err)
	}
	v, r = mustOpen(t, path, o)
	wantNames(t, v, "Wilhelmina")
	if len(r.Notices()) != 1 || !strings.Contains(r.Notices()[0], "go with meadowfield.needsbook are whole: of 4, 4 missing") {
		t.Errorf("%q", r.Notices())
	}
	mustPut(t, v, "five")
}

func TestBackupAndItsFolderCopiedElsewhereAreWhole(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	digest := mustPut(t, v, "first")
	first, err := v.AutoBackup(ctx)
	if err != nil || first.Papers != (PapersReport{Count: 1, Bytes: 5}) {
		t.Fatalf("%+v, %v", first, err)
	}
	later := mustPut(t, v, "later")
	to := t.TempDir()
	second, err := v.Backup(ctx, filepath.Join(to, "copy.needsbook"))
	if err != nil || second.Papers.Count != 2 {
		t.Fatalf("%+v, %v", second, err)
	}
	shared := sealedPapers(t, first.Path)
	if len(shared) != 1 || len(sealedPapers(t, second.Path)) != 2 {
		t.Fatalf("%v, %v", shared, sealedPapers(t, second.Path))
	}
	stamp, err := os.Stat(shared[0])
	if err != nil {
		t.Fatal(err)
	}
	third, err := v.AutoBackup(ctx)
	if err != nil || third.Papers.Count != 2 || len(sealedPapers(t, third.Path)) != 2 {
		t.Fatalf("%+v, %v", third, err)
	}
	if again, err := os.Stat(shared[0]); err != nil || !again.ModTime().Equal(stamp.ModTime()) || !os.SameFile(stamp, again) {
		t.Errorf("a paper that was there was copied again: %v", err)
	}
	mustClose(t, v)
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.CopyFS(elsewhere, os.DirFS(to)); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(elsewhere, "copy.needsbook")
	if r, err := Verify(ctx, copied, Passphrase(passphrase)); err != nil || !r.Sound() || r.Papers.Count != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	if err := os.RemoveAll(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	// Put in place of the lost file, and restored into a new one.
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Replace(ctx, path, copied, Passphrase(passphrase), o); err != nil {
		t.Fatal(err)
	}
	v, _ = mustOpen(t, path, o)
	wantPaper(t, v, digest, "first")
	wantPaper(t, v, later, "later")
	fresh := filepath.Join(t.TempDir(), "fresh.needsbook")
	w, _, err := Create(ctx, fresh, "another lantern in the orchard", o)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Restore(ctx, copied, Passphrase(passphrase)); err != nil {
		t.Fatal(err)
	}
	wantPaper(t, w, digest, "first")
	if r, err := Verify(ctx, fresh, Passphrase("another lantern in the orchard")); err != nil || !r.Sound() || r.Papers.Count != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
}

func TestRestoreBringsBackPapersThatAreMissingOrDamaged(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	digests := []string{mustPut(t, v, "one"), mustPut(t, v, "two")}
	b, err := v.Backup(ctx, filepath.Join(t.TempDir(), "copy.needsbook"))
	if err != nil {
		t.Fatal(err)
	}
	files := sealedPapers(t, path)
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[1], []byte("NBPAPER1 damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Restore(ctx, b.Path, Passphrase(passphrase)); err != nil {
		t.Fatal(err)
	}
	wantPaper(t, v, digests[0], "one")
	wantPaper(t, v, digests[1], "two")
	if r, err := Verify(ctx, path, Passphrase(passphrase)); err != nil || !r.Sound() {
		t.Fatalf("%+v, %v", r.Notices(), err)
	}
}

func TestMissingPaperIsReadFromTheBackups(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	digest := mustPut(t, v, "a drawing")
	if _, err := v.AutoBackup(ctx); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Dir(sealedPapers(t, path)[0])); err != nil {
		t.Fatal(err)
	}
	wantPaper(t, v, digest, "a drawing")
}

func TestErasedPaperIsGoneForGood(t *testing.T) {
	path, o := testPath(t), options(t)
	c := newClock()
	o.Now = c.now
	v, _ := mustCreate(t, path, o)
	gone, stays := mustPut(t, v, "Wilhelmina's report"), mustPut(t, v, "another")
	old, err := v.AutoBackup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	p, err := v.findPaper(ctx, gone)
	if err != nil {
		t.Fatal(err)
	}
	c.t = c.t.Add(backupAge)
	if err := v.ErasePapers(ctx, gone); err != nil {
		t.Fatal(err)
	}
	_, err = v.Paper(ctx, gone)
	wantError(t, err, ErrMissing)
	wantPaper(t, v, stays, "another")
	if n := len(sealedPapers(t, path)); n != 1 {
		t.Errorf("%d papers lie beside the file", n)
	}
	mustClose(t, v)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content, err := readContent(file, Passphrase(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	if len(content.chains) != 3 || bytes.Contains(content.image, p.key) || bytes.Contains(content.image, []byte(gone)) {
		t.Error("the file still holds the paper's key or digest")
	}
	// The backup of before can still open it, and its bytes go with that backup.
	if r, err := Verify(ctx, old.Path, Passphrase(passphrase)); err != nil || r.Papers.Count != 2 || !r.Sound() {
		t.Fatalf("%+v, %v", r, err)
	}
	c.t = c.t.Add(keepAtMost)
	v, _ = mustOpen(t, path, o)
	if len(v.Backups()) != 1 || len(sealedPapers(t, old.Path)) != 1 {
		t.Errorf("%v, %v", v.Backups(), sealedPapers(t, old.Path))
	}
	wantPaper(t, v, stays, "another")
}

func TestInterruptedWorkIsClearedOnOpening(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	digest := mustPut(t, v, "a letter")
	mustClose(t, v)
	kept := sealedPapers(t, path)[0]
	for _, name := range []string{kept + "x.paper.part", filepath.Join(filepath.Dir(kept), "notes.txt")} {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	v, _ = mustOpen(t, path, o)
	wantPaper(t, v, digest, "a letter")
	if left := sealedPapers(t, path); len(left) != 2 || !strings.HasSuffix(left[1], "notes.txt") && !strings.HasSuffix(left[0], "notes.txt") {
		t.Errorf("there are %v", left)
	}
}

func TestNoPaperNorItsNameReachesTheDiskInPlainText(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	path, o := filepath.Join(dir, "meadowfield.needsbook"), options(t)
	v, _ := mustCreate(t, path, o)
	content := []byte(strings.Repeat("Wilhelmina Featherstonehaugh. ", 5000)) // several pieces
	digest, err := v.PutPaper(ctx, content)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.AutoBackup(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Paper(ctx, digest); err != nil || !bytes.Equal(got, content) {
		t.Fatal(err)
	}
	mustClose(t, v)
	// the file, its lock, the backup and a paper beside each
	if files := wantNoPlaintext(t, dir, temp); files != 5 {
		t.Errorf("there are %d files, want 5", files)
	}
	for _, place := range []string{path, filepath.Join(dir, "meadowfield backups", "x")} {
		for _, name := range sealedPapers(t, place) {
			if strings.Contains(name, digest) || !paperName(strings.TrimSuffix(filepath.Base(name), paperEnding)) {
				t.Errorf("the name %s tells of the content", name)
			}
		}
	}
}

func TestListThatLeadsOutOfTheFolderIsRefused(t *testing.T) {
	path := testPath(t)
	v, _ := mustCreate(t, path, options(t))
	mustPut(t, v, "a letter")
	for column, value := range map[string]any{"name": "../../etc/passwd", "key": []byte("short"), "size": int64(MaxPaper) + 1, "digest": "xyz"} {
		err := v.Update(ctx, "Alter", func(tx *sql.Tx) error {
			if _, err := tx.Exec(`UPDATE sealed_paper SET `+column+` = ?`, value); err != nil {
				return err
			}
			_, err := papersOf(context.Background(), v.m.conn)
			wantError(t, err, ErrDamaged)
			return os.ErrInvalid // nothing is kept
		})
		wantError(t, err, os.ErrInvalid)
	}
	if _, err := Verify(ctx, path, Passphrase(passphrase)); err != nil {
		t.Error(err)
	}
}

// FuzzSealedPaper reads any bytes in the place of a sealed paper: only the very paper
// is taken for it.
func FuzzSealedPaper(f *testing.F) {
	disk := newSim()
	content := []byte(strings.Repeat("Wilhelmina ", 20))
	p, err := newPaper(content, bytes.NewReader(bytes.Repeat([]byte{7}, 48)))
	if err != nil {
		f.Fatal(err)
	}
	if err := p.write(disk, "/school", content); err != nil {
		f.Fatal(err)
	}
	whole := bytes.Clone(disk.names[p.in("/school")].data)
	f.Add(whole)
	f.Add(whole[:40])
	f.Add([]byte(paperMagic))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		disk.names[p.in("/school")].data = b
		if err := p.check(disk, "/school"); (err == nil) != bytes.Equal(b, whole) {
			t.Fatalf("%d bytes: %v", len(b), err)
		}
	})
}
