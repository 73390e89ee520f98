package reading_test

import (
	"needsbook/app/publish"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/reading"
)

// drawn is every word of a thing, in order.
func drawn(thing fyne.CanvasObject) string {
	var b strings.Builder
	var walk func(fyne.CanvasObject)
	walk = func(thing fyne.CanvasObject) {
		switch t := thing.(type) {
		case *canvas.Text:
			b.WriteString(t.Text + " ")
		case *fyne.Container:
			for _, in := range t.Objects {
				walk(in)
			}
		case fyne.Widget:
			for _, in := range test.WidgetRenderer(t).Objects() {
				walk(in)
			}
		}
	}
	walk(thing)
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestEveryBlockIsRead(t *testing.T) {
	test.NewTempApp(t)
	doc := &paper.Doc{Title: "A request", Lang: "en-GB", Org: "Meadowfield", Date: day.Of(2026, 11, 23), Watermark: paper.Draft, Blocks: []paper.Block{
		paper.Section("Costs"), paper.P("Three lines of help."), paper.Numbered("first", "second"),
		paper.List{Items: []paper.Item{{Text: paper.Text("outer"), Sub: &paper.List{Items: []paper.Item{{Text: paper.Text("inner")}}}}}},
		paper.KeyValues{Caption: "Who pays", Pairs: []paper.Pair{paper.Fact("Total", "£9,000.00")}},
		paper.Table{Caption: "Help", Cols: make([]paper.Col, 3), Head: []paper.Row{paper.HeadRow("Help", "Sum", "Cost")},
			Body: []paper.Row{paper.BodyRow("Reading group", "30 × 5", "£420.00")},
			Foot: []paper.Row{{{Text: paper.Text("All"), Header: true, ColSpan: 2}, paper.TextCell("£420.00")}}},
		paper.SignOff{Signatures: []paper.Signature{{Role: "SENCO", Name: "Ms Shah", Date: day.Of(2026, 11, 20)}, {Role: "Headteacher"}}}, paper.PageBreak{},
	}}
	w := test.NewTempWindow(t, reading.View(doc))
	w.Resize(fyne.NewSize(500, 900))
	got := drawn(w.Content())
	for _, want := range []string{"A request", "DRAFT", "Costs", "Three lines of help.", "1. first", "2. second", "• outer", "• inner",
		"Who pays", "Total £9,000.00", "Reading group", "Sum 30 × 5", "Cost £420.00", "All Cost £420.00", "SENCO Ms Shah, 20 Nov 2026", "Headteacher not signed yet"} {
		if !strings.Contains(got, want) && !strings.Contains(got, strings.Join(strings.Fields(want), " ")) {
			t.Errorf("%q is not shown in\n%s", want, got)
		}
	}
}

// TestRealDocumentsLoseNoWords holds that the request and the report of the demo
// school are read to their last heading.
func TestRealDocumentsLoseNoWords(t *testing.T) {
	test.NewTempApp(t)
	d := schooltest.Demo(t)
	request, err := d.RequestDocument(t.Context(), 1, desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	report, err := d.ReportDocument(t.Context(), publish.SENInformation)
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range []*paper.Doc{request, report} {
		w := test.NewTempWindow(t, reading.View(doc))
		w.Resize(fyne.NewSize(900, 900))
		got := drawn(w.Content())
		for _, b := range doc.Tidy().Blocks {
			words := ""
			switch b := b.(type) {
			case paper.Heading:
				words = b.Text
			case paper.Para:
				words = paper.Plain(b.Text)
			}
			if !strings.Contains(got, words) {
				t.Errorf("%q is missing from the view of %s", words, doc.Title)
			}
		}
	}
}
