package pdf

import "needsbook/app/paper"

// All lengths are points. The values are those of the look that screen and paper
// share.

// colour is red, green and blue.
type colour struct{ r, g, b int }

var (
	ink     = colour{0x17, 0x21, 0x2B}
	quiet   = colour{0x52, 0x60, 0x6D}
	thin    = colour{0xD5, 0xDB, 0xE1}
	accent  = colour{0x0B, 0x5F, 0xA5}
	warning = colour{0xB3, 0x26, 0x1E}
	faint   = colour{0xEE, 0xF1, 0xF4} // the watermark, behind the text
	warm    = colour{0xFD, 0xF5, 0xE4} // the ground of a panel in somebody's own voice
	amber   = colour{0xC9, 0x7A, 0x00} // the bar of such a panel
	cool    = colour{0xF0, 0xF4, 0xF8} // the ground of any other panel
)

// style is how a text is set.
type style struct {
	size   float64
	lead   float64 // from one line's foot to the next
	bold   bool
	colour colour
}

// heading is how a heading of a level is set, and the air around it.
type heading struct {
	style
	before, after float64
}

// setting is the page, its margins, its styles and the air between blocks.
type setting struct {
	width, height     float64
	side, top, bottom float64

	title, byline, body, caption, table, small, label, running, chart style

	link, warning, line colour // the last is of lines that part the rows of a table

	headings map[int]heading // by level, from 2

	grounds               bool    // no watermark behind the text: it would show in pieces, or make reading harder
	stacked               bool    // what stands beside each other elsewhere stands under each other: panels, signatures
	large                 bool    // tables that have no room become lists of facts
	boxed                 bool    // headings stand in a box, or on a line
	afterTitle            float64 // between the title and the text
	afterPara, afterBlock float64
	listIndent, itemGap   float64
	cellPadAbove          float64
	panelPad, panelGap    float64 // inside a panel, and between two
	signHigh              float64 // from the role to below the rule to write on
}

// foot is how far down the text may go.
func (s *setting) foot() float64 { return s.height - s.bottom }

func (s *setting) textHeight() float64 { return s.height - s.top - s.bottom }

const (
	a4Short = 595.28
	a4Long  = 841.89
)

// report is how a document is set that is read from front to back.
var report = setting{
	width: a4Short, height: a4Long, side: 70, top: 80, bottom: 76,
	title:   style{23, 29, true, ink},
	byline:  style{10.5, 15, false, quiet},
	body:    style{11, 16.5, false, ink},
	caption: style{10, 14, true, ink},
	table:   style{9.5, 13, false, ink},
	small:   style{8, 11, false, ink}, // tables of many columns
	label:   style{8.5, 11, false, quiet},
	running: style{8.5, 11, false, quiet},
	chart:   style{8.5, 11, false, ink},
	link:    accent, warning: warning, line: thin,
	headings: map[int]heading{
		2: {style{15, 20, true, ink}, 20, 6},
		3: {style{12.5, 17, true, ink}, 14, 4},
		4: {style{11, 16, true, quiet}, 10, 3},
	},
	afterTitle: 16, afterPara: 8, afterBlock: 16, listIndent: 18, itemGap: 3, cellPadAbove: 4.5, panelPad: 12, panelGap: 12, signHigh: 46,
}

// Sides of table cells.
const (
	cellPadSide  = 6.0
	smallPadSide = 3.5 // in tables of many columns
)

// settings by the document's own word for it.
var settings = map[paper.Setting]*setting{
	paper.Report: &report,
	paper.Card:   card(1),
	paper.Snug:   card(0.9),
	paper.Tight:  card(0.8),
	paper.Tall:   list(a4Short, a4Long),
	paper.Wide:   list(a4Long, a4Short),
	paper.Large:  effort(18, 28, 60),
	paper.Easy:   easy(),
}

// card is how a single side is set that is read at arm's length: large letters,
// narrow margins. Scale shrinks the letters, and the air twice as much.
func card(scale float64) *setting {
	air := 2*scale - 1
	text := func(size, lead float64, bold bool, c colour) style { return style{size * scale, lead * scale, bold, c} }
	return &setting{
		width: a4Short, height: a4Long, side: 44, top: 66, bottom: 58,
		title:   text(30, 36, true, ink),
		byline:  text(11, 15, false, quiet),
		body:    text(12.5, 17.5, false, ink),
		caption: text(12.5, 17, true, ink),
		table:   text(11.5, 15.5, false, ink),
		small:   text(10, 13, false, ink),
		label:   report.label,
		running: report.running,
		chart:   report.chart,
		link:    accent, warning: warning, line: thin,
		headings: map[int]heading{
			2: {text(16.5, 22, true, accent), 12 * air, 4 * air},
			3: {text(13.5, 18, true, ink), 8 * air, 3 * air},
			4: {text(12.5, 17, true, quiet), 6 * air, 2 * air},
		},
		grounds: true, afterTitle: 12 * air, afterPara: 7 * air, afterBlock: 12 * air, listIndent: 15, itemGap: 3 * air, cellPadAbove: 3.5 * air,
		panelPad: 13 * air, panelGap: 11, signHigh: 46,
	}
}

// list is how a table is set that takes many pages.
func list(width, height float64) *setting {
	s := report
	s.width, s.height, s.side, s.top, s.bottom = width, height, 40, 66, 56
	s.title, s.body = style{19, 25, true, ink}, style{10, 14.5, false, ink}
	s.table, s.small = style{9, 12, false, ink}, style{8.5, 11.5, false, ink}
	s.afterTitle, s.afterPara, s.cellPadAbove = 8, 5, 3
	return &s
}

// Colours of documents for people who read with effort: 7 to 1 on white, and more.
var (
	deepAccent  = colour{0x0A, 0x47, 0x7C}
	deepWarning = colour{0x8C, 0x1D, 0x18}
)

// leastLarge is the least size of letters for people who read with effort, in charts and at
// the head and foot of pages too.
const leastLarge = 14.0

// effort is how a document is set for people who read with effort: large letters, dark
// ink, lines of no more than 60 letters with air between them, nothing beside each other.
func effort(size, lead, side float64) *setting {
	s := report
	text := func(scale float64, bold bool) style { return style{size * scale, lead * scale, bold, ink} }
	s.side, s.top, s.bottom = side, 92, 84
	s.title, s.byline = style{size * 1.5, size * 1.9, true, ink}, text(1, false)
	s.body, s.caption, s.table, s.small = text(1, false), text(1, true), text(0.95, false), text(0.95, false)
	s.label, s.running, s.chart = text(0.85, false), style{leastLarge, 18, false, ink}, style{max(0.8*size, leastLarge), lead, false, ink}
	s.headings = map[int]heading{
		2: {style{size * 1.3, size * 1.7, true, ink}, lead, lead * 0.5},
		3: {style{size * 1.15, size * 1.5, true, ink}, lead * 0.9, lead * 0.4},
		4: {style{size, lead, true, ink}, lead * 0.7, lead * 0.2},
	}
	s.link, s.warning, s.line = deepAccent, deepWarning, quiet
	s.grounds, s.stacked, s.large = true, true, true
	s.afterPara, s.afterBlock, s.listIndent, s.itemGap, s.cellPadAbove = lead*0.5, lead, size*1.6, lead*0.3, lead*0.25
	s.panelPad, s.signHigh = size, lead*2.4
	return &s
}

// easy is large print of its own kind: more air still, and headings in boxes.
func easy() *setting {
	s := effort(16, 28, 84)
	s.boxed, s.afterPara = true, 14
	return s
}
