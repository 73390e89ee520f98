package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"
)

// The header: see docs/vault-format.md for the layout.
const (
	magic         = "NEEDSBK1"
	formatVersion = 1
	headerSize    = 4096
	bodyStart     = 2 * headerSize
	slotCount     = 6
	slotSize      = 128
	slotsAt       = 128
	macAt         = 4032
	sumAt         = 4064
)

type header struct {
	fileID  [16]byte // the lineage: the same for the life of the file and its backups
	epoch   uint64   // one more with each whole rewrite
	created time.Time
	salt    [32]byte // fresh with each whole rewrite
	slots   []slot
}

func (sl slot) encode() []byte {
	b := make([]byte, slotSize)
	b[0], b[1], b[2] = sl.kind, sl.kdf.Threads, sl.form
	binary.LittleEndian.PutUint32(b[4:], sl.kdf.Time)
	binary.LittleEndian.PutUint32(b[8:], sl.kdf.MemoryKiB)
	copy(b[16:], sl.salt[:])
	copy(b[32:], sl.rest[:])
	return b
}

func decodeSlot(b []byte) slot {
	sl := slot{kind: b[0], form: b[2], kdf: KDF{
		Threads:   b[1],
		Time:      binary.LittleEndian.Uint32(b[4:]),
		MemoryKiB: binary.LittleEndian.Uint32(b[8:]),
	}}
	copy(sl.salt[:], b[16:])
	copy(sl.rest[:], b[32:])
	return sl
}

// encode writes the header's two copies.
func (h header) encode(k *dataKey) []byte {
	b := make([]byte, headerSize)
	copy(b, magic)
	binary.LittleEndian.PutUint16(b[8:], formatVersion)
	copy(b[16:], h.fileID[:])
	binary.LittleEndian.PutUint64(b[32:], h.epoch)
	binary.LittleEndian.PutUint64(b[40:], uint64(h.created.UnixMilli()))
	copy(b[48:], h.salt[:])
	for i, sl := range h.slots {
		copy(b[slotsAt+i*slotSize:], sl.encode())
	}
	copy(b[macAt:], headerMAC(b, k))
	sum := sha256.Sum256(b[:sumAt])
	copy(b[sumAt:], sum[:])
	return append(b, b...)
}

// headerMAC authenticates a header copy under the data key.
func headerMAC(b []byte, k *dataKey) []byte {
	mac := hmac.New(sha256.New, k.derive(nil, "header"))
	mac.Write(b[:macAt])
	return mac.Sum(nil)
}

// sound reports whether a header copy is whole. Anyone can make a sound copy:
// the check tells damage from a wrong key, and the MAC tells tampering.
func sound(b []byte) bool {
	if len(b) != headerSize || string(b[:8]) != magic {
		return false
	}
	sum := sha256.Sum256(b[:sumAt])
	return bytes.Equal(sum[:], b[sumAt:])
}

// readHeader picks a sound copy of the two. badCopy is "first" or "second" when
// the other one is damaged.
func readHeader(file []byte) (h header, raw []byte, badCopy string, err error) {
	if len(file) == 0 {
		return h, nil, "", because(ErrDamaged, nil, "The file is empty. Nothing has been changed. Open a backup instead.")
	}
	part := func(from int) []byte { return file[min(from, len(file)):min(from+headerSize, len(file))] }
	a, b := part(0), part(headerSize)
	switch okA, okB := sound(a), sound(b); {
	case okA && okB:
		if !bytes.Equal(a, b) {
			return h, nil, "", because(ErrTampered, nil, "The two copies of the file's header do not agree, which Needsbook never writes. The file has not been changed. Open a backup instead.")
		}
		raw = a
	case okA:
		raw, badCopy = a, "second"
	case okB:
		raw, badCopy = b, "first"
	case !bytes.HasPrefix(a, []byte(magic)) && !bytes.HasPrefix(b, []byte(magic)):
		if len(file) >= bodyStart+frameHead && validHead(file[bodyStart:]) {
			return h, nil, "", because(ErrDamaged, nil, "Both copies of the file's header are damaged, so it cannot be opened. Nothing has been changed. Open a backup instead.")
		}
		return h, nil, "", because(ErrNotOurs, nil, "This is not a Needsbook school file. Choose a file that Needsbook made.")
	case versionOf(a) > formatVersion && versionOf(a) == versionOf(b):
		return h, nil, "", newerFormat(versionOf(a))
	default:
		return h, nil, "", because(ErrDamaged, nil, "Both copies of the file's header are damaged, so it cannot be opened. Nothing has been changed. Open a backup instead.")
	}
	if v := versionOf(raw); v != formatVersion {
		return h, nil, "", newerFormat(v)
	}
	copy(h.fileID[:], raw[16:])
	h.epoch = binary.LittleEndian.Uint64(raw[32:])
	h.created = time.UnixMilli(int64(binary.LittleEndian.Uint64(raw[40:])))
	copy(h.salt[:], raw[48:])
	for i := range slotCount {
		if sl := decodeSlot(raw[slotsAt+i*slotSize:]); sl.kind != slotEmpty {
			h.slots = append(h.slots, sl)
		}
	}
	return h, raw, badCopy, nil
}

func versionOf(b []byte) int {
	if len(b) < 10 {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[8:]))
}

func newerFormat(v int) error {
	return because(ErrNewer, nil, fmt.Sprintf("The file is in format %d, and this Needsbook reads format %d. Nothing has been changed. Update Needsbook to open it.", v, formatVersion))
}

// maxPeople is how many further people can have a passphrase of their own.
const maxPeople = slotCount - 2

// unlock finds the data key with a secret, and then proves the header with it. A
// passphrase is tried on the main slot first and then on each person's. opened is
// the slot that it fits.
func (h header) unlock(raw []byte, s Secret) (k *dataKey, opened slot, err error) {
	// A file of ours has one slot of a kind and four people; more would only cost time.
	count := map[byte]int{}
	for _, sl := range h.slots {
		count[sl.kind]++
		if n := count[sl.kind]; n > 1 && (sl.kind != slotPerson || n > maxPeople) {
			return nil, opened, alteredHeader()
		}
	}
	for _, sl := range h.slots {
		if !sl.takes(s) {
			continue
		}
		cost := sl.kdf
		cost.ForTests = true
		if s.kind == slotPassphrase && cost.check() != nil {
			return nil, opened, because(ErrTampered, nil, "The file asks for more work to check a passphrase than Needsbook ever does, so it was altered. It has not been changed. Open a backup instead.")
		}
		k, err := sl.open(h.fileID, s)
		if err != nil {
			return nil, opened, err
		}
		if k == nil {
			continue
		}
		if !h.proven(raw, k) {
			k.clear()
			return nil, opened, alteredHeader()
		}
		return k, sl, nil
	}
	return nil, opened, wrongSecret(s)
}

// takes reports whether a secret is of the sort that the slot is for.
func (sl slot) takes(s Secret) bool {
	return sl.kind == s.kind || sl.kind == slotPerson && s.kind == slotPassphrase
}

// proven reports whether a header copy was written with a data key.
func (h header) proven(raw []byte, k *dataKey) bool {
	return hmac.Equal(headerMAC(raw, k), raw[macAt:sumAt])
}

func wrongSecret(s Secret) error {
	if s.kind == slotRecovery {
		if _, err := parseRecovery(s.text); err != nil {
			return err
		}
		return because(ErrWrongKey, nil, "This recovery key does not open this file. It may belong to another file, or to this one before its passphrase was changed.")
	}
	return because(ErrWrongKey, nil, "This passphrase does not open this file. Check Caps Lock and try again, or use the printed recovery key.")
}

func alteredHeader() error {
	return because(ErrTampered, nil, "The file's header was altered by something other than Needsbook. The file has not been changed. Open a backup instead.")
}
