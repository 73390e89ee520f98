package papers

import (
	"fmt"

	"needsbook/app/exchange"
)

// Steps of a dispute that a school takes.
const (
	Raise    = "raise"
	Accept   = "accept"   // the reply of the stage; the dispute ends
	Escalate = "escalate" // to the stage above
	TakeBack = "withdraw"
)

// Dispute is a school's step in a dispute about a decision. Its Ref is DisputeRef of
// the decision, so that the newest step stands.
type Dispute struct {
	exchange.Meta
	Decision string `json:"decision"` // hash of the decision's entry in the book
	Stage    int    `json:"stage"`    // that the step is taken in; of an escalation the stage above
	Reason   string `json:"reason"`   // code of the panel's rules
	Step     string `json:"step"`
}

// DisputeRef names the dispute about a decision: the first 40 digits of its entry's hash.
func DisputeRef(decision string) string { return short(decision) }

// About returns what the paper says about itself.
func (d Dispute) About() exchange.Meta       { return d.Meta }
func (d Dispute) with(m exchange.Meta) Paper { d.Meta = m; return d }
func (d Dispute) ref() string                { return DisputeRef(d.Decision) }

func (d Dispute) check() error {
	return all(
		rule{isHash(d.Decision), "decision"},
		rule{within(d.Stage, 1, 9), "stage"},
		rule{isCode(d.Reason), "reason"},
		rule{among(d.Step, Raise, Accept, Escalate, TakeBack), "step"},
	)
}

// Words returns what the paper says, line by line.
func (d Dispute) Words() []Line {
	return []Line{{"Step", stepWords[d.Step]}, {"Stage", fmt.Sprint(d.Stage)}, {"Reason", d.Reason}, {"Decision", d.Decision}}
}

var stepWords = map[string]string{Raise: "Dispute the decision", Accept: "Accept the reply", Escalate: "Take it to the next stage", TakeBack: "Withdraw the dispute"}
