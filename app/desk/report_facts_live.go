package desk

import (
	"context"

	"needsbook/app/publish"
)

// liveFacts gathers the facts of public documents as they are now.
func (d *Desk) liveFacts(ctx context.Context) (publish.Facts, error) {
	f, c := d.schoolFacts(), d.Counts()
	f.OnRoll, f.SENSupport, f.EHCPlans = c.Roll, c.K, c.E
	for _, n := range d.codes.Needs {
		f.Needs = append(f.Needs, publish.NeedCount{Need: n.Name, Count: c.ByNeed[n.Code]})
	}
	var err error
	if f.Former, f.Current, err = d.formerPeople(ctx); err != nil {
		return f, err
	}
	if f.Strategy, err = d.strategyIn(ctx, 0); err != nil {
		return f, err
	}
	return f, d.reportYear(ctx, &f)
}

// schoolFacts are the facts that stand in the school's details, and the dates.
func (d *Desk) schoolFacts() publish.Facts {
	s := d.School()
	f := publish.Facts{
		School: s.Name, Phase: s.Phase, Demo: s.Demo, Headteacher: s.Head,
		SENCO: s.Senco, SENCOEmail: s.SencoEmail, SENCOPhone: s.SencoPhone, SENCOTitle: d.terms.Label("senco"), SENCOTimes: s.SencoTimes, SENCODeputy: s.SencoDeputy,
		SENCOQualification: s.SencoTraining, DesignatedTeacher: s.Designated, SENGovernor: s.Governor, ComplaintsContact: s.Complaints,
		LocalAuthority: s.Authority, LocalOfferLink: s.LocalOffer, PolicyLink: s.Policy, AccessibilityPlanLink: s.AccessPlan,
		AccessibilityPlanEnd: s.AccessPlanEnd, InclusionStrategyLink: s.Strategy,
		ReviewsPerYear: s.Reviews, MeetingsPerYear: s.Meetings,
		ApprovedBy: s.Approver, Published: s.Published, Today: d.Today(),
	}
	if s.ParentSupport != "" {
		f.AdviceService = []string{s.ParentSupport}
	}
	if !s.Published.IsZero() {
		f.NextReview = s.Published.AddYears(1)
	}
	return f
}
