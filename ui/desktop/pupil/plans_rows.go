package pupil

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/theme"
)

// outcomeRows are the outcomes of the plan while they are typed into in their place.
// Each row keeps itself when one of its cells is left.
type outcomeRows struct {
	s    *Screen
	rows []*outcomeCells
	list *fyne.Container
}

// outcomeCells is one outcome as cells that are typed into.
type outcomeCells struct {
	outcome provision.Outcome // as it is kept; without an id while it is new
	words   *parts.Field
	lines   []*parts.Field // as cellsOf names them
	by      *parts.DateField
	ehc     *parts.Choice // nil where no EHC plan has outcomes
	problem *parts.Prose
	object  fyne.CanvasObject
}

// lineCells are the short cells of a row in their order, before the day it is due.
var lineCells = []struct {
	title string
	of    func(o *provision.Outcome) *string
}{
	{"Now", func(o *provision.Outcome) *string { return &o.Baseline }},
	{"Target", func(o *provision.Outcome) *string { return &o.Target }},
	{"Measured by", func(o *provision.Outcome) *string { return &o.Measure }},
	{"Who sees to it", func(o *provision.Outcome) *string { return &o.Owner }},
}

// editOutcomes turns the outcomes into cells, with the keyboard in the one with an id,
// or in a new one for "".
func (s *Screen) editOutcomes(id string) {
	if !s.mayChange(access.WritePlans) {
		return
	}
	s.keepMatters()
	s.closePanel()
	if s.outcomes == nil {
		s.outcomes = &outcomeRows{s: s, list: parts.Column(parts.Groups)}
		for _, o := range s.model.record.Outcomes {
			if s.model.ofRunningPlan(o) {
				s.outcomes.put(o)
			}
		}
	}
	at := slices.IndexFunc(s.outcomes.rows, func(c *outcomeCells) bool { return c.outcome.ID == id })
	if at < 0 {
		at = s.outcomes.put(s.newOutcome())
	}
	s.show()
	s.n.Shell.Window().Canvas().Focus(s.outcomes.rows[at].words)
}

// newOutcome is an outcome of the plan that runs, to be filled in.
func (s *Screen) newOutcome() provision.Outcome {
	o := provision.Outcome{Pupil: s.model.id}
	if c, ok := s.model.openCycle(); ok {
		o.Cycle, o.ByWhen = c.ID, c.ReviewDue
	}
	return o
}

// put adds a row of cells and returns its place.
func (t *outcomeRows) put(o provision.Outcome) int {
	c := &outcomeCells{outcome: o, words: parts.NewField("What the pupil will be able to do"), by: parts.NewDateField(t.s.n.Desk.Today),
		problem: parts.NewProse("", parts.TextStyle{Size: theme.SizeSmall, Colour: theme.ColourOverdue})}
	left, enter := func() { t.keep(c, false) }, func(string) { t.next(c) }
	c.words.OnLeft, c.words.OnSubmitted = left, enter
	for _, cell := range lineCells {
		f := parts.NewField(cell.title)
		f.OnLeft, f.OnSubmitted = left, enter
		c.lines = append(c.lines, f)
	}
	c.by.OnLeft, c.by.OnSubmitted = left, enter
	things := []fyne.CanvasObject{c.words, container.NewGridWithColumns(2, c.lines[0], c.lines[1]), container.NewGridWithColumns(3, c.lines[2], c.lines[3], c.by)}
	more := parts.NewLink("More", func() {
		if t.keep(c, true) && t.close() {
			t.s.openOutcome(c.outcome)
		}
	})
	var step fyne.CanvasObject = parts.Spring()
	if lines := t.s.ehcLines(o); len(lines) > 0 {
		c.ehc = parts.NewChoice(lines, func(string) { t.keep(c, false) })
		c.ehc.PlaceHolder = "Step to which outcome of the EHC plan?"
		step = c.ehc
	}
	c.problem.Hide()
	c.object = parts.Column(parts.Tight, append(things, parts.Sides(nil, step, more), c.problem)...)
	c.show()
	t.rows = append(t.rows, c)
	t.list.Add(c.object)
	return len(t.rows) - 1
}

// show writes the outcome into its cells.
func (c *outcomeCells) show() {
	c.words.SetText(c.outcome.Words)
	for i, cell := range lineCells {
		c.lines[i].SetText(*cell.of(&c.outcome))
	}
	c.by.SetValue(c.outcome.ByWhen)
	if c.ehc != nil {
		c.ehc.SetChosen(c.outcome.EHCOutcome)
	}
}

// typed is the outcome as it stands in the cells.
func (c *outcomeCells) typed() (provision.Outcome, error) {
	o := c.outcome
	o.Words = c.words.Text
	for i, cell := range lineCells {
		*cell.of(&o) = c.lines[i].Text
	}
	if c.ehc != nil {
		o.EHCOutcome = c.ehc.Chosen()
	}
	by, err := sheet.Day("by_when", c.by)
	if err == nil {
		o.ByWhen = by
	}
	return o, err
}

// keep writes a row that was changed, and says under it what was refused. A new row
// waits for its words until it is done; one with nothing in it is none.
func (t *outcomeRows) keep(c *outcomeCells, done bool) bool {
	o, err := c.typed()
	begun := t.s.newOutcome()
	begun.ByWhen = o.ByWhen
	if o.ID == "" && o.Words == "" && !done {
		return true
	}
	if err == nil && (o == c.outcome || o == begun) {
		t.say(c, "")
		return true
	}
	if err == nil {
		o.ID, err = t.s.n.Desk.SaveOutcome(context.Background(), o)
	}
	if err != nil {
		t.say(c, "! "+desk.Words(err))
		return false
	}
	t.say(c, "")
	c.outcome = o
	if err := t.s.model.load(); err == nil {
		t.s.n.Shell.Changed()
	}
	return true
}

// say puts what was refused under the row, and makes room for it.
func (t *outcomeRows) say(c *outcomeCells, problem string) {
	if shown := problem != ""; shown != c.problem.Visible() {
		parts.SetShown(c.problem, shown)
		t.s.cards.Refresh()
	}
	c.problem.SetText(problem)
}

// next goes on to the words of the row below, or of a new one.
func (t *outcomeRows) next(c *outcomeCells) {
	if !t.keep(c, true) {
		return
	}
	at := slices.Index(t.rows, c) + 1
	if at == len(t.rows) {
		if c.outcome.ID == "" { // nothing was typed in the last one
			t.s.Back()
			return
		}
		at = t.put(t.s.newOutcome())
		t.s.show()
	}
	t.s.n.Shell.Window().Canvas().Focus(t.rows[at].words)
}

// add keeps what is typed and begins another row.
func (t *outcomeRows) add() {
	for _, c := range t.rows {
		if !t.keep(c, true) {
			t.s.n.Shell.Window().Canvas().Focus(c.words)
			return
		}
	}
	last := t.rows[len(t.rows)-1]
	if last.outcome.ID != "" {
		last = t.rows[t.put(t.s.newOutcome())]
		t.s.show()
	}
	t.s.n.Shell.Window().Canvas().Focus(last.words)
}

// close keeps every row and turns the cells into words again, unless one is refused.
func (t *outcomeRows) close() bool {
	for _, c := range t.rows {
		if !t.keep(c, true) {
			t.s.n.Shell.Window().Canvas().Focus(c.words)
			return false
		}
	}
	t.s.outcomes = nil
	t.s.show()
	return true
}

// leave keeps what can be kept when the page goes away: an outcome without words takes
// those that say most of it.
func (t *outcomeRows) leave() {
	for _, c := range t.rows {
		for _, f := range []*parts.Field{c.lines[1], c.lines[0], c.lines[2], c.lines[3]} {
			if c.words.Text == "" && c.outcome.Words == "" {
				c.words.SetText(f.Text)
			}
		}
		if c.words.Text == "" {
			c.words.SetText(c.outcome.Words)
		}
		if _, err := c.by.Value(); err != nil {
			c.by.SetValue(c.outcome.ByWhen)
		}
		t.keep(c, true)
	}
	t.s.outcomes = nil
}

// again shows the records after an undo: a row that was taken back goes.
func (t *outcomeRows) again() {
	var rows []*outcomeCells
	t.list.Objects = nil
	for _, c := range t.rows {
		now := byID(t.s.model.record.Outcomes, c.outcome.ID, func(o provision.Outcome) string { return o.ID })
		if c.outcome.ID != "" && now.ID == "" {
			continue
		}
		if c.outcome.ID != "" && now != c.outcome {
			c.outcome = now
			c.show()
		}
		rows = append(rows, c)
		t.list.Add(c.object)
	}
	t.rows = rows
	if len(rows) == 0 {
		t.put(t.s.newOutcome())
	}
}
