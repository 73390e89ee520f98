package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
)

// UnmetNeed works out the ledger of need that is not met from referrals, places in
// provision, professional advice and requests for money: nobody fills it in.
func (d *Desk) UnmetNeed(ctx context.Context) (provision.Unmet, error) {
	f := provision.UnmetFacts{Services: d.services, Today: d.Today(), Left: map[string]day.Date{}}
	var err1, err2, err3, err4 error
	f.Referrals, err1 = all[provision.Referral](ctx, d.store, kindReferral)
	f.Interventions, err2 = all[provision.Intervention](ctx, d.store, kindIntervention)
	f.Placements, err3 = all[provision.Placement](ctx, d.store, kindPlacement)
	f.Advice, err4 = all[provision.Advice](ctx, d.store, kindAdvice)
	requests, err5 := d.Requests(ctx)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return provision.Unmet{}, err
	}
	for _, e := range d.everyEntry() {
		if !e.Left.IsZero() && e.Left.Before(f.Today) {
			f.Left[e.ID] = e.Left
		}
	}
	for _, r := range requests {
		f.Bids = append(f.Bids, bidOf(r))
	}
	return provision.UnmetNeed(f), nil
}

// bidOf is a request as the ledger reads it. One that the panel has put off waits still.
func bidOf(r Request) provision.Bid {
	b := provision.Bid{ID: r.ID, Pupil: r.Pupil, To: capital(orElse(r.Scheme, "funding")), Created: r.Created, Sent: r.Progress.SentOn, Asked: r.Progress.Asked, Reference: r.Reference()}
	if decision := r.Progress.Decision; decision != nil && decision.Outcome != funding.Deferred {
		b.Decided, b.Agreed, b.Reason = decision.On, decision.Amount, decision.Reason
	}
	return b
}

// capital begins a name with a capital.
func capital(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// WantNames are what a need can be for, with their words.
var WantNames = []register.Item{
	{ID: provision.WantService, Name: "Service"},
	{ID: provision.WantIntervention, Name: "Provision in school"},
	{ID: provision.WantAdvice, Name: "Advice not in place"},
	{ID: provision.WantFunding, Name: "Funding"},
}

// Period is a part of time that needs are counted in.
type Period struct {
	ID    string   `json:"id"`   // such as 2026 or 2026/autumn
	Name  string   `json:"name"` // School year 2026-27, or Autumn term 2026-27
	From  day.Date `json:"from"`
	Until day.Date `json:"until"` // included
}

// termParts are the parts of a school year that needs are counted in.
var termParts = []struct{ id, name string }{{"autumn", "Autumn term"}, {"spring", "Spring term"}, {"summer", "Summer term"}}

// UnmetPeriods are the school years that the ledger reaches over, and the terms of each,
// the latest year first; this year comes first always.
func (d *Desk) UnmetPeriods(ctx context.Context, u provision.Unmet) ([]Period, error) {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return nil, err
	}
	this := day.AcademicYear(d.Today())
	first := this
	for _, r := range u.Rows {
		if !r.On.IsZero() {
			first = min(first, day.AcademicYear(r.On))
		}
	}
	var out []Period
	for starts := this; starts >= max(first, this-mostYearsBack); starts-- {
		year, _ := calendar.Year(starts)
		id := year.First().String()[:4]
		out = append(out, Period{id, "School year " + year.Name(), year.First(), year.Last()})
		from := year.First()
		for n, term := range termParts {
			until := year.Last()
			if n+1 < len(termParts) {
				until = nextTermBegins(year, n+1).AddDays(-1)
			}
			out = append(out, Period{id + "/" + term.id, term.name + " " + year.Name(), from, until})
			from = until.AddDays(1)
		}
	}
	return out, nil
}

// nextTermBegins is the first day of the second or third part of a year in terms; where
// it has no terms, 1 January and 1 April.
func nextTermBegins(year school.Year, n int) day.Date {
	if len(year.Terms) == 0 {
		return day.Of(year.Starts+1, 1+3*(n-1), 1)
	}
	end := year.Part(n, len(termParts))
	for _, t := range year.Terms {
		if t.From.After(end) {
			return t.From
		}
	}
	return end.AddDays(1)
}

// PeriodNamed finds a period by its id; "" is this school year.
func PeriodNamed(periods []Period, id string) (Period, error) {
	if id == "" {
		return periods[0], nil
	}
	for _, p := range periods {
		if strings.EqualFold(p.ID, id) {
			return p, nil
		}
	}
	var ids []string
	for _, p := range periods {
		ids = append(ids, p.ID)
	}
	return Period{}, refuse("period", "There is no such part of time in the ledger. Use one of "+strings.Join(ids, ", ")+".")
}

// UnmetFlow says for each half term of a period's school year what came up, what was
// met and what was refused, up to today.
func (d *Desk) UnmetFlow(ctx context.Context, u provision.Unmet, p Period) ([]provision.UnmetFlow, error) {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return nil, err
	}
	year, _ := calendar.Year(day.AcademicYear(p.From))
	var out []provision.UnmetFlow
	for _, half := range halfTerms(year) {
		if !half.From.After(d.Today()) {
			out = append(out, u.Flow(half.Name, half.From, half.Until))
		}
	}
	return out, nil
}

// halfTerms cuts a school year where its terms and half-term holidays begin again, so
// that every day of it, also of a holiday, is in one part: holidays count with the part
// before them.
func halfTerms(year school.Year) []school.Span {
	begins := []day.Date{year.First()}
	for n := 1; n < len(termParts); n++ {
		begins = append(begins, nextTermBegins(year, n))
	}
	for _, h := range year.Holidays {
		if back := h.Until.AddDays(1); h.From.DaysUntil(h.Until) >= shortestHalfTerm && inTerm(year, h) {
			begins = append(begins, back)
		}
	}
	if len(year.Terms) == 6 {
		begins = begins[:1]
		for _, t := range year.Terms[1:] {
			begins = append(begins, t.From)
		}
	}
	slices.SortFunc(begins, day.Date.Compare)
	begins = slices.Compact(begins)
	var out []school.Span
	for n, from := range begins {
		until := year.Last()
		if n+1 < len(begins) {
			until = begins[n+1].AddDays(-1)
		}
		out = append(out, school.Span{Name: halfName(year, from), From: from, Until: until})
	}
	return out
}

// shortestHalfTerm is how many days lie between the ends of a half-term holiday at least.
const shortestHalfTerm = 4

// inTerm reports whether a holiday lies inside a term.
func inTerm(year school.Year, h school.Span) bool {
	return slices.ContainsFunc(year.Terms, func(t school.Span) bool { return h.From.After(t.From) && h.Until.Before(t.Until) })
}

// halfName names a part by its term: Autumn 1.
func halfName(year school.Year, from day.Date) string {
	for n, term := range termParts {
		begins := year.First()
		if n > 0 {
			begins = nextTermBegins(year, n)
		}
		if n+1 < len(termParts) && !from.Before(nextTermBegins(year, n+1)) {
			continue
		}
		half := "1"
		if from.After(begins) {
			half = "2"
		}
		return strings.TrimSuffix(term.name, " term") + " " + half
	}
	return ""
}
