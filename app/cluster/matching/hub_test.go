package matching_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"pgregory.net/rapid"
)

var (
	inWindow   = day.Of(2026, 11, 22)
	lastDay    = day.Of(2026, 12, 31)
	pastWindow = day.Of(2027, 1, 1)
	began      = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
)

// hub holds papers as a hub does: it has no secret.
type hub struct {
	kept []papers.Kept
	n    int
}

func (h *hub) take(urn string, p papers.Paper) {
	h.n++
	m := exchange.Meta{URN: urn, Cluster: "KENT-07", Series: "2026-27/autumn", Epoch: "b3f1c2", Rev: 1, AsOf: inWindow, Ref: papers.RefOf(p)}
	h.kept = append(h.kept, papers.Kept{ID: fmt.Sprint("doc", h.n), Received: began.Add(time.Duration(h.n) * time.Minute), Paper: papers.With(p, m)})
}

// asks is a school's interest in a need.
func asks(t interface{ Fatal(...any) }, r matching.Ring, b matching.Bucket, pupils int, consent string, seed uint64) papers.Interest {
	band, err := r.SealBand(b, rules.BandOf(pupils).ID, random(seed))
	if err != nil {
		t.Fatal(err)
	}
	return papers.Interest{Token: string(r.Token(b)), Band: band, Window: b.Window, Consent: consent, State: papers.Standing}
}

func TestHubTellsNoSchoolOfATokenThatItDidNotSend(t *testing.T) {
	ring := ringOf(t, "2026-27", 1, membersOf(schoolsOf(t, 6)), 3)
	rapid.Check(t, func(t *rapid.T) {
		h := &hub{}
		sent := map[string]map[string]bool{}
		private := map[[2]string]bool{}
		for i := range rapid.IntRange(0, 20).Draw(t, "asks") {
			urn := fmt.Sprint(118000 + rapid.IntRange(0, 5).Draw(t, "school"))
			b := dictionary[rapid.IntRange(0, 3).Draw(t, "need")]
			token := string(ring.Token(b))
			if sent[token][urn] {
				continue // a school has one paper about a token
			}
			consent := rapid.SampledFrom([]string{papers.ConsentOpen, papers.ConsentPrivate}).Draw(t, "consent")
			h.take(urn, asks(t, ring, b, rapid.IntRange(1, 9).Draw(t, "pupils"), consent, uint64(i)))
			if sent[token] == nil {
				sent[token] = map[string]bool{}
			}
			sent[token][urn], private[[2]string{token, urn}] = true, consent == papers.ConsentPrivate
		}
		for n := range 6 {
			urn := fmt.Sprint(118000 + n)
			matches, _ := rules.Letter(urn, h.kept, nil, inWindow)
			told := map[string]bool{}
			for _, m := range matches {
				told[m.Token] = true
				if !sent[m.Token][urn] {
					t.Fatal("a school was told of a token that it did not send")
				}
				if len(m.Bands) != len(sent[m.Token]) || !slices.IsSorted(m.Bands) {
					t.Fatal("the bands say more than they may")
				}
				text, _ := json.Marshal(m)
				for other := range sent[m.Token] {
					if strings.Contains(string(text), other) {
						t.Fatal("a school was named before anybody said yes")
					}
				}
			}
			for token, who := range sent {
				everyPrivate := true
				for urn := range who {
					everyPrivate = everyPrivate && private[[2]string{token, urn}]
				}
				if want := who[urn] && (len(who) >= 3 || len(who) == 2 && everyPrivate); told[token] != want {
					t.Fatalf("%d schools, private %v: told %v", len(who), everyPrivate, told[token])
				}
			}
		}
	})
}

func TestDoubleOptInBeforeAnyContactIsPassedOn(t *testing.T) {
	all := schoolsOf(t, 4)
	members := membersOf(all)
	ring, b := ringOf(t, "2026-27", 1, members, 3), dictionary[9]
	token := ring.Token(b)
	h := &hub{}
	for i, s := range all[:3] {
		h.take(s.URN, asks(t, ring, b, 3, papers.ConsentOpen, uint64(i)))
	}
	agree := func(s school) {
		c := matching.Contact{Token: token, URN: s.URN, School: s.Name, Name: "Jo Reeve", Role: "SENCO", Phone: "01622 000000"}
		wrapped, err := c.Wrap(s.key, members)
		if err != nil {
			t.Fatal(err)
		}
		h.take(s.URN, papers.Contact{Token: string(token), Agrees: true, Sealed: wrapped})
	}
	contacts := func(s school) (from []string) {
		matches, _ := rules.Letter(s.URN, h.kept, members, inWindow)
		for _, m := range matches {
			for _, c := range m.Contacts {
				got, err := matching.OpenContact(c.Sealed, s.key, token, knownOf(members))
				if err != nil || got.URN != c.URN {
					t.Fatal(err)
				}
				from = append(from, got.URN)
			}
		}
		return from
	}
	agree(all[0])
	for _, s := range all {
		if got := contacts(s); got != nil {
			t.Fatalf("school %s got the contact of %v after one yes", s.URN, got)
		}
	}
	agree(all[1])
	if got := contacts(all[0]); len(got) != 1 || got[0] != all[1].URN {
		t.Errorf("the first got %v", got)
	}
	if got := contacts(all[2]); got != nil {
		t.Errorf("one that said nothing got %v", got)
	}
	agree(all[2])
	if got := contacts(all[0]); len(got) != 2 {
		t.Errorf("the first got %v", got)
	}
	if matches, _ := rules.Letter(all[3].URN, h.kept, members, inWindow); matches != nil {
		t.Error("the fourth school learnt of it")
	}
}

func TestNoTakesASchoolOut(t *testing.T) {
	ring, b := ringOf(t, "2026-27", 1, membersOf(schoolsOf(t, 4)), 3), dictionary[9]
	h := &hub{}
	for i := range 3 {
		h.take(fmt.Sprint(118000+i), asks(t, ring, b, 3, papers.ConsentOpen, uint64(i)))
	}
	if got := rules.Count(h.kept, inWindow); len(got) != 1 || len(got[0].Schools) != 3 {
		t.Fatalf("%+v", got)
	}
	h.take("118002", papers.Contact{Token: string(ring.Token(b))})
	if got := rules.Count(h.kept, inWindow); len(got[0].Schools) != 2 {
		t.Fatalf("%+v", got)
	}
	if matches, _ := rules.Letter("118000", h.kept, nil, inWindow); matches != nil {
		t.Fatal("two that did not ask for it were introduced")
	}
}

func TestExpiredAndWithdrawnAreGoneAtTheWindowsEnd(t *testing.T) {
	all := membersOf(schoolsOf(t, 3))
	ring, b := ringOf(t, "2026-27", 1, all, 3), dictionary[9]
	h := &hub{}
	for i := range 3 {
		h.take(fmt.Sprint(118000+i), asks(t, ring, b, 3, papers.ConsentOpen, uint64(i)))
	}
	withdrawn := asks(t, ring, dictionary[10], 3, papers.ConsentOpen, 7)
	withdrawn.State = papers.Withdrawn
	h.take("118000", withdrawn)
	h.take("118001", papers.Contact{Token: string(ring.Token(b))})
	h.take("118001", papers.Keyring{Year: ring.Name()})
	h.take("118001", papers.Keyring{Year: "2025-26"})
	if got := rules.Count(h.kept, lastDay); len(got) != 1 {
		t.Fatalf("%d tokens on the last day", len(got))
	}
	if got := rules.Over(h.kept, lastDay); !slices.Equal(got, []string{"doc4", "doc7"}) {
		t.Errorf("on the last day %v", got)
	}
	if got := rules.Count(h.kept, pastWindow); len(got) != 0 {
		t.Errorf("%d tokens after the last day", len(got))
	}
	if got := rules.Over(h.kept, pastWindow); !slices.Equal(got, []string{"doc1", "doc2", "doc3", "doc4", "doc5", "doc7"}) {
		t.Errorf("after the last day %v", got)
	}
	if matches, _ := rules.Letter("118000", h.kept, all, pastWindow); matches != nil {
		t.Error("an expired need was shown")
	}
}

func TestSecretGoesToTheKeysItWasWrappedForAlone(t *testing.T) {
	all := schoolsOf(t, 4)
	members := membersOf(all)
	ring := ringOf(t, "2026-27", 2, members[:3], 3)
	wrapped, err := ring.Wrap(all[0].key, matching.Keys(members[:3]))
	if err != nil {
		t.Fatal(err)
	}
	h := &hub{}
	h.take(all[0].URN, papers.Keyring{Year: ring.Name(), Wrapped: wrapped})
	for i, s := range all {
		_, keys := rules.Letter(s.URN, h.kept, members, inWindow)
		if i == 3 {
			if keys != nil {
				t.Error("a school that is not in the ring got something of it")
			}
			continue
		}
		if len(keys) != 1 || keys[0].Year != "2026-27-2" || keys[0].Maker != all[0].URN {
			t.Fatalf("%+v", keys)
		}
		if got, _, err := matching.OpenRing(keys[0].Sealed, s.key); err != nil || got.Secret != ring.Secret {
			t.Fatal(err)
		}
	}
	if _, keys := rules.Letter(all[1].URN, h.kept, members, day.Of(2027, 9, 1)); keys != nil {
		t.Error("last year's secret is passed on still")
	}
}

func TestPanelSeesOnlyWhatThreeSchoolsToldItAlike(t *testing.T) {
	ring, b := ringOf(t, "2026-27", 1, membersOf(schoolsOf(t, 5)), 3), dictionary[9]
	need := papers.Shared{Phase: b.Phase, Need: b.Need, Support: b.Support, Intensity: b.Intensity, Mode: b.Mode, Pupils: 7}
	other := need
	other.Need = "VI"
	tell := func(needs ...*papers.Shared) []matching.PanelNeed {
		h := &hub{}
		for i, n := range needs {
			urn := fmt.Sprint(118000 + i)
			h.take(urn, asks(t, ring, b, 3, papers.ConsentOpen, uint64(i)))
			h.take(urn, papers.Contact{Token: string(ring.Token(b)), Agrees: true, Panel: n})
		}
		return rules.Panel(h.kept, inWindow)
	}
	fewer := need
	fewer.Pupils = 4
	least := need
	least.Pupils = 5
	for name, c := range map[string]struct {
		told []*papers.Shared
		want int
	}{
		"two told it": {[]*papers.Shared{&need, &need, nil, nil}, 0}, "one said another": {[]*papers.Shared{&need, &need, &other}, 0},
		"three told it": {[]*papers.Shared{&need, &need, &least}, 1}, "four pupils": {[]*papers.Shared{&need, &need, &fewer}, 0},
		"nobody": {[]*papers.Shared{nil, nil, nil}, 0}, "one that lied": {[]*papers.Shared{&need, &need, &need, &other}, 1},
	} {
		got := tell(c.told...)
		if len(got) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
		if len(got) == 1 && (got[0].Need != b.Need || got[0].Schools != 3 || got[0].Pupils > 7) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := tell(&need, &need, &least); got[0].Pupils != 5 {
		t.Errorf("%d pupils are said to be sure", got[0].Pupils)
	}
}

func TestBoardShowsOpenOffersOfMembersInTheirTime(t *testing.T) {
	h := &hub{}
	o := papers.Offer{State: papers.Open, Offers: papers.KindOffer, Family: "CI", Places: 2, Text: "Room for two", From: inWindow, To: lastDay}
	closed, later := o, o
	closed.State, later.From = papers.Closed, lastDay
	h.take("118000", o)
	h.take("118000", closed)
	h.take("118001", later)
	h.take("118009", o)
	names := map[string]string{"118000": "Meadowfield", "118001": "Hillside"}
	if got := matching.Board(h.kept, names, inWindow); len(got) != 1 || got[0].School != "Meadowfield" || got[0].Text != o.Text {
		t.Errorf("%+v", got)
	}
	if got := matching.Board(h.kept, names, lastDay); len(got) != 2 {
		t.Errorf("%+v", got)
	}
	if got := matching.Board(h.kept, names, pastWindow); got != nil {
		t.Errorf("%+v", got)
	}
}
