package provision

import (
	"slices"
	"strings"
	"unicode"

	"needsbook/app/day"
	"needsbook/app/register"
)

// advised writes what professionals advised that is not in place. Advice that names a
// service which was asked later is how that need came up, and has no line of its own.
func (l *ledger) advised() {
	l.since = map[string]day.Date{}
	services, runs := l.namesOf(WantService), l.namesOf(WantIntervention)
	referred := map[string][]Referral{} // by pupil, the earliest asked first
	for _, r := range l.Referrals {
		referred[r.Pupil] = append(referred[r.Pupil], r)
	}
	for _, list := range referred {
		slices.SortStableFunc(list, func(a, b Referral) int { return a.Asked.Compare(b.Asked) })
	}
	for _, a := range l.Advice {
		need := UnmetRow{Need: a.ID, For: WantAdvice, Key: "role:" + plainName(a.Role), Name: adviceName(a), Pupil: a.Pupil, Words: a.Words, Record: "advice", ID: a.ID}
		words := spaced(a.Words)
		if key, name := named(services, words); key != "" {
			need.For, need.Key, need.Name = WantService, key, name
			if l.askedAfter(a, key, referred[a.Pupil]) {
				continue
			}
		} else if key, name := named(runs, words); key != "" {
			need.For, need.Key, need.Name = WantIntervention, key, name
		}
		if a.Done != AdviceDone {
			l.write(need, UnmetRow{State: NeedWanted, On: a.On, Why: a.How})
		}
	}
}

// askedAfter finds the referral that acted on advice, and notes since when it was wanted.
func (l *ledger) askedAfter(a Advice, service string, referred []Referral) bool {
	for _, r := range referred {
		if r.Service != service || r.Asked.Before(a.On) {
			continue
		}
		if r.Asked.After(a.On) {
			l.since[r.ID] = earlier(l.since[r.ID], a.On)
		}
		return true
	}
	return false
}

func adviceName(a Advice) string {
	if role := strings.TrimSpace(a.Role); role != "" {
		return "Advice: " + role
	}
	return "Advice"
}

// wantName is a name that advice may mention, its words set apart by spaces.
type wantName struct{ spaced, key, name string }

// namesOf are the names of services or interventions, the longest first.
func (l *ledger) namesOf(want string) (out []wantName) {
	if want == WantService {
		for _, s := range l.Services.List {
			out = append(out, wantName{spaced(s.Name), s.ID, s.Name})
		}
	} else {
		for _, i := range l.Interventions {
			out = append(out, wantName{spaced(i.Name), i.ID, i.Name})
		}
	}
	out = slices.DeleteFunc(out, func(n wantName) bool { return strings.TrimSpace(n.spaced) == "" })
	slices.SortStableFunc(out, func(a, b wantName) int { return len(b.spaced) - len(a.spaced) })
	return out
}

func named(names []wantName, words string) (key, name string) {
	for _, n := range names {
		if strings.Contains(words, n.spaced) {
			return n.key, n.name
		}
	}
	return "", ""
}

// spaced sets the words of a text apart by single spaces, so that a name is found as
// whole words.
func spaced(text string) string {
	words := strings.FieldsFunc(register.FoldName(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}
