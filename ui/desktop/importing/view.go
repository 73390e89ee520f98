package importing

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
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
	body  *fyne.Container // holds the page for choosing, or the preview
	gone  bool            // the page has been left; what is still being read is let go
	busy  bool            // a file is being read or brought in

	choose *sheet.Sheet
	path   *saving.PathField
	view   look // nil while there is nothing to look at
}

// look is a preview of a file: of a list of pupils or of a provision map.
type look interface {
	fill() // brings it in line with the model
	drawn() fyne.CanvasObject
	rows() fyne.Focusable
}

// New makes the page. The argument is the path of a file to read at once, or "".
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, body: container.NewStack()}
	s.model = &model{desk: n.Desk, hidden: n.Shell.NamesHidden}
	s.chooseFile()
	if arg != "" {
		s.Drop(arg)
	}
	return s, nil
}

// endings are those of the files that Browse shows.
var endings = []string{".csv", ".txt", ".tsv", ".xlsx", ".xml"}

// chooseFile shows the page on which a file is chosen.
func (s *Screen) chooseFile() {
	s.view = nil
	s.path = saving.NewOpenField(s.n.Shell.Window().Canvas(), "", endings...)
	s.path.SetPlaceHolder("The folder and the name of the file, such as C:\\Users\\me\\Downloads\\pupils.csv")
	s.path.OnSubmitted = func(string) { s.choose.Try() }
	s.choose = sheet.New("", "Read the file", func() error { return s.open(s.path.Text, false) })
	s.choose.Add(saving.FieldPath, "File", s.path.Object, "Type its path, choose it with Browse, or drop it on this window.")
	s.choose.Begin()
	read := parts.NewMainButton("Read the file", func() { s.choose.Try() }).WithKey("Enter")
	paste := parts.NewButton("Paste rows", s.paste)
	about := parts.Column(parts.Between,
		parts.NewProse("Any list of pupils with a heading over each column will do, as a CSV file or an Excel workbook; a Common Transfer File (CTF) too. Rows copied in Excel, with their headings, can be pasted. The headings of SIMS, Arbor, Bromcom and ScholarPack are known, and you can choose columns yourself.", parts.Plain),
		parts.NewProse("Useful columns: UPN, surname, first name, date of birth, year group, class, SEN status, types of need, pupil premium, English as an additional language.", parts.Plain),
		parts.NewProse("The school's own provision map comes in too, from Excel or CSV: a row for each pupil and provision, a row for each group with its pupils in one cell, or pupils down and interventions across with ticks. Its costs are set beside ours, row by row.", parts.Plain),
		parts.NewProse("Pupils are found again by UPN, so the same list can be brought in each term: only what differs changes. Nobody is ever removed.", parts.Plain))
	s.body.Objects = []fyne.CanvasObject{parts.Page("Bring in a list",
		"A list of pupils from the school's own system, or a provision map. You see what would change before anything is kept.",
		parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, s.choose.Form(), parts.Row(parts.Between, read, paste), parts.Card("What to bring", about)))))}
	s.body.Refresh()
}

// paste reads the rows that were copied in a spreadsheet.
func (s *Screen) paste() {
	rows := fyne.CurrentApp().Clipboard().Content()
	if strings.TrimSpace(rows) == "" {
		s.choose.Say(&desk.Refusal{Field: saving.FieldPath, Words: "Nothing has been copied. Mark the rows in the spreadsheet with their headings, copy them, and press Paste rows again."})
		return
	}
	s.read(file{content: []byte(rows)}, func(err error) {
		var why *desk.Refusal
		if errors.As(err, &why) {
			err = &desk.Refusal{Field: saving.FieldPath, Words: why.Words}
		}
		s.choose.Say(err)
	})
}

// Drop reads a file that was dropped on the window. What was looked at before stays
// when the file is refused.
func (s *Screen) Drop(path string) {
	if s.view == nil {
		s.path.SetText(path)
		s.choose.Try()
		return
	}
	if err := s.open(path, true); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}

// open reads a file and shows what it would do. A file that is refused by what is in
// it is said later, when it has been read.
func (s *Screen) open(path string, later bool) error {
	f, err := open(path)
	if err != nil {
		return err
	}
	s.read(f, func(err error) {
		if later {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		var why *desk.Refusal
		if errors.As(err, &why) {
			err = &desk.Refusal{Field: saving.FieldPath, Words: why.Words}
		}
		s.choose.Say(err)
	})
	return nil
}

// read sets a file beside the register and shows it, or says why not.
func (s *Screen) read(f file, refused func(error)) { s.readThen(f, refused, s.show) }

// readThen sets a file beside the register and goes on, or says why not.
func (s *Screen) readThen(f file, refused func(error), then func()) {
	if s.busy {
		return
	}
	s.busy = true
	var in desk.Import
	var brought desk.ProvisionImport
	s.n.Shell.Runner().Go(func() (err error) {
		if f.holds = s.model.holdsWhat(f); f.holds == holdsProvision {
			brought, err = s.model.readMap(f)
		} else {
			in, err = s.model.read(f)
		}
		return err
	}, func(err error) {
		s.busy = false
		switch {
		case s.gone:
		case err != nil:
			refused(err)
		case f.holds == holdsProvision:
			s.model.takeMap(f, brought)
			then()
		default:
			s.model.take(f, in)
			then()
		}
	})
}

// show shows what was read, as a preview that is made anew or brought up to date.
func (s *Screen) show() {
	_, wasMap := s.view.(*mapPreview)
	isMap := s.model.file.holds == holdsProvision
	if s.view != nil && wasMap == isMap {
		s.view.fill()
		s.n.Shell.Changed()
		return
	}
	if isMap {
		s.model.beginMap()
		s.view = newMapPreview(s)
	} else {
		s.model.begin()
		s.view = newPreview(s)
	}
	s.body.Objects = []fyne.CanvasObject{s.view.drawn()}
	s.body.Refresh()
	s.Focus()
	s.n.Shell.Changed()
}

// Accept brings the file in, or reads the file that was chosen.
func (s *Screen) Accept() {
	if s.view == nil {
		s.choose.Try()
		return
	}
	s.bringIn()
}

// bringIn takes the file in as one step and goes to the register.
func (s *Screen) bringIn() {
	m := s.model
	apply, words, next, nothing := func() error { return s.n.Desk.ApplyImport(context.Background(), m.in) }, m.outcome, "register", m.comesIn() == 0
	if m.file.holds == holdsProvision {
		apply, words, next, nothing = func() error { return s.n.Desk.ApplyProvisionImport(context.Background(), m.brought) }, m.mapOutcome, "provision", m.mapComesIn() == 0
	}
	if s.busy || nothing {
		return
	}
	s.busy = true
	said := words()
	s.n.Shell.Runner().Go(apply, func(err error) {
		s.busy = false
		if err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		if !s.gone {
			s.n.Shell.Go(shell.To(next))
		}
		s.n.Shell.Changed()
		s.n.Shell.Say(said)
	})
}

// Title is for the window.
func (s *Screen) Title() string { return "Bring in a list" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.body }

// Focus gives the keyboard to the path, or to the rows of the preview.
func (s *Screen) Focus() {
	if s.view == nil {
		s.n.Shell.Window().Canvas().Focus(s.path.Field)
		return
	}
	s.n.Shell.Window().Canvas().Focus(s.view.rows())
}

// Refresh sets the file beside the register again, as after an undo or with names
// hidden.
func (s *Screen) Refresh() {
	if s.view == nil {
		return
	}
	s.view.fill()
	s.read(s.model.file, func(err error) { s.n.Shell.Alert(desk.Words(err)) })
}

// Leave lets go of what is still being read.
func (s *Screen) Leave() { s.gone = true }

// Count says in the foot how much the list that is shown holds.
func (s *Screen) Count() string {
	if s.view == nil {
		return ""
	}
	if s.model.file.holds == holdsProvision {
		return wording.Count(s.model.mapRows(), "row") + " shown"
	}
	return wording.Count(s.model.rows(), "row") + " shown"
}
