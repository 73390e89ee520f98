package desk

import (
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/publish"
	"needsbook/app/register"
)

// LiveFacts gathers the facts of public documents as they are now.
func (d *Desk) LiveFacts(ctx context.Context) (publish.Facts, error) {
	f, c := d.schoolFacts(), d.Counts()
	f.OnRoll, f.SENSupport, f.EHCPlans = c.Roll, c.K, c.E
	for _, n := range d.codes.Needs {
		f.Needs = append(f.Needs, publish.NeedCount{Need: n.Name, Count: c.ByNeed[n.Code]})
	}
	var err error
	if f.Strategy, err = d.Strategy(ctx, 0); err != nil {
		return f, err
	}
	return f, d.reportYear(ctx, d.Today(), &f)
}

// schoolFacts are the facts that stand in the school's details, and the dates.
func (d *Desk) schoolFacts() publish.Facts {
	s := d.School()
	f := publish.Facts{
		School: s.Name, Phase: s.Phase, Demo: s.Demo, Headteacher: s.Head,
		SENCO: s.Senco, SENCOEmail: s.SencoEmail, SENCOPhone: s.SencoPhone, SENCOTimes: s.SencoTimes, SENCODeputy: s.SencoDeputy,
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

// reportYear adds what happened in the last year: reviews, help, services, training.
func (d *Desk) reportYear(ctx context.Context, today day.Date, f *publish.Facts) error {
	since := today.AddYears(-1)
	cycles, err := all[provision.Cycle](ctx, d.store, kindCycle)
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if c.IsReviewed() && c.Reviewed.After(since) {
			f.ReviewsHeld++
		}
	}
	lines, err := d.allLines(ctx)
	if err != nil {
		return err
	}
	pupils, counted := map[string]int{}, map[[2]string]bool{}
	for _, l := range lines {
		if one := [2]string{l.Line.Description, l.Pupil}; !counted[one] {
			counted[one] = true
			pupils[l.Line.Description]++
		}
	}
	// Help that fewer than five pupils get is not named: it could point at a child.
	f.HelpInUse = named5(pupils)
	advice, err := all[provision.Advice](ctx, d.store, kindAdvice)
	if err != nil {
		return err
	}
	services := map[string]int{}
	for _, a := range advice {
		if a.On.After(since) {
			services[a.Role]++
		}
	}
	f.Services = named5(services)
	notes, err := where[register.Note](ctx, d.store, kindNote, "type", register.NoteTraining)
	if err != nil {
		return err
	}
	topics := map[string]int{}
	for _, n := range notes {
		topics[n.Words]++
	}
	f.Training = named5(topics)
	return nil
}

// fewestNamed is how many pupils something must touch before it is named in public.
const fewestNamed = 5

func named5(counts map[string]int) []string {
	var out []string
	for name, n := range counts {
		if n >= fewestNamed && name != "" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
