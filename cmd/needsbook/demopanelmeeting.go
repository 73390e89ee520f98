package main

// The meetings of the demo cluster's panel: one that was held, and the next.

import (
	"context"
	"slices"

	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/assets"
)

// demoRequest is a neighbour's request. The others that share it have seconded it, but
// for the demo school.
type demoRequest struct {
	from   int
	ref    string
	days   int   // before the day on which it is looked at
	shared []int // other neighbours that share it
	with   bool  // the demo school shares it too
	papers.Request
}

// outcome is what the panel said about a request.
type outcome struct {
	panel.Verdict
	against panel.Person // who wanted something else, nobody for none
	instead string
}

// The requests that were before the panel at its last meeting, and what it said.
var heldRequests = []struct {
	asked demoRequest
	said  outcome
}{
	{demoRequest{from: hilltop, ref: "r-024", days: 14, Request: papers.Request{Form: papers.FormIndividual, Number: "R-024", Total: 9_400_00, Own: 6_000_00, Areas: []string{"CI"}, Need: "ASD", Level: "L3", Phases: []string{"KS2"}, Pupils: 1,
		Evidence: []string{"advice", "consent", "costs", "outcomes", "two_reviews"}}},
		outcome{Verdict: panel.Verdict{Outcome: "agree", Words: "Two reviewed plans show what helps, and the costs follow from them.", Conditions: []string{"Autism outreach sees the plan by half term"}}}},
	{demoRequest{from: stDunstans, ref: "r-007", days: 12, shared: []int{riverside, hollyBank}, Request: papers.Request{Form: papers.FormGroup, Number: "R-007", Total: 6_000_00, Own: 2_400_00, Service: "speech_language", Sessions: 12,
		Areas: []string{"CI"}, Need: "SLCN", Level: "L2", Phases: []string{"EY", "KS1"}, Pupils: 12, Evidence: []string{"consent", "costs", "outcomes", "shared"}}},
		outcome{Verdict: panel.Verdict{Outcome: "agree", Words: "One therapist for three schools costs less than three would.", Conditions: []string{"The three schools share their notes", "A short report in June"}}}},
	{demoRequest{from: wealdView, ref: "r-011", days: 10, Request: papers.Request{Form: papers.FormProject, Number: "R-011", Total: 3_400_00, Own: 1_000_00, Areas: []string{"CL"}, Phases: []string{"KS1", "KS2"}, Pupils: 45, Evidence: []string{"aim", "benefits", "costs"}}},
		outcome{Verdict: panel.Verdict{Outcome: "part", Amount: 1_500_00, Reasons: []string{"costs"}, Words: "The training is agreed. The tablets are not: schools lend each other theirs."}, against: demoBen, instead: "agree"}},
	{demoRequest{from: castleRoad, ref: "r-031", days: 9, Request: papers.Request{Form: papers.FormIndividual, Number: "R-031", Total: 11_200_00, Own: 6_000_00, Areas: []string{"SEMH"}, Need: "SEMH", Level: "L3", Phases: []string{"KS3"}, Pupils: 1, Evidence: []string{"consent", "costs"}}},
		outcome{Verdict: panel.Verdict{Outcome: "decline", Reasons: []string{"own_budget", "reviews"}, Words: "Only one reviewed cycle, and the help asked for is in the school’s own plan already."}}},
	{demoRequest{from: orchardLane, ref: "r-019", days: 8, Request: papers.Request{Form: papers.FormIndividual, Number: "R-019", Total: 8_700_00, Own: 6_000_00, Areas: []string{"SP"}, Need: "HI", Level: "L3", Phases: []string{"KS3"}, Pupils: 1, Evidence: []string{"consent", "costs"}}},
		outcome{Verdict: panel.Verdict{Outcome: "defer", Reasons: []string{"advice"}, Words: "Send the report of the teacher of the deaf with the next revision."}}},
}

// demoAdvice is what the panel said to the demo school.
var demoAdvice = outcome{Verdict: panel.Verdict{Outcome: "agree", Words: "Begin the afternoon with ten calm minutes in the same room each day, and let the same adult meet the pupil at the door. Look at it again after six weeks. Holly Bank does this and is glad to show it."}}

// nextRequests wait for the next meeting; the last of them for the demo school's word.
var nextRequests = []demoRequest{
	{from: riverside, ref: "r-015", days: 4, Request: papers.Request{Form: papers.FormIndividual, Number: "R-015", Total: 10_400_00, Own: 6_000_00, Areas: []string{"SEMH"}, Need: "SEMH", Level: "L4", Phases: []string{"KS2"}, Pupils: 1, Urgent: true,
		Evidence: []string{"advice", "consent", "costs", "outcomes"}}},
	{from: oakhurst, ref: "r-009", days: 5, shared: []int{riverside, theDowns}, Request: papers.Request{Form: papers.FormGroup, Number: "R-009", Total: 4_500_00, Own: 1_800_00, Service: "autism_team", Sessions: 8,
		Areas: []string{"CI"}, Need: "ASD", Level: "L2", Phases: []string{"KS2"}, Pupils: 9, Evidence: []string{"consent", "costs", "outcomes", "shared"}}},
	{from: hollyBank, ref: "r-006", days: 6, Request: papers.Request{Form: papers.FormProject, Number: "R-006", Total: 2_200_00, Own: 700_00, Areas: []string{"SEMH"}, Phases: []string{"KS1", "KS2"}, Pupils: 30, Evidence: []string{"aim", "benefits", "costs", "outcomes"}}},
	{from: hilltop, ref: "r-027", days: 3, Request: papers.Request{Form: papers.FormAdvice, Number: "R-027", Areas: []string{"CL"}, Need: "SPLD", Level: "L2", Phases: []string{"KS2"}, Pupils: 2, Evidence: []string{"consent", "question"}}},
	{from: hollyBank, ref: "r-008", days: 2, shared: []int{stDunstans}, with: true, Request: papers.Request{Form: papers.FormGroup, Number: "R-008", Total: 5_000_00, Own: 2_000_00, Service: "speech_language", Sessions: 10,
		Areas: []string{"CI"}, Need: "SLCN", Level: "L2", Phases: []string{"KS2"}, Pupils: 10, Evidence: []string{"consent", "costs", "outcomes", "shared"}}},
}

// asks sends a request as its school signed it, and the yes of the neighbours that share
// it. The help begins on a day and lasts to the end of that school year.
func (w *demoWork) asks(ctx context.Context, r demoRequest, on, begins day.Date) error {
	p := r.Request
	p.State, p.Asked, p.Route, p.Pack = papers.Standing, p.Total-p.Own, "predictable", exchange.CodeListID(assets.Pack("continuum.json"))
	if p.Form != papers.FormAdvice {
		p.From, p.To = begins, day.Of(day.AcademicYear(begins)+1, 8, 31)
		p.ReviewOn = p.To.AddDays(-60)
	}
	w.share(&p, r)
	document, err := w.send(ctx, r.from, on, r.ref, p)
	if err != nil {
		return err
	}
	for _, n := range r.shared {
		part, _ := p.Share(w.hub.beside[n].URN)
		if _, err := w.send(ctx, n, on.AddDays(1), "", papers.Second{Request: document, Agrees: true, Pupils: part.Pupils, Cost: part.Cost, Pays: part.Pays}); err != nil {
			return err
		}
	}
	return nil
}

// share splits a request between its schools by their pupils: every school has as many,
// the one that asks those that are left over.
func (w *demoWork) share(p *papers.Request, r demoRequest) {
	schools := []string{w.hub.beside[r.from].URN}
	if r.with {
		schools = append(schools, w.desk.School().URN)
	}
	for _, n := range r.shared {
		schools = append(schools, w.hub.beside[n].URN)
	}
	if len(schools) == 1 {
		return
	}
	p.ShareKey, p.Alone = papers.ByPupils, p.Total
	left := p.Pupils
	for i, urn := range schools {
		pupils := left / (len(schools) - i)
		if i == 0 {
			pupils = (left + len(schools) - 1) / len(schools)
		}
		left -= pupils
		cost, pays := p.Total*int64(pupils)/int64(p.Pupils), p.Own*int64(pupils)/int64(p.Pupils)
		p.Partners = append(p.Partners, papers.Partner{URN: urn, Pupils: pupils, Cost: cost, Pays: pays, Asked: cost - pays})
	}
}

// ask sends the requests of the last meeting, that of the demo school among them.
func (w *demoWork) ask(ctx context.Context) error {
	for _, r := range heldRequests {
		if err := w.asks(ctx, r.asked, w.held.AddDays(-r.asked.days), w.held.AddDays(14)); err != nil {
			return err
		}
	}
	if err := w.desk.SendToPanel(ctx, w.answered.Number, w.desk.School().Senco); err != nil {
		return err
	}
	ref, err := w.desk.PanelPaper(ctx, w.answered.Number)
	if err != nil {
		return err
	}
	w.sent = panel.RequestID(w.desk.School().URN, ref.Ref)
	return w.sendOwn(ctx)
}

// meet holds the last meeting: it decides about each request, and the council confirms
// the first decision the day after.
func (w *demoWork) meet(ctx context.Context) error {
	all := w.panelPeople()
	chair, council := all[0], all[4]
	before := w.held.AddDays(-6)
	type item struct {
		id string
		outcome
	}
	var items []item
	var lines []panel.AgendaLine
	for _, r := range heldRequests {
		items = append(items, item{panel.RequestID(w.hub.beside[r.asked.from].URN, r.asked.ref), r.said})
	}
	items = slices.Insert(items, 3, item{w.sent, demoAdvice})
	for _, i := range items {
		lines = append(lines, panel.AgendaLine{Request: i.id})
	}
	return w.enter(ctx, func(e *entering) {
		id := w.held.String()
		e.do(e.Panel.PlanMeeting(w.by(chair, before, 0), panel.MeetingPlan{On: w.held, Starts: "13:30", Place: "Riverside Primary School, the library", PapersBy: w.held.AddDays(-3)}))
		e.do(e.Panel.SetAgenda(w.by(chair, before, 5), id, lines))
		begins := 270 // half past one, in minutes after nine
		e.do(e.Panel.StartMeeting(w.by(chair, w.held, begins), id, panel.Opening{Present: all}))
		for n, i := range items {
			at := begins + 3 + 8*n
			e.do(e.Panel.OpenItem(w.by(chair, w.held, at), id, i.id))
			if n == 1 {
				e.do(e.Panel.Declare(w.by(demoCarl, w.held, at), id, i.id, panel.Interest{Person: demoCarl, Kind: "works_with", Words: "I see some of these pupils."}))
			}
			w.voteOn(e, id, i.id, i.outcome, at+5)
			e.do(e.Panel.Decide(w.by(chair, w.held, at+7), id, i.id, i.Verdict))
		}
		e.do(e.Panel.CloseMeeting(w.by(chair, w.held, begins+3+8*len(items)), id, "All requests were reached. The next meeting looks at what sharing a therapist has brought."))
		if e.err == nil {
			e.do(e.Panel.Confirm(w.by(council, w.held.AddDays(1), 0), e.Panel.Decisions[0].Entry, panel.Confirmation{Outcome: panel.AsRecommended}))
		}
	})
}

// voteOn lets everybody who may vote on an item do so.
func (w *demoWork) voteOn(e *entering, meeting, request string, o outcome, minutes int) {
	m, _ := e.Panel.Meeting(meeting)
	i, _ := m.Item(request)
	for _, p := range m.MayVote(i) {
		choice := o.Outcome
		if p.ID == o.against.ID {
			choice = o.instead
		}
		e.do(e.Panel.Vote(w.by(p, w.held, minutes), meeting, request, panel.Vote{Person: p, Choice: choice}))
	}
}

// object lets a school dispute its decision, and another report what cannot wait.
func (w *demoWork) object(ctx context.Context) error {
	a, err := w.hub.affairs(ctx)
	if err != nil {
		return err
	}
	entry := ""
	for _, d := range a.Panel.Decisions {
		if d.URN == w.hub.beside[castleRoad].URN {
			entry = d.Entry
		}
	}
	if _, err := w.send(ctx, castleRoad, w.held.AddDays(1), "", papers.Dispute{Decision: entry, Stage: 1, Reason: "facts", Step: papers.Raise}); err != nil {
		return err
	}
	_, err = w.send(ctx, oakhurst, w.today.AddDays(-1), "e-001", papers.Event{Event: "arrival", Urgency: "week", Amount: 1_200_00, State: papers.Standing})
	return err
}

// plan puts the next requests on the agenda of the next meeting. What a school has not
// seconded waits beside it.
func (w *demoWork) plan(ctx context.Context) error {
	next := w.today.AddDays(daysToPanel)
	var lines []panel.AgendaLine
	for _, r := range nextRequests {
		if err := w.asks(ctx, r, w.today.AddDays(-r.days), next.AddDays(14)); err != nil {
			return err
		}
		if !r.with {
			lines = append(lines, panel.AgendaLine{Request: panel.RequestID(w.hub.beside[r.from].URN, r.ref)})
		}
	}
	chair := w.panelPeople()[0]
	return w.enter(ctx, func(e *entering) {
		e.do(e.Panel.PlanMeeting(w.by(chair, w.today, -30), panel.MeetingPlan{On: next, Starts: "13:30", Place: "Brook Lane Infants, the hall", PapersBy: w.today.AddDays(8)}))
		e.do(e.Panel.SetAgenda(w.by(chair, w.today, -25), next.String(), lines))
	})
}
