package desk_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/storage/schooldb/schooltest"
)

const decisionEntry = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

// sentOne is the newest paper of a kind, with its bytes as they leave.
func sentOne(t *testing.T, d *desk.Desk, kind string) (papers.Paper, []byte) {
	t.Helper()
	sent, err := d.SentPapers(ctx, kind)
	if err != nil || len(sent) == 0 {
		t.Fatalf("nothing of the kind %s was queued: %v", kind, err)
	}
	last := sent[len(sent)-1]
	payload, err := last.Item.Envelope.Payload()
	if err != nil {
		t.Fatal(err)
	}
	return last.Paper, payload
}

func TestARequestLeavesAsCodesAndMoneyAlone(t *testing.T) {
	d, _ := schooltest.AtPanel(t)
	if err := d.SendToPanel(ctx, 1, "SENCO"); err == nil {
		t.Fatal("a draft went to the panel")
	}
	if err := d.MarkReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if err := d.SendToPanel(ctx, 1, "SENCO"); err != nil {
		t.Fatal(err)
	}
	r := request(t, d, 1)
	if r.Status() != funding.Submitted || r.Progress.SentOn != d.Today() {
		t.Errorf("the request is %s since %s", r.Status(), r.Progress.SentOn)
	}
	p, payload := sentOne(t, d, exchange.KindRequest)
	got := p.(papers.Request)
	if got.Asked != r.Progress.Asked.InPence() || got.Total != got.Own+got.Asked || got.Form != r.Kind || got.Pupils != 1 || got.Number != r.Reference() || got.Level == "" || got.Need == "" || len(got.Evidence) == 0 {
		t.Errorf("%+v", got)
	}
	e, err := d.Entry(r.Pupil)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{e.Surname, e.Forename, e.UPN, e.Born.String(), e.ID, r.ID} {
		if bytes.Contains(payload, []byte(secret)) {
			t.Errorf("%q leaves the school", secret)
		}
	}
	for part, words := range r.Words {
		if len(words) > 12 && bytes.Contains(payload, []byte(words[:12])) {
			t.Errorf("the words of %s leave the school", part)
		}
	}
	if err := d.SendToPanel(ctx, 1, "SENCO"); err == nil {
		t.Error("the same was queued twice")
	}
}

func TestAPooledRequestAddsUpToThePenny(t *testing.T) {
	d, _ := schooltest.AtPanel(t)
	r := groupInDemo(t, d)
	number := r.Number
	if s := r.Status(); s != funding.Drafting && s != funding.IsReady {
		t.Fatalf("the demo's group request is %s", s)
	}
	if r.Status() == funding.IsReady {
		if err := d.Reopen(ctx, number); err != nil {
			t.Fatal(err)
		}
		r = request(t, d, number)
	}
	pays, err := money.Parse("33.33")
	if err != nil {
		t.Fatal(err)
	}
	r.Partners = []funding.Partner{{URN: "900101", Name: "Hill Primary School", Pupils: 2, Pays: pays}, {URN: "900102", Name: "Mill Primary School", Pupils: 5, Pays: pays}, {URN: d.School().URN, Name: d.School().Name, Lead: true, Pays: pays}}
	if err := d.SaveRequest(ctx, r); err != nil {
		t.Fatal(err)
	}
	if err := d.MarkReady(ctx, number); err != nil {
		t.Fatal(err)
	}
	p, err := d.PanelPaper(ctx, number)
	if err != nil {
		t.Fatal(err)
	}
	var cost, pay, asked int64
	for _, one := range p.Partners {
		cost, pay, asked = cost+one.Cost, pay+one.Pays, asked+one.Asked
	}
	if len(p.Partners) != 3 || p.Partners[0].URN != d.School().URN || cost != p.Total || pay != p.Own || asked != p.Asked || p.Own != 3*3333 || p.Alone != p.Total {
		t.Errorf("%+v", p)
	}
	if _, err := d.PreviewPaper(ctx, p); err != nil {
		t.Error(desk.Words(err))
	}
}

func TestTheAnswerOfThePanelGoesIntoTheRequest(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	if err := d.MarkReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if err := d.SendToPanel(ctx, 1, "SENCO"); err != nil {
		t.Fatal(err)
	}
	p, _ := sentOne(t, d, exchange.KindRequest)
	asked := p.(papers.Request).Asked
	// The hub's calendar is a day behind the school's.
	answer := papers.RequestAnswer{Ref: p.About().Ref, State: "decided", On: d.Today().AddDays(-1), Outcome: "agree", Amount: asked, Entry: decisionEntry, Words: "A clear case",
		From: d.Today(), To: day.Of(2027, 8, 31), Conditions: []string{"A review in March"}, DisputeBy: d.Today().AddDays(14)}
	comes(papers.Circular{}, papers.Letter{Requests: []papers.RequestAnswer{answer}})
	if len(waiting(t, d, "panel_answer")) != 1 {
		t.Error("Today does not say that an answer came")
	}
	if err := d.TakePanelAnswer(ctx, 1); err != nil {
		t.Fatal(err)
	}
	r := request(t, d, 1)
	if r.Status() != funding.Recommended || r.Progress.Advised.Outcome != funding.AdviceFor || r.Progress.Advised.Amount.InPence() != asked || r.Progress.Decision != nil {
		t.Errorf("%+v", r.Progress)
	}
	if !strings.Contains(r.Progress.Advised.Reason, "A review in March") {
		t.Errorf("the conditions are not told: %q", r.Progress.Advised.Reason)
	}
	if err := d.TakePanelAnswer(ctx, 1); err == nil {
		t.Error("the same answer was taken twice")
	}

	answer.Confirmed, answer.ConfirmedOn, answer.ConfirmedAmount = true, d.Today(), asked-100
	comes(papers.Circular{}, papers.Letter{Requests: []papers.RequestAnswer{answer}})
	if err := d.TakePanelAnswer(ctx, 1); err != nil {
		t.Fatal(err)
	}
	r = request(t, d, 1)
	if r.Status() != funding.Decided || r.Progress.Decision.Outcome != funding.Part || r.Progress.Decision.Amount.InPence() != asked-100 || r.Progress.Decision.To != answer.To {
		t.Errorf("%+v", r.Progress.Decision)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if r = request(t, d, 1); r.Progress.Decision != nil || r.Status() != funding.Recommended {
		t.Errorf("after undo: %s", r.Status())
	}
}

func TestACorrectedAnswerTakesThePlaceOfTheOneBefore(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	if err := d.MarkReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if err := d.SendToPanel(ctx, 1, "SENCO"); err != nil {
		t.Fatal(err)
	}
	first := papers.RequestAnswer{Ref: "r-001", On: d.Today(), Outcome: "decline", Reasons: []string{"level"}, Entry: decisionEntry}
	comes(papers.Circular{}, papers.Letter{Requests: []papers.RequestAnswer{first}})
	if err := d.TakePanelAnswer(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if got := request(t, d, 1).Progress.Advised; got.Outcome != funding.AdviceAgainst || !slices.Equal(got.Codes, []string{"level"}) {
		t.Errorf("%+v", got)
	}
	first.Outcome, first.Amount, first.Entry = "agree", 100_00, strings.Repeat("ab", 32)
	comes(papers.Circular{}, papers.Letter{Requests: []papers.RequestAnswer{first}})
	if err := d.TakePanelAnswer(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if got := request(t, d, 1).Progress.Advised; got.Outcome != funding.AdviceFor || got.Amount.InPence() != 100_00 {
		t.Errorf("%+v", got)
	}
}

func TestSecondingIsOfOneVersionAndOfOnesOwnPart(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	pooled := papers.Request{Form: papers.FormGroup, State: papers.Standing, Number: "R-9", Total: 1001, Own: 301, Asked: 700, Alone: 1001, Pupils: 3, ShareKey: papers.ByPupils,
		Partners: []papers.Partner{{URN: "900101", Pupils: 2, Cost: 667, Pays: 201, Asked: 466}, {URN: d.School().URN, Pupils: 1, Cost: 334, Pays: 100, Asked: 234}}}
	signed := papers.With(pooled, exchange.Meta{URN: "900101", Cluster: "KENT-07", Series: "2026-27/autumn", Epoch: "b3f1c2", Rev: 1, Ref: "r-9", AsOf: d.Today()})
	payload, err := papers.Encode(signed)
	if err != nil {
		t.Fatal(err)
	}
	ask := papers.SecondAsk{Document: exchange.DocumentID(payload), Payload: payload, Lead: "Hill Primary School"}
	forged := ask
	forged.Payload = bytes.Replace(payload, []byte(`"total":1001`), []byte(`"total":1002`), 1)
	comes(papers.Circular{}, papers.Letter{ToSecond: []papers.SecondAsk{forged}})
	if list, err := d.ToSecond(ctx); err != nil || len(list) != 0 {
		t.Errorf("a request that is not what it is named for is shown: %v, %v", list, err)
	}
	comes(papers.Circular{}, papers.Letter{ToSecond: []papers.SecondAsk{ask}})
	list, err := d.ToSecond(ctx)
	if err != nil || len(list) != 1 || list[0].Part.Cost != 334 || list[0].Said != "" {
		t.Fatalf("%+v, %v", list, err)
	}
	if len(waiting(t, d, "panel_second")) != 1 {
		t.Error("Today does not ask for the answer")
	}
	refused(t, d.SecondRequest(ctx, exchange.DocumentID([]byte("another revision")), true, "SENCO"), "another revision")
	if err := d.SecondRequest(ctx, ask.Document, true, "SENCO"); err != nil {
		t.Fatal(err)
	}
	p, _ := sentOne(t, d, exchange.KindSecond)
	if s := p.(papers.Second); !s.Agrees || s.Request != ask.Document || s.Cost != 334 || s.Pays != 100 || s.Pupils != 1 {
		t.Errorf("%+v", s)
	}
	if list, err := d.ToSecond(ctx); err != nil || list[0].Said != desk.SaidYes || !list[0].OnItsWay {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestAgreementsAreAcceptedByNameAndDay(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	words := "We share counts and never a child."
	offer := papers.AgreementOffer{ID: strings.Repeat("7c", 32), Kind: "sharing", Title: "Sharing agreement", Version: "2027-1", Words: words, On: d.Today(), Needed: true}
	comes(papers.Circular{Agreements: []papers.AgreementOffer{offer}}, papers.Letter{})
	if len(waiting(t, d, "panel_agreement")) != 1 {
		t.Error("Today does not ask")
	}
	refused(t, d.AcceptAgreement(ctx, offer.ID, " ", "Headteacher", "SENCO"), "nobody's name")
	refused(t, d.AcceptAgreement(ctx, strings.Repeat("0", 64), "A. Head", "Headteacher", "SENCO"), "a text that is not offered")
	if err := d.AcceptAgreement(ctx, offer.ID, "A.  Head", "Headteacher", "SENCO"); err != nil {
		t.Fatal(err)
	}
	list, err := d.ClusterAgreements(ctx)
	if err != nil || len(list) != 1 || !list[0].Stands() || list[0].Accepted.Name != "A. Head" || list[0].Accepted.On != d.Today() {
		t.Errorf("%+v, %v", list, err)
	}
	if a, inForce, err := d.Agreement(ctx); err != nil || !inForce || a.Version != "2027-1" || a.SignedBy != "A. Head" {
		t.Errorf("%+v, %v, %v", a, inForce, err)
	}
	if err := d.EndAcceptance(ctx, offer.ID, "SENCO"); err != nil {
		t.Fatal(err)
	}
	if list, err := d.ClusterAgreements(ctx); err != nil || list[0].Stands() {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestADisputeHasItsDaysAndItsSteps(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	if err := d.MarkReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if err := d.SendToPanel(ctx, 1, "SENCO"); err != nil {
		t.Fatal(err)
	}
	rules := papers.PanelRules{DisputeReasons: []papers.Coded{{Code: "evidence", Words: "Evidence was overlooked"}}}
	answer := papers.RequestAnswer{Ref: "r-001", On: d.Today().AddDays(-20), Outcome: "decline", Entry: decisionEntry, DisputeBy: d.Today().AddDays(-1)}
	comes(papers.Circular{Panel: rules}, papers.Letter{})
	refused(t, d.DisputeWithPanel(ctx, 1, papers.Raise, "evidence", "SENCO"), "nothing was decided")
	comes(papers.Circular{Panel: rules}, papers.Letter{Requests: []papers.RequestAnswer{answer}})
	refused(t, d.DisputeWithPanel(ctx, 1, papers.Raise, "evidence", "SENCO"), "its time is over")
	answer.DisputeBy = d.Today()
	comes(papers.Circular{Panel: rules}, papers.Letter{Requests: []papers.RequestAnswer{answer}})
	refused(t, d.DisputeWithPanel(ctx, 1, papers.Raise, "", "SENCO"), "no reason")
	refused(t, d.DisputeWithPanel(ctx, 1, papers.Accept, "", "SENCO"), "there is none to accept")
	if err := d.DisputeWithPanel(ctx, 1, papers.Raise, "evidence", "SENCO"); err != nil {
		t.Fatal(err)
	}
	refused(t, d.DisputeWithPanel(ctx, 1, papers.Raise, "evidence", "SENCO"), "it is raised already")
	state := papers.DisputeState{Decision: decisionEntry, Request: "r-001", Stage: 1, Reason: "evidence", RaisedOn: d.Today(), Words: "We looked again.", AnswerBy: d.Today().AddDays(5)}
	comes(papers.Circular{Panel: rules}, papers.Letter{Requests: []papers.RequestAnswer{answer}, Disputes: []papers.DisputeState{state}})
	if err := d.DisputeWithPanel(ctx, 1, papers.Escalate, "", "SENCO"); err != nil {
		t.Fatal(err)
	}
	p, _ := sentOne(t, d, exchange.KindDispute)
	if got := p.(papers.Dispute); got.Step != papers.Escalate || got.Stage != 2 || got.Reason != "evidence" {
		t.Errorf("%+v", got)
	}
}

func TestAnEventIsToldInCodes(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	refused(t, d.ReportEvent(ctx, desk.PanelEvent{Kind: "arrival", Urgency: "now"}, "SENCO"), "no rules came")
	rules := papers.PanelRules{Events: []papers.Coded{{Code: "arrival", Words: "A pupil arrived"}}, Urgencies: []papers.Coded{{Code: "now", Words: "At once"}}}
	comes(papers.Circular{Panel: rules}, papers.Letter{})
	refused(t, d.ReportEvent(ctx, desk.PanelEvent{Kind: "storm", Urgency: "now"}, "SENCO"), "a kind that the rules do not have")
	if err := d.ReportEvent(ctx, desk.PanelEvent{Kind: "arrival", Urgency: "now", Amount: money.Pence(120050)}, "SENCO"); err != nil {
		t.Fatal(err)
	}
	events, err := d.PanelEvents(ctx)
	if err != nil || len(events) != 1 || events[0].Event.Amount != 120050 {
		t.Fatalf("%+v, %v", events, err)
	}
	// A school that ends its agreement can still take back what it said, and say nothing new.
	if err := d.EndAgreement(ctx); err != nil {
		t.Fatal(err)
	}
	refused(t, d.ReportEvent(ctx, desk.PanelEvent{Kind: "arrival", Urgency: "now"}, "SENCO"), "no agreement is in force")
	if err := d.WithdrawEvent(ctx, events[0].Event.Ref, "SENCO"); err != nil {
		t.Fatal(err)
	}
	if events, err := d.PanelEvents(ctx); err != nil || len(events) != 1 || events[0].Event.State != papers.Withdrawn {
		t.Errorf("%+v, %v", events, err)
	}
}
