package fields

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page of the school's own fields.
type Screen struct {
	n      Needs
	model  *model
	list   *parts.Grid
	object fyne.CanvasObject
}

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk}}
	if err := s.model.load(); err != nil {
		return nil, err
	}
	s.list = parts.NewGrid([]parts.GridColumn{{Title: "Field", Strong: true, Grows: true}, {Title: "Holds", Grows: true}, {Title: "In a search"}, {Title: "Filled in for", Number: true}},
		func() int { return len(s.model.fields) }, s.model.cell)
	s.list.Empty = "No field of your own yet. A reading age, a house, a bus: whatever your spreadsheet had and the register has not. Ctrl+N makes the first."
	s.list.OnOpen = func(row int) { s.edit(s.model.fields[row]) }
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups, parts.Frame(
		parts.Margins(0, 0, 0, parts.Between, parts.Heading("The school's own fields", "They stand among the register's columns, in its search, in bulk edits and in every file it is saved as.",
			parts.NewButton("Back to the register", func() { n.Shell.Go(shell.To("register")) }), parts.NewMainButton("New field", s.New).WithKey("Ctrl+N"))),
		s.list, nil))
	return s, nil
}

// Title is for the window.
func (s *Screen) Title() string { return "The school's own fields" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the list.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.list) }

// Refresh shows the fields again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.list.Reload()
}

// New makes a field.
func (s *Screen) New() { s.edit(register.Field{Type: register.FieldText}) }

// edit opens the form of one field.
func (s *Screen) edit(f register.Field) {
	name, kind, choices := parts.NewField("such as Reading age"), parts.NewChoice(types(), nil), parts.NewNotes("one on each line", 4)
	name.SetText(f.Name)
	kind.SetChosen(string(f.Type))
	choices.SetText(strings.Join(f.Choices, "\n"))
	title, accept := "New field", "Add field"
	if f.ID != "" {
		title, accept = "Change the field", "Keep field"
	}
	sh := sheet.New(title, accept, func() error {
		f.Name, f.Type, f.Choices = name.Text, register.FieldType(kind.Chosen()), strings.Split(choices.Text, "\n")
		_, err := s.n.Desk.SaveField(context.Background(), f)
		return err
	})
	sh.Add("name", "Name", name, "")
	sh.Add("type", "Holds", kind, "")
	sh.Add("choices", "Choices", choices, "For a choice from a list only.")
	sheet.Drafts{Desk: s.n.Desk, Place: "fields", Alert: s.n.Shell.Alert}.Follow("field/"+f.ID, sh, s.n.Shell.NamesHidden())
	body := parts.Column(parts.Groups, sh.Form())
	d := &parts.Dialog{Title: title, Body: body, Accept: accept, Width: 140, Focus: name, OnAccept: sh.Try}
	if f.ID != "" {
		body.Add(parts.NewLink("Remove this field", func() {
			d.Hide()
			s.remove(f)
		}))
	}
	sh.Done = func() {
		d.Hide()
		s.did("The field " + strings.TrimSpace(f.Name) + " is kept. Columns on the register shows it.")
	}
	d.Show(s.n.Shell.Window().Canvas())
}

func types() []parts.Option {
	var out []parts.Option
	for _, t := range register.FieldTypes {
		out = append(out, parts.Option{Value: string(t.Type), Words: t.Name})
	}
	return out
}

func (s *Screen) remove(f register.Field) {
	if err := s.n.Desk.RemoveField(context.Background(), f.ID); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.did("The field " + f.Name + " is gone from the register. What was written in it is kept; Ctrl+Z brings it back.")
}

// did shows the list again and says what was done.
func (s *Screen) did(words string) {
	s.Refresh()
	s.n.Shell.Changed()
	s.n.Shell.Say(words)
	s.Focus()
}
