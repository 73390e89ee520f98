package papers

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// States and kinds of an offer.
const (
	Open   = "open"
	Closed = "closed"

	KindOffer = "offer" // the school has room for others
	KindAsk   = "ask"   // the school looks for room
)

// Offer is provision that a school offers to others or asks of them; never a pupil. The
// desk names each with a Ref of its own.
type Offer struct {
	exchange.Meta
	State   string   `json:"state"`
	Offers  string   `json:"offers"`            // offer or ask
	Family  string   `json:"family"`            // code of the kind of provision
	Service string   `json:"service,omitempty"` // of the cluster's directory
	Places  int      `json:"places"`
	Day     string   `json:"day,omitempty"` // one of Days
	Phases  []string `json:"phases,omitempty"`
	Text    string   `json:"text,omitempty"` // at most 200 characters that a person typed
	From    day.Date `json:"from"`
	To      day.Date `json:"to"` // the last day it is shown
}

// Days on which provision takes place.
var Days = []string{"mon", "tue", "wed", "thu", "fri"}

// About returns what the paper says about itself.
func (o Offer) About() exchange.Meta       { return o.Meta }
func (o Offer) with(m exchange.Meta) Paper { o.Meta = m; return o }
func (o Offer) ref() string                { return "" }

func (o Offer) check() error {
	return all(
		rule{among(o.State, Open, Closed), "state"},
		rule{among(o.Offers, KindOffer, KindAsk), "offers"},
		rule{isCode(o.Family), "family"},
		rule{isCodeOrNone(o.Service), "service"},
		rule{within(o.Places, 0, mostPupils), "places"},
		rule{o.Day == "" || among(o.Day, Days...), "day"},
		rule{isChoice(o.Phases, Phases), "phases"},
		rule{o.Text == "" || isText(o.Text, mostWords), "text"},
		rule{!o.From.IsZero() && isSpan(o.From, o.To), "to"},
	)
}

// Words returns what the paper says, line by line.
func (o Offer) Words() []Line {
	kind := "Offered to other schools"
	if o.Offers == KindAsk {
		kind = "Asked of other schools"
	}
	lines := []Line{{kind, o.Family}}
	if o.State == Closed {
		lines = append(lines, Line{"State", "Closed"})
	}
	lines = append(said(lines, "Service", o.Service), Line{"Places", fmt.Sprint(o.Places)})
	lines = said(said(lines, "Day", o.Day), "Phases", strings.Join(o.Phases, ", "))
	return saidSpan(said(lines, "Words", o.Text), o.From, o.To)
}

// check says what is wrong with an offer as the circular lists it, or nil.
func (o OfferLine) check() error {
	if !exchange.ValidURN(o.URN) || !isText(o.School, mostName) || !exchange.ValidRef(o.Ref) {
		return wrong("offers")
	}
	return Offer{State: Open, Offers: o.Offers, Family: o.Family, Service: o.Service, Places: o.Places, Day: o.Day,
		Phases: o.Phases, Text: o.Text, From: o.From, To: o.To}.check()
}
