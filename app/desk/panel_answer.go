package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/money"
)

// advices give what a panel's outcome means as advice to the council.
var advices = map[string]string{
	"agree": funding.AdviceFor, "part": funding.AdviceFor, "decline": funding.AdviceAgainst, "defer": funding.AdviceMore, "refer": funding.AdviceRefer,
	"agreed": funding.AdviceFor, "declined": funding.AdviceAgainst, "deferred": funding.AdviceMore, "referred": funding.AdviceRefer, "advice": funding.AdviceFor,
}

// answerWaits reports whether the panel said something that is not in the request yet.
func answerWaits(p funding.Progress, a papers.RequestAnswer) bool {
	if a.Outcome == "" || p.SentOn.IsZero() || p.Withdrawn() {
		return false
	}
	if councilWaits(p, a) {
		return true
	}
	return p.Decision == nil && (p.Advised == nil || p.Advised.Entry != "" && p.Advised.Entry != a.Entry)
}

// councilWaits reports whether the council's word came by the panel and is not in the
// request yet.
func councilWaits(p funding.Progress, a papers.RequestAnswer) bool {
	return a.Confirmed && p.AwaitsDecision() && (p.Decision == nil || p.Decision.Evidence != decidedAs(a))
}

// decidedAs names the decision in the book of the cluster, as the evidence of a decision.
func decidedAs(a papers.RequestAnswer) string {
	return "The book of the cluster, entry " + a.Entry[:min(len(a.Entry), 12)]
}

// TakePanelAnswer puts what the panel said into the request, as one step: its
// recommendation, and the council's decision where that was confirmed. From then on the
// letter to the parents waits. Undo takes it out again.
func (d *Desk) TakePanelAnswer(ctx context.Context, number int) error {
	list, err := d.PanelRequests(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(r PanelRequest) bool { return r.Request.Number == number })
	if i < 0 || !list[i].Waits {
		return refuse("request", d.terms.Say("There is nothing new from the {cluster_panel} about this request. Nothing was changed."))
	}
	a := list[i].Answer
	codes, err := d.panelReasons(ctx)
	if err != nil {
		return err
	}
	a.On, a.ConfirmedOn = d.within(list[i].Request.Progress, a.On), d.within(list[i].Request.Progress, a.ConfirmedOn)
	return d.progress(ctx, number, d.terms.Say("Take in what the {cluster_panel} said about funding request"), func(p funding.Progress) (funding.Progress, error) {
		if p.Decision == nil && (p.Advised == nil || p.Advised.Entry != a.Entry) {
			var err error
			if p, err = p.Recommend(d.recommended(a, codes), d.Today()); err != nil {
				return p, err
			}
		}
		if !councilWaits(p, a) {
			return p, nil
		}
		return p.Decide(d.confirmed(p.Asked, a, codes), d.Today())
	})
}

// within brings a day of the hub's calendar between the day the request went and today:
// a computer whose date is a day off must not keep an answer out.
func (d *Desk) within(p funding.Progress, on day.Date) day.Date {
	switch today := d.Today(); {
	case on.IsZero():
		return on
	case on.After(today):
		return today
	}
	return later(on, p.SentOn)
}

// panelReasons are the words for the panel's reasons, by code.
func (d *Desk) panelReasons(ctx context.Context) (map[string]string, error) {
	c, _, err := d.Circular(ctx)
	words := map[string]string{}
	for _, r := range c.Panel.Reasons {
		words[r.Code] = d.terms.Say(r.Words)
	}
	return words, err
}

// ReasonWords are the words for a reason of the panel's.
func (d *Desk) ReasonWords(code string) string {
	words, err := d.panelReasons(context.Background())
	if err == nil && words[code] != "" {
		return words[code]
	}
	for _, r := range d.DecisionRules().Reasons {
		if r.ID == code {
			return d.terms.Say(r.Words)
		}
	}
	return code
}

// recommended is the panel's answer as the request keeps it.
func (d *Desk) recommended(a papers.RequestAnswer, words map[string]string) funding.Recommendation {
	codes, rest := d.knownReasons(a.Reasons, words)
	r := funding.Recommendation{Outcome: firstOf(advices[a.Outcome], funding.AdviceMore), On: a.On, Entry: a.Entry, Codes: codes,
		People: []funding.Person{{Capacity: d.terms.Label("cluster_panel")}}, Reason: sentences(append(rest, a.Words)...)}
	if r.Outcome == funding.AdviceFor {
		r.Amount = money.Pence(a.Amount)
	}
	if r.Outcome == funding.AdviceRefer {
		r.ReferTo = d.terms.Label("la")
	}
	if len(a.Conditions) > 0 {
		r.Reason = sentences(r.Reason, "Conditions: "+strings.Join(a.Conditions, "; "))
	}
	if r.Outcome != funding.AdviceFor && len(codes) == 0 && r.Reason == "" {
		r.Reason = d.terms.Say("No reason was given by the {cluster_panel}.")
	}
	return r
}

// confirmed is the council's decision as the request keeps it.
func (d *Desk) confirmed(asked money.Amount, a papers.RequestAnswer, words map[string]string) funding.Decision {
	codes, rest := d.knownReasons(a.Reasons, words)
	given := money.Pence(a.ConfirmedAmount)
	out := funding.Decision{Outcome: funding.Agreed, On: a.ConfirmedOn, Amount: given, From: a.From, To: a.To, Codes: codes, Conditions: strings.Join(a.Conditions, "; "),
		Review: a.ReviewOn, Evidence: decidedAs(a), People: []funding.Person{{Capacity: d.terms.Label("la")}}, Reason: sentences(append(rest, a.Words)...)}
	switch {
	case !asked.IsZero() && given.IsZero():
		out.Outcome = funding.Declined
	case given.Cmp(asked) < 0:
		out.Outcome = funding.Part
	}
	if !out.Money() {
		out.From, out.To = funding.Decision{}.From, funding.Decision{}.To
	}
	if out.Outcome != funding.Agreed && len(codes) == 0 && out.Reason == "" {
		out.Reason = d.terms.Say("The {la} gave no reason of its own.")
	}
	return out
}

// knownReasons parts the panel's reasons into those that this school's own list of
// reasons has, by their codes, and the words of the others.
func (d *Desk) knownReasons(codes []string, words map[string]string) (known, rest []string) {
	for _, code := range codes {
		if slices.ContainsFunc(d.DecisionRules().Reasons, func(r funding.ReasonCode) bool { return r.ID == code }) {
			known = append(known, code)
			continue
		}
		rest = append(rest, firstOf(words[code], code))
	}
	return known, rest
}

// sentences joins what there is of some texts, each as a sentence.
func sentences(texts ...string) string {
	var out []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, strings.TrimSuffix(t, ".")+".")
		}
	}
	return strings.Join(out, " ")
}

// AnswerWords say in a sentence where a request stands with the panel.
func (d *Desk) AnswerWords(r PanelRequest) string {
	a := r.Answer
	switch {
	case !r.Sent:
		return "Ready to be sent."
	case waits(r.Item):
		return "On its way to the hub."
	case len(a.Refused) > 0:
		return "A school that was to share it has said no: " + d.schoolNames(a.Refused) + "."
	case len(a.Waiting) > 0:
		return "It waits for " + d.schoolNames(a.Waiting) + " to agree."
	case a.Confirmed:
		return fmt.Sprintf("The %s confirmed %s on %s.", d.terms.Label("la"), money.Pence(a.ConfirmedAmount).Words(), a.ConfirmedOn.Words())
	case a.Outcome != "":
		return d.terms.Say("The {cluster_panel} said: ") + funding.AdviceWords[firstOf(advices[a.Outcome], funding.AdviceMore)] + ". The " + d.terms.Label("la") + " has the last word."
	case a.Meeting != "":
		return "It is on the agenda of " + a.On.Words() + "."
	}
	return d.terms.Say("It is with the {cluster_panel}.")
}

// schoolNames names schools of the cluster by their URN.
func (d *Desk) schoolNames(urns []string) string {
	b, _, err := d.Bulletin(context.Background())
	names := slices.Clone(urns)
	for i, urn := range urns {
		for _, m := range b.Members {
			if err == nil && m.URN == urn {
				names[i] = m.Name
			}
		}
	}
	return strings.Join(names, ", ")
}
