package printout

import (
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// TransitionFacts are what a paper for the next school or teacher about one pupil is made
// of. What the sender did not choose is not in here.
type TransitionFacts struct {
	About
	Say       Saying
	Needs     []string // in plain words, primary first
	Level     string
	Meaning   string // of the level, in plain English
	Outcomes  []Outcome
	Help      []TransitionHelp // what is in place and what was, the latest first
	PupilView View
	Family    View
	Contacts  []register.Contact
	Advice    []provision.Advice
	Plan      Plan
	Awards    []string // requests for money or help, in a line each
	Groups    []string // such as pupil premium
	Papers    []string // attachments that go with the bundle, by name
	Review    day.Date
}

// TransitionHelp is help and what came of it.
type TransitionHelp struct {
	Help
	Over   string // from when until when
	Effect string // what reviews of it came to
	Worked string // what worked, for a colleague
}

// Transition lays out what the next school or teacher needs to know of a pupil: what works
// comes first, then what to do in the first weeks, then the record behind it.
func Transition(f TransitionFacts) *paper.Doc {
	w := transitionWriter{&f, newMasker(f.Names, f.People)}
	d := f.doc(f.titled(w.masker, "Transition pack"), "For the next school or teacher: what works first")
	d.Blocks = []paper.Block{w.glance()}
	for _, part := range []struct {
		title  string
		blocks []paper.Block
	}{
		{"What works", w.works()},
		{"In the first weeks", w.firstWeeks()},
		{"Needs, and what they mean", w.needs()},
		{"What we are working on", w.outcomes()},
		{"Help, and what came of it", w.help()},
		{"What the pupil says", w.view(f.PupilView)},
		{"What the family says", w.view(f.Family)},
		{"Advice from professionals", w.advice()},
		{f.Say.of("The {ehc_plan}, in extract"), w.plan()},
		{"Requests for money or help", bullets(f.Awards)},
		{"Family and others to speak to", w.contacts()},
		{"Papers that go with it", bullets(f.Papers)},
	} {
		if len(part.blocks) > 0 {
			d.Blocks = append(append(d.Blocks, paper.Section(part.title)), part.blocks...)
		}
	}
	return d
}

type transitionWriter struct {
	f *TransitionFacts
	masker
}

func bullets(lines []string) []paper.Block {
	if len(lines) == 0 {
		return nil
	}
	return []paper.Block{paper.Bullets(lines...)}
}

func (w transitionWriter) glance() paper.Block {
	p, kv := w.f.People.Pupil, paper.KeyValues{Caption: "At a glance"}
	fact := func(name, value string) {
		if paper.Clean(value) != "" {
			kv.Pairs = append(kv.Pairs, paper.Fact(name, value))
		}
	}
	fact("Pupil", w.pupilName(p))
	if w.f.Names == FullNames {
		fact("Known as", p.Preferred)
		fact("Born", p.Born.Words())
		fact("UPN", p.UPN)
	}
	fact("Year now", w.f.Year)
	fact("Status", w.f.Status)
	fact("From", w.f.School)
	fact("Next review", w.f.Review.Words())
	fact("Also", joined("; ", w.f.Groups...))
	return kv
}

// works is what helps and what does not, in the pupil's voice, and what worked in the
// words of reviews.
func (w transitionWriter) works() (blocks []paper.Block) {
	p := w.f.People.Pupil
	for _, own := range [][2]string{{"What helps", p.Helps}, {"What does not help", p.Hinders}, {"Good at and enjoys", p.Strengths}} {
		if prose := paper.Prose(w.mask(own[1])); len(prose) > 0 {
			blocks = append(append(blocks, paper.Subsection(own[0])), prose...)
		}
	}
	var worked []string
	for _, h := range w.f.Help {
		if text := w.mask(paper.Clean(h.Worked)); text != "" {
			worked = append(worked, joined(": ", w.mask(h.What), text))
		}
	}
	if len(worked) > 0 {
		blocks = append(blocks, paper.Subsection("What worked, in the words of reviews"), paper.Bullets(worked...))
	}
	return blocks
}

// firstWeeks are steps that follow from the record.
func (w transitionWriter) firstWeeks() []paper.Block {
	lines := []string{"Meet the pupil and the family before or in the first week, and ask what matters most to them."}
	add := func(wanted bool, line string) {
		if wanted {
			lines = append(lines, line)
		}
	}
	p := w.f.People.Pupil
	add(paper.Clean(p.Helps) != "", "Share “What works” with every adult who teaches the pupil.")
	for _, h := range w.f.Help {
		add(h.Over == "", "Carry on with: "+w.mask(joined(", ", h.What, h.How))+".")
	}
	waiting := 0
	for _, a := range w.f.Advice {
		if a.Done == provision.AdviceNotYet {
			waiting++
		}
	}
	add(waiting > 0, "See to the advice that is not in place yet: it stands below.")
	add(!w.f.Review.IsZero(), "Keep the review of "+w.f.Review.Words()+", or set a day of your own.")
	add(!w.f.Plan.Issued.IsZero(), w.f.Say.of("Read the {ehc_plan} itself: the {la} holds it, and this is an extract."))
	return []paper.Block{paper.Bullets(lines...)}
}

func (w transitionWriter) needs() (blocks []paper.Block) {
	if len(w.f.Needs) > 0 {
		blocks = append(blocks, paper.Bullets(w.f.Needs...))
	}
	if w.f.Level != "" {
		blocks = append(blocks, paper.Sentence(paper.Bold(w.f.Say.of("{Level}: ")+sentence(w.f.Level)+" "), paper.Span{Text: orElse(w.f.Meaning, " ")}), paper.P(w.f.Say.of(neverAPlace)))
	}
	return blocks
}

func (w transitionWriter) outcomes() []paper.Block {
	t := paper.Table{Caption: "Outcomes that are worked on", Cols: []paper.Col{{Weight: 5}, {Weight: 3}, {Weight: 3}, {Weight: 2}}, Head: []paper.Row{paper.HeadRow("Outcome", "Now", "Aim", "By")}}
	for _, o := range w.f.Outcomes {
		t.Body = append(t.Body, paper.BodyRow(orDash(w.mask(o.Words)), orDash(w.mask(o.Now)), orDash(w.mask(o.Target)), orDash(o.ByWhen.Words())))
	}
	if len(t.Body) == 0 {
		return nil
	}
	return []paper.Block{t}
}

func (w transitionWriter) help() []paper.Block {
	t := paper.Table{Caption: "Help now and before", Cols: []paper.Col{{Weight: 4}, {Weight: 4}, {Weight: 3}, {Weight: 4}}, Head: []paper.Row{paper.HeadRow("Help", "How often", "When", "What came of it")}}
	for _, h := range w.f.Help {
		t.Body = append(t.Body, paper.BodyRow(orDash(w.mask(h.What)), orDash(h.How), orElse(h.Over, "In place now"), orDash(w.mask(h.Effect))))
	}
	if len(t.Body) == 0 {
		return nil
	}
	return []paper.Block{t}
}

func (w transitionWriter) view(v View) []paper.Block {
	prose := paper.Prose(w.mask(v.Words))
	if len(prose) == 0 {
		return nil
	}
	if how := joined(", ", v.On.Words(), lower(register.Named(register.ViewWays, v.How))); how != "" {
		prose = append([]paper.Block{paper.Sentence(paper.Bold("Heard: "), paper.Span{Text: how + "."})}, prose...)
	}
	return prose
}

func (w transitionWriter) advice() []paper.Block {
	return reviewWriter{&ReviewFacts{About: w.f.About, Advice: w.f.Advice}, w.masker}.advice()
}

func (w transitionWriter) plan() []paper.Block {
	if w.f.Plan.Issued.IsZero() {
		return nil
	}
	return reviewWriter{&ReviewFacts{About: w.f.About, Plan: w.f.Plan}, w.masker}.plan()
}

// contacts are who to speak to; without full names how to reach them is left out too.
func (w transitionWriter) contacts() []paper.Block {
	var lines []string
	for _, c := range w.f.Contacts {
		line := joined(", ", c.Name, lower(c.Relationship), c.Phone, c.Email)
		if w.names != FullNames {
			line = w.who(c.Relationship)
		}
		more := joined(", ", prefixed("prefers ", c.Prefers), prefixed("speaks ", c.Language))
		if line = joined("; ", line, more); line != "" {
			lines = append(lines, sentence(capital(line)))
		}
	}
	return bullets(lines)
}
