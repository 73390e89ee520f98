package pupils

import (
	"strconv"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// marksEdit is the dialog in which the rules of the view are made: a search, and how
// the rows that it finds stand out. The last row of the list begins a new rule.
type marksEdit struct {
	*sheet.Sheet
	s      *Screen
	rules  []register.ViewMark
	at     int // the rule in the fields
	list   *parts.Grid
	look   *parts.Choice
	words  *parts.Field
	query  *parts.Field
	found  *parts.Text
	dialog *parts.Dialog
}

func (s *Screen) editMarks() {
	if s.n.Shell.NamesHidden() && len(s.model.view.Marks) > 0 {
		s.n.Shell.Say("The rules may hold names. F8 shows the names; then M changes the rules.")
		return
	}
	e := newMarksEdit(s)
	e.dialog.Show(s.n.Shell.Window().Canvas())
	e.list.SetCurrent(e.at) // it has its height now, and can bring the row into view
}

func newMarksEdit(s *Screen) *marksEdit {
	e := &marksEdit{s: s, rules: copied(s.model.view).Marks, words: parts.NewField("such as Review late"), query: parts.NewField("such as review:overdue"), found: parts.NewText("", parts.QuietText)}
	var looks []parts.Option
	for _, l := range register.MarkLooks {
		looks = append(looks, parts.Option{Value: l.ID, Words: l.Shape + " " + l.Name})
	}
	e.look = parts.NewChoice(looks, func(string) { e.typed() })
	e.words.OnChange = func(string) { e.typed() }
	e.query.OnChange = func(string) { e.typed() }
	e.list = parts.NewGrid([]parts.GridColumn{{Title: "", Width: 40}, {Title: "Words", Strong: true, Grows: true}, {Title: "Search", Grows: true}, {Title: "Pupils", Number: true, Width: 80}},
		func() int { return len(e.rules) + 1 }, e.cell)
	e.list.OnCurrent = e.show
	e.list.OnOpen = func(int) { s.n.Shell.Window().Canvas().Focus(e.query) }
	e.list.OnMoveRow = e.move
	e.Sheet = sheet.New("Mark rows by a rule", "Mark rows", e.keep)
	e.Add("query", "Search", e.query, "The rows that this finds are marked. The first rule that a row answers marks it.")
	e.Add("words", "Words", e.words, "Say what it means: colour alone does not.")
	e.Add("look", "Look", e.look, "")
	buttons := parts.Flow(parts.Between, parts.NewButton("Up", func() { e.move(e.at, -1) }).WithKey("Alt+Up"), parts.NewButton("Down", func() { e.move(e.at, 1) }).WithKey("Alt+Down"),
		parts.NewButton("Remove this rule", e.remove))
	e.dialog = &parts.Dialog{Title: e.Title, Accept: e.Accept, Width: 160, Height: 170, Focus: e.query, OnAccept: e.Try,
		Body: parts.Frame(nil, e.list, parts.Margins(0, parts.Between, 0, 0, parts.Column(parts.Between, buttons, e.Form(), e.found)))}
	e.Done = func() { e.dialog.Hide() }
	e.at = len(e.rules)
	e.list.SetCurrent(e.at)
	e.show(e.at)
	sheet.Drafts{Desk: s.n.Desk, Place: "register", Alert: s.n.Shell.Alert}.Follow("marks", e.Sheet, s.n.Shell.NamesHidden())
	return e
}

func (e *marksEdit) cell(row, col int) string {
	if row == len(e.rules) {
		if col == 1 {
			return "New rule"
		}
		return ""
	}
	rule := e.rules[row]
	switch col {
	case 0:
		return parts.Look(rule.Look).Shape()
	case 1:
		return rule.Words
	case 2:
		return rule.Query
	}
	if n, err := e.count(rule.Query); err == nil {
		return n
	}
	return "–"
}

// count is how many of the rows shown a rule marks.
func (e *marksEdit) count(query string) (string, error) {
	found, err := e.s.n.Desk.Find("left:any " + query)
	if err != nil || strings.TrimSpace(query) == "" {
		return "–", err
	}
	marked := map[string]bool{}
	for _, f := range found {
		marked[f.ID] = true
	}
	n := 0
	for _, shown := range e.s.model.sheet.Entries {
		if marked[shown.ID] {
			n++
		}
	}
	return strconv.Itoa(n), nil
}

// show puts a rule into the fields.
func (e *marksEdit) show(row int) {
	e.at = -1 // setting the fields is no typing
	rule := register.ViewMark{}
	if row < len(e.rules) {
		rule = e.rules[row]
	}
	e.query.SetText(rule.Query)
	e.words.SetText(rule.Words)
	e.look.SetChosen(rule.Look)
	e.at = row
	e.tellFound(rule.Query)
}

// typed puts the fields into the rule; the first letter begins a new one.
func (e *marksEdit) typed() {
	if e.at < 0 {
		return
	}
	rule := register.ViewMark{Query: strings.TrimSpace(e.query.Text), Words: strings.TrimSpace(e.words.Text), Look: e.look.Chosen()}
	if e.at == len(e.rules) {
		if rule == (register.ViewMark{}) {
			return
		}
		e.rules = append(e.rules, rule)
	}
	e.rules[e.at] = rule
	e.tellFound(rule.Query)
	e.list.Refresh()
}

func (e *marksEdit) tellFound(query string) {
	words, err := e.count(query)
	switch {
	case err != nil:
		words = desk.Words(err)
	case words != "–":
		words = "Marks " + words + " of the pupils shown."
	default:
		words = ""
	}
	e.found.SetText(words)
}

func (e *marksEdit) move(row, by int) {
	if to := row + by; row >= 0 && to >= 0 && row < len(e.rules) && to < len(e.rules) {
		e.rules[row], e.rules[to] = e.rules[to], e.rules[row]
		e.list.SetCurrent(to)
		e.list.Refresh()
		e.show(to)
	}
}

func (e *marksEdit) remove() {
	if e.at < len(e.rules) {
		e.rules = append(e.rules[:e.at:e.at], e.rules[e.at+1:]...)
		e.list.Refresh()
		e.show(e.list.Current())
	}
}

// keep marks the rows by the rules, or shows the first rule that is not whole.
func (e *marksEdit) keep() error {
	for row, rule := range e.rules {
		field, why := "", ""
		switch _, err := e.count(rule.Query); {
		case rule.Query == "":
			field, why = "query", "Enter the search whose rows are marked."
		case err != nil:
			field, why = "query", desk.Words(err)
		case rule.Words == "":
			field, why = "words", "Enter what the mark means, such as Review late."
		case rule.Look == "":
			field, why = "look", "Choose how the rows stand out."
		}
		if field != "" {
			e.list.SetCurrent(row)
			e.show(row)
			return &desk.Refusal{Field: field, Words: why}
		}
	}
	e.s.model.view.Marks = e.rules
	e.s.model.changed()
	e.s.showView()
	return nil
}

// showLegend says under the rows what their marks mean.
func (s *Screen) showLegend() {
	marks := s.model.view.Marks
	s.legendLine.Hidden = len(marks) == 0
	s.legend.Objects = nil
	if s.n.Shell.NamesHidden() { // the words were written by a person
		s.legend.Add(parts.NewText("What the marks mean is hidden with the names.", parts.Quiet))
		marks = nil
	}
	for _, m := range marks {
		s.legend.Add(parts.NewText(parts.Look(m.Look).Shape()+" "+m.Words, parts.Quiet))
	}
	s.legendLine.Refresh()
}
