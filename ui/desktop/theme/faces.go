package theme

import (
	"bytes"
	"sync"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/font"

	"needsbook/assets"
)

// drawn keeps which characters Lexend can draw, so that a table of 5,000 rows
// asks the font once for each.
var drawn = struct {
	sync.Mutex
	face *font.Face
	has  map[rune]bool
}{has: map[rune]bool{}}

// FaceFor returns the face for a whole text: nil means the theme's own, and
// DejaVu Sans where Lexend lacks a character, so that a name is never drawn in
// two faces and looks the same on paper.
func FaceFor(text string, heavy bool) fyne.Resource {
	if lexendDraws(text) {
		return nil
	}
	if heavy {
		return strong
	}
	return symbols
}

// Symbols is the face of the shapes ✓ ◐ ● ▲ ▼.
func Symbols() fyne.Resource { return symbols }

func lexendDraws(text string) bool {
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x7F || text[i] < ' ' {
			ascii = false
			break
		}
	}
	if ascii {
		return true
	}
	drawn.Lock()
	defer drawn.Unlock()
	if drawn.face == nil {
		face, err := font.ParseTTF(bytes.NewReader(assets.LexendRegular))
		if err != nil {
			return true // a broken font shows in the theme's tests
		}
		drawn.face = face
	}
	for _, r := range text {
		has, known := drawn.has[r]
		if !known {
			_, has = drawn.face.NominalGlyph(r)
			drawn.has[r] = has
		}
		if !has {
			return false
		}
	}
	return true
}
