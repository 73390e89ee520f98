package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"needsbook/app/chart"
	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

// laid places a document, failing the test where it cannot be.
func laid(t testing.TB, d *paper.Doc) *layout {
	t.Helper()
	l, err := lay(d, shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// contrast is that of a colour on white (WCAG 2.2, relative luminance).
func contrast(c colour) float64 {
	light := 0.0
	for _, part := range []struct {
		value  int
		weight float64
	}{{c.r, 0.2126}, {c.g, 0.7152}, {c.b, 0.0722}} {
		v := float64(part.value) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		light += part.weight * v
	}
	return 1.05 / (light + 0.05)
}

func TestLargePrintAndEasyReadAreLargeDarkAndOfShortLines(t *testing.T) {
	for _, c := range []struct {
		set  func(*paper.Doc) *paper.Doc
		size float64
	}{{paper.LargePrint, 18}, {paper.EasyRead, 16}} {
		for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Pictured()} {
			l := laid(t, c.set(d))
			if l.set.body.size != c.size || l.set.body.lead < 1.5*c.size {
				t.Fatalf("the text is of %.0f points, its lines %.0f apart", l.set.body.size, l.set.body.lead)
			}
			for i, s := range l.pages {
				letters := map[float64]int{} // by the height of their line
				for _, o := range append(l.running(i), s.ops...) {
					if o.kind != opText {
						continue
					}
					letters[o.y] += utf8.RuneCountInString(o.text)
					if o.size < leastLarge-0.5 { // the smallest is the line under a rule to sign on
						t.Errorf("%s page %d: %q is of %.1f points", d.Ref, i+1, o.text, o.size)
					}
					if contrast(o.colour) < 7 {
						t.Errorf("%s page %d: %q is pale", d.Ref, i+1, o.text)
					}
				}
				for y, n := range letters {
					if n > 72 || n > 60 && y > 50 && y < l.set.foot() { // the head and foot of the page are small
						t.Errorf("%s page %d: a line of %d letters at %.0f", d.Ref, i+1, n, y)
					}
				}
			}
		}
	}
}

func TestChartsInLargePrintHaveLargeLetters(t *testing.T) {
	figure := func(labels int) *paper.Doc {
		d := specimen.Sample()
		c := chart.Chart{By: "Need"}
		var counts []int
		for i := range labels {
			c.Labels = append(c.Labels, fmt.Sprintf("A label of many words, number %d", i+1))
			counts = append(counts, i)
		}
		c.Series = []chart.Series{chart.Counts("SEN support", counts...), chart.Counts("EHC plan", counts...)}
		d.Blocks = []paper.Block{paper.Figure{Caption: "Pupils by need", Alt: "Words for the chart.", Chart: c}}
		return d
	}
	for _, set := range []func(*paper.Doc) *paper.Doc{paper.LargePrint, paper.EasyRead} {
		for _, labels := range []int{2, 8, 25} {
			l := laid(t, set(figure(labels)))
			said := ""
			for _, s := range l.pages {
				for _, o := range s.ops {
					if o.kind != opText {
						continue
					}
					said += o.text + " "
					if o.size < leastLarge {
						t.Errorf("%d labels: %q is of %.1f points", labels, o.text, o.size)
					}
				}
			}
			drawn := slices.ContainsFunc(l.root.kids, func(k any) bool { e, ok := k.(*elem); return ok && e.tag == "Figure" })
			if drawn == (labels == 25) {
				t.Errorf("%d labels: drawn is %v", labels, drawn)
			}
			if !drawn && !(strings.Contains(said, "Words for the chart.") && strings.Contains(said, "number 25")) {
				t.Errorf("the words and figures of a chart that is too high are lost: %.300q", said)
			}
		}
	}
}

func TestWideTablesBecomeFactsInLargePrintAlone(t *testing.T) {
	wide := paper.Table{Caption: "Timetable"}
	head, row := paper.Row{}, paper.Row{paper.HeadCell("Monday")}
	for i := range 9 {
		wide.Cols = append(wide.Cols, paper.Col{})
		head = append(head, paper.HeadCell("Lesson number "+string(rune('1'+i))))
		if i > 0 {
			row = append(row, paper.TextCell("Mathematics and understanding"))
		}
	}
	wide.Head, wide.Body = []paper.Row{head}, []paper.Row{row, row}
	d := specimen.Sample()
	d.Blocks = []paper.Block{wide}
	tables := func(d *paper.Doc) (n, cells int) {
		var walk func(*elem)
		walk = func(e *elem) {
			switch e.tag {
			case "Table":
				n++
			case "TD":
				cells++
			}
			for _, k := range e.kids {
				if kid, ok := k.(*elem); ok {
					walk(kid)
				}
			}
		}
		walk(laid(t, d).root)
		return n, cells
	}
	if n, cells := tables(d); n != 1 || cells != 16 {
		t.Errorf("%d tables of %d cells as a report", n, cells)
	}
	if n, cells := tables(paper.LargePrint(d)); n != 2 || cells != 16 {
		t.Errorf("%d tables of %d cells in large print", n, cells)
	}
	d.Setting = paper.Wide
	if n, _ := tables(d); n != 1 {
		t.Errorf("%d tables on a lying page", n)
	}
}

func TestALineInBoldStaysWithWhatFollows(t *testing.T) {
	d := specimen.Sample()
	d.Blocks, d.Contents = nil, false
	for range 40 {
		d.Blocks = append(d.Blocks, paper.P("One line of text."), paper.Sentence(paper.Bold("Leads in")),
			paper.P(strings.Repeat("A paragraph of several lines follows it. ", 12)))
	}
	l := laid(t, d)
	for i, s := range l.pages {
		var last op
		for _, o := range s.ops {
			if o.kind == opText {
				last = o
			}
		}
		if last.text == "Leads in" {
			t.Errorf("page %d ends with what leads in", i+1)
		}
	}
	d.Blocks = nil
	for range 60 {
		d.Blocks = append(d.Blocks, paper.Sentence(paper.Bold("All of it is bold.")))
	}
	if n := len(laid(t, d).pages); n > 3 {
		t.Errorf("sixty lines in bold take %d pages", n)
	}
}
