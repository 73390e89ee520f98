package meeting_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/rounds"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

// told is what the schools are told of meetings.
func (s *story) told(t testing.TB) (out []inbox.Meeting) {
	t.Helper()
	must(t, s.Store.Read(context.Background(), func(r inbox.Reader) (err error) { out, err = r.Meetings(cluster); return err }))
	return out
}

// offers is what packs the schools are sent.
func (s *story) offers(t testing.TB) (out []inbox.PackOffer) {
	t.Helper()
	must(t, s.Store.Read(context.Background(), func(r inbox.Reader) (err error) { out, err = r.Packs(cluster); return err }))
	return out
}

// score sends the scores of four schools for the first round, of which one rates a level
// higher throughout.
func (s *story) score(t testing.TB, _ page) {
	t.Helper()
	var state rounds.State
	must(t, s.Store.Read(context.Background(), func(r inbox.Reader) error {
		entries, err := r.Book(cluster, 0)
		if err != nil {
			return err
		}
		state, err = rounds.Fold(entries, nil)
		return err
	}))
	r, ok := state.Round("round-1")
	if !ok {
		t.Fatal("no round")
	}
	for school := range 4 {
		rater := papers.Rater{Minutes: 9}
		for i, c := range r.Cases {
			level := min(1+i%4+school/3, len(r.Levels)-1)
			rater.Scores = append(rater.Scores, papers.Score{Vignette: c.ID, Level: r.Levels[level], Strands: map[string]string{r.Strands[i%3].ID: r.Levels[level]}})
		}
		s.send(t, school, "", papers.Scores{Round: r.ID, Pack: r.Pack, Raters: []papers.Rater{rater}})
	}
}

// decide takes the individual request through to a refusal, and returns the decision.
func (s *story) decide(t testing.TB) string {
	t.Helper()
	s.begin(t)
	s.chair.do(item(s.individual), item(s.individual)+"/open")
	s.chair.do(item(s.individual), item(s.individual)+"/decide", "outcome", "decline", "reasons", "reviews", "words", "Too few cycles are shown.",
		"amount", "3000", "from", "2027-01-04", "to", "2027-07-20", "review_on", "2027-06-01") // as the form begins, and nobody emptied it
	return firstMatch(t, s.chair.see("decisions").body, `/decisions/([0-9a-f]{64})`)
}

func TestDisputeRunsThroughItsStagesWithClocks(t *testing.T) {
	s := newStory(t)
	d := s.decide(t)
	s.send(t, 1, "", papers.Dispute{Decision: d, Stage: 1, Reason: "facts", Step: "raise"})
	p := s.chair.see("disputes").must(t, "It waits to be taken into the book", "A fact in the request was overlooked")
	id := unescape(firstMatch(t, p.body, `/disputes/([^/"]+)/take`))
	s.chair.do("disputes", "disputes/"+id+"/take").must(t, "Reply from the panel", "Answer by")
	s.chair.see("decisions/"+d).must(t, "In dispute")
	p = s.chair.try("disputes", "disputes/"+id+"/answer", "outcome", "", "words", "We looked again")
	if p.status != http.StatusUnprocessableEntity || !contains(p.body, "We looked again") {
		t.Errorf("status %d", p.status)
	}
	s.chair.do("disputes", "disputes/"+id+"/answer", "outcome", "decline", "words", "We looked again and the reviews are missing.").must(t, "it was not right", "The school may go on until")
}

func TestStepsThatTheDisputeDoesNotAllowAreRefusedAndChangeNothing(t *testing.T) {
	s := newStory(t)
	d := s.decide(t)
	for _, c := range []struct {
		what   string
		school int
		p      papers.Dispute
		code   exchange.Code
	}{
		{"by a school that did not ask", 2, papers.Dispute{Decision: d, Stage: 1, Reason: "facts", Step: papers.Raise}, exchange.DecisionUnknown},
		{"for a reason of nobody's rules", 1, papers.Dispute{Decision: d, Stage: 1, Reason: "unfair", Step: papers.Raise}, exchange.DisputeReason},
		{"begun at the second stage", 1, papers.Dispute{Decision: d, Stage: 2, Reason: "facts", Step: papers.Raise}, exchange.DisputeStep},
		{"gone on without a beginning", 1, papers.Dispute{Decision: d, Stage: 2, Reason: "facts", Step: papers.Escalate}, exchange.DisputeUnknown},
	} {
		if code, _ := s.says(t, c.school, 1, "", c.p); code != c.code {
			t.Errorf("%s: %s, want %s", c.what, code, c.code)
		}
	}
	code, raised := s.says(t, 1, 1, "", papers.Dispute{Decision: d, Stage: 1, Reason: "facts", Step: papers.Raise})
	if code != exchange.Stored {
		t.Fatal(code)
	}
	for _, c := range []struct {
		what string
		p    papers.Dispute
		code exchange.Code
	}{
		{"raised twice", papers.Dispute{Decision: d, Stage: 1, Reason: "facts", Step: papers.Raise}, exchange.DisputeStep},
		{"taken further before the answer is due", papers.Dispute{Decision: d, Stage: 2, Reason: "facts", Step: papers.Escalate}, exchange.DisputeStep},
		{"past a stage", papers.Dispute{Decision: d, Stage: 3, Reason: "facts", Step: papers.Escalate}, exchange.DisputeStep},
		{"accepted before there is an answer", papers.Dispute{Decision: d, Stage: 1, Reason: "facts", Step: papers.Accept}, exchange.DisputeStep},
	} {
		if code, _ := s.says(t, 1, 2, raised, c.p); code != c.code {
			t.Errorf("%s: %s, want %s", c.what, code, c.code)
		}
	}
	s.chair.see("disputes").must(t, "It waits to be taken into the book", "A fact in the request was overlooked")
	s.pass(40 * 24 * time.Hour) // past the day for an answer
	if code, _ := s.says(t, 1, 2, raised, papers.Dispute{Decision: d, Stage: 2, Reason: "facts", Step: papers.Escalate}); code != exchange.Stored {
		t.Errorf("taken further when no answer came: %s", code)
	}
}

func TestEventTakesFromTheContingencyAndGoesUp(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	s.send(t, 1, "event-1", papers.Event{Event: "arrival", Urgency: "week", Amount: 50000, State: papers.Standing})
	p := s.chair.see("events").must(t, "A pupil arrived with high needs", "£4,000 of £4,000 is left", "with the panel", "It goes further up after")
	id := unescape(firstMatch(t, p.body, `/events/([^/"]+)/answer`))
	s.chair.do("events", "events/"+id+"/answer", "give", "400", "words", "A helper for six weeks.").must(t, "Money given: £400", "£3,600 of £4,000 is left")
	s.send(t, 2, "event-2", papers.Event{Event: "crisis", Urgency: "now", Amount: 1000000, State: papers.Standing})
	p = s.council.see("events").must(t, "with the council")
	id = unescape(firstMatch(t, p.body, `/events/([^/"]+)/council`))
	s.council.do("events", "events/"+id+"/council", "give", "", "words", "The council takes it on.").must(t, "No money given")
}

func TestCorrectionFollowsAndTheFirstWordsStay(t *testing.T) {
	s := newStory(t)
	d := s.decide(t)
	s.chair.do("decisions/"+d, "decisions/"+d+"/correct", "why", "The wrong line was read out.", "outcome", "part", "reasons", "contribution", "amount", "2,500", "from", "2027-01-04", "to", "2027-07-20")
	s.chair.see("decisions/"+d).must(t, "The wrong line was read out.", "From then on: agreed in part, £2,500")
	s.chair.see("book").must(t, "The book holds together")
	s.chair.see("decisions").must(t, "1 correction follows")
	p := s.chair.try("decisions/"+d, "decisions/"+d+"/correct", "outcome", "agree")
	if p.status != http.StatusUnprocessableEntity || !contains(p.body, "What was wrong: say it") {
		t.Errorf("a correction without a reason: status %d", p.status)
	}
}

func TestCouncilChangesTheAmount(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	s.chair.do(item(s.individual), item(s.individual)+"/open")
	s.chair.do(item(s.individual), item(s.individual)+"/decide", "outcome", "agree", "amount", "3000", "from", "2027-01-04", "to", "2027-07-20", "review_on", "2027-06-01")
	d := firstMatch(t, s.chair.see("decisions").body, `/decisions/([0-9a-f]{64})`)
	s.council.do("decisions/"+d, "decisions/"+d+"/confirm", "outcome", "changed", "amount", "2,000", "reasons", "money", "words", "Other requests came first.").must(t, "Confirmed with another amount", "£2,000")
	s.chair.see("pot").must(t, "£38,000 of £40,000 is left")
	if p := s.chair.ask(http.MethodPost, panelRoot+"decisions/"+d+"/confirm", nil); p.status != http.StatusForbidden {
		t.Errorf("the chair confirms for the council: status %d", p.status)
	}
}
