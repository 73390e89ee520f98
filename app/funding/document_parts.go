package funding

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/paper"
	"needsbook/app/provision"
)

// printedElsewhere are the fields that a section prints in a place of its own.
var printedElsewhere = map[string]bool{
	"strengths": true, "attendance": true, "progress": true, "other_money": true, "exit_plan": true, "impact": true,
	"local_discussion": true, AnswerField: true, "pupil_view_not_yet": true, "parent_view_not_yet": true,
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// section prints a part of the form: what the program knows of it, and the texts that are
// written under it.
func (w *writer) section(id string) []paper.Block {
	var blocks []paper.Block
	if known := sectionBlocks[id]; known != nil {
		blocks = known(w)
	}
	var fields []Field
	for _, field := range w.form.Fields {
		if field.Section == id && !printedElsewhere[field.ID] && !blank(w.facts.text(field.ID)) {
			fields = append(fields, field)
		}
	}
	for _, field := range fields {
		if len(fields) == 1 && len(blocks) == 0 {
			return w.prose(w.facts.text(field.ID)) // the section's own title says what it is
		}
		blocks = append(blocks, w.titled(field.Name, w.facts.text(field.ID))...)
	}
	return blocks
}

// event says what happened in the year, where that is why the request is made.
func (w *writer) event() []paper.Block {
	e := w.facts.Event
	if w.facts.reason() != ReasonInYear || blank(e.Kind) {
		return nil
	}
	return append([]paper.Block{paper.Sentence(paper.Bold(join(", ", EventName(e.Kind), e.On.Words()) + "."))}, w.prose(e.Words)...)
}

// profile is what the pupil of a request for advice is like.
func (w *writer) profile() []paper.Block {
	blocks := w.titled("Strengths and interests", w.facts.Strengths)
	blocks = append(blocks, w.level()...)
	blocks = append(blocks, w.view("What the pupil says", w.facts.PupilView)...)
	return append(blocks, w.view("What the family says", w.facts.ParentView)...)
}

// impact says of each outcome of the request before what came of it.
func (w *writer) impact() []paper.Block {
	if w.facts.reason() != ReasonRenewal {
		return nil
	}
	var blocks []paper.Block
	if len(w.facts.Past) > 0 {
		table := paper.Table{
			Caption: "Outcomes of the last request", Cols: []paper.Col{{Weight: 4}, {Weight: 2}, {Weight: 4}, {Weight: 4}},
			Head: []paper.Row{paper.HeadRow("What should have changed", "Result", "What shows it", "What will change")},
		}
		for _, p := range w.facts.Past {
			table.Body = append(table.Body, paper.BodyRow(orDash(w.mask(p.Words)), provision.ResultName(p.Result), orDash(w.mask(p.Evidence)), orDash(w.mask(p.Next))))
		}
		blocks = append(blocks, table)
	}
	return append(blocks, w.prose(w.facts.Impact)...)
}

// feedback answers what a panel said last time.
func (w *writer) feedback() []paper.Block {
	if len(w.facts.Said) == 0 {
		return nil
	}
	var lines []string
	for _, s := range w.facts.Said {
		lines = append(lines, join(": ", join(", ", s.Number, s.On.Words()), w.mask(s.Words)))
	}
	answer := w.facts.text(AnswerField)
	if blank(answer) {
		answer = "Not answered yet."
	}
	return append([]paper.Block{paper.P("What was said:"), paper.Bullets(lines...)}, w.titled("What we did about it", answer)...)
}

// chain is the way from the need to the result on one table: level, reason, decision,
// spending, impact (000 §2.25 and App. 2: open from thresholds to the use of money).
func (w *writer) chain() []paper.Block {
	f := w.facts
	rows := [][2]string{
		{f.say("{Level}"), w.chainLevel()},
		{"Why", w.chainReason()},
		{"Decision", w.chainDecision()},
		{"Spending", w.chainSpending()},
		{"Impact", w.chainImpact()},
	}
	table := paper.Table{Caption: "From need to result", Cols: []paper.Col{{Weight: 2}, {Weight: 8}}, Head: []paper.Row{paper.HeadRow("Step", "What this request says")}}
	for _, r := range rows {
		table.Body = append(table.Body, paper.BodyRow(r[0], orDash(w.mask(r[1]))))
	}
	return []paper.Block{table}
}

func (w *writer) chainLevel() string {
	if w.facts.kind() != KindGroup {
		return w.levelName()
	}
	counts := map[string]int{}
	for _, m := range w.facts.Members {
		if !blank(m.Level) {
			counts[m.Level]++
		}
	}
	var parts []string
	for _, level := range sortedKeys(counts) {
		parts = append(parts, level+": "+countOf(counts[level], "pupil"))
	}
	return strings.Join(parts, "; ")
}

// chainDecision is what was decided: only the council's recorded decision says that money
// is agreed (000 §2.5).
func (w *writer) chainDecision() string {
	d := w.facts.Decided
	if d == nil {
		return w.facts.say("Asked for: " + w.sum.Extra.Words() + ". The {la} decides; the decision is added to this request when it is made.")
	}
	words := w.facts.say("The {la} decided on " + d.On.Words() + ": " + OutcomeWords[d.Outcome])
	if d.Money() {
		words += ", " + d.Amount.Words()
	}
	return sentences(words, prefixed("For ", period(d.From, d.To)), prefixed("Why: ", d.Reason), prefixed("On condition: ", d.Conditions))
}

func (w *writer) chainReason() string {
	f := w.facts
	switch {
	case f.kind() == KindGroup:
		return f.text("theme")
	case f.Level.Suggested != "" && f.Level.Suggested != f.Level.ID:
		return f.Level.Reason
	}
	return sentences(f.Level.Plain, prefixed("The highest rating is in ", f.MainArea))
}

func (w *writer) chainSpending() string {
	if len(w.sum.Lines) == 0 {
		return ""
	}
	return fmt.Sprintf("%s: %s a year, of which %s is paid first and %s is asked for.", countOf(len(w.sum.Lines), "line"), w.sum.Total.Words(), w.sum.School.Words(), w.sum.Extra.Words())
}

func (w *writer) chainImpact() string {
	f := w.facts
	var parts []string
	for _, o := range f.Outcomes {
		parts = append(parts, join(", by ", strings.TrimRight(strings.TrimSpace(o.Words), "."), o.ByWhen.Words()))
	}
	for _, o := range f.Shared {
		parts = append(parts, join(", by ", strings.TrimRight(strings.TrimSpace(o.Words), "."), o.ByWhen.Words()))
	}
	met := 0
	for _, p := range f.Past {
		if p.Result == provision.ResultMet {
			met++
		}
	}
	if len(f.Past) > 0 {
		parts = append([]string{fmt.Sprintf("%d of %s of the last request met", met, countOf(len(f.Past), "outcome"))}, parts...)
	}
	return sentences(strings.Join(parts, "; "))
}
