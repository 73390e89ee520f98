package printout

import (
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// MeetingFacts are what the record of a meeting is made of.
type MeetingFacts struct {
	About
	Kind        string // in words: "Annual review"
	Meeting     provision.Meeting
	PupilView   View
	ParentView  View
	Asked       []register.Invitee // who were asked to it
	Corrections []provision.Correction
}

// mostSides is how many sides of A4 the record of a meeting should take, so that it is
// one sheet to hand over.
const mostSides = 2

// MeetingRecord lays out the record of a meeting as it is signed and handed over: who
// came, what the pupil and the family said, what was agreed, who does what by when, the
// places to sign, and the agenda with the facts of the day. A record that is not signed
// off is marked as a draft. Sides says how many sides a document takes; where there are
// more than two, it is set with less air.
func MeetingRecord(f MeetingFacts, sides func(*paper.Doc) int) *paper.Doc {
	w := meetingWriter{&f, newMasker(f.Names, f.People)}
	d := f.doc(f.titled(w.masker, f.Kind), "Record of a meeting")
	d.Watermark = paper.Mark(f.Demo, !f.Meeting.IsSigned())
	d.Blocks = append(d.Blocks, w.facts())
	d.Blocks = append(d.Blocks, w.came()...)
	d.Blocks = append(d.Blocks, w.said()...)
	d.Blocks = append(d.Blocks, w.actions()...)
	d.Blocks = append(d.Blocks, w.corrections(f.Corrections)...)
	d.Blocks = append(d.Blocks, w.signatures()...)
	d.Blocks = append(d.Blocks, w.agenda()...)
	for _, setting := range []paper.Setting{paper.Report, paper.Snug, paper.Tight} {
		if d.Setting = setting; sides(d) <= mostSides {
			return d
		}
	}
	d.Setting = paper.Report // it takes more sheets anyhow: large letters read better
	return d
}

type meetingWriter struct {
	f *MeetingFacts
	masker
}

func (w meetingWriter) facts() paper.Block {
	f, kv := w.f, paper.KeyValues{Caption: "The meeting"}
	fact := func(name, value string) {
		if paper.Clean(value) != "" {
			kv.Pairs = append(kv.Pairs, paper.Fact(name, value))
		}
	}
	fact("Pupil", w.pupilName(f.People.Pupil))
	fact("Year and class", joined(", ", f.Year, f.People.Pupil.Class))
	fact("Status", f.Status)
	fact("Day", joined(", ", f.Meeting.On.Words(), f.Meeting.At.String()))
	fact("Place", w.mask(f.Meeting.Place))
	fact("Next meeting", f.Meeting.Next.Words())
	return kv
}

// came lists who came, and who was asked and did not.
func (w meetingWriter) came() []paper.Block {
	var there, away []string
	for _, p := range w.f.Asked {
		who := p.Role
		if w.names == FullNames {
			who = joined(", ", p.Name, lower(p.Role))
			if p.Name == "" {
				who = p.Role
			}
		}
		switch who = orDash(w.mask(who)); p.Came {
		case "yes":
			there = append(there, who)
		default:
			if !p.Advice.IsZero() {
				who += " (sent advice)"
			}
			away = append(away, who)
		}
	}
	blocks := []paper.Block{paper.Section("Who came")}
	if len(there) == 0 {
		blocks = append(blocks, paper.P("Nobody is marked as there."))
	} else {
		blocks = append(blocks, paper.Bullets(there...))
	}
	if len(away) > 0 {
		blocks = append(blocks, paper.Sentence(paper.Bold("Asked, and did not come: "), paper.Span{Text: joined("; ", away...) + "."}))
	}
	return blocks
}

// said is what the family and the pupil said, and what was said and agreed.
func (w meetingWriter) said() (blocks []paper.Block) {
	for _, v := range []struct {
		title  string
		view   View
		whyNot string
		notSo  string
	}{
		{"What the family said", w.f.ParentView, w.f.Meeting.ParentWhyNot, "The family was not heard: "},
		{"What the pupil said", w.f.PupilView, w.f.Meeting.PupilWhyNot, "The pupil was not heard: "},
	} {
		blocks = append(blocks, w.voice(v.title, v.view, v.notSo, v.whyNot)...)
	}
	blocks = append(blocks, paper.Section("What was said and agreed"))
	if prose := paper.Prose(w.mask(w.f.Meeting.Words)); len(prose) > 0 {
		return append(blocks, prose...)
	}
	return append(blocks, paper.P("Nothing is written yet."))
}

// actions are who does what by when.
func (w meetingWriter) actions() []paper.Block {
	table := paper.Table{Caption: "Who does what by when", Cols: []paper.Col{{Weight: 6}, {Weight: 3}, {Weight: 2}, {Weight: 2}},
		Head: []paper.Row{paper.HeadRow("What", "Who", "By", "Done")}}
	for _, a := range w.f.Meeting.Actions {
		table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(a.What)), orDash(w.who(a.Who)), orDash(a.By.Words()), orElse(a.Done.Words(), " ")))
	}
	blocks := []paper.Block{paper.Section("What happens next")}
	if len(table.Body) == 0 {
		blocks = append(blocks, paper.P("No action was agreed."))
	} else {
		blocks = append(blocks, table)
	}
	if next := w.f.Meeting.Next; !next.IsZero() {
		blocks = append(blocks, paper.Sentence(paper.Bold("We meet again on "+next.Weekday().String()+" "+next.Words()+".")))
	}
	return blocks
}

// signatures are the places to sign; who signed the record off is printed.
func (w meetingWriter) signatures() []paper.Block {
	senco := paper.Signature{Role: "For the school"}
	if w.f.Meeting.IsSigned() {
		senco.Date = w.f.Meeting.Signed
		if w.names == FullNames {
			senco.Name = orElse(w.f.Author, w.f.Meeting.SignedBy)
		}
	}
	signed := "This record is not signed off yet."
	if w.f.Meeting.IsSigned() {
		signed = "Signed off on " + w.f.Meeting.Signed.Words() + ". The record does not change after that; a correction is added with its date."
	}
	return []paper.Block{paper.Section("Signatures"), paper.SignOff{Signatures: []paper.Signature{{Role: "Parent or carer"}, {Role: "Pupil"}, senco}}, paper.P(signed)}
}

// agenda is the agenda with the facts that were on the table.
func (w meetingWriter) agenda() []paper.Block {
	list := paper.List{Ordered: true}
	for _, point := range w.f.Meeting.Agenda {
		words, facts := provision.ReadPoint(point)
		item := paper.Item{Text: paper.Text(orDash(w.mask(words)))}
		for _, fact := range facts {
			if item.Sub == nil {
				item.Text, item.Sub = []paper.Span{paper.Bold(w.mask(words))}, &paper.List{}
			}
			item.Sub.Items = append(item.Sub.Items, paper.Item{Text: paper.Text(orDash(w.mask(fact)))})
		}
		list.Items = append(list.Items, item)
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []paper.Block{paper.Section("The agenda, with the facts of the day"), list}
}
