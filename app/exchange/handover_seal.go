package exchange

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hpke"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A bundle is three things one after another: a line with the format, a line with
// the header, and the sealed box; then the SHA-256 of all that, which tells damage
// from a wrong code. The header is bound to the box: it cannot be changed.
const (
	handoverMark    = "needsbook-handover/"
	handoverVersion = 1
	handoverContext = "needsbook-handover/v1\n"
	handoverSalt    = 16
	maxHandoverHead = 1 << 10
)

// How a bundle is locked.
const (
	LockedByCode = "code" // by a one-time code that is told by telephone
	LockedForKey = "card" // for the key on the receiving school's card
)

// Errors of ReadHandoverHeader and OpenHandover. Their words are for the person who
// opens a bundle; nothing has been changed.
var (
	ErrHandoverForm     = errors.New("this is not a hand-over bundle, or not one in the agreed form. Nothing was changed. Ask the sender to make it again")
	ErrHandoverNewer    = errors.New("this bundle was made by a newer Needsbook. Nothing was changed. Update this program, then open it again")
	ErrHandoverTooLarge = errors.New("this file is larger than a hand-over bundle may be (40 MB). Nothing was changed. Ask the sender to leave some attachments out")
	ErrHandoverCut      = errors.New("this bundle has been cut short, as when a copy was stopped half way. Nothing was changed. Copy it again, or ask the sender for it")
	ErrHandoverDamaged  = errors.New("this bundle is damaged. Nothing was changed. Copy it again, or ask the sender for it")
	ErrHandoverWrong    = errors.New("this code does not open this bundle. Nothing was changed. Check that the code belongs to this bundle and type it again")
	ErrHandoverWrongKey = errors.New("this bundle was sealed for another computer's key than this school's. Nothing was changed. Send the sender a new receiving card, and ask for a new bundle")
	ErrHandoverSigned   = errors.New("this bundle was not signed by the school that it names. Nothing was changed. Telephone that school before you do anything with it")
)

// HandoverHeader is what a bundle says in clear: the two schools by their numbers,
// and how it is locked. It says nothing about a pupil.
type HandoverHeader struct {
	From string `json:"from"` // URN of the school that made it
	To   string `json:"to"`   // URN of the one school that may open it
	Lock string `json:"lock"` // LockedByCode or LockedForKey
	Salt []byte `json:"salt"` // of the code; empty for a key
	Size int64  `json:"size"` // of the sealed box, in bytes
}

// HandoverLock is the way a bundle is locked: by a code, or for a school's key.
type HandoverLock struct {
	Code string     // as NewHandoverCode gives it; "" for a key
	Key  *PublicKey // of the receiving card
}

// SealHandover signs and seals a document with its papers. random is crypto/rand.Reader outside
// tests. It returns the file and the document's digest in hexadecimal digits, which
// only those know who have opened it.
func SealHandover(h Handover, papers [][]byte, k Key, lock HandoverLock, random io.Reader) (file []byte, digest string, err error) {
	h.From.Key, h.Papers = k.Public(), make([]HandoverPaper, len(papers))
	var total int64
	for i, paper := range papers {
		h.Papers[i] = NewHandoverPaper(paper)
		total += h.Papers[i].Size
	}
	if total > MaxHandoverPapers {
		return nil, "", fmt.Errorf("the attachments come to %d MB, and a bundle may hold %d MB. Leave some out", total>>20, MaxHandoverPapers>>20)
	}
	payload, err := h.Payload()
	if err != nil {
		return nil, "", err
	}
	inner := append(sign(handoverContext, payload, k).bytes(), '\n')
	for _, paper := range papers {
		inner = append(inner, paper...)
	}
	head := HandoverHeader{From: h.From.URN, To: h.To.URN, Lock: LockedForKey, Salt: []byte{}}
	if lock.Key == nil {
		head.Lock, head.Salt = LockedByCode, make([]byte, handoverSalt)
		if _, err := io.ReadFull(random, head.Salt); err != nil {
			return nil, "", fmt.Errorf("seal the hand-over: %w", err)
		}
	}
	if head.Size, err = sealedSize(head.Lock, len(inner)); err != nil {
		return nil, "", err
	}
	clear := head.bytes()
	box, err := lock.seal(head, clear, inner)
	if err != nil {
		return nil, "", fmt.Errorf("seal the hand-over: %w", err)
	}
	return withSum(append(clear, box...)), handoverDigest(payload), nil
}

// handoverDigest names a document.
func handoverDigest(payload []byte) string {
	sum := sha256.Sum256(payload)
	return hex.EncodeToString(sum[:])
}

// sealedSize is how long a box will be: 16 bytes for the seal, and for a key the
// 32 bytes that carry it.
func sealedSize(lock string, inner int) (int64, error) {
	size := int64(inner) + 16
	if lock == LockedForKey {
		size += 32
	}
	if size > MaxHandover-maxHandoverHead {
		return 0, ErrHandoverTooLarge
	}
	return size, nil
}

// bytes is the clear part of a bundle in its one written form.
func (h HandoverHeader) bytes() []byte {
	b, err := json.Marshal(h)
	if err != nil {
		panic("exchange: the header of a hand-over always encodes: " + err.Error())
	}
	return append(append([]byte(handoverMark+strconv.Itoa(handoverVersion)+"\n"), b...), '\n')
}

func (l HandoverLock) seal(head HandoverHeader, clear, inner []byte) ([]byte, error) {
	if l.Key == nil {
		aead, nonce, err := codeCipher(l.Code, head.Salt)
		if err != nil {
			return nil, err
		}
		return aead.Seal(nil, nonce, inner, clear), nil
	}
	to, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(l.Key.Seal)
	if err != nil {
		return nil, err
	}
	return hpke.Seal(to, hpke.HKDFSHA256(), hpke.AES256GCM(), handoverInfo(clear), inner)
}

// handoverInfo binds a box for a key to its header.
func handoverInfo(clear []byte) []byte { return append([]byte(handoverContext), clear...) }

// codeCipher stretches a code. The code has 135 random bits and the salt is new for
// each bundle, so key and nonce are never used twice and need no slow derivation.
func codeCipher(typed string, salt []byte) (cipher.AEAD, []byte, error) {
	code, err := ReadHandoverCode(typed)
	if err != nil {
		return nil, nil, err
	}
	derived, err := hkdf.Key(sha256.New, []byte(code), salt, "needsbook hand-over code v1", 32+12)
	if err != nil {
		return nil, nil, err
	}
	block, err := aes.NewCipher(derived[:32])
	if err != nil {
		return nil, nil, err
	}
	aead, err := cipher.NewGCM(block)
	return aead, derived[32:], err
}

// ReadHandoverHeader reads what a bundle says in clear and checks that it has come
// whole. It needs no code. clear and box are its two parts.
func ReadHandoverHeader(file []byte) (head HandoverHeader, clear, box []byte, err error) {
	if len(file) > MaxHandover {
		return head, nil, nil, ErrHandoverTooLarge
	}
	first, rest, whole := bytes.Cut(file, []byte("\n"))
	version, ours := strings.CutPrefix(string(first[:min(len(first), 64)]), handoverMark)
	n, err := strconv.Atoi(version)
	switch {
	case !ours || err != nil || n < 1 || strconv.Itoa(n) != version:
		return head, nil, nil, ErrHandoverForm
	case n > handoverVersion:
		return head, nil, nil, ErrHandoverNewer
	case !whole:
		return head, nil, nil, ErrHandoverCut
	}
	line, box, whole := bytes.Cut(rest, []byte("\n"))
	switch {
	case len(line) > maxHandoverHead:
		return head, nil, nil, ErrHandoverForm
	case !whole:
		return head, nil, nil, ErrHandoverCut
	}
	clear = file[:len(file)-len(box)]
	if json.Unmarshal(line, &head) != nil || !bytes.Equal(head.bytes(), clear) || !head.sensible() {
		return HandoverHeader{}, nil, nil, ErrHandoverDamaged
	}
	switch size := int64(len(box)) - sha256.Size; {
	case size < head.Size:
		return head, nil, nil, ErrHandoverCut
	case size > head.Size:
		return head, nil, nil, ErrHandoverDamaged
	}
	sum := sha256.Sum256(file[:len(file)-sha256.Size])
	if !bytes.Equal(sum[:], file[len(file)-sha256.Size:]) {
		return head, nil, nil, ErrHandoverDamaged
	}
	return head, clear, box[:head.Size], nil
}

func (h HandoverHeader) sensible() bool {
	salted := map[string]int{LockedByCode: handoverSalt, LockedForKey: 0}
	length, known := salted[h.Lock]
	return known && len(h.Salt) == length && ValidURN(h.From) && ValidURN(h.To) && h.Size > 0
}

// OpenedHandover is a bundle that was opened and whose every byte is authentic.
type OpenedHandover struct {
	Handover
	Attached [][]byte // the papers, in the order of Papers
	Digest   string   // names the document
}

// OpenHandover opens a bundle: with the code when it is locked by one, else with the
// key. It checks the seal, the sender's signature, the document's form and every paper.
func OpenHandover(file []byte, code string, k Key) (OpenedHandover, error) {
	var o OpenedHandover
	head, clear, box, err := ReadHandoverHeader(file)
	if err != nil {
		return o, err
	}
	inner, err := unlock(head, clear, box, code, k)
	if err != nil {
		return o, err
	}
	line, papers, found := bytes.Cut(inner, []byte("\n"))
	if !found {
		return o, ErrHandoverForm
	}
	s, err := readSigned(line)
	if err != nil {
		return o, ErrHandoverForm
	}
	if o.Handover, err = readHandover(s.Payload); err != nil {
		return o, err
	}
	if !s.by(o.From.Key, handoverContext) || o.From.URN != head.From || o.To.URN != head.To {
		return OpenedHandover{}, ErrHandoverSigned
	}
	for _, p := range o.Papers {
		if p.Size > int64(len(papers)) || NewHandoverPaper(papers[:p.Size]) != p {
			return OpenedHandover{}, ErrHandoverDamaged
		}
		o.Attached, papers = append(o.Attached, papers[:p.Size:p.Size]), papers[p.Size:]
	}
	if len(papers) > 0 {
		return OpenedHandover{}, ErrHandoverForm
	}
	o.Digest = handoverDigest(s.Payload)
	return o, nil
}

func unlock(head HandoverHeader, clear, box []byte, code string, k Key) ([]byte, error) {
	if head.Lock == LockedForKey {
		if k.open == nil {
			return nil, ErrHandoverWrongKey
		}
		inner, err := hpke.Open(k.open, hpke.HKDFSHA256(), hpke.AES256GCM(), handoverInfo(clear), box)
		if err != nil {
			return nil, ErrHandoverWrongKey
		}
		return inner, nil
	}
	aead, nonce, err := codeCipher(code, head.Salt)
	if err != nil {
		return nil, err
	}
	inner, err := aead.Open(nil, nonce, box, clear)
	if err != nil {
		return nil, ErrHandoverWrong
	}
	return inner, nil
}

// withSum adds the checksum of all that goes before.
func withSum(file []byte) []byte {
	sum := sha256.Sum256(file)
	return append(file, sum[:]...)
}
