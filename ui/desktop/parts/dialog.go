package parts

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/theme"
)

// Dialog is a card with a title, something to fill in or read, and one or two
// buttons. Escape cancels; Ctrl+Enter, and Enter in a line, accept.
type Dialog struct {
	Title  string
	Body   fyne.CanvasObject
	Accept string         // the words of the main button
	Cancel string         // the words of the other; "" means "Cancel", "-" leaves it out
	Width  float32        // in steps of 4; 0 means 120
	Height float32        // in steps of 4; 0 means as high as the body wants
	Focus  fyne.Focusable // what has the keyboard first; nil means the main button

	// OnAccept returns false to keep the dialog open, as when a field has a problem.
	OnAccept func() bool
	OnCancel func()

	over   *Overlay
	button *Button
}

// Show lays the dialog over a window.
func (d *Dialog) Show(at fyne.Canvas) {
	d.button = NewMainButton(d.Accept, d.accept)
	buttons := Row(Between, Spring(), d.button)
	if d.Cancel != "-" {
		words := d.Cancel
		if words == "" {
			words = "Cancel"
		}
		buttons = Row(Between, Spring(), NewButton(words, d.cancel), d.button)
	}
	d.over = &Overlay{
		card: Inset(Pages, Frame(
			Margins(0, 0, 0, Groups, NewText(d.Title, SectionTitle)),
			d.Body,
			Margins(0, Pages, 0, 0, buttons),
		)),
		canvas: at, dim: true, place: d.place, escape: d.cancel, accept: d.accept,
	}
	d.over.show()
	if d.Focus == nil {
		d.Focus = d.button
	}
	at.Focus(d.Focus)
}

// Hide takes the dialog away without a word.
func (d *Dialog) Hide() { d.over.hide() }

// Refresh lays the dialog out again, after its body has changed its size.
func (d *Dialog) Refresh() { d.over.Refresh() }

func (d *Dialog) place(window, least fyne.Size) (fyne.Position, fyne.Size) {
	wanted := d.Width
	if wanted == 0 {
		wanted = 120
	}
	size := fyne.NewSize(
		min(max(theme.Steps(wanted), least.Width), window.Width-theme.Steps(Groups)),
		min(max(theme.Steps(d.Height), least.Height), window.Height-theme.Steps(Groups)))
	return fyne.NewPos((window.Width-size.Width)/2, (window.Height-size.Height)/3), size
}

func (d *Dialog) accept() {
	if d.OnAccept == nil || d.OnAccept() {
		d.over.hide()
	}
}

func (d *Dialog) cancel() {
	d.over.hide()
	if d.OnCancel != nil {
		d.OnCancel()
	}
}
