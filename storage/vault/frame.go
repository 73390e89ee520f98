package vault

import (
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// A frame is one sealed record of the body: a 24-byte head, a 24-byte nonce, the
// ciphertext and a 16-byte tag.
const (
	frameMagic = "FRM1"
	frameHead  = 24
	nonceSize  = chacha20poly1305.NonceSizeX
	tagSize    = chacha20poly1305.Overhead
	frameExtra = frameHead + nonceSize + tagSize

	frameSnap    = 1 // up to snapChunk bytes of the whole database
	frameSnapEnd = 2 // ends the picture of the database
	frameDelta   = 3 // the pages of one change
	frameKeys    = 4 // what seals the data key for each secret; before frameSnapEnd

	snapChunk = 1 << 20
)

// chain is a running hash over all frames so far, bound into the next one, so
// that no frame can be left out, moved or taken from an older copy.
type chain [sha256.Size]byte

func firstChain(h header) chain {
	b := append([]byte("needsbook chain v1"), h.fileID[:]...)
	b = binary.LittleEndian.AppendUint64(b, h.epoch)
	return sha256.Sum256(append(b, h.salt[:]...))
}

func (c chain) next(head, nonce, tag []byte) chain {
	b := append(append(append(c[:], head...), nonce...), tag...)
	return sha256.Sum256(b)
}

func makeHead(kind byte, seq uint64, length int) []byte {
	b := make([]byte, frameHead)
	copy(b, frameMagic)
	b[4] = kind
	binary.LittleEndian.PutUint64(b[8:], seq)
	binary.LittleEndian.PutUint32(b[16:], uint32(length))
	sum := sha256.Sum256(b[:20])
	copy(b[20:], sum[:4])
	return b
}

// validHead reports whether b begins with a whole frame head.
func validHead(b []byte) bool {
	if len(b) < frameHead || string(b[:4]) != frameMagic {
		return false
	}
	sum := sha256.Sum256(b[:20])
	return string(sum[:4]) == string(b[20:frameHead])
}

// writer seals frames one after another.
type writer struct {
	aead   cipher.AEAD
	chain  chain
	seq    uint64 // of the last frame
	random io.Reader
}

// seal returns the bytes of the next frame and moves on.
func (w *writer) seal(kind byte, plain []byte) ([]byte, error) {
	out := make([]byte, frameHead+nonceSize, frameExtra+len(plain))
	copy(out, makeHead(kind, w.seq+1, len(plain)))
	head, nonce := out[:frameHead], out[frameHead:]
	if _, err := io.ReadFull(w.random, nonce); err != nil {
		return nil, fmt.Errorf("make a nonce: %w", err)
	}
	out = w.aead.Seal(out, nonce, plain, append(append([]byte(nil), head...), w.chain[:]...))
	w.chain = w.chain.next(head, nonce, out[len(out)-tagSize:])
	w.seq++
	return out, nil
}

// frame is a frame found in a file, not yet opened.
type frame struct {
	at     int64 // byte in the file
	kind   byte
	seq    uint64
	head   []byte
	nonce  []byte
	sealed []byte // ciphertext and tag
	before chain
	after  chain
}

func (f frame) length() int { return len(f.sealed) - tagSize }

// open decrypts into dst, which may be the ciphertext's own place.
func (f frame) open(aead cipher.AEAD, dst []byte) ([]byte, error) {
	return aead.Open(dst, f.nonce, f.sealed, append(append([]byte(nil), f.head...), f.before[:]...))
}

// walk lists the frames by their heads, without opening them. end is where the
// first byte is that does not belong to a frame in order.
func walk(file []byte, h header) (frames []frame, end int64) {
	c, at, seq := firstChain(h), bodyStart, uint64(1)
	for at+frameExtra <= len(file) && validHead(file[at:]) {
		b := file[at:]
		length := int64(binary.LittleEndian.Uint32(b[16:]))
		total := frameExtra + length
		if binary.LittleEndian.Uint64(b[8:]) != seq || total > int64(len(b)) {
			break
		}
		f := frame{at: int64(at), kind: b[4], seq: seq, head: b[:frameHead], nonce: b[frameHead : frameHead+nonceSize],
			sealed: b[frameHead+nonceSize : total], before: c}
		c = c.next(f.head, f.nonce, f.sealed[length:])
		f.after = c
		frames = append(frames, f)
		at += int(total)
		seq++
	}
	return frames, int64(at)
}

// notTorn reports whether b, the bytes from where frame seq should be, is
// something else than one unfinished save: there are bytes beyond that frame's
// end, or the head of a later frame stands somewhere in b.
func notTorn(b []byte, seq uint64) bool {
	if validHead(b) && binary.LittleEndian.Uint64(b[8:]) == seq &&
		frameExtra+int64(binary.LittleEndian.Uint32(b[16:])) < int64(len(b)) {
		return true
	}
	for i := 0; i+frameHead <= len(b); i++ {
		if b[i] == frameMagic[0] && validHead(b[i:]) && binary.LittleEndian.Uint64(b[i+8:]) > seq {
			return true
		}
	}
	return false
}
