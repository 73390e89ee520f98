package handover

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/register"
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

// Screen is the page. One of its sides is in view: the list, the form that makes a
// bundle, the code, the form that opens one, or what is inside.
type Screen struct {
	n        Needs
	model    *model
	body     *fyne.Container
	grid     *parts.Grid
	sentence *parts.Prose
	focus    func()
	form     *sheet.Sheet // of the side in view, nil for none
	side     side
	inside   desk.HandoverPreview // of the bundle that is looked at
	busy     bool
	gone     bool
}

// side is what is in view.
type side int

const (
	listing side = iota
	making
	showingCode
	opening
	looking
	counting
)

// New makes the page. The argument is a pupil to hand over at once, or "".
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, body: container.NewStack(), model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.list(); err != nil {
		return nil, &desk.Refusal{Field: "handover", Words: desk.Words(err)}
	}
	if arg != "" {
		if _, err := n.Desk.Entry(arg); err != nil {
			return nil, &desk.Refusal{Field: "pupil", Words: desk.Words(err)}
		}
		s.make(arg)
	}
	return s, nil
}

// turn shows a side. focus gives the keyboard to its first field.
func (s *Screen) turn(to side, object fyne.CanvasObject, form *sheet.Sheet, focus func()) {
	s.side, s.form, s.focus = to, form, focus
	s.body.Objects = []fyne.CanvasObject{object}
	s.body.Refresh()
	s.n.Shell.Recount()
}

// list shows who moves and what was handed over.
func (s *Screen) list() error {
	if err := s.model.load(); err != nil {
		return err
	}
	heads := make([]parts.GridColumn, len(columns))
	for i, c := range columns {
		heads[i] = parts.GridColumn{Title: c.title, Strong: i == 0, Width: c.width, Grows: i == 0}
	}
	s.grid = parts.NewGrid(heads, func() int { return len(s.model.rows) }, s.model.cell)
	s.grid.Heads = func(row int) bool { return s.model.rows[row].head != "" }
	s.grid.Ticks = true
	s.grid.Style = func(row, col int) parts.CellStyle {
		if col == standsColumn {
			return parts.CellStyle{State: s.model.rows[row].state}
		}
		return parts.CellStyle{}
	}
	s.grid.Empty = "Pupils with SEN who leave or have just joined will stand here by year group, and every bundle. N makes one for the next school; O opens one that came."
	s.grid.OnOpen = s.openRow
	s.grid.OnRune = s.Key
	s.sentence = parts.NewWideProse(s.model.sentence(), parts.QuietText)
	actions := parts.Flow(parts.Between, parts.NewMainButton("Make a bundle", s.New).WithKey("N"), parts.NewButton("Next school", s.destination).WithKey("S"),
		parts.NewButton("Counts for the meeting", s.counts).WithKey("T"), parts.NewButton("Open a bundle", func() { s.open("") }).WithKey("O"),
		parts.NewButton("A receipt came", s.receipt).WithKey("R"), parts.NewButton("Receiving card", s.card).WithKey("C"))
	head := parts.LiveHeading("Transition", s.sentence)
	s.turn(listing, parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, actions)), s.grid, nil)), nil,
		func() {
			if s.grid.Current() == 0 && s.model.rows[0].head != "" {
				s.grid.SetCurrent(1) // the first pupil, not the heading
			}
			s.at().Focus(s.grid)
		})
	return nil
}

func (s *Screen) at() fyne.Canvas { return s.n.Shell.Window().Canvas() }

// home goes back to the list.
func (s *Screen) home() {
	if err := s.list(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.n.Shell.Changed()
	s.Focus()
}

// openRow takes the next step of a row: a bundle for one who leaves, the receipt of a
// bundle that waits, the receipt of one that was taken in once more.
func (s *Screen) openRow(at int) {
	switch r := s.model.rows[at]; {
	case r.head != "":
	case r.leaves:
		s.make(r.entry.ID)
		s.Focus()
	case r.bundle == nil && r.to.Entry != nil && r.entry.Entered.Before(day.Of(day.AcademicYear(s.n.Desk.Today()), 9, 1)):
		s.n.Shell.Go(shell.To("pupil", r.entry.ID)) // of the year group that leaves a year later
	case r.bundle == nil:
		s.open("")
	case r.bundle.Waits():
		s.receipt()
	case r.bundle.Direction == register.HandoverIn:
		s.saveReceipt(r.bundle.Handover)
	default:
		s.n.Shell.Go(shell.To("pupil", r.entry.ID))
	}
}

// receipt asks for the receipt that came back, as a file or as six words.
func (s *Screen) receipt() {
	path := saving.NewOpenField(s.at(), "", receiptEnding, ".receipt")
	words := parts.NewField("Six words with spaces between")
	form := sheet.New("A receipt came", "Record it", nil)
	var got register.Handover
	form.Do = func() (err error) {
		if words.Text != "" {
			got, err = s.n.Desk.TakeReceiptWords(context.Background(), words.Text)
			return about("words", err)
		}
		file, err := saving.Read(path.Text, exchange.MaxEnvelope)
		if err != nil {
			return err
		}
		got, err = s.n.Desk.TakeReceipt(context.Background(), file)
		return about(saving.FieldPath, err)
	}
	form.Add(saving.FieldPath, "File", path.Object, "The file that the next school sent back.")
	path.OnSubmitted = func(string) { form.Try() }
	form.Add("words", "or six words", words, "As its SENCO reads them out by telephone.")
	sheet.Drafts{Desk: s.n.Desk, Place: "handover", Alert: s.n.Shell.Alert}.Follow("receipt", form, s.n.Shell.NamesHidden())
	d := &parts.Dialog{Title: form.Title, Accept: form.Accept, Body: form.Form(), Width: 150, Focus: path.Field, OnAccept: form.Try}
	form.Done = func() {
		d.Hide()
		s.home()
		s.n.Shell.Say(schoolWords(got.School, got.URN) + " has opened the bundle.")
	}
	d.Show(s.at())
}

// about puts a refusal under another field.
func about(field string, err error) error {
	if err == nil {
		return nil
	}
	return &desk.Refusal{Field: field, Words: desk.Words(err)}
}

// card saves the school's receiving card.
func (s *Screen) card() {
	file, words, err := s.n.Desk.ReceivingCard(context.Background())
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	hint := "Send it to another school, and its bundles for you need no code. It is no secret. Compare its six words by telephone: " + spaced(words) + "."
	card := saving.Card{Title: "Receiving card", Hint: hint, Path: filepath.Join(s.n.Folder, s.n.Desk.School().URN+cardEnding),
		Make: func(desk.Names) ([]byte, error) { return file, nil }, Saved: func(path string) { s.n.Shell.Say("Saved in " + path + ".") }}
	card.Show(s.at(), s.n.Shell.Runner())
}

// saveReceipt saves the receipt of a bundle that was taken in.
func (s *Screen) saveReceipt(h register.Handover) {
	card := saving.Card{Title: "Receipt for " + schoolWords(h.School, h.URN), Hint: "Send it back, or read out its six words: " + h.Receipt + ".",
		Path:  filepath.Join(s.n.Folder, "Receipt for "+h.URN+" "+h.On.String()+receiptEnding),
		Make:  func(desk.Names) ([]byte, error) { return s.n.Desk.HandoverReceipt(context.Background(), h.ID) },
		Saved: func(path string) { s.n.Shell.Say("Saved in " + path + ". Send it back to the school.") }}
	card.Show(s.at(), s.n.Shell.Runner())
}

// New begins a bundle, of the pupil of the current row where that one leaves.
func (s *Screen) New() {
	pupil := ""
	if at := s.grid.Current(); s.side == listing && at >= 0 && at < len(s.model.rows) && s.model.rows[at].leaves {
		pupil = s.model.rows[at].entry.ID
	}
	s.make(pupil)
	s.Focus()
}

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 'n', Words: "Make a bundle", Do: s.New},
		{Rune: 's', Words: "Next school of the ticked pupils", Do: s.destination},
		{Rune: 't', Words: "Counts for the meeting", Do: s.counts},
		{Rune: 'o', Words: "Open a bundle", Do: func() { s.open(""); s.Focus() }},
		{Rune: 'r', Words: "A receipt came", Do: s.receipt},
		{Rune: 'c', Words: "Receiving card", Do: s.card},
	}
}

// Key uses the letters of the list.
func (s *Screen) Key(r rune) bool { return s.side == listing && s.letters().Key(r) }

// Keys lists the keys of the list.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Take the next step of the row"}}, s.letters().Facts()...)
}

// Drop opens a bundle that was dropped on the window.
func (s *Screen) Drop(path string) { s.open(path); s.Focus() }

// Accept takes the step of the side in view.
func (s *Screen) Accept() {
	if s.form != nil {
		s.form.Try()
	}
}

// Back goes from any side to the list. The code is not shown again.
func (s *Screen) Back() bool {
	if s.side == listing {
		return false
	}
	s.home()
	return true
}

// Title is for the window.
func (s *Screen) Title() string { return "Transition" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.body }

// Focus gives the keyboard to the first thing of the side in view.
func (s *Screen) Focus() { s.focus() }

// Refresh shows the list again, as after an undo or with names hidden. A side that is
// being filled in, and a code, stay; what is inside a bundle is shown anew.
func (s *Screen) Refresh() {
	switch s.side {
	case listing:
		if err := s.model.load(); err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.sentence.SetText(s.model.sentence())
		s.grid.Reload()
	case looking:
		s.preview(s.inside)
	case counting:
		s.counts()
	}
}

// Leave lets go of what is still being read.
func (s *Screen) Leave() { s.gone = true }

// Count says in the foot how much is listed.
func (s *Screen) Count() string {
	if s.side != listing {
		return ""
	}
	return wording.Count(s.model.pupils(), "row") + " shown"
}
