package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
	"needsbook/assets"
)

func shipped(t testing.TB) *Fonts {
	t.Helper()
	fs, err := ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

func render(t testing.TB, d *paper.Doc) ([]byte, Report) {
	t.Helper()
	b, r, err := Render(d, shipped(t), Options{Program: "Needsbook"})
	if err != nil {
		t.Fatal(err)
	}
	// For looking at: PAPER_OUT=/tmp/pages go test
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, url.PathEscape(d.Ref)+".pdf"), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b, r
}

func TestRenderGivesTheSameBytesEachTime(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Request(), specimen.Sample(), specimen.Pictured(), paper.LargePrint(specimen.Report()), paper.EasyRead(specimen.Report())} {
		first, _ := render(t, d)
		second, _ := render(t, d)
		if !bytes.Equal(first, second) {
			t.Errorf("%s: two renderings differ", d.Ref)
		}
	}
}

// The report of twelve pages, from several goroutines at once: 1,000 times with
// NEEDSBOOK_LONG=1.
func TestTheReportIsTheSameAThousandTimes(t *testing.T) {
	times := 20
	if os.Getenv("NEEDSBOOK_LONG") != "" {
		times = 1000
	}
	made, _ := render(t, specimen.Report())
	want := sha256.Sum256(made)
	next := make(chan *paper.Doc)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for d := range next {
				got, _, err := Render(d, shipped(t), Options{Program: "Needsbook"})
				if err != nil || sha256.Sum256(got) != want {
					t.Errorf("another file, or %v", err)
				}
			}
		})
	}
	for i := range times {
		if i%10 == 9 { // another is made in between
			render(t, specimen.People())
		}
		next <- specimen.Report()
	}
	close(next)
	wg.Wait()
}

func TestRenderSharesFontsBetweenGoroutines(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Pictured(), specimen.People()} {
		want, _ := render(t, d)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if got, _, err := Render(d, shipped(t), Options{Program: "Needsbook"}); err != nil || !bytes.Equal(got, want) {
					t.Errorf("another file, or %v", err)
				}
			})
		}
		wg.Wait()
	}
}

func TestReportHasTwelvePages(t *testing.T) {
	_, r := render(t, specimen.Report())
	if r.Pages != 12 || r.Elements < 300 || len(r.Lost) > 0 {
		t.Errorf("got %d pages, %d elements, lost %q", r.Pages, r.Elements, r.Lost)
	}
}

func TestNamesOfManyOriginsAreDrawnInFull(t *testing.T) {
	fs := shipped(t)
	for _, name := range append(specimen.Names, "Nguyễn Thị Mai", "Ọlá", "Ḥasan", "Əli", "Ŵyn", "Κώστας", "Борис") {
		lost := map[rune]bool{}
		for _, bold := range []bool{false, true} {
			for _, r := range fs.shape(paper.Clean(name), bold, lost) {
				if r.actual != "" || r.width == 0 {
					t.Errorf("%s: %q is not drawn", name, r.actual)
				}
			}
		}
		if len(lost) > 0 {
			t.Errorf("%s: lost %v", name, lost)
		}
	}
}

func TestANameIsNeverInTwoFaces(t *testing.T) {
	for _, name := range []string{"Ngũgĩ", "Ɓala", "Борис"} {
		if runs := shipped(t).shape(name, false, map[rune]bool{}); len(runs) != 1 {
			t.Errorf("%s is drawn in %d runs", name, len(runs))
		}
	}
}

func TestCharactersThatNoFaceHasAreReported(t *testing.T) {
	d := specimen.Sample()
	d.Blocks = append(d.Blocks, paper.P("漢 and 😀, 😀"))
	_, r := render(t, d)
	if !slices.Equal(r.Lost, []rune{'漢', '😀'}) {
		t.Errorf("lost %q", r.Lost)
	}
}

func TestRenderRefusesWhatFailsCheck(t *testing.T) {
	d := specimen.Sample()
	d.Blocks = append(d.Blocks, paper.Heading{Level: 4, Text: "Too deep"})
	d.Date = day.Date{}
	if b, _, err := Render(d, shipped(t), Options{}); !errors.Is(err, paper.ErrDocument) || b != nil {
		t.Errorf("got %v", err)
	}
}

func TestLoadFontsRefusesWhatCannotBeEmbedded(t *testing.T) {
	good := Weights{assets.LexendRegular, assets.LexendSemiBold}
	fallback := Weights{assets.DejaVuRegular, assets.DejaVuBold}
	for name, bad := range map[string][]byte{
		"nothing": nil, "text": []byte("no font"), "CFF": append([]byte("OTTO"), assets.LexendRegular[4:]...),
		"cut": assets.LexendRegular[:2000], "variable": bytes.Replace(bytes.Clone(assets.LexendRegular), []byte("GDEF"), []byte("fvar"), 1),
	} {
		if _, err := LoadFonts(Weights{good.Regular, bad}, fallback); err == nil {
			t.Errorf("%s: taken as a font", name)
		}
	}
}

func TestFinishRefusesAFileItDoesNotKnow(t *testing.T) {
	l := &layout{doc: specimen.Sample(), fonts: shipped(t)}
	for _, file := range []string{"", "startxref\n", "startxref\n12\n%%EOF", "xref\n0 9\nstartxref\n0\n%%EOF\n", "xx\nxref\n0 5\n0 f\n1\n2\n3\n4\nstartxref\n3\n%%EOF\n"} {
		if _, err := l.finish([]byte(file), Options{}); !errors.Is(err, errDrawn) {
			t.Errorf("%q: got %v", file, err)
		}
	}
}

func TestPanelsStandBesideEachOtherAndWholeOnOnePage(t *testing.T) {
	d := specimen.Sample()
	d.Setting, d.Blocks = paper.Card, nil
	words := paper.P("Show me as well as telling me, and give me time to answer in my own way.")
	for range 12 {
		d.Blocks = append(d.Blocks, paper.Panels{Panels: []paper.Panel{
			{Title: "What helps me", Voice: true, Blocks: []paper.Block{words, words}},
			{Title: "What does not", Blocks: []paper.Block{words}},
		}})
	}
	l, err := lay(d, shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := Pages(d, shipped(t)); err != nil || n != len(l.pages) || n < 2 {
		t.Errorf("%d pages, %v", n, err)
	}
	grounds := 0
	for _, s := range l.pages {
		for _, o := range s.ops {
			if o.kind == opBox && o.w > 100 {
				grounds++
				if o.y+o.h > l.set.foot()+0.1 || o.x < l.set.side-0.1 || o.x+o.w > l.set.width-l.set.side+0.1 {
					t.Errorf("a panel stands at %.0f to %.0f across and ends at %.0f down", o.x, o.x+o.w, o.y+o.h)
				}
			}
		}
	}
	if grounds != 24 {
		t.Errorf("%d grounds", grounds)
	}
}

func TestWidePagesLieDown(t *testing.T) {
	d := specimen.Sample()
	d.Setting = paper.Wide
	l, err := lay(d, shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := l.draw()
	if err != nil || !bytes.Contains(drawn, []byte("/MediaBox [0 0 841.89 595.28]")) {
		t.Errorf("the page does not lie down: %v", err)
	}
}
