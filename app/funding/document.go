package funding

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/provision"
)

// Document lays a request out as a panel reads it: what is asked for first, then
// the level and why, what was tried, what should change and what it costs, and the
// evidence and signatures last. Until the request is ready every page is marked as
// a draft. The order and the titles come from the form. A request for advice never
// prints a name.
func Document(form *Form, f Facts, names Names) *paper.Doc {
	if f.kind() == KindAdvice && names == FullNames {
		names = Initials // who the pupil is stays in the school
	}
	form = form.Worded(f.Words)
	w := &writer{form: form, facts: &f, request: Draft(form, f), masker: newMasker(names, &f), sum: totals(&f)}
	for _, s := range form.Sections {
		if blocks := withoutTitle(s.Title, w.section(s.ID)); len(blocks) > 0 {
			w.blocks = append(w.blocks, paper.Section(s.Title))
			w.blocks = append(w.blocks, blocks...)
		}
	}
	return &paper.Doc{
		Title: form.DocumentTitle, Lang: "en-GB", Org: f.School, Ref: f.Number, Date: f.Today, Author: f.Author,
		Subject: form.Title, Watermark: paper.Mark(f.Demo, w.isDraft()), Blocks: w.blocks,
	}
}

// isDraft reports whether the request could not go yet. One that went is none, even where
// the form asks for more by now.
func (w *writer) isDraft() bool { return !w.request.Ready && w.facts.SentOn.IsZero() }

// withoutTitle leaves out a first heading that says again what the section is called.
func withoutTitle(title string, blocks []paper.Block) []paper.Block {
	if len(blocks) > 0 && blocks[0] == (paper.Block)(paper.Subsection(title)) {
		return blocks[1:]
	}
	return blocks
}

// writer holds what the sections are made from.
type writer struct {
	masker
	form    *Form
	facts   *Facts
	request Request
	sum     provision.Summary
	blocks  []paper.Block
}

// sectionBlocks are the parts of a form that this program can print. A part with
// nothing to say returns no blocks and is left out with its heading.
var sectionBlocks = map[string]func(*writer) []paper.Block{
	"summary":   (*writer).summary,
	"readiness": (*writer).readiness,
	"level":     (*writer).level,
	"tried":     (*writer).tried,
	"progress":  (*writer).progress,
	"advice":    (*writer).advice,
	"views":     (*writer).views,
	"outcomes":  (*writer).outcomes,
	"costs":     (*writer).costs,
	"plan":      (*writer).plan,
	"impact":    (*writer).impact,
	"evidence":  (*writer).evidence,
	"sign_off":  (*writer).signOff,

	"event":           (*writer).event,
	"profile":         (*writer).profile,
	"members":         (*writer).members,
	"shared_outcomes": (*writer).shared,
	"schools":         (*writer).shareTable,
	"partners":        (*writer).partners,
	"counts":          (*writer).counts,
	"chain":           (*writer).chain,
	"feedback":        (*writer).feedback,
}

// prose masks what a person wrote and splits it into paragraphs and lists.
func (w *writer) prose(text string) []paper.Block { return paper.Prose(w.mask(text)) }

// titled returns what a person wrote under a heading of its own, or nothing.
func (w *writer) titled(title, text string) []paper.Block {
	blocks := w.prose(text)
	if len(blocks) == 0 {
		return nil
	}
	return append([]paper.Block{paper.Subsection(w.mask(title))}, blocks...)
}

// pairs keeps the facts that have a value.
func pairs(list ...[2]string) []paper.Pair {
	var out []paper.Pair
	for _, p := range list {
		if paper.Clean(p[1]) != "" {
			out = append(out, paper.Fact(p[0], p[1]))
		}
	}
	return out
}

func (w *writer) readiness() []paper.Block {
	if !w.isDraft() {
		return nil
	}
	table := paper.Table{
		Caption: "Still to do", Cols: []paper.Col{{Weight: 2}, {Weight: 4}, {Weight: 4}},
		Head: []paper.Row{paper.HeadRow("What", "Why", "What to do")},
	}
	var helpful []string
	for _, g := range w.request.Gates {
		switch {
		case !g.OK && g.Blocks:
			table.Body = append(table.Body, paper.BodyRow(g.Title, g.Why, g.Fix))
		case !g.OK:
			helpful = append(helpful, g.Title)
		}
	}
	blocks := []paper.Block{paper.P("This is a draft. It is not to be sent until all of this is done."), table}
	if len(helpful) > 0 {
		blocks = append(blocks, paper.P("It would be stronger with: "+strings.Join(helpful, "; ")+"."))
	}
	return blocks
}

func (w *writer) levelName() string {
	if w.facts.Level.On.IsZero() {
		return ""
	}
	return join(", ", w.facts.Level.Name, "confirmed "+w.facts.Level.On.Words())
}

func (w *writer) level() []paper.Block {
	l := w.facts.Level
	if l.On.IsZero() && len(w.facts.Areas) == 0 {
		return []paper.Block{paper.P(w.facts.say("No {level} is confirmed."))}
	}
	var blocks []paper.Block
	if paper.Clean(l.Plain) != "" {
		blocks = append(blocks, paper.Sentence(paper.Bold(l.Name+". "), paper.Span{Text: l.Plain}))
	}
	if len(w.facts.Areas) > 0 {
		table := paper.Table{Caption: w.facts.say("{Level} in each {area}"), Cols: []paper.Col{{Weight: 3}, {Weight: 3}}, Head: []paper.Row{paper.HeadRow(w.facts.say("{Area}"), w.facts.say("{Level}"))}}
		for _, a := range w.facts.Areas {
			table.Body = append(table.Body, paper.BodyRow(orDash(a.Area), orDash(a.Level)))
		}
		blocks = append(blocks, table)
	}
	if lines := kept(l.Explanation); len(lines) > 0 {
		for i := range lines {
			lines[i] = w.mask(lines[i])
		}
		blocks = append(blocks, paper.P(w.facts.say("How the {level} follows from the ratings:")), paper.Bullets(lines...))
	}
	if l.Suggested != "" && l.Suggested != l.ID {
		blocks = append(blocks, paper.P(w.facts.say("The ratings suggest "+l.Suggested+". The school confirmed another {level}.")))
		blocks = append(blocks, w.titled(w.facts.say("Why the {level} was changed"), l.Reason)...)
	}
	if who := join(" ", prefixed("Rated by ", l.By), prefixed("with ", l.Continuum)); who != "" {
		blocks = append(blocks, paper.P(w.mask(who)+"."))
	}
	// A level guides and never decides a place (000 §2.26).
	return append(blocks, paper.P(w.facts.say("{Level+} say what help pupils usually need. They do not decide a school place.")))
}

func (w *writer) tried() []paper.Block {
	rounds := reviewed(w.facts.Cycles, w.facts.Today)
	if len(rounds) == 0 {
		return []paper.Block{paper.P("No reviewed round of help is recorded.")}
	}
	table := paper.Table{
		Caption: "Rounds of help, latest first", Cols: []paper.Col{{Weight: 2}, {Weight: 3}, {Weight: 4}, {Weight: 4}},
		Head: []paper.Row{paper.HeadRow("When", "Aim", "What we did", "Result and what we changed")},
	}
	for _, c := range rounds {
		result := sentences(provision.ResultName(c.Result), c.Evidence, prefixed("Next: ", c.Next))
		table.Body = append(table.Body, paper.BodyRow(c.Starts.Words()+" to "+c.Reviewed.Words(), w.mask(c.Aim), w.mask(c.Help), w.mask(result)))
	}
	return []paper.Block{table}
}

func (w *writer) progress() []paper.Block {
	blocks := w.prose(w.facts.Progress)
	if len(w.facts.Measures) > 0 {
		table := paper.Table{Caption: "Measures", Cols: []paper.Col{{Weight: 3}, {Weight: 3}, {Weight: 3}}, Head: []paper.Row{paper.HeadRow("Measure", "Start", "Latest")}}
		for _, m := range w.facts.Measures {
			table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(m.What)), dated(w.mask(m.Start), m.StartOn), dated(w.mask(m.Now), m.NowOn)))
		}
		blocks = append(blocks, table)
	}
	return append(blocks, w.titled("Attendance", w.facts.Attendance)...)
}

func (w *writer) advice() []paper.Block {
	var blocks []paper.Block
	if len(w.facts.Advice) > 0 {
		table := paper.Table{
			Caption: "Advice from professionals", Cols: []paper.Col{{Weight: 3}, {Weight: 4}, {Weight: 4}},
			Head: []paper.Row{paper.HeadRow("Who and when", "What they advised", "How we used it")},
		}
		for _, a := range w.facts.Advice {
			who := a.Role
			if w.names == FullNames {
				who = join(", ", a.Role, a.Name)
			}
			table.Body = append(table.Body, paper.BodyRow(orDash(dated(w.mask(who), a.On)), orDash(w.mask(a.Words)), orDash(sentences(done[a.Done], w.mask(a.How)))))
		}
		blocks = append(blocks, table)
	}
	if len(w.facts.Training) > 0 {
		table := paper.Table{Caption: "Training for this need", Cols: []paper.Col{{Weight: 4}, {Weight: 3}, {Weight: 2}}, Head: []paper.Row{paper.HeadRow("Training", "Who", "When")}}
		for _, t := range w.facts.Training {
			table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(t.Topic)), orDash(w.mask(t.Staff)), orDash(t.On.Words())))
		}
		blocks = append(blocks, table)
	}
	return blocks
}

var done = map[string]string{provision.AdviceDone: "Done", provision.AdviceNotYet: "Not yet", provision.AdviceNot: "Not done"}

func (w *writer) views() []paper.Block {
	blocks := w.titled("Strengths and interests", w.facts.Strengths)
	blocks = append(blocks, w.view("What the pupil says", w.facts.PupilView)...)
	return append(blocks, w.view("What the family says", w.facts.ParentView)...)
}

func (w *writer) view(title string, v View) []paper.Block {
	switch {
	case !blank(v.Words):
		return w.titled(join(": ", title, join(", ", v.Method, v.On.Words())), v.Words)
	case !blank(v.NotYet):
		return w.titled(title, "Not here yet. Why: "+v.NotYet)
	}
	return w.titled(title, "Not recorded.")
}

func (w *writer) plan() []paper.Block {
	blocks := w.titled("Other money and help", w.facts.OtherMoney)
	blocks = append(blocks, w.titled("What comes next", w.facts.ExitPlan)...)
	return append(blocks, w.titled("Talked over with other schools", w.facts.LocalDiscussion)...)
}

func period(from, to day.Date) string {
	if from.IsZero() || to.IsZero() {
		return ""
	}
	return from.Words() + " to " + to.Words()
}

func tried(rounds int) string {
	switch rounds {
	case 0:
		return ""
	case 1:
		return "1 reviewed round of help"
	}
	return fmt.Sprintf("%d reviewed rounds of help", rounds)
}

// join joins the parts that are not empty.
func join(by string, parts ...string) string { return strings.Join(kept(parts), by) }

// sentences joins parts that may or may not end in a full stop.
func sentences(parts ...string) string {
	parts = kept(parts)
	for i, p := range parts {
		if !strings.HasSuffix(p, ".") && !strings.HasSuffix(p, "!") && !strings.HasSuffix(p, "?") {
			parts[i] = p + "."
		}
	}
	return strings.Join(parts, " ")
}

func kept(parts []string) []string {
	var out []string
	for _, p := range parts {
		if p = paper.Clean(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func prefixed(prefix, text string) string {
	if paper.Clean(text) == "" {
		return ""
	}
	return prefix + text
}

func dated(text string, on day.Date) string { return join(", ", text, on.Words()) }

func orDash(text string) string {
	if paper.Clean(text) == "" {
		return "–"
	}
	return text
}
