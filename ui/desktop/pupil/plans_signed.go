package pupil

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// openReviewed shows a plan whose review has been held, with what was put right in it
// since. Until it is signed off it can be changed; afterwards a correction is added.
func (s *Screen) openReviewed(c provision.Cycle) {
	body := parts.Column(parts.Groups, parts.NewFactList(s.model.reviewed(c)...))
	for _, o := range s.model.record.PlanOutcomes(c.ID) {
		body.Add(parts.Column(parts.Tight, parts.NewProse(s.model.written(o.Words), parts.Strong), parts.NewFactList(s.model.reviewedOutcome(o)...)))
	}
	for _, k := range s.model.record.Corrections {
		if k.Record == c.ID {
			body.Add(parts.Column(parts.Tight, parts.NewText("Corrected on "+k.On.Words(), parts.Strong), parts.NewFactList(
				parts.Fact{Label: "What is right", Value: s.model.written(k.Words)}, parts.Fact{Label: "Why", Value: s.model.written(k.Why)}, parts.Fact{Label: "By", Value: k.By})))
		}
	}
	var links []fyne.CanvasObject
	if c.IsSigned() {
		links = append(links, parts.NewLink("Add a correction", func() { s.openCorrection(c) }).When(s.may(access.WritePlans)))
	} else {
		links = append(links, parts.NewLink("Sign off", func() { s.openSigning(c) }).When(s.may(access.WritePlans)), parts.NewLink("Change the review", func() { s.openReviewOf(c) }).When(s.may(access.HoldReviews)))
	}
	s.showRead("Review", body, links...)
}

// reviewed are the facts of a plan that was reviewed.
func (m *model) reviewed(c provision.Cycle) []parts.Fact {
	out := []parts.Fact{
		{Label: "Aim", Value: m.written(c.Aim)},
		{Label: "Help", Value: m.written(c.Help)},
		{Label: "From", Value: c.Starts.Words()},
		{Label: "Reviewed", Value: c.Reviewed.Words()},
		{Label: "Result", Value: provision.ResultName(c.Result), State: resultState(c.Result)},
		{Label: "What showed it", Value: m.written(c.Evidence)},
		{Label: "What changed", Value: m.written(c.Next)},
	}
	pupil, parent := m.desk.HeardAt(m.record, c)
	out = append(out, parts.Fact{Label: "The pupil", Value: m.said(pupil)}, parts.Fact{Label: "The parents", Value: m.said(parent)})
	signed := parts.Fact{Label: "Signed off", Value: "not yet"}
	if c.IsSigned() {
		signed = parts.Fact{Label: "Signed off", Value: c.Signed.Words() + " by " + c.SignedBy, State: parts.Done}
	}
	return append(out, signed)
}

// said is a voice in words.
func (m *model) said(v desk.Voice) string {
	switch {
	case v.Words != "" && v.How != "":
		return m.written(v.Words + " (" + register.Named(register.ViewWays, v.How) + ")")
	case v.Words != "":
		return m.written(v.Words)
	case v.WhyNot != "":
		return m.written("Not heard: " + v.WhyNot)
	}
	return "not recorded"
}

// reviewedOutcome are the facts of an outcome of a plan that was reviewed.
func (m *model) reviewedOutcome(o provision.Outcome) []parts.Fact {
	return []parts.Fact{
		{Label: "Result", Value: provision.ResultName(o.Result), State: resultState(o.Result)},
		{Label: "Score", Value: scoreWords(o)},
		{Label: "What showed it", Value: m.written(o.Evidence)},
		{Label: "What changed", Value: m.written(o.Next)},
		{Label: "Served by", Value: m.written(strings.Join(m.serving[o.ID], ", "))},
	}
}

// openSigning asks who signs a plan off.
func (s *Screen) openSigning(c provision.Cycle) {
	if !s.mayChange(access.WritePlans) {
		return
	}
	by := line(s.n.Desk.School().Senco)
	sh := sheet.New("Sign off the plan", "Sign off", func() error {
		err := s.n.Desk.SignPlan(context.Background(), c.ID, by.Text)
		var why *desk.Refusal
		if errors.As(err, &why) && why.Field != "by" {
			return &desk.Refusal{Field: "says", Words: why.Words + " “Change the review” in the review itself is where."}
		}
		return err
	})
	sh.Add("by", "Signed off by", by, "")
	sh.Add("says", "", parts.NewProse("From then on the plan, its outcomes and what was said at its review are not changed. What has to be put right is added as a correction with its day and reason. Until something else is changed, Ctrl+Z takes the signature back.", parts.QuietText), "")
	s.openSheet(panelName("sign", c.ID), sh, "The plan is signed off.")
}

// openCorrection adds a correction to a plan that was signed off.
func (s *Screen) openCorrection(c provision.Cycle) {
	if !s.mayChange(access.WritePlans) {
		return
	}
	words, why := parts.NewNotes("", 3), parts.NewNotes("", 2)
	sh := sheet.New("Correction to the signed plan", "Keep correction", func() error {
		_, err := s.n.Desk.CorrectSigned(context.Background(), provision.Correction{Pupil: s.model.id, Record: c.ID, Words: words.Text, Why: why.Text})
		return err
	})
	sh.Add("words", "What is right", words, "")
	sh.Add("why", "Why it is corrected", why, "It is kept with today's date. The plan itself stays as it was signed.")
	s.openSheet(panelName("correction", c.ID), sh, "The correction is kept.")
}

// unsigned is the plan that was reviewed last, while it is not signed off.
func (m *model) unsigned() (provision.Cycle, bool) {
	var last provision.Cycle
	for _, c := range m.record.Cycles {
		if c.IsReviewed() && !c.Reviewed.Before(last.Reviewed) {
			last = c
		}
	}
	return last, last.ID != "" && !last.IsSigned()
}
