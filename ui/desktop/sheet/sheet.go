package sheet

import (
	"errors"
	"maps"
	"strconv"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// Sheet is one form. Make it with New, Add its fields, call Begin, and show Form in
// a dialog or Panel beside a page.
type Sheet struct {
	Title  string
	Accept string       // words of the main button; "" for a sheet whose fields keep themselves
	Do     func() error // keeps what was typed; a *desk.Refusal is said under its field
	Done   func()       // called after Do kept it
	Close  func()       // called by the link that closes a panel

	form    *parts.Form
	rows    map[string]*parts.FormRow
	focus   map[string]fyne.Focusable
	values  []value
	drafted []Drafted
	kept    func() // called before Done
	begun   map[string]string
	problem *parts.Prose
	around  *fyne.Container // what is laid out anew when the problem comes or goes
	pinned  []fyne.CanvasObject
	foot    []fyne.CanvasObject
}

// Drafted is a field of several parts that can say in one line of words what stands in
// it, and take them up again.
type Drafted interface {
	DraftWords() string
	RestoreWords(words string)
	OnTyped(keep, enter func()) // calls keep when a part is left or typing in it rests, and enter on Enter
}

// value is one field as a draft keeps it.
type value struct {
	name string
	get  func() string
	set  func(string)
}

// New makes an empty sheet.
func New(title, accept string, do func() error) *Sheet {
	s := &Sheet{Title: title, Accept: accept, Do: do, form: parts.NewForm(), rows: map[string]*parts.FormRow{}, focus: map[string]fyne.Focusable{},
		problem: parts.NewProse("", parts.TextStyle{Size: theme.SizeSmall, Colour: theme.ColourOverdue})}
	s.problem.Hide()
	return s
}

// Add sets a field under the others. The name is the one that a refusal gives, and
// the field's name in a draft. Enter in a line accepts the sheet.
func (s *Sheet) Add(name, label string, field fyne.CanvasObject, hint string) {
	s.rows[name] = s.form.Add(label, field, hint)
	s.know(name, field)
}

// Half is one of two fields that stand beside each other.
type Half struct {
	Name, Label string
	Field       fyne.CanvasObject
}

// Pair sets two fields that belong together beside each other.
func (s *Sheet) Pair(left, right Half, hint string) {
	half := func(h Half) fyne.CanvasObject {
		if named, ok := h.Field.(interface{ SetName(string) }); ok {
			named.SetName(h.Label)
		}
		return parts.Column(parts.Tight, parts.NewProse(h.Label, parts.QuietText), h.Field)
	}
	row := s.form.Add("", parts.Halves(1, 1, half(left), half(right)), hint)
	for _, h := range []Half{left, right} {
		s.rows[h.Name] = row
		s.know(h.Name, h.Field)
	}
}

// know takes a field in: how it is read for a draft, and that Enter accepts.
func (s *Sheet) know(name string, field fyne.CanvasObject) {
	if f, ok := field.(fyne.Focusable); ok {
		s.focus[name] = f
	}
	enter := func(string) { s.Try() }
	if s.Accept == "" {
		enter = nil
	}
	v := value{name: name}
	switch f := field.(type) {
	case *parts.Notes:
		v.get, v.set = func() string { return f.Text }, f.SetText
	case *parts.Field:
		v.get, v.set, f.OnSubmitted = func() string { return f.Text }, f.SetText, enter
	case *parts.DateField:
		v.get, v.set, f.OnSubmitted = func() string { return f.Text }, f.SetText, enter
	case *parts.MoneyField:
		v.get, v.set, f.OnSubmitted = func() string { return f.Text }, f.SetText, enter
	case *parts.Choice:
		v.get, v.set, f.OnSubmitted = f.Chosen, f.SetChosen, enter
	case *parts.Check:
		v.get, v.set = func() string { return strconv.FormatBool(f.Ticked) }, func(words string) { f.SetTicked(words == "true") }
	case Drafted:
		v.get, v.set = f.DraftWords, f.RestoreWords
		s.drafted = append(s.drafted, f)
		f.OnTyped(func() {}, func() { s.Try() })
	default:
		return
	}
	if f, is := field.(*parts.Field); is && f.Password {
		return // a passphrase is in no draft, also while it is shown
	}
	s.values = append(s.values, v)
}

// Pin sets something over the buttons of a panel, where it stays in view while the
// form scrolls.
func (s *Sheet) Pin(thing fyne.CanvasObject) { s.pinned = append(s.pinned, thing) }

// Foot sets more things beside the main button, such as the link that removes.
func (s *Sheet) Foot(things ...fyne.CanvasObject) { s.foot = append(s.foot, things...) }

// OnLeft calls keep when a field of words is left, or typing in it rests: a form may
// be closed at any time by the lock, by F8, or by the computer's failing.
func (s *Sheet) OnLeft(keep func()) {
	for _, field := range s.focus {
		switch f := field.(type) {
		case *parts.Notes:
			f.OnLeft, f.OnPause = keep, keep
		case *parts.Field:
			f.OnLeft, f.OnPause = keep, keep
		case *parts.DateField:
			f.OnLeft, f.OnPause = keep, keep
		case *parts.MoneyField:
			f.OnLeft, f.OnPause = keep, keep
		}
	}
	for _, field := range s.drafted {
		field.OnTyped(keep, func() { s.Try() })
	}
}

// Begin notes what stands in the fields now, as that from which typing differs.
func (s *Sheet) Begin() { s.begun = s.now() }

func (s *Sheet) now() map[string]string {
	now := map[string]string{}
	for _, v := range s.values {
		now[v.name] = v.get()
	}
	return now
}

// Draft returns what has been typed since Begin, by field; nil when nothing was.
func (s *Sheet) Draft() map[string]string {
	var draft map[string]string
	for name, words := range s.now() {
		if words == s.begun[name] {
			continue
		}
		if draft == nil {
			draft = map[string]string{}
		}
		draft[name] = words
	}
	return draft
}

// Restore puts a draft back into the fields.
func (s *Sheet) Restore(draft map[string]string) {
	for _, v := range s.values {
		if words, ok := draft[v.name]; ok {
			v.set(words)
		}
	}
}

// Try keeps what was typed. It reports whether that was accepted; when not, the
// reason stands under its field, which has the keyboard.
func (s *Sheet) Try() bool {
	s.clear()
	if err := s.Do(); err != nil {
		s.Say(err)
		s.focusOn(err)
		return false
	}
	s.Begin()
	if s.kept != nil {
		s.kept()
	}
	if s.Done != nil {
		s.Done()
	}
	return true
}

// focusOn gives the keyboard to the field that a refusal is about.
func (s *Sheet) focusOn(err error) {
	var refusal *desk.Refusal
	if !errors.As(err, &refusal) {
		return
	}
	if field := s.focus[refusal.Field]; field != nil {
		focus(field)
	}
	if row := s.rows[refusal.Field]; row != nil {
		row.ShowProblem()
	}
}

func focus(field fyne.Focusable) {
	if at := parts.CanvasOf(field.(fyne.CanvasObject)); at != nil {
		at.Focus(field)
	}
}

// Say puts a problem under the field that it is about, or under the form.
func (s *Sheet) Say(err error) {
	var refusal *desk.Refusal
	if errors.As(err, &refusal) {
		if row, ok := s.rows[refusal.Field]; ok {
			row.SetProblem(refusal.Words)
			return
		}
	}
	s.problem.SetText("! " + desk.Words(err))
	s.showProblem(true)
}

// showProblem shows or hides what is wrong with no field of its own, such as a full disk.
func (s *Sheet) showProblem(shown bool) {
	if s.problem.Hidden == !shown {
		return
	}
	s.problem.Hidden = !shown
	if s.around != nil {
		s.around.Refresh()
	}
}

// Keep is for a sheet whose fields keep themselves: it runs save for one field and
// says under it what was refused.
func (s *Sheet) Keep(field string, save func() error) {
	if row := s.rows[field]; row != nil {
		row.SetProblem("")
	}
	s.showProblem(false)
	if err := save(); err != nil {
		s.Say(err)
	}
}

// clear takes the refusals of the last try away. Fields say themselves what they
// cannot read, and go on saying it.
func (s *Sheet) clear() {
	for row := range maps.Values(s.rows) {
		row.SetProblem("")
	}
	s.showProblem(false)
}

// Problem is what stands under a field, or under the form for "".
func (s *Sheet) Problem(field string) string {
	if row, ok := s.rows[field]; ok {
		return row.Problem()
	}
	if s.problem.Visible() {
		return s.problem.String()
	}
	return ""
}

// Form is the form alone, for the body of a dialog.
func (s *Sheet) Form() fyne.CanvasObject {
	s.around = parts.Column(parts.Between, s.form, s.problem)
	return s.around
}

// Focus gives the keyboard to the first field.
func (s *Sheet) Focus() {
	if len(s.values) > 0 {
		focus(s.focus[s.values[0].name])
	}
}

// FocusOn gives the keyboard to a field by its name.
func (s *Sheet) FocusOn(name string) {
	if field := s.focus[name]; field != nil {
		focus(field)
	}
}

// Panel is the whole sheet for the side of a page: the title, the form, which may
// scroll, and the buttons under it.
func (s *Sheet) Panel() fyne.CanvasObject {
	s.form.LabelsAbove()
	head := parts.Margins(0, 0, 0, parts.Between, parts.Row(parts.Between, parts.NewText(s.Title, parts.SectionTitle), parts.Spring(),
		parts.NewLink("Close", s.Close).WithKey("Esc")))
	buttons := parts.Row(parts.Groups)
	if s.Accept != "" {
		buttons.Add(parts.NewMainButton(s.Accept, func() { s.Try() }).WithKey("Ctrl+Enter"))
	}
	for _, thing := range s.foot {
		buttons.Add(thing)
	}
	// The problem stands over the buttons, in view however far the form scrolls.
	foot := append(s.pinned, s.problem)
	if len(buttons.Objects) > 0 {
		foot = append(foot, buttons)
	}
	under := parts.Margins(0, 3, 0, 0, parts.Column(parts.Between, foot...))
	if len(s.pinned)+len(buttons.Objects) == 0 {
		under = parts.Column(parts.None, s.problem)
	}
	s.around = parts.Frame(head, parts.Scrolled(parts.Margins(0, 0, parts.Between, parts.Tight, s.form)), under)
	return parts.NewPanel(theme.ColourPaper, parts.Groups, s.around)
}
