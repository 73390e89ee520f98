package desk

import (
	"slices"
	"strings"

	"needsbook/app/funding"
	"needsbook/app/printout"
)

// accessRequest is a request as the copy of a pupil's record shows it: all that was
// written and all that was said about it.
func (d *Desk) accessRequest(r Request) printout.Entry {
	p := r.Progress
	e := entry(dated("Request "+r.Reference(), r.Created), "Kind", d.terms.Label("request_"+r.Kind), "Title", r.Title, "Made to", r.Scheme, "Why it is made", r.Reason,
		"What happened in the year", dated(strings.TrimSpace(eventName(r.Event.Kind)+". "+r.Event.Words), r.Event.On),
		"From", r.Starts.Words(), "To", r.Ends.Words(), "How far it is", string(p.StateOn(d.Today())), "SENCO signed", r.SencoSigned.Words(),
		"Head signed", r.HeadSigned.Words(), "Asked for", p.Asked.Words(), "Submitted", p.SentOn.Words())
	add := func(name, value string) { e.Facts = append(e.Facts, printout.Fact{Name: name, Value: value}) }
	named := map[string]bool{"pupil_view_not_yet": true, "parent_view_not_yet": true}
	for _, part := range RequestWords {
		add(part.Name, r.Words[part.Part])
		named[part.Part] = true
	}
	add("Why the pupil's view is not here yet", r.Words["pupil_view_not_yet"])
	add("Why the family's view is not here yet", r.Words["parent_view_not_yet"])
	var more []string
	for part := range r.Words {
		if !named[part] {
			more = append(more, part)
		}
	}
	slices.Sort(more)
	for _, part := range more {
		add(d.fieldName(r.Kind, part), r.Words[part])
	}
	for _, o := range r.Outcomes {
		add("Outcome", strings.TrimSpace(o.Words+" "+o.Target+" "+o.Evidence+" "+o.Next))
	}
	for _, w := range r.Papers {
		add("Paper", dated(w.Name, w.On))
	}
	for _, m := range r.Measures {
		add(m.What, dated(m.Start, m.StartOn)+"; "+dated(m.Now, m.NowOn))
	}
	for _, fact := range d.accessProgress(p) {
		add(fact.Name, fact.Value)
	}
	for _, l := range r.Letters {
		add("Letter to the parents when it was "+l.Point, dated(l.How, l.On))
	}
	return e
}

// accessProgress is what was said and decided about a request, and by whom.
func (d *Desk) accessProgress(p funding.Progress) (facts []printout.Fact) {
	rules := d.DecisionRules()
	add := func(name, value string) { facts = append(facts, printout.Fact{Name: name, Value: value}) }
	for _, round := range p.Rounds() {
		for _, talk := range round.Discussions {
			add("Discussed with other schools", dated(strings.TrimSpace(peopleWords(talk.People)+" "+talk.Words), talk.On))
		}
		if a := round.Advised; a != nil {
			add("Other schools advised", dated(funding.AdviceWords[a.Outcome], a.On))
			add("Why", reasonWords(rules, a.Codes, a.Reason))
			add("By", peopleWords(a.People))
		}
		if c := round.Decision; c != nil {
			add("Decision", dated(funding.OutcomeWords[c.Outcome], c.On))
			add("Amount", c.Amount.Words())
			add("Reason", reasonWords(rules, c.Codes, c.Reason))
			add("Conditions", c.Conditions)
			add("Decided by", peopleWords(c.People))
			add("On what evidence", c.Evidence)
		}
	}
	switch {
	case p.Withdrawn():
		add("Withdrawn", dated(p.Ending.Why, p.Ending.On))
	case p.Ending != nil:
		add("Ended early", dated(p.Ending.Why, p.Ending.On))
	}
	for _, c := range p.Disputes() {
		add("Dispute raised by "+c.By, dated(c.Grounds, c.On))
		for _, s := range c.Steps {
			add("Stage of the dispute", dated(strings.TrimSpace(s.Stage+" "+s.Words), s.Answered))
		}
		add("What the dispute came to", dated(strings.TrimSpace(funding.DisputeWords[c.Outcome]+" "+c.Words), c.Closed))
	}
	return facts
}

// accessGroup is a request for a group as the copy of one pupil's record shows it:
// nothing that could tell of the other pupils.
func (d *Desk) accessGroup(g InGroup) printout.Entry {
	r := g.Request
	e := entry(dated("Request "+r.Reference()+" for a group", r.Created), "Title", r.Title, "What this pupil needs of it", g.Place.Note, "Made to", r.Scheme, "From", r.Starts.Words(), "To", r.Ends.Words(),
		"How far it is", string(r.Progress.StateOn(d.Today())), "Submitted", r.Progress.SentOn.Words(), "Asked for, for the whole group", r.Progress.Asked.Words())
	if c := r.Progress.Decision; c != nil {
		e.Facts = append(e.Facts, printout.Fact{Name: "Decision", Value: dated(funding.OutcomeWords[c.Outcome], c.On)}, printout.Fact{Name: "Amount, for the whole group", Value: c.Amount.Words()})
	}
	for _, l := range r.Letters {
		e.Facts = append(e.Facts, printout.Fact{Name: "Letter to the parents when it was " + l.Point, Value: dated(l.How, l.On)})
	}
	return e
}

// eventName names a kind of event.
func eventName(id string) string {
	for _, e := range funding.Events {
		if e.ID == id {
			return e.Name
		}
	}
	return id
}

// fieldName names a part of a form that is written.
func (d *Desk) fieldName(kind, part string) string {
	if form := d.forms[kind]; form != nil {
		for _, f := range form.Fields {
			if f.ID == part {
				return f.Name
			}
		}
	}
	return strings.ReplaceAll(part, "_", " ")
}

// peopleWords names those who took part: "Pat Moss, SEN officer; A. Head, head teacher (own school)".
func peopleWords(people []funding.Person) string {
	var out []string
	for _, p := range people {
		words := strings.Trim(p.Name+", "+p.Capacity, ", ")
		if p.OwnSchool {
			words += " (own school)"
		}
		if p.Interest != "" {
			words += " (interest: " + p.Interest + ")"
		}
		out = append(out, words)
	}
	return strings.Join(out, "; ")
}

// requestAdults are those whom a request names in fields of their own.
func requestAdults(r Request) (names []string) {
	p := r.Progress
	take := func(people []funding.Person) {
		for _, one := range people {
			names = append(names, one.Name)
		}
	}
	for _, round := range p.Rounds() {
		for _, talk := range round.Discussions {
			take(talk.People)
		}
		if round.Advised != nil {
			take(round.Advised.People)
		}
		if round.Decision != nil {
			take(round.Decision.People)
		}
	}
	return names
}
