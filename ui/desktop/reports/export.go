package reports

import (
	"context"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
)

// format is one way in which a document leaves the program.
type format struct {
	words  string // in the menu
	note   string
	title  string // of the card
	hint   string
	suffix string // after the name of the document
	as     desk.Format
	layout func(*paper.Doc) *paper.Doc // nil leaves it as it is
}

// formats are the ways in the order of the menu; the first is the usual one.
var formats = []format{
	{words: "PDF", note: "for the website and to print", title: "Save as a PDF", hint: "A PDF with tags for screen readers.", as: desk.FormatPDF},
	{words: "PDF in large print", note: "18 point", title: "Save in large print", hint: "The same words at 18 point.", suffix: " large print", as: desk.FormatPDF, layout: paper.LargePrint},
	{words: "PDF, easy to read", note: "a sentence a line", title: "Save easy to read", hint: "The same words at 16 point, one sentence a line.", suffix: " easy to read", as: desk.FormatPDF, layout: paper.EasyRead},
	{words: "Web page", note: "one file, the same words", title: "Save as a web page", hint: "One file for the school’s site, with the same words.", as: desk.FormatHTML},
	{words: "HTML to paste into the school’s website", note: "in the style of the site", title: "Save HTML to paste", hint: "Open the file in a text editor, copy all of it, and paste it into a page of the school’s site where HTML is allowed.", suffix: " to paste", as: desk.FormatPart},
}

// exporter saves a document in one of the formats and says what the file cannot show.
type exporter struct {
	n       Needs
	saved   *saving.Note
	missing *parts.Prose
	draft   func() bool // the document is marked as a draft
	show    func()      // draws the page again
}

// items are the formats for a menu. Name is that of the file without its ending.
func (e exporter) items(name string, document func() (*paper.Doc, error)) []parts.Item {
	var items []parts.Item
	for _, f := range formats {
		items = append(items, parts.Item{Words: f.words, Note: f.note, Do: func() { e.export(f, name, document) }})
	}
	return items
}

func (e exporter) export(f format, name string, document func() (*paper.Doc, error)) {
	e.ask(f.title, f.hint, name+f.suffix+f.as.Ending(), func() ([]byte, []string, error) {
		doc, err := document()
		if err != nil {
			return nil, nil, err
		}
		if f.layout != nil {
			doc = f.layout(doc)
		}
		return desk.Draw(doc, f.as)
	})
}

// ask asks where a file is to be saved, and makes it beside the window.
func (e exporter) ask(title, hint, name string, make func() (file []byte, missing []string, err error)) {
	if e.draft() {
		hint += " It says DRAFT until the document can be published."
	}
	var missing []string
	card := &saving.Card{Title: title, Hint: hint, Path: filepath.Join(e.n.Folder, name)}
	card.Make = func(desk.Names) (file []byte, err error) {
		file, missing, err = make()
		return file, err
	}
	card.Saved = func(path string) {
		e.saved.Set(path)
		parts.SetShown(e.missing, len(missing) > 0)
		e.missing.SetText("◐ " + strings.Join(missing, " "))
		e.n.Shell.Say("Saved in " + path + ".")
		e.show()
	}
	card.Show(e.n.Shell.Window().Canvas(), e.n.Shell.Runner())
}

// exports are the formats of the document as it stands.
func (p *page) exports() []parts.Item {
	p.middle.keep()
	return p.exporter().items(p.fileName(), p.document)
}

func (p *page) exporter() exporter {
	return exporter{n: p.n, saved: p.saved, missing: p.missing, draft: func() bool { return !p.m.result.Publishable }, show: func() { p.object.Refresh() }}
}

// Print saves the document as a PDF.
func (p *page) Print() {
	p.middle.keep()
	p.exporter().export(formats[0], p.fileName(), p.document)
}

// fileName is what a file of the document is called, without its ending.
func (p *page) fileName() string {
	return p.m.pack.Document.Title + " " + p.n.Desk.Today().String()
}

func (p *page) document() (*paper.Doc, error) {
	return p.n.Desk.ReportDocument(context.Background(), p.m.document)
}
