package desk

import (
	"context"
	"errors"
	"slices"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Record is everything that is held about one pupil.
type Record struct {
	register.Entry
	Statuses         []register.Status           `json:"statuses"`
	NeedsSince       []register.Need             `json:"needs_history"`
	Contacts         []register.Contact          `json:"contacts"`
	Consents         []register.Consent          `json:"consents"`
	Notes            []register.Note             `json:"notes"`
	Cycles           []provision.Cycle           `json:"cycles"`
	Outcomes         []provision.Outcome         `json:"outcomes"`
	Advice           []provision.Advice          `json:"advice"`
	Provision        []ProvisionLine             `json:"provision"` // of this school year
	Cost             provision.Summary           `json:"cost"`
	Spend            PupilSpend                  `json:"spend"`
	EarlierProvision []ProvisionLine             `json:"earlier_provision"` // of the years before
	Placements       []provision.Placement       `json:"placements"`        // of every year, those waited for as well
	PlaceReviews     []provision.PlacementReview `json:"placement_reviews"` // what reviews of them came to, the first one first
	Levels           []LevelDecision             `json:"levels"`
	Requests         []Request                   `json:"requests"`
	Groups           []InGroup                   `json:"group_requests"` // requests for groups that the pupil is in

	Concerns   []register.Concern   `json:"concerns"`
	Referrals  []provision.Referral `json:"referrals"`
	EHCPlans   []register.EHCPlan   `json:"ehc_plans"`  // the one issued last first
	Amendments []register.Amendment `json:"amendments"` // suggested, the latest first
	Invitees   []register.Invitee   `json:"invitees"`   // the next meeting first
	Meetings   []provision.Meeting  `json:"meetings"`   // the latest first
	Told       []Told               `json:"told"`
	Milestones Milestones           `json:"milestones"`

	Story []StoryItem `json:"story"`

	interventions map[string]provision.Intervention // those that the placements are in

	Attachments []register.Attachment  `json:"attachments"` // the one dated last first
	Corrections []provision.Correction `json:"corrections"` // of signed plans and meeting records, in their order
}

// Record reads everything about one pupil.
func (d *Desk) Record(ctx context.Context, id string) (Record, error) {
	e, err := d.Entry(id)
	if err != nil {
		return Record{}, err
	}
	r := Record{Entry: *e}
	errs := []error{
		readOf(ctx, d.store, kindStatus, id, &r.Statuses),
		readOf(ctx, d.store, kindNeed, id, &r.NeedsSince),
		readOf(ctx, d.store, kindContact, id, &r.Contacts),
		readOf(ctx, d.store, kindConsent, id, &r.Consents),
		readOf(ctx, d.store, kindNote, id, &r.Notes),
		readOf(ctx, d.store, kindCycle, id, &r.Cycles),
		readOf(ctx, d.store, kindOutcome, id, &r.Outcomes),
		readOf(ctx, d.store, kindAdvice, id, &r.Advice),
		readOf(ctx, d.store, kindPlacement, id, &r.Placements),
		readOf(ctx, d.store, kindPlaceReview, id, &r.PlaceReviews),
		readOf(ctx, d.store, kindLevel, id, &r.Levels),
		readOf(ctx, d.store, kindRequest, id, &r.Requests),
		readOf(ctx, d.store, kindConcern, id, &r.Concerns),
		readOf(ctx, d.store, kindReferral, id, &r.Referrals),
		readOf(ctx, d.store, kindEHCPlan, id, &r.EHCPlans),
		readOf(ctx, d.store, kindAmendment, id, &r.Amendments),
		readOf(ctx, d.store, kindInvitee, id, &r.Invitees),
		readOf(ctx, d.store, kindMeeting, id, &r.Meetings),
		readOf(ctx, d.store, kindAttachment, id, &r.Attachments),
		readOf(ctx, d.store, kindCorrection, id, &r.Corrections),
	}
	if err := errors.Join(errs...); err != nil {
		return Record{}, err
	}
	if r.Provision, r.EarlierProvision, err = d.lines(ctx, id); err != nil {
		return Record{}, err
	}
	if r.Groups, err = d.groupsOf(ctx, id); err != nil {
		return Record{}, err
	}
	if r.interventions, err = d.interventions(ctx, r.Placements); err != nil {
		return Record{}, err
	}
	slices.SortStableFunc(r.PlaceReviews, func(a, b provision.PlacementReview) int { return a.On.Compare(b.On) })
	slices.SortStableFunc(r.Cycles, func(a, b provision.Cycle) int { return a.Starts.Compare(b.Starts) })
	register.SortConcerns(r.Concerns)
	slices.SortStableFunc(r.Referrals, func(a, b provision.Referral) int { return b.Asked.Compare(a.Asked) })
	slices.SortStableFunc(r.EHCPlans, func(a, b register.EHCPlan) int { return b.Issued.Compare(a.Issued) })
	slices.SortStableFunc(r.Amendments, func(a, b register.Amendment) int { return b.On.Compare(a.On) })
	slices.SortStableFunc(r.Invitees, func(a, b register.Invitee) int { return b.Meeting.Compare(a.Meeting) })
	slices.SortStableFunc(r.Meetings, func(a, b provision.Meeting) int { return b.On.Compare(a.On) })
	slices.SortStableFunc(r.Attachments, func(a, b register.Attachment) int { return b.On.Compare(a.On) })
	r.Told = toldIn(r.Notes)
	r.Milestones = milestones(r)
	if d.May(access.SeeMoney) {
		r.Cost, r.Spend = d.cost(r.Provision), d.spend(r.Provision)
	}
	r.Story = d.story(r)
	return r, nil
}

func readOf[T any](ctx context.Context, s Store, kind, pupil string, into *[]T) error {
	got, err := where[T](ctx, s, kind, "pupil", pupil)
	*into = got
	return err
}

// StoryItem is one dated line of a pupil's story.
type StoryItem struct {
	On    day.Date `json:"on"`
	Kind  string   `json:"kind"`  // note, call, status, need, level, review, advice, request ...
	Title string   `json:"title"` // "Call", "Level 2 to 3"
	Words string   `json:"words,omitempty"`
	ID    string   `json:"id,omitempty"` // of the record behind it
}

// story puts everything that has a date in one line, newest first.
func (d *Desk) story(r Record) []StoryItem {
	var out []StoryItem
	add := func(on day.Date, kind, title, words, id string) {
		if !on.IsZero() {
			out = append(out, StoryItem{on, kind, title, words, id})
		}
	}
	for _, n := range r.Notes {
		title := register.NoteName(n.Type)
		if n.With != "" {
			title += " with " + n.With
		}
		add(n.On, n.Type, title, n.Words, n.ID)
	}
	for _, s := range r.Statuses {
		add(s.From, "status", d.codes.StatusName(s.Code), correctedWords(s.Corrected), s.ID)
	}
	for _, n := range r.NeedsSince {
		title := "Need recorded: " + d.codes.NeedName(n.Code)
		if n.Rank == 1 {
			title = "Primary need recorded: " + d.codes.NeedName(n.Code)
		}
		add(n.From, "need", title, correctedWords(n.Corrected), n.ID)
	}
	for _, l := range r.Levels {
		title := d.wordsOf(l) + " confirmed"
		add(l.On, "level", title, l.Reason, l.ID)
	}
	for _, c := range r.Cycles {
		if c.IsReviewed() {
			add(c.Reviewed, "review", "Review: "+provision.ResultName(c.Result), sentence(c.Aim)+" "+c.Evidence, c.ID)
		}
		add(c.Signed, "review", "Plan signed off", "By "+c.SignedBy, c.ID)
	}
	for _, a := range r.Advice {
		add(a.On, "advice", "Advice: "+a.Role, a.Words, a.ID)
	}
	for _, a := range r.Attachments {
		add(a.On, "attachment", "Attachment: "+a.What, a.Name, a.ID)
	}
	for _, c := range r.Consents {
		add(c.Given, "consent", "Consent given by "+c.By, c.How, c.ID)
		add(c.Withdrawn, "consent", "Consent withdrawn", "", c.ID)
	}
	for _, q := range r.Requests {
		add(q.Created, "request", "Funding request "+q.Reference()+" started", "", q.ID)
		d.requestStory(q, add)
	}
	for _, g := range r.Groups {
		d.requestStory(g.Request, add)
	}
	d.provisionStory(r, add)
	d.widerStory(r, add)
	slices.SortStableFunc(out, func(a, b StoryItem) int { return b.On.Compare(a.On) })
	return out
}
