package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/provision"
	"needsbook/app/register"
)

// CaseSuggestion is a pupil who would stand well in a case sample, and why.
type CaseSuggestion struct {
	Pupil string `json:"pupil"`
	Name  string `json:"name"` // as the register lists the pupil
	Why   string `json:"why"`
}

// suggestedCases is how many pupils inspectors follow.
const suggestedCases = 6

// caseKind is a kind of pupil whom inspectors ask for (Ofsted, from November 2025).
type caseKind struct {
	why string
	of  func(e *register.Entry, social map[string]bool) bool
}

var caseKinds = []caseKind{
	{"Has an EHC plan", func(e *register.Entry, _ map[string]bool) bool { return e.Status == "E" }},
	{"Looked after, or known to social care", func(e *register.Entry, social map[string]bool) bool {
		return e.Flags.Has(register.FlagLookedAfter) || social[e.ID]
	}},
	{"Pupil premium", func(e *register.Entry, _ map[string]bool) bool {
		return e.Flags.Has(register.FlagPupilPremium) || e.Flags.Has(register.FlagFreeMeals) || e.Flags.Has(register.FlagEverFree6)
	}},
	{"SEN support", func(e *register.Entry, _ map[string]bool) bool { return e.Status == "K" }},
}

// caseGroups are groups that may matter to a school, beside those that inspectors ask for.
var caseGroups = []string{register.FlagEAL, register.FlagYoungCarer, register.FlagServiceChild, register.FlagSENUnit, register.FlagResourced}

// SuggestCases suggests up to six pupils who cover the kinds that inspectors ask for:
// an EHC plan, looked after or known to social care, pupil premium, SEN support and the
// school's largest other group, then other needs. Of each kind it takes the one whose
// record tells most.
func (d *Desk) SuggestCases(ctx context.Context) ([]CaseSuggestion, error) {
	weight, social, err := d.caseWeights(ctx)
	if err != nil {
		return nil, err
	}
	pupils := slices.DeleteFunc(d.everyEntry(), func(e *register.Entry) bool { return !e.OnRoll(d.Today()) || !e.OnRegister() })
	slices.SortStableFunc(pupils, func(a, b *register.Entry) int {
		return cmp.Or(cmp.Compare(weight[b.ID], weight[a.ID]), cmp.Compare(a.ListName(), b.ListName()), cmp.Compare(a.ID, b.ID))
	})
	out, taken, needs := []CaseSuggestion{}, map[string]bool{}, map[string]bool{}
	take := func(why string, of func(*register.Entry) bool) {
		for _, e := range pupils {
			if len(out) < suggestedCases && !taken[e.ID] && of(e) {
				out, taken[e.ID], needs[e.PrimaryNeed()] = append(out, CaseSuggestion{e.ID, e.ListName(), why}), true, true
				return
			}
		}
	}
	for _, kind := range caseKinds {
		take(kind.why, func(e *register.Entry) bool { return kind.of(e, social) })
	}
	if flag, name := largestGroup(pupils); flag != "" {
		take("A group that matters: "+name, func(e *register.Entry) bool { return e.Flags.Has(flag) })
	}
	for len(out) < suggestedCases && len(out) < len(pupils) {
		before := len(out)
		for _, e := range pupils {
			if !taken[e.ID] && !needs[e.PrimaryNeed()] {
				take("Another need: "+d.codes.NeedName(e.PrimaryNeed()), func(o *register.Entry) bool { return o == e })
				break
			}
		}
		if len(out) == before {
			take("A record that tells much", func(*register.Entry) bool { return true })
		}
	}
	return out, nil
}

// caseWeights counts what each record tells, and finds who is known to social care from
// the parts of those who gave advice or were asked to reviews.
func (d *Desk) caseWeights(ctx context.Context) (weight map[string]int, social map[string]bool, err error) {
	weight, social = map[string]int{}, map[string]bool{}
	cycles, err1 := all[provision.Cycle](ctx, d.store, kindCycle)
	outcomes, err2 := all[provision.Outcome](ctx, d.store, kindOutcome)
	reviews, err3 := all[provision.PlacementReview](ctx, d.store, kindPlaceReview)
	advice, err4 := all[provision.Advice](ctx, d.store, kindAdvice)
	invitees, err5 := all[register.Invitee](ctx, d.store, kindInvitee)
	for _, c := range cycles {
		if c.IsReviewed() {
			weight[c.Pupil]++
		}
	}
	for _, o := range outcomes {
		if o.Result != "" {
			weight[o.Pupil]++
		}
	}
	for _, r := range reviews {
		weight[r.Pupil]++
	}
	isSocial := func(role string) bool { return strings.Contains(strings.ToLower(role), "social") }
	for _, a := range advice {
		weight[a.Pupil]++
		social[a.Pupil] = social[a.Pupil] || isSocial(a.Role)
	}
	for _, i := range invitees {
		social[i.Pupil] = social[i.Pupil] || isSocial(i.Role) && i.Came == "yes"
	}
	return weight, social, errors.Join(err1, err2, err3, err4, err5)
}

// largestGroup is the group that most pupils with SEN are of, "" where there is none.
func largestGroup(pupils []*register.Entry) (flag, name string) {
	most := 0
	for _, f := range register.FlagNames {
		if !slices.Contains(caseGroups, f.Code) {
			continue
		}
		n := 0
		for _, e := range pupils {
			if e.Flags.Has(f.Code) {
				n++
			}
		}
		if n > most {
			most, flag, name = n, f.Code, f.Name
		}
	}
	return flag, name
}
