package desk_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"path/filepath"
	"testing"

	"needsbook/app/cluster"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/storage/schooldb/schooltest"
)

// silentHub stands for all that is not asked here.
type silentHub interface{ desk.Hub }

// roundHub answers with one signed bulletin, or with an error.
type roundHub struct {
	silentHub
	signed []byte
	err    error
}

func (h *roundHub) Bulletin(context.Context, exchange.Key, exchange.PublicKey, string, string) ([]byte, string, bool, error) {
	return h.signed, "", h.err == nil, h.err
}

func TestBulletinIsOnlyBelievedFromThePinnedHubAndNeverGoesBack(t *testing.T) {
	ctx := t.Context()
	store, _, err := schooltest.Files().Create(ctx, filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	hub := &roundHub{}
	d, err := desk.Open(ctx, store, desk.Options{Clock: schooltest.Now, NewID: rand.Text, By: "SENCO", Roads: desk.Roads{Random: rand.Reader, Dial: func(string) (desk.Hub, error) { return hub, nil }}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	key, err1 := exchange.NewKey(rand.Reader)
	other, err2 := exchange.NewKey(rand.Reader)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if changed, err := d.FetchBulletin(ctx); changed || err != nil {
		t.Errorf("without a cluster: %v, %v", changed, err)
	}
	member, err := json.Marshal(desk.Membership{Address: "https://hub.example.org", Hub: exchange.Hub{Name: "Hub", Key: key.Public()}, Cluster: "KENT-07", State: exchange.Active})
	if err != nil {
		t.Fatal(err)
	}
	behind(t, d, journal.Edit{Kind: "sending", Key: "membership", Value: map[string]any{"id": "membership", "value": json.RawMessage(member)}})
	board, err := json.Marshal(cluster.Board{Level: "cluster", Ref: "KENT-07", Name: "Kent coast"})
	if err != nil {
		t.Fatal(err)
	}
	bulletin := func(number int64, cluster string, by exchange.Key) []byte {
		return exchange.SignBulletin(exchange.Bulletin{Cluster: cluster, Name: "Kent coast", Number: number, Issued: schooltest.Now(), Board: board}, by)
	}
	steps, err := d.History(ctx, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		signed  []byte
		err     error
		changed bool
		refused bool
		number  int64
	}{
		{"the first one", bulletin(5, "KENT-07", key), nil, true, false, 5},
		{"an older one", bulletin(4, "KENT-07", key), nil, false, false, 5},
		{"one of another hub", bulletin(9, "KENT-07", other), nil, false, true, 5},
		{"one for another cluster", bulletin(9, "KENT-08", key), nil, false, true, 5},
		{"no bulletin at all", []byte("<html>sign in</html>"), nil, false, true, 5},
		{"no answer", nil, errors.New("no network"), false, true, 5},
		{"a newer one", bulletin(6, "KENT-07", key), nil, true, false, 6},
	} {
		hub.signed, hub.err = c.signed, c.err
		changed, err := d.FetchBulletin(ctx)
		var refusal *desk.Refusal
		if changed != c.changed || errors.As(err, &refusal) != c.refused || err != nil && !c.refused {
			t.Errorf("%s: %v, %v", c.name, changed, err)
		}
		b, found, err := d.Bulletin(ctx)
		if err != nil || !found || b.Number != c.number {
			t.Errorf("%s leaves number %d, %v, %v", c.name, b.Number, found, err)
		}
	}
	if got, found, err := d.Board(ctx); err != nil || !found || got.Name != "Kent coast" {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
	if after, err := d.History(ctx, "", 100); err != nil || len(after) != len(steps) {
		t.Errorf("fetching wrote %d steps into the history, %v", len(after)-len(steps), err)
	}
}
