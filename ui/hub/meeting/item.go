package meeting

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/ui/hub/layout"
)

// itemPage is one request before the panel, to be read across a room.
type itemPage struct {
	*view
	Meeting    panel.Meeting
	Item       panel.Item
	Part       requestPart
	Number     int
	Steps      []layout.Link // back, agenda, on
	Until      time.Time     // when the time for the item is over; zero while it is not open
	Pot        *potPart
	People     []seat
	Tally      panel.Tally
	Decision   *panel.Decision
	Decided    decisionPart
	Precedents []panel.Precedent
	Figures    []cited
	Open       *form
	Own        *form // the visitor's own vote
	Interest   *form
	Votes      *form
	Decide     *form
	PutOffForm *form
	ProveFirst string // where the chair shows who they are before they decide
}

// seat is somebody who is here, and whether they may vote on the request.
type seat struct {
	Person   panel.Person
	Barred   string // why they cannot vote
	Declared *panel.Interest
	Vote     string
}

// potPart is the pot as it is, and as it would be with all that is asked.
type potPart struct {
	Pot          panel.Pot
	Asked, After int64
	Contingency  int64
	Short        bool
}

func showItem(v *view, w http.ResponseWriter) error {
	m, i, err := v.item()
	if err != nil {
		return err
	}
	item := m.Items[i]
	p := itemPage{view: v, Meeting: m, Item: item, Number: i + 1, Part: v.part("item", item.Paper, item.Partners), Figures: v.figuresOf(m, item), Tally: v.state.Tally(m.ID, item.Request)}
	p.Steps = v.steps(m, i)
	p.Precedents = v.state.Precedents(item.Paper)
	for _, person := range m.Present {
		p.People = append(p.People, v.seat(m, item, person))
	}
	if d, ok := v.decision(item.Decision); ok {
		p.Decision, p.Decided = &d, v.decisionPart(d)
	} else { // a decision says itself what it took
		p.Pot = v.potFor(item.Paper.From, item.Paper.Route, item.Paper.Asked)
	}
	if item.State == panel.Opened && item.Minutes > 0 {
		p.Until = item.Opened.Add(time.Duration(item.Minutes) * time.Minute)
	}
	v.itemForms(&p, m, item)
	page := v.page(strconv.Itoa(p.Number)+" of "+strconv.Itoa(len(m.Items))+": "+v.requestTitle(item.Paper, item.School), "", p)
	page.Large, page.Back = true, []layout.Link{{To: v.to("meetings", m.ID), Words: "← Meeting of " + m.On.Words()}}
	page.Where = v.cluster.Name + " · " + v.Say("cluster_panel")
	if !p.Until.IsZero() {
		page.Script = script
	}
	return v.write(w, "item", page)
}

// item is the one that the address names, with its place on the agenda.
func (v *view) item() (panel.Meeting, int, error) {
	m, err := v.meeting()
	if err != nil {
		return m, 0, err
	}
	for i, item := range m.Items {
		if item.Request == v.r.PathValue("request") {
			return m, i, nil
		}
	}
	return m, 0, errNoPage
}

// steps lead to the item before, to the agenda and to the next one.
func (v *view) steps(m panel.Meeting, i int) (out []layout.Link) {
	if i > 0 {
		out = append(out, layout.Link{To: v.to("meetings", m.ID, "items", m.Items[i-1].Request), Words: "← Back", Key: "p"})
	}
	out = append(out, layout.Link{To: v.to("meetings", m.ID), Words: "Agenda", Key: "a"})
	if i+1 < len(m.Items) {
		out = append(out, layout.Link{To: v.to("meetings", m.ID, "items", m.Items[i+1].Request), Words: "Next →", Key: "n"})
	}
	return out
}

// potFor is the pot that a request would take from, with what would be left of it; nil
// where it takes from none.
func (v *view) potFor(from day.Date, route string, asked int64) *potPart {
	if asked == 0 || !v.words.rules.UsesPot(route) {
		return nil
	}
	if from.IsZero() {
		from = v.today
	}
	for _, pot := range v.state.Pots {
		if !from.Before(pot.From) && !from.After(pot.To) {
			return &potPart{Pot: pot, Asked: asked, After: pot.Left() - asked, Contingency: pot.ContingencyLeft(), Short: pot.Left() < asked}
		}
	}
	return &potPart{Asked: asked}
}

func (v *view) seat(m panel.Meeting, item panel.Item, person panel.Person) seat {
	s := seat{Person: person, Barred: v.state.Barred(m.ID, item.Request, person.ID)}
	for i := range item.Interests {
		if item.Interests[i].Person.ID == person.ID {
			s.Declared = &item.Interests[i]
		}
	}
	for _, vote := range item.Votes {
		if vote.Person.ID == person.ID {
			s.Vote = vote.Choice
		}
	}
	return s
}

// itemForms are what the visitor may do about an item just now.
func (v *view) itemForms(p *itemPage, m panel.Meeting, item panel.Item) {
	if m.State != panel.Started || item.State == panel.Settled || item.State == panel.Off {
		return
	}
	at := func(f form, name string) *form {
		return v.form(f, name, "meetings", m.ID, "items", item.Request, name)
	}
	here := false
	for _, s := range p.People {
		here = here || s.Person.ID == v.who.ID
	}
	if v.may(people.RunMeeting) && item.State != panel.Opened {
		p.Open = at(form{Button: "Put it before the panel", Bare: true, Main: true}, "open")
	}
	if v.may(people.DeclareInterest) {
		p.Interest = at(v.interestForm(m), "interest")
		p.Interest.Folded = true
	}
	if item.State != panel.Opened {
		return
	}
	if v.may(people.Vote) && here && v.state.Barred(m.ID, item.Request, v.who.ID) == "" {
		p.Own = at(v.voteForm(v.seat(m, item, v.by().Person).Vote), "vote")
	}
	if v.may(people.RunMeeting) {
		p.Votes = at(v.votesForm(p.People), "votes")
		p.Votes.Folded = true
		p.PutOffForm = at(v.putOffForm(), "defer")
		p.PutOffForm.Folded = true
	}
	if v.may(people.Decide) {
		p.Decide = at(v.decideForm(item), "decide")
		p.Decide.Folded = p.Tally.Carried == "" && len(item.Votes) > 0
		if p.Own != nil {
			p.Own.Aside = !p.Decide.Folded
		}
		if !v.who.SteppedUp {
			p.ProveFirst = stepUpFor(v.r)
		}
	}
}

// moneyWords writes pence.
func moneyWords(pence int64) string { return money.Pence(pence).Short() }

// linesOf are the lines of a text that somebody typed, without empty ones.
func linesOf(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// stepUpFor is where somebody shows once more who they are, and comes back from.
func stepUpFor(r *http.Request) string {
	return "/step-up?next=" + url.QueryEscape(r.URL.EscapedPath())
}

// Now is the hub's time.
func (v *view) Now() time.Time { return v.now }
