package provisionmap

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/wording"
)

// pane shows the current row beside the map: its facts, what it costs with the sum in
// words, and the pupils in it, each of whom opens to what belongs to them.
type pane struct {
	s      *Screen
	object fyne.CanvasObject
	body   *fyne.Container
	opened string // the placement that is open, "" for none
	sums   bool   // the sums in words are shown
	of     string // the intervention that is shown
	lines  map[string]*parts.Button
	scroll *container.Scroll
}

func newPane(s *Screen) *pane {
	p := &pane{s: s, body: parts.Column(parts.Groups), sums: true}
	p.scroll = parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, p.body))
	p.object = parts.NewPanel(theme.ColourDesk, parts.Groups, p.scroll)
	return p
}

// show brings the pane up to date with the current row.
func (p *pane) show() {
	if !p.s.sides.wanted && !p.s.sides.whole {
		return
	}
	l := p.s.model.at(p.s.grid.Current())
	if l.row == nil || l.row.ID != p.of {
		p.opened = ""
	}
	p.lines = map[string]*parts.Button{}
	switch {
	case l.row != nil:
		p.of = l.row.ID
		p.body.Objects = p.ofRow(l.row)
	case l.group != nil:
		p.of = ""
		p.body.Objects = p.ofGroup(l.group)
	default:
		p.body.Objects = []fyne.CanvasObject{parts.NewProse("The intervention of the current row stands here.", parts.QuietText)}
	}
	p.body.Refresh()
}

// ofGroup shows what is under a heading.
func (p *pane) ofGroup(g *desk.MapGroup) []fyne.CanvasObject {
	t := g.Totals
	facts := []parts.Fact{{Label: "Interventions", Value: fmt.Sprint(t.Interventions)}, {Label: "Pupils", Value: fmt.Sprint(t.Pupils)},
		{Label: "Staff time", Value: desk.HoursWords(t.Minutes) + " a week"}}
	if p.s.model.desk.May(access.SeeMoney) {
		facts = append(facts, parts.Fact{Label: "Planned", Value: t.Planned.Words()},
			parts.Fact{Label: "To date", Value: t.ToDate.Words()}, parts.Fact{Label: "Forecast", Value: t.Forecast.Words()})
	}
	return []fyne.CanvasObject{
		parts.NewWideProse(p.s.model.groupName(g), parts.SectionTitle),
		parts.NewFactList(facts...),
		parts.NewProse("Of what the filter shows. Staff time is that of the school's own staff as it runs today. Enter folds the group.", parts.Quiet),
	}
}

// ofRow shows an intervention.
func (p *pane) ofRow(r *desk.MapRow) []fyne.CanvasObject {
	s, m := p.s, p.s.model
	head := parts.Column(parts.Tight, parts.NewWideProse(m.name(r), parts.SectionTitle), parts.NewWideProse(m.place(r), parts.QuietText))
	buttons := parts.Flow(parts.Between,
		parts.NewButton("Add pupils", s.addPupils).WithKey("P").When(s.mayProvide()), parts.NewButton("Change", s.change).WithKey("Enter").When(s.mayProvide()))
	if s.n.Shell.Opens(screenReview) {
		buttons.Add(parts.NewButton("Review", s.review).WithKey("R"))
	}
	if s.n.Shell.Opens(screenTicks) {
		buttons.Add(parts.NewButton("Tick-sheet", s.tickSheet).WithKey("T"))
	}
	buttons.Add(parts.NewMenuButton("More", s.rowItems).When(s.mayProvide()))
	out := []fyne.CanvasObject{head, buttons}
	for _, w := range r.Warnings {
		out = append(out, warning(wording.Written(w, m.hidden())))
	}
	return append(out, p.cost(r), p.pupils(r), parts.Column(parts.Between, parts.NewText("About it", parts.Strong), parts.NewFactList(m.facts(r)...)))
}

// warning is a sentence with its mark.
func warning(words string) fyne.CanvasObject {
	style := parts.TextStyle{Size: theme.SizeSmall, Colour: parts.Soon.Colour()}
	return parts.Sides(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.None, parts.NewText(parts.Soon.Shape(), style))), parts.NewWideProse(words, style), nil)
}

// place says what kind of intervention it is.
func (m *model) place(r *desk.MapRow) string {
	words := []string{}
	for _, field := range []desk.MapField{desk.MapByKind, desk.MapByWave, desk.MapByArea, desk.MapByStanding} {
		if field == desk.MapByArea && r.Area == "" || field == desk.MapByWave && r.Wave == 0 {
			continue
		}
		words = append(words, desk.MapValueOf(r, field, m.desk.Today()))
	}
	return strings.Join(words, " · ")
}

func (m *model) facts(r *desk.MapRow) []parts.Fact {
	who := m.who(r)
	if r.StaffName != "" && r.KindName != "" && !m.hidden() {
		who += ", " + inSentence(r.KindName)
	} else if r.StaffName == "" && r.Provider == "" && who != "" {
		who += ", nobody named yet"
	}
	due, state := m.due(r)
	if due == "" && !r.ReviewDue.IsZero() {
		due = r.ReviewDue.Words()
	}
	facts := []parts.Fact{{Label: "Who gives it", Value: who}, {Label: "When", Value: desk.SlotWords(r.Slots)}, {Label: "How much", Value: m.howMuch(r)},
		{Label: "Runs", Value: span(r.Starts, r.Ends)}, {Label: "Review", Value: due, State: state}}
	if r.PaidFrom != "" {
		facts = append(facts, parts.Fact{Label: "Paid from", Value: m.desk.SourceName(r.PaidFrom)})
	}
	if r.Goal != "" {
		facts = append(facts, parts.Fact{Label: "To reach", Value: wording.Written(r.Goal, m.hidden() && !m.fromLibrary(r))})
	}
	if words := desk.ResultsOf(r).Words(); words != "" {
		facts = append(facts, parts.Fact{Label: "Last outcome", Value: words})
	}
	if r.Notes != "" {
		facts = append(facts, parts.Fact{Label: "Notes", Value: wording.Written(r.Notes, m.hidden())})
	}
	return facts
}

// howMuch says how long and how often.
func (m *model) howMuch(r *desk.MapRow) string {
	if r.Minutes == 0 {
		return "no time, only what is bought"
	}
	words := wording.Count(r.Minutes, "minute") + " × " + r.SessionsAWeek.String() + " a week"
	if r.Weeks > 0 {
		words += ", " + wording.Count(r.Weeks, "week") + " a year"
	}
	return words
}

// cost shows what an intervention costs, and how each amount was worked out.
func (p *pane) cost(r *desk.MapRow) fyne.CanvasObject {
	if !p.s.model.desk.May(access.SeeMoney) {
		return parts.Column(parts.None)
	}
	whole := r.Cost.Whole
	words := "Show the sums"
	if p.sums {
		words = "Hide the sums"
	}
	head := parts.Sides(nil, parts.NewText("Cost this year", parts.Strong), parts.NewLink(words, p.toggleSums).WithKey("S"))
	figures := []parts.Fact{{Label: "Planned", Value: whole.Planned.Words()}, {Label: "To date", Value: whole.ToDate.Words()}, {Label: "Forecast", Value: whole.Forecast().Words()}}
	if !whole.NotHeld.IsZero() {
		figures = append(figures, parts.Fact{Label: "Not held", Value: whole.NotHeld.Words()})
	}
	out := parts.Column(parts.Between, head, parts.NewFactList(figures...))
	if p.sums {
		out.Objects = append(out.Objects, sums(whole)...)
	}
	if whole.Missing {
		out.Objects = append(out.Objects, warning("This kind of staff has no rate, so its time costs nothing here. Put the rate in under Settings."))
	} else if whole.Example && !p.sums { // the sums say so themselves
		out.Objects = append(out.Objects, warning("The rate is only an example. Put your school's own in under Settings."))
	}
	return out
}

// sums are the words of how an amount was worked out.
func sums(s provision.Sum) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, one := range []struct{ what, words string }{{"Planned: ", s.Words}, {"To date: ", s.SoFar}} {
		if one.words != "" {
			out = append(out, parts.NewWideProse(one.what+one.words, parts.Quiet))
		}
	}
	return out
}

// toggleSums opens or closes the sums of the whole.
func (p *pane) toggleSums() {
	p.sums = !p.sums
	p.show()
}

// pupils lists who is in an intervention; each opens to the sum, the dates and what
// can be done.
func (p *pane) pupils(r *desk.MapRow) fyne.CanvasObject {
	things := []fyne.CanvasObject{parts.NewText("Pupils", parts.Strong)}
	for _, place := range r.Placed {
		b := parts.NewButton(p.s.model.pupil(place), func() { p.open(place.ID) }).WithKey(p.s.model.bears(place)).FromLeft()
		p.lines[place.ID] = b
		things = append(things, b)
		if place.ID == p.opened {
			things = append(things, p.ofPlace(r, place))
		}
	}
	if len(r.Placed) == 0 {
		things = append(things, parts.NewProse(p.s.n.Shell.How(access.Provide, "Nobody is in it yet.", "P puts pupils in it: three letters find each."), parts.QuietText))
	}
	if others := r.Cost.Others; !others.Planned.IsZero() {
		things = append(things, parts.NewWideProse("Others who share it bear "+others.Planned.Words()+".", parts.Quiet))
	}
	return parts.Column(parts.Tight, things...)
}

// bears is what stands at the right of a pupil: the share, or why there is none.
func (m *model) bears(p desk.MapPlace) string {
	switch {
	case p.Waiting:
		return "waiting"
	case !m.desk.May(access.SeeMoney):
		return ""
	case !p.Ends.IsZero() && p.Ends.Before(m.desk.Today()):
		return "ended · " + p.Share.Planned.Words()
	}
	return p.Share.Planned.Words()
}

// open opens a pupil, or closes the one that is open.
func (p *pane) open(placement string) {
	if p.opened == placement {
		placement = ""
	}
	p.opened = placement
	p.show()
	if b := p.lines[placement]; b != nil {
		p.s.n.Shell.Window().Canvas().Focus(b)
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(b).Y - driver.AbsolutePositionForObject(p.body).Y
		p.scroll.ScrollToOffset(fyne.NewPos(0, top)) // what opened is under it
	}
}

// ofPlace shows one pupil's place.
func (p *pane) ofPlace(r *desk.MapRow, place desk.MapPlace) fyne.CanvasObject {
	s, m := p.s, p.s.model
	facts := []parts.Fact{{Label: "In it", Value: span(place.Starts, place.Ends)}}
	if place.Waiting {
		facts[0] = parts.Fact{Label: "Waiting", Value: span(place.Starts, place.Ends)}
	}
	if !place.SessionsAWeek.IsZero() {
		facts = append(facts, parts.Fact{Label: "Comes to", Value: place.SessionsAWeek.String() + " a week"})
	}
	if words := m.attendance(r.ID, place.ID); words != "" {
		facts = append(facts, parts.Fact{Label: "Attendance", Value: words})
	}
	if place.OutcomeWords != "" {
		facts = append(facts, parts.Fact{Label: "To reach", Value: wording.Written(place.OutcomeWords, m.hidden())})
	}
	if place.Measure != "" || place.Baseline != "" {
		facts = append(facts, parts.Fact{Label: "Measured", Value: wording.Written(strings.Trim(place.Measure+", at the start "+place.Baseline, ", "), m.hidden())})
	}
	if v := place.Last; v != nil {
		words := provision.ResultName(v.Result) + ", " + v.On.Words()
		if v.Score != "" {
			words += ", now " + v.Score
		}
		facts = append(facts, parts.Fact{Label: "Last review", Value: words})
	}
	if place.Bears {
		facts = append(facts, parts.Fact{Label: "Bears", Value: "the whole of it, because it was set up for this pupil"})
	}
	if place.Why != "" {
		facts = append(facts, parts.Fact{Label: "Why", Value: wording.Written(place.Why, m.hidden())})
	}
	things := []fyne.CanvasObject{parts.NewFactList(facts...)}
	things = append(things, sums(place.Share.Sum)...)
	may := s.mayProvide()
	links := parts.Flow(parts.Between, parts.NewLink("Change the place", func() { s.changePlace(place.ID) }).When(may),
		parts.NewLink("End today", func() { s.endPlace(place) }).When(may && place.Ends.IsZero() && !place.Waiting),
		parts.NewLink("Place now", func() { s.placeNow(place) }).When(may && place.Waiting),
		parts.NewLink("Move to another", func() { s.movePlace(r, place) }).When(may),
		parts.NewLink("Take out", func() { s.takeOut(place) }).When(may))
	links.Add(parts.NewLink("Pupil's page", func() { s.toPupil(place.Pupil) }))
	return parts.Margins(parts.Between, parts.Tight, 0, parts.Between, parts.Column(parts.Between, append(things, links)...))
}

// attendance says how often a pupil was there, "" where no tick-sheet was kept.
func (m *model) attendance(intervention, placement string) string {
	came, err := m.desk.Came(context.Background(), intervention)
	if err != nil || came[placement].Held == 0 {
		return ""
	}
	return "there for " + came[placement].Words()
}

// placeIn is the placement of a row with an id.
func placeIn(r *desk.MapRow, id string) (desk.MapPlace, bool) {
	at := slices.IndexFunc(r.Placed, func(p desk.MapPlace) bool { return p.ID == id })
	if at < 0 {
		return desk.MapPlace{}, false
	}
	return r.Placed[at], true
}
