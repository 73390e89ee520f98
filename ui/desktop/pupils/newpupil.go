package pupils

import (
	"context"
	"strings"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// newPupil is the form of Ctrl+N: five things to say of a pupil.
type newPupil struct {
	*sheet.Sheet
	forename, surname, class *parts.Field
	born                     *parts.DateField
	status, need             *parts.Choice
}

// New begins a new pupil.
func (s *Screen) New() {
	if !s.n.Shell.Allows(access.WriteRecord) {
		return
	}
	f := s.newPupilForm()
	d := &parts.Dialog{Title: f.Title, Body: f.Form(), Accept: f.Accept, Width: 150, Focus: f.forename, OnAccept: f.Try}
	drafts := sheet.Drafts{Desk: s.n.Desk, Place: "register", Alert: s.n.Shell.Alert}
	if !s.n.Shell.NamesHidden() {
		drafts.Restore(argNew, f.Sheet)
	}
	f.OnLeft(func() { drafts.Keep(argNew, f.Sheet) })
	f.Done = func() {
		drafts.Drop(argNew)
		d.Hide()
	}
	d.Show(s.n.Shell.Window().Canvas())
}

func (s *Screen) newPupilForm() *newPupil {
	f := &newPupil{forename: parts.NewField(""), surname: parts.NewField(""), class: parts.NewField(""), born: parts.NewDateField(s.n.Desk.Today)}
	f.Sheet = sheet.New("New pupil", "Add pupil", func() error { return s.addPupil(f) })
	f.Add("forename", "First name", f.forename, "")
	f.Add("surname", "Surname", f.surname, "")
	f.Add("born", "Date of birth", f.born, "")
	hint := ""
	if classes := s.n.Desk.Classes(); len(classes) > 0 {
		hint = "In use: " + strings.Join(classes, ", ")
	}
	f.Add("class", "Class", f.class, hint)
	f.status = parts.NewChoice([]parts.Option{
		{Value: "N", Words: wording.Status("N"), Note: "N"}, {Value: "K", Words: wording.Status("K"), Note: "K"}, {Value: "E", Words: wording.Status("E"), Note: "E"},
	}, nil)
	f.status.SetChosen("K")
	f.Add("status", "SEN status", f.status, "")
	f.need = parts.NewChoice(needsByName(s.n.Desk), nil)
	f.Add("needs", "Primary need", f.need, "Type a code or the beginning of a word. More needs can be added on the pupil's page.")
	f.Begin()
	return f
}

// needsByName offers the types of need by their names, with their codes.
func needsByName(d *desk.Desk) []parts.Option {
	var out []parts.Option
	for _, n := range d.Codes().Needs {
		out = append(out, parts.Option{Value: n.Code, Words: n.Name, Note: n.Code})
	}
	return out
}

func (s *Screen) addPupil(f *newPupil) error {
	born, err := sheet.Day("born", f.born)
	if err != nil {
		return err
	}
	n := desk.NewPupil{Status: f.status.Chosen(), Pupil: register.Pupil{
		Forename: f.forename.Text, Surname: f.surname.Text, Born: born, Class: s.classAsUsed(f.class.Text)}}
	if need := f.need.Chosen(); need != "" {
		n.Needs = []string{need}
	}
	id, err := s.n.Desk.AddPupil(context.Background(), n)
	if err != nil {
		return err
	}
	s.added(id)
	return nil
}

// classAsUsed writes a class as the register has it: 4b is the 4B that is there.
func (s *Screen) classAsUsed(typed string) string {
	for _, c := range s.n.Desk.Classes() {
		if strings.EqualFold(c, strings.TrimSpace(typed)) {
			return c
		}
	}
	return typed
}

// added shows a new pupil as the current row, whatever the search was.
func (s *Screen) added(id string) {
	e, err := s.n.Desk.Entry(id)
	if err != nil {
		return
	}
	s.Refresh()
	if s.model.rowOf(id) < 0 {
		s.filter.write("")
	}
	if row := s.model.rowOf(id); row >= 0 {
		s.grid.SetCurrent(row)
	}
	s.n.Shell.Changed()
	s.n.Shell.Say(wording.Name(e, s.n.Shell.NamesHidden()) + " was added. Enter opens the page.")
}
