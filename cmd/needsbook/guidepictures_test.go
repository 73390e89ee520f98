package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/cmd/surroundings"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop"
	"needsbook/ui/desktop/firstrun"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/theme"
)

const (
	// keptPictures is where the pictures of the documents lie.
	keptPictures = "../../docs/pictures"
	renew        = "draw them anew with NEEDSBOOK_PICTURES=docs/pictures: see docs/CONTRIBUTING.md"
)

// pictured is a screen as it was drawn, and the words that stand in it.
type pictured struct {
	picture *image.Paletted
	words   string
}

// drawShots draws every picture of the guide over the demo school and its cluster, on a
// day that stands still and with keys that come out the same each time.
func drawShots(t *testing.T) map[string]pictured {
	t.Helper()
	cryptotest.SetGlobalRandom(t, 9)
	local := time.Local
	time.Local = time.UTC // the frame says when the last change was saved
	t.Cleanup(func() { time.Local = local })
	today := day.On(schooltest.Now())
	options := surroundings.Options(today)
	n := 0
	options.NewID = func() string { n++; return fmt.Sprintf("id%06d", n) }
	options.Roads.Chance = func() float64 { return 0.5 }
	work := t.TempDir()
	sit := func(ctx context.Context, store desk.Store) (*desk.Desk, error) { return desk.Open(ctx, store, options) }
	opened, err := firstrun.OpenDemo(schooltest.Files(), sit, filepath.Join(work, "Meadowfield"+firstrun.Ending))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Desk.Close() })
	h, err := demoCluster(t.Context(), filepath.Join(work, "hub"), opened.Desk)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })

	drawn := map[string]pictured{}
	program := desktop.Program{App: test.NewTempApp(t), Files: schooltest.Files(), Options: options, Folder: "/home/senco/Documents"}
	take := func(d *desk.Desk, list []shot) {
		err := desktop.Over(t.Context(), program, d, func(s *shell.Shell) error {
			w := &stage{shelltest.Over(t, s), t, d}
			for _, one := range list {
				one.show(w)
				picture := shell.CaptureWindow(w.Window.Window(), fyne.NewSize(1280, 820), theme.Light, 1)
				drawn[one.name] = pictured{fewColours(picture), w.Text()}
				w.Press("Esc")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	take(nil, firstShots)
	take(opened.Desk, shots)
	return drawn
}

// fewColours paints a picture with its 256 most frequent colours, which is nearly all
// that a screen has: its file is a third of the size.
func fewColours(p image.Image) *image.Paletted {
	bounds := p.Bounds()
	counts := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(p.At(x, y)).(color.RGBA) }
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	var all []color.RGBA
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return bytes.Compare([]byte{a.R, a.G, a.B}, []byte{b.R, b.G, b.B})
	})
	var palette color.Palette
	for _, c := range all[:min(256, len(all))] {
		palette = append(palette, c)
	}
	index := map[color.RGBA]uint8{}
	for _, c := range all {
		index[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(image.Rect(0, 0, bounds.Dx(), bounds.Dy()), palette)
	for y := range bounds.Dy() {
		for x := range bounds.Dx() {
			out.SetColorIndex(x, y, index[at(bounds.Min.X+x, bounds.Min.Y+y)])
		}
	}
	return out
}

func fingerprint(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}

func keepShots(t *testing.T, folder string, drawn map[string]pictured) {
	t.Helper()
	var list strings.Builder
	for _, name := range slices.Sorted(maps.Keys(drawn)) {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, drawn[name].picture); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+".png"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&list, "%s %s\n", fingerprint(drawn[name].words), name)
	}
	if err := os.WriteFile(filepath.Join(folder, "words.txt"), []byte(list.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestGuidePicturesShowWhatTheProgramDraws(t *testing.T) {
	began := time.Now()
	drawn := drawShots(t)
	t.Log(time.Since(began))
	if folder := os.Getenv("NEEDSBOOK_PICTURES"); folder != "" {
		keepShots(t, folder, drawn)
	}
}
