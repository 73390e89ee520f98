package requests

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/sheet"
)

// panel is what stands in place of what is written: the form of a step, or a letter.
type panel struct {
	name   string
	sheet  *sheet.Sheet // nil for what is only read
	object fyne.CanvasObject
	focus  func()
}

// drafts are what was typed in forms of this request and not accepted yet.
func (p *page) drafts() sheet.Drafts {
	return sheet.Drafts{Desk: p.n.Desk, Place: "request." + p.m.request().ID, Alert: p.n.Shell.Alert}
}

// openStep shows the form of a step, with what was typed in it before.
func (p *page) openStep(name string, form *sheet.Sheet) {
	if p.hidden {
		p.n.Shell.Say("Names are hidden. Show them with F8 to change what is kept.")
		return
	}
	p.keepPanel()
	if p.desk != nil {
		p.desk.keep()
	}
	form.Close = p.closePanel
	form.Done = func() {
		p.drafts().Drop(name)
		p.panel = nil
		p.step(nil)
	}
	form.Begin()
	if p.drafts().Restore(name, form) {
		p.n.Shell.Say("What you had typed before is here again.")
	}
	form.OnLeft(func() { p.keepPanel() })
	p.open(&panel{name: name, sheet: form, object: form.Panel(), focus: form.Focus})
}

func (p *page) open(with *panel) {
	p.panel = with
	p.toWrite()
	p.showMiddle()
	p.object.Refresh()
	with.focus()
}

// keepPanel keeps what has been typed in the form that is open.
func (p *page) keepPanel() {
	if p.panel != nil && p.panel.sheet != nil {
		p.drafts().Keep(p.panel.name, p.panel.sheet)
	}
}

// closePanel takes the form away; what was typed is kept as a draft.
func (p *page) closePanel() {
	if p.panel == nil {
		return
	}
	p.keepPanel()
	p.panel = nil
	p.showMiddle()
	p.object.Refresh()
	if p.first != nil {
		p.n.Shell.Window().Canvas().Focus(p.first)
	}
}

// step shows the request after a step, or why it was refused.
func (p *page) step(err error) {
	if err == nil {
		err = p.m.load()
	}
	if err != nil {
		p.say(err)
		return
	}
	p.changed()
	p.Focus()
}
