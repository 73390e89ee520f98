package vault

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// canaries are words that must never be found outside the sealed parts.
var canaries = []string{"SQLite format", "CREATE TABLE", "pupil", "Wilhelmina", "Featherstonehaugh", "Add a pupil", passphrase}

// wantNoPlaintext looks through all files of folders.
func wantNoPlaintext(t *testing.T, dirs ...string) (files int) {
	t.Helper()
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			files++
			if found := plaintextIn(b); found != "" {
				t.Errorf("%s holds %q", name, found)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// plaintextIn finds a canary in bytes, in either case, as UTF-8 or UTF-16; "" is none.
func plaintextIn(b []byte) string {
	b = bytes.ToLower(b)
	for _, c := range append(pupilNames(), canaries...) {
		c := strings.ToLower(c)
		if bytes.Contains(b, []byte(c)) || bytes.Contains(b, utf16(c)) {
			return c
		}
	}
	return ""
}

// pupilNames are the names of fifty pupils, none of which is in another.
func pupilNames() []string {
	names := make([]string, 50)
	for i := range names {
		names[i] = fmt.Sprintf("Zephyrine Oakenshaw%02d", i)
	}
	return names
}

func utf16(s string) []byte {
	var b []byte
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return b
}

func TestNothingLeavesThroughSQL(t *testing.T) {
	dir := t.TempDir()
	temp := filepath.Join(dir, "temp")
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SQLITE_TMPDIR", temp)
	path := filepath.Join(dir, "meadowfield.needsbook")
	v, _ := mustCreate(t, path, options(t))
	mustAdd(t, v, "Wilhelmina")
	out := filepath.Join(dir, "out.db")
	refused := []string{
		"ATTACH '" + out + "' AS other",
		"ATTACH 'file:" + out + "?vfs=unix' AS other",
		"VACUUM INTO '" + out + "'",
		"VACUUM INTO 'file:" + out + "?vfs=unix'",
		"SELECT load_extension('" + out + "')",
		"CREATE VIRTUAL TABLE x USING csv(filename='" + path + "')",
		"PRAGMA writable_schema=1; UPDATE sqlite_schema SET sql = ''",
	}
	for _, q := range refused {
		if err := v.View(ctx, func(c *sql.Conn) error { _, err := c.ExecContext(ctx, q); return err }); err == nil {
			t.Errorf("View allowed %s", q)
		}
		if err := v.Update(ctx, "Try", statement(q)); err == nil {
			t.Errorf("Update allowed %s", q)
		}
	}
	harmless := []string{
		"PRAGMA key='x'", "PRAGMA journal_mode=WAL", "PRAGMA journal_mode=DELETE", "PRAGMA locking_mode=EXCLUSIVE",
		"PRAGMA mmap_size=1000000", "PRAGMA synchronous=0", "PRAGMA wal_checkpoint",
		"PRAGMA temp_store_directory='" + temp + "'",
		// a sort and a table that would spill to a temporary file elsewhere
		`PRAGMA temp_store=1; PRAGMA cache_size=10; PRAGMA cache_spill=1; CREATE TEMP TABLE big AS
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 20000)
			SELECT i, 'Wilhelmina ' || hex(randomblob(100)) AS body FROM n; CREATE INDEX temp.big_body ON big (body)`,
	}
	for _, q := range harmless {
		_ = v.View(ctx, func(c *sql.Conn) error { _, err := c.ExecContext(ctx, q); return err })
		_ = v.Update(ctx, "Try", statement(q))
		mustAdd(t, v, "Ana")
		wantNoPlaintext(t, dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if n := e.Name(); n != "meadowfield.needsbook" && n != "meadowfield.needsbook.lock" && n != "temp" {
			t.Errorf("a file appeared: %s", n)
		}
	}
	if left, _ := os.ReadDir(temp); len(left) != 0 {
		t.Errorf("temporary files are left: %v", left)
	}
	mustClose(t, v)
	v, _ = mustOpen(t, path, options(t))
	if n := len(names(t, v)); n != 1+len(harmless) {
		t.Errorf("%d pupils are there", n)
	}
	t.Logf("acceptance 10: %d statements refused and %d without effect, in View and in Update; no file appeared", len(refused), len(harmless))
}

func TestErasedTextIsGoneAfterCompact(t *testing.T) {
	path, o := testPath(t), options(t)
	o.Migrations = append(o.Migrations[:1:1], Migration{2, "search",
		`CREATE VIRTUAL TABLE pupil_search USING fts5 (name); INSERT INTO pupil_search (pupil_search, rank) VALUES ('secure-delete', 1)`})
	v, _ := mustCreate(t, path, o)
	for i := range 300 {
		if err := v.Update(ctx, "Add", statement(`INSERT INTO pupil (name, note) VALUES (?1, ?1); INSERT INTO pupil_search VALUES (?1)`, fmt.Sprintf("Wilhelmina %d", i))); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Update(ctx, "Erase", statement(`DELETE FROM pupil WHERE name LIKE 'Wilhelmina%'; DELETE FROM pupil_search WHERE name LIKE 'Wilhelmina%'`)); err != nil {
		t.Fatal(err)
	}
	if err := v.Compact(); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := readContent(file, Passphrase(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.chains) != 3 { // one piece of the picture, the keys and the end
		t.Errorf("the file still holds %d frames", len(c.chains))
	}
	if n := bytes.Count(bytes.ToLower(c.image), []byte("wilhelmina")); n != 0 {
		t.Errorf("the name is still there %d times", n)
	}
	t.Log("acceptance 11: of a name that stood there 600 times, 0 copies are left in the database and in the file")
}

func TestWrongSecretsAreToldApart(t *testing.T) {
	path, o := testPath(t), options(t)
	v, recovery := mustCreate(t, path, o)
	mustClose(t, v)
	for _, group := range strings.Split(recovery, "-") {
		if b, err := os.ReadFile(path); err != nil || bytes.Contains(b, []byte(group+"-")) {
			t.Errorf("the recovery key is in the file: %v", err)
		}
	}
	open := func(s Secret) error {
		v, _, err := Open(ctx, path, s, o)
		if err == nil {
			v.Close()
		}
		return err
	}
	for _, wrong := range []string{"", " ", "Lantern orchard violet harbour", passphrase + "x", recovery} {
		wantError(t, open(Passphrase(wrong)), ErrWrongKey)
	}
	wantError(t, open(Secret{}), ErrWrongKey)
	for _, same := range []string{" " + passphrase + "\n", strings.Replace(passphrase, "l", "ｌ", 1)} {
		if err := open(Passphrase(same)); err != nil {
			t.Errorf("%q: %v", same, err)
		}
	}
	other, err := newRecovery(filledOptions(t).Random)
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, open(Recovery(other)), ErrWrongKey)
	easy := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(recovery, "-", " "), "0", "o"))
	if err := open(Recovery(easy)); err != nil {
		t.Errorf("%q: %v", easy, err)
	}
	for i := range 20 {
		wantError(t, open(Passphrase(fmt.Sprint("not the passphrase ", i))), ErrWrongKey)
	}
	digits, typos := strings.ReplaceAll(recovery, "-", ""), 0
	defer func() {
		t.Logf("acceptance 8: 25 wrong passphrases and %d mistyped recovery keys, each told apart", typos)
	}()
	for i := range digits {
		typos += 2
		next := recoveryAlphabet[(strings.IndexByte(recoveryAlphabet, digits[i])+7)%32]
		wantError(t, open(Recovery(digits[:i]+string(next)+digits[i+1:])), ErrTypo)
		wantError(t, open(Recovery(digits[:i]+digits[i+1:])), ErrTypo)
		if i > 0 && digits[i] != digits[i-1] {
			swapped := []byte(digits)
			swapped[i], swapped[i-1] = swapped[i-1], swapped[i]
			typos++
			wantError(t, open(Recovery(string(swapped))), ErrTypo)
		}
	}
	wantError(t, open(Recovery(digits[:35]+"U")), ErrTypo)
	wantError(t, open(Recovery("")), ErrTypo)
}

// filledOptions are options with their gaps filled in.
func filledOptions(t *testing.T) Options {
	o, err := options(t).withDefaults(simPath)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestPassphraseRules(t *testing.T) {
	good := []string{passphrase, "Tr0ub4dor&3xyz", "łąka żaba śnieg", "one two six ten", "an ox in fog we"}
	weak := []string{"", "short", "thirteen char", "aaaaaaaaaaaaaaaaaaaa", "abababababababab", "a b c d", "to to to to", "with a tab\tin the middle", "\xff\xfe a passphrase in bytes"}
	for _, p := range good {
		if err := CheckPassphrase(p); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
	for _, p := range weak {
		wantError(t, CheckPassphrase(p), ErrWeak)
		if _, _, err := Create(context.Background(), testPath(t), p, options(t)); err == nil {
			t.Errorf("a file was made with %q", p)
		}
	}
}

func TestWeakKeyDerivationIsOnlyForTests(t *testing.T) {
	for _, k := range []KDF{{Time: 1, MemoryKiB: 8, Threads: 1}, {Time: 3, MemoryKiB: 19 << 10, Threads: 4}, {Time: 3, MemoryKiB: 2 << 20, Threads: 4, ForTests: true}} {
		o := options(t)
		o.KDF = k
		if _, _, err := Create(ctx, testPath(t), passphrase, o); err == nil {
			t.Errorf("%+v was accepted", k)
		}
	}
	o, err := Options{}.withDefaults(simPath)
	if err != nil || o.KDF != (KDF{Time: 3, MemoryKiB: 64 << 10, Threads: 4}) {
		t.Errorf("the product's key derivation is %+v, %v", o.KDF, err)
	}
	// A file with the product's derivation, made and opened.
	path, o := testPath(t), options(t)
	o.KDF = KDF{}
	v, _ := mustCreate(t, path, o)
	mustClose(t, v)
	if i, err := Inspect(path); err != nil || i.KDF != productKDF {
		t.Errorf("%+v, %v", i, err)
	}
	mustOpen(t, path, options(t))
}
