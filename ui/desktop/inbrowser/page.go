package inbrowser

import (
	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/paper/web"
	"needsbook/ui/desktop/parts"
)

// View is a page of the window.
type View struct {
	Title  string // of the window: it never names a pupil, for a browser remembers titles
	School string
	Demo   bool
	On     day.Date
	Object fyne.CanvasObject // what is shown
	Keys   []parts.Fact      // the keys of the page
}

// Document makes a document of a view: what stands on it, and what can be done in the
// window.
func (v View) Document() *paper.Doc {
	read := parts.Read(v.Object)
	d := &paper.Doc{Title: v.Title, Lang: "en-GB", Org: v.School, Date: v.On, Watermark: paper.Mark(v.Demo, false),
		Subject: "A page of Needsbook, to read"}
	d.Blocks = append(d.Blocks, paper.P("This page is to be read. What it shows is changed in the window; read it again there with F9."))
	for i, b := range read.Blocks {
		if h, ok := b.(paper.Heading); ok && i == 0 && h.Text == v.Title {
			continue
		}
		d.Blocks = append(d.Blocks, b)
	}
	if len(read.Actions) > 0 {
		d.Blocks = append(d.Blocks, paper.Section("What can be done in the window"), paper.Bullets(read.Actions...))
	}
	if len(v.Keys) > 0 {
		keys := paper.KeyValues{Caption: "Keys of this page"}
		for _, k := range v.Keys {
			keys.Pairs = append(keys.Pairs, paper.Fact(k.Label, k.Value))
		}
		d.Blocks = append(d.Blocks, paper.Section("Keys"), keys)
	}
	d.Blocks = levelled(d.Blocks)
	return d
}

// levelled lets no heading skip a level.
func levelled(blocks []paper.Block) []paper.Block {
	last := 1
	for i, b := range blocks {
		if h, ok := b.(paper.Heading); ok {
			h.Level = max(2, min(h.Level, last+1))
			last, blocks[i] = h.Level, h
		}
	}
	return blocks
}

// Page is the view as a web page.
func (v View) Page() ([]byte, error) { return web.Render(v.Document()) }
