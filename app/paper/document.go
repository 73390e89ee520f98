package paper

import (
	"needsbook/app/chart"
	"needsbook/app/day"
)

// Watermarks say on every page that a document is not the real, final thing.
const (
	Demo      = "DEMO"
	Draft     = "DRAFT"
	DemoDraft = "DEMO · DRAFT"
)

// Mark returns the watermark for a document of the demo school, or of a draft, or both.
func Mark(demo, draft bool) string {
	switch {
	case demo && draft:
		return DemoDraft
	case demo:
		return Demo
	case draft:
		return Draft
	}
	return ""
}

// Doc is one document. The same Doc always gives the same bytes: its date comes
// from here and never from the clock.
type Doc struct {
	Title     string   // the level 1 heading, the window title and the bookmark root
	Lang      string   // language of the text as BCP 47, such as en-GB
	Author    string   // who wrote it; Org when empty
	Subject   string   // one sentence for file properties, may be empty
	Org       string   // the school or cluster, in the running header
	Ref       string   // the document's reference, may be empty
	Date      day.Date // the date printed under the title and set in the file
	Watermark string   // "", Demo, Draft or DemoDraft: see Mark
	Contents  bool     // a table of contents after the title
	Setting   Setting  // how it is set on paper; the web page is the same for all
	Logo      *Image   // beside the title, or nil; its Alt is Org when empty, and its Width is not used
	Blocks    []Block
}

// Setting is how a document is set on paper.
type Setting int

// Settings. Card is one side that is read at arm's length, with large letters; Snug
// and Tight are the same with less air and smaller letters, for more words. Tall and
// Wide are upright and lying pages for a table of many rows. Large and Easy are
// for people who read with effort: LargePrint and EasyRead make such copies.
const (
	Report Setting = iota
	Card
	Snug
	Tight
	Tall
	Wide
	Large
	Easy
)

// Block is one part of a document: Heading, Para, List, Table, KeyValues, Figure,
// Image, Panels, SignOff or PageBreak. The set is closed, so that both writers cover all of it.
type Block interface{ isBlock() }

// Span is a run of text in one style. Href is https, http, mailto, tel or #anchor
// of a heading; Lang a language other than the document's; Abbr the long form of
// an abbreviation.
type Span struct {
	Text string
	Bold bool
	Href string
	Lang string
	Abbr string
}

// Heading begins a section. Level 1 is the document's title, so sections are
// level 2 and their parts 3 and 4. ID is the anchor for links to it; when empty
// one is made: see Doc.Anchors.
type Heading struct {
	Level int
	Text  string
	ID    string
}

// Para is a paragraph.
type Para struct{ Text []Span }

// List is a list with bullets, or with numbers when Ordered.
type List struct {
	Ordered bool
	Items   []Item
}

// Item is one entry of a list, with a list of its own below it if Sub is set.
type Item struct {
	Text []Span
	Sub  *List
}

// Table is a table of figures or words, never of layout. Head rows hold column
// headings and are repeated on each page; in Body and Foot a cell marked Header
// heads its row. With Boxes the cells of the body are boxes to write in by hand.
type Table struct {
	Caption string
	Boxes   bool
	Cols    []Col
	Head    []Row
	Body    []Row
	Foot    []Row
}

// Col is a column: its share of the width (0 counts as 1), and whether its cells
// stand right, as numbers do.
type Col struct {
	Weight float64
	Right  bool
}

// Row is the cells of one row; their spans add up to the table's columns.
type Row []Cell

// Cell is one cell. ColSpan 0 counts as 1.
type Cell struct {
	Text    []Span
	Header  bool
	ColSpan int
}

// Span returns how many columns the cell covers, at least 1.
func (c Cell) Span() int { return max(c.ColSpan, 1) }

// KeyValues is a short list of facts: a name and a value in each line. With Boxes the
// values are boxes to write in by hand.
type KeyValues struct {
	Caption string
	Boxes   bool
	Pairs   []Pair
}

// Pair is one fact.
type Pair struct {
	Name  string
	Value []Span
}

// Figure is a chart with its caption. Alt says in a sentence what the picture
// shows, for those who do not see it; with DataTable the figures follow as a table.
type Figure struct {
	Caption   string
	Alt       string
	Chart     chart.Chart
	DataTable bool
}

// Image is a picture that the school took or drew: a PNG, JPEG or GIF file. Alt says in
// a sentence what it shows, for those who do not see it. Width is its share of the width
// of the text; 0 is all of it. A small picture is never drawn larger than it is sharp.
type Image struct {
	Data  []byte
	Alt   string
	Width float64
}

// Panels are short parts that stand beside each other on paper, each on a ground of
// its own, and are read one after the other. All of a row stands on one page, and
// what follows it begins a section.
type Panels struct{ Panels []Panel }

// Panel is one of Panels: its title is a heading of level 2, and its blocks are
// paragraphs and lists. Voice sets it on a warm ground, for somebody's own words.
type Panel struct {
	Title  string
	Voice  bool
	Weight float64 // share of the width; 0 counts as 1
	Blocks []Block
}

// SignOff is the place for signatures.
type SignOff struct{ Signatures []Signature }

// Signature is the line of one person. What is known is printed; the rest is
// left as a rule to write on.
type Signature struct {
	Role string
	Name string
	Date day.Date
}

// PageBreak starts a new page on paper and does nothing on the web.
type PageBreak struct{}

func (Heading) isBlock()   {}
func (Para) isBlock()      {}
func (List) isBlock()      {}
func (Table) isBlock()     {}
func (KeyValues) isBlock() {}
func (Figure) isBlock()    {}
func (Image) isBlock()     {}
func (Panels) isBlock()    {}
func (SignOff) isBlock()   {}
func (PageBreak) isBlock() {}

// Table returns the figures of the chart as a table: a row for each label.
func (f Figure) Table() Table {
	t := Table{Caption: "Figures: " + f.Caption, Cols: []Col{{Weight: 2}}, Head: []Row{{HeadCell(f.Chart.By)}}}
	for _, s := range f.Chart.Series {
		t.Cols = append(t.Cols, Col{Weight: 1, Right: true})
		t.Head[0] = append(t.Head[0], HeadCell(s.Name))
	}
	for i, label := range f.Chart.Labels {
		row := Row{HeadCell(label)}
		for _, s := range f.Chart.Series {
			row = append(row, TextCell(s.Values[i].String()))
		}
		t.Body = append(t.Body, row)
	}
	return t
}

// Table returns the facts as the table they are in both writers: the names head
// their rows.
func (kv KeyValues) Table() Table {
	t := Table{Caption: kv.Caption, Boxes: kv.Boxes, Cols: []Col{{Weight: 1}, {Weight: 2}}}
	for _, p := range kv.Pairs {
		t.Body = append(t.Body, Row{HeadCell(p.Name), {Text: p.Value}})
	}
	return t
}
