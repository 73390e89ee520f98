package groupreview

import (
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page.
type Screen struct {
	n        Needs
	model    *model
	grid     *parts.Grid
	sentence *parts.Prose
	on, next *parts.DateField
	dates    map[string]*parts.FormRow
	row      *sheet.Sheet    // the fields of the current row
	about    *parts.FactList // what is known of it
	name     *parts.Text
	gain     *parts.Prose
	asks     *parts.Prose
	fields   map[string]*parts.Notes
	score    *parts.Field
	card     fyne.CanvasObject // all of that
	side     *fyne.Container
	couple   *parts.Couple // the rows, and what is written of the current one
	body     *fyne.Container
	object   *fyne.Container
	filling  bool // the fields are being filled, not typed in
	kept     bool
}

// New makes the page. The argument says whom to review: "intervention/ID", "plans",
// or "plans/overdue".
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, object: container.NewStack(), model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.load(arg); err != nil {
		return nil, &desk.Refusal{Field: "review", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.grid = parts.NewGrid([]parts.GridColumn{
		{Title: "Pupil", Strong: true}, {Title: "Today", Width: 98}, {Title: "Beside it", Width: 160}, {Title: "Last time"}, {Title: "Aim or outcome", Grows: true, Width: 90},
	}, func() int { return len(s.model.Rows) }, s.model.cell)
	s.grid.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{State: s.model.state(row, col), Quiet: col == columnLast}
	}
	s.grid.Empty = "Nobody is due. Pupils stand here when their review comes near."
	s.grid.OnRune = s.Key
	s.grid.OnCurrent = func(int) { s.showRow() }
	s.grid.OnOpen = func(int) { s.write("score") }
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.buildRow()
	keys := parts.Flow(parts.Between)
	for _, k := range marks {
		keys.Add(parts.NewButton(k.words, func() { s.Key(k.key) }).WithKey(string(k.key)))
	}
	keys.Add(parts.NewLink("Score and notes", func() { s.write("score") }).WithKey("Enter"))
	head := parts.Column(parts.Between,
		parts.LiveHeading(s.model.title(), s.sentence, parts.NewMainButton("Keep all", s.Accept).WithKey("Ctrl+Enter")), keys)
	left := parts.Frame(nil, s.grid, parts.Margins(0, parts.Between, 0, 0, s.buildDates()))
	s.side = container.NewStack()
	s.couple = &parts.Couple{Share: 0.58, Room: 190}
	s.body = container.New(s.couple, left, s.side)
	s.object.Objects = []fyne.CanvasObject{parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, 3, head), s.body, nil))}
	s.show()
}

// buildDates makes the fields of the day of the review and of the next one.
func (s *Screen) buildDates() fyne.CanvasObject {
	s.on, s.next = parts.NewDateField(s.n.Desk.Today), parts.NewDateField(s.n.Desk.Today)
	s.on.SetValue(s.model.On)
	if !s.model.NextDue.IsZero() {
		s.next.SetValue(s.model.NextDue)
	}
	s.on.OnValue = func(d day.Date) { s.model.On = d; s.keep() }
	s.next.OnValue = func(d day.Date) { s.model.NextDue = d; s.keep() }
	held, next := parts.NewForm().LabelsAbove(), parts.NewForm().LabelsAbove()
	s.dates = map[string]*parts.FormRow{"on": held.Add("Held on", s.on, ""), "next_due": next.Add("Next review", s.next, "")}
	return parts.Flow(parts.Groups, parts.Wide(48, held), parts.Wide(48, next))
}

// buildRow makes the fields that the current row may have beside its mark.
func (s *Screen) buildRow() {
	s.row = sheet.New("", "", nil)
	s.name, s.about = parts.NewText("", parts.Strong), parts.NewFactList()
	s.gain, s.asks = parts.NewProse("", parts.Quiet), parts.NewProse("", parts.TextStyle{Colour: parts.Overdue.Colour()})
	s.score = parts.NewField("")
	s.score.OnChange = func(words string) { s.typed(func(r *desk.GroupRow) { r.Score = strings.TrimSpace(words) }) }
	s.score.OnLeft = s.keep
	s.row.Add("score", "Score now", s.score, "")
	s.row.Add("gain", "", s.gain, "")
	s.fields = map[string]*parts.Notes{}
	for _, f := range []struct {
		name, label string
		of          func(*desk.GroupRow) *string
	}{
		{"evidence", "What showed it", func(r *desk.GroupRow) *string { return &r.Evidence }},
		{"worked", "What worked, for a colleague", func(r *desk.GroupRow) *string { return &r.Worked }},
		{"next", "What changes now", func(r *desk.GroupRow) *string { return &r.Next }},
	} {
		if f.name == "worked" && !s.model.IsOfIntervention() {
			continue
		}
		field := parts.NewNotes("", 2)
		field.OnChange = func(words string) { s.typed(func(r *desk.GroupRow) { *f.of(r) = words }) }
		field.OnLeft, field.OnPause = s.keep, s.keep
		s.fields[f.name] = field
		if f.name == "next" {
			s.row.Add("asks", "", s.asks, "")
		}
		s.row.Add(f.name, f.label, field, "")
	}
	open := parts.NewLink("Pupil's page", func() { s.n.Shell.Go(shell.To("pupil", s.model.Rows[s.grid.Current()].Pupil)) })
	s.card = parts.Card("", parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Beside(s.name, open)),
		parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, s.about, s.row.Form()))), nil))
}

// typed takes what was typed in a field over into the current row.
func (s *Screen) typed(set func(*desk.GroupRow)) {
	at := s.grid.Current()
	if s.filling || at < 0 {
		return
	}
	set(&s.model.Rows[at])
	s.gain.SetText(s.model.gain(at))
	s.ask(at)
	s.grid.Refresh()
}

// ask says what the current row still needs.
func (s *Screen) ask(at int) {
	s.asks.SetText("")
	if r := s.model.Rows[at]; r.AsksNext() {
		s.asks.SetText("! This is the second review in a row without a gain. Write what changes now.")
	}
	s.asks.Hidden = s.asks.String() == ""
	s.card.Refresh()
}

// show draws all but the rows again.
func (s *Screen) show() {
	s.sentence.SetText(s.model.sentence())
	s.grid.Reload()
	s.showRow()
	s.object.Refresh()
}

// showRow fills the fields with the current row.
func (s *Screen) showRow() {
	at := s.grid.Current()
	s.side.Objects = nil
	defer s.side.Refresh() // also where nobody is due
	if at < 0 {
		return
	}
	r := s.model.Rows[at]
	s.name.SetText(s.model.cell(at, columnPupil))
	s.about.SetFacts(s.model.facts(at))
	if s.model.hidden() {
		s.side.Objects = []fyne.CanvasObject{parts.Card("", parts.Column(parts.Between, parts.NewText(s.model.cell(at, columnPupil), parts.Strong),
			parts.NewProse("Names are hidden. F8 shows them, and the notes. The keys 1 to 4 work all the same.", parts.QuietText)))}
		return
	}
	s.row.Keep("score", func() error { return nil }) // takes away what was said of another row
	s.filling = true
	s.score.SetText(r.Score)
	for name, words := range map[string]string{"evidence": r.Evidence, "worked": r.Worked, "next": r.Next} {
		if field := s.fields[name]; field != nil {
			field.SetText(words)
		}
	}
	s.filling = false
	s.gain.SetText(s.model.gain(at))
	s.ask(at)
	s.side.Objects = []fyne.CanvasObject{s.card}
	s.side.Objects[0].Refresh()
}

// keep keeps what was typed so far; it is no change to the records yet.
func (s *Screen) keep() {
	if s.kept {
		return
	}
	if err := s.model.keep(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}

// Key marks the current pupil and goes on to the next.
func (s *Screen) Key(r rune) bool {
	at := s.grid.Current()
	if at < 0 {
		return false
	}
	for _, k := range marks {
		if k.key != r {
			continue
		}
		to := s.model.mark(at, k.mark)
		s.sentence.SetText(s.model.sentence())
		s.grid.SetCurrent(to)
		s.showRow()
		s.grid.Refresh()
		s.keep()
		return true
	}
	return false
}

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	out := []parts.Fact{}
	for _, k := range marks {
		out = append(out, parts.Fact{Label: string(k.key), Value: k.words + ", and on to the next pupil"})
	}
	return append(out, parts.Fact{Label: "Enter", Value: "Score and notes of the pupil"}, parts.Fact{Label: "Ctrl+Enter", Value: "Keep all in one step"})
}

// Accept keeps the marks of all pupils in one step. What is in the way has the
// keyboard then, and nothing is lost.
func (s *Screen) Accept() {
	for _, row := range s.dates {
		row.SetProblem("")
	}
	for _, f := range []struct {
		name  string
		field *parts.DateField
		into  *day.Date
	}{{"on", s.on, &s.model.On}, {"next_due", s.next, &s.model.NextDue}} {
		got, err := sheet.Day(f.name, f.field)
		if err != nil {
			s.refused(err)
			return
		}
		*f.into = got
	}
	if err := s.model.hold(); err != nil {
		s.keep()
		s.refused(err)
		return
	}
	s.kept = true
	s.n.Shell.Changed()
	words := "The reviews are kept. Ctrl+Z takes them all back."
	if !s.model.NextDue.IsZero() {
		words = "The reviews are kept, the next is due on " + s.model.NextDue.Words() + ". Ctrl+Z takes them all back."
	}
	s.n.Shell.Back()
	s.n.Shell.Say(words)
}

// refused goes to what a refusal is about and says it there.
func (s *Screen) refused(err error) {
	s.n.Shell.Alert(desk.Words(err))
	var why *desk.Refusal
	if !errors.As(err, &why) {
		return
	}
	field, place, ofRow := strings.Cut(why.Field, "/")
	if at, no := strconv.Atoi(place); ofRow && no == nil && at < len(s.model.Rows) {
		s.grid.SetCurrent(at)
		s.showRow()
	}
	switch {
	case field == "on":
		s.dates[field].SetProblem(why.Words)
		s.at().Focus(s.on)
	case field == "next_due":
		s.dates[field].SetProblem(why.Words)
		s.at().Focus(s.next)
	case field == "next":
		s.write(field) // the words over it say why
	case field == "score":
		s.row.Say(why)
		s.write(field)
	default:
		s.Focus()
	}
}

func (s *Screen) at() fyne.Canvas { return s.n.Shell.Window().Canvas() }

// Title is for the window.
func (s *Screen) Title() string { return "Group review" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	s.couple.Called = false
	s.body.Refresh()
	s.at().Focus(s.grid)
}

// write gives the keyboard to a field of the current row, which has the place of the
// rows where there is no room for both.
func (s *Screen) write(field string) {
	if s.model.hidden() {
		s.n.Shell.Say("Names are hidden. F8 shows them, and the notes.")
		return
	}
	s.couple.Called = true
	s.body.Refresh()
	s.row.FocusOn(field)
}

// Back goes from the fields of a row to the rows.
func (s *Screen) Back() bool {
	if s.at().Focused() == s.grid {
		return false
	}
	s.Focus()
	return true
}

// Refresh shows the rows again after undo, redo or F8, with what was typed.
func (s *Screen) Refresh() {
	if !s.kept {
		s.keep()
	}
	if err := s.model.load(s.model.Arg); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	at := s.grid.Current()
	s.build() // the heading too: it may name somebody
	s.grid.SetCurrent(max(0, min(at, len(s.model.Rows)-1)))
	s.Focus()
	s.n.Shell.Recount()
}

// Leave keeps what was typed and not kept yet.
func (s *Screen) Leave() {
	if len(s.model.Rows) > 0 && s.touched() {
		s.keep()
	}
}

func (s *Screen) touched() bool {
	for _, r := range s.model.Rows {
		if r.Mark+r.Score+r.Evidence+r.Worked+r.Next != "" {
			return true
		}
	}
	return false
}

// Count says in the foot how many there are.
func (s *Screen) Count() string { return wording.Count(len(s.model.Rows), "pupil") + " to review" }
