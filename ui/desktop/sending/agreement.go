package sending

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
)

// agreementPane is the sharing agreement: how it stands, and the form in which it is
// recorded.
type agreementPane struct {
	s      *Screen
	form   *sheet.Sheet
	fields agreementFields
}

// agreementFields are the fields of the form.
type agreementFields struct {
	version, with, signedBy, role *parts.Field
	on, until                     *parts.DateField
	delegated                     *parts.Check
	tables                        map[string]*parts.Check // those that can be left out
}

// togetherUpTo is the last of the tables that count the same pupils in different ways
// and leave together or not at all.
const togetherUpTo = "T07"

// agreement is the pane of the sharing agreement.
func (s *Screen) agreement() fyne.CanvasObject {
	column := parts.Column(parts.Groups)
	if !s.editing {
		column.Add(s.agreementCard())
	}
	if !s.now.agreed || s.editing {
		s.paper = newAgreementPane(s)
		column.Add(s.paper.object())
		s.inside, s.main = s.paper.fields.version, func() { s.paper.form.Try() }
	}
	return parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, column))
}

// agreementCard says how the agreement stands and what it covers.
func (s *Screen) agreementCard() fyne.CanvasObject {
	a := s.now.agreement
	state, words := s.now.agreementStands()
	head := parts.Row(parts.Between, parts.NewText(state.Shape(), parts.TextStyle{Bold: true, Colour: state.Colour()}), parts.NewText(words, parts.Strong))
	why := parts.NewProse(s.now.say("The agreement is the paper on which the school and its {cluster} settled what may leave the school. The headteacher signs it. Nothing is approved or sent without one in force."), parts.Small)
	if a.Version == "" {
		return parts.Card("", parts.Column(parts.Between, head, why,
			parts.NewProse("Have the paper at hand, and copy from it what is asked below. You can look at every figure before that.", parts.Small)))
	}
	facts := []parts.Fact{
		{Label: "Version", Value: a.Version}, {Label: "With", Value: a.With}, {Label: "Signed by", Value: a.SignedBy + ", " + a.Role},
		{Label: "Holds", Value: a.On.Words() + " to " + a.Until.Words()},
		{Label: "May approve", Value: s.now.mayApproveWords()}, {Label: "Covers", Value: s.now.coversWords()},
		{Label: "Signed paper", Value: paperWords(a.File)},
	}
	if !a.Ended.IsZero() {
		facts = append(facts, parts.Fact{Label: "Ended", Value: a.Ended.Words()})
	}
	buttons := parts.Flow(parts.Between)
	if s.now.agreed {
		change := parts.NewButton("Change it, or record the next one", s.editAgreement)
		buttons.Add(change)
		s.inside = change
	}
	if a.File == "" {
		buttons.Add(parts.NewButton("Keep the signed paper here", s.attachPaper))
	} else {
		buttons.Add(parts.NewButton("Save the signed paper", s.savePaper))
		buttons.Add(parts.NewLink("Put another paper in its place", s.attachPaper))
	}
	if s.now.agreed {
		buttons.Add(parts.NewLink("End the agreement today", s.endAgreement))
	}
	return parts.Card("", parts.Column(parts.Between, head, why, parts.NewFactList(facts...), buttons))
}

func paperWords(file string) string {
	if file == "" {
		return "Not kept here"
	}
	return file
}

func newAgreementPane(s *Screen) *agreementPane {
	p := &agreementPane{s: s}
	a := s.now.agreement
	fresh := a.Version == ""
	if fresh {
		a = s.now.firstAgreement(s.n.Desk.School().Head)
	}
	f := agreementFields{version: lineWith(a.Version, "2026-1"), with: lineWith(a.With, ""), signedBy: lineWith(a.SignedBy, ""), role: lineWith(a.Role, "Headteacher"),
		on: parts.NewDateField(s.n.Desk.Today), until: parts.NewDateField(s.n.Desk.Today),
		delegated: parts.NewLongCheck("The SENCO may approve a summary as well as the headteacher", a.Delegated, nil), tables: map[string]*parts.Check{}}
	if !a.On.IsZero() {
		f.on.SetValue(a.On)
	}
	if !a.Until.IsZero() {
		f.until.SetValue(a.Until)
	}
	p.fields = f
	p.form = sheet.New("", "Record the agreement", p.save)
	p.form.Add("version", "Version", f.version, "It stands on the paper. The next paper has another.")
	p.form.Add("with", "With whom", f.with, s.now.say("The {cluster}, or whoever runs its hub."))
	p.form.Pair(sheet.Half{Name: "signed_by", Label: "Signed by", Field: f.signedBy}, sheet.Half{Name: "role", Label: "Role", Field: f.role}, "For the school.")
	p.form.Pair(sheet.Half{Name: "on_day", Label: "Signed on", Field: f.on}, sheet.Half{Name: "until", Label: "Holds until", Field: f.until}, "Most hold for one or two school years.")
	p.form.Add("tables", "Which tables", p.tables(a), "Tick what the paper names. A table that is not ticked stays here; the others leave without it.")
	p.form.Add("delegated", "Who approves", f.delegated, "Tick it only where the paper says so.")
	sheet.Drafts{Desk: s.n.Desk, Place: "cluster", Alert: s.n.Shell.Alert}.Follow("agreement", p.form, s.n.Shell.NamesHidden())
	return p
}

func lineWith(words, hint string) *parts.Field {
	f := parts.NewField(hint)
	f.SetText(words)
	return f
}

// tables are the checks of what the agreement covers.
func (p *agreementPane) tables(a desk.SharingAgreement) fyne.CanvasObject {
	together := parts.NewLongCheck(p.s.now.say("Pupils, needs and {level+} (T00 to T07, which leave together)"), true, nil)
	together.Disable()
	column := parts.Column(0, together)
	for _, t := range desk.SharedTables {
		if t.ID <= togetherUpTo {
			continue
		}
		check := parts.NewLongCheck(p.s.now.say(t.Words)+" ("+t.ID+")", a.Covers(t.ID), nil)
		p.fields.tables[t.ID] = check
		column.Add(check)
	}
	return column
}

func (p *agreementPane) object() fyne.CanvasObject {
	title := "Record the agreement"
	if p.s.now.agreement.Version != "" {
		title = "Change the agreement, or record the next one"
	}
	buttons := parts.Flow(parts.Between, parts.NewMainButton("Record the agreement", func() { p.form.Try() }).WithKey("Ctrl+Enter"))
	if p.s.editing {
		buttons.Add(parts.NewLink("Leave it as it is", func() { p.s.stopEditing() }).WithKey("Esc"))
	}
	return parts.AtMost(200, parts.Section(title, parts.Column(parts.Groups, p.form.Form(), buttons)))
}

// save records what stands in the form.
func (p *agreementPane) save() error {
	f := p.fields
	on, err := sheet.Day("on_day", f.on)
	if err != nil {
		return err
	}
	until, err := sheet.Day("until", f.until)
	if err != nil {
		return err
	}
	a := desk.SharingAgreement{Version: f.version.Text, With: f.with.Text, SignedBy: f.signedBy.Text, Role: f.role.Text, On: on, Until: until, Delegated: f.delegated.Ticked}
	for _, t := range desk.SharedTables {
		if check := f.tables[t.ID]; check == nil || check.Ticked {
			a.Tables = append(a.Tables, t.ID)
		}
	}
	if err := p.s.n.Desk.SaveAgreement(context.Background(), a); err != nil {
		return err
	}
	p.s.editing = false
	p.s.reload(func() { p.s.n.Shell.Say("The agreement is recorded. Look at the figures, then send them.") })
	return nil
}

// editAgreement opens the form of an agreement that is in force.
func (s *Screen) editAgreement() {
	s.editing = true
	s.show()
	s.Focus()
}

// stopEditing closes the form and leaves the agreement as it was.
func (s *Screen) stopEditing() {
	s.editing = false
	s.show()
	s.Focus()
}

func (s *Screen) endAgreement() {
	s.run(s.n.Desk.EndAgreement, s.done(s.reload, "The agreement has ended: nothing leaves the school any more. Ctrl+Z takes it back."))
}

// attachPaper asks for the file of the signed paper.
func (s *Screen) attachPaper() {
	path := saving.NewOpenField(s.n.Shell.Window().Canvas(), "", ".pdf", ".jpg", ".jpeg", ".png", ".docx")
	var card *parts.Dialog
	form := sheet.New("", "Keep it here", func() error {
		content, err := saving.Read(path.Text, desk.MaxAttachment)
		if err != nil {
			return err
		}
		if err := s.n.Desk.AttachAgreement(context.Background(), filepath.Base(strings.TrimSpace(path.Text)), content); err != nil {
			return aboutPath(err)
		}
		card.Hide()
		s.update(func() {
			s.n.Shell.Say("The signed paper is kept with the agreement, sealed like the rest of the file.")
		})
		return nil
	})
	path.OnSubmitted = func(string) { form.Try() }
	form.Add(saving.FieldPath, "File", path.Object, "A scan or a PDF of the signed paper. It never leaves the school.")
	form.Begin()
	card = &parts.Dialog{Title: "Keep the signed paper", Body: form.Form(), Accept: "Keep it here", Width: 150, Focus: path.Field,
		OnAccept: func() bool { form.Try(); return false }}
	card.Show(s.n.Shell.Window().Canvas())
}

// aboutPath sets what was refused about a file under the line with its path.
func aboutPath(err error) error {
	return &desk.Refusal{Field: saving.FieldPath, Words: desk.Words(err)}
}

// savePaper saves the signed paper as a file.
func (s *Screen) savePaper() {
	card := &saving.Card{Title: "Save the signed paper", Path: filepath.Join(s.n.Folder, s.now.agreement.File),
		Make: func(desk.Names) ([]byte, error) {
			_, content, err := s.n.Desk.AgreementPaper(context.Background())
			return content, err
		},
		Saved: func(path string) { s.n.Shell.Say("Saved in " + path + ".") }}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}
