package meeting

import (
	"net/http"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
)

// disputesPage shows each dispute with its clocks.
type disputesPage struct {
	*view
	Open, Closed []disputePart
	Procedure    string
}

// disputePart is a dispute with what can be done about it.
type disputePart struct {
	panel.Dispute
	Title string
	To    string // the decision
	Late  bool
	Forms []*form
}

func showDisputes(v *view, w http.ResponseWriter) error {
	p := disputesPage{view: v, Procedure: v.words.rules.Disputes.Procedure}
	for _, d := range v.state.Disputes {
		part := v.disputePart(d)
		if d.Open() {
			p.Open = append(p.Open, part)
		} else {
			p.Closed = append(p.Closed, part)
		}
	}
	slices.Reverse(p.Closed)
	return v.write(w, "disputes", v.page("Disputes", "A school may object to a decision. Days are school days, and the school sees the same clocks.", p))
}

func (v *view) disputePart(d panel.Dispute) disputePart {
	part := disputePart{Dispute: d, Title: d.School, To: v.to("decisions", d.Decision)}
	if decision, ok := v.decision(d.Decision); ok {
		part.Title = v.requestTitle(decision.Paper, d.School)
	}
	if !d.Open() {
		return part
	}
	if n := len(d.Steps); n > 0 {
		last := d.Steps[n-1]
		part.Late = last.Answered.IsZero() && !last.Due.IsZero() && last.Due.Before(v.today)
	}
	if !v.may(people.MoveDispute) || d.Taken && !v.answers(d) || !d.Taken && !v.may(people.RunMeeting) {
		return part
	}
	if !d.Taken {
		part.Forms = append(part.Forms, v.form(form{Button: "Take it into the book", Bare: true}, "take-"+d.ID, "disputes", d.ID, "take"))
		return part
	}
	answer := v.form(v.answerForm(), "answer-"+d.ID, "disputes", d.ID, "answer")
	move := v.form(moveForm(), "move-"+d.ID, "disputes", d.ID, "move")
	answer.Folded, move.Folded = true, true
	part.Forms = append(part.Forms, answer, move)
	return part
}

// answers reports whether the stage that a dispute is at is the visitor's to answer.
func (v *view) answers(d panel.Dispute) bool {
	who := "panel"
	if v.may(people.Confirm) {
		who = "council"
	}
	return len(d.Steps) > 0 && d.Now().Who == who
}

// StageWords names a stage by its number.
func (v *view) StageWords(stage int) string {
	if stages := v.words.rules.Disputes.Stages; stage >= 1 && stage <= len(stages) {
		return stages[stage-1].Words
	}
	return "Stage " + number(stage)
}

func toDisputes(v *view, _ *input) string { return v.to("disputes") }

func (v *view) hasDispute() error {
	if !slices.ContainsFunc(v.state.Disputes, func(d panel.Dispute) bool { return d.ID == v.r.PathValue("dispute") }) {
		return errNoPage
	}
	return nil
}

var takeDispute = act{
	path: "disputes/{dispute}/take", action: people.MoveDispute, done: "The dispute is in the book. Its clock runs, and the school sees it.", to: toDisputes,
	form: func(v *view) (form, error) {
		return form{Title: "Take the dispute into the book", Button: "Take it into the book"}, v.hasDispute()
	},
	do: func(v *view, _ form, _ *input) ([]book.Draft, error) {
		return v.state.RaiseDispute(v.by(), v.r.PathValue("dispute"))
	},
}

func (v *view) answerForm() form {
	f := form{Title: "Answer it", Button: "Enter the answer", Fields: []field{{Name: "outcome", Label: "The answer", Kind: fieldRadio},
		{Name: "words", Label: "Why", Kind: fieldLong, Most: 2000, Hint: "The school reads it. Name no pupil."}}}
	for _, o := range v.words.rules.Disputes.Outcomes {
		f.Fields[0].Options = append(f.Fields[0].Options, option{Value: o.ID, Words: upperFirst(o.Words)})
	}
	return f
}

var answerDispute = act{
	path: "disputes/{dispute}/answer", action: people.MoveDispute, done: "The answer is in the book, and goes back to the school.", to: toDisputes,
	form: func(v *view) (form, error) { return v.answerForm(), v.hasDispute() },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		a := panel.DisputeAnswer{Outcome: in.one(f.field("outcome")), Words: in.text(f.field("words"))}
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.SettleDispute(v.by(), v.r.PathValue("dispute"), a)
	},
}

func moveForm() form {
	return form{Title: "Pass it on to the next stage", Button: "Pass it on", Fields: []field{{Name: "words", Label: "Why", Kind: fieldText, Most: 400, Optional: true}}}
}

var moveDispute = act{
	path: "disputes/{dispute}/move", action: people.MoveDispute, done: "The dispute is at its next stage.", to: toDisputes,
	form: func(v *view) (form, error) { return moveForm(), v.hasDispute() },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		words := in.text(f.field("words"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.MoveDispute(v.by(), v.r.PathValue("dispute"), words)
	},
}

// disputeShown gives the template of a dispute the words as well.
type disputeShown struct {
	V *view
	D disputePart
}

// Dispute puts a dispute together with the words for its template.
func (p disputesPage) Dispute(d disputePart) disputeShown { return disputeShown{p.view, d} }
