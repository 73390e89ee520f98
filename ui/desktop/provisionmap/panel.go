package provisionmap

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/sheet"
)

// panel is a form at the side of the map.
type panel struct {
	name  string // of its draft: "new", or "change/" with the intervention
	sheet *sheet.Sheet
}

// drafts are what was typed in forms of this page and not accepted yet.
func (s *Screen) drafts() sheet.Drafts {
	return sheet.Drafts{Desk: s.n.Desk, Place: "provision", Alert: s.n.Shell.Alert}
}

func (s *Screen) keepDraft() bool {
	return s.panel != nil && s.drafts().Keep(s.panel.name, s.panel.sheet)
}

// openSheet shows a form at the side, with what was typed in it before. After is done
// once it was kept.
func (s *Screen) openSheet(name string, sh *sheet.Sheet, after func()) {
	s.closePanel()
	s.showTab(tabMap) // the form stands beside the map
	sh.Close = func() { s.Back() }
	sh.Done = func() {
		s.drafts().Drop(name)
		s.showSide(nil)
		after()
	}
	sh.Begin()
	if s.drafts().Restore(name, sh) {
		s.n.Shell.Say("What you had typed before is here again.")
	}
	sh.OnLeft(func() { s.keepDraft() })
	s.showSide(&panel{name: name, sheet: sh})
	sh.Focus()
}

// showSide puts a form at the side, or for nil the current row.
func (s *Screen) showSide(p *panel) {
	s.panel = p
	s.sides.open = p != nil
	s.side.Objects = []fyne.CanvasObject{s.pane.object}
	if p != nil {
		s.side.Objects[0] = p.sheet.Panel()
	}
	s.pane.show()
	s.object.Refresh()
}

// closePanel takes the form away; what was typed is kept as a draft.
func (s *Screen) closePanel() {
	if s.panel == nil {
		return
	}
	if s.keepDraft() {
		s.n.Shell.Say("What you typed is kept. The same key takes it up again.")
	}
	s.showSide(nil)
}

// Back closes the form, or the current row where it has the whole page.
func (s *Screen) Back() bool {
	switch {
	case s.panel != nil:
		s.closePanel()
	case s.sides.whole:
		s.sides.whole = false
		s.object.Refresh()
	default:
		return false
	}
	s.Focus()
	return true
}

// Accept takes the form that is open (Ctrl+Enter).
func (s *Screen) Accept() {
	if s.panel != nil {
		s.panel.sheet.Try()
	}
}

// mayChange reports whether what is kept may be shown in a form: not while names are
// hidden.
func (s *Screen) mayChange() bool {
	if s.model.hidden() {
		s.n.Shell.Say("Names are hidden. Show them with F8 to change what is kept.")
		return false
	}
	return true
}

// togglePane shows the current row beside the map or folds it away. Where there is no
// room beside it, the row has the whole page until Escape.
func (s *Screen) togglePane() {
	if s.sides.narrow {
		s.sides.whole = !s.sides.whole
	} else {
		s.sides.wanted = !s.sides.wanted
		s.model.memory.NoPane = !s.sides.wanted
	}
	s.pane.show()
	s.object.Refresh()
}
