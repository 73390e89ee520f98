package copies

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"needsbook/storage/hubdb"
)

// rehearsals is how the names of folders begin in which copies are tried out.
const rehearsals = ".rehearsal-"

// Restore puts a copy into an empty folder: a sealed one with the identity that opens
// it, a plain one with the hub's key from beside it.
func Restore(path, folder, identityFile, keyFile string) error {
	var with []age.Identity
	if identityFile != "" {
		f, err := os.Open(identityFile)
		if err != nil {
			return fmt.Errorf("read the key for copies: %w", err)
		}
		with, err = age.ParseIdentities(f)
		f.Close()
		if err != nil {
			return errors.New("the file named with --identity holds no key for copies. Nothing was restored. It is the one that clusterhub backup-key made")
		}
	}
	return restore(path, folder, with, keyFile)
}

func restore(path, folder string, with []age.Identity, keyFile string) error {
	sealed, err := isSealed(path)
	if err != nil {
		return err
	}
	if sealed {
		if len(with) == 0 {
			return errors.New("this copy is sealed. Nothing was restored. Name the file that opens it with --identity")
		}
		return unseal(path, folder, with)
	}
	if keyFile == "" {
		return errors.New("this copy holds the records alone. Nothing was restored. Name the hub's key with --key")
	}
	for from, name := range map[string]string{path: hubdb.FileName, keyFile: KeyFile} {
		f, err := os.Open(from)
		if err != nil {
			return fmt.Errorf("open a copy: %w", err)
		}
		err = extract(f, filepath.Join(folder, name))
		if err = errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("restore a copy: %w", err)
		}
	}
	return nil
}

// isSealed looks at a copy's first bytes, since its name may have changed.
func isSealed(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("open a copy: %w", err)
	}
	defer f.Close()
	start := make([]byte, len("SQLite format 3\x00"))
	if _, err := io.ReadFull(f, start); err != nil {
		return false, fmt.Errorf("%s is no copy of a hub. Nothing was restored", filepath.Base(path))
	}
	switch {
	case bytes.HasPrefix(start, []byte("age-encrypt")):
		return true, nil
	case string(start) == "SQLite format 3\x00":
		return false, nil
	}
	return false, fmt.Errorf("%s is no copy of a hub. Nothing was restored", filepath.Base(path))
}

func (k *Keeper) rehearseIfDue(ctx context.Context, now time.Time) {
	last := k.State().Rehearsal
	wait := rehearseEvery
	if len(last.Problems) > 0 {
		wait = rehearseSooner
	}
	if now.Sub(last.At) < wait {
		return
	}
	list, err := List(k.folder())
	if err != nil || len(list) == 0 {
		return // that no copy could be made is known already
	}
	copied, ok := newest(list, Nightly)
	if !ok || !HasKey(k.Data) {
		if copied, ok = newest(list, Hourly); !ok {
			return
		}
	}
	c := k.Rehearse(ctx, copied)
	if ctx.Err() != nil {
		return // it was broken off, and says nothing
	}
	k.set(func(s *State) { s.Rehearsal = c })
	k.say("a copy was restored and gone through", c)
}

// Rehearse restores a copy into a folder of its own, opens it, and goes through every
// document, receipt, head and entry in it. Nothing of it stays.
func (k *Keeper) Rehearse(ctx context.Context, copied Copy) Check {
	c := Check{At: k.Now().UTC(), Copy: filepath.Base(copied.Path), Problems: []string{}}
	began := time.Now()
	if err := k.tryOut(ctx, copied, &c); err != nil {
		c.Problems = append(c.Problems, err.Error())
	}
	c.Millis = time.Since(began).Milliseconds()
	return c
}

func (k *Keeper) tryOut(ctx context.Context, copied Copy, c *Check) (err error) {
	// A rehearsal that was killed left its folder.
	left, _ := filepath.Glob(filepath.Join(k.folder(), rehearsals+"*"))
	for _, folder := range left {
		if err := os.RemoveAll(folder); err != nil {
			return fmt.Errorf("clear up after an earlier try: %w", err)
		}
	}
	folder, err := os.MkdirTemp(k.folder(), rehearsals)
	if err != nil {
		return fmt.Errorf("make room to try a copy out: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	var with []age.Identity
	if copied.Kind == Nightly {
		own, err := ownKey(k.Data)
		if err != nil {
			return err
		}
		with = []age.Identity{own}
	}
	key := filepath.Join(k.Data, KeyFile)
	if err := restore(copied.Path, folder, with, key); err != nil {
		return err
	}
	is, err := os.ReadFile(filepath.Join(folder, KeyFile))
	should, err2 := os.ReadFile(key)
	if err := errors.Join(err, err2); err != nil || !bytes.Equal(is, should) {
		return fmt.Errorf("the copy holds another key than the hub's (%v)", err)
	}
	db, err := hubdb.Open(ctx, folder)
	if err != nil {
		return fmt.Errorf("open what was restored: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	in := k.Inbox
	in.Store = db
	report, err := in.Verify(ctx)
	c.Documents, c.AuditHead = report.Documents, report.AuditHead
	c.Problems = append(c.Problems, report.Problems...)
	return err
}

// verifyIfDue goes through the hub's own records, once a night and by one hub alone.
func (k *Keeper) verifyIfDue(ctx context.Context, now time.Time) {
	last := k.State().Verified.At
	if now.Hour() < nightFrom || !last.Before(now.Truncate(24*time.Hour)) || now.Sub(k.triedVerify) < retryAfter || !k.leads(ctx) {
		return
	}
	k.triedVerify = now
	began := time.Now()
	report, err := k.Inbox.Verify(ctx)
	if err != nil {
		if ctx.Err() == nil {
			k.Log.Error("the records could not be gone through", "error", err)
		}
		return
	}
	c := Check{At: now, Documents: report.Documents, AuditHead: report.AuditHead, Problems: report.Problems, Millis: time.Since(began).Milliseconds()}
	k.set(func(s *State) { s.Verified = c })
	k.say("the records were gone through", c)
}

func (k *Keeper) say(what string, c Check) {
	log := k.Log.Info
	if len(c.Problems) > 0 {
		log = k.Log.Error
	}
	log(what, "at", c.At, "copy", c.Copy, "documents", c.Documents, "audit_head", c.AuditHead, "problems", c.Problems, "milliseconds", c.Millis)
}

// leads takes the place of who takes care and keeps it. A hub that lost it with its
// connection goes through everything once more, which does no harm.
func (k *Keeper) leads(ctx context.Context) bool {
	if k.release != nil {
		return true
	}
	release, ok, err := k.DB.LeaderOf(ctx, hubdb.Care)
	if err != nil {
		k.Log.Error("the place of who takes care could not be taken", "error", err)
	}
	if ok {
		k.release = release
	}
	return ok
}

func (k *Keeper) letGo() {
	if k.release != nil {
		k.release()
		k.release = nil
	}
}
