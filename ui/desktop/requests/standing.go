package requests

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// next says what to do while the request stands as it does.
func (p *page) next() string {
	r, la := p.m.request().Progress, p.m.desk.Terms().Label("la")
	switch r.StateOn(p.m.desk.Today()) {
	case funding.IsReady:
		return "Save the page as a PDF, send it, and mark it as submitted."
	case funding.Submitted, funding.Discussed, funding.Recommended:
		return "Record what is said about it, and the decision of the " + la + " when it comes."
	case funding.Decided:
		if r.Decision != nil && r.Decision.Outcome == funding.Deferred {
			return "Take it back, answer what was asked, and submit it again."
		}
		return "Tell the family, and keep the letter ticked as handed over."
	case funding.Active:
		if _, to, agreed := r.Lasts(); agreed {
			return "The money is there until " + to.Words() + "."
		}
	}
	return "Nothing in it can be changed now."
}

// standing says how a request stands that cannot be changed: what is due, what happened,
// and the letters to the family.
func (p *page) standing() fyne.CanvasObject {
	column := parts.Column(parts.Pages)
	if p.m.request().Progress.InDispute() {
		d := p.m.request().Progress.Dispute
		column.Add(parts.NewProse("! In dispute: "+p.m.stageWords(d.Steps[len(d.Steps)-1])+".", parts.TextStyle{Colour: parts.Overdue.Colour()}))
	}
	column.Add(section("How it stands", parts.NewFactList(p.m.facts(p.hidden)...)))
	if letters := p.letters(); letters != nil {
		column.Add(section("Letters to the family", letters))
	}
	story := parts.Column(parts.Between)
	for _, e := range p.m.story(p.hidden) {
		story.Add(parts.Column(0, parts.NewProse(strings.TrimSpace(e.When+"  "+e.State.Shape()+" "+e.Title), parts.Strong), parts.NewProse(e.Body, parts.Plain)))
	}
	if len(story.Objects) == 0 {
		story.Add(parts.NewProse("What is said and decided will stand here.", parts.QuietText))
	}
	column.Add(section("What happened", story))
	return column
}

// facts are what is known of a request that has left the desk.
func (m *model) facts(hidden bool) []parts.Fact {
	r := m.request()
	facts := []parts.Fact{{Label: "Made to", Value: capital(r.Scheme)}, {Label: "For the time", Value: period(r)}}
	if r.Kind != funding.KindAdvice {
		facts = append(facts, parts.Fact{Label: "Asked for", Value: r.Progress.Asked.Words()})
	}
	if d := r.Progress.Decision; d != nil {
		facts = append(facts, parts.Fact{Label: "Decision", Value: outcomeWords[d.Outcome] + " on " + d.On.Words(), State: decisionState(d.Outcome)})
		if d.Money() && !d.Amount.IsZero() {
			facts = append(facts, parts.Fact{Label: "Agreed", Value: d.Amount.Words() + " from " + d.From.Words() + " to " + d.To.Words()})
		}
		facts = append(facts, parts.Fact{Label: "Conditions", Value: wording.Written(d.Conditions, hidden)})
		if !d.Review.IsZero() {
			words, state := wording.Due(m.desk.Today(), d.Review)
			facts = append(facts, parts.Fact{Label: "Review", Value: words, State: state})
		}
	}
	if words, state := ends(r.Progress, m.desk.Today()); words != "" {
		facts = append(facts, parts.Fact{Label: "Ends", Value: words, State: state})
	}
	return facts
}

func decisionState(o funding.Outcome) parts.State {
	switch o {
	case funding.Agreed, funding.Part:
		return parts.Done
	case funding.Declined:
		return parts.Overdue
	}
	return parts.Soon
}

// story is what happened to the request, newest first: every round, with who took part
// and what interest they declared.
func (m *model) story(hidden bool) []parts.Event {
	p := m.request().Progress
	var events []parts.Event
	for _, round := range p.Earlier {
		events = append(events, m.round(round, hidden)...)
	}
	events = append(events, m.round(funding.Round{Asked: p.Asked, SentOn: p.SentOn, Discussions: p.Discussions, Advised: p.Advised, Decision: p.Decision}, hidden)...)
	for _, d := range append(append([]funding.Dispute{}, p.Settled...), openOf(p.Dispute)...) {
		events = append(events, m.dispute(d, hidden)...)
	}
	if p.Ending != nil {
		events = append(events, parts.Event{When: p.Ending.On.Words(), Title: "Ended before its time", Body: wording.Written(p.Ending.Why, hidden)})
	}
	for i, j := 0, len(events)-1; i < j; i, j = i+1, j-1 {
		events[i], events[j] = events[j], events[i]
	}
	return events
}

func openOf(d *funding.Dispute) []funding.Dispute {
	if d == nil {
		return nil
	}
	return []funding.Dispute{*d}
}

// round is one way to those who discuss and decide.
func (m *model) round(r funding.Round, hidden bool) []parts.Event {
	var events []parts.Event
	add := func(on day.Date, title string, state parts.State, body ...string) {
		events = append(events, parts.Event{When: on.Words(), Title: title, Body: wording.Written(lines(body...), hidden), State: state})
	}
	if !r.SentOn.IsZero() {
		add(r.SentOn, "Submitted", parts.NoState)
	}
	for _, talk := range r.Discussions {
		others := ""
		if len(talk.Options) > 0 {
			others = "Also thought of: " + strings.Join(talk.Options, "; ")
		}
		add(talk.On, "Discussed", parts.NoState, talk.Where, talk.Words, others, who(talk.People))
	}
	if a := r.Advised; a != nil {
		amount := ""
		if !a.Amount.IsZero() {
			amount = "They would give " + a.Amount.Words()
		}
		add(a.On, "Advice: "+strings.ToLower(adviceWords[a.Outcome]), parts.Soon, amount, m.reasons(a.Codes, a.Reason), m.referred(a.ReferTo), who(a.People))
	}
	if d := r.Decision; d != nil {
		alone := ""
		if d.Single() {
			alone = "One person alone decided."
		}
		amount := ""
		if !d.Amount.IsZero() {
			amount = d.Amount.Words() + " from " + d.From.Words() + " to " + d.To.Words()
		}
		conditions := ""
		if d.Conditions != "" {
			conditions = "Conditions: " + d.Conditions
		}
		add(d.On, capital(m.desk.Terms().Label("la"))+": "+strings.ToLower(outcomeWords[d.Outcome]), decisionState(d.Outcome), amount, m.reasons(d.Codes, d.Reason), conditions, m.referred(d.ReferTo), who(d.People), alone)
	}
	return events
}

// dispute is an objection and its stages.
func (m *model) dispute(d funding.Dispute, hidden bool) []parts.Event {
	events := []parts.Event{{When: d.On.Words(), Title: "Dispute raised by " + wording.Written(d.By, hidden), Body: wording.Written(d.Grounds, hidden), State: parts.Overdue}}
	for _, s := range d.Steps {
		events = append(events, parts.Event{When: s.On.Words(), Title: m.stageWords(s), Body: wording.Written(s.Words, hidden)})
	}
	if d.Outcome != "" {
		events = append(events, parts.Event{When: d.Closed.Words(), Title: "Dispute settled: " + strings.ToLower(disputeWords[d.Outcome]), Body: wording.Written(d.Words, hidden)})
	}
	return events
}

// reasons are the reasons that were given, in words.
func (m *model) reasons(codes []string, words string) string {
	rules, out := m.desk.DecisionRules(), []string{}
	for _, code := range codes {
		out = append(out, rules.ReasonOf(code).Words)
	}
	if words != "" {
		out = append(out, words)
	}
	return strings.Join(out, "; ")
}

func (m *model) referred(rung string) string {
	if rung == "" {
		return ""
	}
	return "Referred to: " + m.desk.DecisionRules().RungName(rung)
}

// who names those who took part, with each interest that was declared.
func who(people []funding.Person) string {
	var out []string
	for _, p := range people {
		words := strings.Trim(p.Name+", "+p.Capacity, ", ")
		if p.OwnSchool {
			words += " (from this school)"
		}
		if p.Interest != "" {
			words += " (declared an interest: " + p.Interest + ")"
		}
		out = append(out, words)
	}
	if len(out) == 0 {
		return ""
	}
	return "With: " + strings.Join(out, "; ")
}

func lines(list ...string) string {
	var out []string
	for _, line := range list {
		if strings.TrimSpace(line) != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
