package pdf

// The page is A4 and all lengths are points. The values are those of the look that
// screen and paper share.
const (
	pageWidth    = 595.28
	pageHeight   = 841.89
	marginSide   = 70.0
	marginTop    = 80.0
	marginBottom = 76.0
	textWidth    = pageWidth - 2*marginSide
	textHeight   = pageHeight - marginTop - marginBottom
	pageFoot     = pageHeight - marginBottom
)

// colour is red, green and blue.
type colour struct{ r, g, b int }

var (
	ink     = colour{0x17, 0x21, 0x2B}
	quiet   = colour{0x52, 0x60, 0x6D}
	thin    = colour{0xD5, 0xDB, 0xE1}
	accent  = colour{0x0B, 0x5F, 0xA5}
	warning = colour{0xB3, 0x26, 0x1E}
	faint   = colour{0xEE, 0xF1, 0xF4} // the watermark, behind the text
)

// style is how a text is set.
type style struct {
	size   float64
	lead   float64 // from one line's foot to the next
	bold   bool
	colour colour
}

var (
	titleStyle   = style{23, 29, true, ink}
	bylineStyle  = style{10.5, 15, false, quiet}
	bodyStyle    = style{11, 16.5, false, ink}
	captionStyle = style{10, 14, true, ink}
	tableStyle   = style{9.5, 13, false, ink}
	smallStyle   = style{8, 11, false, ink} // tables of many columns
	labelStyle   = style{8.5, 11, false, quiet}
	chartStyle   = style{8.5, 11, false, ink}
	runningStyle = style{8.5, 11, false, quiet}
)

// heading is how a heading of a level is set, and the air around it.
type heading struct {
	style
	before, after float64
}

// headings by level, from 2.
var headings = map[int]heading{
	2: {style{15, 20, true, ink}, 20, 6},
	3: {style{12.5, 17, true, ink}, 14, 4},
	4: {style{11, 16, true, quiet}, 10, 3},
}

// Air after blocks, and inside tables and lists.
const (
	afterPara    = 8.0
	afterBlock   = 16.0
	cellPadSide  = 6.0
	smallPadSide = 3.5 // in tables of many columns
	cellPadAbove = 4.5
	listIndent   = 18.0
	itemGap      = 3.0
)
