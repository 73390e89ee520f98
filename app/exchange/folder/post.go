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

	left map[string]string // by device, the bulletin it was left
}

// Letter is a bulletin for one school's key.
type Letter struct {
	To       exchange.PublicKey
	Bulletin []byte // signed
}

// answerLasts is how long the answer to a request to join lies in the folder.
const answerLasts = 60 * 24 * time.Hour

// Leave puts a bulletin there for each key, sealed for it, and each pack on offer, by
// its identifier. Bulletins of keys and packs that are not named any more are taken
// away, and so are old answers. A fault with one file does not keep the others back.
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
		name := bulletinName(l.To.ID())
		wanted[name] = true
		fault(name, p.deliver(root, name, l))
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

// deliver writes a bulletin unless the same one lies there. Sealing gives other bytes
// each time, so what was left is known by the bulletin inside.
func (p *Post) deliver(root *os.Root, name string, l Letter) error {
	id := exchange.BulletinID(l.Bulletin)
	if p.left[l.To.ID()] == id && isPlain(root, name) {
		return nil
	}
	sealed, err := exchange.SealFor(l.Bulletin, l.To)
	if err != nil {
		return err
	}
	if err := writeWhole(root, name, sealed); err != nil {
		return err
	}
	p.left[l.To.ID()] = id
	return nil
}

// ours are names that only a Post gives, so that nothing of anybody else is touched.
var (
	oursForm   = regexp.MustCompile(`^(CB_[0-9a-f]{32}\.scb|CP_[0-9a-f]{64}\.scp)$`)
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
