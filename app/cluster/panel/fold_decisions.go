package panel

import (
	"cmp"
	"fmt"
	"slices"
)

func readDecide(f *folding, e entry, b decideBody) (string, error) {
	m, item, err := f.item(b.Meeting, b.Request)
	if err != nil {
		return "", err
	}
	if item.Document != b.Document {
		return "", fmt.Errorf("it decides another revision of %s than was on the agenda", b.Request)
	}
	d := &Decision{
		Entry: e.Hash, N: e.N, On: e.On, At: e.At, Meeting: b.Meeting, Request: b.Request, Document: b.Document,
		URN: item.URN, School: item.School, Paper: item.Paper, Partners: item.Partners, Verdict: b.Verdict, Money: b.Money, Parts: b.Parts,
		Present: b.Present, Interests: b.Interests, Counted: b.Counted, Deciders: b.Deciders, Carried: b.Carried,
		Single: len(b.Deciders) == 1, Short: b.Short, Frozen: m.shown(b.Document), DisputeBy: b.DisputeBy,
	}
	f.decisions[e.Hash] = d
	f.made = append(f.made, e.Hash)
	item.State, item.Done, item.Decision = Settled, e.At, e.Hash
	if m.Open == b.Request {
		m.Open = ""
	}
	if err := f.move(b.Money, false); err != nil {
		return "", err
	}
	o, _ := f.About.Rules.Outcome(b.Verdict.Outcome)
	words := fmt.Sprintf("Decided %s: %s", item.name(), o.Words)
	if b.Verdict.Amount > 0 {
		words += ", " + pounds(b.Verdict.Amount)
	}
	return words + ".", nil
}

// shown are the figures on screen during a meeting, and one request: what was frozen of
// other requests has nothing to do with a decision about it.
func (m *Meeting) shown(document string) []string {
	return slices.DeleteFunc(slices.Clone(m.Frozen), func(id string) bool {
		return id != document && slices.ContainsFunc(m.Items, func(i Item) bool { return i.Document == id })
	})
}

// move takes money out of a pot, or back into it where the sums are below nothing.
func (f *folding) move(m Money, confirmed bool) error {
	if m.Pot == "" {
		return nil
	}
	pot := f.pots[m.Pot]
	if pot == nil {
		return unknown("pot", m.Pot)
	}
	pot.Given += m.Given
	pot.Used += m.Used
	if !confirmed {
		pot.Recommended += m.Given + m.Used
	}
	return nil
}

// decision returns a decision by the hash of its entry or of one that corrected it.
func (f *folding) decision(hash string) (*Decision, error) {
	if first := f.corrects[hash]; first != "" {
		hash = first
	}
	d := f.decisions[hash]
	if d == nil {
		return nil, unknown("decision", hash)
	}
	return d, nil
}

func readCorrect(f *folding, e entry, b correctBody) (string, error) {
	d, err := f.decision(b.Decision)
	if err != nil {
		return "", err
	}
	if err := f.move(b.Money, d.Confirmed != nil); err != nil {
		return "", err
	}
	d.Corrections = append(slices.Clone(d.Corrections), Corrected{Entry: e.Hash, On: e.On, By: e.By, Why: b.Why, Aside: b.Aside, Verdict: b.Verdict, Money: b.Money, Parts: b.Parts})
	if d.Aside = d.Aside || b.Aside; !b.Aside {
		f.corrects[e.Hash], d.DisputeBy = d.Entry, b.DisputeBy
	}
	if b.Aside {
		return fmt.Sprintf("Set aside the decision about request %s of %s.", d.Paper.Number, d.School), nil
	}
	return fmt.Sprintf("Corrected the decision about request %s of %s.", d.Paper.Number, d.School), nil
}

func readConfirm(f *folding, e entry, b confirmBody) (string, error) {
	d, err := f.decision(b.Decision)
	if err != nil {
		return "", err
	}
	before := d.taken()
	if pot := f.pots[before.Pot]; d.Confirmed == nil && pot != nil { // it is a recommendation no more
		pot.Recommended -= before.Given + before.Used
	}
	if err := f.move(b.Money, true); err != nil {
		return "", err
	}
	d.Confirmed = &Confirmed{Entry: e.Hash, On: e.On, By: e.By, Outcome: b.Outcome, Amount: b.Amount, Reasons: b.Reasons, Words: b.Words, Money: b.Money, Parts: b.Parts, earlier: d.Confirmed}
	return fmt.Sprintf("The council %s request %s of %s.", confirmWords[b.Outcome], d.Paper.Number, d.School), nil
}

var confirmWords = map[string]string{AsRecommended: "confirmed the recommendation on", Changed: "decided otherwise on", Declined: "did not agree to"}

// Now returns what holds of a decision: as it was made, or as the last correction puts it.
func (d Decision) Now() Verdict {
	for i := len(d.Corrections) - 1; i >= 0; i-- {
		if v := d.Corrections[i].Verdict; v != nil {
			return *v
		}
	}
	return d.Verdict
}

// Amount is what holds in pence: what the council confirmed, else what the panel
// recommends; nothing where the decision was set aside.
func (d Decision) Amount() int64 {
	switch {
	case d.Aside:
		return 0
	case d.Confirmed != nil:
		return d.Confirmed.Amount
	}
	return d.Now().Amount
}

// Latest returns the hash of the entry that says what holds: the last that corrected the
// decision, else its own.
func (d Decision) Latest() string {
	for i := len(d.Corrections) - 1; i >= 0; i-- {
		if d.Corrections[i].Verdict != nil {
			return d.Corrections[i].Entry
		}
	}
	return d.Entry
}

// PartsNow are the schools' parts of Amount.
func (d Decision) PartsNow() []Part {
	switch {
	case d.Aside:
		return nil
	case d.Confirmed != nil:
		return d.Confirmed.Parts
	}
	for i := len(d.Corrections) - 1; i >= 0; i-- {
		if d.Corrections[i].Verdict != nil {
			return d.Corrections[i].Parts
		}
	}
	return d.Parts
}

// Stands reports whether a decision holds: it was not set aside, nor declined by the
// council.
func (d Decision) Stands() bool {
	return !d.Aside && (d.Confirmed == nil || d.Confirmed.Outcome != Declined)
}

// taken is what the decision takes out of its pot by now, all its entries together.
func (d *Decision) taken() Money {
	var sum Money
	add := func(m Money) {
		sum = Money{Pot: cmp.Or(sum.Pot, m.Pot), Given: sum.Given + m.Given, Used: sum.Used + m.Used}
	}
	add(d.Money)
	for _, c := range d.Corrections {
		add(c.Money)
	}
	for c := d.Confirmed; c != nil; c = c.earlier {
		add(c.Money)
	}
	return sum
}
