package funding

import (
	"strings"

	"needsbook/app/pack"
	"needsbook/assets"
)

// DecisionRules are the council's own data about decisions: who decides, the reasons
// they give, why money ends early, and how a decision is disputed. Their words hold
// places for the words in use, see WordsOf.
type DecisionRules struct {
	pack.Head
	Rungs    []Rung           `json:"rungs"` // from the school up
	Reasons  []ReasonCode     `json:"reasons"`
	Endings  []EndingReason   `json:"endings"`
	Disputes DisputeRules     `json:"disputes"`
	Examples []reasonsExample `json:"worked_examples"`
}

// reasonsExample is a worked example: the reasons of a decision, and what a letter to
// parents says of them.
type reasonsExample struct {
	Name    string   `json:"name"`
	Reasons []string `json:"reasons"`
	Expect  []string `json:"expect"`
}

// worked puts the reasons of each example through the list.
func (d DecisionRules) worked() []pack.Worked {
	worked := make([]pack.Worked, len(d.Examples))
	for i, e := range d.Examples {
		var says []string
		for _, code := range e.Reasons {
			says = append(says, d.ReasonOf(code).Letter)
		}
		worked[i] = pack.Worked{Name: e.Name, Want: strings.Join(e.Expect, " "), Got: strings.Join(says, " ")}
	}
	return worked
}

// Rung is one of those to whom a request can go, from the school up.
type Rung struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Decides bool   `json:"decides"` // the final decision is theirs
}

// ReasonCode is a reason that is often given.
type ReasonCode struct {
	ID     string `json:"id"`
	Words  string `json:"words"`
	Next   string `json:"next"`   // what to do next time
	Letter string `json:"letter"` // the same for parents
}

// EndingReason is why money ends before its time.
type EndingReason struct {
	ID    string `json:"id"`
	Words string `json:"words"`
}

// DisputeRules are the stages of a dispute. Days are school days.
type DisputeRules struct {
	RaiseDays int            `json:"raise_days"` // a dispute is raised within so many of the decision
	Procedure string         `json:"procedure"`  // what else is open to those who disagree
	Link      string         `json:"link"`       // to the council's page about it
	Stages    []DisputeStage `json:"stages"`
}

// DisputeStage is one stage and how many school days it may take.
type DisputeStage struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Days int    `json:"days"`
}

// LoadDecisionRules reads the rules about decisions and refuses an id that stands twice.
func LoadDecisionRules(data []byte) (DecisionRules, pack.Problems) {
	var d DecisionRules
	if problems := pack.Read(assets.Schema("request-decisions.json"), data, &d); problems != nil {
		return DecisionRules{}, problems
	}
	var problems pack.Problems
	seen := map[string]bool{}
	once := func(path, id string) {
		if seen[path+"."+id] {
			problems.Add(path+"."+id, "“%s” is listed twice.", id)
		}
		seen[path+"."+id] = true
	}
	for _, r := range d.Rungs {
		once("rungs", r.ID)
	}
	for _, r := range d.Reasons {
		once("reasons", r.ID)
	}
	for _, e := range d.Endings {
		once("endings", e.ID)
	}
	for _, s := range d.Disputes.Stages {
		once("disputes.stages", s.ID)
	}
	problems.CheckExamples(d.worked())
	if problems != nil {
		return DecisionRules{}, problems
	}
	return d, nil
}

// Worded returns the rules with the words in use in their places.
func (d DecisionRules) Worded(words map[string]string) DecisionRules {
	d.Rungs = each(d.Rungs, func(r *Rung) { r.Name = worded(words, r.Name) })
	d.Reasons = each(d.Reasons, func(r *ReasonCode) {
		r.Words, r.Next, r.Letter = worded(words, r.Words), worded(words, r.Next), worded(words, r.Letter)
	})
	d.Endings = each(d.Endings, func(e *EndingReason) { e.Words = worded(words, e.Words) })
	d.Disputes.Procedure = worded(words, d.Disputes.Procedure)
	d.Disputes.Stages = each(d.Disputes.Stages, func(s *DisputeStage) { s.Name = worded(words, s.Name) })
	return d
}

// each returns a copy of a list with something done to every entry.
func each[T any](list []T, do func(*T)) []T {
	out := make([]T, len(list))
	copy(out, list)
	for i := range out {
		do(&out[i])
	}
	return out
}

// ReasonOf returns the reason with a code; one that is no longer listed shows as its code.
func (d DecisionRules) ReasonOf(code string) ReasonCode {
	for _, r := range d.Reasons {
		if r.ID == code {
			return r
		}
	}
	return ReasonCode{ID: code, Words: code}
}

// RungName names one of those to whom a request can go.
func (d DecisionRules) RungName(id string) string {
	for _, r := range d.Rungs {
		if r.ID == id {
			return r.Name
		}
	}
	return id
}

// stage returns the place of a stage, -1 where there is none.
func (r DisputeRules) stage(id string) int {
	for i, s := range r.Stages {
		if s.ID == id {
			return i
		}
	}
	return -1
}
