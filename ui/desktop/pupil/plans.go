package pupil

import (
	"context"

	"needsbook/app/desk"
	"needsbook/app/provision"
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
	c, ok := s.model.openCycle()
	if !ok {
		if fresh, err := s.n.Desk.NewCycle(context.Background(), s.model.id); err != nil {
			s.n.Shell.Alert(desk.Words(err))
		} else {
			s.openPlan(fresh)
		}
		return
	}
	if !s.mayChange() {
		return
	}
	change := parts.NewProse("", parts.QuietText)
	result := parts.NewChoice(results, func(chosen string) {
		change.SetText("")
		if s.n.Desk.NeedsChange(s.model.record.Cycles, c, chosen) {
			change.SetText("The second review in a row without a gain: write what changes now.")
		}
	})
	evidence, next, view := parts.NewNotes("", 3), parts.NewNotes("", 2), parts.NewNotes("", 2)
	held, aim, due := parts.NewDateField(s.n.Desk.Today), parts.NewNotes("", 2), parts.NewDateField(s.n.Desk.Today)
	held.SetValue(s.n.Desk.Today())
	aim.SetText(c.Aim)
	if next, err := s.n.Desk.NextReview(context.Background(), s.n.Desk.Today()); err == nil {
		due.SetValue(next)
	}
	sh := sheet.New("Review of the plan", "Keep review", func() (err error) {
		h := desk.ReviewHeld{Cycle: c, Pupil: desk.Voice{Words: view.Text}, NextAim: aim.Text}
		h.Cycle.Result, h.Cycle.Evidence, h.Cycle.Next = result.Chosen(), evidence.Text, next.Text
		if h.Cycle.Reviewed, err = sheet.Day("reviewed", held); err != nil {
			return err
		}
		if h.NextDue, err = sheet.Day("next_due", due); err != nil {
			return err
		}
		return s.n.Desk.HoldReview(context.Background(), h)
	})
	sh.Add("result", "Was the aim met?", result, "1 met, 2 partly, 3 not. The aim: "+c.Aim)
	sh.Add("evidence", "What showed it", evidence, "")
	sh.Add("view", "The pupil's own words", view, "Kept as the pupil's view of today.")
	sh.Add("next", "What changes now", next, "")
	sh.Pin(change)
	sh.Add("reviewed", "Held on", held, "")
	sh.Add("next_aim", "Aim of the next plan", aim, "Empty it where no plan follows.")
	sh.Add("next_due", "Next review", due, "")
	s.openSheet(panelName("review", c.ID), sh, "The review is kept.")
}

// openPlan opens a plan that runs, or a new one.
func (s *Screen) openPlan(c provision.Cycle) {
	if !s.mayChange() {
		return
	}
	aim, help := parts.NewNotes("What should be different, and how it will show", 3), parts.NewNotes("", 3)
	starts, due := parts.NewDateField(s.n.Desk.Today), parts.NewDateField(s.n.Desk.Today)
	aim.SetText(c.Aim)
	help.SetText(c.Help)
	starts.SetValue(c.Starts)
	due.SetValue(c.ReviewDue)
	title := "The plan"
	if c.ID == "" {
		title = "New plan"
	}
	sh := sheet.New(title, "Keep plan", func() (err error) {
		c.Aim, c.Help = aim.Text, help.Text
		if c.Starts, err = sheet.Day("starts", starts); err != nil {
			return err
		}
		if c.ReviewDue, err = sheet.Day("review_due", due); err != nil {
			return err
		}
		_, err = s.n.Desk.SaveCycle(context.Background(), c)
		return err
	})
	sh.Add("aim", "Aim", aim, "")
	sh.Add("help", "Help", help, "What will be done, by whom.")
	sh.Add("starts", "Starts", starts, "")
	sh.Add("review_due", "Review due", due, "About a term on, unless you choose another day.")
	if c.ID != "" {
		sh.Foot(s.removing(s.n.Desk.RemoveCycle, c.ID))
	}
	s.openSheet(panelName("plan", c.ID), sh, "The plan is kept.")
}

// openReviewed shows a plan whose review has been held. It is only shown: a review
// that was kept does not change silently; undo takes it back.
func (s *Screen) openReviewed(c provision.Cycle) {
	s.showFacts("Review", []parts.Fact{
		{Label: "Aim", Value: s.model.written(c.Aim)},
		{Label: "Help", Value: s.model.written(c.Help)},
		{Label: "From", Value: c.Starts.Words()},
		{Label: "Reviewed", Value: c.Reviewed.Words()},
		{Label: "Result", Value: provision.ResultName(c.Result), State: resultState(c.Result)},
		{Label: "What showed it", Value: s.model.written(c.Evidence)},
		{Label: "What changed", Value: s.model.written(c.Next)},
	})
}

// openOutcome opens an outcome, or a new one.
func (s *Screen) openOutcome(o provision.Outcome) {
	if !s.mayChange() {
		return
	}
	if o.ID == "" {
		o.Pupil = s.model.id
		if c, ok := s.model.openCycle(); ok {
			o.Cycle = c.ID
		}
	}
	words, baseline, target := parts.NewNotes("", 2), parts.NewNotes("", 2), parts.NewNotes("", 2)
	measure, owner := parts.NewField(""), parts.NewField("")
	by, result := parts.NewDateField(s.n.Desk.Today), parts.NewChoice(results, nil)
	words.SetText(o.Words)
	baseline.SetText(o.Baseline)
	target.SetText(o.Target)
	measure.SetText(o.Measure)
	owner.SetText(o.Owner)
	by.SetValue(o.ByWhen)
	result.SetChosen(o.Result)
	sh := sheet.New("Outcome", "Keep outcome", func() (err error) {
		o.Words, o.Baseline, o.Target, o.Measure, o.Owner, o.Result = words.Text, baseline.Text, target.Text, measure.Text, owner.Text, result.Chosen()
		if o.ByWhen, err = sheet.Day("by_when", by); err != nil {
			return err
		}
		_, err = s.n.Desk.SaveOutcome(context.Background(), o)
		return err
	})
	sh.Add("words", "Outcome", words, "What the pupil will be able to do.")
	sh.Add("baseline", "Now", baseline, "")
	sh.Add("target", "Target", target, "")
	sh.Add("measure", "Measured by", measure, "")
	sh.Add("owner", "Who sees to it", owner, "")
	sh.Add("by_when", "By", by, "")
	sh.Add("result", "Result", result, "Empty until it is known.")
	if o.ID != "" {
		sh.Foot(s.removing(s.n.Desk.RemoveOutcome, o.ID))
	}
	s.openSheet(panelName("outcome", o.ID), sh, "The outcome is kept.")
}
