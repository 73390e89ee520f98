package schooltest

import (
	"crypto/rand"
	"encoding/json"
	"testing"
	"time"

	"needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/journal"
)

// AtPanel opens the demo school as a member of a cluster, with a sharing agreement, and
// returns how to give it what the hub sends: a circular in a bulletin, and a letter. No
// hub is behind it.
func AtPanel(t testing.TB) (d *desk.Desk, comes func(papers.Circular, papers.Letter)) {
	t.Helper()
	d, store := demo(t)
	hub, err := exchange.NewKey(rand.Reader)
	must(t, err)
	written := func(value any) json.RawMessage {
		body, err := json.Marshal(value)
		must(t, err)
		return body
	}
	member := desk.Membership{Address: "https://hub.example.org", Hub: exchange.Hub{Name: "Hub", Key: hub.Public()}, Cluster: "KENT-07", State: exchange.Active}
	_, err = store.Do(t.Context(), journal.Step{At: time.Now(), By: "test", Label: "join", Sort: journal.Fact},
		[]journal.Edit{{Kind: "sending", Key: "membership", Value: map[string]any{"id": "membership", "value": written(member)}}})
	must(t, err)
	must(t, d.SaveAgreement(t.Context(), desk.SharingAgreement{Version: "2026-1", With: "Weald", SignedBy: "A. Head", Role: "Headteacher", On: d.Today(), Until: d.Today().AddYears(1), Tables: desk.AllSharedTables()}))
	number := int64(0)
	remember := func(name string, signed []byte) {
		must(t, store.Remember(t.Context(), name, written(map[string]any{"signed": signed, "number": number})))
	}
	own := exchange.BulletinMember{URN: d.School().URN, Name: d.School().Name}
	return d, func(c papers.Circular, l papers.Letter) {
		number++
		remember("cluster_bulletin", exchange.SignBulletin(exchange.Bulletin{Cluster: "KENT-07", Name: "Weald", Number: number, Circular: written(c),
			Members: []exchange.BulletinMember{own, {URN: "900101", Name: "Hill Primary School"}}}, hub))
		l.URN, l.Cluster, l.Number = own.URN, "KENT-07", number
		remember("cluster_letter", l.Sign(hub))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(desk.Words(err))
	}
}
