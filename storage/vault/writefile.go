package vault

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// picture is a whole file to be written: the database as it stands, compacted.
type picture struct {
	header header
	key    *dataKey
	sealTo []sealTo // for the header's slots
	image  []byte
	save   uint64
	when   time.Time
	why    string
}

// freshSalt gives the file frame keys of its own, so that no two files are
// sealed with one key.
func (p *picture) freshSalt(random io.Reader) error {
	if _, err := io.ReadFull(random, p.header.salt[:]); err != nil {
		return fmt.Errorf("make a salt: %w", err)
	}
	return nil
}

// written says where a file that was just written stands.
type written struct {
	point point
	tail  int64
	last  [tagSize]byte
}

// write makes the file name from nothing, and returns when it is on the disk.
// On an error it leaves no file.
func (p picture) write(o Options, name string) (w written, err error) {
	f, err := o.FS.Open(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return w, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, o.FS.Remove(name))
		}
	}()
	w, err = p.writeTo(o, f)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return w, err
}

func (p picture) writeTo(o Options, f File) (w written, err error) {
	if len(p.image) == 0 || len(p.image)%pageSize != 0 || len(p.image) > maxImage {
		return w, fmt.Errorf("a database of %d bytes cannot be written", len(p.image))
	}
	put := func(b []byte) error {
		if _, err := f.WriteAt(b, w.tail); err != nil {
			return err
		}
		w.tail += int64(len(b))
		copy(w.last[:], b[len(b)-tagSize:])
		return nil
	}
	if err := put(p.header.encode(p.key)); err != nil {
		return w, err
	}
	seals := &writer{aead: p.key.frames(p.header.salt[:]), chain: firstChain(p.header), random: o.Random}
	add := func(kind byte, plain []byte) error {
		b, err := seals.seal(kind, plain)
		if err != nil {
			return err
		}
		return put(b)
	}
	for rest := p.image; len(rest) > 0; {
		n := min(snapChunk, len(rest))
		if err := add(frameSnap, rest[:n]); err != nil {
			return w, err
		}
		rest = rest[n:]
	}
	if len(p.sealTo) > 0 {
		if err := add(frameKeys, encodeSealsTo(p.sealTo)); err != nil {
			return w, err
		}
	}
	end := snapEnd{size: uint64(len(p.image)), save: p.save, when: p.when, why: p.why}
	if err := add(frameSnapEnd, end.encode()); err != nil {
		return w, err
	}
	w.point = point{seals.chain, seals.seq}
	return w, nil
}
