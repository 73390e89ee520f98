package desk

import (
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/printout"
	"needsbook/app/provision"
)

// accessProvision sets out the help a pupil gets and got, with its cost where the
// school year is this one.
func (d *Desk) accessProvision(h held) (out []printout.Entry) {
	for _, list := range [][]ProvisionLine{h.Provision, h.EarlierProvision} {
		for _, line := range list {
			l, i := line.Line, h.interventions[line.Intervention]
			e := entry(orElse(l.Description, "Help"), "For", l.Outcome, "By", d.card.StaffName(l.StaffKind), "Given by", i.Provider, "How often", helpWords(l), "Weeks", strconv.Itoa(l.Weeks),
				"From", l.Start.Words(), "Until", l.End.Words())
			if line.Share.Words != "" {
				e.Facts = append(e.Facts, printout.Fact{Name: "Cost this year", Value: line.Share.Words}, printout.Fact{Name: "Cost so far", Value: line.Share.SoFar})
			}
			out = append(out, e)
		}
	}
	return out
}

func (d *Desk) accessPlacement(h held, p provision.Placement) printout.Entry {
	outcome := ""
	for _, o := range h.Outcomes {
		if o.ID == p.Outcome {
			outcome = o.Words
		}
	}
	title, sessions := h.interventions[p.Intervention].Name, ""
	if p.Waiting {
		title = "Waits for " + title
	}
	if !p.SessionsAWeek.IsZero() {
		sessions = p.SessionsAWeek.String()
	}
	e := entry(dated(orElse(title, "Place"), p.Starts), "From", p.Starts.Words(), "Until", p.Ends.Words(), "Waited since", p.Wanted.Words(), "Why", p.Why, "Sessions a week", sessions,
		"For the outcome", outcome, "Goal", p.Goal, "Measured", p.Measure, "At the start", p.Baseline, "Written by", p.By)
	for _, b := range p.Bought {
		e.Facts = append(e.Facts, printout.Fact{Name: "Bought", Value: dated(fmt.Sprintf("%s, %s, used for %s", b.What, b.Amount.Words(), count(b.Years, "year")), b.On)})
	}
	return e
}

// markWords are the marks of a tick-sheet in words, a session each.
func markWords(marks string) string {
	words := map[rune]string{provision.MarkThere: "there", provision.MarkAbsent: "absent", provision.MarkNotHeld: "not held"}
	var out []string
	for _, m := range marks {
		out = append(out, orElse(words[m], "no mark"))
	}
	return strings.Join(out, ", ")
}
