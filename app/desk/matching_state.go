package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// How a question to other schools stands.
const (
	NeedQueued   = "queued"   // approved, and not at the hub yet
	NeedAsked    = "asked"    // at the hub; too few share it, or none
	NeedShared   = "shared"   // enough schools and pupils share it: say yes or no
	NeedAgreed   = "agreed"   // this school said yes and waits for another
	NeedMet      = "met"      // schools that said yes are known to each other
	NeedDeclined = "declined" // this school said no
	NeedRenewed  = "renewed"  // the ring was made anew: it must be asked again
	NeedStopped  = "stopped"  // taken back
	NeedOver     = "over"     // its half term is over
)

// NeedStates are the states with their words, the one that waits for somebody first.
var NeedStates = []struct{ ID, Name string }{
	{NeedShared, "Others share it"}, {NeedMet, "Introduced"}, {NeedAgreed, "You said yes"}, {NeedRenewed, "Ask again"}, {NeedQueued, "Waits to be sent"},
	{NeedAsked, "Asked"}, {NeedDeclined, "You said no"}, {NeedStopped, "Taken back"}, {NeedOver, "Over"},
}

// NeedStateName is the word for a state.
func NeedStateName(id string) string {
	for _, s := range NeedStates {
		if s.ID == id {
			return s.Name
		}
	}
	return id
}

// Introduction is another school that shares a need and said yes as this one did.
type Introduction struct {
	Need    string           `json:"need"` // Ref of the question
	Contact matching.Contact `json:"contact"`
	On      day.Date         `json:"on_day"`
}

// SharedNeed is a question to other schools and what came of it.
type SharedNeed struct {
	NeedAsk
	Ref     string           `json:"ref"`
	Words   string           `json:"words"` // what it is about
	State   string           `json:"state"`
	On      day.Date         `json:"on_day"`
	By      string           `json:"by"`
	Until   day.Date         `json:"until"`   // the last day of its half term
	Says    string           `json:"says"`    // how it stands, in a sentence
	Two     bool             `json:"two"`     // an introduction of two schools
	Schools int              `json:"schools"` // at least so many share it; 0 while too few do
	Pupils  int              `json:"pupils"`  // at least so many pupils; 0 while too few have it
	Met     []Introduction   `json:"met"`
	Sharing matching.Sharing `json:"-"`
	kept    keptNeed
}

// SharedNeeds lists what the school asked other schools, what waits for it first.
func (d *Desk) SharedNeeds(ctx context.Context) ([]SharedNeed, error) {
	kept, err1 := sendingsNamed[keptNeed](ctx, d.store, sendingNeed)
	met, err2 := sendingsNamed[Introduction](ctx, d.store, sendingMet)
	letter, _, err3 := d.Letter(ctx)
	state, err4 := d.Ring(ctx)
	rings, err5 := d.rings(ctx)
	asked, err6 := d.SentPapers(ctx, exchange.KindInterest)
	answers, err7 := d.SentPapers(ctx, exchange.KindContact)
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
		return nil, err
	}
	out := []SharedNeed{}
	for _, k := range kept {
		n := SharedNeed{NeedAsk: k.NeedAsk, Ref: k.Ref, Words: d.AskWords(k.Bucket), On: k.On, By: k.By, kept: k}
		window, _ := d.SharedNeedRules().WindowNamed(k.Window)
		n.Until = window.Until
		for _, one := range met {
			if one.Need == k.Ref {
				n.Met = append(n.Met, one)
			}
		}
		n.judge(d.SharedNeedRules(), rings, letter)
		n.State = d.needState(n, state, asked, answers)
		if n.State != NeedShared && n.State != NeedAgreed && n.State != NeedMet {
			n.Schools, n.Pupils, n.Two = 0, 0, false
		}
		n.Says = d.needSays(n)
		out = append(out, n)
	}
	order := func(s string) int {
		return slices.IndexFunc(NeedStates, func(x struct{ ID, Name string }) bool { return x.ID == s })
	}
	slices.SortStableFunc(out, func(a, b SharedNeed) int {
		return cmp.Or(cmp.Compare(order(a.State), order(b.State)), b.On.Compare(a.On), cmp.Compare(a.Words, b.Words))
	})
	return out, nil
}

// judge opens the bands that came back for a question, under the ring that it was asked
// under. What too few share stays unsaid; an introduction of two needs this school's own
// word, whatever the hub says.
func (n *SharedNeed) judge(rules matching.Rules, rings []keptRing, letter papers.Letter) {
	i := slices.IndexFunc(rings, func(r keptRing) bool { return r.Ring.Name() == n.kept.Ring && r.Maker.ID() == n.kept.Maker })
	j := slices.IndexFunc(letter.Matches, func(m papers.Match) bool { return m.Token == n.kept.Token })
	if i < 0 || j < 0 || !slices.Contains(letter.Matches[j].Bands, n.kept.Band) {
		return
	}
	m := letter.Matches[j]
	n.Sharing = rules.Judge(rings[i].Ring, n.Bucket, m.Bands, m.Private && n.Private)
	if n.Sharing.Enough {
		n.Two = n.Sharing.Schools < rules.LeastSchools
		n.Schools, n.Pupils = min(n.Sharing.Schools, rules.LeastSchools), rules.LeastPupils
	}
}

func (d *Desk) needState(n SharedNeed, ring RingState, asked, answers []SentPaper) string {
	find := func(list []SentPaper) (SentPaper, bool) {
		i := slices.IndexFunc(list, func(p SentPaper) bool { return p.Paper.About().Ref == n.Ref })
		if i < 0 {
			return SentPaper{}, false
		}
		return list[i], true
	}
	answer, answered := find(answers)
	agrees := false
	if c, ok := answer.Paper.(papers.Contact); ok {
		agrees = c.Agrees && answer.Paper.About().AsOf.Compare(n.On) >= 0
	}
	sent, _ := find(asked)
	switch {
	case !n.kept.Stopped.IsZero() || n.kept.Replaced:
		return NeedStopped
	case len(n.Met) > 0:
		return NeedMet
	case d.Today().After(n.Until):
		return NeedOver
	case answered && !agrees:
		return NeedDeclined
	case agrees: // also under a ring that was made anew since: the others may answer yet
		return NeedAgreed
	case ring.Name != "" && (ring.Name != n.kept.Ring || ring.ring.Maker.ID() != n.kept.Maker):
		return NeedRenewed
	case n.Sharing.Enough:
		return NeedShared
	case sent.Paper != nil && waits(sent.Item):
		return NeedQueued
	}
	return NeedAsked
}

// needSays is how a question stands, in a sentence. Numbers are never more exact than
// the least that may be shown.
func (d *Desk) needSays(n SharedNeed) string {
	rules := d.SharedNeedRules()
	switch n.State {
	case NeedQueued:
		return "It leaves with what is sent next."
	case NeedAsked:
		return "Nothing is shown unless " + count(rules.LeastSchools, "school") + " or more and " + count(rules.LeastPupils, "pupil") + " or more share it. The answer comes by itself, until " + n.Until.Words() + "."
	case NeedShared:
		if n.Two {
			return "One other school shares this need, and both of you asked to be introduced. Give your contact, and you get theirs."
		}
		return count(rules.LeastSchools, "school") + " or more, with " + count(rules.LeastPupils, "pupil") + " or more, share this need. Make contact? Names are exchanged among those who say yes."
	case NeedAgreed:
		return "Your contact is shown to the schools that say yes as well, until " + n.Until.Words() + "."
	case NeedMet:
		return "You and " + count(len(n.Met), "other school") + " said yes. Talk to each other, then start a request together."
	case NeedDeclined:
		return "Your school is not counted any more. What it asked is destroyed at the end of the half term."
	case NeedRenewed:
		return "The ring was made anew since you asked, so that this is not found any more. Ask again under the new one."
	case NeedStopped:
		return "It was taken back, and counts no more."
	}
	return "Its half term is over, and the hub has destroyed what was asked."
}

// SharedNeed returns one question by its Ref, or by the beginning of it.
func (d *Desk) SharedNeed(ctx context.Context, ref string) (SharedNeed, error) {
	list, err := d.SharedNeeds(ctx)
	if err != nil {
		return SharedNeed{}, err
	}
	var found []SharedNeed
	for _, n := range list {
		if len(ref) >= 6 && len(ref) <= len(n.Ref) && n.Ref[:len(ref)] == ref {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		return SharedNeed{}, refuse("need", "There is no such question to other schools.")
	}
	return found[0], nil
}
