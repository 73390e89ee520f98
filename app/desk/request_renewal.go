package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// Renew starts a request that renews another: for the same pupils and rows of the
// provision map, with the impact of the old one written from what its outcomes and
// reviews came to, and the old conditions listed. It asks for the year after the old
// money, at the costs of today.
func (d *Desk) Renew(ctx context.Context, number int) (Request, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return Request{}, err
	}
	old, err := d.Request(ctx, number)
	if err != nil {
		return Request{}, err
	}
	if !old.Progress.Agreed() {
		return Request{}, refuse("request", "Only money or help that was agreed can be renewed. Start a new request instead.")
	}
	for _, r := range list {
		if r.Renews == number && r.Status() != funding.Ended {
			return Request{}, refuse("request", "Funding request "+old.Reference()+" is being renewed already, by "+r.Reference()+". Go on with that one.")
		}
	}
	pupils, err := d.RequestPupils(ctx, old)
	if err != nil {
		return Request{}, err
	}
	start := RequestStart{Kind: old.Kind, Reason: funding.ReasonRenewal, Interventions: old.Interventions, Title: old.Title, Renews: old.Number}
	for _, p := range pupils {
		start.Pupils = append(start.Pupils, p.Pupil)
	}
	r, err := d.blankRequest(start, list)
	if err != nil {
		return Request{}, err
	}
	r.Words, r.Costs, r.Partners, r.Outcomes = map[string]string{}, old.Costs, old.Partners, renewedOutcomes(old.Outcomes)
	for _, part := range []string{"strengths", "exit_plan", "other_money"} {
		if words := old.Words[part]; words != "" {
			r.Words[part] = words
		}
	}
	if _, to, agreed := old.Progress.Lasts(); agreed && !to.Before(d.Today()) {
		r.Starts = to.AddDays(1)
		r.Ends = day.Of(day.AcademicYear(r.Starts)+1, 8, 31)
	}
	if r.Words["impact"], err = d.impactWords(ctx, old, pupils); err != nil {
		return Request{}, err
	}
	edits := []journal.Edit{requestEdit(r)}
	for _, p := range pupils {
		if r.Kind == funding.KindGroup {
			edits = append(edits, requestPupilEdit(RequestPupil{ID: d.options.NewID(), Pupil: p.Pupil, Request: r.ID, Note: p.Note}))
		}
	}
	return r, d.do(ctx, "Renew funding request "+old.Reference()+" as "+r.Reference(), r.Pupil, edits...)
}

// renewedOutcomes are the outcomes that all in a group or a project worked towards: as
// those of the request that is renewed, of which it is asked what came of them, and as
// those of the new one, whose day is to be set.
func renewedOutcomes(old []funding.Shared) (out []funding.Shared) {
	for _, past := range []bool{true, false} {
		for _, o := range old {
			if o.Past {
				continue
			}
			if o.Past = past; !past {
				o.ByWhen, o.Result, o.Evidence, o.Next = day.Date{}, "", "", ""
			}
			out = append(out, o)
		}
	}
	return out
}

// impactWords are what an award came to: what is known of each outcome and review, and
// the conditions it came with. The SENCO goes on from there.
func (d *Desk) impactWords(ctx context.Context, old Request, pupils []RequestPupil) (string, error) {
	from, to, agreed := old.Progress.Lasts()
	var lines []string
	if agreed {
		lines = append(lines, old.Progress.Decision.Amount.Short()+" was agreed from "+from.Words()+" to "+to.Words()+".")
	}
	for _, p := range pupils {
		rec, err := d.Record(ctx, p.Pupil)
		if err != nil {
			return "", err
		}
		impact := impactFor(old, rec, from, to)
		if len(pupils) > 1 && len(impact) > 0 {
			lines = append(lines, rec.Name()+":")
		}
		lines = append(lines, impact...)
	}
	if words := strings.TrimSpace(old.Progress.Decision.Conditions); words != "" {
		lines = append(lines, "Conditions were: "+sentence(words)+" How they were met:")
	}
	return strings.Join(lines, "\n"), nil
}

// impactFor is what came of the help of one pupil in the time of an award: the outcomes
// that were looked at, and the reviews of the help itself.
func impactFor(r Request, rec Record, from, to day.Date) (out []string) {
	reviewed := map[string]day.Date{}
	for _, c := range rec.Cycles {
		reviewed[c.ID] = c.Reviewed
	}
	for _, o := range rec.Outcomes {
		on := reviewed[o.Cycle]
		if o.Result == "" || !on.IsZero() && (on.Before(from) || on.After(to.AddDays(92))) {
			continue
		}
		out = append(out, resultWords(o.Words, o.Result, o.StartScore, o.Score, o.Evidence))
	}
	for _, v := range rec.PlaceReviews {
		if v.On.Before(from) || v.On.After(to.AddDays(92)) || r.Kind == funding.KindGroup && !slices.Contains(r.Interventions, v.Intervention) {
			continue
		}
		out = append(out, resultWords(rec.interventions[v.Intervention].Name, v.Result, "", v.Score, v.Evidence))
	}
	return out
}

// resultWords write a result: "Reads ten words: met, from 3 to 12. Reading record."
func resultWords(what, result, start, now, evidence string) string {
	words := strings.TrimRight(strings.TrimSpace(what), ".") + ": " + strings.ToLower(provision.ResultName(result))
	switch {
	case start != "" && now != "":
		words += ", from " + start + " to " + now
	case now != "":
		words += ", now " + now
	}
	words += "."
	if evidence = strings.TrimSpace(evidence); evidence != "" {
		words += " " + sentence(evidence)
	}
	return words
}

// RenewalArg is the argument of the route that goes on with the renewal of a request,
// or begins it.
func RenewalArg(number int) string { return "renew/" + strconv.Itoa(number) }

// RenewalOf returns the request that renews another, and begins it where there is none.
func (d *Desk) RenewalOf(ctx context.Context, number int) (Request, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return Request{}, err
	}
	for _, r := range list {
		if r.Renews == number && r.Status() != funding.Ended {
			return r, nil
		}
	}
	return d.Renew(ctx, number)
}
