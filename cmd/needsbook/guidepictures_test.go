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
	"regexp"
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
	"needsbook/storage/schooldb"
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
	// wordsOfPictures holds the fingerprint of the words in each.
	wordsOfPictures = "words.txt"
	renew           = "look whether that is wanted, then draw them anew with bash .ci/pictures"
)

// anyPort is an address of the demo school's hub: its number is chosen by chance.
var anyPort = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// pictured is a screen as it was drawn, and the words that stand in it.
type pictured struct {
	picture image.Image
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
	sit := func(ctx context.Context, store desk.Store) (*desk.Desk, error) {
		return desk.Open(ctx, placed{store.(*schooldb.Store), t.TempDir()}, options)
	}
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
	program := desktop.Program{App: test.NewTempApp(t), Files: schooltest.Files(), Options: options, Folder: shownFolder, Releases: shownReleases}
	take := func(d *desk.Desk, list []shot) {
		err := desktop.Over(t.Context(), program, d, func(s *shell.Shell) error {
			w := &stage{shelltest.Over(t, s), t, d, work}
			for _, one := range list {
				one.show(w)
				picture := shell.CaptureWindow(w.Window.Window(), fyne.NewSize(1280, 820), theme.Light, 1)
				drawn[one.name] = pictured{picture, anyPort.ReplaceAllString(w.Text(), "127.0.0.1:8470")}
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

// fingerprint names the words of a screen.
func fingerprint(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}

// keepShots writes the pictures, and beside them the fingerprints of their words.
func keepShots(t *testing.T, folder string, drawn map[string]pictured) {
	t.Helper()
	var list strings.Builder
	for _, name := range slices.Sorted(maps.Keys(drawn)) {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, fewColours(drawn[name].picture)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+".png"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&list, "%s %s\n", fingerprint(drawn[name].words), name)
	}
	if err := os.WriteFile(filepath.Join(folder, wordsOfPictures), []byte(list.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// differing counts the points in which two pictures differ plainly to the eye: the
// kept one has fewer colours, and another processor may round a curve otherwise.
func differing(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return a.Bounds().Dx() * a.Bounds().Dy()
	}
	apart := func(x, y uint32) bool { return max(x, y)-min(x, y) > 40<<8 }
	n := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if apart(r1, r2) || apart(g1, g2) || apart(b1, b2) {
				n++
			}
		}
	}
	return n
}

func TestGuidePicturesShowWhatTheProgramDraws(t *testing.T) {
	kept, err := filepath.Abs(keptPictures)
	if err != nil {
		t.Fatal(err)
	}
	drawn := drawShots(t)
	if folder := os.Getenv("NEEDSBOOK_PICTURES"); folder != "" {
		if !filepath.IsAbs(folder) { // as it is written at the top of the repository
			folder = filepath.Join(kept, "../..", folder)
		}
		keepShots(t, folder, drawn)
		return
	}
	words, err := os.ReadFile(filepath.Join(kept, wordsOfPictures))
	if err != nil {
		t.Fatal(err)
	}
	for name, now := range drawn {
		file, err := os.ReadFile(filepath.Join(kept, name+".png"))
		if err != nil {
			t.Errorf("there is no picture %s: %s", name, renew)
			continue
		}
		picture, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(name, err)
		}
		size := picture.Bounds().Dx() * picture.Bounds().Dy()
		switch n := differing(now.picture, picture); {
		case !strings.Contains(string(words), fingerprint(now.words)+" "+name+"\n"):
			t.Errorf("the screen of %s.png says other words by now: %s", name, renew)
		case n > size/500:
			t.Errorf("the screen of %s.png looks otherwise by now, in %d of %d points: %s", name, n, size, renew)
		}
	}
}
