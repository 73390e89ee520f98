package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// count gives n bytes, counting up from the first.
func count(first byte, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = first + byte(i)
	}
	return b
}

type vector struct{ name, value string }

// vectors computes the examples of docs/vault-format.md.
func vectors(t *testing.T) []vector {
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	var out []vector
	add := func(name string, b []byte) { out = append(out, vector{name, hex.EncodeToString(b)}) }

	fileID, salt, dataKeyBytes := count(0x10, 16), count(0x60, 32), count(0xa0, 32)
	k := (*dataKey)(dataKeyBytes)
	main := slot{kind: slotPassphrase, form: formSealed, kdf: KDF{Time: 1, MemoryKiB: 8, Threads: 1}}
	copy(main.salt[:], count(0x20, 16))
	key, err := main.wrappingKey(Passphrase(" ﬁne lantern orchard "))
	must(err)
	add("key of the passphrase “ ﬁne lantern orchard ”, 1 pass, 8 KiB, 1 thread", key)
	costly := main
	costly.kdf = productKDF
	key, err = costly.wrappingKey(Passphrase(passphrase))
	must(err)
	add("key of the passphrase “lantern orchard violet harbour”, 3 passes, 65,536 KiB, 4 threads", key)

	raw := count(0, recoveryBytes)
	printed := formatRecovery(raw)
	out = append(out, vector{"the recovery key of the bytes 00 to 13, printed", printed})
	spare := slot{kind: slotRecovery, form: formSealed, salt: main.salt}
	key, err = spare.wrappingKey(Recovery(printed))
	must(err)
	add("its key", key)
	own, err := spare.private(Recovery(printed))
	must(err)
	to := sealTo{salt: spare.salt}
	copy(to.public[:], own.PublicKey().Bytes())
	add("its public key", to.public[:])
	sealed, err := spare.sealed([16]byte(fileID), to, k, bytes.NewReader(count(0xd0, 32)))
	must(err)
	add("its slot, whose once-only private key is d0 to ef", sealed.encode())
	if back, err := sealed.open([16]byte(fileID), Recovery(printed)); err != nil || back == nil || *back != *k {
		t.Errorf("the slot does not open: %v", err)
	}

	h := header{fileID: [16]byte(fileID), epoch: 3, created: time.UnixMilli(0), salt: [32]byte(salt), slots: []slot{sealed}}
	add("header key", k.derive(nil, "header"))
	add("frame key", k.derive(salt, "frames"))
	add("anchor key", k.derive(nil, "anchor"))
	whole := h.encode(k)
	add("HMAC of a header of epoch 3 with this one slot, made in 1970", headerMAC(whole[:headerSize], k))

	first := firstChain(h)
	add("chain before the first frame", first[:])
	w := writer{aead: k.frames(salt), chain: first, random: bytes.NewReader(count(0x80, nonceSize))}
	frame, err := w.seal(frameSnap, []byte("needsbook"))
	must(err)
	add("frame 1, a picture of the nine bytes “needsbook”, with the nonce 80 to 97", frame)
	add("chain after it", w.chain[:])

	p := paper{digest: sha256.Sum256([]byte("a letter")), name: strings.Repeat("0f", 16), key: count(0x40, 32), size: 8}
	dir := t.TempDir()
	must(p.write(diskFS{}, dir, []byte("a letter")))
	file, err := os.ReadFile(filepath.Join(dir, p.name+paperEnding))
	must(err)
	add("the paper “a letter” of the name 0f0f…, with the key 40 to 5f", file)
	return out
}

// TestVectorsOfTheFormatAreThoseOfThePage holds the page that describes the file
// and the program together.
func TestVectorsOfTheFormatAreThoseOfThePage(t *testing.T) {
	page, err := os.ReadFile("../../docs/vault-format.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors(t) {
		if line := fmt.Sprintf("| %s | `%s` |", v.name, v.value); !strings.Contains(string(page), line) {
			t.Errorf("docs/vault-format.md lacks\n%s", line)
		}
	}
}
