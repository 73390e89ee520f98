package panel

import (
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// fill puts what the request says where a verdict says nothing.
func (v Verdict) fill(r papers.Request, o OutcomeRule) Verdict {
	if !o.Money {
		return v
	}
	if v.From.IsZero() && v.To.IsZero() {
		v.From, v.To = r.From, r.To
	}
	if v.ReviewOn.IsZero() {
		v.ReviewOn = r.ReviewOn
	}
	if !o.Part {
		if v.Amount == 0 {
			v.Amount = r.Asked
		}
		if v.Sessions == 0 {
			v.Sessions = r.Sessions
		}
	}
	return v
}

// longestYears is for how many years money may be agreed. It is usually one (S-49).
const longestYears = 2

// checkVerdict refuses a decision that does not hold together.
func (s State) checkVerdict(v Verdict, r papers.Request, on day.Date) error {
	rules := s.About.Rules
	o, known := rules.Outcome(v.Outcome)
	if !known {
		return refusal("Choose an outcome.")
	}
	if err := typed("What is written about the decision", append(append([]string{v.Words}, v.Conditions...), v.Options...)...); err != nil {
		return err
	}
	for _, code := range v.Reasons {
		if !hasCode(rules.Reasons, code) {
			return refusal("The reason “%s” is not in the rules. Choose another.", code)
		}
	}
	switch rung := rules.Rung(v.ReferTo); {
	case o.Reason && len(v.Reasons) == 0 && v.Words == "":
		return refusal("Give a reason: choose one, or write one.")
	case o.Refers && rung <= rules.panelRung():
		return refusal("Say to whom the request is referred.")
	case !o.Refers && v.ReferTo != "":
		return refusal("A request that is %s is referred to nobody.", o.Words)
	case !o.Money && (v.Amount != 0 || v.Contingency != 0 || v.Sessions != 0 || !v.From.IsZero() || !v.To.IsZero()):
		return refusal("A request that is %s gets no money, sessions or dates.", o.Words)
	case !o.Money:
		return nil
	}
	return s.checkGiven(v, o, r, on)
}

// checkGiven looks at the money, the time and the service that a verdict gives.
func (s State) checkGiven(v Verdict, o OutcomeRule, r papers.Request, on day.Date) error {
	switch {
	case v.Amount < 0 || v.Contingency < 0 || v.Sessions < 0:
		return refusal("Sums and sessions cannot be below nothing.")
	case o.Part && r.Asked > 0 && (v.Amount == 0 || v.Amount >= r.Asked):
		return refusal("Enter how much of the %s is agreed. In part is more than nothing and less than that.", pounds(r.Asked))
	case o.Part && r.Asked == 0 && v.Words == "" && v.Sessions >= r.Sessions:
		return refusal("No money was asked for. Say which part of it is agreed.")
	case !o.Part && v.Amount != r.Asked:
		return refusal("%s was asked for, so %s cannot be agreed in full. For less, choose agreed in part; for more, the school sends another revision.", pounds(r.Asked), pounds(v.Amount))
	case v.Sessions > r.Sessions:
		return refusal("%s a term were asked for; %d cannot be agreed.", count(r.Sessions, "session"), v.Sessions)
	case v.Contingency > v.Amount:
		return refusal("More of the contingency than the whole sum cannot be used.")
	case v.Contingency > 0 && !s.About.Rules.UsesPot(r.Route):
		return refusal("This request is paid from the council’s tariff and not from the pot, so no contingency is used.")
	case v.Contingency > 0 && s.About.Rules.Pot.UrgentOnly && !s.urgent(r):
		return refusal("The contingency is for what nobody could plan for, and this request is not urgent.")
	case (v.Amount > 0 || v.Sessions > 0) && (v.From.IsZero() || !v.From.Before(v.To) || v.To.After(v.From.AddYears(longestYears))):
		return refusal("Enter the first and the last day it is for, at most two years apart.")
	case v.Amount > 0 && (v.ReviewOn.IsZero() || v.ReviewOn.Before(on) || v.ReviewOn.After(v.To.AddDays(183))):
		return refusal("Set the day on which the help and its impact are looked at: after today, and at most half a year after the money ends.")
	}
	if sv, there := s.Service(r.Service); there && v.Sessions > 0 {
		if free := sv.freeFor(RequestID(r.URN, r.Ref), v.From, v.To); v.Sessions > free {
			return refusal("%s has %s a term free, and %d would be given. Agree to fewer, or set the directory right.", sv.Name, count(free, "session"), v.Sessions)
		}
	}
	return nil
}

// urgent reports whether a request is for something that nobody could plan for: its
// school says so, or an event of the year goes with it.
func (s State) urgent(r papers.Request) bool {
	return r.Urgent || slices.ContainsFunc(s.Events, func(e Event) bool {
		return e.URN == r.URN && e.Request != "" && e.Request == r.Ref && e.Outcome != EventWithdrawn
	})
}

// freeFor is how many sessions are free through a time, apart from what one request has.
func (s Service) freeFor(request string, from, to day.Date) int {
	s.Used = slices.DeleteFunc(slices.Clone(s.Used), func(u ServiceUse) bool { return u.Request == request })
	free := s.FreeOn(from)
	for _, u := range s.Used { // what is used only ever grows on a first day
		if u.From.After(from) && !u.From.After(to) {
			free = min(free, s.FreeOn(u.From))
		}
	}
	return free
}

// moneyFor works out what a verdict takes out of a pot.
func (s State) moneyFor(v Verdict, r papers.Request) (Money, error) {
	if v.Amount == 0 || !s.About.Rules.UsesPot(r.Route) {
		return Money{}, nil
	}
	pot, err := s.potFor(v.From)
	if err != nil {
		return Money{}, err
	}
	m := pot.takeFrom(v.Amount-v.Contingency, v.Contingency)
	return m, m.holds()
}
