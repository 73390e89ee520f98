package printout

import (
	"needsbook/app/paper"
	"needsbook/app/provision"
)

// PlanFacts are what the paper of a pupil's plan is made of: the plan that runs, and
// the one reviewed last with its voices. Either may be missing.
type PlanFacts struct {
	About
	Running  *PlanShown
	Reviewed *PlanShown
}

// PlanShown is one plan as it stands on paper.
type PlanShown struct {
	provision.Cycle
	Outcomes    []PlanOutcome
	PupilView   View
	ParentView  View
	Corrections []provision.Correction
}

// PlanOutcome is an outcome with the provision that serves it.
type PlanOutcome struct {
	provision.Outcome
	Serves []string
}

// PlanAndReview lays out a pupil's plan with its outcomes as rows, what was reviewed before it,
// what the pupil and the family said, and the places to sign.
func PlanAndReview(f PlanFacts) *paper.Doc {
	w := planWriter{&f, newMasker(f.Names, f.People)}
	d := f.doc(f.titled(w.masker, "Plan and review"), "A pupil's plan: outcomes, help and reviews")
	d.Setting = paper.Tall
	if f.Running == nil && f.Reviewed == nil {
		d.Blocks = []paper.Block{paper.P("There is no plan yet.")}
		return d
	}
	if p := f.Running; p != nil {
		d.Blocks = append(d.Blocks, paper.Section("The plan"), w.facts(p))
		d.Blocks = append(d.Blocks, w.outcomes(p)...)
	}
	if p := f.Reviewed; p != nil {
		d.Blocks = append(d.Blocks, paper.Section("The last review"), w.facts(p))
		d.Blocks = append(d.Blocks, w.outcomes(p)...)
		d.Blocks = append(d.Blocks, w.voice("What the pupil said", p.PupilView, "The pupil was not heard: ", p.PupilWhyNot)...)
		d.Blocks = append(d.Blocks, w.voice("What the family said", p.ParentView, "The family was not heard: ", p.ParentWhyNot)...)
		d.Blocks = append(d.Blocks, w.corrections(p.Corrections)...)
	}
	d.Blocks = append(d.Blocks, paper.Section("Signatures"), paper.SignOff{Signatures: []paper.Signature{{Role: "Parent or carer"}, {Role: "Pupil"}, w.school()}})
	return d
}

type planWriter struct {
	f *PlanFacts
	masker
}

// school is the school's place to sign; who signed the review off is printed where
// that is all there is to sign.
func (w planWriter) school() paper.Signature {
	s := paper.Signature{Role: "For the school"}
	if p := w.f.Reviewed; p != nil && p.IsSigned() && w.f.Running == nil {
		s.Date = p.Signed
		if w.names == FullNames {
			s.Name = orElse(w.f.Author, p.SignedBy)
		}
	}
	return s
}

func (w planWriter) facts(p *PlanShown) paper.Block {
	kv := paper.KeyValues{Caption: "From " + p.Starts.Words()}
	fact := func(name, value string) {
		if paper.Clean(value) != "" {
			kv.Pairs = append(kv.Pairs, paper.Fact(name, value))
		}
	}
	fact("Aim", w.mask(p.Aim))
	fact("Help", w.mask(p.Help))
	if p.IsReviewed() {
		fact("Reviewed", p.Reviewed.Words())
		fact("Result", provision.ResultName(p.Result))
		fact("What showed it", w.mask(p.Evidence))
		fact("What changes", w.mask(p.Next))
		fact("Signed off", p.Signed.Words())
	} else {
		fact("Review", p.ReviewDue.Words())
	}
	if len(kv.Pairs) == 0 {
		kv.Pairs = []paper.Pair{paper.Fact("Aim", "Not written yet")}
	}
	return kv
}

// outcomes are the rows of a plan: what stands at the start, what is wanted, by whom
// and when, and what it came to.
func (w planWriter) outcomes(p *PlanShown) []paper.Block {
	if len(p.Outcomes) == 0 {
		return nil
	}
	table := paper.Table{Caption: "Outcomes", Cols: []paper.Col{{Weight: 6}, {Weight: 4}, {Weight: 5}, {Weight: 4}, {Weight: 4}, {Weight: 4}},
		Head: []paper.Row{paper.HeadRow("Outcome", "At the start", "Target", "Help that serves it", "Who, by when", "Result")}}
	for _, o := range p.Outcomes {
		words := joined(" ", sentence(w.mask(o.Words)), prefixed("A step to the EHC plan's outcome: ", w.mask(o.EHCOutcome)))
		result := "Not reviewed yet"
		if o.Result != "" {
			result = joined(" ", sentence(provision.ResultName(o.Result)), sentence(w.mask(o.Evidence)), prefixed("Now: ", sentence(w.mask(o.Next))))
		}
		table.Body = append(table.Body, paper.BodyRow(orDash(words), orDash(joined(" ", sentence(w.mask(o.Baseline)), prefixed("Score ", o.StartScore))),
			orDash(joined(" ", sentence(w.mask(o.Target)), prefixed("Measured by ", w.mask(o.Measure)))), orDash(w.mask(joined(", ", o.Serves...))), orDash(joined(", ", w.mask(o.Owner), prefixed("by ", o.ByWhen.Words()))),
			joined(" ", result, prefixed("Score ", o.Score))))
	}
	return []paper.Block{table}
}
