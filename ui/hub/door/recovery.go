package door

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

const (
	recoveryCodes = 10
	recoveryBytes = 10 // 80 bits each: too many to try, so a plain hash is enough
)

var recoveryLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// recoveryKept is the body of the credential: the hashes of the codes that were not used.
type recoveryKept struct {
	Hashes []string `json:"hashes"`
}

// newRecovery makes a person's recovery codes within a change. The ones before no longer
// serve. They are shown once.
func (d *Door) newRecovery(w inbox.Writer, p people.Person) (codes []string, err error) {
	var kept recoveryKept
	for range recoveryCodes {
		secret := make([]byte, recoveryBytes)
		if _, err := io.ReadFull(d.Random, secret); err != nil {
			return nil, fmt.Errorf("make recovery codes: %w", err)
		}
		code := recoveryLetters.EncodeToString(secret)
		codes = append(codes, code[:4]+"-"+code[4:8]+"-"+code[8:12]+"-"+code[12:])
		kept.Hashes = append(kept.Hashes, recoveryHash(p.ID, code))
	}
	return codes, d.keep(w, p, people.Recovery, kept)
}

// recoveryHash is of a code as somebody may have typed it.
func recoveryHash(person, typed string) string {
	plain := strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
	sum := sha256.Sum256([]byte(person + "\n" + plain))
	return hex.EncodeToString(sum[:])
}

// useRecovery uses a code up within a change, and says how many are left.
func (d *Door) useRecovery(w inbox.Writer, p people.Person, typed string) (left int, ok bool, err error) {
	var kept recoveryKept
	if ok, err = d.kept(w, p, people.Recovery, &kept); err != nil || !ok {
		return 0, false, err
	}
	at := slices.Index(kept.Hashes, recoveryHash(p.ID, typed))
	if at < 0 {
		return 0, false, nil
	}
	kept.Hashes = slices.Delete(kept.Hashes, at, at+1)
	return len(kept.Hashes), true, d.keep(w, p, people.Recovery, kept)
}

// credentialID is how a way to sign in that goes by the address is found.
func credentialID(kind people.Kind, email string) string { return string(kind) + ":" + email }

// keep keeps what the hub knows of one way to sign in, in place of what it knew before.
func (d *Door) keep(w inbox.Writer, p people.Person, kind people.Kind, what any) error {
	body, err := json.Marshal(what)
	if err != nil {
		return fmt.Errorf("keep a way to sign in: %w", err)
	}
	c, err := w.Credential(credentialID(kind, p.Email))
	switch {
	case errors.Is(err, inbox.ErrNotFound):
		c = people.Credential{ID: credentialID(kind, p.Email), Person: p.ID, Kind: kind, Created: d.now()}
	case err != nil:
		return err
	case c.Person != p.ID:
		return fmt.Errorf("keep a way to sign in: %s is of another person than %s", kind, p.ID)
	default:
		c.Used = d.now()
	}
	c.Body = body
	return w.PutCredential(c)
}

// kept reads what the hub knows of one way to sign in, and false for nothing.
func (d *Door) kept(r inbox.Reader, p people.Person, kind people.Kind, into any) (bool, error) {
	c, err := r.Credential(credentialID(kind, p.Email))
	if err := ignoreMissing(err); err != nil || c.Person != p.ID {
		return false, err
	}
	if err := json.Unmarshal(c.Body, into); err != nil {
		return false, fmt.Errorf("read a way to sign in: %w", err)
	}
	return true, nil
}
