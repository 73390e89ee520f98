package web

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"needsbook/app/paper"
	"needsbook/app/paper/check"
	"needsbook/app/paper/internal/specimen"
	"needsbook/app/paper/pdf"
)

func render(t testing.TB, d *paper.Doc) []byte {
	t.Helper()
	b, err := Render(d)
	if err != nil {
		t.Fatal(err)
	}
	// For looking at: PAPER_OUT=/tmp/pages go test
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, d.Ref+".html"), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func parse(t testing.TB, page []byte) *html.Node {
	t.Helper()
	n, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// all returns the elements of a kind, in order.
func all(root *html.Node, tag string) (found []*html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == tag {
			found = append(found, n)
		}
	}
	return found
}

// words returns what main says, in order; a picture says its name.
func words(n *html.Node) []string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Data == "svg":
			b.WriteString(" " + attr(n, "aria-label") + " ")
		case n.Type == html.ElementNode && n.Data == "img":
			b.WriteString(" " + attr(n, "alt") + " ")
		default:
			inline := slices.Contains([]string{"a", "b", "abbr", "span"}, n.Data)
			if !inline {
				b.WriteString(" ")
			}
			for c := range n.ChildNodes() {
				walk(c)
			}
			if !inline {
				b.WriteString(" ")
			}
		}
	}
	for _, m := range all(n, "main") {
		walk(m)
	}
	return strings.Fields(b.String())
}

// balanced says which tag of the page is not closed where it should be.
func balanced(page []byte) string {
	void := []string{"meta", "br", "rect", "path", "img"}
	var open []string
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				return z.Err().Error()
			}
			return strings.Join(open, " ")
		case html.StartTagToken:
			if name := z.Token().Data; !slices.Contains(void, name) {
				open = append(open, name)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				return name + " closes " + strings.Join(open, " ")
			}
			open = open[:len(open)-1]
		}
	}
}

func TestPageStandsAlone(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Sample()} {
		page := render(t, d)
		root := parse(t, page)
		for _, tag := range []string{"script", "link", "img", "iframe", "object", "base", "form"} {
			if n := len(all(root, tag)); n > 0 {
				t.Errorf("%s: %d elements %s", d.Ref, n, tag)
			}
		}
		if s := string(page); strings.Contains(s, "url(") || strings.Contains(s, "@import") || strings.Contains(s, "src=") {
			t.Errorf("%s: the page asks for another file", d.Ref)
		}
		if wrong := balanced(page); wrong != "" {
			t.Errorf("%s: not well formed: %s", d.Ref, wrong)
		}
		if !bytes.Equal(page, render(t, d)) {
			t.Errorf("%s: two renderings differ", d.Ref)
		}
	}
}

func TestPageCanBeReadWithAScreenReader(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Sample()} {
		for _, wrong := range barriers(parse(t, render(t, d)), d) {
			t.Errorf("%s: %s", d.Ref, wrong)
		}
	}
}

// barriers says what would stop a reader.
func barriers(root *html.Node, d *paper.Doc) (wrong []string) {
	want := func(ok bool, what string) {
		if !ok {
			wrong = append(wrong, what)
		}
	}
	want(attr(all(root, "html")[0], "lang") == d.Lang, "no language")
	for _, tag := range []string{"main", "h1", "title", "header", "footer"} {
		want(len(all(root, tag)) == 1, "not one "+tag)
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if id := attr(n, "id"); id != "" {
			want(!ids[id], "two elements with one id")
			ids[id] = true
		}
	}
	for _, a := range all(root, "a") {
		if to, inside := strings.CutPrefix(attr(a, "href"), "#"); inside {
			want(ids[to], "a link to no place: "+to)
		}
	}
	for _, t := range all(root, "table") {
		want(len(all(t, "caption")) == 1, "a table without caption")
		want(len(all(t, "th")) > 0, "a table without headings")
		want(attr(t.Parent, "role") == "region" && attr(t.Parent, "tabindex") == "0" && attr(t.Parent, "aria-label") != "", "a table that the keyboard cannot scroll")
	}
	for _, th := range all(root, "th") {
		want(slices.Contains([]string{"col", "row", "colgroup"}, attr(th, "scope")), "a heading cell without scope")
	}
	for _, svg := range all(root, "svg") {
		want(attr(svg, "role") == "img" && attr(svg, "aria-label") != "", "a picture without words")
	}
	for _, img := range all(root, "img") {
		want(attr(img, "alt") != "" && strings.HasPrefix(attr(img, "src"), "data:image/"), "a picture without words, or in another file")
	}
	level := 0
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			now := int(n.Data[1] - '0')
			want(now <= level+1, "a level of heading is skipped")
			level = now
		}
	}
	return wrong
}

func TestWatermarkStandsAtTheTopOfThePage(t *testing.T) {
	root := parse(t, render(t, specimen.Request()))
	header := all(root, "header")[0]
	for n := range header.Descendants() {
		if n.Type == html.TextNode && n.Data == paper.DemoDraft {
			return
		}
	}
	t.Error("the header does not say DEMO · DRAFT")
}

// agree fails when page and PDF of a document do not say the same words in the
// same order.
func agree(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, d *paper.Doc) {
	page, err := Render(d)
	if err != nil {
		t.Fatal(err)
	}
	if wrong := balanced(page); wrong != "" {
		t.Fatalf("not well formed: %s", wrong)
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if wrong := barriers(root, d); len(wrong) > 0 {
		t.Fatalf("%q", wrong)
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	file, _, err := pdf.Render(d, fonts, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	read, err := check.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	onPage, onPaper := words(root), read.Words()
	for i := range max(len(onPage), len(onPaper)) {
		if i >= len(onPage) || i >= len(onPaper) || onPage[i] != onPaper[i] {
			t.Fatalf("word %d differs:\npage  %.200q\npaper %.200q", i, onPage[min(i, len(onPage)):], onPaper[min(i, len(onPaper)):])
		}
	}
}

func TestPageAndPDFSayTheSameWords(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Sample(), specimen.Pictured()} {
		agree(t, d)
	}
}

func TestPageAndPDFOfAnyDocumentSayTheSameWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := specimen.Random(t)
		d.Setting %= paper.Large // in large letters a table may become facts on paper alone
		agree(t, d)
	})
}

func TestRenderRefusesWhatFailsCheck(t *testing.T) {
	d := specimen.Sample()
	d.Lang = ""
	if _, err := Render(d); !errors.Is(err, paper.ErrDocument) {
		t.Errorf("got %v", err)
	}
}
