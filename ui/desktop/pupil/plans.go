package pupil

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// openPlan opens a plan that runs, or a new one.
func (s *Screen) openPlan(c provision.Cycle) {
	if !s.mayChange(access.WritePlans) {
		return
	}
	aim, help := parts.NewNotes("What should be different, and how it will show", 3), parts.NewNotes("", 3)
	starts, due := parts.NewDateField(s.n.Desk.Today), parts.NewDateField(s.n.Desk.Today)
	aim.SetText(c.Aim)
	help.SetText(c.Help)
	starts.SetValue(c.Starts)
	due.SetValue(c.ReviewDue)
	goOn := s.carryOn(c)
	title, done := "The plan", "The plan is kept."
	if c.ID == "" {
		title, done = "New plan", "The plan is kept. K adds an outcome."
	}
	sh := sheet.New(title, "Keep plan", func() (err error) {
		c.Aim, c.Help = aim.Text, help.Text
		if c.Starts, err = sheet.Day("starts", starts); err != nil {
			return err
		}
		if c.ReviewDue, err = sheet.Day("review_due", due); err != nil {
			return err
		}
		if c.ID == "" {
			_, err = s.n.Desk.StartPlan(context.Background(), desk.NewPlan{Cycle: c, CarryOn: goOn != nil && goOn.Ticked})
			return err
		}
		_, err = s.n.Desk.SaveCycle(context.Background(), c)
		return err
	})
	sh.Add("aim", "Aim", aim, "What it comes to as a whole. Its outcomes stand in rows of their own.")
	sh.Add("help", "Help", help, "What will be done, by whom.")
	sh.Pair(sheet.Half{Name: "starts", Label: "Starts", Field: starts}, sheet.Half{Name: "review_due", Label: "Review due", Field: due},
		"The school reviews its plans "+timesAYear(s.n.Desk.ReviewsAYear())+", unless you choose another day.")
	if goOn != nil {
		sh.Add("carry_on", "", goOn, "")
	}
	if c.ID != "" {
		sh.Foot(s.removing(access.Erase, s.n.Desk.RemoveCycle, c.ID))
	}
	s.openSheet(panelName("plan", c.ID), sh, done)
}

// carryOn offers to go on with what the last plan left unfinished; nil where the plan
// is not new or nothing is.
func (s *Screen) carryOn(c provision.Cycle) *parts.Check {
	if c.ID != "" {
		return nil
	}
	left, err := s.n.Desk.UnfinishedOutcomes(context.Background(), s.model.id)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	if len(left) == 0 {
		return nil
	}
	return parts.NewCheck("Go on with "+wording.Count(len(left), "outcome")+" of the last plan not met yet", true, nil)
}

func timesAYear(n int) string {
	switch n {
	case 1:
		return "once a year"
	case 2:
		return "twice a year"
	}
	return wording.Count(n, "time") + " a year"
}

// openOutcome opens all of an outcome: also what its row has no room for.
func (s *Screen) openOutcome(o provision.Outcome) {
	if !s.mayChange(access.WritePlans) {
		return
	}
	words, target := parts.NewNotes("", 2), parts.NewNotes("", 2)
	words.SetText(o.Words)
	target.SetText(o.Target)
	baseline, measure, start, owner := line(o.Baseline), line(o.Measure), line(o.StartScore), line(o.Owner)
	by, area, ehc := parts.NewDateField(s.n.Desk.Today), parts.NewChoice(s.areas(), nil), parts.NewChoice(s.ehcLines(o), nil)
	by.SetValue(o.ByWhen)
	area.SetChosen(o.Area)
	ehc.SetChosen(o.EHCOutcome)
	area.PlaceHolder, ehc.PlaceHolder = "No area", "None"
	serves := map[string]*parts.Check{} // by the pupil's place
	sh := sheet.New("Outcome", "Keep outcome", func() (err error) {
		o.Words, o.Baseline, o.Target, o.Measure, o.StartScore, o.Owner = words.Text, baseline.Text, target.Text, measure.Text, start.Text, owner.Text
		o.Area, o.EHCOutcome = area.Chosen(), ehc.Chosen()
		if o.ByWhen, err = sheet.Day("by_when", by); err != nil {
			return err
		}
		var places []string
		for _, place := range s.model.record.Placements {
			box, shown := serves[place.ID] // those of other years and those waited for are not
			if shown && box.Ticked || !shown && o.ID != "" && place.Outcome == o.ID {
				places = append(places, place.ID)
			}
		}
		_, err = s.n.Desk.SaveOutcomeServed(context.Background(), o, places)
		return err
	})
	sh.Add("words", "Outcome", words, "What the pupil will be able to do.")
	sh.Add("baseline", "Now", baseline, "")
	sh.Add("target", "Target", target, "")
	sh.Pair(sheet.Half{Name: "measure", Label: "Measured by", Field: measure}, sheet.Half{Name: "start_score", Label: "Score now", Field: start}, "A number, where there is one: the review works the gain out.")
	sh.Pair(sheet.Half{Name: "owner", Label: "Who sees to it", Field: owner}, sheet.Half{Name: "by_when", Label: "By", Field: by}, "")
	sh.Add("area", "Area of need", area, "")
	if len(s.ehcLines(o)) > 0 {
		sh.Add("ehc_outcome", "Step to this outcome of the EHC plan", ehc, "From section E of the plan that is kept.")
	}
	for i, l := range s.model.record.Provision {
		label, hint := "", ""
		if i == 0 {
			label = "Served by"
		}
		if i == len(s.model.record.Provision)-1 {
			hint = "Provision serves one outcome: what is ticked here serves this one from now on."
		}
		serves[l.ID] = parts.NewCheck(l.Line.Description, o.ID != "" && s.model.placement(l.ID).Outcome == o.ID, nil)
		sh.Add("served/"+l.ID, label, serves[l.ID], hint)
	}
	next := func() {
		if sh.Try() {
			s.editOutcomes("")
		}
	}
	sh.Foot(parts.NewLink("Keep, and add the next", next).WithKey("Ctrl+N"))
	if o.ID != "" {
		sh.Foot(s.removing(access.Erase, s.n.Desk.RemoveOutcome, o.ID))
	}
	s.openSheet(panelName("outcome", o.ID), sh, "The outcome is kept.")
	s.panel.next = next
}

// New keeps the outcome that is open and begins the next (Ctrl+N); elsewhere it
// begins an outcome.
func (s *Screen) New() {
	switch {
	case s.panel != nil && s.panel.next != nil:
		s.panel.next()
	case s.panel == nil && s.outcomes != nil:
		s.outcomes.add()
	default:
		s.editOutcomes("")
	}
}

// keepOutcomes keeps what is typed in the rows and shows them as words again.
func (s *Screen) keepOutcomes() {
	if s.outcomes != nil {
		s.outcomes.leave()
	}
}

// areas are the areas of need to choose from.
func (s *Screen) areas() (out []parts.Option) {
	for _, a := range s.n.Desk.Codes().Areas {
		out = append(out, parts.Option{Value: a.ID, Words: a.Name})
	}
	return out
}

// ehcLines are the outcomes of the EHC plan to choose from, and the one that is kept
// where its plan was replaced since.
func (s *Screen) ehcLines(o provision.Outcome) (out []parts.Option) {
	lines := s.n.Desk.EHCOutcomes(s.model.record)
	if o.EHCOutcome != "" {
		lines = append(lines, o.EHCOutcome)
	}
	seen := map[string]bool{}
	for _, words := range lines {
		if !seen[words] {
			seen[words] = true
			out = append(out, parts.Option{Value: words, Words: words})
		}
	}
	return out
}
