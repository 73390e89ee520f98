package saving

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

// PathField is a line for the path of a file with a button that browses for it.
type PathField struct {
	*parts.Field
	Object fyne.CanvasObject // the line with its button
}

// NewPathField makes a line for the path of a new file; browsing chooses its folder.
func NewPathField(at fyne.Canvas, path string) *PathField {
	return newPathField(at, path, nil, func(p *PathField, chosen string) {
		p.SetText(filepath.Join(chosen, filepath.Base(p.Text)))
	})
}

// NewOpenField makes a line for the path of a file that is there; browsing shows
// the files with one of the endings, such as .csv.
func NewOpenField(at fyne.Canvas, path string, endings ...string) *PathField {
	return newPathField(at, path, endings, func(p *PathField, chosen string) { p.SetText(chosen) })
}

func newPathField(at fyne.Canvas, path string, endings []string, chosen func(*PathField, string)) *PathField {
	p := &PathField{Field: parts.NewField("The folder and the name of the file")}
	p.SetText(path)
	browse := parts.NewButton("Browse", func() {
		newBrowser(at, nearest(p.Text), endings, func(path string) {
			chosen(p, path)
			at.Focus(p.Field)
		}).dialog.Show(at)
	})
	p.Object = parts.Sides(nil, p.Field, parts.Margins(parts.Between, 0, 0, 0, browse))
	return p
}

// browser is the card that shows a folder. Enter opens the folder of the current
// row, or takes the file.
type browser struct {
	at      fyne.Canvas
	folder  string
	endings []string
	entries []entry
	chosen  func(path string)

	dialog *parts.Dialog
	path   *parts.Text
	grid   *parts.Grid
}

func newBrowser(at fyne.Canvas, folder string, endings []string, chosen func(string)) *browser {
	b := &browser{at: at, endings: endings, chosen: chosen, path: parts.NewCutText("", parts.QuietText)}
	b.grid = parts.NewGrid([]parts.GridColumn{{Title: "Name", Grows: true, Strong: true}, {Title: "", Width: 120}},
		func() int { return len(b.entries) }, b.cell)
	b.grid.Empty = "Nothing here that can be chosen."
	b.grid.OnOpen = b.open
	title, accept := "Choose a folder", "Use this folder"
	if endings != nil {
		title, accept = "Choose a file", "Choose"
	}
	b.dialog = &parts.Dialog{Title: title, Accept: accept, Width: 160, Height: 130, Focus: b.grid, OnAccept: b.accept,
		Body: parts.Frame(parts.Margins(0, 0, 0, parts.Between, b.path), b.grid, nil)}
	b.goTo(folder)
	return b
}

// goTo shows a folder; one that cannot be read is said and not gone to.
func (b *browser) goTo(folder string) {
	entries, err := list(folder, b.endings)
	if err != nil {
		b.path.SetText(desk.Words(err))
		return
	}
	b.folder, b.entries = folder, entries
	b.path.SetText(folder)
	b.grid.Reload()
	b.grid.SetCurrent(0)
}

func (b *browser) cell(row, col int) string {
	e := b.entries[row]
	if col == 0 {
		if e.name == up {
			return "Folder above"
		}
		return e.name
	}
	if e.folder {
		return "Folder"
	}
	return ""
}

// open goes into a folder or takes a file.
func (b *browser) open(row int) {
	e := b.entries[row]
	switch {
	case e.name == up:
		b.goTo(filepath.Dir(b.folder))
	case e.folder:
		b.goTo(filepath.Join(b.folder, e.name))
	default:
		b.dialog.Hide()
		b.chosen(filepath.Join(b.folder, e.name))
	}
}

// accept takes the folder that is shown, or the current file.
func (b *browser) accept() bool {
	if b.endings == nil {
		b.dialog.Hide()
		b.chosen(b.folder)
		return true
	}
	if row := b.grid.Current(); row >= 0 {
		b.open(row)
	}
	return false // open has hidden the card where a file was taken
}
