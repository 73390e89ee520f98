package meeting_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/ui/hub/meeting"
)

// filled puts real things into a pattern's places.
func filled(s *story, pattern string) string {
	return strings.NewReplacer("{cluster}", cluster, "{$}", "", "{meeting}", meetingDay, "{request}", s.group, "{decision}", zeros, "{id}", zeros, "{dispute}", "x", "{event}", "x",
		"{agreement}", "x", "{service}", "x", "{round}", "round-1").Replace(strings.Fields(pattern)[1])
}

// TestEveryPageForEveryRole asks for each address as each role. What a role may not do is
// refused and changes nothing; what it may do is never refused as not allowed.
func TestEveryPageForEveryRole(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	everybody := map[people.Role]*visitor{
		people.Chair: s.chair, people.Member: s.ben, people.CouncilReader: s.council, people.Auditor: s.auditor,
		people.HubAdmin:     s.visitor(t, "admin", "Ada Min", "", people.Grant{Role: people.HubAdmin, Level: people.HubLevel}),
		people.SchoolReader: s.visitor(t, "reader", "Rea Der", s.schools[0].URN, people.Grant{Role: people.SchoolReader, Level: people.SchoolLevel, Ref: s.schools[0].URN}),
	}
	place := people.Place{Cluster: cluster, District: "Weald", County: "Kent"}
	before := s.head(t)
	for pattern, action := range meeting.Actions() {
		method, path := strings.Fields(pattern)[0], filled(s, pattern)
		for _, role := range people.Roles {
			v := everybody[role]
			var form url.Values
			if method == http.MethodPost {
				form = url.Values{"head": {"0-"}}
			}
			allowed := people.May(v.person, action, place, day.On(s.Now())) || v.mayToday(action, place)
			if p := v.ask(method, path, form); (p.status != http.StatusForbidden) != allowed {
				t.Errorf("%s %s as %s: status %d, allowed %t", method, path, role, p.status, allowed)
			}
		}
		stranger := *s.chair
		stranger.client = s.Server.Client()
		stranger.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		if p := stranger.ask(http.MethodGet, path, nil); method == http.MethodGet && (p.status != http.StatusSeeOther || !strings.HasPrefix(p.location, "/sign-in")) {
			t.Errorf("%s for nobody: status %d", path, p.status)
		}
	}
	if after := s.head(t); after != before {
		t.Errorf("the book went from %s to %s", before, after)
	}
}

// mayToday judges the person as the hub keeps them: active.
func (v *visitor) mayToday(a people.Action, at people.Place) bool {
	p := v.person
	p.State = people.Active
	return people.May(p, a, at, day.On(v.h.Now()))
}

func (s *story) head(t testing.TB) string { return s.chair.see("pot").head(t) }

func TestChairOfAnotherClusterSeesNothingHere(t *testing.T) {
	s := newStory(t)
	other := s.visitor(t, "other", "Otto Her", "", people.Grant{Role: people.Chair, Level: people.ClusterLevel, Ref: "KENT-08"})
	for pattern := range meeting.Actions() {
		method, path := strings.Fields(pattern)[0], filled(s, pattern)
		if p := other.ask(method, path, nil); p.status != http.StatusForbidden {
			t.Errorf("%s %s: status %d", method, path, p.status)
		}
	}
}

func TestSchoolsAreToldOfAPlannedMeeting(t *testing.T) {
	s := newStory(t)
	s.chair.do("meetings", "meetings", "on", "2026-12-03", "starts", "13:30", "place", "Weald Hall", "papers_by", "2026-11-27")
	if told := s.told(t); len(told) != 1 || told[0].On != day.Of(2026, 12, 3) || told[0].Place != "Weald Hall" || told[0].PapersBy != day.Of(2026, 11, 27) {
		t.Fatalf("told %+v", told)
	}
	s.chair.do("meetings/2026-12-03", "meetings/2026-12-03/change", "on", "2026-12-04", "starts", "13:30", "place", "Weald Hall")
	if told := s.told(t); len(told) != 1 || told[0].On != day.Of(2026, 12, 4) {
		t.Fatalf("told %+v", told)
	}
	p := s.chair.try("meetings", "meetings", "on", "2026-12-10", "starts", "25:00")
	if p.status != http.StatusUnprocessableEntity || len(s.told(t)) != 1 {
		t.Errorf("status %d", p.status)
	}
}

func TestAgreementIsPublishedAndWhoAcceptedStandsBesideIt(t *testing.T) {
	s := newStory(t)
	p := s.chair.do("agreements", "agreements", "kind", "terms", "title", "Terms of reference", "version", "1", "on", "2026-11-23", "words", "We decide together.\n\nNobody decides on their own school.")
	p.must(t, "Terms of reference, version 1", "0 of 5 schools have accepted", "not yet", "Nobody decides on their own school.")
	id := firstMatch(t, p.body, `SHA-256 ([0-9a-f]{64})`)
	s.send(t, 0, "", papers.Attest{Agreement: id, Version: "1", Name: "Mary Head", Role: "Headteacher", On: day.Of(2026, 11, 23)})
	s.chair.see("agreements").must(t, "1 of 5 schools have accepted", "Mary Head, Headteacher")
	s.chair.do("agreements", "agreements/"+id+"/end", "words", "A new one comes").must(t, "Ended on")
}

func TestDirectoryShowsWhatIsFreeAndWhatIsMissing(t *testing.T) {
	s := newStory(t)
	s.chair.do("services", "services", "name", "Speech therapy for schools", "kind", "specialist", "provider", "Kent Health", "capacity", "40", "wait_weeks", "9", "contact", "01234 567890", "as_of", "2026-11-20").
		must(t, "Speech therapy for schools", "Kent Health", "40", "What support is missing", "Sessions wanted a term")
	file := s.chair.see("services/unmet.csv")
	lines := strings.Split(strings.TrimSpace(file.body), "\n")
	if len(lines) < 5 || !strings.HasPrefix(lines[0], "Cluster,Term,Schools behind it") || !contains(lines[1], "Weald and Downs,2026-27/autumn,5") {
		t.Errorf("the evidence is %s", file.body)
	}
}

func TestOffersAndAsksStandOnTheBoard(t *testing.T) {
	s := newStory(t)
	s.send(t, 0, "nurture-1", papers.Offer{State: papers.Open, Offers: papers.KindOffer, Family: "SEMH-T", Places: 2, Day: "tue", Phases: []string{"KS2"}, Text: "Nurture group with room", From: day.Of(2026, 11, 1), To: day.Of(2027, 3, 1)})
	s.send(t, 1, "ask-1", papers.Offer{State: papers.Open, Offers: papers.KindAsk, Family: "CI-T", Places: 1, From: day.Of(2026, 11, 1), To: day.Of(2027, 3, 1)})
	s.ben.see("offers").must(t, "Nurture group with room", "Tuesdays", "Social, emotional and mental health, targeted", s.schools[1].Name)
}

func TestSharedNeedsShowNoSchoolAndNothingBelowThree(t *testing.T) {
	s := newStory(t)
	s.chair.see("matches").must(t, "None.", "3 schools").mustNot(t, s.schools[0].Name)
}

func TestRoundIsOpenedScoredAndTalkedOver(t *testing.T) {
	s := newStory(t)
	p := s.chair.see("rounds").must(t, "Open the first round")
	set := firstMatch(t, p.body, `name="set" value="([0-9a-f]{64})"`)
	s.chair.do("rounds", "rounds", "set", set, "until", "2026-12-11")
	if told := s.offers(t); len(told) != 1 || told[0].ID != set {
		t.Fatalf("the cases are not sent round: %+v", told)
	}
	on := s.chair.see("rounds/round-1").must(t, "Open until", "0 of 5", "Nobody sees a result")
	s.score(t, on)
	s.chair.see("rounds/round-1").must(t, "4 of 5")
	s.pass(20 * 24 * time.Hour)
	s.chair = s.visitor(t, "chair", "Dr Ruth Okafor", s.schools[4].URN, at(people.Chair))
	s.chair.do("rounds/round-1", "rounds/round-1/close")
	s.chair.see("rounds/round-1").must(t, "Do we agree on the same child?", "Which descriptor splits people?", "Where each school agrees with the others", "School A", "4 schools")
	s.chair.do("rounds/round-1", "rounds/round-1/note", "words", "We read “daily” in two ways.").must(t, "We read “daily” in two ways.")
}

func TestMovesAreSummedForTheMeetingOfDecember(t *testing.T) {
	s := newStory(t)
	for i := range 3 {
		s.send(t, i, "", papers.Moves{Year: 2027, Rows: []papers.Move{{From: "Y6", To: s.schools[3].URN, Count: 10, Areas: [5]int{5, -1, -1, -1, -1}}}})
	}
	s.chair.see("transition").must(t, "Moves in 2027", "3 schools have told", s.schools[3].Name, "30", "Year 6")
}
