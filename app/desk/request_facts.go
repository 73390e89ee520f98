package desk

import (
	"context"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// requestFacts gathers what a request is made of from the records of its pupil.
func (d *Desk) requestFacts(ctx context.Context, r Request) (funding.Facts, error) {
	rec, err := d.Record(ctx, r.Pupil)
	if err != nil {
		return funding.Facts{}, err
	}
	s := d.School()
	contribution, _ := d.funding.ContributionOn(d.Today())
	f := funding.Facts{
		Number: r.Reference(), School: s.Name, LAEstab: s.LAEstab, Demo: s.Demo, Scheme: r.Scheme, Author: s.Senco, Today: d.Today(),
		From: r.Starts, To: r.Ends, Renewal: r.Renews > 0,
		Pupil:     d.requestPupil(rec),
		Strengths: orElse(r.Words["strengths"], rec.Strengths), Attendance: r.Words["attendance"], Progress: r.Words["progress"],
		OtherMoney: r.Words["other_money"], ExitPlan: r.Words["exit_plan"], Impact: r.Words["impact"], LocalDiscussion: r.Words["local_discussion"],
		PupilView:  viewOf(rec.Notes, register.NotePupilView, orElse(r.Words["pupil_view_not_yet"], whyNotHeard(rec.Cycles, func(c provision.Cycle) string { return c.PupilWhyNot }))),
		ParentView: viewOf(rec.Notes, register.NoteParentView, orElse(r.Words["parent_view_not_yet"], whyNotHeard(rec.Cycles, func(c provision.Cycle) string { return c.ParentWhyNot }))),
		Cycles:     rec.Cycles, Advice: rec.Advice, Outcomes: rec.Outcomes, Contribution: contribution, StaffNames: map[string]string{}, WeekHours: d.card.WeekHours, Held: r.Papers, Measures: r.Measures,
		SENCO: funding.Signed{Name: s.Senco, On: r.SencoSigned}, Head: funding.Signed{Name: s.Head, On: r.HeadSigned},
	}
	for i, code := range rec.Needs {
		switch i {
		case 0:
			f.MainNeed = d.codes.NeedName(code)
		case 1:
			f.SecondNeed = d.codes.NeedName(code)
		}
	}
	f.Consent, f.OwnConsent = consents(rec.Consents, d.Today())
	for _, n := range rec.Notes {
		if n.Type == register.NoteTraining {
			f.Training = append(f.Training, funding.Training{Topic: n.Words, On: n.On})
		}
	}
	if err := d.requestLines(ctx, rec.Provision, &f); err != nil {
		return f, err
	}
	return f, d.requestLevel(rec.Levels, &f)
}

func orElse(words, otherwise string) string {
	if strings.TrimSpace(words) == "" {
		return otherwise
	}
	return words
}

func (d *Desk) requestPupil(rec Record) funding.Pupil {
	p := funding.Pupil{Forename: rec.Forename, Surname: rec.Surname, KnownAs: rec.Preferred, UPN: rec.UPN, Born: rec.Born,
		YearGroup: rec.Year.Label, Status: d.codes.StatusName(rec.Status)}
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

// consents returns the standing consents to a funding request: a parent's and the
// pupil's own.
func consents(list []register.Consent, today day.Date) (parent, own funding.Consent) {
	for _, c := range list {
		if c.Scope != register.ConsentFunding || !c.Stands(today) {
			continue
		}
		by, relationship, _ := strings.Cut(c.By, ",")
		got := funding.Consent{By: strings.TrimSpace(by), Relationship: strings.TrimSpace(relationship), On: c.Given, How: c.How,
			SharedWith: "This request, with the panel and the council"}
		if strings.EqualFold(got.By, ownConsent) || strings.EqualFold(got.Relationship, ownConsent) {
			own = got
		} else if !got.On.Before(parent.On) {
			parent = got
		}
	}
	return parent, own
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
		rate, example, err := d.Rate(ctx, l.Line.StaffKind)
		if err != nil {
			return err
		}
		f.ExampleRates = f.ExampleRates || example && rate.Cmp(l.Line.Rate) == 0
	}
	return nil
}

// requestLevel adds the confirmed level, and how it follows from the ratings by the
// pack it was made with when that is still the one in use.
func (d *Desk) requestLevel(levels []LevelDecision, f *funding.Facts) error {
	l, ok := latestLevel(levels)
	if !ok {
		return nil
	}
	f.Level = funding.Level{ID: l.Level, Continuum: l.Pack + " " + l.Version, Suggested: l.Suggested, Reason: l.Reason, On: l.On, By: l.By}
	if l.Second != "" {
		f.Level.By += " and " + l.Second
	}
	if l.Pack != d.continuum.ID || l.Version != d.continuum.Version {
		return nil
	}
	level, _ := d.continuum.Level(l.Level)
	f.Level.Name, f.Level.Plain, f.Level.Continuum, f.Route = level.Name, level.Plain, d.continuum.Title, level.Route
	s, err := continuum.Suggest(d.continuum, l.Ratings)
	if err != nil {
		return err
	}
	f.Level.Explanation = strings.Split(s.Explanation, "\n")
	for _, a := range d.continuum.Areas {
		if s.Areas[a.ID] != "" {
			f.Areas = append(f.Areas, funding.AreaLevel{Area: a.Name, Level: d.levelWords(s.Areas[a.ID])})
		}
	}
	return nil
}
