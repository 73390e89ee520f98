package meeting_test

import (
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
)

// story is a cluster with four requests, one of each kind, and its people.
type story struct {
	*panelHub
	chair, anna, ben, carl, council, auditor *visitor
	advice, individual, group, project       string // ids of the requests
	groupDoc, projectDoc                     string
}

func newStory(t testing.TB) *story {
	t.Helper()
	return storyOn(t, newPanelHub(t))
}

func storyOn(t testing.TB, h *panelHub) *story {
	t.Helper()
	s := &story{panelHub: h}
	urn := func(i int) string { return h.schools[i].URN }
	s.chair = h.visitor(t, "chair", "Dr Ruth Okafor", urn(4), at(people.Chair))
	s.anna = h.visitor(t, "anna", "Anna Bell", urn(0), at(people.Member)) // her school shares the group request
	s.ben = h.visitor(t, "ben", "Ben Carter", urn(3), at(people.Member))
	s.carl = h.visitor(t, "carl", "Carl Dunn", "", at(people.Member))
	s.council = h.visitor(t, "council", "Nadia Shah", "", people.Grant{Role: people.CouncilReader, Level: people.DistrictLevel, Ref: "Weald"})
	s.auditor = h.visitor(t, "auditor", "Olu Ade", "", at(people.Auditor))

	from, to, review := day.Of(2027, 1, 4), day.Of(2027, 7, 20), day.Of(2027, 6, 1)
	h.send(t, 1, "advice-1", papers.Request{Form: papers.FormAdvice, State: papers.Standing, Number: "2026-01", Areas: []string{"SEMH"}, Need: "SEMH", Pupils: 3, Phases: []string{"KS2"}, Evidence: []string{"consent", "outcomes"}})
	s.advice = urn(1) + "-advice-1"
	h.send(t, 1, "one-1", papers.Request{Form: papers.FormIndividual, State: papers.Standing, Number: "2026-02", Total: 900000, Own: 600000, Asked: 300000, Areas: []string{"CI"}, Need: "ASD",
		Phases: []string{"KS2"}, Pupils: 1, From: from, To: to, ReviewOn: review, Evidence: []string{"consent", "costs", "needs"}, Route: "predictable", Urgent: true})
	s.individual = urn(1) + "-one-1"
	s.groupDoc = h.send(t, 0, "group-1", papers.Request{Form: papers.FormGroup, State: papers.Standing, Number: "G-7", Total: 600000, Own: 240000, Asked: 360000, Alone: 500000, Service: "speech_language", Sessions: 12,
		Areas: []string{"CI"}, Need: "SLCN", Phases: []string{"EY", "KS1"}, Pupils: 12, ShareKey: papers.ByPupils, From: from, To: to, ReviewOn: review, Evidence: []string{"consent"}, Route: "predictable",
		Partners: []papers.Partner{{URN: urn(0), Pupils: 6, Cost: 300000, Pays: 120000, Asked: 180000}, {URN: urn(1), Pupils: 3, Cost: 150000, Pays: 60000, Asked: 90000}, {URN: urn(2), Pupils: 3, Cost: 150000, Pays: 60000, Asked: 90000}}})
	s.group = urn(0) + "-group-1"
	h.send(t, 1, "", papers.Second{Request: s.groupDoc, Agrees: true, Pupils: 3, Cost: 150000, Pays: 60000})
	h.send(t, 2, "", papers.Second{Request: s.groupDoc, Agrees: true, Pupils: 3, Cost: 150000, Pays: 60000})
	s.projectDoc = h.send(t, 2, "project-1", projectRequest(papers.Standing))
	s.project = urn(2) + "-project-1"
	return s
}

func projectRequest(state string) papers.Request {
	return papers.Request{Form: papers.FormProject, State: state, Number: "P-1", Total: 120000, Own: 20000, Asked: 100000, Areas: []string{"CL"}, Phases: []string{"KS1", "KS2"}, Pupils: 40,
		From: day.Of(2027, 1, 4), To: day.Of(2027, 7, 20), Route: "predictable"}
}

func (s *story) withdrawProject(t testing.TB) {
	s.sendRevision(t, 2, "project-1", 2, s.projectDoc, projectRequest(papers.Withdrawn))
}

const meetingDay = "2026-11-23"

// begin sets the pot, plans the meeting of today with all four requests, and begins it.
func (s *story) begin(t testing.TB) {
	t.Helper()
	s.chair.do("pot", "pot", "name", "Shared money 2026-27", "from", "2026-09-01", "to", "2027-08-31", "amount", "40,000", "contingency", "4000")
	s.chair.do("meetings", "meetings", "on", meetingDay, "starts", "09:30", "place", "Town hall", "papers_by", "2026-11-20")
	s.chair.do("meetings/"+meetingDay, "meetings/"+meetingDay+"/agenda", "requests", s.advice, "requests", s.individual, "requests", s.group, "requests", s.project)
	s.chair.do("meetings/"+meetingDay, "meetings/"+meetingDay+"/start", "present", "chair", "present", "anna", "present", "ben", "present", "carl")
}

func item(request string) string { return "meetings/" + meetingDay + "/items/" + request }

func TestChairLeadsAMeetingFromAgendaToMinutes(t *testing.T) {
	s := newStory(t)
	s.chair.see("").must(t, "No meeting is planned", "Requests")
	s.chair.see("requests").must(t, "Speech and language therapy", "3 schools", "urgent")
	s.begin(t)
	s.chair.see("meetings/"+meetingDay).must(t, "4 requests", "Town hall", "Dr Ruth Okafor (chair)", "Frozen figures")

	s.chair.do(item(s.group), item(s.group)+"/open")
	on := s.chair.see(item(s.group))
	on.must(t, "Speech, language and communication", "Speech and language therapy", "12 sessions a term", "Early years, Key stage 1", "£6,000", "Asked for a year £3,600", "yes, to this revision",
		"£2,000 less", "left now £40,000", "Left after £36,400", "minutes, until")
	for _, key := range []string{`accesskey="n"`, `accesskey="a"`, `accesskey="p"`} {
		if !contains(on.body, key) {
			t.Errorf("no way by the keyboard: %s", key)
		}
	}
	s.ben.do(item(s.group), item(s.group)+"/vote", "choice", "agree")
	s.carl.do(item(s.group), item(s.group)+"/vote", "choice", "agree")
	s.chair.do(item(s.group), item(s.group)+"/vote", "choice", "agree")
	s.chair.see(item(s.group)).must(t, "Carried: agreed")
	s.chair.do(item(s.group), item(s.group)+"/decide", "outcome", "agree", "amount", "3,600", "from", "2027-01-04", "to", "2027-07-20", "sessions", "12", "review_on", "2027-06-01",
		"words", "One therapist for three schools.", "conditions", "Share the notes\nReport in June").must(t, "Agreed, £3,600")
	s.chair.do(item(s.project), item(s.project)+"/open")
	s.chair.do(item(s.project), item(s.project)+"/defer", "reason", "papers")
	s.chair.do("meetings/"+meetingDay, "meetings/"+meetingDay+"/close", "words", "A good meeting.")

	log := s.chair.see("decisions").must(t, "Agreed", "£3,600", "recommended")
	d := firstMatch(t, log.body, `/decisions/([0-9a-f]{64})`)
	s.chair.see("decisions/"+d).must(t, "Before", "£40,000", "£36,400", "Share the notes", "Ben Carter agreed", "Anna Bell", "A school may object until")
	s.chair.see("pot").must(t, "£36,400 of £40,000 is left", "not confirmed yet £3,600")
	s.council.do("decisions/"+d, "decisions/"+d+"/confirm", "outcome", "as_recommended").must(t, "Confirmed as recommended")
	s.auditor.see("book").must(t, "The book holds together", "Dr Ruth Okafor")
}

func TestFrozenFiguresStayAsTheyWere(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	on := s.chair.see("meetings/" + meetingDay)
	links := allMatches(on.body, `href="/panel/KENT-07/(frozen/[^"]+)"`)
	if len(links) < 5 {
		t.Fatalf("%d frozen things for the figures and four requests", len(links))
	}
	boards, requests := 0, 0
	for _, l := range links {
		text := words(s.anna.see(unescape(l)).body)
		if contains(text, "had sent") && contains(text, "What support can we not get?") {
			boards++
		}
		if contains(text, "The request of") {
			requests++
		}
	}
	if boards != 1 || requests != 4 {
		t.Errorf("%d boards and %d requests", boards, requests)
	}
	if p := s.chair.ask("GET", panelRoot+"frozen/sha256:"+zeros, nil); p.status != 404 {
		t.Errorf("what no entry cites is shown: %d", p.status)
	}
}
