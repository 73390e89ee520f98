package exchange

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"testing"

	"github.com/gowebpki/jcs"

	"needsbook/app/day"
)

func rotationMeta() Meta {
	return Meta{URN: "118999", Cluster: "KENT-07", Series: "2026-27/autumn", AsOf: day.Of(2026, 11, 20)}
}

func rotationPayload(t testing.TB, old, next Key) []byte {
	t.Helper()
	e, err := NewRotation(old, next, rotationMeta())
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Payload()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRotationIsSignedByBothKeys(t *testing.T) {
	old, next := testKey(1), testKey(2)
	e, err := NewRotation(old, next, rotationMeta())
	if err != nil {
		t.Fatal(err)
	}
	payload, m, err := Open(e, func(kid string) (ed25519.PublicKey, error) {
		if kid != old.Public().ID() {
			t.Errorf("signed by %s", kid)
		}
		return old.Public().Sign, nil
	})
	if err != nil || m.Kind != KindRotate || m.Epoch != next.Public().ID() || m.Rev != 1 {
		t.Fatalf("%+v, %v", m, err)
	}
	r, err := ReadRotation(payload)
	if err != nil || r.Check(old.Public().ID()) != nil {
		t.Fatalf("%v", err)
	}
	if err := r.Check(testKey(3).Public().ID()); !errors.Is(err, ErrSignature) {
		t.Errorf("the agreement was meant for another old key: %v", err)
	}
	same := rotationPayload(t, old, old)
	if r, err := ReadRotation(same); err != nil || r.Check(old.Public().ID()) == nil {
		t.Errorf("a key followed itself: %v", err)
	}
	again := rotationPayload(t, old, next)
	if !bytes.Equal(again, payload) {
		t.Error("the same change of key has two forms")
	}
}

func TestNobodyNamesAKeyTheyDoNotHold(t *testing.T) {
	old, next, victim := testKey(1), testKey(2), testKey(3)
	var r map[string]any
	if err := json.Unmarshal(rotationPayload(t, old, next), &r); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(map[string]any){
		"another's key":       func(r map[string]any) { r["key"] = victim.Public(); r["epoch"] = victim.Public().ID() },
		"another sealing key": func(r map[string]any) { r["key"] = PublicKey{Sign: next.Public().Sign, Seal: victim.Public().Seal} },
		"another school":      func(r map[string]any) { r["urn"] = "118998" },
		"another cluster":     func(r map[string]any) { r["cluster"] = "KENT-08" },
		"no proof":            func(r map[string]any) { r["proof"] = []byte{} },
		"another epoch":       func(r map[string]any) { r["epoch"] = "aaaaaa" },
		"a second revision":   func(r map[string]any) { r["rev"] = 2; r["prev"] = DocumentID(nil) },
		"a field more":        func(r map[string]any) { r["name"] = "A child" },
	} {
		changed := map[string]any{}
		for k, v := range r {
			changed[k] = v
		}
		change(changed)
		b, _ := json.Marshal(changed)
		b, err := jcs.Transform(b)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ReadRotation(b); err == nil && got.Check(old.Public().ID()) == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func FuzzReadRotation(f *testing.F) {
	old := testKey(1)
	f.Add(rotationPayload(f, old, testKey(2)))
	f.Add([]byte(`{"kind":"rotate"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ReadRotation(b)
		if err == nil && (r.Epoch != r.Key.ID() || r.Kind != KindRotate) {
			t.Errorf("%+v", r)
		}
		_ = r.Check(old.Public().ID())
	})
}

func TestRequestToJoinTravelsAsAFile(t *testing.T) {
	hub, k := testKey(9), testKey(1)
	code, err := NewCode(bytes.NewReader(bytes.Repeat([]byte{7, 1, 9, 4}, 256)))
	if err != nil {
		t.Fatal(err)
	}
	for name, pinned := range map[string]PublicKey{"the hub is known": hub.Public(), "no hub is known": {}} {
		file, err := EnrolFile(code, "118999", "SENCO laptop", k, pinned)
		if err != nil {
			t.Fatal(err)
		}
		if sealed := !bytes.Contains(file, []byte("118999")); sealed != (len(pinned.Sign) > 0) {
			t.Errorf("%s: sealed is %v", name, sealed)
		}
		r, err := OpenEnrolFile(file, hub)
		if err != nil || r.CheckFile(hub.Public()) != nil || r.URN != "118999" {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if err := r.CheckFile(testKey(8).Public()); (err == nil) != (len(pinned.Sign) == 0) {
			t.Errorf("%s: taken by another hub: %v", name, err)
		}
		r.Key = testKey(3).Public()
		if r.CheckFile(hub.Public()) == nil {
			t.Errorf("%s: another key was put in", name)
		}
		if _, err := OpenEnrolFile(file[:len(file)-1], hub); err == nil {
			t.Errorf("%s: a file cut short was read", name)
		}
	}
	if _, err := OpenEnrolFile(make([]byte, MaxEnrolFile+1), hub); err == nil {
		t.Error("a file of any size is read")
	}
}

func TestAnswerByFileIsBelievedByThePinnedKeyOrByItsWords(t *testing.T) {
	hub, other := testKey(9), testKey(8)
	device := testKey(1).Public().ID()
	a := EnrolAnswer{State: Pending, Device: device, URN: "118999", School: "Meadowfield", Cluster: "KENT-07", Hub: Hub{Name: "Hub", Key: hub.Public()}}
	signed := a.Sign(hub)
	for name, c := range map[string]struct {
		file   []byte
		pinned PublicKey
		device string
		good   bool
	}{
		"pinned":                    {signed, hub.Public(), device, true},
		"not yet pinned":            {signed, PublicKey{}, device, true},
		"another hub pinned":        {signed, other.Public(), device, false},
		"for another key":           {signed, hub.Public(), testKey(2).Public().ID(), false},
		"names another hub":         {a.Sign(other), PublicKey{}, device, false},
		"names another hub, pinned": {a.Sign(other), other.Public(), device, false},
		"garbage":                   {[]byte("x"), PublicKey{}, device, false},
		"too large":                 {make([]byte, MaxEnrolFile+1), PublicKey{}, device, false},
	} {
		got, err := ReadEnrolAnswer(c.file, c.pinned, c.device)
		if (err == nil) != c.good || c.good && got.Cluster != "KENT-07" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func FuzzOpenEnrolFile(f *testing.F) {
	hub := testKey(9)
	code, _ := NewCode(bytes.NewReader(bytes.Repeat([]byte{7, 1, 9, 4}, 256)))
	for _, pinned := range []PublicKey{{}, hub.Public()} {
		file, err := EnrolFile(code, "118999", "laptop", testKey(1), pinned)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := OpenEnrolFile(b, hub)
		if err == nil && r.CheckFile(hub.Public()) == nil && (!ValidURN(r.URN) || r.Key.Check() != nil) {
			t.Errorf("%+v", r)
		}
		if _, err := ReadEnrolAnswer(b, PublicKey{}, "x"); err == nil {
			t.Error("an answer about no key")
		}
	})
}
