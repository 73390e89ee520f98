package exchange

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/gowebpki/jcs"
)

// CodeListID names a pack of codes by its content, as summaries do. Spaces and the
// order of names do not count: a pack that was installed is kept in another form and is
// still the same pack.
func CodeListID(pack []byte) string {
	if canonical, err := jcs.Transform(pack); err == nil {
		pack = canonical
	}
	sum := sha256.Sum256(pack)
	return "sha256:" + hex.EncodeToString(sum[:])
}
