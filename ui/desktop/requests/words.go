package requests

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/pack/terms"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// statusWords names a status in words. Only the council decides, so that "agreed" stands
// nowhere before its decision.
func statusWords(t terms.Terms, s funding.Status) string {
	return map[funding.Status]string{
		funding.Drafting: "Drafting", funding.IsReady: "Ready to send", funding.Submitted: "Submitted", funding.Discussed: "Discussed",
		funding.Recommended: "Recommended", funding.Decided: "Decided by the " + t.Label("la"), funding.Active: "Active", funding.Ended: "Ended",
	}[s]
}

// statusState is the shape of a status.
func statusState(s funding.Status) parts.State {
	switch s {
	case funding.IsReady, funding.Submitted, funding.Discussed, funding.Recommended:
		return parts.Soon
	case funding.Decided, funding.Active:
		return parts.Done
	}
	return parts.NoState
}

// outcomeWords name what was decided.
var outcomeWords = capitals(funding.OutcomeWords)

// adviceWords name what other schools advise.
var adviceWords = capitals(funding.AdviceWords)

// disputeWords name what came of an objection.
var disputeWords = capitals(funding.DisputeWords)

// kindWords is what a kind of request is called where the school is.
func kindWords(t terms.Terms, kind string) string { return capital(t.Label("request_" + kind)) }

// nameOf says whom or what a request is for, in words that fit a list.
func nameOf(n Needs, r desk.Request) string {
	if r.Pupil != "" {
		if e, err := n.Desk.Entry(r.Pupil); err == nil {
			return wording.ListName(e, n.Shell.NamesHidden())
		}
	}
	if r.Title == "" {
		return kindWords(n.Desk.Terms(), r.Kind)
	}
	return wording.Written(r.Title, n.Shell.NamesHidden())
}

// period is the time that money is asked for.
func period(r desk.Request) string {
	if r.Starts.IsZero() || r.Ends.IsZero() {
		return ""
	}
	return r.Starts.Words() + " to " + r.Ends.Words()
}

// ends says how near the end of agreed money is, and how that stands.
func ends(p funding.Progress, today day.Date) (string, parts.State) {
	_, to, agreed := p.Lasts()
	if !agreed || p.StateOn(today) != funding.Active {
		return "", parts.NoState
	}
	switch left := today.DaysUntil(to); {
	case left == 0:
		return "today", parts.Overdue
	case left <= lastReminder:
		return "in " + wording.Count(left, "day"), parts.Soon
	}
	return to.Words(), parts.NoState
}

// lastReminder is how many days before its end money is first spoken of.
const lastReminder = 90

func orNone(words string) string {
	if strings.TrimSpace(words) == "" {
		return "not recorded"
	}
	return words
}

func onDay(on day.Date) string {
	if on.IsZero() {
		return ""
	}
	return " on " + on.Words()
}

func capital(words string) string {
	for i, r := range words {
		return strings.ToUpper(string(r)) + words[i+len(string(r)):]
	}
	return words
}

// capitals are words as they stand alone.
func capitals[K comparable](words map[K]string) map[K]string {
	out := make(map[K]string, len(words))
	for key, w := range words {
		out[key] = capital(w)
	}
	return out
}

func reference(number int) string { return fmt.Sprintf("R-%03d", number) }
