package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/register"
)

// BoardOffer is what a school offers other schools, or asks of them: provision, and never
// a pupil.
type BoardOffer struct {
	Ref     string   `json:"ref"`
	Ask     bool     `json:"ask"`     // it looks for room; else it has room
	Family  string   `json:"family"`  // area of need, one of papers.Areas
	Service string   `json:"service"` // of the cluster's directory; "" for the school's own
	Places  int      `json:"places"`
	Day     string   `json:"day"`    // one of papers.Days, "" for any
	Phases  []string `json:"phases"` // of papers.Phases
	Words   string   `json:"words"`
	From    day.Date `json:"from"`
	To      day.Date `json:"to"` // its last day
}

// BoardLine is an offer as it stands on the board, or as it is on its way there.
type BoardLine struct {
	BoardOffer
	URN    string `json:"urn"`
	School string `json:"school"`
	Own    bool   `json:"own"`
	State  string `json:"state"` // BoardOpen, BoardQueued or BoardClosed
}

// How an offer stands.
const (
	BoardOpen   = "open"   // on the board
	BoardQueued = "queued" // approved, and not at the hub yet
	BoardClosed = "closed" // taken down, or past its last day
)

// BoardFamilies are the areas of need with their names.
var BoardFamilies = []register.Item{{ID: "CI", Name: "Communication and interaction"}, {ID: "CL", Name: "Cognition and learning"}, {ID: "SEMH", Name: "Social, emotional and mental health"},
	{ID: "SP", Name: "Sensory and physical"}, {ID: "OT", Name: "Other"}}

// BoardDays are the days of the week that provision can be on.
var BoardDays = []register.Item{{ID: "mon", Name: "Monday"}, {ID: "tue", Name: "Tuesday"}, {ID: "wed", Name: "Wednesday"}, {ID: "thu", Name: "Thursday"}, {ID: "fri", Name: "Friday"}}

// longestOffer is how long an offer may stand, in days.
const longestOffer = 366

// Board lists what schools of the cluster offer and ask, the school's own first, those
// that end first before others. The school's own that were taken down stand last.
func (d *Desk) OffersBoard(ctx context.Context) ([]BoardLine, error) {
	sent, err1 := d.SentPapers(ctx, exchange.KindOffer)
	c, _, err2 := d.Circular(ctx)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	today, urn := d.Today(), d.School().URN
	out := []BoardLine{}
	for _, s := range sent {
		o, ok := s.Paper.(papers.Offer)
		if !ok {
			continue
		}
		l := BoardLine{BoardOffer: offerOf(o), URN: urn, School: d.School().Name, Own: true, State: BoardOpen}
		switch {
		case o.State == papers.Closed || today.After(o.To):
			l.State = BoardClosed
		case waits(s.Item):
			l.State = BoardQueued
		}
		out = append(out, l)
	}
	for _, o := range c.Offers {
		if o.URN == urn || today.After(o.To) {
			continue
		}
		out = append(out, BoardLine{URN: o.URN, School: o.School, State: BoardOpen, BoardOffer: BoardOffer{Ref: o.Ref, Ask: o.Offers == papers.KindAsk,
			Family: o.Family, Service: o.Service, Places: o.Places, Day: o.Day, Phases: o.Phases, Words: o.Text, From: o.From, To: o.To}})
	}
	rank := func(l BoardLine) int {
		switch {
		case l.State == BoardClosed:
			return 2
		case l.Own:
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b BoardLine) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), a.To.Compare(b.To), cmp.Compare(a.School, b.School), cmp.Compare(a.Ref, b.Ref))
	})
	return out, nil
}

func offerOf(o papers.Offer) BoardOffer {
	return BoardOffer{Ref: o.Ref, Ask: o.Offers == papers.KindAsk, Family: o.Family, Service: o.Service, Places: o.Places, Day: o.Day, Phases: o.Phases, Words: o.Text, From: o.From, To: o.To}
}

// PreviewOffer makes an offer or an ask ready to be looked at. Nothing is kept and
// nothing is sent. With a Ref it takes the place of the school's earlier one.
func (d *Desk) PreviewOffer(ctx context.Context, o BoardOffer) (papers.Preview, error) {
	if err := d.checkOffer(ctx, &o); err != nil {
		return papers.Preview{}, err
	}
	return d.PreviewPaper(ctx, d.offerPaper(o, papers.Open))
}

// PutOffer approves an offer that was looked at and puts it in the outbox.
func (d *Desk) PutOffer(ctx context.Context, o BoardOffer, by string) (ref string, err error) {
	if err := d.checkOffer(ctx, &o); err != nil {
		return "", err
	}
	if by, err = d.sender(by); err != nil {
		return "", err
	}
	p, err := d.PreviewPaper(ctx, d.offerPaper(o, papers.Open))
	if err != nil {
		return "", err
	}
	_, err = d.QueuePaper(ctx, p.Paper, by)
	return p.Paper.About().Ref, err
}

// CloseOffer takes the school's own offer down.
func (d *Desk) CloseOffer(ctx context.Context, ref, by string) error {
	list, err := d.OffersBoard(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(l BoardLine) bool { return l.Own && l.Ref == ref })
	if i < 0 || list[i].State == BoardClosed {
		return refuse("offer", "Your school has no such offer on the board.")
	}
	if by, err = d.sender(by); err != nil {
		return err
	}
	_, err = d.QueuePaper(ctx, d.offerPaper(list[i].BoardOffer, papers.Closed), by)
	return err
}

func (d *Desk) offerPaper(o BoardOffer, state string) papers.Offer {
	p := papers.Offer{State: state, Offers: papers.KindOffer, Family: o.Family, Service: o.Service, Places: o.Places, Day: o.Day, Text: o.Words, From: o.From, To: o.To}
	p.Ref = o.Ref
	if o.Ask {
		p.Offers = papers.KindAsk
	}
	for _, phase := range papers.Phases { // in their one order
		if slices.Contains(o.Phases, phase) {
			p.Phases = append(p.Phases, phase)
		}
	}
	return p
}

// checkOffer puts an offer in its form and refuses what the board does not take: words
// about a pupil first of all.
func (d *Desk) checkOffer(ctx context.Context, o *BoardOffer) error {
	o.Words = strings.Join(strings.Fields(o.Words), " ")
	if o.From.IsZero() {
		o.From = d.Today()
	}
	known := func(list []register.Item, id string) bool { _, ok := register.Pick(list, id); return ok }
	switch {
	case !known(BoardFamilies, o.Family):
		return refuse("family", "Choose the area of need that it is for.")
	case o.Places < 0 || o.Places > 100:
		return refuse("places", "Places are a number from 0 to 100.")
	case o.Day != "" && !known(BoardDays, o.Day):
		return refuse("day", "Choose a day from Monday to Friday, or none.")
	case slices.ContainsFunc(o.Phases, func(p string) bool { return !slices.Contains(papers.Phases, p) }):
		return refuse("phases", "Phases are "+strings.Join(papers.Phases, ", ")+".")
	case o.Words == "":
		return refuse("words", "Say in a few words what it is, such as “Room for two in a language group”.")
	case len([]rune(o.Words)) > 200:
		return refuse("words", fmt.Sprintf("Use 200 letters or fewer; there are %d.", len([]rune(o.Words))))
	case d.namesPupil(o.Words):
		return refuse("words", "These words name a pupil. The board is read by every school: say what is offered or wanted, and nothing about a child.")
	case o.To.IsZero() || o.To.Before(o.From) || o.To.Before(d.Today()):
		return refuse("to", "Say until which day it stands: today or later, and not before it begins.")
	case o.To.After(o.From.AddDays(longestOffer)):
		return refuse("to", "An offer stands for a year at most. Choose an earlier last day.")
	}
	return d.checkOfferService(ctx, o.Service)
}

func (d *Desk) checkOfferService(ctx context.Context, service string) error {
	if service == "" {
		return nil
	}
	c, _, err := d.Circular(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(c.Directory, func(s papers.Service) bool { return s.ID == service }) {
		return refuse("service", d.terms.Say("The {cluster}’s directory has no such service. Leave it out, or choose one of the directory."))
	}
	return nil
}

// BoardWords is an offer on one line: what, for whom, how many and when.
func BoardWords(o BoardOffer) string {
	var out []string
	add := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	add(register.Named(BoardFamilies, o.Family))
	add(strings.Join(o.Phases, ", "))
	if o.Places > 0 {
		add(count(o.Places, "place"))
	}
	if o.Day != "" {
		add(register.Named(BoardDays, o.Day) + "s")
	}
	return strings.Join(append(out, "until "+o.To.Words()), ", ")
}
