package vault

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"slices"
)

// A file has one main passphrase, one recovery key and up to four passphrases of
// further people. Each opens the whole file: what a person may do is not this
// package's to say. A new data key is sealed to everyone's public key, so nobody
// else's passphrase is needed to change one or to take one away.

// keySet is a data key and the slots that lead to it.
type keySet struct {
	key    *dataKey
	slots  []slot
	sealTo []sealTo
}

// newKeys makes a data key, sealed for a main passphrase and a new recovery key.
func newKeys(fileID [16]byte, passphrase string, o Options) (ks keySet, recovery string, err error) {
	if recovery, err = newRecovery(o.Random); err != nil {
		return ks, "", err
	}
	if ks.key, err = newDataKey(o.Random); err != nil {
		return ks, "", err
	}
	if err = ks.add(fileID, slotPassphrase, Passphrase(passphrase), "", o); err == nil {
		err = ks.add(fileID, slotRecovery, Recovery(recovery), "", o)
	}
	return ks, recovery, err
}

// add makes one more slot.
func (ks *keySet) add(fileID [16]byte, kind byte, s Secret, id string, o Options) error {
	sl, to, err := newSlot(fileID, kind, s, ks.key, o.KDF, o.Random)
	if err != nil {
		return err
	}
	to.id = id
	ks.slots, ks.sealTo = append(ks.slots, sl), append(ks.sealTo, to)
	return nil
}

// keep seals the data key once more for the slots of another set that keep wants.
func (ks *keySet) keep(fileID [16]byte, from keySet, random io.Reader, want func(sealTo) bool) error {
	for _, sl := range from.slots {
		i := slices.IndexFunc(from.sealTo, func(to sealTo) bool { return to.salt == sl.salt })
		if i < 0 || !want(from.sealTo[i]) {
			continue
		}
		again, err := sl.sealed(fileID, from.sealTo[i], ks.key, random)
		if err != nil {
			return err
		}
		ks.slots, ks.sealTo = append(ks.slots, again), append(ks.sealTo, from.sealTo[i])
	}
	return nil
}

// keys is the set that the file has now.
func (v *Vault) keys() keySet { return keySet{v.key, v.header.slots, v.sealTo} }

// openedWith names the secret that a file was opened with, as OpenedWith returns it.
func (c *content) openedWith() string {
	switch c.opened.kind {
	case slotRecovery:
		return "recovery"
	case slotPerson:
		for _, to := range c.sealsTo {
			if to.salt == c.opened.salt {
				return to.id
			}
		}
		return hex.EncodeToString(c.opened.salt[:]) // the program writes no such file; nobody has this id
	}
	return ""
}

// OpenedWith says what the file was opened with: "" for the main passphrase,
// "recovery" for the recovery key, or else the id of a person.
func (v *Vault) OpenedWith() string {
	v.write.Lock()
	defer v.write.Unlock()
	return v.opened
}

// Keys lists the ids of the people who have a passphrase of their own, in the order
// in which they got it.
func (v *Vault) Keys() []string {
	v.write.Lock()
	defer v.write.Unlock()
	var ids []string
	for _, to := range v.sealTo {
		if to.id != "" {
			ids = append(ids, to.id)
		}
	}
	return ids
}

// Rekey gives the file a new main passphrase, a new recovery key and a new data key,
// and writes it afresh. People's passphrases go on. A backup is made first. Older
// backups and copies still open with the old passphrase and recovery key.
func (v *Vault) Rekey(ctx context.Context, passphrase string) (recovery string, err error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return "", err
	}
	err = v.changeKeys(ctx, "given the new passphrase", func(old keySet) (ks keySet, err error) {
		if err := v.refuseTaken(passphrase, slotPerson); err != nil {
			return ks, err
		}
		if ks, recovery, err = newKeys(v.header.fileID, passphrase, v.o); err != nil {
			return ks, err
		}
		return ks, ks.keep(v.header.fileID, old, v.o.Random, func(to sealTo) bool { return to.id != "" })
	})
	if err != nil {
		return "", err
	}
	return recovery, nil
}

// AddKey lets one more person open the file, with a passphrase of their own, and
// returns the id by which OpenedWith will know them. A passphrase that opens the file
// already is refused with ErrTaken, a fifth person with ErrTooMany, a weak passphrase
// with ErrWeak. A file of the first programs has to be given a new main passphrase
// before: ErrFirstKey.
func (v *Vault) AddKey(ctx context.Context, passphrase string) (id string, err error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return "", err
	}
	err = v.changeKeys(ctx, "given another passphrase", func(old keySet) (keySet, error) {
		if len(old.sealTo)-2 >= maxPeople {
			return keySet{}, because(ErrTooMany, nil, fmt.Sprintf("The file has %d passphrases besides the main one, which is the most. Nothing was changed. Take one away first.", maxPeople))
		}
		if err := v.refuseTaken(passphrase, slotPassphrase, slotPerson); err != nil {
			return keySet{}, err
		}
		raw := make([]byte, 8)
		if _, err := io.ReadFull(v.o.Random, raw); err != nil {
			return keySet{}, fmt.Errorf("make an id: %w", err)
		}
		id = hex.EncodeToString(raw)
		ks, err := v.rotated(old, "")
		if err != nil {
			return ks, err
		}
		return ks, ks.add(v.header.fileID, slotPerson, Passphrase(passphrase), id, v.o)
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

// RemoveKey takes a person's passphrase away. The file gets a new data key and is
// written afresh, so nothing that the person knew opens what is saved from now on.
// Backups and copies from before still open with it. A backup is made first.
func (v *Vault) RemoveKey(ctx context.Context, id string) error {
	return v.changeKeys(ctx, "closed to this passphrase", func(old keySet) (keySet, error) {
		if err := old.has(id); err != nil {
			return keySet{}, err
		}
		return v.rotated(old, id)
	})
}

// ChangeKey gives a person another passphrase; the id stays. As with RemoveKey, the
// old one opens nothing that is saved from now on.
func (v *Vault) ChangeKey(ctx context.Context, id, passphrase string) error {
	if err := CheckPassphrase(passphrase); err != nil {
		return err
	}
	return v.changeKeys(ctx, "given the new passphrase", func(old keySet) (keySet, error) {
		if err := old.has(id); err != nil {
			return keySet{}, err
		}
		if err := v.refuseTaken(passphrase, slotPassphrase, slotPerson); err != nil {
			return keySet{}, err
		}
		ks, err := v.rotated(old, id)
		if err != nil {
			return ks, err
		}
		return ks, ks.add(v.header.fileID, slotPerson, Passphrase(passphrase), id, v.o)
	})
}

// has refuses an id that no person of the set has.
func (ks keySet) has(id string) error {
	if id == "" || !slices.ContainsFunc(ks.sealTo, func(to sealTo) bool { return to.id == id }) {
		return because(ErrNoPerson, nil, "This person has no passphrase of their own for the file. Nothing was changed.")
	}
	return nil
}

// rotated makes a new data key, sealed for all secrets but that of the person gone.
func (v *Vault) rotated(old keySet, gone string) (ks keySet, err error) {
	if len(old.sealTo) == 0 {
		return ks, because(ErrFirstKey, nil, "The file was made by an early Needsbook. Give it a new main passphrase first, which comes with a new recovery key; then other people can have passphrases. Nothing was changed.")
	}
	if ks.key, err = newDataKey(v.o.Random); err != nil {
		return ks, err
	}
	return ks, ks.keep(v.header.fileID, old, v.o.Random, func(to sealTo) bool { return to.id == "" || to.id != gone })
}

// refuseTaken refuses a passphrase that opens a slot of these kinds: two people with
// one passphrase could not be told apart.
func (v *Vault) refuseTaken(passphrase string, kinds ...byte) error {
	s := Passphrase(passphrase)
	for _, sl := range v.header.slots {
		if !slices.Contains(kinds, sl.kind) {
			continue
		}
		k, err := sl.open(v.header.fileID, s)
		if err != nil {
			return err
		}
		if k != nil {
			k.clear()
			return because(ErrTaken, nil, "This passphrase opens the file already. Nothing was changed. Choose another.")
		}
	}
	return nil
}

// changeKeys asks choose for new keys, makes a backup under the old ones and writes
// the file afresh with the new; done says for an error what was to be done. After an
// error the file is as it was.
func (v *Vault) changeKeys(ctx context.Context, done string, choose func(old keySet) (keySet, error)) (err error) {
	v.write.Lock()
	defer v.write.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	ks, err := choose(v.keys())
	defer func() {
		if err != nil && ks.key != nil {
			ks.key.clear()
		}
	}()
	if err != nil {
		return err
	}
	if !v.o.noBackups {
		if _, err := v.autoBackup(ctx); err != nil {
			return failed(err, "%s was not %s, because no backup could be made first.", filepath.Base(v.path), done)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	p, old := v.picture(), v.key
	p.key, p.header.slots, p.sealTo = ks.key, ks.slots, ks.sealTo
	if err := v.replace(p); err != nil {
		return rewriteError(v.path, done, err)
	}
	old.clear()
	return nil
}

// encodeSealsTo is the content of the frame of keys.
func encodeSealsTo(list []sealTo) []byte {
	var b []byte
	for _, to := range list {
		b = append(append(append(b, to.salt[:]...), to.public[:]...), byte(len(to.id)))
		b = append(b, to.id...)
	}
	return b
}

func decodeSealsTo(b []byte) ([]sealTo, error) {
	var list []sealTo
	for len(b) > 0 {
		const fixed = 16 + keySize + 1
		if len(b) < fixed || len(b) < fixed+int(b[fixed-1]) || len(list) == slotCount {
			return nil, fmt.Errorf("the list of keys does not hold together")
		}
		to := sealTo{id: string(b[fixed : fixed+int(b[fixed-1])])}
		copy(to.salt[:], b)
		copy(to.public[:], b[16:])
		list, b = append(list, to), b[fixed+len(to.id):]
	}
	return list, nil
}
