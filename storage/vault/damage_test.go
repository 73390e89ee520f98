package vault

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// sample is a small file with a picture and some changes, closed. The time of
// each change, and so the end of each frame, is known.
type sample struct {
	t        *testing.T
	o        Options
	recovery string
	file     []byte
	ends     []int64 // where the file ended after Create and after each change
	older    []byte  // the file one change earlier
}

func newSample(t *testing.T, changes int) sample {
	t.Helper()
	s := sample{t: t}
	disk := newSim()
	s.o = Options{FS: disk, Now: newClock().now, KDF: WeakKDF(), Migrations: firstTables, noBackups: true}
	v, recovery, err := Create(ctx, simPath, passphrase, s.o)
	if err != nil {
		t.Fatal(err)
	}
	s.recovery = recovery
	s.ends = []int64{v.log.tail}
	for range changes {
		s.older = slices.Clone(disk.names[simPath].data)
		mustAdd(t, v, "Ana")
		s.ends = append(s.ends, v.log.tail)
	}
	mustClose(t, v)
	s.file = slices.Clone(disk.names[simPath].data)
	return s
}

// open puts bytes on a disk of their own and opens them.
func (s sample) open(file []byte, secret Secret) (pupils int, r Report, disk *simFS, err error) {
	o := s.o
	disk = newSim()
	o.FS = disk
	disk.names[simPath] = &inode{slices.Clone(file), nil}
	v, r, err := Open(ctx, simPath, secret, o)
	if err != nil {
		if got := disk.names[simPath].data; !bytes.Equal(got, file) {
			s.t.Errorf("a file that was refused was changed")
		}
		return 0, r, disk, err
	}
	defer v.Close()
	return len(names(s.t, v)), r, disk, nil
}

func (s sample) changes() int { return len(s.ends) - 1 }

// wantNoticed demands that a damaged file is refused for one of the reasons, or
// opened with a notice and with no change missing but the last.
func (s sample) wantNoticed(what string, file []byte, reasons ...error) {
	s.t.Helper()
	n, r, _, err := s.open(file, Passphrase(passphrase))
	switch {
	case err != nil:
		if !slices.ContainsFunc(reasons, func(want error) bool { return errors.Is(err, want) }) {
			s.t.Errorf("%s: refused with %v", what, err)
		}
	case r.Sound():
		s.t.Errorf("%s: opened without a word", what)
	case n != s.changes() && !(r.TornTail && n == s.changes()-1):
		s.t.Errorf("%s: %d of %d pupils are there: %v", what, n, s.changes(), r.Notices())
	}
}

func TestEachFlippedByteIsNoticed(t *testing.T) {
	s := newSample(t, 4)
	r := rand.New(rand.NewPCG(1, 1))
	step := 1
	for i := 0; i < len(s.file); i += step {
		if i >= bodyStart {
			step = 1 + r.IntN(37)
			if long() {
				step = 1
			}
		} else if !long() && i%headerSize >= 128+3*slotSize && i%headerSize < macAt-8 {
			step = 61 // unused slots and padding
		} else {
			step = 1
		}
		bad := slices.Clone(s.file)
		bad[i] ^= byte(1 + r.IntN(255))
		n, rep, _, err := s.open(bad, Passphrase(passphrase))
		switch last := s.ends[len(s.ends)-2]; {
		case i < bodyStart: // one copy of the header is enough
			if err != nil || rep.HeaderCopy == "" || n != s.changes() {
				t.Fatalf("byte %d of a header: %v %+v", i, err, rep)
			}
		case int64(i) < last: // before the last change
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("byte %d: %v, want it damaged", i, err)
			}
		default: // in the last change, which looks like one cut short
			if err == nil && (!rep.TornTail || n != s.changes()-1) || err != nil && !errors.Is(err, ErrDamaged) {
				t.Fatalf("byte %d of the last change: %v %+v", i, err, rep)
			}
		}
	}
}

func TestSameDamageInBothHeadersIsDamage(t *testing.T) {
	s := newSample(t, 1)
	for i := 0; i < headerSize; i += 7 {
		bad := slices.Clone(s.file)
		bad[i] ^= 0x55
		bad[i+headerSize] ^= 0x55
		_, _, _, err := s.open(bad, Passphrase(passphrase))
		if want := ErrDamaged; !errors.Is(err, want) && !(i < 8 && errors.Is(err, ErrDamaged)) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
}

// forge changes a byte in both header copies and mends their checks, as someone
// would who knows the format but not the key.
func forge(file []byte, at int, mask byte) []byte {
	bad := slices.Clone(file)
	bad[at] ^= mask
	sum := sha256.Sum256(bad[:sumAt])
	copy(bad[sumAt:headerSize], sum[:])
	copy(bad[headerSize:], bad[:headerSize])
	return bad
}

func TestAlteredHeaderIsTampering(t *testing.T) {
	s := newSample(t, 1)
	for i := 8; i < sumAt; i++ {
		if !long() && i > slotsAt+2*slotSize && i < macAt && i%11 != 0 {
			continue // padding
		}
		inSlot := i >= slotsAt && i < slotsAt+slotSize
		_, _, _, err := s.open(forge(s.file, i, 1), Passphrase(passphrase))
		ok := errors.Is(err, ErrTampered)
		if inSlot || i >= 16 && i < 32 { // the passphrase's own slot, or what it is bound to
			ok = ok || errors.Is(err, ErrWrongKey)
		}
		if i == 8 || i == 9 {
			ok = errors.Is(err, ErrNewer)
		}
		if !ok {
			t.Fatalf("byte %d altered: %v", i, err)
		}
		if inSlot {
			_, _, _, err := s.open(forge(s.file, i, 1), Recovery(s.recovery))
			if !errors.Is(err, ErrTampered) {
				t.Fatalf("byte %d altered, opened with the recovery key: %v", i, err)
			}
		}
	}
}

func TestHostileKeyDerivationIsRefusedAtOnce(t *testing.T) {
	s := newSample(t, 1)
	for at, name := range map[int]string{slotsAt + 7: "passes", slotsAt + 11: "memory"} {
		_, _, _, err := s.open(forge(s.file, at, 0x7f), Passphrase(passphrase))
		if !errors.Is(err, ErrTampered) {
			t.Errorf("%s: %v", name, err)
		}
	}
	twice := slices.Clone(s.file)
	copy(twice[slotsAt+2*slotSize:], twice[slotsAt:slotsAt+slotSize])
	if _, _, _, err := s.open(forge(twice, 16, 0), Passphrase("not the passphrase at all")); !errors.Is(err, ErrTampered) {
		t.Errorf("two passphrase slots: %v", err)
	}
}

func TestTruncationIsNoticed(t *testing.T) {
	s := newSample(t, 4)
	step := 97
	if long() {
		step = 1
	}
	for size := 0; size < len(s.file); size += step {
		if slices.Contains(s.ends, int64(size)) {
			continue // a whole older file: see TestOlderCopyPutBackIsNoticed
		}
		n, r, _, err := s.open(s.file[:size], Passphrase(passphrase))
		whole := 0 // changes that are whole in what is left
		for whole < s.changes() && int64(size) >= s.ends[whole+1] {
			whole++
		}
		switch {
		case size < 8 && size > 0:
			if !errors.Is(err, ErrNotOurs) {
				t.Fatalf("cut to %d bytes: %v", size, err)
			}
		case int64(size) < s.ends[0]:
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("cut to %d bytes: %v", size, err)
			}
		case err != nil || !r.TornTail || n != whole:
			t.Fatalf("cut to %d bytes: %v, %d pupils of %d, %+v", size, err, n, whole, r)
		}
	}
}

func TestGarbageAppendedIsReportedAndKeptAside(t *testing.T) {
	s := newSample(t, 3)
	r := rand.New(rand.NewPCG(2, 2))
	for _, size := range []int{1, 16, 100, 5000} {
		garbage := make([]byte, size)
		for i := range garbage {
			garbage[i] = byte(r.Uint32())
		}
		n, rep, disk, err := s.open(append(slices.Clone(s.file), garbage...), Passphrase(passphrase))
		if err != nil || n != 3 || !rep.TornTail || rep.LostBytes != int64(size) {
			t.Fatalf("%d bytes appended: %v, %d pupils, %+v", size, err, n, rep)
		}
		if kept := disk.names[rep.KeptTail]; kept == nil || !bytes.Equal(kept.data, garbage) {
			t.Errorf("the %d bytes were not kept aside", size)
		}
		if !bytes.Equal(disk.names[simPath].data, s.file) {
			t.Errorf("the file is not what it was before")
		}
	}
	// An older frame again is garbage; one with a later number is damage.
	replay := append(slices.Clone(s.file), s.file[s.ends[0]:s.ends[1]]...)
	s.wantNoticed("an older change again", replay, ErrDamaged)
}

func TestDamageIsNeverSilent(t *testing.T) {
	s := newSample(t, 6)
	r := rand.New(rand.NewPCG(3, 3))
	rounds := 40
	if long() {
		rounds = 200
	}
	n := len(s.file)
	other := newSample(t, 6).file
	kinds := map[string]func(b []byte) []byte{
		"sector zeroed": func(b []byte) []byte { clear(b[r.IntN(n/512)*512:][:512]); return b },
		"block from an older copy": func(b []byte) []byte {
			at := r.IntN(len(s.older)/4096) * 4096
			copy(b[at:at+4096], s.older[at:])
			return b
		},
		"block from another file": func(b []byte) []byte {
			at := r.IntN(min(n, len(other))/4096) * 4096
			copy(b[at:at+4096], other[at:])
			return b
		},
		"two blocks swapped": func(b []byte) []byte {
			i, j := r.IntN(n/4096)*4096, r.IntN(n/4096)*4096
			x := slices.Clone(b[i : i+4096])
			copy(b[i:i+4096], b[j:j+4096])
			copy(b[j:j+4096], x)
			return b
		},
		"bytes inserted": func(b []byte) []byte { return slices.Insert(b, r.IntN(n), make([]byte, 1+r.IntN(64))...) },
		"bytes removed": func(b []byte) []byte {
			at := r.IntN(n - 64)
			return slices.Delete(b, at, at+1+r.IntN(63))
		},
		"a frame left out": func(b []byte) []byte {
			i := 1 + r.IntN(4)
			return slices.Delete(b, int(s.ends[i-1]), int(s.ends[i]))
		},
		"old file with a foreign tail": func(b []byte) []byte { return append(slices.Clone(s.older), b[len(b)-4000:]...) },
	}
	for name, spoil := range kinds {
		for range rounds {
			bad := spoil(slices.Clone(s.file))
			if bytes.Equal(bad, s.file) {
				continue
			}
			s.wantNoticed(name, bad, ErrDamaged, ErrTampered)
		}
	}
	if !t.Failed() {
		t.Logf("acceptance 4: %d damaged copies of each of %d kinds, 0 silent", rounds, len(kinds))
	}
}

func TestVerifyAgreesWithOpenAndChangesNothing(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana", "Ben")
	if r, err := Verify(ctx, path, Passphrase(passphrase)); err != nil || r.Save != 2 || r.Version != 1 {
		t.Errorf("an open file: %+v, %v", r, err)
	}
	mustClose(t, v)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[int]error{100: nil, bodyStart + 30: ErrDamaged} {
		bad := slices.Clone(good)
		bad[at] ^= 1
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Verify(ctx, path, Passphrase(passphrase))
		if !errors.Is(err, want) || want == nil && r.HeaderCopy != "first" {
			t.Errorf("byte %d: %+v, %v", at, r, err)
		}
		if now, _ := os.ReadFile(path); !bytes.Equal(now, bad) {
			t.Error("Verify changed the file")
		}
	}
	if i, err := Inspect(path); err != nil || i.Epoch != 1 || !i.Passphrase || !i.Recovery || i.Frames == 0 {
		t.Errorf("Inspect: %+v, %v", i, err)
	}
	if _, err := Inspect(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Inspect of no file: %v", err)
	}
}

// FuzzOpen opens arbitrary bytes, up to the point where SQLite is given what was
// proved: nothing else reaches it.
func FuzzOpen(f *testing.F) {
	// Each worker of the fuzzer must start from the same file. This one's key is derived
	// quickly: with the product's own a worker opens five files in a second.
	good, err := os.ReadFile("testdata/weak.needsbook")
	if err != nil {
		f.Fatal(err)
	}
	h, _, _, err := readHeader(good)
	if err != nil {
		f.Fatal(err)
	}
	var ends []int
	frames, _ := walk(good, h)
	for _, fr := range frames {
		ends = append(ends, int(fr.end()))
	}
	f.Add(slices.Clone(good))
	f.Add(good[:bodyStart])
	f.Add(append(slices.Clone(good), good[bodyStart:]...))
	f.Add([]byte(magic))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, file []byte) {
		same, part := bytes.Equal(file, good), bytes.HasPrefix(good, file)
		c, err := readContent(slices.Clone(file), Passphrase(passphrase))
		if err != nil {
			for _, want := range []error{ErrWrongKey, ErrDamaged, ErrTampered, ErrNewer, ErrNotOurs} {
				if errors.Is(err, want) {
					return
				}
			}
			t.Fatalf("refused without a reason: %v", err)
		}
		// Only a whole older state can pass without a word.
		if !same && c.torn == 0 && c.badCopy == "" && !(part && slices.Contains(ends, len(file))) {
			t.Errorf("other bytes opened without a word, as change %d", c.save)
		}
	})
}
