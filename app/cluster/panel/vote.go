package panel

import "slices"

// How an outcome was carried.
const (
	ByVote      = "vote"
	ByCasting   = "casting" // by the chair's own vote in a tie
	ByAgreement = "agreed"  // by all who may vote, without counting
)

// Tally is how the votes on an item stand.
type Tally struct {
	Counted []Vote         // of those who are there and have no interest
	Votes   map[string]int // by choice, abstentions too
	Carried string         // the outcome that is carried, "" for none
	How     string         // ByVote or ByCasting
	May     int            // how many people who are there may vote
}

// count counts votes by the rules. Abstentions weigh nothing.
func (r *Rules) count(votes []Vote, chair string) Tally {
	t := Tally{Counted: votes, Votes: map[string]int{}}
	cast := 0
	for _, v := range votes {
		t.Votes[v.Choice]++
		if v.Choice != Abstain {
			cast++
		}
	}
	var first []string // the outcomes with the most votes
	for _, choice := range sorted(t.Votes) {
		switch n := t.Votes[choice]; {
		case choice == Abstain:
		case n*100 > cast*r.Vote.Percent:
			t.Carried, t.How = choice, ByVote
			return t
		case len(first) == 0 || n > t.Votes[first[0]]:
			first = []string{choice}
		case n == t.Votes[first[0]]:
			first = append(first, choice)
		}
	}
	if len(first) != 2 || !r.Vote.Casting || 2*t.Votes[first[0]] != cast {
		return t
	}
	for _, v := range votes {
		if v.Person.ID == chair && slices.Contains(first, v.Choice) {
			t.Carried, t.How = v.Choice, ByCasting
		}
	}
	return t
}
