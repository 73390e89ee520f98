package packtable

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where files are offered
}

// Screen is the page.
type Screen struct {
	n     Needs
	model *model
	body  *fyne.Container
	busy  bool
	gone  bool

	choose *sheet.Sheet
	path   *saving.PathField

	sentence *parts.Prose
	problem  *parts.Prose
	tabs     *parts.Tabs
	next     *parts.Button
	middle   *fyne.Container
	first    fyne.Focusable // what has the keyboard first in a step
	name     *naming
}

// New makes the page. The argument is the path of a file to read at once, or "".
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, body: container.NewStack(), model: &model{desk: n.Desk, maker: n.Desk.PackMaker()}}
	s.chooseFile()
	if arg != "" {
		s.Drop(arg)
	}
	return s, nil
}

// endings are those of the files that Browse shows.
var endings = []string{".docx", ".xlsx", ".csv", ".txt", ".tsv"}

// chooseFile shows the step in which a file is chosen.
func (s *Screen) chooseFile() {
	s.model.step = stepFile
	s.path = saving.NewOpenField(s.at(), s.model.path, endings...)
	s.path.SetPlaceHolder("such as C:\\Users\\me\\Downloads\\scale.docx")
	s.path.OnSubmitted = func(string) { s.choose.Try() }
	s.choose = sheet.New("", "Read the table", func() error { return s.open(s.path.Text) })
	s.choose.Add(saving.FieldPath, "File", s.path.Object, "Type its path, choose it with Browse, or drop it on this window.")
	s.choose.Begin()
	words := s.model.desk.Terms()
	area, strand, level := words.Label("area"), words.Label("strand"), words.Label("level")
	about := parts.Column(parts.Between,
		parts.NewProse("A Word document (.docx), an Excel workbook (.xlsx) or a CSV file. Headings may be in any order and in any language; you can say which column is which.", parts.Plain),
		parts.NewProse("Three layouts are read. A row for each statement, with its "+lower(area)+", its "+lower(strand)+" and its "+lower(level)+". A row for each "+lower(strand)+" and a column for each "+lower(level)+". A row for each "+lower(level)+" and a column for each "+lower(strand)+".", parts.Plain),
		parts.NewProse("Several tables of one document, or several sheets of a workbook, are read together. Bullets and lines in a cell become statements of their own.", parts.Plain),
		parts.NewProse("The result is a pack marked draft, saved where you choose. It is put in use under Settings, Packs, and not here.", parts.Plain))
	read := parts.NewMainButton("Read the table", func() { s.choose.Try() }).WithKey("Enter")
	s.body.Objects = []fyne.CanvasObject{parts.Page("Make a pack from a council's table",
		"A council's own scale of need, as it was published in Word or Excel, becomes a pack that Needsbook can work with.",
		parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, s.choose.Form(), parts.Row(0, read), parts.Card("What is read", about)))))}
	s.body.Refresh()
}

func (s *Screen) at() fyne.Canvas { return s.n.Shell.Window().Canvas() }

// open reads a file and shows its columns.
func (s *Screen) open(path string) error {
	path = strings.TrimSpace(path)
	content, err := saving.Read(path, intake.MaxBytes)
	if err != nil {
		return err
	}
	s.read(path, content, intake.ContinuumOptions{}, func(err error) { s.choose.Say(about(err)) }, func() { s.show(stepColumns) })
	return nil
}

// read reads a table off the window's thread and goes on, or says why not.
func (s *Screen) read(path string, content []byte, o intake.ContinuumOptions, refused func(error), then func()) {
	if s.busy {
		return
	}
	s.busy = true
	trial := *s.model
	s.n.Shell.Runner().Go(func() error { return trial.read(path, content, o) }, func(err error) {
		s.busy = false
		switch {
		case s.gone:
		case err != nil:
			refused(err)
		default:
			*s.model = trial
			then()
		}
	})
}

// again reads the same file in another way. When that is refused the page stays as it is
// and says why.
func (s *Screen) again(o intake.ContinuumOptions) {
	s.read(s.model.path, s.model.content, o, func(err error) {
		s.show(stepColumns)
		s.say(desk.Words(err))
	}, func() { s.show(stepColumns) })
}

// show shows one of the steps after the file.
func (s *Screen) show(step int) {
	m := s.model
	m.step = step
	s.sentence = parts.NewWideProse(m.sentence(), parts.QuietText)
	s.problem = parts.NewProse("", parts.TextStyle{Colour: parts.Overdue.Colour()})
	s.problem.Hide()
	s.tabs = parts.NewTabs(func(tab int) { s.show(stepColumns + tab) })
	s.tabs.Set(m.stepNames(), step-stepColumns)
	words := "Next"
	if step == stepName {
		words = "Save the pack"
	}
	s.next = parts.NewMainButton(words, s.Accept).WithKey("Ctrl+Enter")
	s.name = nil
	switch step {
	case stepColumns:
		s.middle, s.first = s.columnsStep()
	case stepLevels:
		s.middle, s.first = s.levelsStep()
	case stepRules:
		s.middle, s.first = s.rulesStep()
	default:
		s.middle, s.first = s.nameStep()
	}
	head := parts.Column(parts.Between, parts.LiveHeading("Make a pack from a council's table", s.sentence, parts.NewButton("Choose another file", s.another), s.next), s.tabs, s.problem)
	s.body.Objects = []fyne.CanvasObject{parts.Inset(parts.Pages, giveway.Frame(parts.Margins(0, 0, 0, parts.Groups, head), s.middle,
		func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence} }))}
	s.body.Refresh()
	s.Focus()
	s.n.Shell.Changed()
}

// changed makes the pack again and says how it stands, without a new page.
func (s *Screen) changed() {
	s.model.remake()
	s.sentence.SetText(s.model.sentence())
	s.problem.Hide()
	s.body.Refresh()
}

// say shows why something cannot be.
func (s *Screen) say(words string) {
	s.problem.SetText("! " + words)
	s.problem.Show()
	s.body.Refresh()
}

func (s *Screen) another() {
	s.chooseFile()
	s.Focus()
	s.n.Shell.Changed()
}

// Accept goes to the next step, and saves in the last.
func (s *Screen) Accept() {
	m := s.model
	switch {
	case m.step == stepFile:
		s.choose.Try()
	case m.step == stepName:
		s.name.form.Try()
	case m.why != nil:
		s.say(desk.Words(m.why))
	default:
		s.show(m.step + 1)
	}
}

// Back goes one step back; true means there was one.
func (s *Screen) Back() bool {
	switch {
	case s.model.step == stepFile:
		return false
	case s.model.step == stepColumns:
		s.another()
	default:
		s.show(s.model.step - 1)
	}
	return true
}

// Drop reads a file that was dropped on the window.
func (s *Screen) Drop(path string) {
	if s.model.step != stepFile {
		s.chooseFile()
	}
	s.path.SetText(path)
	s.choose.Try()
}

// Title is for the window.
func (s *Screen) Title() string { return "Make a pack from a council's table" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.body }

// Focus gives the keyboard to the path, or to the first thing of a step.
func (s *Screen) Focus() {
	if s.model.step == stepFile {
		s.at().Focus(s.path.Field)
		return
	}
	if s.first != nil {
		s.at().Focus(s.first)
	}
}

// Refresh leaves the page as it is: it shows no record of the school.
func (s *Screen) Refresh() {}

// Leave lets go of what is still being read.
func (s *Screen) Leave() { s.gone = true }
