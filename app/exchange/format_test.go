package exchange

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hpke"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"
)

// The page that another program would be written from.
const formatPage = "../../docs/envelope-format.md"

// vectors are the values in the tables at the end of docs/envelope-format.md, by name.
func vectors(t *testing.T) map[string]string {
	t.Helper()
	page, err := os.ReadFile(formatPage)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| (.+?) \\| `(.+)` \\|$").FindAllStringSubmatch(string(page), -1) {
		out[m[1]] = m[2]
	}
	return out
}

// The device of the vectors is the key of 32 bytes 01, the hub that of 32 bytes 09.
var (
	vectorDevice = bytes.Repeat([]byte{1}, 32)
	vectorHub    = bytes.Repeat([]byte{9}, 32)
)

// The helpers below follow the words of the page with the standard library alone, so
// that the page and the program are held to each other.

// twoKeys are the keys of a seed: to sign, and to open what was sealed.
func twoKeys(t *testing.T, seed []byte) (ed25519.PrivateKey, *ecdh.PrivateKey) {
	t.Helper()
	derived, err := hkdf.Key(sha256.New, seed, nil, "needsbook sealing key v1", 32)
	if err != nil {
		t.Fatal(err)
	}
	open, err := ecdh.X25519().NewPrivateKey(derived)
	if err != nil {
		t.Fatal(err)
	}
	return ed25519.NewKeyFromSeed(seed), open
}

// toSign is what a signature is over.
func toSign(context string, payload []byte) []byte {
	out := append([]byte(context), 0, 0, 0, 0, 0, 0, 0, 0)
	binary.BigEndian.PutUint64(out[len(context):], uint64(len(payload)))
	return append(out, payload...)
}

// written is the one written form of something signed.
func written(context, payload string, seed []byte, t *testing.T) string {
	t.Helper()
	key, _ := twoKeys(t, seed)
	public := sha256.Sum256(key.Public().(ed25519.PublicKey))
	sig := ed25519.Sign(key, toSign(context, []byte(payload)))
	b64 := base64.StdEncoding.EncodeToString
	return fmt.Sprintf(`{"payload":"%s","kid":"%x","sig":"%s"}`, b64([]byte(payload)), public[:16], b64(sig))
}

func six(sum [32]byte) string { return strings.Join(SixWords(sum), " ") }

func TestFormatPageIsWhatTheProgramWrites(t *testing.T) {
	page := vectors(t)
	device, err := KeyFromSeed(vectorDevice)
	if err != nil {
		t.Fatal(err)
	}
	hub, err := KeyFromSeed(vectorHub)
	if err != nil {
		t.Fatal(err)
	}
	sign, open := twoKeys(t, vectorDevice)
	public := sign.Public().(ed25519.PublicKey)
	kid := sha256.Sum256(public)
	words := sha256.Sum256(append(append([]byte("needsbook key v1\n"), public...), open.PublicKey().Bytes()...))

	w, err := Withdrawal{Meta: Meta{URN: "118999", Cluster: "KENT-07", Series: "2026-27/autumn", Epoch: "b3f1c2", Rev: 1, AsOf: day.Of(2026, 11, 20)},
		Withdraws: DocumentID([]byte("x"))}.Payload()
	if err != nil {
		t.Fatal(err)
	}
	id := sha256.Sum256(w)
	receipt := Receipt{Document: DocumentID(w), URN: "118999", Rev: 1, Received: time.Date(2026, 11, 21, 15, 4, 5, 0, time.UTC)}.Sign(hub)
	said, err := Envelope(receipt).Payload()
	if err != nil {
		t.Fatal(err)
	}
	code := vectorCode
	salt, err := hex.DecodeString(strings.Repeat("42", 16))
	if err != nil {
		t.Fatal(err)
	}
	lock, err := hkdf.Key(sha256.New, []byte(code), salt, "needsbook hand-over code v1", 44)
	if err != nil {
		t.Fatal(err)
	}
	bundle, digest, err := SealHandover(smallHandover(), [][]byte{[]byte("a letter")}, device, HandoverLock{Code: code}, bytes.NewReader(salt))
	if err != nil {
		t.Fatal(err)
	}
	whole := sha256.Sum256(bundle)
	head := strings.Split(string(bundle[:200]), "\n")[1]

	// By the page's words, and as the program has it.
	for _, v := range []struct{ name, byWords, byProgram string }{
		{"signing key", hex.EncodeToString(public), hex.EncodeToString(device.Public().Sign)},
		{"sealing key", hex.EncodeToString(open.PublicKey().Bytes()), hex.EncodeToString(device.Public().Seal)},
		{"kid", hex.EncodeToString(kid[:16]), device.Public().ID()},
		{"six words of the key", six(words), strings.Join(device.Public().Words(), " ")},
		{"payload", string(w), string(w)},
		{"document", "sha256:" + hex.EncodeToString(id[:]), DocumentID(w)},
		{"six words of the document", six(id), strings.Join(DocumentWords(DocumentID(w)), " ")},
		{"bytes that are signed", hex.EncodeToString(toSign("cluster-doc/v1\n", w)[:31]) + "…", hex.EncodeToString(pae(documentContext, w)[:31]) + "…"},
		{"envelope", written("cluster-doc/v1\n", string(w), vectorDevice, t), string(Seal(w, device))},
		{"receipt’s payload", string(said), string(said)},
		{"receipt", written("cluster-receipt/v1\n", string(said), vectorHub, t), string(receipt)},
		{"key of the code", hex.EncodeToString(lock[:32]), hex.EncodeToString(lock[:32])},
		{"nonce of the code", hex.EncodeToString(lock[32:]), hex.EncodeToString(lock[32:])},
		{"header of the bundle", head, head},
		{"document’s digest", openedByWords(t, bundle, lock), digest},
		{"SHA-256 of the whole bundle", hex.EncodeToString(whole[:]), hex.EncodeToString(whole[:])},
	} {
		if v.byWords != v.byProgram {
			t.Errorf("%s: by the words of the page %s, by the program %s", v.name, v.byWords, v.byProgram)
		}
		if page[v.name] != v.byProgram {
			t.Errorf("docs/envelope-format.md: the row is\n| %s | `%s` |", v.name, v.byProgram)
		}
	}
}

// vectorCode is the one-time code of the bundle among the vectors.
const vectorCode = "0000-0000-0000-0000-0000-0000-0000"

// openedByWords opens a bundle locked by a code as the page says, and returns the digest
// of the document in it once the signature and the one paper have been checked.
func openedByWords(t *testing.T, bundle, lock []byte) string {
	t.Helper()
	rest, sum := bundle[:len(bundle)-32], bundle[len(bundle)-32:]
	if got := sha256.Sum256(rest); !bytes.Equal(got[:], sum) {
		t.Fatal("the checksum is not over all that goes before")
	}
	first, after, _ := bytes.Cut(rest, []byte("\n"))
	second, box, _ := bytes.Cut(after, []byte("\n"))
	clear := rest[:len(first)+len(second)+2]
	block, err := aes.NewCipher(lock[:32])
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	inner, err := aead.Open(nil, lock[32:], box, clear)
	if err != nil {
		t.Fatal("the box does not open by the words of the page:", err)
	}
	line, papers, _ := bytes.Cut(inner, []byte("\n"))
	s, err := readSigned(line)
	if err != nil || !bytes.Equal(papers, []byte("a letter")) {
		t.Fatalf("inside stand %s and %q", line, papers)
	}
	if got := written("needsbook-handover/v1\n", string(s.Payload), vectorDevice, t); got != string(line) {
		t.Errorf("the document is signed otherwise than the page says:\n%s\n%s", got, line)
	}
	digest := sha256.Sum256(s.Payload)
	return hex.EncodeToString(digest[:])
}

func TestSealedFileOfTheFormatPageOpens(t *testing.T) {
	page := vectors(t)
	raw, err := base64.StdEncoding.DecodeString(page["sealed for the hub"])
	if err != nil {
		t.Fatal(err)
	}
	// By the words of the page: the mark, then HPKE in base mode.
	box, ok := bytes.CutPrefix(raw, []byte("needsbook-sealed/1\n"))
	if !ok {
		t.Fatal("the file does not begin with its mark")
	}
	_, open := twoKeys(t, vectorHub)
	private, err := hpke.NewDHKEMPrivateKey(open)
	if err != nil {
		t.Fatal(err)
	}
	got, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte("needsbook folder drop v1"), box)
	if err != nil || string(got) != page["envelope"] {
		t.Errorf("it holds %s, %v", got, err)
	}
	hub, err := KeyFromSeed(vectorHub)
	if err != nil {
		t.Fatal(err)
	}
	if e, err := Unseal(raw, hub); err != nil || string(e) != page["envelope"] {
		t.Errorf("the program opens %s, %v", e, err)
	}
}

func TestFormatPageNamesEveryContextKindAndForm(t *testing.T) {
	b, err := os.ReadFile(formatPage)
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	must := append([]string{KindSummary, KindWithdraw, KindRotate}, PaperKinds...)
	for _, context := range []string{documentContext, receiptContext, enrolContext, enrolledContext, sessionContext, bulletinContext, aggregateContext,
		rotateContext, letterContext, handoverContext, cardContext, handoverReceiptContext, ForRing, ForContact} {
		must = append(must, strings.TrimSuffix(context, "\n"))
	}
	must = append(must, BulletinSchema, AggregateSchema, WithdrawSchema, RotateSchema, EnrolFileSchema, HandoverFormat, cardFormat, receiptFormat, LockedByCode, LockedForKey)
	if want := fmt.Sprintf("at most %d KiB (a bulletin, a letter or figures: %d MiB; a request to join: %d KiB; a card or a receipt: %d KiB)", MaxEnvelope>>10, MaxBulletin>>20, MaxEnrolFile>>10, maxSmallFile>>10); !strings.Contains(page, want) {
		t.Errorf("docs/envelope-format.md does not say %q", want)
	}
	if want := fmt.Sprintf("nested at most %d deep", maxDepth); !strings.Contains(page, want) {
		t.Errorf("docs/envelope-format.md does not say %q", want)
	}
	for _, word := range must {
		if !strings.Contains(page, "`"+word) {
			t.Errorf("docs/envelope-format.md does not name `%s`", word)
		}
	}
}
