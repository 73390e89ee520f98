package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"
)

var peoplesPassphrases = []string{
	"ribbon copper meadow whistle", "kettle thunder pigeon marble",
	"saddle lemon cinder bracket", "walnut ferry puzzle drizzle",
}

// wantOpens demands that a secret opens a file as whom, or with whom "-" that it does not.
func wantOpens(t *testing.T, path string, o Options, s Secret, whom string) {
	t.Helper()
	v, _, err := Open(ctx, path, s, o)
	if whom == "-" {
		if !errors.Is(err, ErrWrongKey) {
			t.Errorf("it opened, or failed with %v", err)
		}
	} else if err != nil || v.OpenedWith() != whom {
		t.Errorf("opened with %v as %q, want %q", err, v.OpenedWith(), whom)
	}
	if err == nil {
		mustClose(t, v)
	}
}

func mustAddKey(t *testing.T, v *Vault, passphrase string) string {
	t.Helper()
	id, err := v.AddKey(ctx, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestPeopleOpenTheFileWithPassphrasesOfTheirOwn(t *testing.T) {
	path, o := testPath(t), options(t)
	v, recovery := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	if v.OpenedWith() != "" || len(v.Keys()) != 0 {
		t.Errorf("a new file: opened with %q, keys %v", v.OpenedWith(), v.Keys())
	}
	var ids []string
	for _, p := range peoplesPassphrases {
		ids = append(ids, mustAddKey(t, v, p))
	}
	if !slices.Equal(v.Keys(), ids) {
		t.Errorf("keys %v, want %v", v.Keys(), ids)
	}
	before, _ := os.ReadFile(path)
	for words, want := range map[string]error{
		"one more person than there is room for": ErrTooMany, "short": ErrWeak,
	} {
		if _, err := v.AddKey(ctx, words); !errors.Is(err, want) {
			t.Errorf("%s: %v", words, err)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("a refused passphrase changed the file")
	}
	mustAdd(t, v, "Ben")
	mustClose(t, v)
	for i, p := range peoplesPassphrases {
		wantOpens(t, path, o, Passphrase(p), ids[i])
	}
	wantOpens(t, path, o, Passphrase(passphrase), "")
	wantOpens(t, path, o, Recovery(recovery), "recovery")
	for i := range 20 {
		wantOpens(t, path, o, Passphrase(fmt.Sprint("nobody's passphrase ", i)), "-")
	}
	if i, err := Inspect(path); err != nil || i.People != 4 || !i.Passphrase || !i.Recovery {
		t.Errorf("%+v, %v", i, err)
	}
}

func TestPassphraseThatOpensTheFileAlreadyIsRefused(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	id := mustAddKey(t, v, peoplesPassphrases[0])
	other := mustAddKey(t, v, peoplesPassphrases[1])
	before, _ := os.ReadFile(path)
	for _, p := range []string{passphrase, peoplesPassphrases[0], "  " + peoplesPassphrases[1] + " "} {
		if _, err := v.AddKey(ctx, p); !errors.Is(err, ErrTaken) {
			t.Errorf("%q for a new person: %v", p, err)
		}
		wantError(t, v.ChangeKey(ctx, other, p), ErrTaken)
	}
	_, err := v.Rekey(ctx, peoplesPassphrases[0])
	wantError(t, err, ErrTaken)
	wantError(t, v.RemoveKey(ctx, "nobody"), ErrNoPerson)
	wantError(t, v.RemoveKey(ctx, ""), ErrNoPerson)
	wantError(t, v.ChangeKey(ctx, "nobody", peoplesPassphrases[2]), ErrNoPerson)
	wantError(t, v.ChangeKey(ctx, "", peoplesPassphrases[2]), ErrNoPerson)
	wantError(t, v.ChangeKey(ctx, id, "weak"), ErrWeak)
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("a refusal changed the file")
	}
}

func TestNewMainPassphraseKeepsPeoples(t *testing.T) {
	path, o := testPath(t), options(t)
	v, old := mustCreate(t, path, o)
	id := mustAddKey(t, v, peoplesPassphrases[0])
	mustClose(t, v)
	// The recovery key is enough to make a new one, as after the SENCO forgot.
	v, _, err := Open(ctx, path, Recovery(old), o)
	if err != nil {
		t.Fatal(err)
	}
	recovery, err := v.Rekey(ctx, "another lantern in the orchard")
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	wantOpens(t, path, o, Passphrase(peoplesPassphrases[0]), id)
	wantOpens(t, path, o, Passphrase("another lantern in the orchard"), "")
	wantOpens(t, path, o, Recovery(recovery), "recovery")
	wantOpens(t, path, o, Passphrase(passphrase), "-")
	wantOpens(t, path, o, Recovery(old), "-")
}

// TestRemovedPersonOpensNothingSavedLater takes the part of a person who kept all
// that the file told them while they could open it: their passphrase, the data key
// and the list of keys.
func TestRemovedPersonOpensNothingSavedLater(t *testing.T) {
	path, o := testPath(t), options(t)
	v, recovery := mustCreate(t, path, o)
	gone := mustAddKey(t, v, peoplesPassphrases[0])
	stays := mustAddKey(t, v, peoplesPassphrases[1])
	mustClose(t, v)
	then, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	known, err := readContent(slices.Clone(then), Passphrase(peoplesPassphrases[0]))
	if err != nil {
		t.Fatal(err)
	}
	v, _ = mustOpen(t, path, o)
	if err := v.RemoveKey(ctx, gone); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(v.Keys(), []string{stays}) {
		t.Errorf("keys %v", v.Keys())
	}
	mustAdd(t, v, "Ana")
	mustClose(t, v)
	wantOpens(t, path, o, Passphrase(peoplesPassphrases[0]), "-")
	wantOpens(t, path, o, Passphrase(peoplesPassphrases[1]), stays)
	wantOpens(t, path, o, Passphrase(passphrase), "")
	wantOpens(t, path, o, Recovery(recovery), "recovery")
	now, _ := os.ReadFile(path)
	if _, err := readWith(slices.Clone(now), known.key); !errors.Is(err, ErrWrongKey) {
		t.Errorf("the data key of before opens the file: %v", err)
	}
	// What the list of keys holds is no slot's private key.
	h, raw, _, _ := readHeader(now)
	for _, sl := range h.slots {
		for _, to := range known.sealsTo {
			aead := sealer(slices.Clone(to.public[:]))
			if _, err := aead.Open(nil, make([]byte, nonceSize), sl.rest[keySize:2*keySize+tagSize], sl.bound(h.fileID)); err == nil {
				t.Error("the list of keys opens a slot")
			}
		}
	}
	if h.proven(raw, known.key) {
		t.Error("the header still fits the data key of before")
	}
	// A copy from before still opens with it, which docs/vault-format.md says.
	old := testPath(t)
	if err := os.WriteFile(old, then, 0o600); err != nil {
		t.Fatal(err)
	}
	wantOpens(t, old, o, Passphrase(peoplesPassphrases[0]), gone)
}

func TestPersonWithANewPassphraseStaysTheSame(t *testing.T) {
	path, o := testPath(t), options(t)
	v, recovery := mustCreate(t, path, o)
	id := mustAddKey(t, v, peoplesPassphrases[0])
	if err := v.ChangeKey(ctx, id, peoplesPassphrases[2]); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(v.Keys(), []string{id}) {
		t.Errorf("keys %v", v.Keys())
	}
	mustClose(t, v)
	wantOpens(t, path, o, Passphrase(peoplesPassphrases[2]), id)
	wantOpens(t, path, o, Passphrase(peoplesPassphrases[0]), "-")
	wantOpens(t, path, o, Passphrase(passphrase), "")
	wantOpens(t, path, o, Recovery(recovery), "recovery")
}

func TestRestoreKeepsThePeopleOfToday(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	gone := mustAddKey(t, v, peoplesPassphrases[0])
	mustAdd(t, v, "Ana")
	b, err := v.Backup(ctx, path+".copy")
	if err != nil {
		t.Fatal(err)
	}
	if err := v.RemoveKey(ctx, gone); err != nil {
		t.Fatal(err)
	}
	came := mustAddKey(t, v, peoplesPassphrases[1])
	// The backup still opens with the passphrase that was taken away.
	if _, err := v.Restore(ctx, b.Path, Passphrase(peoplesPassphrases[0])); err != nil {
		t.Fatal(err)
	}
	wantNames(t, v, "Ana")
	mustClose(t, v)
	wantOpens(t, path, o, Passphrase(peoplesPassphrases[0]), "-")
	wantOpens(t, path, o, Passphrase(peoplesPassphrases[1]), came)
}

func TestFileOfTheFirstProgramTakesPeopleAfterANewPassphrase(t *testing.T) {
	b, err := os.ReadFile("testdata/format-1.needsbook")
	if err != nil {
		t.Fatal(err)
	}
	path := testPath(t)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	o := options(t)
	v, _ := mustOpen(t, path, o)
	_, err = v.AddKey(ctx, peoplesPassphrases[0])
	wantError(t, err, ErrFirstKey)
	if _, err := v.Rekey(ctx, "another lantern in the orchard"); err != nil {
		t.Fatal(err)
	}
	id := mustAddKey(t, v, peoplesPassphrases[0])
	mustClose(t, v)
	wantOpens(t, path, o, Passphrase(peoplesPassphrases[0]), id)
}

// TestFailureAtEachStepOfChangingPeople fails each step of each change of people in
// turn: the main passphrase opens the file afterwards, with everything, and the people
// are those of before or those of after.
func TestFailureAtEachStepOfChangingPeople(t *testing.T) {
	changes := map[string]func(*Vault, string) error{
		"add":    func(v *Vault, _ string) error { _, err := v.AddKey(ctx, peoplesPassphrases[1]); return err },
		"remove": func(v *Vault, id string) error { return v.RemoveKey(ctx, id) },
		"change": func(v *Vault, id string) error { return v.ChangeKey(ctx, id, peoplesPassphrases[2]) },
	}
	for name, change := range changes {
		for _, op := range []string{"open", "write", "sync", "rename", "syncdir"} {
			for nth := 1; nth <= 5; nth++ {
				v, disk, o := simVault(t)
				id := mustAddKey(t, v, peoplesPassphrases[0])
				if err := addItem(v, 1); err != nil {
					t.Fatal(err)
				}
				disk.fail = nthFails(op, nth, errDisk)
				err := change(v, id)
				disk.fail = nil
				if err != nil && !errors.Is(err, ErrBroken) {
					if !slices.Equal(v.Keys(), []string{id}) {
						t.Errorf("%s, %s %d: after %v the keys are %v", name, op, nth, err, v.Keys())
					}
					if err := addItem(v, 2); err != nil {
						t.Fatalf("%s, %s %d: a change afterwards: %v", name, op, nth, err)
					}
				}
				v.Close()
				again, r, e := Open(ctx, simPath, Passphrase(passphrase), o)
				if e != nil || !r.Sound() {
					t.Fatalf("%s, %s %d: it said %v, then Open: %v", name, op, nth, err, e)
				}
				if n, e := countItems(again); e != nil || n < 1 {
					t.Fatalf("%s, %s %d: %d items, %v", name, op, nth, n, e)
				}
				again.Close()
			}
		}
	}
}

func FuzzListOfKeys(f *testing.F) {
	f.Add(encodeSealsTo([]sealTo{{id: ""}, {id: "0123456789abcdef"}}))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := decodeSealsTo(b)
		if err == nil && !bytes.Equal(encodeSealsTo(list), b) {
			t.Errorf("%d entries do not write back as they were read", len(list))
		}
	})
}
