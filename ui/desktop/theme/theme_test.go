package theme

import (
	"bytes"
	"image"
	_ "image/png"
	"io/fs"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"needsbook/assets/icons"
)

func TestTextScalesAndLinesDoNot(t *testing.T) {
	for percent, want := range map[int]float32{0: 15, 100: 15, 80: 12, 150: 22.5, 200: 30, 10: 12, 900: 30} {
		if got := (Look{TextPercent: percent}).Size(SizeText); got != want {
			t.Errorf("text at %d%% is %v, want %v", percent, got, want)
		}
	}
	if got := (Look{TextPercent: 200}).Size(SizeHair); got != 1 {
		t.Errorf("a thin line at 200%% is %v, want 1", got)
	}
	if got := (Look{TextPercent: 200}).Size(SizeRing); got != 2 {
		t.Errorf("the focus ring at 200%% is %v, want 2", got)
	}
}

func TestRowsAre36Or28(t *testing.T) {
	if got := (Look{}).Size(SizeRow); got != 36 {
		t.Errorf("comfortable row is %v", got)
	}
	if got := (Look{Density: Compact}).Size(SizeRow); got != 28 {
		t.Errorf("compact row is %v", got)
	}
}

func TestEveryFyneSizeIsAnswered(t *testing.T) {
	for _, name := range []fyne.ThemeSizeName{
		fynetheme.SizeNameCaptionText, fynetheme.SizeNameInlineIcon, fynetheme.SizeNameInnerPadding,
		fynetheme.SizeNameLineSpacing, fynetheme.SizeNamePadding, fynetheme.SizeNameScrollBar,
		fynetheme.SizeNameScrollBarSmall, fynetheme.SizeNameSeparatorThickness, fynetheme.SizeNameText,
		fynetheme.SizeNameHeadingText, fynetheme.SizeNameSubHeadingText, fynetheme.SizeNameInputBorder,
		fynetheme.SizeNameInputRadius, fynetheme.SizeNameSelectionRadius, fynetheme.SizeNameSplitThickness,
		fynetheme.SizeNameDialogRadius, fynetheme.SizeNamePopupRadius, fynetheme.SizeNameMenuRadius,
	} {
		if (Look{}).Size(name) <= 0 {
			t.Errorf("size %s is not answered", name)
		}
	}
}

func TestBoldIsSemiBoldLexend(t *testing.T) {
	if got := (Look{}).Font(fyne.TextStyle{Bold: true}).Name(); got != "Lexend-SemiBold.ttf" {
		t.Errorf("bold is %s", got)
	}
	if got := (Look{}).Font(fyne.TextStyle{}).Name(); got != "Lexend-Regular.ttf" {
		t.Errorf("regular is %s", got)
	}
}

func TestANameIsDrawnInOneFace(t *testing.T) {
	for _, name := range []string{"Ana", "Łukasz Dąbrowski", "Nguyễn Thị Mai", "Siân", "Zoë", "O’Brien", "Çelik", "Ø'Hare", "Żak"} {
		if FaceFor(name, false) != nil {
			t.Errorf("Lexend should draw %q itself", name)
		}
	}
	for text, want := range map[string]string{"Дарья": "DejaVuSans.ttf", "✓ done": "DejaVuSans.ttf", "◐": "DejaVuSans.ttf"} {
		got := FaceFor(text, false)
		if got == nil || got.Name() != want {
			t.Errorf("%q should be drawn whole in %s", text, want)
		}
	}
	if got := FaceFor("Дарья", true); got == nil || got.Name() != "DejaVuSans-Bold.ttf" {
		t.Error("a heavy text should fall back to the heavy face")
	}
}

func TestEveryDrawingTakesTheInk(t *testing.T) {
	names, err := fs.Glob(icons.Lines, "*.svg")
	if err != nil || len(names) < 20 {
		t.Fatalf("found %d drawings, error %v", len(names), err)
	}
	for _, file := range names {
		name := strings.TrimSuffix(file, ".svg")
		if name == "needsbook" {
			continue
		}
		svg := string(drawing(name))
		if !strings.Contains(svg, `viewBox="0 0 24 24"`) || strings.Count(svg, drawnIn) != 1 {
			t.Errorf("%s is not a one-colour drawing on a grid of 24", file)
		}
	}
}

func TestAppIconIs512Square(t *testing.T) {
	m, format, err := image.DecodeConfig(bytes.NewReader(icons.App))
	if err != nil || format != "png" || m.Width != 512 || m.Height != 512 {
		t.Errorf("app icon is %s %dx%d, error %v", format, m.Width, m.Height, err)
	}
}

func TestDrawingsTakeTheColourOfTheTheme(t *testing.T) {
	app := test.NewTempApp(t)
	for variant, want := range map[Variant]string{Light: "#17212B", Dark: "#E6EAEE"} {
		app.Settings().SetTheme(Look{Variant: variant})
		svg := string(Icon("today").Content())
		if !strings.Contains(svg, want) || strings.Contains(svg, drawnIn) {
			t.Errorf("%v: the drawing is not in %s", variant, want)
		}
		if !strings.Contains(Icon("today").Name(), want) {
			t.Errorf("%v: the drawing's name does not tell its colour", variant)
		}
	}
}
