package pupils

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// exportForm asks where the register is saved, as what kind of file, and how pupils
// are named in it.
type exportForm struct {
	*sheet.Sheet
	path          *saving.PathField
	format, names *parts.Choice
	dialog        *parts.Dialog
}

// saveAsFile saves what the view shows as a file.
func (s *Screen) saveAsFile() {
	s.newExportForm().dialog.Show(s.n.Shell.Window().Canvas())
}

func (s *Screen) newExportForm() *exportForm {
	name := "Register " + s.n.Desk.Today().String() + ".csv"
	f := &exportForm{path: saving.NewPathField(s.n.Shell.Window().Canvas(), filepath.Join(s.n.Folder, name))}
	var formats []parts.Option
	for _, format := range desk.SheetFormats {
		formats = append(formats, parts.Option{Value: format.Format, Words: format.Name})
	}
	f.format = parts.NewChoice(formats, func(format string) {
		f.path.SetText(strings.TrimSuffix(f.path.Text, filepath.Ext(f.path.Text)) + "." + format)
	})
	f.format.SetChosen("csv")
	f.names = parts.NewChoice([]parts.Option{
		{Value: string(desk.NamesFull), Words: "Full names", Note: "with UPN and date of birth"},
		{Value: string(desk.NamesInitials), Words: "Initials"},
		{Value: string(desk.NamesOff), Words: "No names", Note: "year group alone"},
	}, nil)
	f.names.SetChosen(string(desk.NamesFull))
	if s.n.Shell.NamesHidden() {
		f.names.SetChosen(string(desk.NamesInitials))
	}
	f.Sheet = sheet.New("Save "+wording.Count(s.model.rows(), "pupil")+" as a file", "Save", func() error { return s.export(f) })
	f.Add(saving.FieldPath, "File", f.path.Object, "It holds the columns of this view in their order. Full names make it a file to keep as safe as this one.")
	f.path.OnSubmitted = func(string) { f.Try() }
	f.Add("format", "Kind", f.format, "")
	f.Add("names", "Names", f.names, "")
	f.Begin()
	f.dialog = &parts.Dialog{Title: f.Title, Accept: f.Accept, Body: f.Form(), Width: 150, Focus: f.path.Field, OnAccept: f.Try}
	f.Done = func() { f.dialog.Hide() }
	return f
}

// export writes the file.
func (s *Screen) export(f *exportForm) error {
	n, path := 0, f.path.Text
	err := saving.Write(path, func(w io.Writer) (err error) {
		n, err = s.n.Desk.WriteSheet(w, s.model.view, desk.Names(f.names.Chosen()), f.format.Chosen())
		return err
	})
	if err != nil {
		return err
	}
	s.n.Shell.Say(wording.Count(n, "pupil") + " saved in " + path + ".")
	return nil
}

// Print prints what the view shows, or the sheet of a class for its teacher: that of
// the current row before the others.
func (s *Screen) Print() {
	if !s.n.Shell.Allows(access.PrintClass) {
		return
	}
	view := copied(s.model.view)
	var jobs []printing.Job
	if s.n.Desk.May(access.Export) {
		jobs = append(jobs, printing.Job{
			Title: "Register", FileName: "Register " + s.n.Desk.Today().String(),
			Make: func(names desk.Names) (*paper.Doc, error) { return s.n.Desk.RegisterPaper(view, names) },
		})
	}
	classes := s.n.Desk.ClassesWithSEN()
	if e, err := s.n.Desk.Entry(s.model.id(s.grid.Current())); err == nil && slices.Contains(classes, e.Class) {
		classes = slices.Insert(slices.DeleteFunc(classes, func(c string) bool { return c == e.Class }), 0, e.Class)
	}
	for _, class := range classes {
		jobs = append(jobs, printing.Job{
			Title: "Class sheet " + class, FileName: "Class sheet " + class + " " + s.n.Desk.Today().String(),
			Make: func(names desk.Names) (*paper.Doc, error) {
				return s.n.Desk.ClassSheet(context.Background(), class, names)
			},
		})
	}
	printing.ShowAny(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, jobs)
}
