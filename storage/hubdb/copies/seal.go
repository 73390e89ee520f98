package copies

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"needsbook/storage/hubdb"
)

// Files in a hub's folder.
const (
	KeyFile       = "hub.key"               // the hub's secret key
	recipientFile = "backup-recipients.txt" // whom nightly copies are sealed for
	ownIdentity   = "backup-rehearsal.key"  // with which the hub itself opens one to try it out
)

// inside are the files that a sealed copy holds, and no others.
var inside = []string{hubdb.FileName, KeyFile}

// ErrNoKey means that nobody could open a sealed copy, so none is made.
var ErrNoKey = errors.New("no nightly copies are sealed, because there is no key for them. Make one with: clusterhub backup-key --to FILE, and keep that file off this machine")

// ErrWrongIdentity means that a copy was sealed for somebody else.
var ErrWrongIdentity = errors.New("this copy was sealed for another key. Nothing was restored. Name the file that clusterhub backup-key made before the copy was")

// MakeKey makes the key that opens sealed copies from now on and writes it to a new
// file, which belongs in a safe and not on the hub's machine. The hub keeps what
// seals, and a second key of its own to try copies out with.
func MakeKey(data, to string) (recipient string, err error) {
	secret, err := age.GenerateX25519Identity()
	if err != nil {
		return "", fmt.Errorf("make a key for copies: %w", err)
	}
	own, err := ownKey(data)
	if err != nil {
		return "", err
	}
	text := "# Opens the nightly copies of a cluster hub: clusterhub restore --identity FILE\n# public key: " + secret.Recipient().String() + "\n" + secret.String() + "\n"
	if err := writeNew(to, text); err != nil {
		return "", err
	}
	recipients := secret.Recipient().String() + "\n" + own.Recipient().String() + "\n"
	err = write(filepath.Join(data, recipientFile), func(part string) error { return writeNew(part, recipients) })
	if err != nil {
		return "", errors.Join(err, os.Remove(to))
	}
	return secret.Recipient().String(), nil
}

// HasKey reports whether nightly copies can be sealed.
func HasKey(data string) bool {
	_, err := recipients(data)
	return err == nil
}

// ownKey reads the hub's own identity, or makes it.
func ownKey(data string) (*age.X25519Identity, error) {
	path := filepath.Join(data, ownIdentity)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		own, err := age.GenerateX25519Identity()
		if err != nil {
			return nil, fmt.Errorf("make the hub's own key for copies: %w", err)
		}
		return own, writeNew(path, own.String()+"\n")
	}
	if err != nil {
		return nil, fmt.Errorf("read the hub's own key for copies: %w", err)
	}
	own, err := age.ParseX25519Identity(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("the hub's own key for copies in %s is damaged. Take the file away and run clusterhub backup-key again", path)
	}
	return own, nil
}

func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write a key: %w", err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write a key: %w", err), os.Remove(path))
	}
	return nil
}

func recipients(data string) ([]age.Recipient, error) {
	f, err := os.Open(filepath.Join(data, recipientFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoKey
	}
	if err != nil {
		return nil, fmt.Errorf("read whom copies are sealed for: %w", err)
	}
	defer f.Close()
	list, err := age.ParseRecipients(f)
	if err != nil {
		return nil, fmt.Errorf("read whom copies are sealed for: %w", err)
	}
	return list, nil
}

// seal writes files as one sealed archive, compressed.
func seal(path string, files map[string]string, to []age.Recipient) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("seal a copy: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sealed, err := age.Encrypt(f, to...)
	if err != nil {
		return fmt.Errorf("seal a copy: %w", err)
	}
	packed := gzip.NewWriter(sealed)
	archive := tar.NewWriter(packed)
	for _, name := range inside {
		if err := addFile(archive, name, files[name]); err != nil {
			return fmt.Errorf("seal a copy: %w", err)
		}
	}
	if err := errors.Join(archive.Close(), packed.Close(), sealed.Close(), f.Sync()); err != nil {
		return fmt.Errorf("seal a copy: %w", err)
	}
	return nil
}

func addFile(archive *tar.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size(), ModTime: info.ModTime()}); err != nil {
		return err
	}
	_, err = io.Copy(archive, f)
	return err
}

// unseal opens a sealed copy into a folder.
func unseal(path, folder string, with []age.Identity) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open a copy: %w", err)
	}
	defer f.Close()
	opened, err := age.Decrypt(f, with...)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return ErrWrongIdentity
	}
	if err != nil {
		return fmt.Errorf("open a copy: %w", err)
	}
	packed, err := gzip.NewReader(opened)
	if err != nil {
		return fmt.Errorf("open a copy: %w", err)
	}
	archive := tar.NewReader(packed)
	for _, name := range inside {
		h, err := archive.Next()
		if err != nil || h.Name != name {
			return fmt.Errorf("open a copy: %s is missing in it (%v)", name, err)
		}
		if err := extract(archive, filepath.Join(folder, name)); err != nil {
			return fmt.Errorf("open a copy: %w", err)
		}
	}
	// To the end: only then has the seal been checked over all of it.
	if _, err := archive.Next(); err != io.EOF {
		return fmt.Errorf("open a copy: its end is damaged (%v)", err)
	}
	if n, err := io.Copy(io.Discard, packed); err != nil || n > 1<<20 {
		return fmt.Errorf("open a copy: its end is damaged (%v)", err)
	}
	return nil
}

func extract(from io.Reader, path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Sync(), f.Close())
}
