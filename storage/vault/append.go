package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// appender adds changes to the end of a file: one write and one flush each.
type appender struct {
	fs    FS
	path  string
	f     File
	seals writer
	start int64 // where the picture ends and the changes begin
	tail  int64
	last  [tagSize]byte // of the last frame, to know our own end again
}

// fence refuses to go on when the file is no longer as we left it: a cloud
// folder put another copy there, or another program wrote to it.
func (a *appender) fence() error {
	size, err := a.f.Size()
	if err != nil {
		return fmt.Errorf("look at the end of the file: %w", err)
	}
	var end [tagSize]byte
	if size == a.tail && a.fs.Same(a.f, a.path) {
		if _, err := a.f.ReadAt(end[:], a.tail-tagSize); err != nil {
			return fmt.Errorf("look at the end of the file: %w", err)
		}
	}
	if end != a.last {
		return ErrFenced
	}
	return nil
}

// add seals one change and returns when it is on the disk. After an error the
// file is as it was; when that cannot be made sure of, the error is ErrBroken.
func (a *appender) add(plain []byte) error {
	if err := a.fence(); err != nil {
		return err
	}
	if a.tail+frameExtra+int64(len(plain)) > maxFile {
		return because(ErrFull, nil, "The file has grown too large, because it could not be tidied up. The change was not saved; everything before it is safe. Make space on the disk, close the file and open it again.")
	}
	seals := a.seals
	b, err := seals.seal(frameDelta, plain)
	if err != nil {
		return err
	}
	if _, err := a.f.WriteAt(b, a.tail); err != nil {
		if cut := a.cutBack(); cut != nil {
			return broken(a.path, errors.Join(err, cut))
		}
		return notSaved(a.path, err)
	}
	// After a failed flush the system may have dropped what it could not write,
	// so asking again would get a yes that means nothing.
	if err := a.f.Sync(); err != nil {
		return broken(a.path, errors.Join(err, a.cutBack()))
	}
	a.seals = seals
	a.tail += int64(len(b))
	copy(a.last[:], b[len(b)-tagSize:])
	return nil
}

// cutBack takes off what a failed save left. The flush keeps the next save, if
// it is shorter, from being found with a piece of this one behind it.
func (a *appender) cutBack() error {
	if err := a.f.Truncate(a.tail); err != nil {
		return err
	}
	return a.f.Sync()
}

// reopen takes a file that has just been written whole as the one to append to.
func (a *appender) reopen(w written, h header, k *dataKey) error {
	f, err := a.fs.Open(a.path, os.O_RDWR)
	if err != nil {
		return err
	}
	a.f = f
	a.seals.aead, a.seals.chain, a.seals.seq = k.frames(h.salt[:]), w.point.chain, w.point.seq
	a.start, a.tail, a.last = w.tail, w.tail, w.last
	return nil
}

func (a *appender) point() point { return point{a.seals.chain, a.seals.seq} }

func broken(path string, cause error) error {
	return because(ErrBroken, cause, fmt.Sprintf("The disk failed while %s was being saved, so the last change was not kept. Everything before it is safe. Close the file, check the disk, and open it again.", filepath.Base(path)))
}

func notSaved(path string, cause error) error {
	name := filepath.Base(path)
	if noSpace(cause) || errors.Is(cause, ErrFull) {
		return because(ErrFull, cause, fmt.Sprintf("There is no space left on the disk that holds %s, so the change was not saved. Everything before it is safe. Make some space and try again.", name))
	}
	return failed(cause, "The change could not be written to %s, so it was not saved. Everything before it is safe. Check the disk and try again.", name)
}
