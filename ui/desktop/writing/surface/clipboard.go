package surface

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/publish/markup"
	"needsbook/ui/desktop/writing/text"
)

// copied is what was copied last: as the clipboard has it, and with its bold and links.
type copied struct{ plain, words string }

// copy puts what is selected on the clipboard as plain words.
func (s *Surface) copy(to fyne.Clipboard) bool {
	if !s.text.Selected() {
		return false
	}
	s.copied = copied{s.text.SelectedPlain(), s.text.SelectedWords()}
	to.SetContent(s.copied.plain)
	return true
}

// cut copies what is selected and deletes it.
func (s *Surface) cut(to fyne.Clipboard) {
	if s.copy(to) {
		s.Do((*text.Text).DeleteSelection)
	}
}

// paste puts in what is on the clipboard. What was copied here keeps its bold and links.
func (s *Surface) paste(from fyne.Clipboard) {
	content := strings.ReplaceAll(from.Content(), "\r\n", "\n")
	words := markup.Clean(content)
	if content == s.copied.plain {
		words = s.copied.words
	}
	if !strings.Contains(words, "\n") { // a few words keep the spaces round them
		if strings.HasPrefix(content, " ") {
			words = " " + words
		}
		if strings.HasSuffix(content, " ") && words != " " {
			words += " "
		}
	}
	if words != "" {
		s.Do(func(t *text.Text) { t.Insert(words) })
	}
}

// TappedSecondary offers what can be done with the clipboard.
func (s *Surface) TappedSecondary(e *fyne.PointEvent) {
	board := fyne.CurrentApp().Clipboard()
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Cut", func() { s.cut(board) }),
		fyne.NewMenuItem("Copy", func() { s.copy(board) }),
		fyne.NewMenuItem("Paste", func() { s.paste(board) }),
		fyne.NewMenuItem("Select all", func() { s.text.SelectAll(); s.show() }),
	}
	items[0].Disabled, items[1].Disabled = !s.text.Selected(), !s.text.Selected()
	if at := fyne.CurrentApp().Driver().CanvasForObject(s); at != nil {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), at, e.AbsolutePosition)
	}
}
