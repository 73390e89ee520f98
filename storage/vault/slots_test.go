package vault

import (
	"errors"
	"slices"
	"testing"
)

// sampleWithPeople is a sample whose six slots are all in use.
func sampleWithPeople(t *testing.T) sample {
	t.Helper()
	s := newSample(t, 1)
	disk := newSim()
	disk.names[simPath] = &inode{slices.Clone(s.file), nil}
	s.o.FS = disk
	v, _, err := Open(ctx, simPath, Passphrase(passphrase), s.o)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range peoplesPassphrases {
		mustAddKey(t, v, p)
	}
	mustClose(t, v)
	s.file = slices.Clone(disk.names[simPath].data)
	return s
}

// TestEachByteOfEachSlotIsProved edits every byte of all six slots, in one copy of the
// header, in both alike, and in both with their checks mended, as someone would who
// knows the format. Each is opened with a secret of each kind.
func TestEachByteOfEachSlotIsProved(t *testing.T) {
	s := sampleWithPeople(t)
	secrets := []struct {
		secret Secret
		slot   int
	}{{Passphrase(passphrase), 0}, {Recovery(s.recovery), 1}, {Passphrase(peoplesPassphrases[3]), 5}}
	masks := []byte{1}
	if long() {
		masks = []byte{1, 0x80, 0xff}
	}
	opened := 0
	for i := slotsAt; i < slotsAt+slotCount*slotSize; i++ {
		slot := (i - slotsAt) / slotSize
		for _, mask := range masks {
			for j, with := range secrets {
				if !long() && i%len(secrets) != j {
					continue
				}
				one, both := slices.Clone(s.file), slices.Clone(s.file)
				one[i] ^= mask
				both[i] ^= mask
				both[i+headerSize] ^= mask
				if n, r, _, err := s.open(one, with.secret); err != nil || n != 1 || r.HeaderCopy != "first" {
					t.Fatalf("byte %d of slot %d in one copy: %d pupils, %+v, %v", i, slot, n, r, err)
				}
				if _, _, _, err := s.open(both, with.secret); !errors.Is(err, ErrDamaged) {
					t.Fatalf("byte %d of slot %d in both copies: %v", i, slot, err)
				}
				_, _, _, err := s.open(forge(s.file, i, mask), with.secret)
				if !errors.Is(err, ErrTampered) && !(slot == with.slot && errors.Is(err, ErrWrongKey)) {
					t.Fatalf("byte %d of slot %d forged: %v", i, slot, err)
				}
				opened += 3
			}
		}
	}
	t.Logf("acceptance 4 and 8: %d files with one byte of a slot edited, 0 silent; damaged, tampered and wrong key told apart", opened)
}

func TestSlotOfAnotherPersonCannotStandInForOne(t *testing.T) {
	s := sampleWithPeople(t)
	at := func(i int) int { return slotsAt + i*slotSize }
	moved := slices.Clone(s.file)
	a, b := slices.Clone(moved[at(2):at(3)]), slices.Clone(moved[at(3):at(4)])
	copy(moved[at(2):], b)
	copy(moved[at(3):], a)
	if _, _, _, err := s.open(forge(moved, 16, 0), Passphrase(peoplesPassphrases[0])); !errors.Is(err, ErrTampered) {
		t.Errorf("two slots changed places: %v", err)
	}
	promoted := forge(s.file, at(2), slotPerson^slotPassphrase)
	if _, _, _, err := s.open(promoted, Passphrase(peoplesPassphrases[0])); !errors.Is(err, ErrTampered) {
		t.Errorf("a person made to be the main passphrase: %v", err)
	}
	for i := 2; i < slotCount; i++ {
		emptied := slices.Clone(s.file)
		clear(emptied[at(i):at(i+1)])
		if _, _, _, err := s.open(forge(emptied, 16, 0), Passphrase(passphrase)); !errors.Is(err, ErrTampered) {
			t.Errorf("slot %d emptied: %v", i, err)
		}
	}
}
