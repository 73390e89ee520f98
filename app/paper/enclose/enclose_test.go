package enclose_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/paper/enclose"
	"needsbook/app/paper/pdf"

	"github.com/pdfcpu/pdfcpu/pkg/api"
)

// made is a small document of ours.
func made(t testing.TB, title string) []byte {
	t.Helper()
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	file, _, err := pdf.Render(&paper.Doc{Title: title, Lang: "en-GB", Org: "Example", Date: day.Of(2026, 11, 23),
		Blocks: []paper.Block{paper.Section("First part"), paper.P("Words of " + title + ".")}}, fonts, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func picture(t testing.TB, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 80, 120))
	for i := range 80 {
		img.Set(i, i, color.RGBA{200, 20, 20, 255})
	}
	var b bytes.Buffer
	if err := encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(b *bytes.Buffer, i image.Image) error  { return png.Encode(b, i) }
func asJPEG(b *bytes.Buffer, i image.Image) error { return jpeg.Encode(b, i, nil) }

func pages(t testing.TB, file []byte) int {
	t.Helper()
	n, err := api.PageCount(bytes.NewReader(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPapersFollowTheDocumentWithABookmarkEach(t *testing.T) {
	document := made(t, "Request")
	file, left, err := enclose.Append(document, []enclose.Paper{
		{"E1 Report, read twice", made(t, "Report")}, {"E2 Drawing", picture(t, asPNG)}, {"E3 Photograph", picture(t, asJPEG)}})
	if err != nil || len(left) > 0 {
		t.Fatal(err, left)
	}
	if n := pages(t, file); n != pages(t, document)+3 {
		t.Errorf("%d pages", n)
	}
	marks, err := api.Bookmarks(bytes.NewReader(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, m := range marks {
		titles = append(titles, m.Title)
	}
	if got := strings.Join(titles, "|"); got != "First part|E1 Report, read twice|E2 Drawing|E3 Photograph" {
		t.Error(got)
	}
	if marks[3].PageFrom != 4 {
		t.Errorf("the photograph is on page %d", marks[3].PageFrom)
	}
}

func TestTagsOfTheDocumentStayAndTheClaimGoes(t *testing.T) {
	document := made(t, "Request")
	file, _, err := enclose.Append(document, []enclose.Paper{{"E1 Report", made(t, "Report")}})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(document, []byte("<pdfuaid:part>")) || bytes.Contains(file, []byte("<pdfuaid:part>")) {
		t.Error("the whole still claims PDF/UA")
	}
	for _, kept := range []string{"/StructTreeRoot", "/Marked true", "/Lang"} {
		if !bytes.Contains(file, []byte(kept)) {
			t.Errorf("%s is lost", kept)
		}
	}
}

func TestWhatCannotBeAddedIsNamedAndTheRestIsAdded(t *testing.T) {
	document := made(t, "Request")
	damaged := append([]byte(nil), made(t, "Broken")...)
	copy(damaged[len(damaged)-400:], bytes.Repeat([]byte("x"), 400))
	cut := made(t, "Cut")
	for _, c := range []struct {
		name    string
		content []byte
		says    string
	}{
		{"a letter of a word processor", []byte("PK\x03\x04 word"), "Only PDFs and pictures"},
		{"nothing", nil, "Only PDFs and pictures"},
		{"a PDF in name only", []byte("%PDF-1.7\nhello"), "damaged"},
		{"half a picture", picture(t, asPNG)[:60], "damaged"},
	} {
		file, left, err := enclose.Append(document, []enclose.Paper{{"E1 " + c.name, c.content}, {"E2 Report", made(t, "Report")}})
		if err != nil {
			t.Fatal(c.name, err)
		}
		if len(left) != 1 || left[0].Title != "E1 "+c.name || !strings.Contains(left[0].Why, c.says) {
			t.Errorf("%s: %v", c.name, left)
		}
		if n := pages(t, file); n != pages(t, document)+1 {
			t.Errorf("%s: %d pages", c.name, n)
		}
	}
	for _, content := range [][]byte{damaged, cut[:len(cut)/2]} { // mended where it can be, else named
		file, left, err := enclose.Append(document, []enclose.Paper{{"E1", content}})
		if err != nil || pages(t, file)+len(left) != pages(t, document)+1 {
			t.Error(err, left)
		}
	}
}

// scripted is a PDF that would run a script when it is opened and when a link is pressed.
const scripted = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>\nendobj\n" +
	"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
	"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/StructParents 0/AA<</O<</S/JavaScript/JS(x)>>>>/Annots[4 0 R]>>\nendobj\n" +
	"4 0 obj\n<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(calc.exe)>>>>\nendobj\n" +
	"trailer\n<</Root 1 0 R/Size 5>>\n"

func TestNothingOfAPaperRuns(t *testing.T) {
	file, left, err := enclose.Append(made(t, "Request"), []enclose.Paper{{"E1 Script", []byte(scripted)}})
	if err != nil {
		t.Fatal(err)
	}
	if len(left) == 0 && pages(t, file) != 2 {
		t.Errorf("%d pages", pages(t, file))
	}
	for _, bad := range []string{"JavaScript", "Launch", "calc.exe)/S", "/OpenAction", "/AA"} {
		if bytes.Contains(file, []byte(bad)) {
			t.Errorf("the file holds %s", bad)
		}
	}
}

func FuzzAppend(f *testing.F) {
	document := made(f, "Request")
	f.Add(made(f, "Report"))
	f.Add([]byte(scripted))
	f.Add(picture(f, asPNG))
	f.Add([]byte("%PDF-1.7\n1 0 obj<</Type/Catalog>>"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<20 {
			return
		}
		file, left, err := enclose.Append(document, []enclose.Paper{{"E1", content}})
		if err != nil {
			t.Fatal(err)
		}
		if len(left) == 0 && bytes.Equal(file, document) {
			t.Error("a paper was neither added nor named")
		}
	})
}
