package printing

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// Needs are what the sheet is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a file is offered until another folder was chosen
}

// view is the sheet in its window.
type view struct {
	n      Needs
	m      *model
	form   *sheet.Sheet
	path   *saving.PathField
	page   *fyne.Container
	ease   *parts.Prose // how easily the paper reads
	scroll *container.Scroll
	names  *parts.Choice
	dialog *parts.Dialog
	shown  int // counts the pages asked for, so that a late one is not shown
}

// Show lays the sheet for one paper over the window.
func Show(n Needs, job Job) { show(n, []Job{job}) }

// ShowAny lays the sheet for several papers over the window, the first one first.
func ShowAny(n Needs, jobs []Job) { show(n, jobs) }

// ShowPupil lays the sheet for the papers about one pupil over the window, the
// one-page profile first.
func ShowPupil(n Needs, pupil string) {
	e, err := n.Desk.Entry(pupil)
	if err != nil {
		n.Shell.Alert(desk.Words(err))
		return
	}
	var jobs []Job
	for _, p := range desk.Printouts {
		if !p.Pupil || p.Full && n.Shell.NamesHidden() { // nothing that needs names while they are hidden
			continue
		}
		if p.Level && e.Level == "" || p.Leaves && !n.Desk.May(access.Export) {
			continue
		}
		job := Job{Title: p.Words(n.Desk), FileName: p.FileName(n.Desk), Full: p.Full,
			Who:  func(names desk.Names) string { return desk.FileNameOf(e, names) },
			Make: func(names desk.Names) (*paper.Doc, error) { return p.Make(context.Background(), n.Desk, pupil, names) }}
		if p.Data != nil {
			job.Data = func() ([]byte, error) { return p.Data(context.Background(), n.Desk, pupil) }
		}
		jobs = append(jobs, job)
	}
	show(n, jobs)
}

func show(n Needs, jobs []Job) {
	v := &view{n: n, m: &model{jobs: jobs, names: desk.NamesFull, format: desk.FormatPDF, layout: desk.LayoutUsual, folder: lastFolder(n.Desk, n.Folder)}}
	if n.Shell.NamesHidden() {
		v.m.names = desk.NamesInitials
	}
	at := n.Shell.Window().Canvas()
	v.page = parts.Column(0)
	v.ease = parts.NewProse("", parts.Quiet)
	v.form = sheet.New("Print", "Save and open", v.save)
	if len(jobs) > 1 {
		v.form.Add("paper", "Paper", v.papers(), "")
	}
	v.path = saving.NewPathField(at, v.m.place())
	v.path.OnSubmitted = func(string) { v.form.Try() }
	v.toEnd()
	v.form.Add(saving.FieldPath, "File", v.path.Object, "The file opens in the computer's own program for it. Print it there, and delete it when it is no longer needed.")
	v.names = v.naming()
	v.form.Add("names", "Names", v.names, "")
	v.form.Add("format", "As", v.formats(), "")
	v.form.Add("layout", "Layout", v.layouts(), "")
	v.form.Begin()
	v.scroll = parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, v.page))
	body := parts.Halves(5, 6, parts.Margins(0, 0, parts.Groups, 0, parts.Column(parts.Between, v.form.Form(), v.ease)), parts.NewPanel(theme.ColourDesk, parts.Between, v.scroll))
	v.dialog = &parts.Dialog{Title: "Print", Accept: v.form.Accept, Body: body, Width: 290, Height: 185, Focus: v.path.Field,
		OnAccept: func() bool { v.form.Try(); return false }} // the sheet goes when the file is there
	v.dialog.Show(at)
	v.look()
}

// papers chooses the paper.
func (v *view) papers() *parts.Choice {
	var options []parts.Option
	for _, job := range v.m.jobs {
		options = append(options, parts.Option{Value: job.Title, Words: job.Title})
	}
	c := parts.NewChoice(options, func(title string) {
		for i, job := range v.m.jobs {
			if job.Title == title {
				v.m.job = i
			}
		}
		v.names.SetChosen(string(v.m.namesOf(v.m.jobs[v.m.job])))
		v.changed()
	})
	c.SetChosen(v.m.jobs[0].Title)
	return c
}

// naming chooses how people are named. A paper that makes sense with full names alone
// keeps them. While names are hidden full ones are not offered: the page stands beside.
func (v *view) naming() *parts.Choice {
	options := []parts.Option{
		{Value: string(desk.NamesFull), Words: "Full names"},
		{Value: string(desk.NamesInitials), Words: "Initials"},
		{Value: string(desk.NamesOff), Words: "No names"},
	}
	if v.n.Shell.NamesHidden() {
		options = options[1:]
	}
	c := parts.NewChoice(options, func(names string) {
		v.m.names = desk.Names(names)
		v.changed()
	})
	c.SetChosen(string(v.m.namesOf(v.m.jobs[0])))
	return c
}

// formats chooses between a page to print and a page for the web.
func (v *view) formats() *parts.Choice {
	c := parts.NewChoice([]parts.Option{
		{Value: string(desk.FormatPDF), Words: "PDF", Note: "to print"},
		{Value: string(desk.FormatHTML), Words: "Web page", Note: "to read on a telephone or with a screen reader"},
	}, func(format string) {
		v.m.format = desk.Format(format)
		v.changed()
	})
	c.SetChosen(string(v.m.format))
	return c
}

// layouts chooses how large and how simply the paper is set. The words are the same.
func (v *view) layouts() *parts.Choice {
	var options []parts.Option
	for _, l := range desk.Layouts {
		options = append(options, parts.Option{Value: l.ID, Words: l.Name, Note: layoutNotes[desk.Layout(l.ID)]})
	}
	c := parts.NewChoice(options, func(layout string) {
		v.m.layout = desk.Layout(layout)
		v.changed()
	})
	c.SetChosen(string(v.m.layout))
	return c
}

var layoutNotes = map[desk.Layout]string{desk.LayoutLarge: "letters of 18 points", desk.LayoutEasy: "letters of 16 points, one sentence a line"}

// changed offers the path anew, unless the person wrote their own, and the page.
func (v *view) changed() {
	if job := v.m.jobs[v.m.job]; job.Full && v.names.Chosen() != string(desk.NamesFull) {
		v.names.SetChosen(string(desk.NamesFull))
		v.form.Say(&desk.Refusal{Field: "names", Words: "This paper is made with full names alone."})
	}
	if folder := filepath.Dir(strings.TrimSpace(v.path.Text)); filepath.IsAbs(folder) {
		v.m.folder = folder
	}
	v.path.SetText(v.m.place())
	v.toEnd()
	v.look()
}

// toEnd shows the end of the path, where the file's name is.
func (v *view) toEnd() {
	v.path.CursorColumn = len([]rune(v.path.Text))
	v.path.Refresh()
}

// look shows the page as it will come out.
func (v *view) look() {
	v.shown++
	mine, now := v.shown, *v.m
	var page preview
	v.n.Shell.Runner().Go(func() (err error) {
		page, err = now.draw(now.jobs[now.job])
		return err
	}, func(err error) {
		if mine != v.shown {
			return
		}
		if err != nil {
			v.page.Objects = nil
			v.form.Say(err)
		} else {
			v.page.Objects = []fyne.CanvasObject{page.object()}
			v.ease.SetText(v.n.Desk.ReadingWords(page.doc))
		}
		v.page.Refresh()
		v.scroll.ScrollToTop()
		v.dialog.Refresh()
		v.scroll.Refresh() // the pages have found their height
	})
}

// save makes and writes the file, and then closes the sheet and opens the file, or
// says what went wrong.
func (v *view) save() error {
	path := strings.TrimSpace(v.path.Text)
	now := *v.m
	var out made
	v.n.Shell.Runner().Go(func() (err error) {
		if out, err = now.make(); err != nil {
			return err
		}
		if err = saving.Write(path, bytesOf(out.file)); err != nil || out.data == nil {
			return err
		}
		return saving.Write(strings.TrimSuffix(path, filepath.Ext(path))+".json", bytesOf(out.data))
	}, func(err error) {
		if err != nil {
			v.form.Say(err)
			v.dialog.Refresh()
			return
		}
		v.saved(path, out)
	})
	return nil
}

func (v *view) saved(path string, out made) {
	v.dialog.Hide()
	if err := v.n.Desk.SaveSetting(context.Background(), settingFolder, filepath.Dir(path)); err != nil {
		v.n.Shell.Alert(desk.Words(err))
	}
	v.n.Shell.Say("Saved in " + path + ".")
	if len(out.missing) > 0 {
		v.n.Shell.Alert("Saved. " + strings.Join(out.missing, " "))
	}
	if err := saving.Open(path); err != nil {
		v.n.Shell.Alert(desk.Words(err))
	}
}

func bytesOf(content []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}
}
