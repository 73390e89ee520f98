package vault

import (
	"bytes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/chacha20poly1305"
)

// MaxPaper is the largest paper that is kept, in bytes: 20 MB.
const MaxPaper = 20 << 20

const (
	paperMagic  = "NBPAPER1"
	paperPiece  = 64 << 10 // plain bytes in a piece; the last one is shorter
	paperEnding = ".paper"
	partEnding  = ".part" // of a file that is not yet whole
)

// paper is one sealed paper, as the school's file lists it. Its key seals this one
// paper and nothing else, so a new passphrase, a backup and a restore leave the
// sealed bytes as they are, and a paper whose row is erased cannot be read again.
type paper struct {
	digest [sha256.Size]byte // of the content
	name   string            // random, 32 hexadecimal digits; tells nothing of the paper
	key    []byte
	size   int64 // of the content, in bytes
}

func newPaper(content []byte, random io.Reader) (paper, error) {
	p := paper{digest: sha256.Sum256(content), key: make([]byte, keySize), size: int64(len(content))}
	name := make([]byte, 16)
	for _, b := range [][]byte{name, p.key} {
		if _, err := io.ReadFull(random, b); err != nil {
			return p, fmt.Errorf("make a paper's key: %w", err)
		}
	}
	p.name = hex.EncodeToString(name)
	return p, nil
}

func (p paper) in(dir string) string { return filepath.Join(dir, p.name+paperEnding) }

// pieces is how many sealed pieces the paper has.
func (p paper) pieces() int64 { return (p.size + paperPiece - 1) / paperPiece }

// sealedSize is how long the paper's file is.
func (p paper) sealedSize() int64 {
	return int64(len(paperMagic)) + p.size + p.pieces()*chacha20poly1305.Overhead
}

// bound is what each piece authenticates besides its place: which paper it is of.
func (p paper) bound() []byte {
	b := append([]byte("needsbook paper v1"), p.name...)
	b = append(b, p.digest[:]...)
	return binary.LittleEndian.AppendUint64(b, uint64(p.size))
}

// nonce numbers a piece and marks the last. A key seals one paper once, so a
// counter is safe here.
func (p paper) nonce(piece int64) []byte {
	n := make([]byte, chacha20poly1305.NonceSizeX)
	binary.LittleEndian.PutUint64(n, uint64(piece))
	if piece == p.pieces()-1 {
		n[8] = 1
	}
	return n
}

// aead gives the cipher of this paper.
func (p paper) aead() cipher.AEAD { return sealer(bytes.Clone(p.key)) }

// write seals content into the folder.
func (p paper) write(fsys FS, dir string, content []byte) error {
	return writeWhole(fsys, p.in(dir), func(put func([]byte) error) error {
		if err := put([]byte(paperMagic)); err != nil {
			return err
		}
		s, bound := p.aead(), p.bound()
		var sealed []byte
		for i := range p.pieces() {
			sealed = s.Seal(sealed[:0], p.nonce(i), content[i*paperPiece:min((i+1)*paperPiece, p.size)], bound)
			if err := put(sealed); err != nil {
				return err
			}
		}
		return nil
	})
}

// read proves the paper in a folder, piece by piece, and gives each piece plain and
// sealed; both are used again for the next. The content is only proved whole once
// read returns nil. An error of the paper is ErrMissing or ErrDamaged; one of each is
// returned as it is.
func (p paper) read(fsys FS, dir string, each func(plain, sealed []byte) error) error {
	f, err := fsys.Open(p.in(dir), os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return paperMissing(dir)
	}
	if err != nil {
		return paperDamaged(err)
	}
	defer f.Close()
	if size, err := f.Size(); err != nil || size != p.sealedSize() {
		return paperDamaged(err)
	}
	at := int64(0)
	take := func(n int64, into []byte) ([]byte, error) {
		got, err := f.ReadAt(into[:n], at)
		if int64(got) < n {
			return nil, paperDamaged(err)
		}
		at += n
		return into[:n], nil
	}
	buffer := make([]byte, paperPiece+chacha20poly1305.Overhead)
	if magic, err := take(int64(len(paperMagic)), buffer); err != nil || string(magic) != paperMagic {
		return paperDamaged(err)
	}
	s, bound, sum := p.aead(), p.bound(), sha256.New()
	var plain []byte
	for i := range p.pieces() {
		sealed, err := take(min(paperPiece, p.size-i*paperPiece)+chacha20poly1305.Overhead, buffer)
		if err != nil {
			return err
		}
		if plain, err = s.Open(plain[:0], p.nonce(i), sealed, bound); err != nil {
			return paperDamaged(err)
		}
		sum.Write(plain)
		if err := each(plain, sealed); err != nil {
			return err
		}
	}
	if [sha256.Size]byte(sum.Sum(nil)) != p.digest {
		return paperDamaged(nil)
	}
	return nil
}

// check proves the paper in a folder.
func (p paper) check(fsys FS, dir string) error {
	return p.read(fsys, dir, func(_, _ []byte) error { return nil })
}

// copy carries the sealed paper from one folder to another, proving it on the way
// and once more where it has arrived.
func (p paper) copy(fsys FS, from, to string) error {
	err := writeWhole(fsys, p.in(to), func(put func([]byte) error) error {
		if err := put([]byte(paperMagic)); err != nil {
			return err
		}
		return p.read(fsys, from, func(_, sealed []byte) error { return put(sealed) })
	})
	if err != nil {
		return err
	}
	if err := p.check(fsys, to); err != nil {
		return fmt.Errorf("a copied paper does not read back as it was written: %v", err)
	}
	return nil
}

func paperMissing(dir string) error {
	return because(ErrMissing, nil, fmt.Sprintf("This paper is not in the folder “%s” beside the school's file. Everything else is safe. Put that folder back beside the file, or attach the paper again.", filepath.Base(dir)))
}

func paperDamaged(cause error) error {
	return because(ErrDamaged, cause, "This paper is damaged and was not opened. Everything else is safe. Go back to a backup, or attach the paper again.")
}

// writeWhole makes a file under an unfinished name, flushes it, and only then gives
// it its own. On an error before that it leaves no file.
func writeWhole(fsys FS, name string, fill func(put func([]byte) error) error) (err error) {
	part := name + partEnding
	f, err := fsys.Open(part, os.O_RDWR|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	at := int64(0)
	err = fill(func(b []byte) error {
		n, err := f.WriteAt(b, at)
		at += int64(n)
		return err
	})
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = fsys.Rename(part, name)
	}
	if err != nil {
		return errors.Join(err, fsys.Remove(part))
	}
	return syncPath(fsys, name)
}
