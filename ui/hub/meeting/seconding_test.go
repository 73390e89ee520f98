package meeting_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
)

// post sends a document over the network, signed with the key of some school, and returns
// the code and the sentence of the answer.
func (h *panelHub) post(t testing.TB, payload []byte, signer int) (code exchange.Code, sentence string) {
	t.Helper()
	resp, err := h.Server.Client().Post(h.URL+"/v1/documents", "application/json", bytes.NewReader(exchange.Seal(payload, exchangetest.Key(byte(signer+1)))))
	must(t, err)
	defer resp.Body.Close()
	var a struct {
		Code   exchange.Code `json:"code"`
		Detail string        `json:"detail"`
	}
	must(t, json.NewDecoder(resp.Body).Decode(&a))
	if resp.StatusCode != a.Code.Status() {
		t.Errorf("status %d with the code %s", resp.StatusCode, a.Code)
	}
	return a.Code, a.Detail
}

// payload writes a revision of a school's paper.
func (h *panelHub) payload(t testing.TB, school, rev int, prev string, p papers.Paper) []byte {
	t.Helper()
	b, err := papers.Encode(papers.With(p, exchange.Meta{URN: h.schools[school].URN, Cluster: cluster, Series: "2026-27/autumn", Ref: papers.RefOf(p),
		Epoch: "b3f1c2", Rev: rev, Prev: prev, AsOf: day.On(h.Now())}))
	must(t, err)
	return b
}

func TestForgedOrReplayedSecondingCountsForNothing(t *testing.T) {
	s := newStory(t)
	yes := papers.Second{Request: s.groupDoc, Agrees: true, Pupils: 3, Cost: 150000, Pays: 60000}
	first := s.payload(t, 1, 1, "", yes) // as the story sent it
	no := yes
	no.Agrees = false
	second := s.payload(t, 1, 2, exchange.DocumentID(first), no)
	for _, c := range []struct {
		what    string
		payload []byte
		signer  int
		code    exchange.Code
	}{
		{"a partner's no, signed by the school that asks", second, 0, exchange.WrongSchool},
		{"a partner's no, signed by a computer that nobody knows", second, 9, exchange.KeyUnknown},
		{"a word in a partner's name of a school that has no part", s.payload(t, 3, 1, "", yes), 3, exchange.NotPartner},
		{"its own true no", second, 1, exchange.Stored},
		{"the yes of before, replayed", first, 1, exchange.Duplicate},
		{"the yes of before under the next number", s.payload(t, 1, 2, exchange.DocumentID(first), yes), 1, exchange.RevConflict},
	} {
		code, sentence := s.panelHub.post(t, c.payload, c.signer)
		if code != c.code {
			t.Errorf("%s: %s, want %s", c.what, code, c.code)
		}
		if !code.Held() {
			if sentence != code.Sentence() {
				t.Errorf("%s: it says %q", c.what, sentence)
			}
			s.mustLog(t, `msg="a document was refused" code=`+string(code))
		}
	}
	kept, err := s.Standing(t.Context(), cluster, exchange.KindSecond)
	must(t, err)
	if len(kept) != 2 || kept[0].ID != exchange.DocumentID(second) && kept[1].ID != exchange.DocumentID(second) {
		t.Errorf("%+v stand", kept)
	}
	s.chair.see("requests").must(t, "Hilltop Primary School did not second it")
}
