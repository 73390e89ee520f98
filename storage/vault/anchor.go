package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"os"
	"path/filepath"
	"time"
)

// An anchor is this computer's own record of where a file stood after its last
// change. It is what notices an older copy put in the file's place: inside the
// file there is nothing that could.
//
//	0 "NBSEEN01" | 8 epoch | 16 frame number | 24 chain, 32 | 56 time ms | 64 HMAC, 32
const (
	anchorMagic = "NBSEEN01"
	anchorSize  = 96
)

type anchor struct {
	epoch uint64
	point point
	when  time.Time
	ours  bool // made under this file's present data key
}

func anchorPath(o Options, fileID [16]byte) string {
	return filepath.Join(o.Anchors, hex.EncodeToString(fileID[:])+".seen")
}

func (a anchor) encode(k *dataKey) []byte {
	b := []byte(anchorMagic)
	b = binary.LittleEndian.AppendUint64(b, a.epoch)
	b = binary.LittleEndian.AppendUint64(b, a.point.seq)
	b = append(b, a.point.chain[:]...)
	b = binary.LittleEndian.AppendUint64(b, uint64(a.when.UnixMilli()))
	return append(b, anchorMAC(b, k)...)
}

func anchorMAC(b []byte, k *dataKey) []byte {
	mac := hmac.New(sha256.New, k.derive(nil, "anchor"))
	mac.Write(b)
	return mac.Sum(nil)
}

// readAnchor finds the record for a file. A missing or torn record is none.
func readAnchor(o Options, fileID [16]byte, k *dataKey) (a anchor, ok bool) {
	if o.Anchors == "" {
		return a, false
	}
	b, err := readFile(o.FS, anchorPath(o, fileID))
	if err != nil || len(b) != anchorSize || !bytes.HasPrefix(b, []byte(anchorMagic)) {
		return a, false
	}
	a.epoch = binary.LittleEndian.Uint64(b[8:])
	a.point.seq = binary.LittleEndian.Uint64(b[16:])
	copy(a.point.chain[:], b[24:])
	a.when = time.UnixMilli(int64(binary.LittleEndian.Uint64(b[56:])))
	a.ours = hmac.Equal(b[64:], anchorMAC(b[:64], k))
	return a, true
}

// ahead reports whether the anchor knows of changes that the file does not have.
func (a anchor) ahead(c *content) bool {
	switch {
	case !a.ours || a.epoch != c.header.epoch: // another passphrase, or written whole since
		return a.epoch > c.header.epoch
	case a.point.seq == 0 || a.point.seq > c.seq():
		return true
	}
	return c.chains[a.point.seq-1] != a.point.chain
}

// remember writes the anchor. It is not flushed, so it never runs ahead of the
// file, and a failure only means that an older copy may go unnoticed.
func (v *Vault) remember() {
	if v.o.Anchors == "" {
		return
	}
	f, err := v.o.FS.Open(anchorPath(v.o, v.header.fileID), os.O_RDWR|os.O_CREATE)
	if err != nil {
		return
	}
	defer f.Close()
	a := anchor{epoch: v.header.epoch, point: v.log.point(), when: v.when}
	_, _ = f.WriteAt(a.encode(v.key), 0)
}
