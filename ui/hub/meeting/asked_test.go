package meeting_test

import (
	"net/http"
	"net/url"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
)

func TestChairOfAnotherClusterAnswersAtTheSecondStage(t *testing.T) {
	s := newStory(t)
	d := s.decide(t)
	first := s.send(t, 1, "", papers.Dispute{Decision: d, Stage: 1, Reason: "facts", Step: "raise"})
	id := unescape(firstMatch(t, s.chair.see("disputes").body, `/disputes/([^/"]+)/take`))
	s.chair.do("disputes", "disputes/"+id+"/take")

	chairOf := func(who, cluster string) *visitor {
		return s.visitor(t, who, "Chair "+who, "", people.Grant{Role: people.Chair, Level: people.ClusterLevel, Ref: cluster})
	}
	near, far := chairOf("near", "KENT-08"), chairOf("far", "SURREY-01")
	asked := func(v *visitor, cluster string) page {
		return v.ask(http.MethodGet, "/panel/"+cluster+"/asked", nil).must(t, "Disputes of other clusters")
	}
	asked(near, "KENT-08").must(t, "No dispute of another cluster waits for you")

	s.chair.do("disputes", "disputes/"+id+"/answer", "outcome", "decline", "words", "The reviews are missing.")
	s.sendRevision(t, 1, papers.DisputeRef(d), 2, first, papers.Dispute{Decision: d, Stage: 2, Reason: "facts", Step: "escalate"})
	s.chair.see("disputes").must(t, "Look by the chair of another cluster").mustNot(t, "Enter the answer")

	on := asked(near, "KENT-08").must(t, "Weald and Downs", "A fact in the request was overlooked", "The reviews are missing.", "Too few cycles are shown.", "Autistic spectrum disorder")
	asked(far, "SURREY-01").must(t, "No dispute of another cluster waits for you")
	form := url.Values{"head": {on.head(t)}, "outcome": {"decline"}, "words": {"The panel kept its rules."}}
	if p := far.ask(http.MethodPost, "/panel/SURREY-01/asked/KENT-07/"+id, form); p.status != http.StatusNotFound {
		t.Errorf("a chair of another county answers: status %d", p.status)
	}
	if p := s.chair.ask(http.MethodPost, panelRoot+"asked/KENT-07/"+id, form); p.status != http.StatusNotFound {
		t.Errorf("the chair answers for another: status %d", p.status)
	}
	if p := near.ask(http.MethodPost, "/panel/KENT-08/asked/KENT-07/"+id, form); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, words(p.body))
	}
	s.chair.see("disputes").must(t, "The panel kept its rules.")
	s.chair.see("book").must(t, "The book holds together", "Chair near")
}

func TestClosedTermTakesNoMoreChanges(t *testing.T) {
	s := newStory(t)
	if p := s.chair.try("terms", "terms/close", "series", "2026-27/autumn", "reason", ""); p.status != http.StatusUnprocessableEntity {
		t.Errorf("closed without a reason: status %d", p.status)
	}
	s.chair.do("terms", "terms/close", "series", "2026-27/autumn", "reason", "The panel has met").must(t, "✓ closed")
	if p := s.chair.try("terms", "terms/close", "series", "2026-27/autumn", "reason", "Once more"); p.status != http.StatusUnprocessableEntity {
		t.Errorf("closed twice: status %d", p.status)
	}
	s.chair.do("terms", "terms/open", "series", "2026-27/autumn", "reason", "A school was ill").must(t, "open for changes")
}
