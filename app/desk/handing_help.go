package desk

import (
	"cmp"
	"context"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/provision"
)

// HandedHelp is a line of provision without its money, with what came of it.
type HandedHelp struct {
	Description   string          `json:"description"`
	Outcome       string          `json:"outcome"`
	StaffKind     string          `json:"staff_kind"`
	Minutes       int             `json:"minutes"`
	SessionsAWeek decimal.Decimal `json:"sessions_a_week"`
	Weeks         int             `json:"weeks"`
	GroupSize     int             `json:"group_size"`
	Start         day.Date        `json:"start"`
	End           day.Date        `json:"end"`
	Area          string          `json:"area,omitempty"`
	Measure       string          `json:"measure,omitempty"`
	Baseline      string          `json:"baseline,omitempty"`
	Why           string          `json:"why,omitempty"`    // why it ended
	School        string          `json:"school,omitempty"` // where it was given, where that is a school before the sender
	Reviews       []HandedResult  `json:"reviews,omitempty"`
}

// HandedResult is what a review of help came to.
type HandedResult struct {
	On       day.Date `json:"on_day"`
	Result   string   `json:"result"`
	Score    string   `json:"score"`
	Evidence string   `json:"evidence"`
	Worked   string   `json:"worked"` // what worked, for a colleague
	Next     string   `json:"next"`
}

// handedHelp is what a pupil gets and got, the help of earlier years first.
func (d *Desk) handedHelp(ctx context.Context, pupil string) ([]HandedHelp, error) {
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return nil, err
	}
	placed := map[string]provision.Placement{}
	for _, p := range r.Placements {
		placed[p.ID] = p
	}
	var out []HandedHelp
	for _, list := range [][]ProvisionLine{r.EarlierProvision, r.Provision} {
		for _, line := range list {
			l, p, i := line.Line, placed[line.ID], r.interventions[line.Intervention]
			h := HandedHelp{Description: l.Description, Outcome: l.Outcome, StaffKind: l.StaffKind, Minutes: l.Minutes, SessionsAWeek: l.SessionsAWeek, Weeks: l.Weeks,
				GroupSize: l.GroupSize, Start: l.Start, End: l.End, Area: i.Area, Measure: p.Measure, Baseline: p.Baseline, Why: p.Why}
			if i.Setting == provision.PreviousSchool {
				h.School = i.Provider
			}
			for _, v := range r.PlaceReviews {
				if v.Placement == line.ID {
					h.Reviews = append(h.Reviews, HandedResult{v.On, v.Result, v.Score, v.Evidence, v.Worked, v.Next})
				}
			}
			out = append(out, h)
		}
	}
	return out, nil
}

// provision keeps the help that was given as part of the pupil's story: what another
// school gave has ended there, is not on this school's map and costs it nothing. What
// cannot stand without its cost, such as something bought once, goes into the story as words.
func (t *takingIn) provision() {
	for _, h := range t.r.Provision {
		l := provision.Line{Description: h.Description, Outcome: h.Outcome, StaffKind: h.StaffKind, Minutes: h.Minutes, SessionsAWeek: h.SessionsAWeek,
			Weeks: h.Weeks, GroupSize: h.GroupSize, Start: h.Start, End: h.End}
		if refusal(provision.Check(l)) != nil {
			t.also = append(t.also, "Help at that school: "+h.Description)
			continue
		}
		if l.End.IsZero() || l.End.After(t.p.On) {
			l.End = later(l.Start, t.p.On)
		}
		i := provision.Intervention{ID: t.d.options.NewID(), Setting: provision.PreviousSchool, Provider: cmp.Or(h.School, schoolWords(t.p.From.Name, t.p.From.URN)), By: t.d.options.By}
		place := provision.Placement{ID: alone(i.ID), Intervention: i.ID, Pupil: t.pupil.ID, Measure: h.Measure, Baseline: h.Baseline, Why: h.Why, By: t.d.options.By}
		writeLine(l, &i, &place)
		i.Per = ""
		if t.d.areaName(h.Area) != "" {
			i.Area = h.Area
		}
		t.edits = append(t.edits, placedEdits(i, place)...)
		for _, v := range h.Reviews {
			review := provision.PlacementReview{ID: t.d.options.NewID(), Pupil: t.pupil.ID, Intervention: i.ID, Placement: place.ID, On: v.On,
				Result: v.Result, Score: v.Score, Evidence: v.Evidence, Worked: v.Worked, Next: v.Next, By: i.Provider}
			t.put(kindPlaceReview, review.ID, review)
		}
	}
}
