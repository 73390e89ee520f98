package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/day"
)

func testBulletin() Bulletin {
	return Bulletin{Cluster: "KENT-07", Name: "Weald and Downs", Series: "2026-27/autumn", Number: 7, Issued: now,
		Members:  []BulletinMember{{URN: "118999", Name: "Meadowfield Primary", Phase: "primary", Sent: true, AsOf: day.Of(2026, 11, 20)}},
		Meetings: []Meeting{{ID: "2026-12-03", On: day.Of(2026, 12, 3), Starts: "13:30", Place: "Hall", PapersBy: day.Of(2026, 11, 27)}},
		Notices:  []Notice{{ID: "1", On: day.Of(2026, 11, 20), Title: "New form", Words: "From January.\nSee the pack."}},
		Packs:    []PackOffer{{ID: strings.Repeat("0a", 32), Format: "sen-terms", Name: "Words", Version: "2", On: day.Of(2026, 11, 20)}},
		Board:    json.RawMessage(`{"schools":12,"charts":[]}`)}
}

func TestBulletinReadsBackAsItWasSigned(t *testing.T) {
	hub := testKey(9)
	b := testBulletin()
	got, err := OpenBulletin(SignBulletin(b, hub), hub.Public().Sign)
	if err != nil {
		t.Fatal(err)
	}
	b.Schema = BulletinSchema
	want, _ := json.Marshal(b)
	have, _ := json.Marshal(got)
	if !bytes.Equal(want, have) {
		t.Errorf("%s\n%s", want, have)
	}
	empty, err := OpenBulletin(SignBulletin(Bulletin{Cluster: "KENT-07", Name: "Weald", Number: 1}, hub), hub.Public().Sign)
	if err != nil || empty.Members == nil || empty.Series != "" {
		t.Errorf("before anyone has sent: %+v, %v", empty, err)
	}
}

func TestBulletinOfAnotherHubOrChangedOnTheWayIsRefused(t *testing.T) {
	hub := testKey(9)
	signed := SignBulletin(testBulletin(), hub)
	if _, err := OpenBulletin(signed, testKey(8).Public().Sign); !errors.Is(err, ErrSignature) {
		t.Errorf("another hub: %v", err)
	}
	for i := range signed {
		changed := bytes.Clone(signed)
		changed[i] ^= 1 << (i % 7)
		if _, err := OpenBulletin(changed, hub.Public().Sign); err == nil {
			t.Fatalf("byte %d of %d was changed", i, len(signed))
		}
	}
	receipt := Receipt{Document: DocumentID(nil), URN: "118999", Rev: 1, Received: now}.Sign(hub)
	if _, err := OpenBulletin(receipt, hub.Public().Sign); err == nil {
		t.Error("a receipt passed as a bulletin")
	}
	if _, err := OpenBulletin(make([]byte, MaxBulletin+1), hub.Public().Sign); err == nil {
		t.Error("a bulletin of any size is read")
	}
}

func TestBulletinHoldsOnlyWhatABulletinMay(t *testing.T) {
	hub := testKey(9)
	for name, change := range map[string]func(*Bulletin){
		"no cluster":             func(b *Bulletin) { b.Cluster = "" },
		"no number":              func(b *Bulletin) { b.Number = 0 },
		"a term that is none":    func(b *Bulletin) { b.Series = "autumn" },
		"a name with a line":     func(b *Bulletin) { b.Name = "a\nb" },
		"a school without URN":   func(b *Bulletin) { b.Members[0].URN = "12" },
		"papers after the panel": func(b *Bulletin) { b.Meetings[0].PapersBy = day.Of(2026, 12, 4) },
		"a meeting on no day":    func(b *Bulletin) { b.Meetings[0].On = day.Date{} },
		"a notice without title": func(b *Bulletin) { b.Notices[0].Title = " " },
		"a notice that ended":    func(b *Bulletin) { b.Notices[0].Until = day.Of(2026, 1, 1) },
		"control characters":     func(b *Bulletin) { b.Notices[0].Words = "a\x1b[31m" },
		"a pack of another name": func(b *Bulletin) { b.Packs[0].ID = "../x" },
		"too many members":       func(b *Bulletin) { b.Members = make([]BulletinMember, mostMembers+1) },
		"a long text":            func(b *Bulletin) { b.Meetings[0].Words = strings.Repeat("é", longestText+1) },
	} {
		b := testBulletin()
		change(&b)
		if _, err := OpenBulletin(SignBulletin(b, hub), hub.Public().Sign); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestAggregateReadsBackAndIsBoundToItsHub(t *testing.T) {
	hub := testKey(9)
	a := Aggregate{Cluster: "KENT-07", Series: "2026-27/autumn", Built: now, Board: json.RawMessage(`{"charts":[]}`)}
	signed := a.Sign(hub)
	got, err := OpenAggregate(signed, hub.Public().Sign)
	if err != nil || got.Cluster != a.Cluster || string(got.Board) != string(a.Board) || !got.Built.Equal(now) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := OpenAggregate(signed, testKey(8).Public().Sign); !errors.Is(err, ErrSignature) {
		t.Errorf("another hub: %v", err)
	}
	if _, err := OpenBulletin(signed, hub.Public().Sign); err == nil {
		t.Error("figures passed as a bulletin")
	}
}

func FuzzOpenBulletin(f *testing.F) {
	hub := testKey(9)
	f.Add(SignBulletin(testBulletin(), hub))
	f.Add([]byte(`{"payload":"e30=","kid":"x","sig":""}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		// Signed by the hub, so that what it says is judged and not its signature.
		if got, err := OpenBulletin(sign(bulletinContext, b, hub).bytes(), hub.Public().Sign); err == nil && got.Check() != nil {
			t.Error("what was taken does not hold")
		}
		if _, err := OpenBulletin(b, hub.Public().Sign); err == nil && !bytes.Contains(b, []byte(hub.Public().ID())) {
			t.Error("a bulletin that nobody signed")
		}
	})
}

func TestSchoolsSpreadOverTheTwoDaysBeforePapersAreDue(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Skip("no time zones here")
	}
	due := day.Of(2026, 11, 27)
	begins := time.Date(2026, 11, 27, 0, 0, 0, 0, london)
	var hours [48]int
	for i := range 600 {
		urn := DocumentID([]byte{byte(i), byte(i >> 8)})[7:13]
		at := SendTime(urn, due, london)
		if !at.Before(begins) || at.Before(begins.Add(-sendWindow)) {
			t.Fatalf("%s is outside the window", at)
		}
		if !at.Equal(SendTime(urn, due, london)) {
			t.Fatal("the time of a school changes")
		}
		hours[int(begins.Sub(at).Hours()-1e-9)]++
	}
	for h, n := range hours {
		if n < 2 || n > 30 { // 12.5 on average
			t.Errorf("%d of 600 schools send in hour %d", n, h)
		}
	}
	if !SendTime("118999", day.Date{}, london).IsZero() {
		t.Error("without a day a school sends at once")
	}
}

func TestSendTimeNeverLeavesItsWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		due := day.Of(2026, 1, 1).AddDays(rapid.IntRange(0, 4000).Draw(t, "day"))
		at := SendTime(rapid.StringMatching(`[0-9]{6}`).Draw(t, "urn"), due, time.UTC)
		if d := due.Time().Sub(at); d <= 0 || d > sendWindow {
			t.Fatalf("%v before", d)
		}
	})
}
