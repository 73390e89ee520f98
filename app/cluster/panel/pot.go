package panel

import (
	"regexp"

	"needsbook/app/cluster/book"
	"needsbook/app/day"
	"needsbook/app/money"
)

// idForm is how pots, meetings and services are called at the hub: short, and fit for an
// address.
var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)

// mostPence bounds a pot: ten million pounds is beyond any cluster.
const mostPence = 1_000_000_000

// SetPot sets the money that the cluster has for a time, or sets it anew. It cannot be
// less than what is given already, and no two pots hold on one day.
func (s State) SetPot(by By, p PotSetting) ([]book.Draft, error) {
	if err := s.forChair(by, "set the pot"); err != nil {
		return nil, err
	}
	if err := typed("The name of the pot", p.Name, p.Words); err != nil {
		return nil, err
	}
	switch {
	case !idForm.MatchString(p.ID):
		return refuse("Call the pot by a short name of small letters, digits and hyphens, such as 2026-27.")
	case p.Name == "":
		return refuse("Say what the pot is called.")
	case p.From.IsZero() || !p.From.Before(p.To):
		return refuse("Enter the first and the last day of the pot, the first before the last.")
	case p.Amount < 0 || p.Contingency < 0 || p.Amount > mostPence || p.Contingency > mostPence:
		return refuse("A pot and its contingency are between £0 and ten million pounds.")
	case p.Amount+p.Contingency == 0:
		return refuse("Enter how much is in the pot.")
	}
	for _, o := range s.Pots {
		if o.ID != p.ID && !o.From.After(p.To) && !p.From.After(o.To) {
			return refuse("The pot %s already holds from %s to %s. Two pots cannot hold on one day.", o.Name, o.From.Words(), o.To.Words())
		}
	}
	if old, there := s.Pot(p.ID); there {
		switch {
		case p.Amount < old.Given:
			return refuse("%s of this pot is given already, so it cannot be set to %s.", pounds(old.Given), pounds(p.Amount))
		case p.Contingency < old.Used:
			return refuse("%s of the contingency is used already, so it cannot be set to %s.", pounds(old.Used), pounds(p.Contingency))
		}
	}
	return one(draft(by, KindPot, p.ID, p))
}

// takeFrom works out what a sum takes out of a pot, and out of its contingency.
func (p Pot) takeFrom(given, used int64) Money {
	return Money{Pot: p.ID, Before: p.Left(), After: p.Left() - given, Given: given,
		ContingencyBefore: p.ContingencyLeft(), ContingencyAfter: p.ContingencyLeft() - used, Used: used}
}

// holds refuses what a pot does not have.
func (m Money) holds() error {
	switch {
	case m.After < 0 && m.Given > 0:
		return refusal("The pot has %s left, and this would take %s of it. Agree to less, or take some from the contingency.", pounds(m.Before), pounds(m.Given))
	case m.ContingencyAfter < 0 && m.Used > 0:
		return refusal("The contingency has %s left, and this would take %s of it.", pounds(m.ContingencyBefore), pounds(m.Used))
	}
	return nil
}

// potFor returns the pot that money from a day comes out of.
func (s State) potFor(on day.Date) (Pot, error) {
	p, there := s.PotOn(on)
	if !there {
		return Pot{}, refusal("There is no pot for %s. Set the pot first.", on.Words())
	}
	return p, nil
}

// partsOf splits a sum between the schools of a request by what each asked for, to the
// penny; a request of one school alone has one part.
func partsOf(urn, name string, partners []Partner, pence int64) []Part {
	if pence == 0 {
		return nil
	}
	weights := make([]int64, len(partners))
	for i, p := range partners {
		weights[i] = p.Asked
	}
	shares := money.SplitBy(money.Pence(pence), weights)
	if shares == nil {
		return []Part{{URN: urn, Name: name, Amount: pence}}
	}
	parts := make([]Part, len(partners))
	for i, p := range partners {
		parts[i] = Part{URN: p.URN, Name: p.Name, Amount: shares[i].InPence()}
	}
	return parts
}
