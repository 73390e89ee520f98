package panel

import (
	"fmt"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/exchange"
)

// Decide records what the panel decides about the item before it. The outcome must be
// the one that is carried; where nobody voted, all who may vote agreed to it. The pot is
// charged with the decision and not before. What is recorded is a recommendation until
// the council confirms it.
func (s State) Decide(by By, meeting, request string, v Verdict) ([]book.Draft, error) {
	if err := s.forChair(by, "record a decision"); err != nil {
		return nil, err
	}
	m, err := s.begun(meeting)
	if err != nil {
		return nil, err
	}
	item, there := m.Item(request)
	switch {
	case !there:
		return refuse("This request is not on the agenda.")
	case item.State == Settled:
		return refuse("%s is decided already. Correct the decision by an entry that follows.", upper(item.name()))
	case item.State == Off:
		return refuse("%s cannot be decided. %s", upper(item.name()), item.Why)
	case item.State != Opened:
		return refuse("%s is not before the panel now. Open it first.", upper(item.name()))
	}
	o, _ := s.About.Rules.Outcome(v.Outcome)
	v = v.fill(item.Paper, o)
	if err := s.checkVerdict(v, item.Paper, by.Day()); err != nil {
		return nil, err
	}
	body := decideBody{
		Meeting: m.ID, Request: request, Document: item.Document, Verdict: v, Parts: partsOf(item.URN, item.School, item.Partners, v.Amount),
		Present: m.Present, Interests: m.InterestsOf(item), DisputeBy: s.About.Calendar.AddSchoolDays(by.Day(), s.About.Rules.Disputes.RaiseDays),
	}
	if err := s.carry(&body, m, item); err != nil {
		return nil, err
	}
	if body.Money, err = s.moneyFor(v, item.Paper); err != nil {
		return nil, err
	}
	return one(draft(by, KindDecide, request, body))
}

// carry says how the outcome was come to and by whom, or why it was not.
func (s State) carry(b *decideBody, m Meeting, item Item) error {
	rules, may := s.About.Rules.Vote, m.MayVote(item)
	if len(may) == 0 {
		return refusal("Nobody at the meeting may vote on this request. Put it off.")
	}
	if b.Short = len(may) < rules.Quorum; b.Short && !(rules.Alone && s.urgent(item.Paper)) {
		return refusal("The panel needs %s free of interest, and %s. Put the item off.", persons(rules.Quorum), are(len(may)))
	}
	t := s.tally(m, item)
	b.Counted = t.Counted
	switch {
	case len(t.Counted) == 0 && !rules.Without && len(may) > 1:
		return refusal("The panel decides by vote, and nobody has voted.")
	case len(t.Counted) == 0:
		b.Carried, b.Deciders = ByAgreement, may
	case t.Carried == "":
		return refusal("No outcome has the votes it needs. Vote again, or put the item off.")
	case t.Carried != b.Verdict.Outcome:
		carried, _ := s.About.Rules.Outcome(t.Carried)
		chosen, _ := s.About.Rules.Outcome(b.Verdict.Outcome)
		return refusal("The panel voted for %s, so it cannot be recorded as %s.", carried.Words, chosen.Words)
	default:
		b.Carried = t.How
		for _, v := range t.Counted {
			if v.Choice != Abstain {
				b.Deciders = append(b.Deciders, v.Person)
			}
		}
	}
	return nil
}

func are(n int) string {
	if n == 1 {
		return "1 is here"
	}
	return fmt.Sprintf("%d are here", n)
}

// Correct puts a decision right by an entry that follows it, or sets it aside so that
// the request can be decided again. The entry that it corrects stays as it is.
func (s State) Correct(by By, decision string, c Correction) ([]book.Draft, error) {
	if err := s.forChair(by, "correct a decision"); err != nil {
		return nil, err
	}
	d, there := s.Decision(decision)
	switch {
	case !there:
		return refuse("There is no such decision.")
	case d.Aside:
		return refuse("This decision was set aside. There is nothing left to correct.")
	case d.Confirmed != nil:
		return refuse("The council has had its say on this decision. Only the council can change it now.")
	case c.Why == "":
		return refuse("Say what was wrong. It stands beside the decision for ever.")
	}
	if err := typed("What was wrong", c.Why); err != nil {
		return nil, err
	}
	body := correctBody{Decision: d.Entry, Why: c.Why, Aside: c.Aside}
	if c.Aside {
		body.Money = s.giveBack(d)
		return one(draft(by, KindCorrect, d.Entry, body))
	}
	o, _ := s.About.Rules.Outcome(c.Verdict.Outcome)
	v := c.Verdict.fill(d.Paper, o)
	if err := s.checkVerdict(v, d.Paper, d.On); err != nil {
		return nil, err
	}
	if v.Outcome != d.Verdict.Outcome && len(d.Counted) > 0 {
		return refuse("The panel voted for this outcome. Set the decision aside and decide again.")
	}
	if v.same(d.Now()) {
		return refuse("This is what the decision says already.")
	}
	var err error
	if body.Money, err = s.change(d, v.Amount-v.Contingency, v.Contingency, v); err != nil {
		return nil, err
	}
	body.Verdict, body.Parts = &v, partsOf(d.URN, d.School, d.Partners, v.Amount)
	body.DisputeBy = s.About.Calendar.AddSchoolDays(by.Day(), s.About.Rules.Disputes.RaiseDays)
	return one(draft(by, KindCorrect, d.Entry, body))
}

func (v Verdict) same(o Verdict) bool {
	return v.Outcome == o.Outcome && slices.Equal(v.Reasons, o.Reasons) && v.Words == o.Words && v.Amount == o.Amount && v.Contingency == o.Contingency &&
		v.From == o.From && v.To == o.To && v.Sessions == o.Sessions && slices.Equal(v.Conditions, o.Conditions) && v.ReviewOn == o.ReviewOn &&
		v.ReferTo == o.ReferTo && slices.Equal(v.Options, o.Options)
}

// change works out what a decision takes out of its pot besides what it took already.
func (s State) change(d Decision, given, used int64, v Verdict) (Money, error) {
	if !s.About.Rules.UsesPot(d.Paper.Route) {
		return Money{}, nil
	}
	taken := d.taken()
	if taken.Pot == "" {
		if given+used == 0 {
			return Money{}, nil
		}
		pot, err := s.potFor(v.From)
		if err != nil {
			return Money{}, err
		}
		m := pot.takeFrom(given, used)
		return m, m.holds()
	}
	pot, _ := s.Pot(taken.Pot)
	if given+used > 0 && (v.From.Before(pot.From) || v.From.After(pot.To)) {
		return Money{}, refusal("The money would come out of another pot than %s. Set the decision aside and decide again.", pot.Name)
	}
	m := pot.takeFrom(given-taken.Given, used-taken.Used)
	return m, m.holds()
}

// giveBack puts into the pot what a decision took out of it.
func (s State) giveBack(d Decision) Money {
	taken := d.taken()
	pot, there := s.Pot(taken.Pot)
	if !there {
		return Money{}
	}
	return pot.takeFrom(-taken.Given, -taken.Used)
}

// Confirm records what the council says to a recommendation. The final decision is the
// council's (S-10). It may say something else later; what it said before stays.
func (s State) Confirm(by By, decision string, c Confirmation) ([]book.Draft, error) {
	if by.Office != Council {
		return refuse("Only the council confirms what a panel recommends.")
	}
	d, there := s.Decision(decision)
	if !there {
		return refuse("There is no such decision.")
	}
	now := d.Now()
	o, _ := s.About.Rules.Outcome(now.Outcome)
	switch {
	case d.Aside:
		return refuse("This decision was set aside, so there is nothing to confirm.")
	case o.Again:
		return refuse("The panel asked for more and recommends nothing yet.")
	case d.Confirmed != nil && d.Confirmed.Outcome == c.Outcome && (c.Outcome != Changed || d.Confirmed.Amount == c.Amount):
		return refuse("The council has said this already.")
	}
	if err := typed("What the council writes", c.Words); err != nil {
		return nil, err
	}
	for _, code := range c.Reasons {
		if !hasCode(s.About.Rules.Reasons, code) {
			return refuse("The reason “%s” is not in the rules. Choose another.", code)
		}
	}
	given, used := now.Amount-now.Contingency, now.Contingency
	switch c.Outcome {
	case AsRecommended:
		c.Amount = now.Amount
	case Declined:
		c.Amount, given, used = 0, 0, 0
	case Changed:
		if c.Amount <= 0 || c.Amount == now.Amount || c.Amount > d.Paper.Asked {
			return refuse("Enter what the council agrees to: another sum than %s, and at most the %s that was asked for.", pounds(now.Amount), pounds(d.Paper.Asked))
		}
		if now.From.IsZero() {
			now.From = d.Paper.From
		}
		if now.From.IsZero() {
			now.From = by.Day()
		}
		used = min(used, c.Amount)
		given = c.Amount - used
	default:
		return refuse("Choose what the council says: as recommended, another sum, or not agreed.")
	}
	if c.Outcome != AsRecommended && len(c.Reasons) == 0 && c.Words == "" {
		return refuse("Give a reason for another decision than the panel’s.")
	}
	body := confirmBody{Decision: d.Entry, Outcome: c.Outcome, Amount: c.Amount, Reasons: c.Reasons, Words: c.Words, Parts: partsOf(d.URN, d.School, d.Partners, c.Amount)}
	var err error
	if body.Money, err = s.change(d, given, used, now); err != nil {
		return nil, err
	}
	return one(draft(by, KindConfirm, d.Entry, body))
}

// LockTerm closes a term for changes, with a reason, once the panel has met over it.
func (s State) LockTerm(by By, series, reason string) ([]book.Draft, error) {
	return s.lock(by, lockBody{Series: series, Reason: reason})
}

// OpenTerm lets changes to a closed term in again.
func (s State) OpenTerm(by By, series, reason string) ([]book.Draft, error) {
	return s.lock(by, lockBody{Series: series, Reason: reason, Open: true})
}

func (s State) lock(by By, b lockBody) ([]book.Draft, error) {
	if err := s.forChair(by, "close a term or open it"); err != nil {
		return nil, err
	}
	if err := typed("The reason", b.Reason); err != nil {
		return nil, err
	}
	switch {
	case !exchange.ValidSeries(b.Series):
		return refuse("Name the term, such as 2026-27/autumn.")
	case b.Reason == "":
		return refuse("Give the reason.")
	case b.Open && !s.Locked(b.Series):
		return refuse("The term %s is open already.", b.Series)
	case !b.Open && s.Locked(b.Series):
		return refuse("The term %s is closed already.", b.Series)
	}
	return one(draft(by, KindLock, b.Series, b))
}

// Locked reports whether a term is closed for changes.
func (s State) Locked(series string) (locked bool) {
	for _, l := range s.Locks {
		if l.Series == series {
			locked = !l.Open
		}
	}
	return locked
}
