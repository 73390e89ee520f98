package printout

import (
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// ReviewFacts are what a pack for an annual review is made of.
type ReviewFacts struct {
	About
	Say         Saying
	Meeting     day.Date // zero when no day is set
	Needs       []string
	Level       string
	Plan        Plan
	Notes       []register.Note
	Outcomes    []provision.Outcome
	Cycles      []provision.Cycle
	Corrections []provision.Correction // of signed plans
	Help        []Support
	Meetings    []provision.Meeting // the latest first
	Advice      []provision.Advice
	Invitees    []register.Invitee // to this meeting
}

// Support is one thing that is in place, with what it comes to in this school year.
type Support struct {
	Help
	Hours    string // of the pupil's time in a year, "" where it is not known
	Cost     string // what the pupil bears of it in a year, planned
	Attended string // "came to 18 of 20 sessions held", "" where no tick-sheet was kept
}

// Plan is the extract of the EHC plan that is reviewed; without Issued there is none.
type Plan struct {
	Authority string
	Issued    day.Date
	Setting   string
	Sections  []PlanSection
}

// PlanSection is one section of the plan with what the school would like changed.
type PlanSection struct {
	Heading    string // "B: Special educational needs"
	Words      string
	Amendments []register.Amendment
}

// ReviewPack gathers what a school is asked for at an annual review, to copy from
// into the council's own form. It is not that form and does not look like it (SEND
// Regulations 2014, regulation 20: views, progress, advice, and what should change).
func ReviewPack(f ReviewFacts) *paper.Doc {
	m := newMasker(f.Names, f.People)
	w := reviewWriter{&f, m}
	d := f.doc(f.titled(m, "Annual review pack"), "Facts to copy from for the annual review of an EHC plan")
	d.Blocks = []paper.Block{paper.P("This pack gathers what the school holds, to copy from. It is not the council's form.")}
	for _, part := range []struct {
		title  string
		blocks []paper.Block
	}{
		{"The pupil and the meeting", w.pupil()},
		{"What the pupil says", w.views(register.NotePupilView)},
		{"What the family says", w.views(register.NoteParentView)},
		{"Progress towards outcomes", w.progress()},
		{"Help in place", w.help()},
		{"Advice", w.advice()},
		{"Attendance", w.notes(register.NoteAttendance)},
		{"Meetings", w.meetings()},
		{"Who is asked", w.invitees()},
		{"The plan, and changes we suggest", w.plan()},
	} {
		d.Blocks = append(d.Blocks, paper.Section(part.title))
		if len(part.blocks) == 0 {
			part.blocks = []paper.Block{paper.P("Nothing is recorded yet.")}
		}
		d.Blocks = append(d.Blocks, part.blocks...)
	}
	return d
}

type reviewWriter struct {
	f *ReviewFacts
	masker
}

func (w reviewWriter) pupil() []paper.Block {
	p, kv := w.f.People.Pupil, paper.KeyValues{Caption: "At a glance"}
	fact := func(name, value string) {
		if paper.Clean(value) != "" {
			kv.Pairs = append(kv.Pairs, paper.Fact(name, value))
		}
	}
	fact("Pupil", w.pupilName(p))
	if w.f.Names == FullNames {
		fact("Born", p.Born.Words())
		fact("UPN", p.UPN)
	}
	fact("Year and class", joined(", ", w.f.Year, p.Class))
	fact("Status", w.f.Status)
	fact("Needs", joined("; ", w.f.Needs...))
	fact(w.f.Say.of("{Level}"), w.f.Level)
	fact("Review meeting", orElse(w.f.Meeting.Words(), "No day is set yet"))
	fact("Plan", joined(", ", w.f.Plan.Authority, prefixed("issued ", w.f.Plan.Issued.Words()), w.f.Plan.Setting))
	blocks := []paper.Block{kv}
	for _, own := range [][2]string{{"Strengths and interests", p.Strengths}, {"What helps", p.Helps}, {"What does not help", p.Hinders}} {
		if prose := paper.Prose(w.mask(own[1])); len(prose) > 0 {
			blocks = append(append(blocks, paper.Subsection(own[0])), prose...)
		}
	}
	return blocks
}

// views sets out what was said, newest first, each with when and how it was heard.
func (w reviewWriter) views(noteType string) (blocks []paper.Block) {
	for _, n := range newestFirst(w.f.Notes) {
		if n.Type == noteType {
			heading := joined(", ", n.On.Words(), lower(register.Named(register.ViewWays, n.How)), prefixed("with ", w.who(n.With)))
			blocks = append(append(blocks, paper.Subsection(orDash(heading))), paper.Prose(w.mask(n.Words))...)
		}
	}
	return blocks
}

func (w reviewWriter) notes(noteType string) (blocks []paper.Block) {
	for _, n := range newestFirst(w.f.Notes) {
		if n.Type == noteType {
			blocks = append(blocks, paper.Sentence(paper.Bold(n.On.Words()+". "), paper.Span{Text: w.mask(paper.Clean(n.Words))}))
		}
	}
	return blocks
}

func (w reviewWriter) progress() (blocks []paper.Block) {
	if len(w.f.Outcomes) > 0 {
		table := paper.Table{Caption: "Outcomes", Cols: []paper.Col{{Weight: 4}, {Weight: 3}, {Weight: 3}, {Weight: 2}, {Weight: 2}},
			Head: []paper.Row{paper.HeadRow("Outcome", "At the start", "Aim, and how we know", "By", "Result")}}
		for _, o := range w.f.Outcomes {
			table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(o.Words)), w.mask(joined(", ", o.Baseline, o.StartScore)), w.mask(joined(". ", o.Target, o.Measure)), o.ByWhen.Words(), w.mask(outcomeResult(o))))
		}
		blocks = append(blocks, table)
	}
	table := paper.Table{Caption: "Reviews of the school's own plans", Cols: []paper.Col{{Weight: 2}, {Weight: 4}, {Weight: 4}, {Weight: 4}},
		Head: []paper.Row{paper.HeadRow("Reviewed", "Aim and help", "Result", "What changed then")}}
	for _, c := range w.f.Cycles {
		if c.IsReviewed() {
			table.Body = append(table.Body, paper.BodyRow(c.Reviewed.Words(), w.mask(joined(" ", sentence(c.Aim), sentence(c.Help))),
				w.mask(joined(" ", sentence(provision.ResultName(c.Result)), c.Evidence)), w.mask(joined(" ", sentence(c.Next), w.corrections(c)))))
		}
	}
	if len(table.Body) > 0 {
		blocks = append(blocks, table)
	}
	return append(blocks, w.notes(register.NoteProgress)...)
}

// outcomeResult says what an outcome came to, with the score and how far it moved.
func outcomeResult(o provision.Outcome) string {
	if o.Result == "" {
		return "Not yet"
	}
	return joined(". ", provision.ResultName(o.Result), joined(", ", prefixed("Now ", o.Score), provision.GainWords(o.StartScore, o.Score)))
}

// corrections are what was put right in a plan after it was signed off.
func (w reviewWriter) corrections(c provision.Cycle) string {
	words := ""
	for _, k := range w.f.Corrections {
		if k.Record == c.ID {
			words = joined(" ", words, "Corrected on "+k.On.Words()+": "+sentence(k.Words)+" Because: "+sentence(k.Why))
		}
	}
	return words
}

func (w reviewWriter) help() []paper.Block {
	table := paper.Table{Caption: "Help in this school year", Cols: []paper.Col{{Weight: 4}, {Weight: 4}, {Weight: 2, Right: true}, {Weight: 2, Right: true}, {Weight: 3}},
		Head: []paper.Row{paper.HeadRow("Help", "How often", "Hours a year", "Cost a year", "Attendance")}}
	for _, h := range w.f.Help {
		table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(h.What)), orDash(h.How), orDash(h.Hours), orDash(h.Cost), orElse(h.Attended, "Not recorded")))
	}
	if len(table.Body) == 0 {
		return nil
	}
	return []paper.Block{table}
}

// meetings are the days of meetings, and how each record stands.
func (w reviewWriter) meetings() []paper.Block {
	var lines []string
	for _, m := range w.f.Meetings {
		state := "not signed off"
		if m.IsSigned() {
			state = "signed off on " + m.Signed.Words()
		}
		lines = append(lines, m.On.Words()+": "+register.Named(provision.MeetingKinds, m.Kind)+", "+state)
	}
	if len(lines) == 0 {
		return nil
	}
	return []paper.Block{paper.Bullets(lines...)}
}

// adviceWords are what became of advice.
var adviceWords = map[string]string{provision.AdviceDone: "Done", provision.AdviceNotYet: "Not yet", provision.AdviceNot: "Not done"}

func (w reviewWriter) advice() []paper.Block {
	table := paper.Table{Caption: "Advice from professionals", Cols: []paper.Col{{Weight: 3}, {Weight: 5}, {Weight: 4}},
		Head: []paper.Row{paper.HeadRow("Who and when", "What they advised", "What came of it")}}
	for _, a := range w.f.Advice {
		name := a.Name
		if w.names != FullNames {
			name = ""
		}
		table.Body = append(table.Body, paper.BodyRow(orDash(joined(", ", w.mask(a.Role), name, a.On.Words())), w.mask(a.Words), joined(" ", sentence(adviceWords[a.Done]), w.mask(a.How))))
	}
	if len(table.Body) == 0 {
		return nil
	}
	return []paper.Block{table}
}

// cameWords are whether somebody came.
var cameWords = map[string]string{"yes": "Came", "no": "Did not come"}

func (w reviewWriter) invitees() []paper.Block {
	table := paper.Table{Caption: "Asked to the meeting", Cols: []paper.Col{{Weight: 4}, {Weight: 2}, {Weight: 2}, {Weight: 2}},
		Head: []paper.Row{paper.HeadRow("Who", "Asked", "Advice came", "At the meeting")}}
	for _, i := range w.f.Invitees {
		who := capital(i.Role)
		if w.names == FullNames {
			who = joined(", ", i.Name, lower(i.Role))
		}
		table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(who)), orElse(i.Invited.Words(), "Not yet"), orElse(i.Advice.Words(), "Not yet"), orDash(cameWords[i.Came])))
	}
	if len(table.Body) == 0 {
		return nil
	}
	return []paper.Block{table}
}

// plan sets each section of the plan as it stands with what the school suggests.
func (w reviewWriter) plan() (blocks []paper.Block) {
	if w.f.Plan.Issued.IsZero() {
		return []paper.Block{paper.P("No EHC plan is entered for this pupil.")}
	}
	for _, s := range w.f.Plan.Sections {
		blocks = append(blocks, paper.Subsection(s.Heading))
		if prose := paper.Prose(w.mask(s.Words)); len(prose) > 0 {
			blocks = append(blocks, prose...)
		} else {
			blocks = append(blocks, paper.P("Nothing is copied from this section."))
		}
		table := paper.Table{Caption: "Changes we suggest", Cols: []paper.Col{{Weight: 4}, {Weight: 4}, {Weight: 3}},
			Head: []paper.Row{paper.HeadRow("The plan says", "We suggest", "Why")}}
		for _, a := range s.Amendments {
			table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(a.NowSays)), w.mask(a.Suggestion), w.mask(joined(" ", sentence(a.Why), prefixed("Council: ", a.Outcome)))))
		}
		if len(table.Body) > 0 {
			blocks = append(blocks, table)
		}
	}
	return blocks
}
