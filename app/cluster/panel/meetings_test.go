package panel

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

func TestMeetingDecidesAndTheSchoolIsTold(t *testing.T) {
	h, d := decided(t)
	if d.Verdict.Amount != 1_000_00 || d.Money.Before != 40_000_00 || d.Money.After != 39_000_00 || d.Carried != ByVote || d.Single || len(d.Deciders) != 3 {
		t.Fatalf("the decision is %+v", d)
	}
	if want := day.Of(2026, 12, 17); d.DisputeBy != want {
		t.Errorf("it can be disputed until %v, want ten school days on, %v", d.DisputeBy, want)
	}
	request := RequestID(oak, "r1")
	r, _ := h.state().Request(request)
	if !slices.Contains(d.Frozen, r.Document) || len(d.Frozen) != 2 {
		t.Errorf("on screen were %v", d.Frozen)
	}
	l := Letter(h.state(), oak, h.today())
	a := l.Requests[0]
	if a.Outcome != "agree" || a.Amount != 1_000_00 || a.Confirmed || a.Entry != d.Entry || a.State != string(Decided) || a.From != day.Of(2027, 1, 4) {
		t.Errorf("Oak is told %+v", a)
	}
	if len(l.Awards) != 1 || l.Awards[0].Amount != 1_000_00 || l.Awards[0].Confirmed {
		t.Errorf("Oak's awards are %+v", l.Awards)
	}
	if l := Letter(h.state(), ash, h.today()); len(l.Requests)+len(l.Awards)+len(l.ToSecond) != 0 {
		t.Errorf("Ash is told about Oak: %+v", l)
	}
	h.did(h.state().Confirm(h.by(lee), d.Entry, Confirmation{Outcome: AsRecommended}))
	if a := Letter(h.state(), oak, h.today()).Requests[0]; !a.Confirmed || a.ConfirmedAmount != 1_000_00 || a.ConfirmedOn != h.today() {
		t.Errorf("after the council's word Oak is told %+v", a)
	}
	if p, _ := h.state().Pot("2026-27"); p.Recommended != 0 || p.Given != 1_000_00 {
		t.Errorf("the pot is %+v", p)
	}
}

func TestPeopleOfASchoolThatAsksOrSharesNeverVote(t *testing.T) {
	h := newHub(t)
	h.pot()
	k := h.sends(oak, "g1", pooled("2026-002"))
	h.seconds(ash, k)
	h.seconds(beech, k)
	request := RequestID(oak, "g1")
	m := h.meeting(request)
	h.begin(m, request)
	for _, p := range []Person{ada, ben, dina} {
		d, err := h.state().Vote(h.by(p), m, request, Vote{Person: p, Choice: "agree"})
		refused(t, d, err, "belongs to a school that asks or shares")
	}
	// A claim of another school does not help: what counts is who was noted as present.
	sly := ada
	sly.School = ""
	d, err := h.state().Vote(h.by(sly), m, request, Vote{Person: sly, Choice: "agree"})
	refused(t, d, err, "belongs to a school")
	d, err = h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "agree"})
	refused(t, d, err, "needs 3 people free of interest, and 2 are here")
}

func TestInterestedMemberCannotVoteAndAnEarlierVoteDoesNotCount(t *testing.T) {
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	h.begin(m, request)
	h.votes(m, request, []Person{chair, ben, dina, enid}, "agree")
	h.did(h.state().Declare(h.by(ben), m, request, Interest{Person: ben, Kind: "family"}))
	if tally := h.state().Tally(m, request); len(tally.Counted) != 3 || tally.May != 3 {
		t.Errorf("the votes stand at %+v", tally)
	}
	d, err := h.state().Vote(h.by(ben), m, request, Vote{Person: ben, Choice: "agree"})
	refused(t, d, err, "declared an interest")
	h.did(h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "agree"}))
	made := h.state().Decisions[0]
	if len(made.Counted) != 3 || slices.ContainsFunc(made.Counted, func(v Vote) bool { return v.Person.ID == ben.ID || v.Person.ID == ada.ID }) {
		t.Errorf("counted were %+v", made.Counted)
	}
	if len(made.Interests) != 2 {
		t.Errorf("interests on record are %+v, want Ben's and Ada's", made.Interests)
	}
	d, err = h.state().Declare(h.by(dina), m, request, Interest{Person: dina, Kind: "other"})
	refused(t, d, err, "Set the decision aside first")
}

func TestVotesAreCastByThoseWhoAreThereAlone(t *testing.T) {
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	d, err := h.state().Vote(h.by(ben), m, request, Vote{Person: ben, Choice: "agree"})
	refused(t, d, err, "has not begun")
	h.begin(m, "")
	d, err = h.state().Vote(h.by(ben), m, request, Vote{Person: ben, Choice: "agree"})
	refused(t, d, err, "not before the panel now")
	h.open(m, request)
	d, err = h.state().Vote(h.by(ben), m, request, Vote{Person: dina, Choice: "agree"})
	refused(t, d, err, "Only the chair")
	d, err = h.state().Vote(h.by(ben), m, request, Vote{Person: ben, Choice: "yes"})
	refused(t, d, err, "Choose one of the outcomes")
	h.did(h.state().Attend(h.by(ben), m, ben, false))
	d, err = h.state().Vote(h.by(ben), m, request, Vote{Person: ben, Choice: "agree"})
	refused(t, d, err, "Only those who are at the meeting")
	h.did(h.state().Attend(h.by(chair), m, lee, true))
	d, err = h.state().Vote(h.by(lee), m, request, Vote{Person: lee, Choice: "agree"})
	refused(t, d, err, "council does not vote")
	h.did(h.state().Vote(h.by(chair), m, request, Vote{Person: dina, Choice: "decline"})) // a show of hands
	h.did(h.state().Vote(h.by(dina), m, request, Vote{Person: dina, Choice: "agree"}))
	if got := h.state().Tally(m, request); got.Carried != "agree" || len(got.Counted) != 1 {
		t.Errorf("a later vote takes the place of the earlier one: %+v", got)
	}
}

func TestOutcomeMustBeTheOneThatIsCarried(t *testing.T) {
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	h.begin(m, request)
	h.votes(m, request, []Person{chair, ben}, "agree")
	h.votes(m, request, []Person{dina, enid}, "decline")
	d, err := h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "decline", Reasons: []string{"money"}})
	refused(t, d, err, "voted for agreed")
	h.did(h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "agree"}))
	if got := h.state().Decisions[0].Carried; got != ByCasting {
		t.Errorf("carried by %q", got)
	}
}

func TestWithdrawnOrChangedRequestLeavesTheAgenda(t *testing.T) {
	for name, change := range map[string]func(*hub){
		"withdrew it": func(h *hub) {
			r := individual("2026-001", 1_000_00)
			r.State = papers.Withdrawn
			h.sends(oak, "r1", r)
		},
		"another revision":          func(h *hub) { h.sends(oak, "r1", individual("2026-001", 900_00)) },
		"not a member of the clust": func(h *hub) { h.leaves(oak) },
	} {
		h := newHub(t)
		h.pot()
		h.sends(oak, "r1", individual("2026-001", 1_000_00))
		request := RequestID(oak, "r1")
		m := h.meeting(request)
		h.begin(m, request)
		before := h.state()
		change(h)
		meeting, _ := h.state().Meeting(m)
		if i := meeting.Items[0]; i.State != Off || !strings.Contains(i.Why, name) || meeting.Open != "" {
			t.Errorf("%s: the item is %s, %q", name, i.State, i.Why)
		}
		d, err := h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "agree"})
		refused(t, d, err, name)
		d, err = h.state().Vote(h.by(ben), m, request, Vote{Person: ben, Choice: "agree"})
		refused(t, d, err, name)
		// What was written on the old State cannot get in either: the fold stays whole.
		if drafts, err := before.Decide(h.by(chair), m, request, Verdict{Outcome: "agree"}); err != nil || len(drafts) != 1 {
			t.Fatal(err)
		}
	}
}

func TestPooledRequestNeedsEveryPartnersWordOnThatRevision(t *testing.T) {
	h := newHub(t)
	h.pot()
	request := RequestID(oak, "g1")
	standing := func() Request { r, _ := h.state().Request(request); return r }
	k := h.sends(oak, "g1", pooled("2026-002"))
	if r := standing(); r.Standing != WaitsForPartners || !strings.Contains(r.Why, "Ash Primary and Beech School") {
		t.Errorf("%s %q", r.Standing, r.Why)
	}
	d, err := h.state().PlanMeeting(h.by(chair), MeetingPlan{On: day.Of(2026, 12, 3)})
	h.did(d, err)
	d, err = h.state().SetAgenda(h.by(chair), "2026-12-03", []AgendaLine{{Request: request}})
	refused(t, d, err, "Not seconded yet")

	h.seconds(ash, k)
	// A word on other sums, of a school that does not share, and a replay on the next
	// revision all count for nothing.
	h.sends(beech, "", papers.Second{Request: k.ID, Agrees: true, Pupils: 2, Cost: 1_999_99, Pays: 1_000_00})
	h.sends(elm, "", papers.Second{Request: k.ID, Agrees: true, Pupils: 2, Cost: 2_000_00, Pays: 1_000_00})
	if r := standing(); r.Standing != WaitsForPartners {
		t.Errorf("forged seconding counted: %+v", r)
	}
	h.seconds(beech, k)
	if r := standing(); r.Standing != Ready {
		t.Errorf("%s %q", r.Standing, r.Why)
	}
	next := pooled("2026-002")
	next.Sessions = 10
	k2 := h.sends(oak, "g1", next)
	if r := standing(); r.Standing != WaitsForPartners || r.Document != k2.ID {
		t.Errorf("the seconding of another revision counted: %+v", r)
	}
	h.seconds(ash, k2)
	h.sends(beech, "", papers.Second{Request: k2.ID, Agrees: false, Pupils: 2, Cost: 2_000_00, Pays: 1_000_00})
	if r := standing(); r.Standing != Refused || !strings.Contains(r.Why, "Beech") {
		t.Errorf("%s %q", r.Standing, r.Why)
	}
	if a := Letter(h.state(), oak, h.today()).Requests[0]; len(a.Refused) != 1 || len(a.Seconded) != 1 || !strings.Contains(a.Words, "Beech") {
		t.Errorf("Oak is told %+v", a)
	}
	ask := Letter(h.state(), ash, h.today()).ToSecond[0]
	if r, err := ask.Request(); err != nil || r.Number != "2026-002" || ask.Answer != SecondAgreed || ask.Lead != "Oak Primary" {
		t.Errorf("Ash is asked %+v, %v", ask, err)
	}
}

func TestPartnerThatLeavesTakesTheRequestOffTheAgenda(t *testing.T) {
	h := newHub(t)
	h.pot()
	k := h.sends(oak, "g1", pooled("2026-002"))
	h.seconds(ash, k)
	h.seconds(beech, k)
	request := RequestID(oak, "g1")
	m := h.meeting(request)
	h.leaves(beech)
	meeting, _ := h.state().Meeting(m)
	if i := meeting.Items[0]; i.State != Off || !strings.Contains(i.Why, "not a member of the cluster any more") {
		t.Errorf("%+v", i)
	}
	if a := Letter(h.state(), oak, h.today()).Requests[0]; a.State != string(PartnerLeft) || !strings.Contains(a.Words, "without that school") {
		t.Errorf("the lead is told %+v", a)
	}
	waits := Due(h.state(), h.today())
	if !slices.ContainsFunc(waits, func(w Waiting) bool { return w.Kind == WaitingRequest && w.Who == oak }) {
		t.Errorf("nothing waits for the lead: %+v", waits)
	}
}

func TestDecisionOfASchoolThatMovedAwayStays(t *testing.T) {
	h, d := decided(t)
	h.leaves(oak)
	s := h.state()
	if len(s.Decisions) != 1 || s.Decisions[0].Verdict.Amount != 1_000_00 || s.Decisions[0].School != "Oak Primary" {
		t.Errorf("%+v", s.Decisions)
	}
	if r, there := s.Request(d.Request); !there || r.Standing != Decided {
		t.Errorf("%+v", r)
	}
	if p, _ := s.Pot("2026-27"); p.Given != 1_000_00 {
		t.Errorf("%+v", p)
	}
	h.did(s.Correct(h.by(chair), d.Entry, Correction{Why: "The school moved to another cluster.", Aside: true}))
	if p, _ := h.state().Pot("2026-27"); p.Given != 0 || p.Recommended != 0 {
		t.Errorf("the money did not come back: %+v", p)
	}
}

func TestSecondChairAtOnceIsRefused(t *testing.T) {
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	h.begin(m, request)
	first, second := h.state(), h.state()
	one, err := first.Decide(h.by(chair), m, request, Verdict{Outcome: "agree"})
	if err != nil {
		t.Fatal(err)
	}
	two, err := second.Decide(h.by(chair), m, request, Verdict{Outcome: "decline", Reasons: []string{"money"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.enter(first.Head, one); err != nil {
		t.Fatal(err)
	}
	if err := h.enter(second.Head, two); err == nil {
		t.Fatal("a decision on an old state got in")
	}
	d, err := h.state().Decide(h.by(chair), m, request, Verdict{Outcome: "decline", Reasons: []string{"money"}})
	refused(t, d, err, "decided already")
	if s := h.state(); len(s.Decisions) != 1 || s.Decisions[0].Verdict.Outcome != "agree" {
		t.Errorf("%+v", s.Decisions)
	}
}

func TestOneItemIsBeforeThePanelAtATimeAndTheRestIsPutOff(t *testing.T) {
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	h.sends(ash, "r1", individual("2026-001", 2_000_00))
	h.sends(beech, "r1", individual("2026-009", 500_00))
	a, b, c := RequestID(oak, "r1"), RequestID(ash, "r1"), RequestID(beech, "r1")
	m := h.meeting(a, b, c)
	d, err := h.state().SetAgenda(h.by(chair), m, []AgendaLine{{Request: a}, {Request: a}})
	refused(t, d, err, "twice")
	h.begin(m, a)
	h.open(m, b)
	meeting, _ := h.state().Meeting(m)
	if meeting.Open != b || meeting.Items[0].State != Waits || meeting.Items[1].State != Opened {
		t.Errorf("%+v", meeting.Items)
	}
	h.did(h.state().Defer(h.by(chair), m, c, "time", "It is late."))
	d, err = h.state().SetAgenda(h.by(chair), m, []AgendaLine{{Request: a}, {Request: c}})
	refused(t, d, err, "stays on the agenda")
	h.did(h.state().Decide(h.by(chair), m, b, Verdict{Outcome: "decline", Reasons: []string{"money"}}))
	h.did(h.state().CloseMeeting(h.by(chair), m, "We began late."))
	s := h.state()
	meeting, _ = s.Meeting(m)
	if meeting.State != Closed || meeting.Items[0].State != PutOff || meeting.Items[2].Why != "There was no time for it. It is late." {
		t.Errorf("%+v", meeting.Items)
	}
	if ready := s.Ready(); len(ready) != 2 {
		t.Errorf("%d requests can go on the next agenda, want 2", len(ready))
	}
	d, err = s.OpenItem(h.by(chair), m, a)
	refused(t, d, err, "closed")
}

func TestCommandsAreForThoseWhoseTheyAre(t *testing.T) {
	h, d := decided(t)
	s := h.state()
	for name, did := range map[string]func(By) ([]book.Draft, error){
		"pot":     func(b By) ([]book.Draft, error) { return s.SetPot(b, PotSetting{ID: "x"}) },
		"plan":    func(b By) ([]book.Draft, error) { return s.PlanMeeting(b, MeetingPlan{}) },
		"agenda":  func(b By) ([]book.Draft, error) { return s.SetAgenda(b, "2026-12-03", nil) },
		"start":   func(b By) ([]book.Draft, error) { return s.StartMeeting(b, "2026-12-03", Opening{}) },
		"open":    func(b By) ([]book.Draft, error) { return s.OpenItem(b, "2026-12-03", d.Request) },
		"decide":  func(b By) ([]book.Draft, error) { return s.Decide(b, "2026-12-03", d.Request, Verdict{}) },
		"correct": func(b By) ([]book.Draft, error) { return s.Correct(b, d.Entry, Correction{Why: "x", Aside: true}) },
		"close":   func(b By) ([]book.Draft, error) { return s.CloseMeeting(b, "2026-12-03", "") },
		"service": func(b By) ([]book.Draft, error) { return s.PutService(b, ServiceEntry{}) },
		"publish": func(b By) ([]book.Draft, error) { return s.PublishAgreement(b, AgreementText{}) },
		"lock":    func(b By) ([]book.Draft, error) { return s.LockTerm(b, "2026-27/autumn", "The panel has met.") },
	} {
		for _, p := range []Person{ada, lee, other} {
			drafts, err := did(h.by(p))
			if err == nil || !strings.Contains(err.Error(), "Only the chair") {
				t.Errorf("%s by %s: %d entries, %v", name, p.Office, len(drafts), err)
			}
		}
	}
	drafts, err := s.Confirm(h.by(chair), d.Entry, Confirmation{Outcome: AsRecommended})
	refused(t, drafts, err, "Only the council")
}
