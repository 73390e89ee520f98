package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// requestFacts gathers what a request is made of, as it is on record today.
func (d *Desk) requestFacts(ctx context.Context, r Request) (funding.Facts, error) {
	f := d.factsOfAll(r)
	var err error
	switch r.Kind {
	case funding.KindGroup:
		err = d.groupFacts(ctx, r, &f)
	case funding.KindProject:
		d.projectFacts(r, &f)
	default:
		err = d.pupilFacts(ctx, r, &f)
	}
	if err != nil {
		return f, err
	}
	f.Held = append(f.Held, d.attachedPapers(ctx, r)...)
	return f, errors.Join(d.earlierFacts(ctx, r, &f), d.namedFacts(ctx, r, &f))
}

// factsOfAll are the facts that a request of any kind has.
func (d *Desk) factsOfAll(r Request) funding.Facts {
	s := d.School()
	f := funding.Facts{
		Kind: r.Kind, Title: r.Title, Reason: r.Reason, Event: r.Event, SentOn: r.Progress.SentOn, Words: funding.WordsOf(d.terms),
		Number: r.Reference(), School: s.Name, LAEstab: s.LAEstab, Demo: s.Demo, Scheme: r.Scheme, Author: s.Senco, Today: d.Today(),
		From: r.Starts, To: r.Ends, Renewal: r.Renews > 0, StaffNames: map[string]string{}, WeekHours: d.card.WeekHours, Least: funding.SmallestCount,
		Strengths: r.Words["strengths"], Attendance: r.Words["attendance"], Progress: r.Words["progress"], OtherMoney: r.Words["other_money"],
		ExitPlan: r.Words["exit_plan"], Impact: r.Words["impact"], LocalDiscussion: r.Words["local_discussion"], Texts: funding.OtherTexts(r.Words),
		Measures: r.Measures, Held: slices.Clone(r.Papers),
		SENCO: funding.Signed{Name: s.Senco, On: r.SencoSigned}, Head: funding.Signed{Name: s.Head, On: r.HeadSigned},
	}
	f.Contribution, _ = d.funding.ContributionOn(d.Today())
	for _, o := range r.Outcomes {
		if o.Past {
			f.Past = append(f.Past, funding.Past{Words: o.Words, Result: o.Result, Evidence: o.Evidence, Next: o.Next})
		} else {
			f.Shared = append(f.Shared, o)
		}
	}
	return f
}

// pupilFacts adds what is on record of the one pupil of a request. A question for advice
// may be about none.
func (d *Desk) pupilFacts(ctx context.Context, r Request, f *funding.Facts) error {
	if r.Pupil == "" {
		return nil
	}
	rec, err := d.Record(ctx, r.Pupil)
	if err != nil {
		return err
	}
	f.Pupil = d.requestPupil(rec.Entry)
	f.Strengths = orElse(f.Strengths, rec.Strengths)
	f.PupilView = viewOf(rec.Notes, register.NotePupilView, orElse(r.Words["pupil_view_not_yet"], whyNotHeard(rec.Cycles, func(c provision.Cycle) string { return c.PupilWhyNot })))
	f.ParentView = viewOf(rec.Notes, register.NoteParentView, orElse(r.Words["parent_view_not_yet"], whyNotHeard(rec.Cycles, func(c provision.Cycle) string { return c.ParentWhyNot })))
	f.Cycles, f.Advice = rec.Cycles, rec.Advice
	for i, code := range rec.Needs {
		switch i {
		case 0:
			f.MainNeed = d.codes.NeedName(code)
		case 1:
			f.SecondNeed = d.codes.NeedName(code)
		}
	}
	scopes := []string{register.ConsentFunding}
	if r.Kind == funding.KindAdvice {
		scopes = append(scopes, register.ConsentServices)
	}
	f.Consent, f.OwnConsent = d.consents(rec.Consents, scopes...)
	for _, n := range rec.Notes {
		if n.Type == register.NoteTraining {
			f.Training = append(f.Training, funding.Training{Topic: n.Words, On: n.On})
		}
	}
	if err := d.requestLevel(ctx, rec, f); err != nil || r.Kind == funding.KindAdvice {
		return err
	}
	f.Outcomes = outcomesAhead(rec.Outcomes, r.Starts)
	for _, v := range rec.PlaceReviews {
		f.Effects = append(f.Effects, funding.Effect{Line: rec.interventions[v.Intervention].Name, On: v.On, Result: v.Result, Evidence: v.Evidence})
	}
	return d.requestLines(ctx, rec.Provision, f)
}

// outcomesAhead are the outcomes that a request is to reach: those that are not settled
// by a review and not of a time before the money.
func outcomesAhead(list []provision.Outcome, from day.Date) []provision.Outcome {
	var out []provision.Outcome
	for _, o := range list {
		if o.Result == "" && (o.ByWhen.IsZero() || !o.ByWhen.Before(from)) {
			out = append(out, o)
		}
	}
	return out
}

func orElse(words, otherwise string) string {
	if strings.TrimSpace(words) == "" {
		return otherwise
	}
	return words
}

func (d *Desk) requestPupil(rec register.Entry) funding.Pupil {
	p := funding.Pupil{Forename: rec.Forename, Surname: rec.Surname, KnownAs: rec.Preferred, UPN: rec.UPN, Born: rec.Born,
		YearGroup: rec.Year.Label, Status: d.codes.StatusName(rec.Status), OutOfYear: rec.YearTaught != ""}
	for _, name := range register.FlagNames {
		if rec.Flags.Has(name.Code) {
			p.Flags = append(p.Flags, name.Name)
		}
	}
	return p
}

// whyNotHeard is the reason that was given at the last review for a voice which was
// not heard, "" for none.
func whyNotHeard(cycles []provision.Cycle, of func(provision.Cycle) string) string {
	if i := lastReviewed(cycles); i >= 0 {
		return of(cycles[i])
	}
	return ""
}

// viewOf returns the latest view of a kind.
func viewOf(notes []register.Note, noteType, notYet string) funding.View {
	v := funding.View{NotYet: notYet}
	for _, n := range notes {
		if n.Type == noteType && !n.On.Before(v.On) {
			v = funding.View{Words: n.Words, Method: n.How, On: n.On}
		}
	}
	return v
}

// ownConsent is how a young person's own consent names who gave it.
const ownConsent = "the pupil"

// consents returns the consents that count for a request, of the scopes given: a parent's
// and the pupil's own. Where none stands, the one that was withdrawn last shows that.
func (d *Desk) consents(list []register.Consent, scopes ...string) (parent, own funding.Consent) {
	today := d.Today()
	for _, c := range list {
		if !slices.Contains(scopes, c.Scope) || c.Given.IsZero() || c.Given.After(today) {
			continue
		}
		by, relationship, _ := strings.Cut(c.By, ",")
		got := funding.Consent{By: strings.TrimSpace(by), Relationship: strings.TrimSpace(relationship), On: c.Given, How: c.How, Withdrawn: c.Withdrawn,
			SharedWith: "This request and its papers, with the " + d.terms.Label("cluster_panel") + " and the " + d.terms.Label("la")}
		into := &parent
		if strings.EqualFold(got.By, ownConsent) || strings.EqualFold(got.Relationship, ownConsent) {
			into = &own
		}
		if countsBefore(got, *into, today) {
			*into = got
		}
	}
	return parent, own
}

// countsBefore reports whether a consent counts before another: one that stands before one that
// does not, then the later.
func countsBefore(c, other funding.Consent, today day.Date) bool {
	stands := func(c funding.Consent) bool {
		return !c.On.IsZero() && (c.Withdrawn.IsZero() || c.Withdrawn.After(today))
	}
	if stands(c) != stands(other) {
		return stands(c)
	}
	return !c.On.Before(other.On)
}

// requestLines adds the provision of the time asked for, costed for a full year of it as
// it runs then, with the names of its staff, and notices rates that are only examples.
func (d *Desk) requestLines(ctx context.Context, lines []ProvisionLine, f *funding.Facts) error {
	costing, err := d.Costing(ctx)
	if err != nil {
		return err
	}
	from := f.From
	if from.IsZero() {
		from = f.Today
	}
	for _, l := range lines {
		if !provision.Overlap(l.Line.Start, l.Line.End, from, f.To) {
			continue
		}
		on := from
		if l.Line.Start.After(on) {
			on = l.Line.Start
		}
		r, err := d.runWith(ctx, l.Intervention)
		if err != nil {
			return err
		}
		for n, share := range costing.FullYear(r.Intervention, r.placed, on).Shares {
			if r.placed[n].ID == l.ID {
				f.Lines = append(f.Lines, provision.Costed{Line: l.Line, Cost: share.Cost()})
				f.ExampleRates = f.ExampleRates || share.Example
			}
		}
		f.StaffNames[l.Line.StaffKind] = d.card.StaffName(l.Line.StaffKind)
		rate, example, err := d.rateToday(ctx, l.Line.StaffKind)
		if err != nil {
			return err
		}
		f.ExampleRates = f.ExampleRates || example && rate.Cmp(l.Line.Rate) == 0
	}
	return nil
}

// requestLevel adds the confirmed level, and how it follows from the ratings by the pack
// that it was made with.
func (d *Desk) requestLevel(ctx context.Context, rec Record, f *funding.Facts) error {
	l, ok := latestLevel(rec.Levels)
	if !ok {
		return nil
	}
	f.Level = funding.Level{ID: l.Level, Name: d.levelNameOf(l), Continuum: l.Pack + " " + l.Version, Suggested: l.Suggested, Reason: l.Reason, On: l.On, By: l.By}
	if l.Second != "" {
		f.Level.By += " and " + l.Second
	}
	pack, found, err := d.ContinuumOf(ctx, l.Pack, l.Version)
	if err != nil || !found {
		return err
	}
	level, _ := pack.Level(l.Level)
	f.Level.Plain, f.Level.Continuum, f.Route = level.Plain, pack.Title, level.Route
	s, err := continuum.Suggest(pack, l.Ratings)
	if err != nil {
		return err
	}
	f.Level.Explanation = strings.Split(s.Explanation(), "\n")
	for _, a := range pack.Areas {
		if s.Areas[a.ID] != "" {
			f.Areas = append(f.Areas, funding.AreaLevel{Area: a.Name, Level: d.nameIn(l.Pack, l.Version, s.Areas[a.ID])})
		}
	}
	if area, known := pack.Area(l.MainArea); known && len(rec.Needs) > 0 {
		if need, belongs := d.codes.AreaOf(rec.Needs[0]); belongs {
			if own, both := pack.Area(need.ID); both {
				f.MainArea, f.NeedArea = area.Name, own.Name
			}
		}
	}
	return nil
}
