package paper

import (
	"errors"
	"strings"
	"testing"

	"needsbook/app/chart"
	"needsbook/app/day"
)

func sound() *Doc {
	return &Doc{Title: "T", Lang: "en-GB", Date: day.Of(2026, 11, 19), Blocks: []Block{
		Heading{Level: 2, Text: "One", ID: "one"}, P("Words"), Section("Two"),
	}}
}

func TestCheckRefusesWhatAScreenReaderCouldNotRead(t *testing.T) {
	if err := sound().Check(); err != nil {
		t.Fatal(err)
	}
	table := func(change func(*Table)) Table {
		t := Table{Caption: "C", Cols: make([]Col, 2), Head: []Row{HeadRow("a", "b")}, Body: []Row{BodyRow("c", "d")}}
		change(&t)
		return t
	}
	figure := Figure{Caption: "C", Alt: "A", Chart: chart.Chart{By: "x", Labels: []string{"a"}, Series: []chart.Series{chart.Counts("n", 1)}}}
	deep := Bullets("a")
	for range 5 {
		below := deep
		deep = List{Items: []Item{{Text: Text("a"), Sub: &below}}}
	}
	for _, c := range []struct {
		name  string
		spoil func(*Doc)
		want  string
	}{
		{"no title", func(d *Doc) { d.Title = " \u00AD" }, "no title"},
		{"no language", func(d *Doc) { d.Lang = "English" }, "no language"},
		{"no date", func(d *Doc) { d.Date = day.Date{} }, "no date"},
		{"nothing in it", func(d *Doc) { d.Blocks = nil }, "is empty"},
		{"own watermark", func(d *Doc) { d.Watermark = "SECRET" }, "unknown watermark"},
		{"first level", func(d *Doc) { d.Blocks[0] = Heading{Level: 1, Text: "x"} }, "not 2 to 4"},
		{"level skipped", func(d *Doc) { d.Blocks[2] = Heading{Level: 4, Text: "x"} }, "skips a level"},
		{"first level skipped", func(d *Doc) { d.Blocks[0] = Subsection("x") }, "skips a level"},
		{"a part under panels", func(d *Doc) {
			d.Blocks[1], d.Blocks[2] = Panels{Panels: []Panel{{Title: "x", Blocks: []Block{P("y")}}}}, Subsection("x")
		}, "skips a level"},
		{"empty heading", func(d *Doc) { d.Blocks[0] = Section(" ") }, "block 1 (Heading) is empty"},
		{"ID twice", func(d *Doc) { d.Blocks[2] = Heading{Level: 2, Text: "x", ID: "one"} }, "ID of another"},
		{"odd ID", func(d *Doc) { d.Blocks[2] = Heading{Level: 2, Text: "x", ID: `"><`} }, "small letters"},
		{"empty paragraph", func(d *Doc) { d.Blocks[1] = P("\n") }, "is empty"},
		{"empty list", func(d *Doc) { d.Blocks[1] = List{} }, "is empty"},
		{"empty item", func(d *Doc) { d.Blocks[1] = Bullets("a", "") }, "is empty"},
		{"lists too deep", func(d *Doc) { d.Blocks[1] = deep }, "too deep"},
		{"link to nowhere", func(d *Doc) { d.Blocks[1] = Sentence(Link("x", "#two")) }, "not there"},
		{"script", func(d *Doc) { d.Blocks[1] = Sentence(Link("x", "javascript:alert(1)")) }, "not a web, mail"},
		{"quote in address", func(d *Doc) { d.Blocks[1] = Sentence(Link("x", `https://a/"b`)) }, "not a web, mail"},
		{"link without words", func(d *Doc) { d.Blocks[1] = Sentence(Span{Text: "a"}, Link(" ", "https://a")) }, "without words"},
		{"odd language", func(d *Doc) { d.Blocks[1] = Sentence(Span{Text: "a", Lang: "?"}) }, "unknown language"},
		{"no caption", func(d *Doc) { d.Blocks[1] = table(func(t *Table) { t.Caption = "" }) }, "no caption"},
		{"no headings", func(d *Doc) { d.Blocks[1] = table(func(t *Table) { t.Head = nil }) }, "no row of headings"},
		{"empty heading cell", func(d *Doc) { d.Blocks[1] = table(func(t *Table) { t.Head[0][1] = Cell{} }) }, "empty heading cell"},
		{"no rows", func(d *Doc) { d.Blocks[1] = table(func(t *Table) { t.Body = nil }) }, "no rows"},
		{"ragged", func(d *Doc) { d.Blocks[1] = table(func(t *Table) { t.Body[0] = t.Body[0][:1] }) }, "does not fill"},
		{"too wide", func(d *Doc) { d.Blocks[1] = table(func(t *Table) { t.Body[0][0].ColSpan = 2 }) }, "does not fill"},
		{"odd width", func(d *Doc) { d.Blocks[1] = table(func(t *Table) { t.Cols[0].Weight = -1 }) }, "impossible width"},
		{"nameless fact", func(d *Doc) { d.Blocks[1] = KeyValues{Caption: "C", Pairs: []Pair{Fact("", "x")}} }, "without a name"},
		{"no facts", func(d *Doc) { d.Blocks[1] = KeyValues{Caption: "C"} }, "is empty"},
		{"no description", func(d *Doc) { f := figure; f.Alt = ""; d.Blocks[1] = f }, "no description"},
		{"no chart", func(d *Doc) { d.Blocks[1] = Figure{Caption: "C", Alt: "A"} }, "cannot be drawn"},
		{"nobody signs", func(d *Doc) { d.Blocks[1] = SignOff{} }, "is empty"},
		{"no role", func(d *Doc) { d.Blocks[1] = SignOff{Signatures: []Signature{{Name: "x"}}} }, "without a role"},
		{"no block", func(d *Doc) { d.Blocks[1] = nil }, "not a kind of block"},
	} {
		d := sound()
		c.spoil(d)
		err := d.Check()
		if !errors.Is(err, ErrDocument) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestCheckNamesNobody(t *testing.T) {
	d := sound()
	d.Blocks[1] = KeyValues{Caption: "Ana Kowalska", Pairs: []Pair{{Name: "", Value: []Span{Link("Ana", "#x")}}}}
	if err := d.Check(); err == nil || strings.Contains(err.Error(), "Ana") {
		t.Errorf("got %v", err)
	}
}
