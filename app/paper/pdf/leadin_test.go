package pdf

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

// pageOf returns the page on which a word is drawn first, or -1.
func pageOf(l *layout, word string) int {
	return slices.IndexFunc(l.pages, func(s *sheet) bool {
		return slices.ContainsFunc(s.ops, func(o op) bool { return o.kind == opText && strings.Contains(o.text, word) })
	})
}

func TestLineThatEndsWithAColonStaysWithWhatItLeadsIn(t *testing.T) {
	figure := slices.IndexFunc(specimen.Report().Blocks, func(b paper.Block) bool { _, ok := b.(paper.Figure); return ok })
	chart := specimen.Report().Blocks[figure].(paper.Figure)
	chart.Caption = "Quagga"
	table := paper.Table{Caption: "Quagga", Cols: make([]paper.Col, 2), Head: []paper.Row{paper.HeadRow("Help", "Result")}, Body: []paper.Row{paper.BodyRow("Talk group", "met")}}
	facts := paper.KeyValues{Caption: "Quagga", Pairs: []paper.Pair{paper.Fact("Help", "Talk group")}}
	for name, next := range map[string]paper.Block{"table": table, "facts": facts, "chart": chart, "list": paper.Bullets("Quagga")} {
		for _, set := range []func(*paper.Doc) *paper.Doc{func(d *paper.Doc) *paper.Doc { return d }, paper.LargePrint, paper.EasyRead} {
			for above := range 45 {
				d := &paper.Doc{Title: "Help", Lang: "en-GB", Org: "School", Date: specimen.Report().Date}
				for range above {
					d.Blocks = append(d.Blocks, paper.P("A line."))
				}
				d.Blocks = append(d.Blocks, paper.P("This is what it came to, zebra:"), next)
				if l := laid(t, set(d)); pageOf(l, "zebra:") != pageOf(l, "Quagga") {
					t.Fatalf("below %d lines the line stands alone before its %s", above, name)
				}
			}
		}
	}
}

func TestTextFollowsShortContentsOnTheSamePage(t *testing.T) {
	d := &paper.Doc{Title: "Help", Lang: "en-GB", Org: "School", Date: specimen.Report().Date, Contents: true}
	for _, sections := range []int{3, 40} {
		d.Blocks = []paper.Block{paper.P("Zebra")}
		for range sections {
			d.Blocks = append(d.Blocks, paper.Section("Talk"), paper.P("A line."))
		}
		l := laid(t, d)
		if first := pageOf(l, "Zebra") == 0; first != (sections == 3) {
			t.Errorf("with %d sections the text begins on page %d", sections, pageOf(l, "Zebra")+1)
		}
	}
}

func TestCoverGivesTheTitleAndTheBadgeRoom(t *testing.T) {
	d := specimen.Pictured()
	title := func(d *paper.Doc) (size, badge float64) {
		for _, o := range laid(t, d).pages[0].ops {
			switch {
			case o.kind == opText && size == 0:
				size = o.size
			case o.kind == opPicture && badge == 0:
				badge = o.h
			}
		}
		return size, badge
	}
	plainSize, plainBadge := title(d)
	d.Blocks = append([]paper.Block{paper.P("A cover."), paper.PageBreak{}}, d.Blocks...)
	size, badge := title(d)
	if size <= plainSize || badge <= plainBadge {
		t.Errorf("the title is of %.0f points and the badge %.0f high on a cover, %.0f and %.0f without one", size, badge, plainSize, plainBadge)
	}
	if size, _ := title(paper.LargePrint(d)); size != settings[paper.Large].title.size {
		t.Errorf("in large print the title of a cover is of %.0f points", size)
	}
}
