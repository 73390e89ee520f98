package meeting_test

import (
	"net/url"
	"os"
	"os/exec"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// TestPagesInABrowser looks at every page in a real browser by the program that
// NEEDSBOOK_SHOW names, which is given the chair's cookie and the pages' addresses.
func TestPagesInABrowser(t *testing.T) {
	program := os.Getenv("NEEDSBOOK_SHOW")
	if program == "" {
		t.Skip("NEEDSBOOK_SHOW names no program")
	}
	s := newStory(t)
	s.begin(t)
	s.chair.do("services", "services", "name", "Speech therapy for schools", "kind", "specialist", "provider", "Kent Health", "capacity", "40", "wait_weeks", "9", "contact", "01234 567890", "as_of", "2026-11-20")
	s.chair.do("agreements", "agreements", "kind", "terms", "title", "Terms of reference", "version", "1", "on", "2026-11-23", "words", "We decide together.\n\nNobody decides on their own school.")
	s.send(t, 0, "", papers.Attest{Agreement: firstMatch(t, s.chair.see("agreements").body, `SHA-256 ([0-9a-f]{64})`), Version: "1", Name: "Mary Head", Role: "Headteacher", On: day.Of(2026, 11, 23)})
	for i := range 3 {
		s.send(t, i, "", papers.Moves{Year: 2027, Rows: []papers.Move{{From: "Y6", To: s.schools[3].URN, Count: 10, Areas: [5]int{5, -1, -1, -1, -1}}}})
	}
	s.send(t, 0, "nurture-1", papers.Offer{State: papers.Open, Offers: papers.KindOffer, Family: "SEMH-T", Places: 2, Day: "tue", Phases: []string{"KS2"}, Text: "Nurture group with room", From: day.Of(2026, 11, 1), To: day.Of(2027, 3, 1)})
	s.send(t, 1, "event-1", papers.Event{Event: "arrival", Urgency: "week", Amount: 50000, State: papers.Standing})
	s.chair.do(item(s.individual), item(s.individual)+"/open")
	s.chair.do(item(s.individual), item(s.individual)+"/decide", "outcome", "decline", "reasons", "reviews", "words", "Too few cycles are shown.")
	d := firstMatch(t, s.chair.see("decisions").body, `/decisions/([0-9a-f]{64})`)
	s.send(t, 1, "", papers.Dispute{Decision: d, Stage: 1, Reason: "facts", Step: "raise"})
	dispute := unescape(firstMatch(t, s.chair.see("disputes").body, `/disputes/([^/"]+)/take`))
	s.chair.do("disputes", "disputes/"+dispute+"/take")
	set := firstMatch(t, s.chair.see("rounds").body, `name="set" value="([0-9a-f]{64})"`)
	s.chair.do("rounds", "rounds", "set", set, "until", "2026-12-11")
	s.score(t, page{})
	s.chair.do("rounds/round-1", "rounds/round-1/close")
	s.chair.do("rounds/round-1", "rounds/round-1/note", "words", "We read “daily” in two ways.")
	s.chair.do(item(s.group), item(s.group)+"/open")
	s.ben.do(item(s.group), item(s.group)+"/vote", "choice", "agree")
	s.chair.do(item(s.group), item(s.group)+"/interest", "person", "carl", "kind", "provider", "words", "Works there on Fridays")
	frozen := unescape(firstMatch(t, s.chair.see("meetings/"+meetingDay).body, `href="/panel/KENT-07/(frozen/[^"]+)"`))
	paths := []string{"", "requests", "requests/" + s.group, "meetings", "meetings/" + meetingDay, item(s.advice), item(s.group), item(s.individual), "decisions", "decisions/" + d, "pot", "disputes", "events", "agreements",
		"services", "offers", "matches", "rounds", "rounds/round-1", "transition", "terms", "asked", "book", frozen}
	for i := range paths {
		paths[i] = s.URL + panelRoot + paths[i]
	}
	u, err := url.Parse(s.URL)
	must(t, err)
	cookie := s.chair.client.Jar.Cookies(u)[0]
	run := exec.CommandContext(t.Context(), program, append([]string{"--cookie", cookie.Name + "=" + cookie.Value}, paths...)...)
	run.Stdout, run.Stderr = os.Stdout, os.Stderr
	must(t, run.Run())
}
