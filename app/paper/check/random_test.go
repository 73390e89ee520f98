package check

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
	"needsbook/app/paper/pdf"
)

// Any document that passes the model's Check becomes a file without problems, as it is
// and for people who read with effort, and the same file each time. With qpdf here, and
// asked for much, it must find no fault and see the same.
func TestAnyDocumentMakesASoundFileTwice(t *testing.T) {
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	qpdf := ""
	if long() {
		qpdf, _ = exec.LookPath("qpdf")
	}
	rapid.Check(t, func(t *rapid.T) {
		d := specimen.Random(t)
		switch rapid.IntRange(0, 3).Draw(t, "for whom") {
		case 2:
			d = paper.LargePrint(d)
		case 3:
			d = paper.EasyRead(d)
		}
		first, _, err := pdf.Render(d, fonts, pdf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		second, _, err := pdf.Render(d, fonts, pdf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Fatal("two renderings differ")
		}
		f, err := Read(first)
		if err != nil {
			t.Fatal(err)
		}
		if p := f.Problems(); len(p) > 0 {
			t.Fatalf("setting %d: %d problems: %.2000q", d.Setting, len(p), p)
		}
		if qpdf == "" {
			return
		}
		if fault := checkWithQPDF(qpdf, filepath.Join(dir, "random.pdf"), first, f); fault != "" {
			t.Fatal(fault)
		}
	})
}

// checkWithQPDF returns what qpdf finds wrong, or sees in another way.
func checkWithQPDF(qpdf, path string, made []byte, ours *File) string {
	if err := os.WriteFile(path, made, 0o600); err != nil {
		return err.Error()
	}
	if out, err := exec.Command(qpdf, "--check", path).CombinedOutput(); err != nil {
		return "qpdf --check: " + err.Error() + "\n" + string(out)
	}
	printed, err := exec.Command(qpdf, append(QPDFArgs, path)...).Output()
	if err != nil {
		return "qpdf: " + err.Error()
	}
	seen, err := ReadQPDF(printed)
	if err != nil {
		return err.Error()
	}
	if p := seen.Problems(); len(p) > 0 {
		return "as qpdf sees it: " + strings.Join(p, "; ")
	}
	if seen.Outline() != ours.Outline() {
		return "qpdf sees another structure"
	}
	return ""
}

// letters leaves of words what stands there whatever becomes of spaces and directions.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) && r < 0x250 { // pdftotext turns and joins some scripts in its own way
			return r
		}
		return -1
	}, s)
}

// plainWords draws a document of words that pdftotext gives back as they stand.
func plainWords(t *rapid.T) *paper.Doc {
	d := specimen.Random(t)
	d.Watermark, d.Org, d.Ref, d.Contents, d.Logo, d.Blocks = "", "", "", false, nil, nil
	word := rapid.StringMatching(`[a-zà-öø-žA-Z]{1,12}`)
	text := func(most int) string {
		return strings.Join(rapid.SliceOfN(word, 1, most).Draw(t, "words"), " ")
	}
	d.Title = text(4)
	for range rapid.IntRange(1, 12).Draw(t, "blocks") {
		var b paper.Block
		switch rapid.IntRange(0, 4).Draw(t, "block") {
		case 0:
			b = paper.Section(text(6))
		case 1:
			b = paper.P(text(120))
		case 2:
			b = paper.Bullets(text(20), text(5), text(40))
		case 3:
			b = paper.Sentence(paper.Span{Text: text(9) + " "}, paper.Bold(text(5)), paper.Span{Text: " "}, paper.Link(text(6), "https://a.example"))
		case 4:
			b = paper.Panels{Panels: []paper.Panel{{Title: text(3), Blocks: []paper.Block{paper.P(text(30))}}}}
		}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

// said returns all words of a document in the order in which they are written.
func said(d *paper.Doc) string {
	var words []string
	var take func([]paper.Block)
	take = func(blocks []paper.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case paper.Heading:
				words = append(words, b.Text)
			case paper.Para:
				words = append(words, paper.Plain(b.Text))
			case paper.List:
				for _, it := range b.Items {
					words = append(words, paper.Plain(it.Text))
				}
			case paper.Panels:
				for _, p := range b.Panels {
					words = append(words, p.Title)
					take(p.Blocks)
				}
			}
		}
	}
	take(d.Blocks)
	return strings.Join(words, " ")
}

// The structure gives the words in the order in which they were written; so does
// pdftotext, which knows nothing of it and goes by where they stand on the page.
func TestWordsComeOutInReadingOrder(t *testing.T) {
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	pdftotext, _ := exec.LookPath("pdftotext")
	path := filepath.Join(t.TempDir(), "words.pdf")
	rapid.Check(t, func(t *rapid.T) {
		d := plainWords(t)
		made, _, err := pdf.Render(d, fonts, pdf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		f, err := Read(made)
		if err != nil {
			t.Fatal(err)
		}
		want := said(d)
		got := f.Words()
		head := len(strings.Fields(d.Title)) + len(strings.Fields(d.Byline()))
		if got = got[min(head, len(got)):]; !slices.Equal(got, strings.Fields(want)) {
			t.Fatalf("the structure says %q, want %q", got, want)
		}
		if pdftotext == "" {
			return
		}
		if err := os.WriteFile(path, made, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(pdftotext, "-raw", "-enc", "UTF-8", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		var body []string // without what stands at the head and foot of each page
		for i, page := range strings.Split(strings.TrimSuffix(string(out), "\f"), "\f") {
			lines := strings.Split(strings.TrimSpace(page), "\n")
			kept := slices.DeleteFunc(lines, func(l string) bool {
				return strings.HasPrefix(l, "page ") || l == d.Date.Words() || i > 0 && paper.Clean(l) == d.Title
			})
			body = append(body, kept...)
		}
		if read := letters(strings.Join(body, "")); !strings.HasSuffix(read, letters(want)) {
			t.Fatalf("pdftotext says %q, want %q", read, letters(want))
		}
	})
}
