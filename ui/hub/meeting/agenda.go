package meeting

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// agendaPage is one meeting: its agenda before it, how it goes, and what it came to.
type agendaPage struct {
	*view
	Meeting  panel.Meeting
	Minutes  int // planned, all together
	Forms    []*form
	Start    *form
	Present  *form
	Close    *form
	Figures  []cited
	Decided  int
	MayWrite bool
}

// cited is something that is frozen for a meeting, with the page where it stands.
type cited struct {
	To, Words string
	order     int // among what is frozen together
}

func showAgenda(v *view, w http.ResponseWriter) error {
	m, err := v.meeting()
	if err != nil {
		return err
	}
	p := agendaPage{view: v, Meeting: m, Figures: v.figures(m), MayWrite: v.may(people.KeepAgenda)}
	for _, item := range m.Items {
		p.Minutes += item.Minutes
		if item.State == panel.Settled {
			p.Decided++
		}
	}
	id := m.ID
	if p.MayWrite && m.State == panel.Planned {
		p.Forms = append(p.Forms, v.form(v.agendaForm(m), "agenda", "meetings", id, "agenda"))
		if len(m.Items) > 0 {
			order := v.form(orderForm(m), "order", "meetings", id, "order")
			order.Folded = true
			p.Forms = append(p.Forms, order)
		}
		change := v.form(planForm(planOf(m)), "change", "meetings", id, "change")
		change.Folded = true
		p.Forms = append(p.Forms, change)
	}
	if v.may(people.RunMeeting) {
		switch m.State {
		case panel.Planned:
			start, err := v.startForm()
			if err != nil {
				return err
			}
			p.Start = v.form(start, "start", "meetings", id, "start")
			p.Start.Folded = true
		case panel.Started:
			present, err := v.presentForm(m)
			if err != nil {
				return err
			}
			p.Present = v.form(present, "present", "meetings", id, "present")
			p.Present.Folded = true
			p.Close = v.form(closeForm(), "close", "meetings", id, "close")
			p.Close.Folded = true
		}
	}
	page := v.page("Meeting of "+m.On.Words(), upperFirst(v.Word("meeting", string(m.State)))+".", p)
	page.Back = append(page.Back, link(v.to("meetings"), "← Meetings"))
	return v.write(w, "agenda", page)
}

// candidates are the requests that a meeting's agenda can hold: those that are on it, in
// their order, then those that are ready, the urgent ones first.
func (v *view) candidates(m panel.Meeting) (out []panel.Request) {
	for _, item := range m.Items {
		if r, ok := v.request(item.Request); ok && item.State != panel.Off {
			out = append(out, r)
		}
	}
	var ready []panel.Request
	for _, r := range v.state.Requests {
		if r.Standing == panel.Ready {
			ready = append(ready, r)
		}
	}
	slices.SortStableFunc(ready, func(a, b panel.Request) int {
		return cmp.Or(cmp.Compare(urgency(b), urgency(a)), a.Received.Compare(b.Received))
	})
	return append(out, ready...)
}

func urgency(r panel.Request) int {
	if r.Paper.Urgent {
		return 1
	}
	return 0
}

func (v *view) agendaForm(m panel.Meeting) form {
	f := form{Title: "What is on the agenda", Button: "Keep the agenda", Fields: []field{{Name: "requests", Label: "Requests", Kind: fieldChecks, Optional: true,
		Hint: "Those on the agenda first, then those that are ready, the urgent ones before the others."}}}
	for _, r := range v.candidates(m) {
		hint := counted(r.Paper.Pupils, "pupil", "pupils")
		if r.Paper.Asked > 0 {
			hint += ", " + moneyWords(r.Paper.Asked) + " asked a year"
		}
		if r.Paper.Urgent {
			hint += ", urgent"
		}
		f.Fields[0].Options = append(f.Fields[0].Options, option{Value: r.ID, Words: v.requestTitle(r.Paper, r.School) + ", " + r.Paper.Number, Hint: hint})
		if r.Meeting == m.ID {
			f.Fields[0].Values = append(f.Fields[0].Values, r.ID)
		}
	}
	return f
}

var setAgenda = act{
	path: "meetings/{meeting}/agenda", action: people.KeepAgenda, done: "The agenda is kept.", to: toMeeting,
	form: func(v *view) (form, error) {
		m, err := v.meeting()
		if err != nil {
			return form{}, err
		}
		return v.agendaForm(m), nil
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		m, err := v.meeting()
		if err != nil {
			return nil, err
		}
		var lines []panel.AgendaLine
		for _, id := range in.some(f.field("requests")) {
			lines = append(lines, panel.AgendaLine{Request: id, Minutes: minutesOf(m, id)})
		}
		return v.state.SetAgenda(v.by(), m.ID, lines)
	},
}

func minutesOf(m panel.Meeting, request string) int {
	for _, item := range m.Items {
		if item.Request == request {
			return item.Minutes
		}
	}
	return 0
}

// orderForm gives each request on an agenda its place and its minutes.
func orderForm(m panel.Meeting) form {
	f := form{Title: "Order and minutes", Button: "Keep the order"}
	for i, item := range m.Items {
		f.Fields = append(f.Fields,
			field{Name: "place-" + item.Request, Label: item.School + ", " + item.Paper.Number + ": place", Kind: fieldNumber, Value: strconv.Itoa(i + 1), Half: true},
			field{Name: "minutes-" + item.Request, Label: "Minutes for it", Kind: fieldNumber, Value: strconv.Itoa(item.Minutes), Half: true})
	}
	return f
}

var orderAgenda = act{
	path: "meetings/{meeting}/order", action: people.KeepAgenda, done: "The order is kept.", to: toMeeting,
	form: func(v *view) (form, error) {
		m, err := v.meeting()
		return orderForm(m), err
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		m, err := v.meeting()
		if err != nil {
			return nil, err
		}
		places := map[string]int{}
		var lines []panel.AgendaLine
		for _, item := range m.Items {
			places[item.Request] = in.count(f.field("place-"+item.Request), 1, 99)
			lines = append(lines, panel.AgendaLine{Request: item.Request, Minutes: in.count(f.field("minutes-"+item.Request), 1, 180)})
		}
		slices.SortStableFunc(lines, func(a, b panel.AgendaLine) int { return cmp.Compare(places[a.Request], places[b.Request]) })
		return v.state.SetAgenda(v.by(), m.ID, lines)
	},
}

// panelPeople are those who have a seat at the cluster's panel today, and those who look
// on for the council, by name.
func (v *view) panelPeople(ctx context.Context) (out []panel.Person, err error) {
	err = v.p.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		all, err := r.People()
		for _, person := range all {
			if office := officeOf(person, v.place(), v); office != "" {
				out = append(out, panel.Person{ID: person.ID, Name: person.Name, School: person.School, Office: office})
			}
		}
		return err
	})
	slices.SortFunc(out, func(a, b panel.Person) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return out, err
}

// officeOf is the office in which somebody sits at the panel, "" for none.
func officeOf(p people.Person, at people.Place, v *view) string {
	switch {
	case people.May(p, people.RunMeeting, at, v.today):
		return panel.Chair
	case people.May(p, people.Vote, at, v.today):
		return panel.Member
	case people.May(p, people.Confirm, at, v.today):
		return panel.Council
	}
	return ""
}

func (v *view) personWords(p panel.Person) option {
	o := option{Value: p.ID, Words: p.Name, Hint: v.Word("office", p.Office)}
	if p.School != "" {
		o.Hint += ", " + v.School(p.School)
	}
	return o
}

func (v *view) presentField(chosen []panel.Person) (field, []panel.Person, error) {
	seats, err := v.panelPeople(v.r.Context())
	f := field{Name: "present", Label: "Who is here", Kind: fieldChecks}
	for _, p := range chosen {
		f.Values = append(f.Values, p.ID)
		if !slices.ContainsFunc(seats, func(s panel.Person) bool { return s.ID == p.ID }) {
			seats = append(seats, p)
		}
	}
	for _, p := range seats {
		f.Options = append(f.Options, v.personWords(p))
	}
	return f, seats, err
}

func (v *view) startForm() (form, error) {
	present, _, err := v.presentField([]panel.Person{v.by().Person})
	return form{Title: "Begin the meeting", Button: "Begin the meeting",
		Lead:   "The cluster’s figures of today and the requests as they are now are frozen, so that each decision cites what was on screen.",
		Fields: []field{present}}, err
}

var startMeeting = act{
	path: "meetings/{meeting}/start", action: people.RunMeeting, done: "The meeting has begun. Its figures are frozen.", to: toMeeting,
	form: func(v *view) (form, error) {
		if _, err := v.meeting(); err != nil {
			return form{}, err
		}
		return v.startForm()
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		chosen := in.some(f.field("present"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		seats, err := v.panelPeople(v.r.Context())
		if err != nil {
			return nil, err
		}
		o := panel.Opening{Present: among(seats, chosen)}
		body, _, err := v.p.Board(v.r.Context(), "cluster", v.cluster.ID, "")
		switch {
		case err == nil:
			id, err := v.p.Inbox.Freeze(v.r.Context(), body)
			if err != nil {
				return nil, err
			}
			o.Frozen = append(o.Frozen, id)
		case !isMissing(err):
			return nil, fmt.Errorf("freeze the figures: %w", err)
		}
		return v.state.StartMeeting(v.by(), v.r.PathValue("meeting"), o)
	},
}

func among(all []panel.Person, ids []string) (out []panel.Person) {
	for _, p := range all {
		if slices.Contains(ids, p.ID) {
			out = append(out, p)
		}
	}
	return out
}

func (v *view) presentForm(m panel.Meeting) (form, error) {
	present, _, err := v.presentField(m.Present)
	return form{Title: "Who is here", Button: "Keep who is here", Lead: "Tick those who came, and take the tick from those who went.", Fields: []field{present}}, err
}

var attend = act{
	path: "meetings/{meeting}/present", action: people.RunMeeting, done: "Who is here is kept.", to: toMeeting,
	form: func(v *view) (form, error) {
		m, err := v.meeting()
		if err != nil {
			return form{}, err
		}
		return v.presentForm(m)
	},
	do: func(v *view, f form, in *input) (drafts []book.Draft, err error) {
		m, err := v.meeting()
		if err != nil {
			return nil, err
		}
		_, seats, err := v.presentField(m.Present)
		if err != nil {
			return nil, err
		}
		now := in.some(f.field("present"))
		for _, p := range seats {
			was := slices.ContainsFunc(m.Present, func(x panel.Person) bool { return x.ID == p.ID })
			if here := slices.Contains(now, p.ID); here != was {
				more, err := v.state.Attend(v.by(), m.ID, p, here)
				if err != nil {
					return nil, err
				}
				drafts = append(drafts, more...)
			}
		}
		return drafts, nil
	},
}

func closeForm() form {
	return form{Title: "End the meeting", Button: "End the meeting", Lead: "Requests that were not reached wait for the next agenda. The minutes are then ready to save.",
		Fields: []field{{Name: "words", Label: "For the minutes", Kind: fieldLong, Most: 4000, Optional: true}}}
}

var closeMeeting = act{
	path: "meetings/{meeting}/close", action: people.RunMeeting, done: "The meeting has ended. Its minutes can be saved.", to: toMeeting,
	form: func(v *view) (form, error) { _, err := v.meeting(); return closeForm(), err },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		words := in.text(f.field("words"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.CloseMeeting(v.by(), v.r.PathValue("meeting"), words)
	},
}
