package signedpack

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/exchange"
	"needsbook/app/pack"
)

// Format is what a signed pack calls itself.
const Format = "needsbook-signed-pack"

// Largest is the most that a signed pack may weigh, in bytes: a pack of the largest size
// written in base64, with room for the rest.
const Largest = pack.Largest/3*4 + 8<<10

// longestName is the most letters that a publisher's name may have.
const longestName = 200

// signedContext keeps this signature from passing as one over anything else.
const signedContext = "needsbook-pack/v1\n"

// File is a signed pack.
type File struct {
	Format string            `json:"format"`
	Pack   []byte            `json:"pack"` // the exact bytes that were signed
	By     string            `json:"by"`   // the publisher's name, which is signed too
	Key    ed25519.PublicKey `json:"key"`
	Sig    []byte            `json:"sig"`
}

// Errors of Open.
var (
	ErrForm      = errors.New("this is not a signed pack: it must hold format, pack, by, key and sig, each once, and nothing else")
	ErrSignature = errors.New("the signature does not fit: the pack or its publisher's name was changed after it was signed")
)

// Is reports whether a file says of itself that it is a signed pack.
func Is(data []byte) bool {
	var head struct {
		Format string `json:"format"`
	}
	return len(data) <= Largest && json.Unmarshal(data, &head) == nil && head.Format == Format
}

// Open reads a signed pack and checks its signature. What the pack itself holds is
// checked by whoever uses it.
func Open(data []byte) (File, error) {
	if len(data) > Largest {
		return File{}, fmt.Errorf("the file is too large: a signed pack may be at most %d kB", Largest>>10)
	}
	if err := exchange.CheckJSON(data); err != nil {
		return File{}, ErrForm
	}
	var f File
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if d.Decode(&f) != nil || f.Format != Format || len(f.Key) != ed25519.PublicKeySize || len(f.Sig) != ed25519.SignatureSize {
		return File{}, ErrForm
	}
	if !ed25519.Verify(f.Key, f.message(), f.Sig) {
		return File{}, ErrSignature
	}
	return f, checkName(f.By)
}

// Sign writes the signed file of a pack.
func Sign(packed []byte, by string, key ed25519.PrivateKey) ([]byte, error) {
	by = strings.TrimSpace(by)
	if err := checkName(by); err != nil {
		return nil, err
	}
	f := File{Format: Format, Pack: packed, By: by, Key: key.Public().(ed25519.PublicKey)}
	f.Sig = ed25519.Sign(key, f.message())
	out, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return nil, fmt.Errorf("writing a signed pack: %w", err)
	}
	return append(out, '\n'), nil
}

// message is what is signed: the name and the pack, each with its length before it, so
// that no two different files give the same bytes.
func (f File) message() []byte {
	out := []byte(signedContext)
	for _, part := range [][]byte{[]byte(f.By), f.Pack} {
		out = binary.BigEndian.AppendUint64(out, uint64(len(part)))
		out = append(out, part...)
	}
	return out
}

func checkName(by string) error {
	if n := utf8.RuneCountInString(by); n == 0 || n > longestName || strings.TrimSpace(by) != by || strings.ContainsFunc(by, unicode.IsControl) {
		return fmt.Errorf("the name of the publisher must be one line of 1 to %d letters", longestName)
	}
	return nil
}

// KeyID names the publisher's key, as in lists: 32 hexadecimal digits.
func (f File) KeyID() string { return exchange.KeyID(f.Key) }

// KeyWords are the six words by which two people compare the key.
func (f File) KeyWords() []string { return Words(f.Key) }
