package meeting

import (
	"fmt"
	"net/http"
	"slices"

	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/ui/hub/layout"
)

// homePage is the first page of a cluster's panel.
type homePage struct {
	*view
	Next   *panel.Meeting
	Yours  []wait
	Others []wait
	Pots   []panel.Pot
	Doors  []doorway
}

// wait is something that waits, with the page where it can be done.
type wait struct {
	panel.Waiting
	Link string
}

// doorway leads to a part of the pages and says what is there now.
type doorway struct {
	layout.Link
	Now string
}

func showHome(v *view, w http.ResponseWriter) error {
	p := homePage{view: v, Pots: v.potsOfToday()}
	p.Next = v.nextMeeting()
	for _, d := range panel.Due(v.state, v.today) {
		one := wait{d, v.whereWaits(d)}
		if v.isFor(d.Who) {
			p.Yours = append(p.Yours, one)
		} else {
			p.Others = append(p.Others, one)
		}
	}
	p.Doors = v.doors()
	lead := "Nothing waits for you."
	if n := len(p.Yours); n > 0 {
		lead = counted(n, "thing waits for you.", "things wait for you.")
	}
	return v.write(w, "home", v.page(v.words.say("cluster_panel"), lead, p))
}

// isFor reports whether the visitor is who something waits for.
func (v *view) isFor(who string) bool {
	switch who {
	case "chair":
		return v.may(people.RunMeeting)
	case "council":
		return v.may(people.Confirm)
	}
	return false
}

// whereWaits is the page on which something that waits is done.
func (v *view) whereWaits(d panel.Waiting) string {
	switch d.Kind {
	case "meeting":
		return v.to("meetings", d.Ref)
	case "confirm":
		return v.to("decisions", d.Ref)
	case "dispute":
		return v.to("disputes")
	case "event":
		return v.to("events")
	case "service":
		return v.to("services")
	case "agreement":
		return v.to("agreements")
	}
	return v.to("requests")
}

// nextMeeting is the one under way, or the next that is planned.
func (v *view) nextMeeting() (next *panel.Meeting) {
	for i, m := range v.state.Meetings {
		switch {
		case m.State == panel.Started:
			return &v.state.Meetings[i]
		case m.State == panel.Planned && !m.On.Before(v.today) && (next == nil || m.On.Before(next.On)):
			next = &v.state.Meetings[i]
		}
	}
	return next
}

func (v *view) potsOfToday() []panel.Pot {
	return slices.DeleteFunc(slices.Clone(v.state.Pots), func(p panel.Pot) bool { return v.today.Before(p.From) || v.today.After(p.To) })
}

// doors lists the parts of the pages with how each stands.
func (v *view) doors() []doorway {
	ready, open, unconfirmed, events := 0, 0, 0, 0
	for _, r := range v.state.Requests {
		if r.Standing == panel.Ready {
			ready++
		}
	}
	for _, d := range v.state.Disputes {
		if d.Open() {
			open++
		}
	}
	for _, d := range v.state.Decisions {
		if d.Confirmed == nil && !d.Aside {
			unconfirmed++
		}
	}
	for _, e := range v.state.Events {
		if e.Open() {
			events++
		}
	}
	doors := []doorway{
		{layout.Link{To: v.to("requests"), Words: "Requests"}, counted(ready, "is ready for an agenda", "are ready for an agenda")},
		{layout.Link{To: v.to("meetings"), Words: "Meetings"}, counted(len(v.state.Meetings), "meeting in the book", "meetings in the book")},
		{layout.Link{To: v.to("decisions"), Words: "Decisions"}, fmt.Sprintf("%d made, %d not confirmed by the council yet", len(v.state.Decisions), unconfirmed)},
		{layout.Link{To: v.to("pot"), Words: "Pot"}, counted(len(v.state.Pots), "pot", "pots")},
		{layout.Link{To: v.to("disputes"), Words: "Disputes"}, fmt.Sprintf("%d open", open)},
		{layout.Link{To: v.to("events"), Words: "Events in the year"}, fmt.Sprintf("%d open", events)},
		{layout.Link{To: v.to("services"), Words: "Services, and what support is missing"}, counted(len(v.state.Services), "service listed", "services listed")},
		{layout.Link{To: v.to("offers"), Words: "Offers and asks"}, "What schools can do for each other"},
		{layout.Link{To: v.to("matches"), Words: "Shared needs"}, "Needs that several schools have"},
		{layout.Link{To: v.to("rounds"), Words: "Moderation rounds"}, "How far schools agree on levels"},
		{layout.Link{To: v.to("transition"), Words: "Transition"}, "Who moves on to which school"},
		{layout.Link{To: v.to("agreements"), Words: "Agreements"}, counted(len(v.state.Agreements), "version published", "versions published")},
		{layout.Link{To: v.to("terms"), Words: "Terms"}, "Which are closed for changes"},
		{layout.Link{To: v.to("book"), Words: "The book"}, counted(int(v.state.Head.N), "entry, never changed", "entries, never changed")},
	}
	if v.may(people.MoveDispute) {
		doors = append(doors, doorway{layout.Link{To: v.to("asked"), Words: "Disputes of other clusters"}, "That wait for a chair who had no part in them"})
	}
	return doors
}
