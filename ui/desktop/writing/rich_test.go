package writing

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

const sample = `## How we find out what a child needs

Every teacher at Meadowfield looks out for children who **find learning harder than others**. If you are worried, talk to the class teacher first, or write to {{senco_name}} at {{senco_email}}. You can read [how the council helps families](https://www.localoffer.example/send) on its pages.

### What happens then

1. We listen to you and to your child.
2. We watch and test:
    - how your child reads, writes and counts
    - how your child plays and makes friends, which tells us more than a test can, and takes a few weeks
3. We write a plan together.

- Łukasz, Siân and Nguyễn helped us write this page.
- **Ask us** for it in large print.`

// rich makes an editor in a window; saved gets each text that it saves.
func rich(t *testing.T, words string, saved *[]string) (*Rich, fyne.Window) {
	t.Helper()
	parts.LeavePausesOut()
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	r := NewRich("Write here in the school’s own words", func(words string) error {
		if saved != nil {
			*saved = append(*saved, words)
		}
		return nil
	})
	r.SetWords(words)
	w := test.NewTempWindow(t, parts.NewGround(theme.ColourPaper, parts.Inset(parts.Pages, r.Object)))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(760, 620))
	return r, w
}

func TestPicturesOfTheEditor(t *testing.T) {
	folder := os.Getenv("NEEDSBOOK_PICTURES")
	if folder == "" {
		t.Skip("NEEDSBOOK_PICTURES names no folder")
	}
	for name, look := range map[string]theme.Look{
		"light": {Variant: theme.Light}, "dark": {Variant: theme.Dark}, "large": {Variant: theme.Light, TextPercent: 150},
		"contrast": {Variant: theme.HighContrastDark, Density: theme.Compact},
	} {
		r, w := rich(t, sample, nil)
		fyne.CurrentApp().Settings().SetTheme(look)
		w.Resize(fyne.NewSize(760, 620))
		w.Canvas().Focus(r.Focusable())
		at := strings.Index(sample, "looks out")
		r.Select(at, at+len("looks out for children who **find learning"))
		save := func(name string) {
			f, err := os.Create(filepath.Join(folder, "writing-"+name+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, w.Canvas().Capture()); err != nil {
				t.Error(err)
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}
		save(name)
		at = strings.Index(sample, "helps families")
		r.Select(at, at+5)
		r.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		if name == "dark" {
			w.Canvas().Focus(r.tools)
			r.tools.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		}
		save(name + "-link")
		if name == "light" {
			r.askLink()
			save(name + "-dialog")
			r.SetWords("")
			save(name + "-empty")
		}
	}
}

var _ = desk.Words
var _ = desktop.KeyShiftLeft
