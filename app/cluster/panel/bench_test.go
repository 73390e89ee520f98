package panel

import (
	"fmt"
	"testing"

	"needsbook/app/cluster/book"
	"needsbook/app/day"
)

// year is the book of a busy year: six meetings of thirty items, each voted on by twelve
// people.
func year(t testing.TB) *hub {
	h := newHub(t)
	var panel []Person
	for n := range 12 {
		panel = append(panel, Person{ID: fmt.Sprintf("m%02d", n), Name: fmt.Sprintf("Member %d", n), Office: Member})
	}
	panel[0] = chair
	var drafts []book.Draft
	add := func(kind, ref string, what any) { drafts = append(drafts, draft(h.by(chair), kind, ref, what)) }
	add(KindPot, "p", PotSetting{ID: "p", Name: "2026-27", From: day.Of(2026, 9, 1), To: day.Of(2027, 8, 31), Amount: 400_000_00, Contingency: 40_000_00})
	for n := range 6 {
		m := fmt.Sprintf("m%d", n)
		add(KindMeeting, m, MeetingPlan{ID: m, On: day.Of(2026, 9+n, 20)})
		order := agendaBody{Meeting: m}
		for i := range 30 {
			r := individual(fmt.Sprintf("2026-%03d", n*30+i), 1_000_00)
			r.URN, r.Ref = schools[i%4], fmt.Sprintf("r%d-%d", n, i)
			id := RequestID(r.URN, r.Ref)
			add(KindItem, id, itemBody{Meeting: m, Request: id, Document: "sha256:" + id, School: "A school", Paper: r, Minutes: 6})
			order.Requests = append(order.Requests, id)
		}
		add(KindAgenda, m, order)
		add(KindStart, m, startBody{Meeting: m, Present: panel})
		for _, id := range order.Requests {
			add(KindOpen, id, openBody{Meeting: m, Request: id})
			for _, p := range panel {
				add(KindVote, id, voteBody{Meeting: m, Request: id, Vote: Vote{Person: p, Choice: "agree"}})
			}
			add(KindDecide, id, decideBody{Meeting: m, Request: id, Document: "sha256:" + id, Verdict: Verdict{Outcome: "agree", Amount: 1_000_00}, Present: panel, Deciders: panel, Carried: ByVote})
		}
		add(KindClose, m, closeBody{Meeting: m})
	}
	h.entries = book.Chain(h.about.Cluster, book.Head{}, drafts)
	return h
}

// A page of a meeting is drawn from a state that is worked out each time.
func BenchmarkFoldABusyYear(b *testing.B) {
	h := year(b)
	b.ReportMetric(float64(len(h.entries)), "entries")
	for b.Loop() {
		if _, err := Fold(h.about, h.entries, nil); err != nil {
			b.Fatal(err)
		}
	}
}
