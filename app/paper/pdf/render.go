package pdf

import (
	"fmt"
	"slices"

	"needsbook/app/paper"
)

// Options are what a caller may choose.
type Options struct {
	Program string // name and version of the program, for the file's properties
}

// Report is what a caller should know of a finished document.
type Report struct {
	Pages    int
	Elements int      // of the structure tree
	Lost     []rune   // characters that no font has: drawn as U+FFFD, still found by search
	LeftOut  []string // pictures that turned out to be damaged: their words, which stand in their place
}

// Render returns the document as PDF/UA-1. It refuses a document that does not pass
// Check. The same document, fonts and options always give the same bytes.
func Render(doc *paper.Doc, fonts *Fonts, o Options) ([]byte, Report, error) {
	l, err := lay(doc, fonts)
	if err != nil {
		return nil, Report{}, err
	}
	drawn, err := l.draw()
	if err != nil {
		return nil, Report{}, fmt.Errorf("make the PDF: %w", err)
	}
	file, err := l.finish(drawn, o)
	if err != nil {
		return nil, Report{}, fmt.Errorf("make the PDF: %w", err)
	}
	r := Report{Pages: len(l.pages), Elements: l.root.count(), LeftOut: l.leftOut}
	for c := range l.lost {
		r.Lost = append(r.Lost, c)
	}
	slices.Sort(r.Lost)
	return file, r, nil
}

// Pages returns how many pages the document takes, without drawing them.
func Pages(doc *paper.Doc, fonts *Fonts) (int, error) {
	l, err := lay(doc, fonts)
	if err != nil {
		return 0, err
	}
	return len(l.pages), nil
}

// lay places a document on its pages.
func lay(doc *paper.Doc, fonts *Fonts) (*layout, error) {
	if err := doc.Check(); err != nil {
		return nil, err
	}
	set := settings[doc.Setting]
	l := &layout{
		doc: doc.Tidy(), set: set, left: set.side, width: set.width - 2*set.side, fonts: fonts, lost: map[rune]bool{}, root: &elem{tag: "Document", page: -1},
		spots: map[string]*spot{}, links: map[*paper.Span]*elem{},
	}
	anchors := doc.Anchors()
	for _, id := range anchors {
		l.spots[id] = &spot{}
	}
	if l.doc.Logo != nil {
		l.logo = l.picture(*l.doc.Logo)
	}
	var parts []part
	cover, coverParts := l.doc.Cover(), 0
	for i, b := range l.doc.Blocks {
		if i == cover {
			coverParts = len(parts)
		}
		parts = append(parts, l.measure(i, b, anchors)...)
	}
	l.newPage()
	l.opening()
	l.run(parts[:coverParts])
	if l.doc.Contents && len(anchors) > 0 {
		l.contents(anchors)
		if l.room() < l.set.textHeight()/2 {
			l.newPage()
		} else {
			l.y += 2 * l.set.afterTitle
		}
	}
	l.run(parts[coverParts:])
	return l, nil
}
