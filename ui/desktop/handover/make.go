package handover

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// maker is the form that makes a bundle.
type maker struct {
	s                 *Screen
	form              *sheet.Sheet
	pupil             *parts.Choice
	urn, school       *parts.Field
	parts, types      *ticks
	papers            *ticks
	papersAt, typesAt *fyne.Container
	card, path        *saving.PathField
	warning           *parts.Prose
}

// ticks are boxes to tick, all ticked at first.
type ticks struct {
	values []string
	boxes  []*parts.Check
	object *fyne.Container
}

func newTicks(across bool, options []register.Item, changed func()) *ticks {
	t := &ticks{object: parts.Column(parts.Tight)}
	if across {
		t.object = parts.Flow(parts.Groups)
	}
	for _, o := range options {
		t.values = append(t.values, o.ID)
		box := parts.NewCheck(o.Name, true, func(bool) { changed() })
		t.boxes = append(t.boxes, box)
		t.object.Add(box)
	}
	return t
}

// chosen are the values that are ticked, never nil.
func (t *ticks) chosen() []string {
	out := []string{}
	for i, v := range t.values {
		if t.boxes[i].Ticked {
			out = append(out, v)
		}
	}
	return out
}

// make shows the form for a bundle of a pupil, or of one to be chosen for "".
func (s *Screen) make(pupil string) {
	m := &maker{s: s, urn: parts.NewField("Six digits, such as 123456"), school: parts.NewField(""), warning: parts.NewProse("", parts.TextStyle{}),
		card: saving.NewOpenField(s.at(), "", cardEnding, ".card"), path: saving.NewPathField(s.at(), s.model.bundleName(s.n.Folder, "")),
		papersAt: parts.Column(0), typesAt: parts.Column(0)}
	var who []parts.Option
	if found, err := s.n.Desk.Find("left:any"); err == nil {
		for _, e := range found {
			who = append(who, parts.Option{Value: e.ID, Words: wording.ListName(e, s.n.Shell.NamesHidden()), Note: e.Year.Label})
		}
	}
	m.pupil = parts.NewChoice(who, func(string) { m.about() })
	var offered []register.Item
	for _, p := range desk.HandoverParts {
		offered = append(offered, register.Item{ID: p.ID, Name: p.Name})
	}
	m.parts = newTicks(false, offered, m.fold)
	m.types = newTicks(true, register.NoteNames, func() {})
	form := sheet.New("", "Make the bundle", m.make)
	m.form = form
	form.Add("pupil", "Pupil", m.pupil, "")
	form.Add("to", "Next school's URN", m.urn, "From get-information-schools.service.gov.uk. No other school can open the bundle.")
	form.Add("school", "Its name", m.school, "")
	form.Add("parts", "To hand over", parts.Column(parts.Between, m.parts.object, m.typesAt, m.papersAt), "The record follows a pupil by law; leave out what the next school has no need to know.")
	form.Add("card", "Receiving card", m.card.Object, "If the school sent you one, no code is needed. Else leave this empty.")
	form.Add(saving.FieldPath, "Save as", m.path.Object, "The name should not name the pupil.")
	m.path.OnSubmitted = func(string) { form.Try() }
	sheet.Drafts{Desk: s.n.Desk, Place: "handover", Alert: s.n.Shell.Alert}.Follow("make/"+pupil, form, s.n.Shell.NamesHidden())
	if pupil != "" {
		m.pupil.SetChosen(pupil)
	}
	m.about()
	main := parts.NewMainButton("Make the bundle", func() { form.Try() }).WithKey("Ctrl+Enter")
	s.turn(making, parts.Page("Hand a pupil over", "An encrypted bundle for one school alone, with what works first. Nothing leaves this computer by itself: you choose where it is saved.",
		parts.Frame(nil, parts.Scrolled(parts.Margins(0, 0, parts.Between, parts.Between, parts.Column(parts.Between, m.warning, form.Form()))),
			parts.Margins(0, parts.Between, 0, 0, parts.Row(parts.Between, main, parts.NewButton("Cancel", s.home).WithKey("Esc"))))), form, func() {
		if m.pupil.Chosen() == "" {
			s.at().Focus(m.pupil)
			return
		}
		s.at().Focus(m.urn)
	})
}

// about shows what is asked of the chosen pupil: their attachments, and a warning.
func (m *maker) about() {
	m.warning.SetText("")
	m.warning.Hide()
	if i := slices.IndexFunc(m.s.model.rows, func(r row) bool { return r.moves && r.entry.ID == m.pupil.Chosen() }); i >= 0 && m.urn.Text == "" {
		to := m.s.model.rows[i].to.To
		m.urn.SetText(to.URN)
		m.school.SetText(to.School)
	}
	var papers []register.Item
	if id := m.pupil.Chosen(); id != "" {
		r, err := m.s.n.Desk.Record(context.Background(), id)
		if err != nil {
			m.s.n.Shell.Alert(desk.Words(err))
		}
		if words := consentWords(r); words != "" {
			m.warning.SetText("! " + words)
			m.warning.Show()
		}
		for i, a := range r.Attachments {
			name := a.What
			if m.s.n.Shell.NamesHidden() {
				name = fmt.Sprintf("Attachment %d", i+1)
			}
			papers = append(papers, register.Item{ID: a.ID, Name: fmt.Sprintf("%s (%d KB)", name, (a.Size+1023)/1024)})
		}
	}
	m.papers = newTicks(false, papers, func() {})
	m.fold()
}

// fold shows the types of note and the attachments while their part is ticked.
func (m *maker) fold() {
	chosen := m.parts.chosen()
	m.typesAt.Objects, m.papersAt.Objects = nil, nil
	if slices.Contains(chosen, desk.PartNotes) {
		m.typesAt.Objects = []fyne.CanvasObject{parts.NewText("Notes of these types", parts.Quiet), m.types.object}
	}
	if slices.Contains(chosen, desk.PartAttachments) && m.papers != nil && len(m.papers.values) > 0 {
		m.papersAt.Objects = []fyne.CanvasObject{parts.NewText("These attachments", parts.Quiet), m.papers.object}
	}
	m.typesAt.Refresh()
	m.papersAt.Refresh()
	m.s.body.Refresh()
}

// make makes the bundle, writes it and shows its code.
func (m *maker) make() error {
	o := desk.HandingOver{Pupil: m.pupil.Chosen(), URN: m.urn.Text, School: m.school.Text, Parts: m.parts.chosen(), Notes: m.types.chosen(), Attachments: m.papers.chosen()}
	if o.Pupil == "" {
		return &desk.Refusal{Field: "pupil", Words: "Choose the pupil to hand over."}
	}
	if path := strings.TrimSpace(m.card.Text); path != "" {
		file, err := saving.Read(path, exchange.MaxEnvelope)
		if err != nil {
			return about("card", err)
		}
		o.Card = file
	}
	path := strings.TrimSpace(m.path.Text)
	if path == m.s.model.bundleName(m.s.n.Folder, "") { // as it was offered: the school's number tells bundles apart
		path = m.s.model.bundleName(m.s.n.Folder, o.URN)
	}
	if m.s.busy {
		return nil
	}
	m.s.busy = true
	var made desk.Handed
	m.s.n.Shell.Runner().Go(func() (err error) {
		made, err = m.s.n.Desk.HandOver(context.Background(), o, func(file []byte) error {
			return saving.Write(path, func(w io.Writer) error {
				_, err := w.Write(file)
				return err
			})
		})
		return err
	}, func(err error) {
		m.s.busy = false
		if err != nil {
			m.form.Say(err)
			return
		}
		m.s.made(made, path)
	})
	return nil
}

// made shows the code of a new bundle, once.
func (s *Screen) made(made desk.Handed, path string) {
	note := saving.NewNote(s.n.Shell.Alert)
	note.Set(path)
	var card fyne.CanvasObject
	if made.Code == "" {
		card = parts.Card("Sealed for the school's card", parts.Column(parts.Between,
			parts.NewProse("No code is needed. If you have not done so yet, telephone the school and compare the card's six words:", parts.Plain), parts.NewText(spaced(made.Words), parts.SectionTitle)))
	} else {
		card = parts.Card("The code, shown this once", parts.Column(parts.Between,
			parts.NewText(made.Code, parts.PageTitle),
			parts.NewProse("Write it down and tell it to the next school's SENCO by telephone. Never put it in the message that carries the bundle, and never beside the file. Nobody can open the bundle without it, and it is kept nowhere.", parts.Plain)))
	}
	done := parts.NewMainButton("Done", s.home).WithKey("Esc")
	s.turn(showingCode, parts.Page("The bundle is made", "For "+schoolWords(made.School, made.URN)+". Send it as you like: a stick, a shared folder, e-mail. When the receipt comes back, record it here.",
		parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, note.Object, card, parts.Row(parts.Between, done))))), nil, func() { s.at().Focus(done) })
	s.n.Shell.Changed()
	s.Focus()
}

func spaced(words []string) string { return strings.Join(words, " ") }
