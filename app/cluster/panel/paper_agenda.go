package panel

import (
	"fmt"

	"needsbook/app/cluster/papers"
	"needsbook/app/paper"
)

// Agenda writes the agenda of a meeting: the items in their order, then each on its own
// with what it asks and what it costs. It is nil where there is no such meeting.
func Agenda(s State, meeting string) *paper.Doc {
	m, there := s.Meeting(meeting)
	if !there {
		return nil
	}
	doc := s.document("Agenda of the panel, "+m.On.Words(), "What the panel of "+s.About.Name+" looks at on "+m.On.Words()+".", m)
	var f facts
	f.add("When", when(m))
	f.add("Where", m.Place)
	f.add("Papers in by", m.PapersBy.Words())
	f.add("Planned", planned(m))
	doc.Blocks = append(doc.Blocks, f.list("The meeting"))
	items := m.live()
	if len(items) == 0 {
		doc.Blocks = append(doc.Blocks, paper.P("Nothing is on the agenda yet."))
		return doc
	}
	doc.Blocks = append(doc.Blocks, paper.Section("Items"), s.itemTable(items))
	if pot, there := s.PotOn(m.On); there {
		doc.Blocks = append(doc.Blocks, paper.Section("The money"), potFacts(pot).list(map[bool]string{true: "The pot before the meeting", false: "The pot as it stands now"}[m.State == Planned]))
	}
	doc.Blocks = append(doc.Blocks, paper.Section("Interests"),
		paper.P("People of a school that asks or shares do not vote on its request, and neither does anybody who declares an interest. Declare an interest as soon as you see one."))
	for n, i := range items {
		doc.Blocks = append(doc.Blocks, paper.Section(fmt.Sprintf("Item %d: request %s of %s", n+1, i.Paper.Number, i.School)), s.about(i.Paper).list("What is asked"))
		doc.Blocks = append(doc.Blocks, s.shares(i.Paper, i.Partners)...)
		if list := s.interestsOf(i.Interests); len(list) > 0 {
			doc.Blocks = append(doc.Blocks, paper.Subsection("Interests declared so far"), paper.Bullets(list...))
		}
		doc.Blocks = append(doc.Blocks, s.precedentBlocks(i.Paper)...)
	}
	return doc
}

// live are the items that the meeting has before it or had decided.
func (m Meeting) live() (items []Item) {
	for _, i := range m.Items {
		if i.State != Off && i.State != PutOff {
			items = append(items, i)
		}
	}
	return items
}

func planned(m Meeting) string {
	n := len(m.live())
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s in %d minutes", count(n, "item"), m.Minutes())
}

func (s State) itemTable(items []Item) paper.Table {
	t := paper.Table{Caption: "Items in their order", Cols: []paper.Col{{Weight: 1}, {Weight: 4}, {Weight: 2}, {Weight: 4}, {Weight: 2, Right: true}, {Weight: 2, Right: true}},
		Head: []paper.Row{paper.HeadRow("Item", "School", "Kind", "For", "Asked a year", "Minutes")}}
	var asked int64
	minutes := 0
	for n, i := range items {
		asked, minutes = asked+i.Paper.Asked, minutes+i.Minutes
		t.Body = append(t.Body, paper.BodyRow(fmt.Sprint(n+1), i.School, formWords[i.Paper.Form], dash(s.what(i.Paper)), pounds(i.Paper.Asked), fmt.Sprint(i.Minutes)))
	}
	t.Foot = []paper.Row{{{Text: paper.Text("Together"), Header: true, ColSpan: 4}, paper.TextCell(pounds(asked)), paper.TextCell(fmt.Sprint(minutes))}}
	return t
}

// what says in a few words what a request is for.
func (s State) what(r papers.Request) string {
	switch {
	case r.Service != "":
		return s.serviceName(r.Service)
	case r.Need != "":
		return s.named(nameNeed, r.Need)
	}
	return s.named(nameArea, r.Areas...)
}

func dash(words string) string {
	if words == "" {
		return "–"
	}
	return words
}

// precedentBlocks say what came of disputes about like requests.
func (s State) precedentBlocks(r papers.Request) []paper.Block {
	list := s.Precedents(r)
	if len(list) == 0 {
		return nil
	}
	var lines []string
	for _, p := range list[:min(len(list), 3)] {
		o, _ := s.About.Rules.Outcome(p.Decision)
		lines = append(lines, sentence(fmt.Sprintf("%s: a like request was %s, and the dispute came to this: %s", p.On.Words(), o.Words, s.disputeWords(p.Outcome)), p.Words))
	}
	return []paper.Block{paper.Subsection("What disputes about like requests came to"), paper.Bullets(lines...)}
}

func (s State) disputeWords(id string) string {
	o, there := find(s.About.Rules.Disputes.Outcomes, func(o DisputeOutcome) bool { return o.ID == id })
	if !there {
		return id
	}
	return o.Words
}
