package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
)

// demoFunding is what the recipe says of money: the requests beside the first, the money
// of the year, and what pays for which help.
type demoFunding struct {
	Asked    []demoRequest
	Budget   []funding.BudgetLine
	PaidFrom map[string]string `json:"paid_from"` // source by how the name of an intervention begins
}

// demoRequest is a request of the recipe and how far it has come. Its facts and the sum
// asked for come from the records.
type demoRequest struct {
	Request
	Of      []int // places among those with SEN
	Notes   []string
	Help    *provision.Intervention // a new row of the map that it asks for
	Ready   bool
	SentOn  day.Date `json:"sent_on"`
	Talk    *funding.Discussion
	Advised *funding.Recommendation
	Decided *funding.Decision
	Raised  *funding.Raising
	Told    []funding.Letter // to the parents of each pupil
	Consent day.Date
	Pays    string // how the name of the pupil's help begins that the money pays for
}

// asks reports whether a pupil has a request that says all about them.
func (b *demoBuilder) asks(nth int) bool {
	return slices.ContainsFunc(b.recipe.Asked, func(r demoRequest) bool {
		return (r.Kind == KindIndividual || r.Kind == funding.KindAdvice) && slices.Contains(r.Of, nth)
	})
}

// funding puts the requests of the recipe in as drafts, and the money of the year.
func (b *demoBuilder) funding() {
	for i := range b.recipe.Asked {
		b.asked(&b.recipe.Asked[i])
	}
	for _, l := range b.recipe.Budget {
		l.ID, l.By = b.id(), "SENCO"
		b.put(kindBudgetLine, l.ID, "", l)
	}
}

// asked puts one request in as a draft, with the consents and the help that it rests on.
func (b *demoBuilder) asked(of *demoRequest) {
	r := &of.Request
	r.ID, r.Scheme = b.id(), b.desk.terms.Label("cluster_panel")
	if of.Help != nil {
		h := *of.Help
		h.ID, h.By = b.id(), "SENCO"
		run := &demoRun{Intervention: h}
		for _, nth := range of.Of {
			run.placed = append(run.placed, provision.Placement{ID: b.id(), Pupil: b.sen[nth].ID, Intervention: h.ID, Starts: h.Starts, Outcome: b.outcomes[b.sen[nth].ID], By: "SENCO"})
		}
		b.runs, r.Interventions = append(b.runs, run), []string{h.ID}
	}
	for i, nth := range of.Of {
		p := b.sen[nth]
		if r.Kind == funding.KindGroup {
			place := RequestPupil{ID: b.id(), Pupil: p.ID, Request: r.ID, Note: of.Notes[i]}
			b.put(kindRequestPupil, place.ID, p.ID, place)
		} else {
			r.Pupil = p.ID
		}
		c := register.Consent{ID: b.id(), Pupil: p.ID, Scope: register.ConsentFunding, By: "Parent of " + p.Forename + ", mother", How: "signed form", Given: of.Consent}
		b.put(kindConsent, c.ID, p.ID, c)
		for _, run := range b.runs {
			if of.Pays != "" && strings.HasPrefix(run.Name, of.Pays) && run.placed[0].Pupil == p.ID {
				run.PaidFrom = funding.SourceTopUp
			}
		}
		for _, l := range of.Told {
			l.Pupil = p.ID
			r.Letters = append(r.Letters, l)
		}
	}
	b.edits = append(b.edits, requestEdit(*r))
	b.filled.Requests++
}

// paidFrom is the source of money that pays for an intervention, "" the notional budget.
func (b *demoBuilder) paidFrom(name string) string {
	for begins, source := range b.recipe.PaidFrom {
		if strings.HasPrefix(name, begins) {
			return source
		}
	}
	return ""
}

// sent takes the requests of the recipe as far as they have come, by the steps that a
// person takes, with the facts that the school now holds.
func (b *demoBuilder) sent(ctx context.Context) error {
	calendar, err := b.desk.SchoolCalendar(ctx)
	if err != nil {
		return err
	}
	var edits []journal.Edit
	for _, of := range b.recipe.Asked {
		if !of.Ready && of.SentOn.IsZero() {
			continue
		}
		draft, err := b.desk.DraftRequest(ctx, of.Number)
		if err != nil {
			return err
		}
		r := draft.Request
		if r.Progress, err = r.Progress.MakeReady(draft.Result); err == nil && !of.SentOn.IsZero() {
			facts := draft.Facts
			facts.Today, facts.SentOn = of.SentOn, of.SentOn
			r.Facts = &facts
			r.Progress, err = of.steps(r.Progress, draft.Result, b.desk.decisions.Disputes, calendar, b.today)
		}
		if err != nil {
			return fmt.Errorf("funding request %d of the demo school: %w", of.Number, err)
		}
		edits = append(edits, requestEdit(r))
	}
	strategy, err := b.strategy(ctx)
	if err != nil {
		return err
	}
	return b.desk.note(ctx, "Bring the demo school’s funding requests up to date", append(edits, strategy...)...)
}

// steps are those that a request has gone since it was ready.
func (of demoRequest) steps(p funding.Progress, drafted funding.Request, rules funding.DisputeRules, calendar school.Calendar, today day.Date) (funding.Progress, error) {
	var wrong error
	took := func(next funding.Progress, err error) {
		p, wrong = next, cmp.Or(wrong, err)
	}
	took(p.Submit(drafted, of.SentOn, today))
	if of.Talk != nil {
		took(p.Discuss(*of.Talk, today))
	}
	if of.Advised != nil {
		took(p.Recommend(*of.Advised, today))
	}
	if of.Decided != nil {
		took(p.Decide(*of.Decided, today))
	}
	if of.Raised != nil {
		took(p.Raise(*of.Raised, rules, calendar, today))
	}
	return p, wrong
}
