package panel

import (
	"fmt"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/paper"
)

var formWords = map[string]string{papers.FormAdvice: "Advice", papers.FormIndividual: "One pupil", papers.FormGroup: "Group", papers.FormProject: "Project"}

var officeWords = map[string]string{Chair: "Chair", Member: "Member", Council: "Council"}

var carriedWords = map[string]string{ByVote: "By vote", ByCasting: "By the chair’s casting vote", ByAgreement: "By agreement of all who could vote"}

// document begins a document about a meeting.
func (s State) document(title, subject string, m Meeting) *paper.Doc {
	return &paper.Doc{Title: title, Lang: "en-GB", Org: s.About.Name, Author: s.About.Name, Subject: subject, Ref: s.About.Cluster + " " + m.ID, Date: m.On}
}

// facts make a list of facts of those that say something.
type facts []paper.Pair

func (f *facts) add(name, value string) {
	if strings.TrimSpace(value) != "" {
		*f = append(*f, paper.Fact(name, value))
	}
}

func (f *facts) sum(name string, pence int64) { f.add(name, pounds(pence)) }

func (f facts) list(caption string) paper.Block {
	return paper.KeyValues{Caption: caption, Pairs: f}
}

func when(m Meeting) string {
	words := m.On.Words()
	if m.Starts != "" {
		words += ", " + m.Starts
	}
	return words
}

// named puts codes into words.
func (s State) named(kind string, codes ...string) string {
	var words []string
	for _, c := range codes {
		if c != "" {
			words = append(words, s.About.Word(kind, c))
		}
	}
	return strings.Join(words, "; ")
}

func span(from, to day.Date) string {
	if from.IsZero() {
		return ""
	}
	return from.Words() + " to " + to.Words()
}

// about are the facts of a request.
func (s State) about(r papers.Request) *facts {
	var f facts
	f.add("Kind of request", formWords[r.Form])
	if r.Urgent {
		f.add("Urgent", "Yes")
	}
	f.add("Renews", r.Renews)
	f.add("Areas of need", s.named(nameArea, r.Areas...))
	f.add("Primary need", s.named(nameNeed, r.Need))
	f.add("Level", s.named(nameLevel, r.Level))
	f.add("Phases", s.named(namePhase, r.Phases...))
	if r.Pupils > 0 {
		f.add("Pupils", fmt.Sprint(r.Pupils))
	}
	if r.Service != "" {
		f.add("Service", s.serviceName(r.Service)+sessions(r.Sessions))
	}
	f.add("From and to", span(r.From, r.To))
	if r.Form != papers.FormAdvice {
		f.sum("Cost a year", r.Total)
		f.sum("Paid by the schools", r.Own)
		f.sum("Asked for a year", r.Asked)
		f.add("Paid from", s.routeWords(r.Route))
	}
	if n := len(r.Evidence); n > 0 {
		f.add("Evidence in place", count(n, "check")+" of the school’s own")
	}
	return &f
}

func sessions(n int) string {
	if n == 0 {
		return ""
	}
	return ", " + count(n, "session") + " a term"
}

func (s State) routeWords(route string) string {
	r, there := find(s.About.Rules.Routes, func(r RouteRule) bool { return r.ID == route })
	if !there {
		return route
	}
	return r.Words
}

// shares are the parts of the schools in a pooled request, with what the asking school
// alone would pay for the same beside what it pays now (S-42).
func (s State) shares(r papers.Request, partners []Partner) []paper.Block {
	if len(partners) == 0 {
		return nil
	}
	t := paper.Table{Caption: "The cost a year by school", Cols: []paper.Col{{Weight: 4}, {Weight: 1, Right: true}, {Weight: 2, Right: true}, {Weight: 2, Right: true}, {Weight: 2, Right: true}},
		Head: []paper.Row{paper.HeadRow("School", "Pupils", "Its share", "Pays itself", "Asked for")}}
	for _, p := range partners {
		name := p.Name
		if p.Lead {
			name += " (leads)"
		}
		t.Body = append(t.Body, paper.BodyRow(name, fmt.Sprint(p.Pupils), pounds(p.Cost), pounds(p.Pays), pounds(p.Asked)))
	}
	t.Foot = []paper.Row{{paper.HeadCell("Together"), paper.TextCell(fmt.Sprint(r.Pupils)), paper.TextCell(pounds(r.Total)), paper.TextCell(pounds(r.Own)), paper.TextCell(pounds(r.Asked))}}
	blocks := []paper.Block{t}
	if line := AloneBesideShared(r); line != "" {
		blocks = append(blocks, paper.P(line))
	}
	return blocks
}

// AloneBesideShared says what the asking school would pay for the same help alone beside
// its share of the pooled cost; "" where the request does not say.
func AloneBesideShared(r papers.Request) string {
	own, pooled := r.Share(r.URN)
	if !pooled || r.Alone == 0 {
		return ""
	}
	words := fmt.Sprintf("Alone, the asking school would pay %s a year for the same. Shared, its part is %s", pounds(r.Alone), pounds(own.Cost))
	switch saved := r.Alone - own.Cost; {
	case saved > 0:
		return words + ", " + pounds(saved) + " less."
	case saved < 0:
		return words + ", " + pounds(-saved) + " more."
	}
	return words + ", the same."
}

// interestsOf writes who has an interest in an item.
func (s State) interestsOf(list []Interest) []string {
	var out, own []string
	for _, i := range list {
		if i.Kind == OwnSchool && i.Words == "" {
			own = append(own, i.Person.Name)
			continue
		}
		words := i.Person.Name + ": " + lower(wordsOf(s.About.Rules.Interests, i.Kind))
		out = append(out, sentence(words, i.Words))
	}
	if len(own) > 0 {
		out = append(out, sentence(wordsOf(s.About.Rules.Interests, OwnSchool)+": "+listed(own), ""))
	}
	return out
}

// potFacts are a pot as it stands.
func potFacts(p Pot) facts {
	var f facts
	f.add("Pot", p.Name+", "+span(p.From, p.To))
	f.sum("In the pot", p.Amount)
	f.sum("Given", p.Given)
	f.sum("Left", p.Left())
	f.sum("Contingency", p.Contingency)
	f.sum("Of it used", p.Used)
	f.sum("Of it left", p.ContingencyLeft())
	return f
}

// moneyFacts are a pot before and after an entry.
func moneyFacts(f *facts, m Money) {
	if m.Pot == "" {
		return
	}
	f.add("Pot before and after", pounds(m.Before)+" before, "+pounds(m.Given)+" given, "+pounds(m.After)+" after")
	if m.Used != 0 {
		f.add("Contingency before and after", pounds(m.ContingencyBefore)+" before, "+pounds(m.Used)+" used, "+pounds(m.ContingencyAfter)+" after")
	}
}

func (s State) reasons(codes []string) string {
	var words []string
	for _, c := range codes {
		words = append(words, sentence(wordsOf(s.About.Rules.Reasons, c), ""))
	}
	return strings.Join(words, " ")
}
