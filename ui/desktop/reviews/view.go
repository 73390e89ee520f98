package reviews

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a printed pack is offered to be saved
}

// Screen is the list of reviews and meetings with the calendar of the month.
type Screen struct {
	n     Needs
	model *model

	sentence  *parts.Prose
	grid      *parts.Grid
	search    *parts.SearchField
	kind      *parts.Choice
	class     *parts.Choice
	pastLink  *parts.Button
	month     *month
	monthName *parts.Text
	listLink  *parts.Button // back to the list, where the calendar has its place
	detail    *fyne.Container
	couple    *parts.Couple // the list and the calendar
	body      *fyne.Container
	object    fyne.CanvasObject
}

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "reviews", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.grid = parts.NewGrid([]parts.GridColumn{{Title: "When", Width: 106}, {Title: "Day"}, {Title: "Pupil", Strong: true}, {Title: "What", Grows: true, Width: 140}},
		func() int { return len(s.model.rows) }, s.model.cell)
	s.grid.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{State: s.model.state(row, col), Quiet: col == columnWeek || s.model.rows[row].Done}
	}
	s.grid.Empty = s.n.Shell.How(access.HoldReviews, "Reviews of plans and of interventions, the stages of annual reviews, and meetings will stand here by week.", "N plans the first meeting.")
	s.grid.OnOpen, s.grid.OnRune = func(int) { s.open() }, s.Key
	s.grid.OnCurrent = func(int) { s.showDetail() }
	s.search = parts.NewSearchField("A name, a class or a word", func(text string) { s.model.text = text; s.filtered() })
	s.search.Results = s.grid
	s.kind = parts.NewChoice(s.kinds(), func(kind string) { s.model.kind = notAll(kind); s.filtered() })
	s.kind.SetChosen(all)
	s.class = parts.NewChoice(nil, func(class string) { s.model.class = notAll(class); s.filtered() })
	s.pastLink = parts.NewLink("", s.togglePast).WithKey("A")
	s.month = newMonth(s.model)
	s.monthName = parts.NewText("", parts.Strong)
	s.month.onMonth, s.month.onDay = s.showMonth, s.toDay
	s.detail = parts.Column(parts.Groups)
	filters := parts.Flow(parts.Between, parts.Wide(50, s.kind), parts.Wide(32, s.class), s.pastLink)
	find := parts.Sides(nil, s.search, parts.Margins(parts.Between, 0, 0, 0, parts.NewLink("Calendar", s.toCalendar).WithKey("C")))
	head := parts.LiveHeading("Reviews and meetings", s.sentence, parts.NewMainButton("Plan a meeting", s.New).WithKey("N").When(s.mayHold()))
	s.listLink = parts.NewLink("List", s.toList).WithKey("C")
	turn := parts.Beside(s.monthName, parts.Row(parts.Between, s.listLink, parts.NewLink("Earlier", func() { s.month.turn(-1) }).WithKey("B"),
		parts.NewLink("This month", s.toToday).WithKey("T"), parts.NewLink("Later", func() { s.month.turn(1) }).WithKey("F")))
	left := parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, find, filters)), s.grid, nil)
	right := parts.Scrolled(parts.Margins(0, 0, 3, 0, parts.Column(parts.Groups, parts.Column(parts.Tight, turn, s.month), s.detail)))
	s.couple = &parts.Couple{Share: 0.55, Room: 190, Narrow: func(narrow bool) { parts.SetShown(s.listLink, narrow) }}
	s.body = container.New(s.couple, left, right)
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups, parts.Frame(parts.Margins(0, 0, 0, parts.Groups, head), s.body, nil))
	s.show()
}

// all is the value of a choice that filters nothing.
const all = "all"

func notAll(value string) string {
	if value == all {
		return ""
	}
	return value
}

// kinds are what the list can be narrowed to.
func (s *Screen) kinds() []parts.Option {
	out := []parts.Option{{Value: all, Words: "All kinds"}}
	for _, k := range desk.ReviewKinds {
		out = append(out, parts.Option{Value: k.ID, Words: kindName(k.ID)})
	}
	return out
}

// show brings everything but the rows up to date.
func (s *Screen) show() {
	s.sentence.SetText(s.model.sentence())
	s.pastLink.SetText("Show past ones too")
	if s.model.past {
		s.pastLink.SetText("Show coming ones only")
	}
	classes := []parts.Option{{Value: all, Words: "All classes"}}
	for _, c := range s.model.classes() {
		classes = append(classes, parts.Option{Value: c, Words: c})
	}
	s.class.SetOptions(classes)
	if s.class.Chosen() == "" {
		s.class.SetChosen(all)
	}
	s.showMonth()
	s.showDetail()
	s.object.Refresh()
}

func (s *Screen) showMonth() {
	s.monthName.SetText(s.model.month.Time().Format("January 2006"))
	s.month.Refresh()
}

// filtered shows what the filters leave.
func (s *Screen) filtered() {
	s.model.lay()
	s.grid.Refresh()
	s.month.Refresh()
	s.showDetail()
	s.n.Shell.Recount()
}

// toDay brings the keyboard to what is on a day, in the list.
func (s *Screen) toDay(on day.Date) {
	row := s.model.rowOn(on)
	if row < 0 && len(s.model.on[on]) > 0 && !s.model.past {
		s.togglePast()
		row = s.model.rowOn(on)
	}
	if row < 0 {
		s.n.Shell.Say("Nothing is on " + on.Words() + ".")
		return
	}
	s.grid.SetCurrent(row)
	s.toList()
}

func (s *Screen) toToday() { s.month.goTo(schoolWeekday(s.n.Desk.Today())) }

// toCalendar gives the keyboard to the calendar, which has the place of the list where
// there is no room for both; there the same key leads back.
func (s *Screen) toCalendar() {
	if s.couple.IsAlone() {
		s.toList()
		return
	}
	s.couple.Called = true
	s.body.Refresh()
	s.n.Shell.Window().Canvas().Focus(s.month)
}

// toList gives the keyboard to the list.
func (s *Screen) toList() {
	s.couple.Called = false
	s.body.Refresh()
	s.n.Shell.Window().Canvas().Focus(s.grid)
}

// Back goes from the calendar to the list.
func (s *Screen) Back() bool {
	if s.couple.IsAlone() || s.n.Shell.Window().Canvas().Focused() == s.month {
		s.toList()
		return true
	}
	return false
}

// Title is for the window.
func (s *Screen) Title() string { return "Reviews" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the list, or to the calendar in its place.
func (s *Screen) Focus() {
	if s.couple.IsAlone() {
		s.n.Shell.Window().Canvas().Focus(s.month)
		return
	}
	s.n.Shell.Window().Canvas().Focus(s.grid)
}

// Find puts the keyboard into the filter.
func (s *Screen) Find() {
	s.toList()
	s.n.Shell.Window().Canvas().Focus(s.search)
}

// Refresh reads everything again and keeps the current row where it is.
func (s *Screen) Refresh() {
	at, has := s.current()
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.grid.Reload()
	for row, i := range s.model.rows {
		if has && i.Pupil == at.Pupil && i.Record == at.Record && i.Stage == at.Stage && i.Kind == at.Kind {
			s.grid.SetCurrent(row)
		}
	}
	s.show()
}

// changed reads everything again after a change made here.
func (s *Screen) changed() {
	s.Refresh()
	s.n.Shell.Changed()
}

// Count says in the foot how much is listed.
func (s *Screen) Count() string { return wording.Count(len(s.model.rows), "line") + " shown" }

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 'n', Words: "Plan a meeting", Do: s.New, Needs: access.HoldReviews},
		{Rune: 'm', Words: "Write the record of the current line's meeting", Do: s.record, Needs: access.HoldReviews},
		{Rune: 'c', Words: "Go to the calendar, or from it to the list", Do: s.toCalendar},
		{Rune: 'b', Words: "The month before", Do: func() { s.month.turn(-1) }},
		{Rune: 'f', Words: "The month after", Do: func() { s.month.turn(1) }},
		{Rune: 't', Words: "This month", Do: s.toToday},
		{Rune: 'u', Words: "Go to the pupil's page", Do: s.toPupil},
		{Rune: 'a', Words: "Show past ones too, or only those to come", Do: s.togglePast},
	}.For(s.n.Desk.May)
}

// mayHold reports whether the role writes down reviews and meetings.
func (s *Screen) mayHold() bool { return s.n.Desk.May(access.HoldReviews) }

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Open the review or the meeting"}}, s.letters().Facts()...)
}

func (s *Screen) togglePast() {
	s.model.past = !s.model.past
	s.Refresh()
	s.n.Shell.Changed()
}

// current is the item of the current line.
func (s *Screen) current() (desk.ReviewItem, bool) {
	row := s.grid.Current()
	if row < 0 || row >= len(s.model.rows) {
		return desk.ReviewItem{}, false
	}
	return s.model.rows[row], true
}

// open goes to where the current line is done.
func (s *Screen) open() {
	i, ok := s.current()
	switch {
	case !ok:
	case !s.n.Shell.Shuts(i.Where):
		s.n.Shell.Go(shell.To(i.Where, i.Arg))
	case i.Pupil != "":
		s.toPupil()
	default:
		s.n.Shell.Say("What came of it stands on each pupil's page.")
	}
}

// record opens the record of the current line's meeting, or begins one.
func (s *Screen) record() {
	i, ok := s.current()
	switch {
	case !ok:
	case i.Pupil == "":
		s.n.Shell.Say("This is the review of an intervention. Enter opens it.")
	case i.Where == "meeting":
		s.open()
	default:
		s.n.Shell.Go(shell.To("meeting", "with", i.Pupil, meetingKind(i.Kind)))
	}
}

func (s *Screen) toPupil() {
	if i, ok := s.current(); ok && i.Pupil != "" {
		s.n.Shell.Go(shell.To("pupil", i.Pupil))
	}
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
