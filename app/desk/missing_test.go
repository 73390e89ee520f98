package desk_test

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
)

// damaged is a picture whose file was cut off.
func damaged(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	dots := image.NewRGBA(image.Rect(0, 0, 60, 60))
	for i := range dots.Pix {
		dots.Pix[i] = byte(i * i)
	}
	if err := png.Encode(&b, dots); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()[:b.Len()/2]
}

func TestWhatAPaperCannotShowIsSaid(t *testing.T) {
	doc := &paper.Doc{Title: "Page", Lang: "en-GB", Date: day.Of(2026, 11, 22), Blocks: []paper.Block{
		paper.P("漢 and 😀, 😀"), paper.Image{Data: damaged(t), Alt: "Our garden"}}}
	for f, want := range map[desk.Format][]string{
		desk.FormatPDF:  {"these characters: 漢 (U+6F22), 😀 (U+1F600).", "“Our garden” is damaged"},
		desk.FormatHTML: {"“Our garden” is damaged"},
		desk.FormatPart: {"“Our garden” is damaged"},
	} {
		file, missing, err := desk.Draw(doc, f)
		if err != nil || len(file) == 0 || len(missing) != len(want) {
			t.Errorf("%s: %d bytes, %q, %v", f, len(file), missing, err)
			continue
		}
		for i, w := range want {
			if !strings.Contains(missing[i], w) {
				t.Errorf("%s: %q does not say %q", f, missing[i], w)
			}
		}
	}
	doc.Blocks = []paper.Block{paper.P("Łukasz")}
	for _, f := range []desk.Format{desk.FormatPDF, desk.FormatHTML} {
		if _, missing, err := desk.Draw(doc, f); err != nil || len(missing) > 0 {
			t.Errorf("%s: %q, %v", f, missing, err)
		}
	}
	var many []rune
	for r := rune(0x4E00); r < 0x4E00+500; r++ {
		many = append(many, r)
	}
	doc.Blocks = []paper.Block{paper.P(string(many))}
	if _, missing, err := desk.Draw(doc, desk.FormatPDF); err != nil || len(missing) != 1 || !strings.Contains(missing[0], "and 488 more") || len(missing[0]) > 600 {
		t.Errorf("%q, %v", missing, err)
	}
	doc.Logo = &paper.Image{Data: damaged(t), Alt: "Badge"}
	doc.Blocks = []paper.Block{paper.P("Łukasz")}
	for f, want := range map[desk.Format]bool{desk.FormatPDF: true, desk.FormatHTML: true, desk.FormatPart: false} { // the part has no logo
		_, missing, err := desk.Draw(doc, f)
		if said := slices.ContainsFunc(missing, func(s string) bool { return strings.Contains(s, "“Badge”") }); err != nil || said != want {
			t.Errorf("%s: a damaged badge is said: %v, %v", f, said, err)
		}
	}
}
