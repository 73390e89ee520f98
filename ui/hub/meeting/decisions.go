package meeting

import (
	"net/http"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
)

// decisionsPage is the log of decisions.
type decisionsPage struct {
	*view
	Decisions []decisionPart // the latest first
}

// decisionPart is a decision with what holds of it now.
type decisionPart struct {
	V *view
	panel.Decision
	Now panel.Verdict // after corrections and the council's word
}

func (v *view) decisionPart(d panel.Decision) decisionPart {
	p := decisionPart{V: v, Decision: d, Now: d.Verdict}
	for _, c := range d.Corrections {
		if c.Verdict != nil {
			p.Now = *c.Verdict
		}
	}
	if d.Confirmed != nil && d.Confirmed.Outcome != panel.AsRecommended {
		p.Now.Amount = d.Confirmed.Amount
	}
	return p
}

// State is how a decision stands, in a word.
func (d decisionPart) State() string {
	switch {
	case d.Aside:
		return "set aside"
	case d.Disputed:
		return "in dispute"
	case d.Confirmed == nil:
		return "recommended"
	}
	return d.V.Word("confirmed", d.Confirmed.Outcome)
}

func showDecisions(v *view, w http.ResponseWriter) error {
	p := decisionsPage{view: v}
	for _, d := range slices.Backward(v.state.Decisions) {
		p.Decisions = append(p.Decisions, v.decisionPart(d))
	}
	return v.write(w, "decisions", v.page("Decisions", "None is ever changed. What was put right about one stands in an entry that follows it.", p))
}

// decisionPage is one decision.
type decisionPage struct {
	decisionPart
	Request requestPart
	Figures []cited
	Forms   []*form
}

func showDecision(v *view, w http.ResponseWriter) error {
	d, ok := v.decision(v.r.PathValue("decision"))
	if !ok {
		return errNoPage
	}
	p := decisionPage{decisionPart: v.decisionPart(d), Request: v.part("decided", d.Paper, d.Partners)}
	p.Figures = v.cites(d.Frozen)
	if v.may(people.Confirm) && d.Confirmed == nil && !d.Aside {
		p.Forms = append(p.Forms, v.form(v.confirmForm(), "confirm", "decisions", d.Entry, "confirm"))
	}
	if v.may(people.Correct) && !d.Aside {
		f := v.form(v.correctForm(p.Now), "correct", "decisions", d.Entry, "correct")
		f.Folded = true
		p.Forms = append(p.Forms, f)
	}
	page := v.page("Decision "+shortHash(d.Entry), v.requestTitle(d.Paper, d.School)+", "+d.On.Words()+".", p)
	page.Back = append(page.Back, link(v.to("decisions"), "← Decisions"))
	return v.write(w, "decision", page)
}

func toDecision(v *view, _ *input) string { return v.to("decisions", v.r.PathValue("decision")) }

// confirmForm is the council's word on a recommendation.
func (v *view) confirmForm() form {
	return form{Title: "The council’s decision", Button: "Enter the council’s decision", Fields: []field{
		{Name: "outcome", Label: "The council", Kind: fieldRadio, Options: []option{
			{Value: panel.AsRecommended, Words: "agrees as recommended"}, {Value: panel.Changed, Words: "agrees with another amount"}, {Value: panel.Declined, Words: "does not agree"}}},
		{Name: "amount", Label: "Amount", Kind: fieldMoney, Optional: true, Hint: "Pounds, only where it is another amount."},
		{Name: "reasons", Label: "Reasons", Kind: fieldChecks, Optional: true, Options: options(v.words.rules.Reasons)},
		{Name: "words", Label: "Why", Kind: fieldLong, Most: 2000, Optional: true, Hint: "Name no pupil."},
	}}
}

var confirm = act{
	path: "decisions/{decision}/confirm", action: people.Confirm, done: "The council’s decision is in the book, and goes back to the school.", to: toDecision,
	form: func(v *view) (form, error) { return v.confirmForm(), v.hasDecision() },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		c := panel.Confirmation{Outcome: in.one(f.field("outcome")), Amount: in.pence(f.field("amount")), Reasons: in.some(f.field("reasons")), Words: in.text(f.field("words"))}
		if c.Outcome != panel.Changed {
			c.Amount = 0
		}
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.Confirm(v.by(), v.r.PathValue("decision"), c)
	},
}

// correctForm puts a decision right by an entry that follows it.
func (v *view) correctForm(now panel.Verdict) form {
	fields := []field{
		{Name: "why", Label: "What was wrong", Kind: fieldLong, Most: 1000, Hint: "Name no pupil."},
		{Name: "aside", Label: "Set the decision aside: the request comes back, and what stands below does not count", Kind: fieldTick},
	}
	return form{Title: "Correct it by a following entry", Button: "Enter the correction", Lead: "The decision stays in the book as it was made. What you enter here holds from now on.", Fields: append(fields, v.verdictFields(now)...)}
}

var correct = act{
	path: "decisions/{decision}/correct", action: people.Correct, done: "The correction follows the decision in the book.", to: toDecision,
	form: func(v *view) (form, error) {
		d, _ := v.decision(v.r.PathValue("decision"))
		return v.correctForm(v.decisionPart(d).Now), v.hasDecision()
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		c := panel.Correction{Why: in.text(f.field("why")), Aside: in.ticked("aside")}
		if c.Why == "" {
			in.fault("why", "What was wrong: say it in a sentence.")
		}
		if !c.Aside {
			c.Verdict = readVerdict(v, f, in)
			if o, ok := v.words.rules.Outcome(c.Verdict.Outcome); ok && !o.Money {
				c.Verdict = withoutMoney(c.Verdict)
			}
		}
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.Correct(v.by(), v.r.PathValue("decision"), c)
	},
}

func (v *view) hasDecision() error {
	if _, ok := v.decision(v.r.PathValue("decision")); !ok {
		return errNoPage
	}
	return nil
}

// potPage is the money of the cluster.
type potPage struct {
	*view
	Pots []potAccount
	Set  []*form
}

// potAccount is a pot with every movement of it, the earliest first.
type potAccount struct {
	panel.Pot
	Moves []potMove
}

// potMove is one movement of a pot, with what was left after it.
type potMove struct {
	On              day.Date
	Words           string
	To              string
	Given, Used     int64
	After, ConAfter int64
	NotConfirmedYet bool
}

func showPot(v *view, w http.ResponseWriter) error {
	p := potPage{view: v}
	for _, pot := range slices.Backward(v.state.Pots) {
		p.Pots = append(p.Pots, potAccount{pot, v.moves(pot.ID)})
	}
	if v.may(people.KeepPot) {
		for i, pot := range p.Pots {
			f := v.form(v.potForm(panel.PotSetting{ID: pot.ID, Name: pot.Name, From: pot.From, To: pot.To, Amount: pot.Amount, Contingency: pot.Contingency}), "pot-"+number(i+1), "pot")
			f.Folded = true
			p.Set = append(p.Set, f)
		}
		f := v.form(v.potForm(panel.PotSetting{}), "pot-new", "pot")
		f.Folded = len(p.Pots) > 0
		p.Set = append(p.Set, f)
	}
	return v.write(w, "pot", v.page("Pot", "What the cluster has to share, and what was given of it. These are records of decisions, never payments.", p))
}

// moves are what changed a pot, in the order of the book.
func (v *view) moves(pot string) (out []potMove) {
	add := func(on day.Date, m panel.Money, words, to string, open bool) {
		if m.Pot == pot && (m.Given != 0 || m.Used != 0) {
			out = append(out, potMove{On: on, Words: words, To: to, Given: m.Given, Used: m.Used, After: m.After, ConAfter: m.ContingencyAfter, NotConfirmedYet: open})
		}
	}
	for _, d := range v.state.Decisions {
		to, title := v.to("decisions", d.Entry), d.School+", "+d.Paper.Number
		add(d.On, d.Money, title, to, d.Confirmed == nil && !d.Aside)
		for _, c := range d.Corrections {
			add(c.On, c.Money, title+", corrected", to, false)
		}
		if d.Confirmed != nil {
			add(d.Confirmed.On, d.Confirmed.Money, title+", the council’s decision", to, false)
		}
	}
	for _, e := range v.state.Events {
		add(e.Closed, e.Money, e.School+", "+v.EventKind(e.Kind), v.to("events"), false)
	}
	slices.SortStableFunc(out, func(a, b potMove) int { return a.On.Compare(b.On) })
	return out
}

// potForm sets a pot, or sets it anew with other sums.
func (v *view) potForm(p panel.PotSetting) form {
	f := form{Title: "Set a pot", Button: "Set the pot", Fields: []field{
		{Name: "id", Kind: fieldHidden, Value: p.ID},
		{Name: "name", Label: "Name", Kind: fieldText, Most: 60, Value: p.Name, Hint: "Such as Shared money 2026-27."},
		{Name: "from", Label: "From", Kind: fieldDate, Half: true, Value: p.From.String()},
		{Name: "to", Label: "To", Kind: fieldDate, Half: true, Value: p.To.String()},
		{Name: "amount", Label: "To share", Kind: fieldMoney, Half: true, Value: pounds(p.Amount), Hint: "Pounds, without the contingency."},
		{Name: "contingency", Label: "Contingency", Kind: fieldMoney, Half: true, Value: pounds(p.Contingency), Hint: "Pounds, for what nobody can plan for. The rules propose " + number(v.words.rules.Pot.Contingency) + " per cent."},
		{Name: "words", Label: "Why it is set anew", Kind: fieldText, Most: 200, Optional: true},
	}}
	if p.ID != "" {
		f.Title, f.Button = "Set "+p.Name+" anew", "Set it anew"
	}
	return f
}

var setPot = act{
	path: "pot", action: people.KeepPot, done: "The pot is set.", to: func(v *view, _ *input) string { return v.to("pot") },
	form: func(v *view) (form, error) { return v.potForm(panel.PotSetting{}), nil },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		p := panel.PotSetting{ID: in.typed.Get("id"), Name: in.text(f.field("name")), From: in.date(f.field("from"), v.today), To: in.date(f.field("to"), v.today),
			Amount: in.pence(f.field("amount")), Contingency: in.pence(f.field("contingency")), Words: in.text(f.field("words"))}
		if p.Name == "" {
			in.fault("name", "Name: type what people call the pot.")
		}
		if len(in.faults) > 0 {
			return nil, nil
		}
		if p.ID == "" {
			p.ID = slug(p.Name, func(id string) bool {
				return slices.ContainsFunc(v.state.Pots, func(x panel.Pot) bool { return x.ID == id })
			})
		}
		return v.state.SetPot(v.by(), p)
	},
}
