package door

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// How a password is hashed (RFC 9106, in the sizes that OWASP gives for little memory):
// each takes 19 MiB for some tens of milliseconds, so that few are hashed at once.
const (
	passwordMemory   = 19 << 10 // KiB
	passwordTime     = 2
	passwordThreads  = 1
	passwordsAtOnce  = 4                // at most, where there are processors enough
	passwordTurn     = 20 * time.Second // how long somebody waits for their turn
	shortestPassword = 12
	longestPassword  = 128 // characters
)

// passwordPlaces is how many passwords are checked at a time: never on more than half of
// the processors, so that schools' uploads go on as ever while many people sign in.
func passwordPlaces() int { return max(1, min(passwordsAtOnce, runtime.GOMAXPROCS(0)/2)) }

// passwordKept is the body of the credential. The sizes stand beside the hash, so that
// they can grow without voiding what is there.
type passwordKept struct {
	Salt    []byte `json:"salt"`
	Hash    []byte `json:"hash"`
	Memory  uint32 `json:"memory"`
	Time    uint32 `json:"time"`
	Threads uint8  `json:"threads"`
}

// errBusy is told to those whose turn did not come.
var errBusy = errors.New("too many passwords are being checked")

// newPassword hashes a new password.
func (d *Door) newPassword(ctx context.Context, password string) (passwordKept, error) {
	k := passwordKept{Salt: make([]byte, 16), Memory: passwordMemory, Time: passwordTime, Threads: passwordThreads}
	if _, err := io.ReadFull(d.Random, k.Salt); err != nil {
		return k, fmt.Errorf("keep a password: %w", err)
	}
	var err error
	k.Hash, err = d.hash(ctx, k, password)
	return k, err
}

// hash waits for a place and hashes a password.
func (d *Door) hash(ctx context.Context, k passwordKept, password string) ([]byte, error) {
	turn, cancel := context.WithTimeout(ctx, passwordTurn)
	defer cancel()
	select {
	case d.argon <- struct{}{}:
		defer func() { <-d.argon }()
	case <-turn.Done():
		return nil, errBusy
	}
	return argon2.IDKey([]byte(password), k.Salt, k.Time, k.Memory, k.Threads, 32), nil
}

// nobodys is checked where there is no password, so that it takes as long.
var nobodys = passwordKept{Salt: make([]byte, 16), Hash: make([]byte, 32), Memory: passwordMemory, Time: passwordTime, Threads: passwordThreads}

// checkPassword reports whether an address and a password belong together, and whose
// they are. It takes as long where there is nobody of that address.
func (d *Door) checkPassword(ctx context.Context, email, password string) (p people.Person, ok bool, err error) {
	k, found := nobodys, false
	err = d.read(ctx, func(r inbox.Reader) error {
		c, err := r.Credential(credentialID(people.Password, email))
		if err := ignoreMissing(err); err != nil || c.Person == "" {
			return err
		}
		if p, err = r.Person(c.Person); err != nil {
			return err
		}
		var kept passwordKept
		if found, err = d.kept(r, p, people.Password, &kept); found {
			k = kept
		}
		return err
	})
	if err != nil {
		return p, false, err
	}
	if utf8.RuneCountInString(password) > longestPassword {
		password, found = "", false
	}
	hash, err := d.hash(ctx, k, password)
	if err != nil {
		return p, false, err
	}
	same := subtle.ConstantTimeCompare(hash, k.Hash) == 1
	return p, same && found && p.State == people.Active, nil
}

// weak says in a sentence why a password is not taken, or "".
func weak(password string, p people.Person) string {
	n := utf8.RuneCountInString(password)
	if n < shortestPassword || n > longestPassword {
		return fmt.Sprintf("Type %d to %d characters. Three words that do not belong together are easy to keep in mind.", shortestPassword, longestPassword)
	}
	different := []rune(strings.ToLower(password))
	slices.Sort(different)
	if len(slices.Compact(different)) < 6 {
		return "Use more different characters. Three words that do not belong together are easy to keep in mind."
	}
	name, _, _ := strings.Cut(p.Email, "@")
	for _, known := range append(strings.Fields(p.Name), name, "password", "needsbook") {
		if len(known) >= 4 && strings.Contains(strings.ToLower(password), strings.ToLower(known)) {
			return fmt.Sprintf("Leave “%s” out of it: it would be tried first.", strings.ToLower(known))
		}
	}
	return ""
}
