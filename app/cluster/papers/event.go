package papers

import "needsbook/app/exchange"

// Event tells the panel of something in the year that cannot wait for its next meeting.
// The desk names each with a Ref of its own.
type Event struct {
	exchange.Meta
	Event   string `json:"event"`             // code of the panel's rules, such as arrival
	Urgency string `json:"urgency"`           // code of the panel's rules
	Amount  int64  `json:"amount"`            // asked for, in pence
	Request string `json:"request,omitempty"` // Ref of the school's request that goes with it
	State   string `json:"state"`             // standing or withdrawn
}

// About returns what the paper says about itself.
func (e Event) About() exchange.Meta       { return e.Meta }
func (e Event) with(m exchange.Meta) Paper { e.Meta = m; return e }
func (e Event) ref() string                { return "" }

func (e Event) check() error {
	return all(
		rule{isCode(e.Event), "event"},
		rule{isCode(e.Urgency), "urgency"},
		rule{isPence(e.Amount), "amount"},
		rule{e.Request == "" || exchange.ValidRef(e.Request), "request"},
		rule{among(e.State, Standing, Withdrawn), "state"},
	)
}

// Words returns what the paper says, line by line.
func (e Event) Words() []Line {
	lines := []Line{{"What happened", e.Event}, {"Urgency", e.Urgency}, {"Asked for", pounds(e.Amount)}}
	lines = said(lines, "With the request", e.Request)
	if e.State == Withdrawn {
		lines = append(lines, Line{"State", "Withdrawn"})
	}
	return lines
}
