package panel

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"needsbook/app/money"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Example is a worked example of the rules: one of votes, forms, an event or a pot, and
// what the rules make of it.
type Example struct {
	Name   string        `json:"name"`
	Votes  []string      `json:"votes"` // the chair's first
	Forms  []string      `json:"forms"` // of the requests on an agenda
	Event  *EventExample `json:"event"`
	Pot    int64         `json:"pot"` // pence
	Expect string        `json:"expect"`
}

// EventExample is an event some school days after it came, beside a pot with its
// contingency, in pence.
type EventExample struct {
	Amount  int64  `json:"amount"`
	Pot     int64  `json:"pot"`
	Urgency string `json:"urgency"`
	Days    int    `json:"days"`
}

// Shipped returns the rules that ship with the program.
var Shipped = sync.OnceValue(func() *Rules {
	r, problems := LoadRules(assets.Pack("panel.json"))
	if problems != nil {
		panic("panel: the shipped rules do not hold: " + problems[0].String())
	}
	return r
})

// LoadRules reads a pack of rules, or says all that is wrong with it: an id that stands
// twice, an outcome or a rung that could never be reached, an example that does not hold.
func LoadRules(data []byte) (*Rules, pack.Problems) {
	var r Rules
	if problems := pack.Read(assets.Schema("panel.json"), data, &r); problems != nil {
		return nil, problems
	}
	problems := r.once()
	problems = append(problems, r.sense()...)
	if problems == nil {
		problems.CheckExamples(r.worked())
	}
	if problems != nil {
		return nil, problems
	}
	return &r, nil
}

// once notes ids that stand twice in their list.
func (r *Rules) once() (problems pack.Problems) {
	lists := map[string][]string{
		"outcomes": ids(r.Outcomes, func(o OutcomeRule) string { return o.ID }), "reasons": codes(r.Reasons), "interests": codes(r.Interests),
		"put_off": codes(r.PutOff), "routes": ids(r.Routes, func(x RouteRule) string { return x.ID }),
		"disputes.stages":   ids(r.Disputes.Stages, func(x StageRule) string { return x.ID }),
		"disputes.reasons":  codes(r.Disputes.Reasons),
		"disputes.outcomes": ids(r.Disputes.Outcomes, func(x DisputeOutcome) string { return x.ID }),
		"events.kinds":      codes(r.Events.Kinds), "events.urgencies": ids(r.Events.Urgencies, func(x UrgencyRule) string { return x.ID }),
		"ladder": ids(r.Ladder, func(x RungRule) string { return x.ID }), "agreements": ids(r.Agreements, func(x AgreementRule) string { return x.ID }),
		"services": codes(r.Services),
	}
	for _, list := range sorted(lists) {
		seen := map[string]bool{}
		for _, id := range lists[list] {
			if seen[id] {
				problems.Add(list+"."+id, "“%s” is listed twice.", id)
			}
			seen[id] = true
		}
	}
	return problems
}

// sense notes rules that this program could not keep.
func (r *Rules) sense() (problems pack.Problems) {
	if !slices.ContainsFunc(r.Outcomes, func(o OutcomeRule) bool { return o.Money && !o.Part }) {
		problems.Add("outcomes", "No outcome agrees to a request in full.")
	}
	for _, o := range r.Outcomes {
		if o.ID == Abstain {
			problems.Add("outcomes."+o.ID, "“%s” is what a vote for no outcome is called. Choose another id.", Abstain)
		}
		if o.Part && !o.Money || o.Money && (o.Again || o.Refers) {
			problems.Add("outcomes."+o.ID, "An outcome that gives a part must give money, and one that gives money neither comes back nor refers.")
		}
	}
	if !slices.ContainsFunc(r.Interests, func(c CodeRule) bool { return c.ID == OwnSchool }) {
		problems.Add("interests", "The interest “%s” is missing: people of a school that asks always have it.", OwnSchool)
	}
	for i, s := range r.Disputes.Stages {
		if last := i == len(r.Disputes.Stages)-1; last != (s.FurtherDays == 0) {
			problems.Add("disputes.stages."+s.ID, "After every stage but the last there must be days to go further.")
		}
	}
	if !slices.ContainsFunc(r.Ladder, func(x RungRule) bool { return x.Who == whoPanel }) {
		problems.Add("ladder", "No rung is the panel’s own.")
	}
	if top := r.Ladder[len(r.Ladder)-1]; top.Days != 0 || top.Percent != 0 {
		problems.Add("ladder."+top.ID, "Nobody stands above the last rung, so it can have no end of days or money.")
	}
	return problems
}

// worked puts each example through the rules.
func (r *Rules) worked() []pack.Worked {
	worked := make([]pack.Worked, len(r.Examples))
	for i, e := range r.Examples {
		w := pack.Worked{Name: e.Name, Want: e.Expect}
		switch {
		case len(e.Votes) > 0:
			w.Got, w.Failed = r.workedVotes(e.Votes)
		case len(e.Forms) > 0:
			n := 0
			for _, form := range e.Forms {
				n += r.Meeting.Minutes[form]
			}
			w.Got = fmt.Sprintf("%d minutes", n)
		case e.Event != nil:
			u, known := r.urgency(e.Event.Urgency)
			if !known {
				w.Failed = "The rules have no urgency “" + e.Event.Urgency + "”."
				break
			}
			w.Got = r.Ladder[r.rungAfter(r.panelRung(), u, e.Event.Amount, e.Event.Pot, e.Event.Days)].ID
		default:
			w.Got = money.Pence(r.Proposed(e.Pot)).Words() + " kept back"
		}
		worked[i] = w
	}
	return worked
}

func (r *Rules) workedVotes(choices []string) (got, failed string) {
	var votes []Vote
	for i, c := range choices {
		if _, known := r.Outcome(c); !known && c != Abstain {
			return "", "The rules have no outcome “" + c + "”."
		}
		votes = append(votes, Vote{Person{ID: fmt.Sprintf("p%02d", i)}, c})
	}
	switch t := r.count(votes, "p00"); t.How {
	case ByVote:
		return t.Carried + " by vote", ""
	case ByCasting:
		return t.Carried + " by the chair’s casting vote", ""
	}
	return "nothing is carried", ""
}

// Proposed is the contingency that the rules propose for a pot, in pence.
func (r *Rules) Proposed(pot int64) int64 { return pot * int64(r.Pot.Contingency) / 100 }

func (r *Rules) urgency(id string) (UrgencyRule, bool) {
	i := slices.IndexFunc(r.Events.Urgencies, func(u UrgencyRule) bool { return u.ID == id })
	if i < 0 {
		return UrgencyRule{ID: id, Words: id}, false
	}
	return r.Events.Urgencies[i], true
}

// panelRung is the place of the panel's own rung.
func (r *Rules) panelRung() int {
	return slices.IndexFunc(r.Ladder, func(x RungRule) bool { return x.Who == whoPanel })
}

// rungAfter is where something stands that came to a rung so many school days ago: each
// rung has it for its days, or for those of its urgency where they are fewer, and passes
// it on at once where it needs a larger share of the pot than the rung may give.
func (r *Rules) rungAfter(from int, u UrgencyRule, amount, pot int64, days int) int {
	at := from
	for at < len(r.Ladder)-1 {
		rung := r.Ladder[at]
		if rung.Percent > 0 && amount*100 > pot*int64(rung.Percent) {
			at++
			continue
		}
		most := rung.Days
		if u.Days > 0 && u.Days < most {
			most = u.Days
		}
		if most == 0 || days <= most {
			return at
		}
		days -= most
		at++
	}
	return at
}

func codes(list []CodeRule) []string { return ids(list, func(c CodeRule) string { return c.ID }) }

func ids[T any](list []T, id func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = id(x)
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// listed joins words with commas and "and".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
