package panel

import (
	"fmt"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/paper"
)

// Minutes writes what a meeting came to: who was there, each decision with its votes and
// the pot before and after it, what was put off, and the pot at the end. What was
// corrected or confirmed since then stands beside the decision. It is nil where there is
// no such meeting.
func Minutes(s State, meeting string) *paper.Doc {
	m, there := s.Meeting(meeting)
	if !there {
		return nil
	}
	doc := s.document("Minutes of the panel, "+m.On.Words(), "What the panel of "+s.About.Name+" decided on "+m.On.Words()+".", m)
	if m.State != Closed {
		doc.Watermark = paper.Draft
	}
	var f facts
	f.add("When", when(m))
	f.add("Where", m.Place)
	if !m.Began.IsZero() && !m.Ended.IsZero() {
		f.add("Took", fmt.Sprintf("%d minutes", int(m.Ended.Sub(m.Began).Minutes())))
	}
	doc.Blocks = append(doc.Blocks, f.list("The meeting"))
	doc.Blocks = append(doc.Blocks, s.attendance(m)...)
	decided := s.DecisionsOf(m.ID)
	doc.Blocks = append(doc.Blocks, paper.Section("Decisions"))
	if len(decided) == 0 {
		doc.Blocks = append(doc.Blocks, paper.P("Nothing was decided."))
	} else {
		doc.Blocks = append(doc.Blocks, s.decisionTable(decided))
	}
	for n, d := range decided {
		doc.Blocks = append(doc.Blocks, paper.Subsection(fmt.Sprintf("%d. Request %s of %s", n+1, d.Paper.Number, d.School)), s.decided(d).list("What was decided"))
		doc.Blocks = append(doc.Blocks, s.after(d)...)
	}
	doc.Blocks = append(doc.Blocks, s.putOff(m)...)
	if pot, there := s.PotOn(m.On); there {
		doc.Blocks = append(doc.Blocks, paper.Section("The money"), potFacts(pot).list("The pot as it stands now"))
	}
	if m.Words != "" {
		doc.Blocks = append(append(doc.Blocks, paper.Section("Notes")), paper.Prose(m.Words)...)
	}
	doc.Blocks = append(doc.Blocks, paper.P("What the panel decides is a recommendation. The final decision is the council’s."),
		paper.SignOff{Signatures: []paper.Signature{{Role: "Chair", Name: s.chairOf(m)}}})
	return doc
}

// DecisionsOf lists the decisions of a meeting in the order in which they were made.
func (s State) DecisionsOf(meeting string) (list []Decision) {
	for _, d := range s.Decisions {
		if d.Meeting == meeting {
			list = append(list, d)
		}
	}
	return list
}

func (s State) chairOf(m Meeting) string {
	p, _ := find(append(append([]Person(nil), m.Present...), m.Left...), func(p Person) bool { return p.Office == Chair })
	return p.Name
}

func (s State) attendance(m Meeting) []paper.Block {
	if len(m.Present)+len(m.Left) == 0 {
		return nil
	}
	t := paper.Table{Caption: "Who was there", Cols: []paper.Col{{Weight: 3}, {Weight: 2}, {Weight: 4}, {Weight: 2}}, Head: []paper.Row{paper.HeadRow("Name", "As", "School", "Until")}}
	row := func(p Person, until string) {
		school := "–"
		if p.School != "" {
			school = s.About.SchoolName(p.School)
		}
		t.Body = append(t.Body, paper.BodyRow(p.Name, officeWords[p.Office], school, until))
	}
	for _, p := range m.Present {
		row(p, "The end")
	}
	for _, p := range m.Left {
		row(p, "Left before")
	}
	return []paper.Block{t}
}

func (s State) decisionTable(list []Decision) paper.Table {
	t := paper.Table{Caption: "The decisions and the pot", Cols: []paper.Col{{Weight: 4}, {Weight: 3}, {Weight: 2, Right: true}, {Weight: 2, Right: true}, {Weight: 2, Right: true}},
		Head: []paper.Row{paper.HeadRow("Request", "Outcome", "Pot before", "Agreed", "Pot after")}}
	for _, d := range list {
		o, _ := s.About.Rules.Outcome(d.Verdict.Outcome)
		before, after := "–", "–"
		if d.Money.Pot != "" {
			before, after = pounds(d.Money.Before), pounds(d.Money.After)
		}
		t.Body = append(t.Body, paper.BodyRow(d.Paper.Number+", "+d.School, upper(o.Words), before, pounds(d.Verdict.Amount), after))
	}
	return t
}

// decided are the facts of a decision as it was made.
func (s State) decided(d Decision) *facts {
	var f facts
	v := d.Verdict
	o, _ := s.About.Rules.Outcome(v.Outcome)
	f.add("Outcome", upper(o.Words))
	if d.Paper.Asked > 0 {
		f.sum("Asked for", d.Paper.Asked)
	}
	if v.Amount > 0 {
		f.sum("Agreed", v.Amount)
		f.add("From the contingency", ifAny(v.Contingency))
	}
	if len(d.Parts) > 1 {
		f.add("Of it by school", parts(d.Parts))
	}
	f.add("For", span(v.From, v.To))
	if v.Sessions > 0 {
		f.add("Service", s.serviceName(d.Paper.Service)+sessions(v.Sessions))
	}
	if d.Paper.Form == papers.FormAdvice && o.Money {
		f.add("Advice", v.Words)
	} else {
		f.add("Reasons", sentence(s.reasons(v.Reasons), v.Words))
	}
	f.add("Conditions", strings.Join(v.Conditions, "; "))
	f.add("Also thought of", strings.Join(v.Options, "; "))
	if v.ReferTo != "" {
		f.add("Referred to", s.rungWords(v.ReferTo))
	}
	f.add("Looked at again", v.ReviewOn.Words())
	f.add("Interests", strings.Join(s.interestsOf(d.Interests), " "))
	f.add("How it was decided", s.how(d))
	moneyFacts(&f, d.Money)
	f.add("Can be disputed until", d.DisputeBy.Words())
	return &f
}

func ifAny(pence int64) string {
	if pence == 0 {
		return ""
	}
	return pounds(pence)
}

func parts(list []Part) string {
	var words []string
	for _, p := range list {
		words = append(words, p.Name+" "+pounds(p.Amount))
	}
	return strings.Join(words, "; ")
}

func (s State) rungWords(id string) string {
	if at := s.About.Rules.Rung(id); at >= 0 {
		return s.About.Rules.Ladder[at].Words
	}
	return id
}

// how says how a decision was come to, with the votes, and marks one that a single
// person made.
func (s State) how(d Decision) string {
	words := carriedWords[d.Carried] + "."
	if len(d.Counted) > 0 {
		n := map[string]int{}
		for _, v := range d.Counted {
			n[v.Choice]++
		}
		var counts []string
		for _, choice := range sorted(n) {
			o, _ := s.About.Rules.Outcome(choice)
			if choice == Abstain {
				o.Words = "abstained"
			}
			counts = append(counts, fmt.Sprintf("%s %d", o.Words, n[choice]))
		}
		words += " Votes: " + strings.Join(counts, ", ") + "."
	}
	switch {
	case d.Single:
		words += " One person decided alone: " + d.Deciders[0].Name + ", " + lower(officeWords[d.Deciders[0].Office]) + "."
	case d.Short:
		words += " Fewer people decided than the panel needs, since it was urgent."
	}
	return words
}

// after is what followed a decision: corrections, and what the council said.
func (s State) after(d Decision) []paper.Block {
	var lines []string
	for _, c := range d.Corrections {
		line := c.On.Words() + ", " + c.By.Name + ": "
		switch {
		case c.Aside:
			line += "set aside. "
		default:
			o, _ := s.About.Rules.Outcome(c.Verdict.Outcome)
			line += "corrected to " + o.Words
			if c.Verdict.Amount > 0 {
				line += ", " + pounds(c.Verdict.Amount)
			}
			line += ". "
		}
		lines = append(lines, sentence(line+c.Why, ""))
	}
	if c := d.Confirmed; c != nil {
		line := fmt.Sprintf("%s: the council %s request %s", c.On.Words(), confirmWords[c.Outcome], d.Paper.Number)
		if c.Amount > 0 {
			line += ", " + pounds(c.Amount)
		}
		lines = append(lines, sentence(line, sentence(s.reasons(c.Reasons), c.Words)))
	}
	if d.Disputed {
		lines = append(lines, "This decision is in dispute.")
	}
	if len(lines) == 0 {
		return nil
	}
	return []paper.Block{paper.Sentence(paper.Bold("What followed")), paper.Bullets(lines...)}
}

func (s State) putOff(m Meeting) []paper.Block {
	var lines []string
	for _, i := range m.Items {
		if i.State == PutOff || i.State == Off {
			lines = append(lines, sentence(upper(i.name()), i.Why))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return []paper.Block{paper.Section("Not decided"), paper.Bullets(lines...)}
}

// DecisionSheet writes one decision, by the hash of its entry: what was asked, what was
// decided and how, what followed, what was on screen, and how it can be disputed. It is
// nil where there is no such decision.
func DecisionSheet(s State, decision string) *paper.Doc {
	d, there := s.Decision(decision)
	if !there {
		return nil
	}
	m, _ := s.Meeting(d.Meeting)
	doc := s.document(fmt.Sprintf("Decision on request %s of %s", d.Paper.Number, d.School), "What the panel of "+s.About.Name+" decided on "+d.On.Words()+".", m)
	doc.Date = d.On
	doc.Blocks = append(doc.Blocks, paper.Section("What was asked"), s.about(d.Paper).list("The request"))
	doc.Blocks = append(doc.Blocks, s.shares(d.Paper, d.Partners)...)
	doc.Blocks = append(doc.Blocks, paper.Section("What was decided"), s.decided(d).list("The decision"))
	doc.Blocks = append(doc.Blocks, s.after(d)...)
	doc.Blocks = append(doc.Blocks, paper.P("What the panel decides is a recommendation. The final decision is the council’s."))
	doc.Blocks = append(doc.Blocks, paper.Section("If the school does not agree"), paper.P(s.howToDispute(d)), paper.P(s.About.Rules.Disputes.Procedure))
	var f facts
	f.add("Decision", d.Entry[:min(len(d.Entry), 16)]+fmt.Sprintf(", entry %d of the book", d.N))
	f.add("Request", short(d.Document))
	f.add("On screen", count(len(d.Frozen), "document")+frozenWords(d.Frozen))
	doc.Blocks = append(doc.Blocks, paper.Section("On record"), f.list("Where it is kept"))
	return doc
}

func (s State) howToDispute(d Decision) string {
	var stages []string
	for _, st := range s.About.Rules.Disputes.Stages {
		stages = append(stages, fmt.Sprintf("%s (%d school days)", lower(st.Words), st.Days))
	}
	return fmt.Sprintf("The school can dispute this decision until %s. The stages are: %s.", d.DisputeBy.Words(), strings.Join(stages, "; "))
}

// short names a document by the first digits of its hash, enough to find it by.
func short(id string) string {
	id = strings.TrimPrefix(id, "sha256:")
	return id[:min(len(id), 12)]
}

func frozenWords(list []string) string {
	var words []string
	for _, id := range list {
		words = append(words, short(id))
	}
	if len(words) == 0 {
		return ""
	}
	return ": " + strings.Join(words, ", ")
}
