package vault

import (
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// maxFile is the largest file that is read: a picture and a log of changes.
const maxFile = 1 << 30

// content is a file that was read, proved and opened.
type content struct {
	header  header
	key     *dataKey
	opened  slot     // that the secret fitted
	sealsTo []sealTo // for the slots, where the file has them
	image   []byte   // the whole database
	chains  []chain
	save    uint64 // number of the last change
	when    time.Time
	why     string
	snapEnd int64 // where the picture ends and the changes begin
	tail    int64 // where the next frame goes
	last    [tagSize]byte
	badCopy string // "first" or "second" header copy, when one is damaged
	torn    int64  // bytes after the tail that are no whole save
}

func (c *content) seq() uint64 { return uint64(len(c.chains)) }

// point is where a file stands: enough to append to it and to know it again.
type point struct {
	chain chain
	seq   uint64
}

func (c *content) point() point {
	return point{c.chains[len(c.chains)-1], c.seq()}
}

// readFile reads a whole file into memory.
func readFile(fsys FS, path string) ([]byte, error) {
	f, err := fsys.Open(path, os.O_RDONLY)
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	if size > maxFile {
		return nil, because(ErrNotOurs, nil, fmt.Sprintf("%s is larger than any file that Needsbook makes, so it was not opened.", filepath.Base(path)))
	}
	b := make([]byte, size)
	if n, err := f.ReadAt(b, 0); err != nil && !(errors.Is(err, io.EOF) && n == len(b)) {
		return nil, cannotOpen(path, err)
	}
	return b, nil
}

func cannotOpen(path string, err error) error {
	name := filepath.Base(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return failed(err, "There is no file %s in that folder. It may have been moved or renamed.", name)
	case errors.Is(err, fs.ErrPermission):
		return failed(err, "You do not have permission to open %s. Ask whoever looks after the computer.", name)
	}
	return failed(err, "The file %s could not be read from the disk.", name)
}

// readContent opens a file's bytes with a secret. The bytes are used as working
// memory and hold nothing of use afterwards.
func readContent(file []byte, s Secret) (*content, error) {
	h, raw, badCopy, err := readHeader(file)
	if err != nil {
		return nil, err
	}
	k, opened, err := h.unlock(raw, s)
	if err != nil {
		return nil, err
	}
	c, err := readBody(file, h, k)
	if err != nil {
		k.clear()
		return nil, err
	}
	c.badCopy, c.opened = badCopy, opened
	return c, nil
}

// readWith opens a file's bytes with a data key that is already known. A file that
// has another data key is ErrWrongKey.
func readWith(file []byte, k *dataKey) (*content, error) {
	h, raw, badCopy, err := readHeader(file)
	if err != nil {
		return nil, err
	}
	if !h.proven(raw, k) {
		return nil, because(ErrWrongKey, nil, "This copy has another key than the open file: it is of another file, or was made before a passphrase was changed. It was not opened. Check it with the passphrase of its time.")
	}
	c, err := readBody(file, h, k)
	if err != nil {
		return nil, err
	}
	c.badCopy = badCopy
	return c, nil
}

func readBody(file []byte, h header, k *dataKey) (_ *content, err error) {
	frames, end := walk(file, h)
	image, places := layOut(frames)
	plain, bad := openFrames(frames, places, k.frames(h.salt[:]))
	if bad < len(frames) {
		end = frames[bad].at
		frames = frames[:bad]
	}
	c := &content{header: h, key: k, tail: bodyStart}
	sum := 0
	done := false
	for i, f := range frames {
		switch {
		case f.kind == frameSnap && !done:
			sum += len(plain[i])
			if sum > maxImage {
				return nil, damagedAt(f.at, 0, "")
			}
		case f.kind == frameKeys && !done && sum > 0 && c.sealsTo == nil:
			if c.sealsTo, err = decodeSealsTo(plain[i]); err != nil {
				return nil, damagedAt(f.at, 0, "")
			}
		case f.kind == frameSnapEnd && !done:
			s, err := decodeSnapEnd(plain[i])
			if err != nil || s.size != uint64(sum) || sum == 0 || sum%pageSize != 0 {
				return nil, damagedAt(f.at, 0, "")
			}
			done = true
			c.image = image[:sum]
			c.save, c.when, c.why, c.snapEnd = s.save, s.when, s.why, f.end()
		case f.kind == frameDelta && done:
			d, err := decodeChange(plain[i])
			if err != nil {
				return nil, damagedAt(f.at, c.save+1, "")
			}
			c.image = d.apply(c.image)
			c.save, c.when, c.why = c.save+1, d.when, d.why
		default:
			return nil, damagedAt(f.at, c.save+1, "")
		}
		c.chains = append(c.chains, f.after)
		c.tail = f.end()
		copy(c.last[:], f.sealed[f.length():])
	}
	c.torn = int64(len(file)) - c.tail
	if !done {
		return nil, damagedAt(end, 0, "")
	}
	if c.torn > 0 && notTorn(file[end:], c.seq()+1) {
		return nil, damagedAt(end, c.save+1, "")
	}
	return c, nil
}

func (f frame) end() int64 { return f.at + frameExtra + int64(f.length()) }

// layOut makes room for the picture, and a little to grow, and says where the
// plain bytes of each frame go: the pieces of the picture one after another,
// the others where their ciphertext is.
func layOut(frames []frame) (image []byte, places [][]byte) {
	size := 0
	for _, f := range frames {
		if f.kind == frameSnap {
			size += f.length()
		}
	}
	image = make([]byte, size, size+size/8)
	at := 0
	for _, f := range frames {
		if f.kind == frameSnap {
			places = append(places, image[at:at:at+f.length()])
			at += f.length()
		} else {
			places = append(places, f.sealed[:0])
		}
	}
	return image, places
}

// openFrames opens all frames in parallel and returns their plain bytes and the
// index of the first that did not open.
func openFrames(frames []frame, places [][]byte, aead cipher.AEAD) (plain [][]byte, bad int) {
	plain = make([][]byte, len(frames))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(frames)) {
		wg.Go(func() {
			for i := range next {
				if b, err := frames[i].open(aead, places[i]); err == nil {
					plain[i] = b
				}
			}
		})
	}
	for i := range frames {
		next <- i
	}
	close(next)
	wg.Wait()
	for bad < len(plain) && plain[bad] != nil {
		bad++
	}
	return plain, bad
}

// damagedAt says where a file is damaged; save 0 is the picture of the database.
func damagedAt(at int64, save uint64, note string) error {
	what := fmt.Sprintf("change %d", save)
	if save == 0 {
		what = "the main part"
	}
	return because(ErrDamaged, nil, fmt.Sprintf("The file is damaged: %s, at byte %d, cannot be read. Nothing has been changed. Open a backup, and keep this file until you have checked it.%s", what, at, note))
}
