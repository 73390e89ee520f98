package history

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// form puts one row right.
type form struct {
	*sheet.Sheet
	s           *Screen
	line        line
	code, rank  *parts.Choice // rank is nil for a status
	from, until *parts.DateField
	why         *parts.Field
	fit         *parts.Check
}

func (s *Screen) newForm(l line) *form {
	f := &form{s: s, line: l, from: parts.NewDateField(s.n.Desk.Today), until: parts.NewDateField(s.n.Desk.Today), why: parts.NewField("typed wrong, report came later …")}
	title, accept := "Correct a row", "Correct"
	if l.id == "" {
		title, accept = "Add a status that was missed", "Add"
		if l.need {
			title = "Add a need that was missed"
		}
	}
	f.Sheet = sheet.New(title, accept, func() error { return f.correct(false) })
	if l.need {
		f.code = parts.NewChoice(s.model.needOptions(), nil)
		f.rank = parts.NewChoice(s.model.rankOptions(), nil)
		f.rank.SetChosen(strconv.Itoa(l.rank))
		f.Add("code", "Type of need", f.code, "")
		f.Add("rank", "Rank", f.rank, "")
	} else {
		f.code = parts.NewChoice(s.model.statusOptions(), nil)
		f.Add("code", "SEN status", f.code, "")
	}
	f.code.SetChosen(l.code)
	f.from.SetValue(l.from)
	f.Add("from", "First day", f.from, "")
	if !l.until.IsZero() {
		f.until.SetValue(l.until.AddDays(-1))
	}
	f.Add("until", "Last day", f.until, "Empty while it still holds.")
	f.fit = parts.NewCheck("Move the rows beside it to fit", false, nil)
	f.Add("fit", "", f.fit, "Rows that touch it or overlap it follow, so that no gap opens. Without it they stay as they are.")
	f.Add("why", "Why", f.why, "Kept with the row and shown in the pupil's story.")
	if l.id != "" {
		f.Foot(parts.NewLink("Take this row away", f.remove))
	}
	f.Begin()
	return f
}

// correction is what the form says.
func (f *form) correction(remove bool) (register.Correction, error) {
	c := register.Correction{Row: f.line.id, Remove: remove, Code: f.code.Chosen(), Rank: 1, Fit: f.fit.Ticked, Why: f.why.Text}
	var err error
	if c.From, err = sheet.Day("from", f.from); err != nil {
		return c, err
	}
	last, err := sheet.Day("until", f.until)
	if err != nil {
		return c, err
	}
	if !last.IsZero() {
		c.Until = last.AddDays(1)
	}
	if f.rank != nil {
		c.Rank, _ = strconv.Atoi(f.rank.Chosen()) // none chosen is rank 0, which is refused beside the field
	}
	return c, nil
}

func (f *form) correct(remove bool) error {
	c, err := f.correction(remove)
	if err != nil && !remove {
		return err
	}
	if c.Code == "" && !remove {
		return &desk.Refusal{Field: "code", Words: "Choose what it should have been."}
	}
	if f.line.need {
		return f.s.n.Desk.CorrectNeed(context.Background(), f.s.model.id, c)
	}
	return f.s.n.Desk.CorrectStatus(context.Background(), f.s.model.id, c)
}

// remove takes the row away, for the reason given.
func (f *form) remove() {
	if err := f.correct(true); err != nil {
		f.Say(err)
		f.FocusOn("why")
		return
	}
	f.Begin()
	f.Done()
}

// openForm shows a form beside the table, with what was typed in it before.
func (s *Screen) openForm(l line) *form {
	s.closeForm()
	f := s.newForm(l)
	name := "history/" + l.id
	if l.id == "" {
		name += map[bool]string{true: "need", false: "status"}[l.need]
	}
	drafts := sheet.Drafts{Desk: s.n.Desk, Place: s.model.id, Alert: s.n.Shell.Alert}
	if !s.model.hidden() && drafts.Restore(name, f.Sheet) {
		s.n.Shell.Say("What you had typed before is here again.")
	}
	keep := func() { drafts.Keep(name, f.Sheet) }
	f.OnLeft(keep)
	s.keep = keep
	f.Close = func() { s.Back() }
	f.Done = func() {
		drafts.Drop(name)
		s.keep = nil
		s.closeForm()
		s.Refresh()
		s.n.Shell.Changed()
		s.n.Shell.Say("The history is put right. Ctrl+Z takes it back.")
		s.Focus()
	}
	s.form = f
	s.lay(parts.Sides(nil, s.grid, parts.Margins(parts.Groups, 0, 0, 0, parts.Wide(formWidth, f.Panel()))))
	f.Focus()
	return f
}

// formWidth is how wide the form is, in steps.
const formWidth = 92

// closeForm takes the form away; what was typed is kept as a draft.
func (s *Screen) closeForm() {
	if s.form == nil {
		return
	}
	if s.keep != nil {
		s.keep()
	}
	s.form, s.keep = nil, nil
	s.lay(s.grid)
}

// lay puts the table, alone or with the form, into the page.
func (s *Screen) lay(thing fyne.CanvasObject) {
	s.above.Hidden = s.form != nil
	s.body.Objects = []fyne.CanvasObject{thing}
	s.object.Refresh()
}
