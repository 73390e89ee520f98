package pupil

import (
	"context"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// results are what a review can come to, each with the key that chooses it.
var results = []parts.Option{
	{Value: provision.ResultMet, Words: "Met", Note: "1"},
	{Value: provision.ResultPartly, Words: "Partly met", Note: "2"},
	{Value: provision.ResultNot, Words: "Not met", Note: "3"},
}

// openReview reviews the plan that runs, or starts one where none does.
func (s *Screen) openReview() {
	if c, ok := s.model.openCycle(); ok {
		s.openReviewOf(c)
		return
	}
	if !s.n.Shell.Allows(access.WritePlans) {
		return
	}
	c, err := s.n.Desk.NewCycle(context.Background(), s.model.id)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.openPlan(c)
}

// openReviewOf reviews a plan, or changes a review that is not signed off yet.
func (s *Screen) openReviewOf(c provision.Cycle) {
	if !s.mayChange(access.HoldReviews) {
		return
	}
	again := c.IsReviewed()
	change := parts.NewProse("", parts.QuietText)
	result := parts.NewChoice(results, func(chosen string) {
		change.SetText("")
		if s.n.Desk.NeedsChange(s.model.record.Cycles, c, chosen) {
			change.SetText("The second review in a row without a gain: write what changes now.")
		}
	})
	evidence, next, held := parts.NewNotes("", 2), parts.NewNotes("", 2), parts.NewDateField(s.n.Desk.Today)
	result.SetChosen(c.Result)
	evidence.SetText(c.Evidence)
	next.SetText(c.Next)
	held.SetValue(s.n.Desk.Today())
	if again {
		held.SetValue(c.Reviewed)
	}
	pupilSaid, parentSaid := s.n.Desk.HeardAt(s.model.record, c)
	pupil, parent := newVoice("pupil", pupilSaid), newVoice("parent", parentSaid)
	var outcomes []*outcomeFields
	for _, o := range s.model.record.PlanOutcomes(c.ID) {
		outcomes = append(outcomes, s.newOutcomeFields(o))
	}
	following := s.newFollowing(c)
	sh := sheet.New("Review of the plan", "Keep review", func() (err error) {
		h := desk.ReviewHeld{Cycle: c, Pupil: pupil.voice(), Parent: parent.voice()}
		h.Cycle.Result, h.Cycle.Evidence, h.Cycle.Next = result.Chosen(), evidence.Text, next.Text
		for _, f := range outcomes {
			h.Outcomes = append(h.Outcomes, f.outcome())
		}
		if h.Cycle.Reviewed, err = sheet.Day("reviewed", held); err != nil {
			return err
		}
		if !again {
			if err := following.into(&h); err != nil {
				return err
			}
		}
		return s.n.Desk.HoldReview(context.Background(), h)
	})
	for _, f := range outcomes {
		f.add(sh)
	}
	sh.Add("result", "Was the aim met?", result, "1 met, 2 partly, 3 not. The aim: "+c.Aim)
	sh.Add("evidence", "What showed it", evidence, "")
	pupil.add(sh, "The pupil's own words")
	parent.add(sh, "The parents' words")
	sh.Add("next", "What changes now", next, "")
	sh.Pin(change)
	sh.Add("reviewed", "Held on", held, "")
	if !again {
		following.add(sh, len(outcomes))
	}
	s.openSheet(panelName("review", c.ID), sh, "The review is kept. It can be signed off now, under Plan.")
	if len(outcomes) > 0 {
		sh.FocusOn("result/" + outcomes[0].o.ID)
	}
}

// voice are the fields for what somebody said at a review.
type voice struct {
	name   string // in the sheet
	kept   desk.Voice
	words  *parts.Notes
	how    *parts.Choice
	whyNot *parts.Field
}

func newVoice(name string, kept desk.Voice) *voice {
	v := &voice{name: name, kept: kept, words: parts.NewNotes("", 2), how: parts.NewChoice(options(register.ViewWays), nil), whyNot: line(kept.WhyNot)}
	v.words.SetText(kept.Words)
	v.how.SetChosen(kept.How)
	v.how.PlaceHolder = "Talk, drawing …"
	return v
}

func (v *voice) add(sh *sheet.Sheet, label string) {
	sh.Add(v.name, label, v.words, "")
	sh.Pair(sheet.Half{Name: v.name + "_how", Label: "How heard", Field: v.how}, sheet.Half{Name: v.name + "_why_not", Label: "Or why not heard", Field: v.whyNot}, "")
}

func (v *voice) voice() desk.Voice {
	return desk.Voice{Note: v.kept.Note, Words: v.words.Text, How: v.how.Chosen(), WhyNot: v.whyNot.Text}
}

// outcomeFields are the fields in which one outcome is reviewed.
type outcomeFields struct {
	o              provision.Outcome
	result         *parts.Choice
	score          *parts.Field
	gain, asks     *parts.Prose
	evidence, next *parts.Field
}

func (s *Screen) newOutcomeFields(o provision.Outcome) *outcomeFields {
	f := &outcomeFields{o: o, score: line(o.Score), evidence: line(o.Evidence), next: line(o.Next), gain: parts.NewProse("", parts.Quiet), asks: parts.NewProse("", parts.QuietText)}
	f.result = parts.NewChoice(results, func(chosen string) {
		f.asks.SetText("")
		if s.n.Desk.OutcomeNeedsChange(s.model.record.Outcomes, o, chosen) {
			f.asks.SetText("The second review in a row without a gain: write what changes.")
		}
	})
	f.result.SetChosen(o.Result)
	f.score.OnChange = func(words string) { f.gain.SetText(gainWords(o.StartScore, words)) }
	f.gain.SetText(gainWords(o.StartScore, o.Score))
	return f
}

// gainWords say how far a score has moved since the start.
func gainWords(start, now string) string {
	switch gain := provision.GainWords(start, now); {
	case gain != "":
		return "Gain " + gain + " from " + start + " at the start."
	case start != "":
		return start + " at the start."
	}
	return ""
}

// add sets the fields under each other, headed by the outcome.
func (f *outcomeFields) add(sh *sheet.Sheet) {
	about := joined("Now: "+f.o.Baseline, f.o.Baseline, "Target: "+f.o.Target, f.o.Target, f.o.Measure, f.o.Measure)
	head := parts.Column(parts.Tight, parts.NewProse(f.o.Words, parts.Strong))
	if about != "" {
		head.Add(parts.NewProse(about, parts.Quiet))
	}
	sh.Add("words/"+f.o.ID, "Outcome", head, "")
	sh.Pair(sheet.Half{Name: "result/" + f.o.ID, Label: "Was it met?", Field: f.result}, sheet.Half{Name: "score/" + f.o.ID, Label: "Score now", Field: f.score}, "")
	sh.Add("gain/"+f.o.ID, "", f.gain, "")
	sh.Pair(sheet.Half{Name: "evidence/" + f.o.ID, Label: "What showed it", Field: f.evidence}, sheet.Half{Name: "next/" + f.o.ID, Label: "What changes", Field: f.next}, "")
	sh.Add("asks/"+f.o.ID, "", f.asks, "")
}

func (f *outcomeFields) outcome() provision.Outcome {
	o := f.o
	o.Result, o.Score, o.Evidence, o.Next = f.result.Chosen(), f.score.Text, f.evidence.Text, f.next.Text
	return o
}

// following are the fields of the plan that follows a review.
type following struct {
	aim     *parts.Notes
	due     *parts.DateField
	carryOn *parts.Check
}

func (s *Screen) newFollowing(c provision.Cycle) *following {
	f := &following{aim: parts.NewNotes("", 2), due: parts.NewDateField(s.n.Desk.Today), carryOn: parts.NewCheck("Outcomes that are not met go on in it", true, nil)}
	f.aim.SetText(c.Aim)
	due, err := s.n.Desk.NextReview(context.Background(), s.n.Desk.Today())
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		due = day.Date{}
	}
	f.due.SetValue(due)
	return f
}

func (f *following) add(sh *sheet.Sheet, outcomes int) {
	sh.Add("next_aim", "Aim of the next plan", f.aim, "Empty it where no plan follows.")
	sh.Add("next_due", "Next review", f.due, "")
	if outcomes > 0 {
		sh.Add("carry_on", "", f.carryOn, "")
	}
}

func (f *following) into(h *desk.ReviewHeld) (err error) {
	h.NextAim, h.CarryOn = f.aim.Text, f.carryOn.Ticked
	h.NextDue, err = sheet.Day("next_due", f.due)
	return err
}

// scoreWords are the scores of an outcome and its gain.
func scoreWords(o provision.Outcome) string {
	switch gain := provision.GainWords(o.StartScore, o.Score); {
	case gain != "":
		return o.StartScore + " at the start, now " + o.Score + " (" + gain + ")"
	case o.StartScore != "":
		return o.StartScore + " at the start"
	}
	return ""
}

// byWords say when an outcome is due, or what it came to.
func byWords(o provision.Outcome) string {
	if o.Result != "" {
		return provision.ResultName(o.Result)
	}
	if o.ByWhen.IsZero() {
		return ""
	}
	return "by " + o.ByWhen.Words()
}

// outcomeRow is an outcome as one row of the plan.
func (m *model) outcomeRow(o provision.Outcome) row {
	facts := joined("Now: "+o.Baseline, o.Baseline, "Target: "+o.Target, o.Target, o.Measure, o.Measure, scoreWords(o), scoreWords(o), o.Owner, o.Owner)
	for _, more := range []string{joined("Step to: "+o.EHCOutcome, o.EHCOutcome), joined("Served by: "+strings.Join(m.serving[o.ID], ", "), strings.Join(m.serving[o.ID], ", "))} {
		if more != "" {
			facts = joined(facts+"\n"+more, more)
		}
	}
	note := facts
	if note != "" {
		note = m.written(facts)
	}
	return row{id: o.ID, title: m.written(o.Words), note: note, word: byWords(o), state: resultState(o.Result)}
}
