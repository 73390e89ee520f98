package saving

import (
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// Card asks where a document is to be saved, and how pupils are named in it, makes
// the document beside the window and writes it.
type Card struct {
	Title  string
	Hint   string // quiet help under the path
	Path   string // offered
	Names  bool   // ask how pupils are named
	Hidden bool   // names are hidden now, so initials are offered
	NoFull bool   // what leaves holds no full names: none are offered, and no names first

	More func(form *sheet.Sheet) // adds fields of the paper's own under the others; may be nil

	Make  func(desk.Names) ([]byte, error) // must not touch the window
	Saved func(path string)

	path   *PathField
	names  *parts.Choice
	form   *sheet.Sheet
	dialog *parts.Dialog
	runner *shell.Runner
}

// Show lays the card over the window.
func (c *Card) Show(at fyne.Canvas, runner *shell.Runner) {
	c.runner = runner
	c.path = NewPathField(at, c.Path)
	c.form = sheet.New(c.Title, "Save", c.save)
	c.form.Add(FieldPath, "File", c.path.Object, c.Hint)
	c.path.OnSubmitted = func(string) { c.form.Try() }
	if c.Names {
		c.addNames()
	}
	if c.More != nil {
		c.More(c.form)
	}
	c.form.Begin()
	c.dialog = &parts.Dialog{Title: c.Title, Accept: "Save", Body: c.form.Form(), Width: 150, Focus: c.path.Field,
		OnAccept: func() bool { c.form.Try(); return false }} // the card goes when the file is there
	c.dialog.Show(at)
}

// addNames adds the field for how pupils are named.
func (c *Card) addNames() {
	options := []parts.Option{
		{Value: string(desk.NamesFull), Words: "Full names", Note: "for those who decide"},
		{Value: string(desk.NamesInitials), Words: "Initials"},
		{Value: string(desk.NamesOff), Words: "No names"},
	}
	hint := "With initials or no names, the UPN and date of birth are left out too."
	if c.NoFull {
		options, hint = options[1:], ""
	}
	c.names = parts.NewChoice(options, nil)
	switch {
	case c.NoFull:
		c.names.SetChosen(string(desk.NamesOff))
	case c.Hidden:
		c.names.SetChosen(string(desk.NamesInitials))
	default:
		c.names.SetChosen(string(desk.NamesFull))
	}
	c.form.Add("names", "Names", c.names, hint)
}

// save makes and writes the document, and then closes the card or says what went wrong.
func (c *Card) save() error {
	path, names := strings.TrimSpace(c.path.Text), desk.NamesFull
	if c.names != nil {
		names = desk.Names(c.names.Chosen())
	}
	c.runner.Go(func() error {
		return Write(path, func(w io.Writer) error {
			file, err := c.Make(names)
			if err == nil {
				_, err = w.Write(file)
			}
			return err
		})
	}, func(err error) {
		if err != nil {
			c.form.Say(err)
			c.dialog.Refresh()
			return
		}
		c.dialog.Hide()
		c.Saved(path)
	})
	return nil
}

// Open shows a file with the computer's own program for it.
func Open(path string) error {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/Users is /C:/Users in an address
	}
	if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: path}); err != nil {
		return refuse("The computer has no program that opens this file. It is saved and can be opened from its folder.")
	}
	return nil
}

// Note is a line that says where a file was saved, with a link that opens it. It is
// empty until Set.
type Note struct {
	Object *fyne.Container
	alert  func(words string)
}

// NewNote makes an empty note; alert says that a file could not be opened.
func NewNote(alert func(words string)) *Note { return &Note{parts.Flow(parts.Groups), alert} }

// Set says where a file was saved.
func (n *Note) Set(path string) {
	n.Object.Objects = []fyne.CanvasObject{
		parts.NewBadge("Saved", parts.Done), parts.NewText(filepath.Base(path), parts.Small), parts.NewText("in "+filepath.Dir(path), parts.Quiet),
		parts.NewLink("Open", func() {
			if err := Open(path); err != nil {
				n.alert(desk.Words(err))
			}
		}),
	}
	n.Object.Refresh()
}
