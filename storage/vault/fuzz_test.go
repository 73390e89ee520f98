package vault

import (
	"bytes"
	"crypto/sha256"
	"os"
	"testing"
	"time"
)

// FuzzHeader reads headers whose sums are put right, so that what is in them is reached:
// keys are looked for within the limits, and none is found by chance.
func FuzzHeader(f *testing.F) {
	good, err := os.ReadFile("testdata/format-1.needsbook")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good[:headerSize])
	odd := bytes.Clone(good[:headerSize])
	odd[slotsAt]++
	f.Add(odd)
	newer := bytes.Clone(good[:headerSize])
	newer[8] = 9
	f.Add(newer)
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) != headerSize {
			return
		}
		copy(b, magic)
		sum := sha256.Sum256(b[:sumAt])
		copy(b[sumAt:], sum[:])
		h, raw, bad, err := readHeader(append(bytes.Clone(b), b...))
		if err != nil {
			if versionOf(b) == formatVersion {
				t.Fatalf("a sound header of this format: %v", err)
			}
			return
		}
		if bad != "" || len(h.slots) > slotCount || !bytes.Equal(raw, b) {
			t.Fatalf("%d slots, bad copy %q", len(h.slots), bad)
		}
		for _, sl := range h.slots {
			if sl.kdf.MemoryKiB > 1024 || sl.kdf.Time > 1 {
				return // within the limits perhaps, but slow
			}
		}
		if k, _, err := h.unlock(raw, Passphrase("quite another passphrase")); err == nil {
			k.clear()
			t.Fatal("a key was found with a passphrase that nobody chose")
		}
	})
}

// FuzzWalk lists frames of any bytes: each lies within the file, behind the one before.
func FuzzWalk(f *testing.F) {
	good, err := os.ReadFile("testdata/format-1.needsbook")
	if err != nil {
		f.Fatal(err)
	}
	h, _, _, err := readHeader(good)
	if err != nil {
		f.Fatal(err)
	}
	body := good[bodyStart:]
	f.Add(bytes.Clone(body))
	f.Add(body[:frameHead])
	f.Add(append(bytes.Clone(body[:len(body)/2]), body...))
	f.Fuzz(func(t *testing.T, body []byte) {
		file := append(bytes.Clone(good[:bodyStart]), body...)
		frames, end := walk(file, h)
		at := int64(bodyStart)
		for i, fr := range frames {
			if fr.at != at || fr.end() > int64(len(file)) || fr.seq != uint64(i+1) {
				t.Fatalf("frame %d lies at %d to %d of %d", i, fr.at, fr.end(), len(file))
			}
			at = fr.end()
		}
		if end != at {
			t.Fatalf("the frames end at %d, not %d", at, end)
		}
		notTorn(file[end:], uint64(len(frames)+1))
	})
}

// FuzzSnapEnd reads what closes the picture of the database.
func FuzzSnapEnd(f *testing.F) {
	f.Add(snapEnd{size: 8192, save: 3, when: time.UnixMilli(1), why: "New file"}.encode())
	f.Add(make([]byte, 23))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := decodeSnapEnd(b)
		if err != nil {
			return
		}
		again, err := decodeSnapEnd(s.encode())
		if err != nil || again.size != s.size || again.save != s.save || !again.when.Equal(s.when) {
			t.Fatalf("%+v reads back as %+v, %v", s, again, err)
		}
	})
}
