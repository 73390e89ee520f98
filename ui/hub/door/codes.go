package door

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"image/png"
	"io"
	"net/url"
	"strings"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// One-time codes as every app for them makes them (RFC 6238): six digits, a new code
// every 30 seconds.
const (
	codeSeconds = 30
	codeSecret  = 20 // bytes
	codeApart   = 1  // codes before and after the present one that are taken, for clocks that differ
	mostWrong   = 20 // wrong codes in a row after which codes are no longer taken
)

// codesKept is the body of the credential.
type codesKept struct {
	Sealed []byte `json:"sealed"` // the secret, so that the records alone make no codes
	Last   int64  `json:"last"`   // the newest code that was taken: it serves once
	Wrong  int    `json:"wrong"`  // wrong codes since the last right one
}

// seal encrypts a small thing so that only this hub can read it, and only as what it is.
func (d *Door) seal(what string, plain []byte) ([]byte, error) {
	box, err := d.box()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := io.ReadFull(d.Random, nonce); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return box.Seal(nonce, nonce, plain, []byte(what)), nil
}

var errSealed = errors.New("this was not sealed by this hub for this use")

func (d *Door) unseal(what string, sealed []byte) ([]byte, error) {
	box, err := d.box()
	if err != nil {
		return nil, err
	}
	if len(sealed) < box.NonceSize() {
		return nil, errSealed
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(what))
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}

func (d *Door) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(d.secret("boxes v1"))
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return cipher.NewGCM(block)
}

// newCodes makes the secret of a telephone's one-time codes.
func (d *Door) newCodes(person string) (codesKept, error) {
	secret := make([]byte, codeSecret)
	if _, err := io.ReadFull(d.Random, secret); err != nil {
		return codesKept{}, fmt.Errorf("make one-time codes: %w", err)
	}
	sealed, err := d.seal("codes of "+person, secret)
	return codesKept{Sealed: sealed}, err
}

// fits returns which code was typed, and false for none that serves now.
func (d *Door) fits(k codesKept, person, typed string) (step int64, ok bool, err error) {
	secret, err := d.unseal("codes of "+person, k.Sealed)
	if err != nil {
		return 0, false, fmt.Errorf("check a code: %w", err)
	}
	typed = strings.ReplaceAll(strings.TrimSpace(typed), " ", "")
	now := d.now().Unix() / codeSeconds
	for step = now - codeApart; step <= now+codeApart; step++ {
		code, err := hotp.GenerateCodeCustom(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret), uint64(step),
			hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, fmt.Errorf("check a code: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(code), []byte(typed)) == 1 && step > k.Last {
			return step, true, nil
		}
	}
	return 0, false, nil
}

// useCode uses a person's one-time code up within a change. Wrong ones are counted there
// too: after many in a row none is taken any more.
func (d *Door) useCode(w inbox.Writer, p people.Person, typed string) (ok bool, err error) {
	var k codesKept
	if ok, err = d.kept(w, p, people.Codes, &k); err != nil || !ok || k.Wrong >= mostWrong {
		return false, err
	}
	step, ok, err := d.fits(k, p.ID, typed)
	if err != nil {
		return false, err
	}
	if ok {
		k.Last, k.Wrong = step, 0
	} else {
		k.Wrong++
	}
	return ok, d.keep(w, p, people.Codes, k)
}

// pictured is a secret for an app: as a picture to scan, and as text to type.
type pictured struct {
	Picture template.URL
	Text    string
}

func (d *Door) picture(k codesKept, p people.Person) (out pictured, err error) {
	secret, err := d.unseal("codes of "+p.ID, k.Sealed)
	if err != nil {
		return out, err
	}
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	key, err := otp.NewKeyFromURL((&url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + d.Inbox.Name + ":" + p.Email,
		RawQuery: url.Values{"secret": {text}, "issuer": {d.Inbox.Name}}.Encode()}).String())
	if err != nil {
		return out, fmt.Errorf("draw a code: %w", err)
	}
	drawn, err := key.Image(240, 240)
	if err != nil {
		return out, fmt.Errorf("draw a code: %w", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, drawn); err != nil {
		return out, fmt.Errorf("draw a code: %w", err)
	}
	out.Picture = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()))
	for i := 0; i < len(text); i += 4 {
		out.Text += text[i:min(i+4, len(text))] + " "
	}
	out.Text = strings.TrimSpace(out.Text)
	return out, nil
}
