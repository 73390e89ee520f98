package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/jung-kurt/gofpdf"
)

// pen draws the marks of pages with gofpdf. Faces are added when first used: each
// costs time and room.
type pen struct {
	*gofpdf.Fpdf
	faces map[*face]bool
}

// draw returns gofpdf's file with all pages; structure and metadata are yet to come.
func (l *layout) draw() ([]byte, error) {
	lying := "P"
	if l.set.width > l.set.height {
		lying = "L"
	}
	p := pen{gofpdf.New(lying, "pt", "A4", ""), map[*face]bool{}}
	p.SetCatalogSort(true)
	p.SetCompression(false) // the finisher does it, and better
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(0, 0, 0)
	p.SetCreationDate(l.doc.Date.Time())
	p.SetModificationDate(l.doc.Date.Time())
	for i, s := range l.pages {
		p.AddPage()
		for _, o := range l.running(i) {
			p.op(o)
		}
		for _, o := range s.ops {
			p.op(o)
		}
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		return nil, fmt.Errorf("draw pages: %w", err)
	}
	return b.Bytes(), nil
}

func (p pen) op(o op) {
	switch o.kind {
	case opBegin:
		p.RawWriteStr(fmt.Sprintf("/%s <</MCID %d%s>> BDC", o.text, o.n, o.props))
	case opRaw:
		p.RawWriteStr(o.text)
	case opEnd:
		p.RawWriteStr("EMC")
	case opPageNum:
		n := o.spot.number()
		p.text(o, n, o.x-o.face.width(n)*o.size/1000)
	case opText:
		p.text(o, o.text, o.x)
	case opLine:
		p.SetDrawColor(o.colour.r, o.colour.g, o.colour.b)
		p.SetLineWidth(o.size)
		p.Line(o.x, o.y, o.x+o.w, o.y+o.h)
	case opPicture:
		p.picture(o)
	case opBox:
		p.SetFillColor(o.colour.r, o.colour.g, o.colour.b)
		p.Rect(o.x, o.y, o.w, o.h, "F")
	}
}

// picture draws a picture. gofpdf names what it has by what it is called, so that one
// that is drawn often is in the file once.
func (p pen) picture(o op) {
	options := gofpdf.ImageOptions{ImageType: strings.TrimPrefix(o.picture.Type, "image/")}
	p.RegisterImageOptionsReader(o.picture.name, options, bytes.NewReader(o.picture.Data))
	p.ImageOptions(o.picture.name, o.x, o.y, o.w, o.h, false, options, 0, "")
}

func (p pen) text(o op, text string, x float64) {
	if !p.faces[o.face] {
		// gofpdf writes into the bytes it is given, so each document has its own.
		p.AddUTF8FontFromBytes(o.face.name, "", slices.Clone(o.face.ttf))
		p.faces[o.face] = true
	}
	p.SetFont(o.face.name, "", o.size)
	p.SetTextColor(o.colour.r, o.colour.g, o.colour.b)
	p.Text(x, o.y, text)
}
