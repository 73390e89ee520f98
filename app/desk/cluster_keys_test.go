package desk_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"path/filepath"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/school"
	"needsbook/storage/schooldb/schooltest"
)

// lateHub takes a change of key, and refuses what the key before it signed: its time is
// over.
type lateHub struct {
	silentHub
	key  exchange.Key
	old  string // the school's first key
	over bool   // no other key is known
	sent []string
}

func (h *lateHub) Send(_ context.Context, e exchange.Envelope) (exchange.Answer, error) {
	var signed struct {
		Kid string `json:"kid"`
	}
	payload, err := e.Payload()
	if err := errors.Join(err, json.Unmarshal(e, &signed)); err != nil {
		return exchange.Answer{}, err
	}
	m, err := exchange.ReadMeta(payload)
	if err != nil {
		return exchange.Answer{}, err
	}
	h.sent = append(h.sent, m.Kind)
	if signed.Kid == h.old && (h.over || m.Kind != exchange.KindRotate) {
		return exchange.Answer{Code: exchange.KeyReplaced}, nil
	}
	receipt := exchange.Receipt{Document: exchange.DocumentID(payload), URN: m.URN, Rev: m.Rev, Received: schooltest.Now()}
	return exchange.Answer{Code: exchange.Stored, Receipt: receipt.Sign(h.key)}, nil
}

func (h *lateHub) Head(context.Context, exchange.Key, exchange.PublicKey, string, string) (exchange.Head, error) {
	return exchange.Head{}, errors.New("not asked")
}

// lateSchool is a school of hardly any pupil that has joined a lateHub and approved a
// summary.
func lateSchool(t *testing.T) (*desk.Desk, *lateHub) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	store, _, err := schooltest.Files().Create(ctx, filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	must(err)
	hub := &lateHub{}
	d, err := desk.Open(ctx, store, desk.Options{Clock: schooltest.Now, NewID: rand.Text, By: "SENCO", Roads: desk.Roads{Random: rand.Reader,
		Dial: func(string) (desk.Hub, error) { return hub, nil }, Chance: func() float64 { return 0.5 }}})
	must(err)
	t.Cleanup(func() { d.Close() })
	must(d.SaveSchool(ctx, school.School{Name: "Little Orchard", URN: "999995", Phase: "primary", Roll: 96, Cluster: "KENT-07", Head: "Ruth Amoah"}))
	must(d.SaveAgreement(ctx, desk.SharingAgreement{Version: "2026-1", With: "Kent coast", SignedBy: "Ruth Amoah", Role: "Headteacher",
		On: d.Today(), Until: d.Today().AddMonths(12), Tables: desk.AllSharedTables()}))
	own, err := exchange.NewKey(rand.Reader)
	must(err)
	hub.key, err = exchange.NewKey(rand.Reader)
	must(err)
	hub.old = own.Public().ID()
	for name, value := range map[string]any{
		"key":        own.Seed(),
		"membership": desk.Membership{Address: "https://hub.example.org", Hub: exchange.Hub{Name: "Hub", Key: hub.key.Public()}, Cluster: "KENT-07", State: exchange.Active, Key: own.Public()},
	} {
		raw, err := json.Marshal(value)
		must(err)
		behind(t, d, journal.Edit{Kind: "sending", Key: name, Value: map[string]any{"id": name, "value": json.RawMessage(raw)}})
	}
	_, err = d.ApproveSummary(ctx, "", desk.Approver{Role: desk.RoleHead})
	must(err)
	return d, hub
}

func TestWhatTheOldKeySignedTooLateIsSentAgainUnderTheNewOne(t *testing.T) {
	ctx := t.Context()
	d, hub := lateSchool(t)
	before, err := d.Outbox(ctx)
	if err != nil || len(before) != 1 {
		t.Fatal(len(before), err)
	}
	if _, err := d.RotateKey(ctx); err != nil {
		t.Fatal(err)
	}
	tried, err := d.SendSummaries(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	// A key refused stops all that follows, so the change of key waits for a person.
	m, err := d.Membership(ctx)
	if err != nil || len(tried) != 2 || m.State != exchange.Revoked || tried[0].State != exchange.Parked {
		t.Fatalf("%+v, %v, %v", tried, m.State, err)
	}
	if err := d.SendAgain(ctx, 2); err != nil {
		t.Fatal(err)
	}
	if tried, err = d.SendSummaries(ctx, true); err != nil {
		t.Fatal(err)
	}
	if len(tried) != 2 {
		t.Fatalf("tried %d, sent %v", len(tried), hub.sent)
	}
	if m, err = d.Membership(ctx); err != nil || m.State != exchange.Active || m.Key.ID() == hub.old {
		t.Errorf("%+v, %v", m, err)
	}
	for _, i := range tried {
		if i.State != exchange.Committed || i.ID == 1 && i.DocID != before[0].DocID {
			t.Errorf("%+v", i)
		}
	}
}

func TestKeyReplacedByOneThatTheFileDoesNotHoldLeadsToJoiningAgain(t *testing.T) {
	ctx := t.Context()
	d, hub := lateSchool(t)
	hub.over = true
	if _, err := d.SendSummaries(ctx, true); err != nil {
		t.Fatal(err)
	}
	for range 2 { // sending again changes nothing, and does not go on for ever
		if _, err := d.SendSummaries(ctx, false); err != nil {
			t.Fatal(err)
		}
	}
	m, err := d.Membership(ctx)
	if err != nil || m.State != exchange.Revoked || len(hub.sent) != 1 {
		t.Errorf("%s, %v, %v", m.State, hub.sent, err)
	}
}
