package funding

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
)

var reasonNames = map[string]string{ReasonNew: "first request", ReasonRenewal: "renewal", ReasonInYear: "because of an event in the year"}

// summary is what is asked for, for whom and why, on the first half page.
func (w *writer) summary() []paper.Block {
	f := w.facts
	facts := [][2]string{
		{"Request", join("; ", w.kindName(), reasonNames[f.reason()])},
		{"Made to", f.Scheme},
	}
	if f.kind() != KindAdvice {
		facts = append(facts, [2]string{"For the time", period(f.From, f.To)})
	}
	switch f.kind() {
	case KindGroup:
		facts = append(facts, [2]string{"Pupils", w.groupSize()}, [2]string{"Schools", w.schoolNames()}, [2]string{"Next review", f.ReviewOn.Words()})
	case KindProject:
		facts = append(facts, [2]string{"Schools", w.schoolNames()})
	default:
		facts = append(facts, w.pupilFacts()...)
	}
	facts = append(facts, [2]string{"School", join(", ", f.School, f.LAEstab)})
	var blocks []paper.Block
	if title := paper.Clean(f.Title); title != "" {
		blocks = append(blocks, paper.Sentence(paper.Bold(w.mask(title)+".")))
	}
	return append(blocks, paper.Sentence(paper.Bold(w.ask())), paper.KeyValues{Caption: "At a glance", Pairs: pairs(facts...)})
}

// kindName is what a council calls this kind of request.
func (w *writer) kindName() string {
	return w.facts.say("{Request_" + w.facts.kind() + "}")
}

// pupilFacts are those of the one pupil of a request. A request for advice tells less: no
// school needs the status, the flags or the age of a pupil to give it.
func (w *writer) pupilFacts() [][2]string {
	f, p := w.facts, w.facts.Pupil
	age, born, upn, status := "", "", "", ""
	if !p.Born.IsZero() && p.Born.Before(f.Today) {
		age = fmt.Sprintf("aged %d", day.AgeOn(p.Born, f.Today))
	}
	if f.kind() != KindAdvice {
		status = join("; ", p.Status, strings.Join(p.Flags, ", "))
	}
	if w.names == FullNames {
		born, upn = prefixed("born ", p.Born.Words()), p.UPN
	}
	return [][2]string{
		{"Pupil", w.pupilName(p)}, {"UPN", upn}, {"Year group and age", join(", ", p.YearGroup, age, born)}, {"SEN status", status},
		{"Main need", join("; second need: ", f.MainNeed, f.SecondNeed)}, {f.say("{Level}"), w.levelName()}, {"Tried so far", tried(len(reviewed(f.Cycles, f.Today)))},
	}
}

func (w *writer) groupSize() string {
	if n, here := w.facts.heads(), len(w.facts.Members); n != here {
		return fmt.Sprintf("%s, %d of them at this school", countOf(n, "pupil"), here)
	}
	return countOf(len(w.facts.Members), "pupil")
}

func (w *writer) schoolNames() string {
	if len(w.facts.Partners) == 0 {
		return ""
	}
	var names []string
	for _, p := range w.facts.Partners {
		name := p.Name
		if p.Lead {
			name += " (leads)"
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// ask is the request in a line or two.
func (w *writer) ask() string {
	f := w.facts
	if f.kind() == KindAdvice {
		return "We ask for advice. No money is asked for."
	}
	if w.sum.Extra.IsZero() {
		return "No amount is asked for yet."
	}
	ask := "We ask for " + w.sum.Extra.Short() + " a year."
	if f.kind() == KindProject {
		ask = "We ask for " + w.sum.Extra.Short() + "."
	}
	ask += " The help costs " + w.sum.Total.Short()
	switch {
	case f.kind() == KindGroup && !w.sum.School.IsZero():
		ask += ", and the schools pay the first " + w.sum.School.Short()
	case f.kind() == KindProject && !w.sum.School.IsZero():
		ask += ", and the school pays " + w.sum.School.Short() + " of it"
	case f.kind() == KindIndividual && !f.Contribution.From.IsZero():
		ask += ", and the school pays the first " + w.sum.School.Short()
	}
	return ask + "."
}
