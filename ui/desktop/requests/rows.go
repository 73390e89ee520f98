package requests

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// rows is a list of things that are added, changed, moved and taken away one by one:
// measures, lines of money, outcomes, schools.
type rows struct {
	d      *writingDesk
	name   string
	empty  string
	add    string // words of the button
	count  func() int
	row    func(place int) (title, note string)
	ask    func(place int) // place == count adds one
	remove func(place int) error
	box    *fyne.Container
}

// put sets the list into the writing desk and returns what is drawn.
func (l *rows) put(from func() any) fyne.CanvasObject {
	l.box = parts.Column(parts.Between)
	l.d.list(l.name, from, l.show)
	return l.box
}

func (l *rows) show() {
	l.box.Objects = nil
	for place := range l.count() {
		title, note := l.row(place)
		links := parts.Row(parts.Groups, parts.NewLink("Change", func() { l.ask(place) }), parts.NewLink("Remove", func() { l.d.try(l.remove(place)) }))
		l.box.Add(parts.Column(0, parts.NewProse(title, parts.Plain), parts.NewProse(note, parts.Quiet), links))
	}
	if l.count() == 0 {
		l.box.Add(parts.NewProse(l.empty, parts.QuietText))
	}
	add := parts.NewButton(l.add, func() { l.ask(l.count()) })
	l.d.first[l.name] = func() fyne.Focusable { return add }
	l.box.Add(parts.Row(0, add))
	l.box.Refresh()
}

// ask shows a form in a dialog, and the request anew when it was accepted.
func (p *page) ask(form *sheet.Sheet) {
	dialog := &parts.Dialog{Title: form.Title, Accept: form.Accept, Body: form.Form(), Width: 140, OnAccept: form.Try}
	form.Done = func() {
		dialog.Hide()
		p.changed()
	}
	form.Begin()
	dialog.Show(p.n.Shell.Window().Canvas())
	form.Focus()
}
