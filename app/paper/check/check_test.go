package check

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
	"needsbook/app/paper/pdf"
)

func bytesOf(t testing.TB, d *paper.Doc) []byte {
	t.Helper()
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := pdf.Render(d, fonts, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// made returns a document as it is read back from the finished file.
func made(t testing.TB, d *paper.Doc) *File {
	t.Helper()
	f, err := Read(bytesOf(t, d))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFinishedDocumentsHaveNoProblems(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Sample(), specimen.Pictured(), specimen.People()} {
		for _, one := range []*paper.Doc{d, paper.LargePrint(d), paper.EasyRead(d)} {
			for _, p := range made(t, one).Problems() {
				t.Errorf("%s, setting %d: %s", d.Ref, one.Setting, p)
			}
		}
	}
}

// The golden text is what a screen reader meets. Write it anew with
// UPDATE=1 go test -run Structure, and read the difference before it is kept.
func TestStructureOfTheSampleIsAsItWas(t *testing.T) {
	const golden = "testdata/sample.txt"
	got := made(t, specimen.Sample()).Outline()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("the structure has changed:\n%s", got)
	}
}

func TestWatermarkAndPageNumberStandOnEveryPage(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request()} {
		pages := made(t, d).Artifacts()
		for i, text := range pages {
			lines := strings.Split(text, "\n")
			marks := 0
			for _, l := range lines {
				if strings.Contains(l, d.Watermark) {
					marks++
				}
			}
			if marks < 2 { // behind the text, and in words at the head
				t.Errorf("%s page %d: %s stands there %d times", d.Ref, i+1, d.Watermark, marks)
			}
			if !strings.Contains(text, "page "+strconv.Itoa(i+1)+" of "+strconv.Itoa(len(pages))) {
				t.Errorf("%s page %d has no number", d.Ref, i+1)
			}
		}
	}
	plain := specimen.Sample()
	plain.Watermark = ""
	if text := strings.Join(made(t, plain).Artifacts(), ""); strings.Contains(text, "DRAFT") || strings.Contains(text, "DEMO") {
		t.Error("a final document carries a mark")
	}
}

func TestNamesCanBeReadBack(t *testing.T) {
	words := strings.Join(made(t, specimen.Report()).Words(), " ")
	for _, name := range specimen.Names {
		if !strings.Contains(words, name) {
			t.Errorf("%s is not in the file", name)
		}
	}
	words = strings.Join(made(t, specimen.People()).Words(), " ")
	for language, names := range specimen.PeopleOf {
		for _, name := range names {
			if strings.Count(words, paper.Clean(name)) < 2 { // regular and bold
				t.Errorf("%s: %s is not in the file", language, name)
			}
		}
	}
}

func TestContentsNameThePagesOfTheirSections(t *testing.T) {
	f := made(t, specimen.Report())
	d := f.document()
	pageOf := map[string]string{}
	d.each(func(n *node) {
		if n.tag == "H2" || n.tag == "H3" {
			for i, p := range d.pages {
				if n.kids[0].page == p.ref {
					pageOf[d.text(n)] = strconv.Itoa(i + 1)
				}
			}
		}
	})
	entries := 0
	d.each(func(n *node) {
		if n.tag != "TOCI" {
			return
		}
		entries++
		words := strings.Fields(d.text(n))
		title, page := strings.Join(words[:len(words)-1], " "), words[len(words)-1]
		if pageOf[title] != page {
			t.Errorf("%s is on page %s, the contents say %s", title, pageOf[title], page)
		}
	})
	if entries < 16 {
		t.Errorf("%d entries", entries)
	}
}

// qpdf reads the file in its own way; both views must hold and say the same.
func TestQPDFSeesTheSameFile(t *testing.T) {
	if !long() {
		t.Skip("NEEDSBOOK_LONG=1 runs this, and needs qpdf")
	}
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Sample(), specimen.Pictured()} {
		b := bytesOf(t, d)
		f, err := Read(b)
		if err != nil {
			t.Fatal(err)
		}
		if fault := checkWithQPDF("qpdf", filepath.Join(t.TempDir(), "made.pdf"), b, f); fault != "" {
			t.Errorf("%s: %s", d.Ref, fault)
		}
	}
}

func TestReadRefusesDamagedFiles(t *testing.T) {
	whole := bytesOf(t, specimen.Sample())
	for name, b := range map[string][]byte{
		"nothing": nil, "not a PDF": []byte("hello"), "cut": whole[:len(whole)-300], "no end": whole[:len(whole)-40],
		"other version": bytes.Replace(whole, []byte("%PDF-1.7"), []byte("%PDF-1.4"), 1),
		"wrong start":   bytes.Replace(whole, []byte("startxref\n"), []byte("startxref\n9"), 1),
		"stream length": bytes.Replace(whole, []byte("/Length 4"), []byte("/Length 5"), 1),
	} {
		if _, err := Read(b); err == nil {
			t.Errorf("%s: read without complaint", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(bytesOf(f, specimen.Sample()))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Length 0>>\nstream\n\nendstream\nstartxref\n9\n%%EOF"))
	f.Add([]byte("%PDF-1.7\n((\\777)[<<>>startxref\n0\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Read(b)
		if err == nil {
			file.Problems() // must not panic, whatever it finds
			file.Outline()
			file.Words()
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"<</A[1 2 R(\\))<41>/B true null]>>", "[[[[[[", "(((", "<4", "1 0 obj", "/MCID", "%x\n-.5"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p := parser{b: b}
		for {
			before := p.at
			if _, err := p.next(); err != nil {
				return
			}
			if p.at <= before {
				t.Fatal("the parser does not go on")
			}
		}
	})
}
