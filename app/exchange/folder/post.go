package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"time"

	"needsbook/app/exchange"
)

// Post is the hub's way back: what it leaves in the shared folder for schools to find.
// It keeps what it left, so that a file is written again only when it has changed; one
// Post serves one folder.
type Post struct {
	Folder string
	Now    func() time.Time

	left map[string]string // by name of the file, what it holds
}

// Letter is what is left for one school's key, sealed for it.
type Letter struct {
	To       exchange.PublicKey
	Bulletin []byte // signed; the same for all schools of a cluster
	Own      []byte // signed; the hub's letter to this school alone, nil for none
}

// answerLasts is how long the answer to a request to join lies in the folder.
const answerLasts = 60 * 24 * time.Hour

// Leave puts a bulletin and a letter there for each key, sealed for it, and each pack on
// offer, by its identifier. Those of keys, and packs, that are not named any more are
// taken away, and so are old answers. A fault with one file does not keep the others back.
func (p *Post) Leave(letters []Letter, packs map[string][]byte) error {
	root, err := os.OpenRoot(p.Folder)
	if err != nil {
		return fmt.Errorf("open the shared folder: %w", err)
	}
	defer root.Close()
	if p.left == nil {
		p.left = map[string]string{}
	}
	var faults []error
	fault := func(name string, err error) {
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
		}
	}
	wanted := map[string]bool{}
	for _, l := range letters {
		for name, body := range map[string][]byte{bulletinName(l.To.ID()): l.Bulletin, letterName(l.To.ID()): l.Own} {
			if body != nil {
				wanted[name] = true
				fault(name, p.deliver(root, name, l.To, body))
			}
		}
	}
	for id, body := range packs {
		name := packName(id)
		wanted[name] = true
		if there, err := readPlain(root, name, exchange.MaxPack); err != nil || !bytes.Equal(there, body) {
			fault(name, writeWhole(root, name, body))
		}
	}
	fault("tidy", p.tidy(root, wanted))
	return errors.Join(faults...)
}

// deliver writes what is for a key unless the same lies there. Sealing gives other bytes
// each time, so what was left is known by what is inside.
func (p *Post) deliver(root *os.Root, name string, to exchange.PublicKey, body []byte) error {
	id := exchange.DocumentID(body)
	if p.left[name] == id && isPlain(root, name) {
		return nil
	}
	sealed, err := exchange.SealFor(body, to)
	if err != nil {
		return err
	}
	if err := writeWhole(root, name, sealed); err != nil {
		return err
	}
	p.left[name] = id
	return nil
}

// ours are names that only a Post gives, so that nothing of anybody else is touched.
var (
	oursForm   = regexp.MustCompile(`^(CB_[0-9a-f]{32}\.scb|CL_[0-9a-f]{32}\.scl|CP_[0-9a-f]{64}\.scp)$`)
	answerForm = regexp.MustCompile(`^CJ_([0-9a-f]{32})\.sca$`)
)

// tidy takes away what nobody waits for any more.
func (p *Post) tidy(root *os.Root, wanted map[string]bool) error {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	var faults []error
	for _, e := range entries {
		name := e.Name()
		switch {
		case wanted[name]:
		case oursForm.MatchString(name):
			faults = append(faults, removeIfThere(root, name))
		case answerForm.MatchString(name):
			if i, err := e.Info(); err == nil && p.Now().Sub(i.ModTime()) > answerLasts {
				faults = append(faults, removeIfThere(root, name))
			}
		}
	}
	return errors.Join(faults...)
}

// Answers brings the answers that lie in the folder up to date: answer gives what the
// hub would say now to the key with an identifier, or nil to leave the file as it is.
// A school that cannot reach the hub learns so that it was approved.
func (p *Post) Answers(answer func(device string) []byte) error {
	root, err := os.OpenRoot(p.Folder)
	if err != nil {
		return fmt.Errorf("open the shared folder: %w", err)
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return fmt.Errorf("list the shared folder: %w", err)
	}
	var faults []error
	for _, e := range entries {
		m := answerForm.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		there, err := readPlain(root, e.Name(), exchange.MaxEnrolFile)
		now := answer(m[1])
		if err != nil || now == nil || bytes.Equal(there, now) {
			continue
		}
		faults = append(faults, writeWhole(root, e.Name(), now))
	}
	return errors.Join(faults...)
}
