package retention

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Event is what a time is counted from.
type Event string

// Events.
const (
	Birth   Event = "birth"
	Leaving Event = "leaving" // the last day on roll
	Record  Event = "record"  // the record's own end
)

// Name is the event in words.
func (e Event) Name() string {
	switch e {
	case Birth:
		return "date of birth"
	case Leaving:
		return "last day on roll"
	case Record:
		return "the record's own end"
	}
	return string(e)
}

// Pupils says whose whole file a rule is for.
type Pupils string

// Whose file it is, by what stood at any time.
const (
	WithPlan    Pupils = "ehc_plan"
	WithSupport Pupils = "sen_support"
	All         Pupils = "all"
)

// Policy is the pack: the times, and what may go once a pupil has moved on.
type Policy struct {
	pack.Head
	Rules    []Rule    `json:"rules"`
	Transfer Transfer  `json:"transfer"`
	Examples []Example `json:"worked_examples"`
}

// Rule is how long one sort of record is kept.
type Rule struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Pupils Pupils   `json:"pupils,omitempty"` // of a whole file
	Kinds  []string `json:"kinds,omitempty"`  // of single records
	From   Event    `json:"from"`
	Years  int      `json:"years"`
	Source string   `json:"source"`
}

// Transfer is what may go once the next school has sent its receipt.
type Transfer struct {
	Months int      `json:"months"`
	Keeps  []string `json:"keeps"` // kinds of record that stay until the whole file is due
	Source string   `json:"source"`
}

// Example is a worked example of the pack.
type Example struct {
	Name     string   `json:"name"`
	Statuses []string `json:"statuses"`
	Born     day.Date `json:"born"`
	Left     day.Date `json:"left"`
	Kind     string   `json:"kind"`
	Ended    day.Date `json:"ended"`
	Expect   string   `json:"expect"`
}

// Load reads a pack, or says all that is wrong with it.
func Load(data []byte) (Policy, []pack.Problem) {
	var p Policy
	if problems := pack.Read(assets.Schema("retention.json"), data, &p); problems != nil {
		return Policy{}, problems
	}
	var problems pack.Problems
	seen := map[string]bool{}
	for _, r := range p.Rules {
		if seen[r.ID] {
			problems.Add("rules."+r.ID, "There are two rules “%s”.", r.ID)
		}
		seen[r.ID] = true
		if r.Pupils != "" && r.From == Record {
			problems.Add("rules."+r.ID, "A whole file has no end of its own: count from birth or from leaving.")
		}
	}
	if !slices.ContainsFunc(p.Rules, func(r Rule) bool { return r.Pupils == All }) {
		problems.Add("rules", "There is no rule for all other pupils.")
	}
	if problems == nil {
		problems.CheckExamples(p.worked())
	}
	if problems != nil {
		return Policy{}, problems
	}
	return p, nil
}

func (p Policy) worked() (out []pack.Worked) {
	for _, e := range p.Examples {
		f := File{Born: e.Born, Left: e.Left, Statuses: e.Statuses}
		got := ""
		if e.Kind != "" {
			if due, ok := p.OfRecord(e.Kind, f, e.Ended); ok {
				got = due.On.String()
			}
		} else if due, ok := p.OfFile(f); ok {
			got = due.On.String()
		}
		out = append(out, pack.Worked{Name: e.Name, Want: e.Expect, Got: got})
	}
	return out
}
