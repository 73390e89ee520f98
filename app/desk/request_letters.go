package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/publish/plainenglish"
	"needsbook/app/register"
)

// RequestLetter writes the letter to the parents of a pupil at one point of a request:
// submitted, decided or reviewed. It names no other pupil.
func (d *Desk) RequestLetter(ctx context.Context, number int, pupil, point string, names Names) (*paper.Doc, error) {
	if err := d.allow(access.Fund); err != nil {
		return nil, err
	}
	r, err := d.Request(ctx, number)
	if err != nil {
		return nil, err
	}
	group, err := d.letterPupils(ctx, r, pupil, point)
	if err != nil {
		return nil, err
	}
	rec, err := d.Record(ctx, pupil)
	if err != nil {
		return nil, err
	}
	facts, err := d.letterFacts(ctx, r, rec, point)
	if err != nil {
		return nil, err
	}
	return printout.RequestLetter(printout.RequestLetterFacts{About: d.about(rec, names), Group: group, Pack: d.letters, Facts: facts}), nil
}

// LetterReading says how easily a letter reads. Names and set terms are left out of
// the count.
func (d *Desk) LetterReading(doc *paper.Doc, pupil string) plainenglish.Scores {
	s := d.School()
	names := []string{s.Name, s.Senco, s.ParentSupport}
	if e, err := d.Entry(pupil); err == nil {
		names = append(names, e.Forename, e.Preferred, e.Surname)
	}
	return d.plain.Check(doc.Running(), names...).Scores
}

// LetterDue is a letter that the parents of a pupil should have, and whether they do.
type LetterDue struct {
	Pupil  string   `json:"pupil"`
	Point  string   `json:"point"`
	Since  day.Date `json:"since"` // the day of what it tells
	Shared bool     `json:"shared"`
	On     day.Date `json:"on_day"` // shared on this day
	How    string   `json:"how,omitempty"`
}

// Letters are the letters that belong to a request so far, for every pupil of it: those
// that were shared and those that wait.
func (d *Desk) Letters(ctx context.Context, r Request) ([]LetterDue, error) {
	pupils, err := d.RequestPupils(ctx, r)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(pupils))
	for i, p := range pupils {
		ids[i] = p.Pupil
	}
	return d.lettersOf(r, ids), nil
}

func (d *Desk) lettersOf(r Request, pupils []string) (out []LetterDue) {
	for _, point := range funding.Points {
		since := d.letterSince(r, point)
		if since.IsZero() || r.Status() == funding.Drafting || r.Status() == funding.IsReady {
			continue
		}
		for _, pupil := range pupils {
			due := LetterDue{Pupil: pupil, Point: point, Since: since}
			for _, l := range r.Letters {
				// One that was shared before the day of what it tells told of an earlier round.
				if l.Pupil == pupil && l.Point == point && !l.On.Before(since) {
					due.Shared, due.On, due.How = true, l.On, l.How
				}
			}
			out = append(out, due)
		}
	}
	return out
}

// letterSince is the day of what a letter tells, zero before it has come. The last one
// tells what came of the help, from the day set for its review or else of its end.
func (d *Desk) letterSince(r Request, point string) day.Date {
	decision := r.Progress.Decision
	switch {
	case point == funding.PointSubmitted:
		return r.Progress.SentOn
	case decision == nil:
		return day.Date{}
	case point == funding.PointDecided:
		return decision.On
	case !decision.Money():
		return day.Date{}
	}
	since := decision.Review
	if _, to, agreed := r.Progress.Lasts(); agreed && (since.IsZero() || to.Before(since)) {
		since = to
	}
	if since.IsZero() { // advice, with no day set to look at it
		since = decision.On
	}
	if since.After(d.Today()) {
		return day.Date{}
	}
	return since
}

// letterPupils checks that there is such a letter, and returns the pupils of the
// request.
func (d *Desk) letterPupils(ctx context.Context, r Request, pupil, point string) ([]register.Pupil, error) {
	switch {
	case r.Kind == funding.KindProject:
		return nil, refuse("kind", "A project holds nothing about any pupil, so there is no letter to parents.")
	case !slices.Contains(funding.Points, point):
		return nil, refuse("point", "There is a letter when a request is "+strings.Join(funding.Points, ", ")+".")
	case point == funding.PointSubmitted && r.Progress.SentOn.IsZero():
		return nil, refuse("point", "This letter can be written when the request has been submitted.")
	case point == funding.PointDecided && r.Progress.Decision == nil:
		return nil, refuse("point", "This letter can be written when the decision is recorded.")
	case point == funding.PointReviewed && !r.Progress.Agreed():
		return nil, refuse("point", "This letter tells what came of help that was agreed. Nothing was agreed yet.")
	}
	list, err := d.RequestPupils(ctx, r)
	if err != nil {
		return nil, err
	}
	var group []register.Pupil
	there := false
	for _, p := range list {
		if e, err := d.Entry(p.Pupil); err == nil {
			group = append(group, e.Pupil)
		}
		there = there || p.Pupil == pupil
	}
	if !there {
		return nil, refuse("pupil", "This pupil is not in the request.")
	}
	return group, nil
}

// letterFacts gathers what the parents of one pupil are told.
func (d *Desk) letterFacts(ctx context.Context, r Request, rec Record, point string) (funding.LetterFacts, error) {
	s := d.School()
	f := funding.LetterFacts{Words: funding.WordsOf(d.terms), Point: point, Kind: r.Kind, School: s.Name, Number: r.Reference(), Title: r.Title,
		Contact: d.contactWords(), Support: s.ParentSupport, Offer: s.LocalOffer, From: r.Starts, To: r.Ends, SentOn: r.Progress.SentOn,
		Decision: r.Progress.Decision, Disputed: r.Progress.InDispute(), Renewal: r.Renews > 0}
	if asked := r.Progress.Asked; !asked.IsZero() {
		f.Asked = asked.Short()
	}
	from, to := r.Starts, r.Ends
	if first, last, agreed := r.Progress.Lasts(); agreed {
		from, to = first, last
	}
	f.Help = helpBetween(r, rec, from, to)
	f.Outcomes = hopedFor(rec, to)
	if point == funding.PointReviewed {
		f.Impact = impactFor(r, rec, from, to)
	}
	if f.Decision == nil || point != funding.PointDecided {
		return f, nil
	}
	rules := d.decisions.Worded(f.Words)
	for _, code := range f.Decision.Codes {
		f.Reasons = append(f.Reasons, orElse(rules.ReasonOf(code).Letter, rules.ReasonOf(code).Words))
	}
	if words := strings.TrimSpace(f.Decision.Reason); words != "" {
		f.Reasons = append(f.Reasons, "In their own words: "+sentence(words))
	}
	calendar, err := d.SchoolCalendar(ctx)
	if by := d.decisions.Disputes.RaiseBy(f.Decision.On, calendar); !f.Disputed && !by.Before(d.Today()) && f.Decision.Outcome != funding.Agreed {
		f.RaiseBy = by
	}
	return f, err
}

// contactWords say how to reach the SENCO.
func (d *Desk) contactWords() string {
	s := d.School()
	words := orElse(s.Senco, "the "+d.terms.Label("senco"))
	if s.Senco != "" {
		words += ", the " + d.terms.Label("senco")
	}
	if s.SencoPhone != "" {
		words += ", on " + s.SencoPhone
	}
	if s.SencoEmail != "" {
		words += ", or write to " + s.SencoEmail
	}
	return words
}

// helpBetween is the help of a pupil that a request pays towards, in plain words: of a
// group, the rows it asks for; else all that runs in its time.
func helpBetween(r Request, rec Record, from, to day.Date) (out []string) {
	for _, l := range append(slices.Clone(rec.EarlierProvision), rec.Provision...) {
		if !provision.Overlap(l.Line.Start, l.Line.End, from, to) || r.Kind == funding.KindGroup && !slices.Contains(r.Interventions, l.Intervention) {
			continue
		}
		words := l.Line.Description
		if how := helpWords(l.Line); how != "" {
			words += ": " + how
		}
		if !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	return out
}

// hopedFor are the outcomes that a pupil works towards until the end of the money.
func hopedFor(rec Record, to day.Date) (out []string) {
	for _, o := range openOutcomes(rec) {
		if o.ByWhen.IsZero() || !o.ByWhen.After(to) {
			words := sentence(o.Words)
			if !o.ByWhen.IsZero() {
				words = strings.TrimSuffix(words, ".") + ", by " + o.ByWhen.Words() + "."
			}
			out = append(out, words)
		}
	}
	return out
}

// LetterShared records that a letter was handed over: on which day and how.
func (d *Desk) LetterShared(ctx context.Context, number int, pupil, point string, on day.Date, how string) error {
	r, err := d.Request(ctx, number)
	if err != nil {
		return err
	}
	if _, err := d.letterPupils(ctx, r, pupil, point); err != nil {
		return err
	}
	if told := (map[string]day.Date{funding.PointSubmitted: r.Progress.SentOn, funding.PointDecided: r.decidedOn()})[point]; on.IsZero() || on.After(d.Today()) || on.Before(told) {
		return refuse("on", "Enter the day the letter was shared. It cannot be before the day of what it tells, nor in the future.")
	}
	if strings.TrimSpace(how) == "" {
		return refuse("how", "Say how the letter was shared: by hand, by post, by e-mail, at a meeting.")
	}
	letters := slices.DeleteFunc(slices.Clone(r.Letters), func(l funding.Letter) bool {
		return l.Pupil == pupil && l.Point == point && !l.On.Before(d.letterSince(r, point))
	})
	r.Letters = append(letters, funding.Letter{Point: point, Pupil: pupil, On: on, How: strings.TrimSpace(how)})
	return d.do(ctx, "Share a letter about funding request "+r.Reference(), pupil, requestEdit(r))
}

// LetterNotShared takes the tick away.
func (d *Desk) LetterNotShared(ctx context.Context, number int, pupil, point string) error {
	r, err := d.Request(ctx, number)
	if err != nil {
		return err
	}
	letters := slices.DeleteFunc(slices.Clone(r.Letters), func(l funding.Letter) bool { return l.Pupil == pupil && l.Point == point })
	if len(letters) == len(r.Letters) {
		return refuse("point", "This letter is not marked as shared.")
	}
	r.Letters = letters
	return d.do(ctx, "Mark a letter about funding request "+r.Reference()+" as not shared", pupil, []journal.Edit{requestEdit(r)}...)
}
