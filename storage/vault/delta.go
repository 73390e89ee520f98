package vault

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"
	"unicode/utf8"
)

const (
	pageSize = 4096
	maxWhy   = 200 // bytes of the label kept with a change

	// maxImage is the largest database. Memory in use is about eight times the
	// file, so a school's laptop could not carry much more.
	maxImage = 128 << 20
)

// change is what one Update did to the pages of the database.
type change struct {
	when  time.Time
	why   string
	pages int // of the whole database afterwards
	list  []pageImage
}

type pageImage struct {
	number int // from 1
	body   []byte
}

// compare lists the pages in which after differs from before. The page bodies
// are copies.
func compare(before, after []byte) change {
	c := change{pages: len(after) / pageSize}
	for i := 0; i < c.pages; i++ {
		page := after[i*pageSize : (i+1)*pageSize]
		if (i+1)*pageSize > len(before) || !bytes.Equal(page, before[i*pageSize:(i+1)*pageSize]) {
			c.list = append(c.list, pageImage{i + 1, bytes.Clone(page)})
		}
	}
	return c
}

func (c change) empty(before []byte) bool {
	return len(c.list) == 0 && c.pages*pageSize == len(before)
}

// apply gives the image after the change; it may reuse image's memory.
func (c change) apply(image []byte) []byte {
	if size := c.pages * pageSize; size <= len(image) {
		image = image[:size]
	} else {
		image = append(image, make([]byte, size-len(image))...)
	}
	for _, p := range c.list {
		copy(image[(p.number-1)*pageSize:], p.body)
	}
	return image
}

func (c change) encode() []byte {
	why := label(c.why)
	b := make([]byte, 0, 18+len(why)+len(c.list)*(4+pageSize))
	b = binary.LittleEndian.AppendUint64(b, uint64(c.when.UnixMilli()))
	b = binary.LittleEndian.AppendUint32(b, uint32(c.pages))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(c.list)))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(why)))
	b = append(b, why...)
	for _, p := range c.list {
		b = binary.LittleEndian.AppendUint32(b, uint32(p.number))
		b = append(b, p.body...)
	}
	return b
}

func decodeChange(b []byte) (change, error) {
	bad := fmt.Errorf("a change of %d bytes does not hold together", len(b))
	if len(b) < 18 {
		return change{}, bad
	}
	c := change{when: time.UnixMilli(int64(binary.LittleEndian.Uint64(b))), pages: int(binary.LittleEndian.Uint32(b[8:]))}
	n, why := int(binary.LittleEndian.Uint32(b[12:])), int(binary.LittleEndian.Uint16(b[16:]))
	if c.pages == 0 || c.pages > maxImage/pageSize || n > c.pages || len(b) != 18+why+n*(4+pageSize) {
		return change{}, bad
	}
	c.why, b = string(b[18:18+why]), b[18+why:]
	for ; len(b) > 0; b = b[4+pageSize:] {
		p := pageImage{int(binary.LittleEndian.Uint32(b)), b[4 : 4+pageSize]}
		if p.number < 1 || p.number > c.pages {
			return change{}, bad
		}
		c.list = append(c.list, p)
	}
	return c, nil
}

// label cuts a reason to what fits, at a whole character.
func label(why string) string {
	if len(why) <= maxWhy {
		return why
	}
	why = why[:maxWhy]
	for len(why) > 0 && !utf8.ValidString(why) {
		why = why[:len(why)-1]
	}
	return why
}

// snapEnd closes the picture of the database.
type snapEnd struct {
	size uint64
	save uint64 // number of changes in the file's life
	when time.Time
	why  string
}

func (s snapEnd) encode() []byte {
	b := binary.LittleEndian.AppendUint64(nil, s.size)
	b = binary.LittleEndian.AppendUint64(b, s.save)
	b = binary.LittleEndian.AppendUint64(b, uint64(s.when.UnixMilli()))
	return append(b, label(s.why)...)
}

func decodeSnapEnd(b []byte) (snapEnd, error) {
	if len(b) < 24 {
		return snapEnd{}, fmt.Errorf("the end of the picture has %d bytes", len(b))
	}
	return snapEnd{
		size: binary.LittleEndian.Uint64(b),
		save: binary.LittleEndian.Uint64(b[8:]),
		when: time.UnixMilli(int64(binary.LittleEndian.Uint64(b[16:]))),
		why:  string(b[24:]),
	}, nil
}
