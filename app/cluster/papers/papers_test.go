package papers

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
)

const hash = "0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b"

// whole is a paper of each kind as a school sends it.
func whole() map[string]Paper {
	wrapped := []Wrapped{{Kid: strings.Repeat("1f", 16), Sealed: []byte("sealed")}}
	all := map[string]Paper{
		exchange.KindRequest: Request{Form: FormGroup, State: Standing, Number: "R-7", Total: 300001, Own: 100000, Asked: 200001, Alone: 300001, Service: "speech_language", Sessions: 6,
			Areas: []string{"CI", "SP"}, Need: "SLCN", Level: "L3", Pack: "sha256:" + hash, Phases: []string{"KS1", "KS2"}, Pupils: 6, ShareKey: ByPupils,
			Partners: []Partner{{"118999", 4, 200001, 60000, 140001}, {"118998", 2, 100000, 40000, 60000}},
			From:     day.Of(2027, 1, 4), To: day.Of(2027, 7, 20), ReviewOn: day.Of(2027, 6, 1), Evidence: []string{"consent", "cost"}, Route: "predictable", Renews: "r-2"},
		exchange.KindSecond:   Second{Request: "sha256:" + hash, Agrees: true, Pupils: 2, Cost: 100000, Pays: 40000},
		exchange.KindInterest: Interest{Token: hash, Band: strings.Repeat("c2V", 19) + "c2=", Window: "2026-27/autumn-2", Consent: ConsentOpen, State: Standing},
		exchange.KindContact:  Contact{Token: hash, Agrees: true, Sealed: wrapped},
		exchange.KindKeyring:  Keyring{Year: "2026-27", Wrapped: wrapped},
		exchange.KindOffer: Offer{State: Open, Offers: KindOffer, Family: "CI-T", Places: 3, Day: "tue", Phases: []string{"KS2"},
			Text: "Two places after lunch.", From: day.Of(2026, 11, 23), To: day.Of(2026, 12, 18)},
		exchange.KindScores:  Scores{Round: "round-1", Pack: hash, Raters: []Rater{{11, []Score{{"v1", "L2", map[string]string{"s1": "2"}}}}}},
		exchange.KindAttest:  Attest{Agreement: hash, Version: "2026-1", Name: "Ruth Amoah", Role: "Headteacher", On: day.Of(2026, 11, 23)},
		exchange.KindDispute: Dispute{Decision: hash, Stage: 1, Reason: "evidence", Step: Raise},
		exchange.KindEvent:   Event{Event: "arrival", Urgency: "week", Amount: 100000, State: Standing},
		exchange.KindMoves:   Moves{Year: 2027, Rows: []Move{{"Y6", "118997", 5, [5]int{-1, -1, -1, -2, 5}}, {"Y6", OtherSchools, -1, [5]int{-1, -1, -1, -1, -1}}}},
	}
	for kind, p := range all {
		m := exchange.Meta{URN: "118999", Cluster: "KENT-07", Series: "2026-27/autumn", Ref: RefOf(p), Epoch: "b3f1c2", Rev: 1, AsOf: day.Of(2026, 11, 23)}
		if m.Ref == "" {
			m.Ref = "r-7"
		}
		all[kind] = With(p, m)
	}
	return all
}

func encoded(t testing.TB, p Paper) []byte {
	t.Helper()
	b, err := Encode(p)
	if err != nil {
		t.Fatalf("%s: %v", KindOf(p), err)
	}
	return b
}

func TestEveryKindReadsBackAsItWasWrittenAndSaysItInWords(t *testing.T) {
	all := whole()
	for _, kind := range exchange.PaperKinds {
		p, ok := all[kind]
		if !ok || KindOf(p) != kind || p.About().Kind != kind || p.About().Schema != Schema(kind) {
			t.Fatalf("%s is not among the papers, or is another: %v", kind, p)
		}
		b := encoded(t, p)
		again, err := Read(kind, b)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if b2 := encoded(t, again); !bytes.Equal(b, b2) {
			t.Errorf("%s:\n%s\n%s", kind, b, b2)
		}
		if len(p.Words()) < 2 {
			t.Errorf("%s says %v", kind, p.Words())
		}
		for _, l := range p.Words() {
			if l.Label == "" || l.Value == "" {
				t.Errorf("%s: an empty line %q", kind, l)
			}
		}
	}
}

func TestAPaperHasOneWrittenFormAndNoFieldBeside(t *testing.T) {
	for kind, p := range whole() {
		b := encoded(t, p)
		var loose map[string]any
		if err := json.Unmarshal(b, &loose); err != nil {
			t.Fatal(err)
		}
		indented, err := json.MarshalIndent(loose, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		for what, bad := range map[string][]byte{
			"spaces":          indented,
			"another field":   bytes.Replace(b, []byte(`{`), []byte(`{"aname":"Ana",`), 1),
			"a field twice":   bytes.Replace(b, []byte(`"kind":`), []byte(`"kind":"x","kind":`), 1),
			"another case":    bytes.Replace(b, []byte(`"urn":`), []byte(`"URN":`), 1),
			"an empty list":   bytes.Replace(b, []byte(`"epoch":`), []byte(`"areas":[],"epoch":`), 1),
			"a null":          bytes.Replace(b, []byte(`"urn":`), []byte(`"series2":null,"urn":`), 1),
			"no ref":          bytes.Replace(b, []byte(`"ref":"`+p.About().Ref+`",`), nil, 1),
			"another ref":     bytes.Replace(b, []byte(`"ref":"`+p.About().Ref), []byte(`"ref":"Ana Smith`), 1),
			"another schema":  bytes.Replace(b, []byte("/1\""), []byte("/2\""), 1),
			"something after": append(bytes.Clone(b), ' '),
			"half of it":      b[:len(b)/2],
			"nothing":         nil,
		} {
			if bytes.Equal(bad, b) {
				t.Fatalf("%s: %s changes nothing", kind, what)
			}
			if _, err := Read(kind, bad); err == nil {
				t.Errorf("%s with %s was read: %s", kind, what, bad)
			}
		}
		for other := range whole() {
			if _, err := Read(other, b); (err == nil) != (other == kind) {
				t.Errorf("%s as %s: %v", kind, other, err)
			}
		}
	}
	if _, err := Read(exchange.KindSummary, []byte("{}")); err != ErrKind {
		t.Error(err)
	}
}

// refused are papers that their kind does not allow.
func refused() map[string]Paper {
	all := whole()
	request := func(change func(*Request)) Paper {
		r := all[exchange.KindRequest].(Request)
		r.Partners = append([]Partner{}, r.Partners...)
		change(&r)
		return r
	}
	scores, moves, offer := all[exchange.KindScores].(Scores), all[exchange.KindMoves].(Moves), all[exchange.KindOffer].(Offer)
	attest, dispute, event := all[exchange.KindAttest].(Attest), all[exchange.KindDispute].(Dispute), all[exchange.KindEvent].(Event)
	second, interest, contact, ring := all[exchange.KindSecond].(Second), all[exchange.KindInterest].(Interest), all[exchange.KindContact].(Contact), all[exchange.KindKeyring].(Keyring)
	out := map[string]Paper{
		"a form that is none":          request(func(r *Request) { r.Form = "gift" }),
		"a state that is none":         request(func(r *Request) { r.State = "draft" }),
		"a name as a number":           request(func(r *Request) { r.Number = "Ana Smith" }),
		"sums that do not add up":      request(func(r *Request) { r.Total++ }),
		"a negative sum":               request(func(r *Request) { r.Own, r.Total = -1, r.Asked-1 }),
		"too much money":               request(func(r *Request) { r.Alone = mostPence + 1 }),
		"advice that asks for money":   request(func(r *Request) { r.Form = FormAdvice }),
		"words as a service":           request(func(r *Request) { r.Service = "help for Ana" }),
		"areas out of order":           request(func(r *Request) { r.Areas = []string{"SP", "CI"} }),
		"an area twice":                request(func(r *Request) { r.Areas = []string{"CI", "CI"} }),
		"a need that is none":          request(func(r *Request) { r.Need = "SHY" }),
		"a level without its ladder":   request(func(r *Request) { r.Pack = "" }),
		"a penny lost in the split":    request(func(r *Request) { r.Partners[1].Cost-- }),
		"a partner twice":              request(func(r *Request) { r.Partners[1].URN = "118999" }),
		"a partner that is no school":  request(func(r *Request) { r.Partners[1].URN = "school" }),
		"another school as the first":  request(func(r *Request) { r.Partners[0], r.Partners[1] = r.Partners[1], r.Partners[0] }),
		"one partner alone":            request(func(r *Request) { r.Partners = r.Partners[:1] }),
		"a split that is not its key":  request(func(r *Request) { r.ShareKey = Equally }),
		"a split without a key":        request(func(r *Request) { r.ShareKey = "" }),
		"a key without a split":        request(func(r *Request) { r.Partners = nil }),
		"an individual that is shared": request(func(r *Request) { r.Form = FormIndividual }),
		"an end before the beginning":  request(func(r *Request) { r.To = day.Of(2026, 1, 1) }),
		"a beginning without an end":   request(func(r *Request) { r.To = day.Date{} }),
		"evidence out of order":        request(func(r *Request) { r.Evidence = []string{"cost", "consent"} }),
		"more pupils than sharing":     request(func(r *Request) { r.Pupils = 7 }),
		"the ref of another request":   second.with(exchange.Meta{Schema: second.Schema, Kind: second.Kind, URN: "118999", Cluster: "KENT-07", Series: "2026-27/autumn", Ref: "x", Epoch: "b3f1c2", Rev: 1, AsOf: second.AsOf}),
		"a person without a score":     Scores{scores.Meta, scores.Round, scores.Pack, []Rater{{5, nil}}},
		"a case scored twice":          Scores{scores.Meta, scores.Round, scores.Pack, []Rater{{5, append(scores.Raters[0].Scores, scores.Raters[0].Scores...)}}},
		"a case in words":              Scores{scores.Meta, scores.Round, scores.Pack, []Rater{{5, []Score{{"like Ana", "L2", nil}}}}},
		"more people than a school":    Scores{scores.Meta, scores.Round, scores.Pack, manyRaters(scores.Raters[0], mostRaters+1)},
		"an exact count":               Moves{moves.Meta, 2027, []Move{{"Y6", "118997", 7, [5]int{-1, -1, -1, -1, -1}}}},
		"a count of one":               Moves{moves.Meta, 2027, []Move{{"Y6", "118997", 1, [5]int{-1, -1, -1, -1, -1}}}},
		"a zero told apart":            Moves{moves.Meta, 2027, []Move{{"Y6", "118997", 5, [5]int{0, -1, -1, -1, -1}}}},
		"a move to words":              Moves{moves.Meta, 2027, []Move{{"Y6", "Ana's school", 5, [5]int{-1, -1, -1, -1, -1}}}},
		"rows out of order":            Moves{moves.Meta, 2027, []Move{moves.Rows[1], moves.Rows[0]}},
	}
	for what, change := range map[string]func(){
		"an offer of nothing known": func() { offer.Offers = "gift" }, "an offer that ends before": func() { offer.To = day.Of(2026, 1, 1) },
		"an offer that goes on and on": func() { offer.Text = strings.Repeat("a", mostWords+1) }, "an offer in two lines": func() { offer.Text = "a\nb" },
	} {
		before := offer
		change()
		out[what], offer = offer, before
	}
	for what, change := range map[string]func(){
		"an acceptance by nobody": func() { attest.Name = "" }, "an acceptance of tomorrow": func() { attest.On = day.Of(2026, 11, 24) },
		"a name with a line end": func() { attest.Name = "Ruth\nAmoah" }, "an acceptance of no text": func() { attest.Agreement = "2026-1" },
	} {
		before := attest
		change()
		out[what], attest = attest, before
	}
	dispute.Step = "shout"
	event.Amount = -1
	interest.Band = "three pupils"
	contact.Agrees = false
	ring.Wrapped = append(ring.Wrapped, ring.Wrapped[0])
	second.Pays = second.Cost + 1
	out["a step that is none"], out["an event that costs less than nothing"], out["a band in the clear"] = dispute, event, interest
	out["a contact without a yes"], out["a key twice in a ring"], out["a partner that pays more than its share"] = contact, ring, second
	return out
}

func manyRaters(r Rater, n int) (out []Rater) {
	for range n {
		out = append(out, r)
	}
	return out
}

func TestWhatAKindDoesNotAllowIsRefused(t *testing.T) {
	for what, p := range refused() {
		if b, err := Encode(p); err == nil {
			t.Errorf("%s was written: %s", what, b)
		}
		b, err := canonical(p)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(KindOf(p), b); err == nil {
			t.Errorf("%s was read: %s", what, b)
		}
	}
}

func TestASplitThatCannotBeDividedIsFairToThePenny(t *testing.T) {
	r := whole()[exchange.KindRequest].(Request)
	r.ShareKey, r.Total, r.Own, r.Asked = Equally, 100, 0, 100
	r.Partners = []Partner{{"118999", 2, 34, 0, 34}, {"118998", 2, 33, 0, 33}, {"118997", 2, 33, 0, 33}}
	if err := r.check(); err != nil {
		t.Error(err)
	}
	r.Partners[0].Cost, r.Partners[0].Asked, r.Partners[1].Cost, r.Partners[1].Asked = 40, 40, 27, 27
	if r.check() == nil {
		t.Error("six pence more than a fair share were taken")
	}
	if len(r.Others()) != 2 || r.Others()[0].URN != "118998" {
		t.Errorf("%v second", r.Others())
	}
	if p, ok := r.Share("118997"); !ok || p.Cost != 33 {
		t.Errorf("%v, %v", p, ok)
	}
	if _, ok := r.Share("118990"); ok {
		t.Error("a stranger has a share")
	}
}

func TestTakingBackIsKnownFromSaying(t *testing.T) {
	for kind, p := range whole() {
		if TakesBack(p) {
			t.Errorf("%s takes nothing back", kind)
		}
	}
	for _, p := range []Paper{Request{State: Withdrawn}, Interest{State: Withdrawn}, Event{State: Withdrawn}, Offer{State: Closed}, Dispute{Step: TakeBack}, Attest{Ends: true}} {
		if !TakesBack(p) {
			t.Errorf("%s takes something back", KindOf(p))
		}
	}
}

func TestLetterIsBelievedFromItsHubAloneAndReadsBack(t *testing.T) {
	hub := exchangetest.Key(9)
	request := encoded(t, whole()[exchange.KindRequest])
	l := Letter{URN: "118998", Cluster: "KENT-07", Number: 3, Issued: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		ToSecond: []SecondAsk{{Document: exchange.DocumentID(request), Payload: request, Lead: "Meadowfield"}}}
	signed := l.Sign(hub)
	got, err := OpenLetter(signed, hub.Public().Sign)
	if err != nil {
		t.Fatal(err)
	}
	r, err := got.ToSecond[0].Request()
	if err != nil || r.Number != "R-7" || got.Number != 3 {
		t.Errorf("%+v, %v", r, err)
	}
	got.ToSecond[0].Payload = bytes.Replace(request, []byte(`"pays":40000`), []byte(`"pays":39999`), 1)
	if _, err := got.ToSecond[0].Request(); err == nil {
		t.Error("a request was believed that is not the one named")
	}
	if _, err := OpenLetter(signed, exchangetest.Key(8).Public().Sign); err == nil {
		t.Error("a letter was believed from another hub")
	}
	flipped := bytes.Clone(signed)
	for i := range flipped {
		flipped[i] ^= 1
		if _, err := OpenLetter(flipped, hub.Public().Sign); err == nil {
			t.Fatalf("byte %d was changed and nobody saw", i)
		}
		flipped[i] ^= 1
	}
	for what, bad := range map[string]Letter{"no school": {Cluster: "KENT-07", Number: 1}, "no cluster": {URN: "118998", Number: 1}, "no number": {URN: "118998", Cluster: "KENT-07"}} {
		if _, err := OpenLetter(bad.Sign(hub), hub.Public().Sign); err == nil {
			t.Errorf("a letter with %s was read", what)
		}
	}
	bulletin := exchange.SignBulletin(exchange.Bulletin{Cluster: "KENT-07", Name: "Weald", Number: 1}, hub)
	if _, err := OpenLetter(bulletin, hub.Public().Sign); err == nil {
		t.Error("a bulletin passed as a letter")
	}
}

func FuzzRead(f *testing.F) {
	for kind, p := range whole() {
		f.Add(kind, encoded(f, p))
	}
	for _, p := range refused() {
		if b, err := canonical(p); err == nil {
			f.Add(KindOf(p), b)
		}
	}
	f.Fuzz(func(t *testing.T, kind string, b []byte) {
		p, err := Read(kind, b)
		if err != nil {
			return
		}
		if again, err := Encode(p); err != nil || !bytes.Equal(again, b) {
			t.Errorf("read and written again it differs: %v\n%s\n%s", err, b, again)
		}
		p.Words()
	})
}

func FuzzReadCircular(f *testing.F) {
	offered, err := json.Marshal(Circular{Agreements: []AgreementOffer{{ID: hash, Kind: "sharing", Title: "Sharing", Version: "1", Words: "We share.", On: day.Of(2026, 11, 23), Needed: true}},
		Directory: []Service{{ID: "speech", Name: "Speech", Capacity: 20, Free: 4, WaitWeeks: 6}}})
	if err != nil {
		f.Fatal(err)
	}
	if _, err := ReadCircular(offered); err != nil {
		f.Fatal(err)
	}
	f.Add(offered)
	f.Add([]byte(`{"agreements":[{"id":"x"}]}`))
	f.Add([]byte(`{"directory":[{"id":"a","name":"b","capacity":1,"free":2}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := ReadCircular(b)
		if err != nil {
			return
		}
		for _, s := range c.Directory {
			if s.Free > s.Capacity || strings.ContainsAny(s.Name, "\n\x00") {
				t.Errorf("%+v", s)
			}
		}
	})
}

// FuzzOpenLetter reads letters as they come from a hub whose signature is good: what is
// in them is still looked at.
func FuzzOpenLetter(f *testing.F) {
	hub := exchangetest.Key(9)
	request := encoded(f, whole()[exchange.KindRequest])
	l := Letter{Schema: LetterSchema, URN: "118998", Cluster: "KENT-07", Number: 3, Issued: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		ToSecond: []SecondAsk{{Document: exchange.DocumentID(request), Payload: request, Lead: "Meadowfield"}}}
	body, err := json.Marshal(l)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add(bytes.Replace(body, []byte(`"number":3`), []byte(`"number":-3`), 1))
	f.Add([]byte(`{"round":[{}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if l, err := OpenLetter(body, hub.Public().Sign); err == nil {
			t.Fatalf("a letter was believed that nobody signed: %+v", l)
		}
		var l Letter
		if json.Unmarshal(body, &l) != nil || l.Check() != nil {
			return
		}
		again, err := OpenLetter(l.Sign(hub), hub.Public().Sign)
		if err != nil || again.Number != l.Number || again.URN != l.URN || l.Number < 1 {
			t.Fatalf("signed and opened again: %v", err)
		}
		for _, ask := range again.ToSecond {
			if r, err := ask.Request(); err == nil && exchange.DocumentID(ask.Payload) != ask.Document {
				t.Fatalf("a request was believed that is not the one named: %+v", r)
			}
		}
	})
}
