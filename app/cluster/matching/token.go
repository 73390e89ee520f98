package matching

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// Token is how a bucket looks to those without the ring's secret: HMAC-SHA-256 in
// hexadecimal digits. The buckets are few enough to try them all, so an unkeyed hash
// would hide nothing.
type Token string

const tokenContext = "needsbook shared need v1\n"

// Token names a bucket under the ring's secret.
func (r Ring) Token(b Bucket) Token {
	mac := hmac.New(sha256.New, r.Secret[:])
	mac.Write([]byte(tokenContext + r.Cluster + "\n"))
	mac.Write(b.text())
	return Token(hex.EncodeToString(mac.Sum(nil)))
}

// bandSize is what a band is padded to, so that its length says nothing.
const bandSize = 16

// cipher makes the key of one bucket's bands. Each seal has a nonce of its own.
func (r Ring) cipher(b Bucket) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, r.Secret[:], b.text(), "needsbook shared need band v1 "+r.Cluster, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// SealBand encrypts a band for those who have the secret and know the bucket. random is
// crypto/rand.Reader outside tests.
func (r Ring) SealBand(b Bucket, band string, random io.Reader) (string, error) {
	if len(band) == 0 || len(band) > bandSize {
		return "", errors.New("this is not a band of pupils")
	}
	aead, err := r.cipher(b)
	if err != nil {
		return "", fmt.Errorf("seal the band: %w", err)
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return "", fmt.Errorf("seal the band: %w", err)
	}
	plain := make([]byte, bandSize)
	copy(plain, band)
	return base64.StdEncoding.EncodeToString(aead.Seal(nonce, nonce, plain, []byte(r.Token(b)))), nil
}

// sealedBandLength is how long every sealed band is: a nonce, the padded band and a seal.
var sealedBandLength = base64.StdEncoding.EncodedLen(12 + bandSize + 16)

// openBand gives back a band, and a mark that is its own: the same seal copied has the
// same mark.
func (r Ring) openBand(b Bucket, sealed string) (band, mark string, err error) {
	raw, err := base64.StdEncoding.Strict().DecodeString(sealed)
	if err != nil || len(sealed) != sealedBandLength {
		return "", "", errors.New("this is not a sealed band")
	}
	aead, err := r.cipher(b)
	if err != nil {
		return "", "", fmt.Errorf("open the band: %w", err)
	}
	nonce, box := raw[:aead.NonceSize()], raw[aead.NonceSize():]
	plain, err := aead.Open(nil, nonce, box, []byte(r.Token(b)))
	if err != nil {
		return "", "", errors.New("the band was not sealed under this ring for this need")
	}
	end := len(plain)
	for end > 0 && plain[end-1] == 0 {
		end--
	}
	return string(plain[:end]), hex.EncodeToString(nonce), nil
}
