package printout

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
)

// AccessFacts are everything that is held about one pupil, in plain order.
type AccessFacts struct {
	School   string
	Author   string
	Demo     bool
	Today    day.Date
	Pupil    string   // the name
	People   []Person // those whose names are looked for: see People.Known
	Sections []Section
}

// Section is one kind of record.
type Section struct {
	Title   string
	Entries []Entry
}

// Entry is one record: what it is, and what it says.
type Entry struct {
	Title string // "Call, 12 Nov 2026"
	Facts []Fact
}

// Fact is one thing that a record says.
type Fact struct{ Name, Value string }

// OtherPerson is somebody else whose name stands in a record.
type OtherPerson struct {
	Name  string   `json:"name"` // as it is written
	Who   string   `json:"who"`
	Where []string `json:"where"`
}

// Known lists those whose names are looked for in the record of one pupil: the pupil
// and the pupil's contacts, whose names are not marked, staff, adults named in the
// record and every other pupil.
func (p People) Known() []Person { return p.list(FullNames) }

// SubjectAccess lays out a copy of a pupil's whole record for the family or the young
// person who asked for it (UK GDPR, article 15). The names of other people are marked
// where they stand and listed at the front, since the school must decide on each of
// them before the copy is given (Data Protection Act 2018, schedule 2, paragraphs 16
// and 17). Nothing is taken out.
func SubjectAccess(f AccessFacts) (*paper.Doc, []OtherPerson) {
	w := accessWriter{finder: NewFinder(f.People), people: f.People, place: map[string]int{}}
	var blocks []paper.Block
	for _, s := range f.Sections {
		w.section = s.Title
		blocks = append(blocks, paper.Heading{Level: 2, Text: s.Title})
		if len(s.Entries) == 0 {
			blocks = append(blocks, paper.P("Nothing is held."))
		}
		for _, e := range s.Entries {
			blocks = append(blocks, w.entry(e))
		}
	}
	d := &paper.Doc{Title: "Everything held about " + f.Pupil, Lang: "en-GB", Org: f.School, Author: f.Author, Date: f.Today, Subject: "Copy of one pupil's record",
		Watermark: paper.Mark(f.Demo, false), Contents: true}
	d.Blocks = append(w.front(), blocks...)
	return d, w.others
}

// accessWriter sets out records and gathers the names of other people.
type accessWriter struct {
	finder  *Finder
	people  []Person
	section string
	title   string
	others  []OtherPerson
	place   map[string]int // by name and who
}

func (w *accessWriter) entry(e Entry) paper.Block {
	w.title = e.Title
	kv := paper.KeyValues{Caption: orElse(w.plain(e.Title), w.section)}
	for _, fact := range e.Facts {
		if value := w.marked(fact.Value); len(value) > 0 {
			kv.Pairs = append(kv.Pairs, paper.Pair{Name: fact.Name, Value: value})
		}
	}
	if len(kv.Pairs) == 0 {
		kv.Pairs = []paper.Pair{paper.Fact("Content", "Empty")}
	}
	return kv
}

// marked returns a text with the names of other people set in bold, each with a
// shape and a word behind it.
func (w *accessWriter) marked(text string) (spans []paper.Span) {
	done := 0
	for _, hit := range w.finder.Find(text) {
		mark := w.mark(hit)
		if mark == "" {
			continue
		}
		if before := text[done:hit.From]; before != "" {
			spans = append(spans, paper.Span{Text: before})
		}
		spans = append(spans, paper.Bold(text[hit.From:hit.To]), paper.Span{Text: " [" + mark + "]"})
		w.note(text[hit.From:hit.To], mark)
		done = hit.To
	}
	if rest := text[done:]; rest != "" {
		spans = append(spans, paper.Span{Text: rest})
	}
	if paper.Plain(spans) == "" {
		return nil
	}
	return spans
}

// plain is a text with its marks, for where nothing can be bold.
func (w *accessWriter) plain(text string) string {
	var b strings.Builder
	for _, s := range w.marked(text) {
		b.WriteString(s.Text)
	}
	return b.String()
}

// mark says who a name seems to be; "" for the pupil and the pupil's own contacts.
func (w *accessWriter) mark(hit Hit) string {
	switch {
	case hit.Person < 0:
		return "▲ another adult"
	case w.people[hit.Person].Own:
		return ""
	case w.people[hit.Person].Instead != "another pupil":
		return "▲ " + strings.TrimPrefix(w.people[hit.Person].Instead, "a ")
	case hit.Sure:
		return "◆ another pupil"
	}
	return "◇ perhaps another pupil"
}

// note keeps where a name stands.
func (w *accessWriter) note(name, mark string) {
	name = paper.Clean(name)
	key := fold(name) + mark
	i, known := w.place[key]
	if !known {
		i = len(w.others)
		w.place[key] = i
		w.others = append(w.others, OtherPerson{Name: name, Who: mark})
	}
	where := joined(", ", w.section, w.title)
	if list := w.others[i].Where; len(list) == 0 || list[len(list)-1] != where {
		w.others[i].Where = append(list, where)
	}
}

// front says what the copy is and lists the names for the school to decide on.
func (w *accessWriter) front() []paper.Block {
	blocks := []paper.Block{
		paper.P("This copy holds everything that the register holds about the pupil. Nothing has been taken out."),
		paper.P("A child of about 12 or older can usually ask for this copy themselves. Where a parent of such a child asked, ask the child first whether it may be given."),
		paper.Section("Names of other people"),
	}
	if len(w.others) == 0 {
		return append(blocks, paper.P("No name of another person was found. Read the copy once before it is given, since a name that the register does not know cannot be found."))
	}
	table := paper.Table{Caption: fmt.Sprintf("To decide before the copy is given: %s", names(len(w.others))), Cols: []paper.Col{{Weight: 3}, {Weight: 3}, {Weight: 6}},
		Head: []paper.Row{paper.HeadRow("Name as written", "Who it seems to be", "Where it stands")}}
	for _, o := range w.others {
		table.Body = append(table.Body, paper.BodyRow(o.Name, o.Who, strings.Join(o.Where, "; ")))
	}
	return append(blocks,
		paper.P("The school decides for each name whether it stays, is covered, or needs that person's agreement. ◆ is another pupil, ◇ may be one, ▲ is an adult who is not one of the pupil's contacts. Read the copy once too: a name that the register does not know cannot be found."),
		table)
}

func names(n int) string {
	if n == 1 {
		return "1 name"
	}
	return fmt.Sprintf("%d names", n)
}
