package budget

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// form is the form of a line of money. A new line is kept with its button; in a line that
// is kept already every field keeps itself as it is left.
type form struct {
	s            *Screen
	line         funding.BudgetLine
	source, year *parts.Choice
	what, amount *parts.Field
	told         *parts.DateField
	note         *parts.Notes
}

// New enters money. The first line of the notional budget takes over what Settings say.
func (s *Screen) New() {
	l := funding.BudgetLine{Source: funding.SourceNotional}
	var err error
	if l.Year, err = s.n.Desk.FinancialYear(context.Background()); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	if !s.model.budget.Notional.IsZero() {
		l.Source = ""
	} else if a, err := money.Parse(s.n.Desk.School().Notional); err == nil {
		l.Amount = a
	}
	f := s.newForm(l)
	sh := sheet.New("Add money", "Add", f.keep)
	f.lay(sh)
	d := &parts.Dialog{Title: "Add money", Body: sh.Form(), Accept: "Add", Width: 150, Focus: f.source, OnAccept: sh.Try}
	drafts := sheet.Drafts{Desk: s.n.Desk, Place: "budget", Alert: s.n.Shell.Alert}
	sh.Begin()
	if drafts.Restore("new", sh) {
		s.n.Shell.Say("What you had typed before is here again.")
	}
	sh.OnLeft(func() { drafts.Keep("new", sh) })
	sh.Done = func() {
		drafts.Drop("new")
		d.Hide()
		s.did(nil)
	}
	d.Show(s.n.Shell.Window().Canvas())
}

// openIn opens a line, or the request that brought the money.
func (s *Screen) openIn(row int) {
	in := s.model.in[row]
	if in.Request > 0 {
		s.n.Shell.Go(shell.To("requests", strconv.Itoa(in.Request)))
		return
	}
	if s.model.hidden() {
		s.n.Shell.Say("Names are hidden. Show them with F8 to change what is kept.")
		return
	}
	f := s.newForm(s.model.kept[in.Line])
	sh := sheet.New("Change the money", "", nil)
	f.lay(sh)
	f.keepThemselves(sh)
	body := parts.Column(parts.Groups, sh.Form())
	d := &parts.Dialog{Title: "Change the money", Body: body, Accept: "Close", Cancel: "-", Width: 150, Focus: f.source, OnAccept: func() bool { return true }}
	body.Add(parts.NewLink("Remove this line", func() {
		d.Hide()
		s.remove(f.line.ID)
	}))
	d.Show(s.n.Shell.Window().Canvas())
}

// removes takes the current line away with the key Delete.
func (s *Screen) removes(key fyne.KeyName) bool {
	row := s.grid.Current()
	if key != fyne.KeyDelete || row < 0 || row >= len(s.model.in) {
		return false
	}
	if in := s.model.in[row]; in.Line != "" {
		s.remove(in.Line)
	} else {
		s.n.Shell.Say("This money comes from an agreed request, so it cannot be removed here.")
	}
	return true
}

func (s *Screen) remove(id string) {
	err := s.n.Desk.RemoveBudgetLine(context.Background(), id)
	if err == nil {
		s.n.Shell.Say("The line is gone. Ctrl+Z brings it back.")
	}
	s.did(err)
}

func (s *Screen) newForm(l funding.BudgetLine) *form {
	d := s.n.Desk
	f := &form{s: s, line: l, what: parts.NewField("such as First statement"), amount: parts.NewField("84,000"), told: parts.NewDateField(d.Today), note: parts.NewNotes("", 2)}
	var sources, years []parts.Option
	for _, source := range funding.Sources {
		sources = append(sources, parts.Option{Value: source, Words: d.SourceName(source)})
	}
	this := day.AcademicYear(d.Today())
	for y := this + 2; y >= this-2 || y >= l.Year; y-- {
		years = append(years, parts.Option{Value: strconv.Itoa(y), Words: funding.FinancialYearName(y, s.model.budget.Starts)})
	}
	f.source, f.year = parts.NewChoice(sources, nil), parts.NewChoice(years, nil)
	f.source.SetChosen(l.Source)
	f.year.SetChosen(strconv.Itoa(l.Year))
	f.what.SetText(l.What)
	if !l.Amount.IsZero() {
		f.amount.SetText(strings.TrimPrefix(l.Amount.Words(), "£"))
	}
	f.told.SetValue(l.On)
	f.note.SetText(l.Words)
	return f
}

func (f *form) lay(sh *sheet.Sheet) {
	sh.Add("source", "From", f.source, "Money that was agreed for a request comes by itself.")
	sh.Add("year", "Financial year", f.year, "")
	sh.Add("amount", "Amount in pounds", f.amount, "For the whole financial year.")
	sh.Add("what", "What it is", f.what, "")
	sh.Add("on_day", "Told on", f.told, "Leave it empty while the money is only expected.")
	sh.Add("words", "Note", f.note, "")
}

// read makes a line of what stands in the fields.
func (f *form) read() (funding.BudgetLine, error) {
	l := f.line
	l.Source, l.What, l.Words = f.source.Chosen(), f.what.Text, f.note.Text
	l.Year, _ = strconv.Atoi(f.year.Chosen())
	var err error
	if l.Amount, err = f.s.n.Desk.ReadBudgetAmount(f.amount.Text); err != nil {
		return l, err
	}
	l.On, err = sheet.Day("on_day", f.told)
	return l, err
}

// keep writes the line.
func (f *form) keep() error {
	l, err := f.read()
	if err != nil {
		return err
	}
	if l.ID, err = f.s.n.Desk.SaveBudgetLine(context.Background(), l); err == nil {
		f.line = l
	}
	return err
}

// keepThemselves lets every field keep itself as it is left. What is refused is said
// beside it, and what was kept stays.
func (f *form) keepThemselves(sh *sheet.Sheet) {
	keep := func(field string) func() {
		return func() {
			sh.Keep(field, f.keep)
			f.s.Refresh()
			f.s.n.Shell.Changed()
		}
	}
	f.what.OnLeft, f.amount.OnLeft, f.note.OnLeft = keep("what"), keep("amount"), keep("words")
	f.told.OnValue = func(day.Date) { keep("on_day")() }
	f.source.OnChosen, f.year.OnChosen = func(string) { keep("source")() }, func(string) { keep("year")() }
}
