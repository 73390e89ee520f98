package printout

import (
	"slices"

	"needsbook/app/paper"
	"needsbook/app/register"
)

// ContactFacts are what a contact log is made of.
type ContactFacts struct {
	About
	Notes []register.Note // all of the pupil's
}

// isContact holds for the notes that are a record of being in touch with the family.
func isContact(n register.Note) bool {
	return n.IsContact() || n.Type == register.NoteParentView || n.With != ""
}

// ContactLog lays out every contact with a family, newest first, after what the
// family has told already and should not be asked again.
func ContactLog(f ContactFacts) *paper.Doc {
	m := newMasker(f.Names, f.People)
	d := f.doc(f.titled(m, "Contact log"), "Contacts with the family, and what they have told us")
	d.Blocks = append(d.Blocks, paper.Sentence(paper.Bold(joined(" · ", f.Year, prefixed("Class ", f.People.Pupil.Class), f.Status))))
	d.Blocks = append(d.Blocks, paper.Section("How to be in touch"))
	d.Blocks = append(d.Blocks, reach(&f.About, m)...)
	d.Blocks = append(d.Blocks, paper.Section("Already told us"))
	d.Blocks = append(d.Blocks, told(f.Notes, m)...)
	d.Blocks = append(d.Blocks, paper.Section("Contacts"))
	d.Blocks = append(d.Blocks, contacts(f.Notes, m)...)
	return d
}

// reach says whom to speak to, how they wish it and in which language. With names
// left out, numbers and addresses are left out too.
func reach(a *About, m masker) []paper.Block {
	var items []paper.Item
	for _, c := range a.People.Contacts {
		who := orElse(c.Relationship, "Parent or carer")
		ways := ""
		if a.Names == FullNames {
			who = joined(", ", c.Name, lower(c.Relationship))
			ways = joined(" · ", c.Phone, c.Email)
		}
		more := joined(". ", prefixed("Prefers: ", c.Prefers), prefixed("Language: ", c.Language), ways)
		items = append(items, paper.Item{Text: []paper.Span{paper.Bold(orDash(who)), {Text: prefixed(". ", m.mask(more))}}})
	}
	if len(items) == 0 {
		return []paper.Block{paper.P("Nobody is listed to speak to.")}
	}
	return []paper.Block{paper.List{Items: items}}
}

// told gathers what the family should not have to tell again, by topic, newest first.
func told(notes []register.Note, m masker) (blocks []paper.Block) {
	for _, topic := range register.ToldTopics {
		var items []paper.Item
		for _, n := range newestFirst(notes) {
			if n.Told == topic.ID {
				items = append(items, paper.Item{Text: []paper.Span{paper.Bold(n.On.Words() + ". "), {Text: m.mask(paper.Clean(n.Words))}}})
			}
		}
		if len(items) > 0 {
			blocks = append(blocks, paper.Subsection(topic.Name), paper.List{Items: items})
		}
	}
	if len(blocks) == 0 {
		return []paper.Block{paper.P("Nothing is marked as told already.")}
	}
	return blocks
}

func contacts(notes []register.Note, m masker) []paper.Block {
	table := paper.Table{
		Caption: "Contacts, newest first", Cols: []paper.Col{{Weight: 2}, {Weight: 3}, {Weight: 7}, {Weight: 2}},
		Head: []paper.Row{paper.HeadRow("When", "How and with whom", "What was said", "Written by")},
	}
	for _, n := range newestFirst(notes) {
		if isContact(n) {
			table.Body = append(table.Body, paper.BodyRow(orDash(n.On.Words()), joined(", ", register.NoteName(n.Type), register.Named(register.ViewWays, n.How), prefixed("with ", m.who(n.With))), m.mask(n.Words), m.who(n.By)))
		}
	}
	if len(table.Body) == 0 {
		return []paper.Block{paper.P("No contact is recorded yet.")}
	}
	return []paper.Block{table}
}

// newestFirst sorts notes; of two on one day the later written comes first.
func newestFirst(notes []register.Note) []register.Note {
	out := slices.Clone(notes)
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b register.Note) int { return b.On.Compare(a.On) })
	return out
}

func orElse(text, otherwise string) string {
	if paper.Clean(text) == "" {
		return otherwise
	}
	return text
}
