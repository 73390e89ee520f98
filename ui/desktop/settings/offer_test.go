package settings_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/school"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

// offeringHub lets any school join, and sends one pack round.
type offeringHub struct {
	desk.Hub // all that is not asked here
	key      exchange.Key
	offer    exchange.PackOffer
	body     []byte
}

func (h *offeringHub) about() exchange.Hub {
	return exchange.Hub{Name: "Kent coast hub", Key: h.key.Public()}
}

// asked is the hub as a desk reaches it; its method Hub hides the field of that name.
type asked struct{ *offeringHub }

func (h asked) Hub(context.Context) (exchange.Hub, error) { return h.about(), nil }

func (h asked) Enrol(context.Context, exchange.EnrolRequest, exchange.PublicKey) (exchange.EnrolAnswer, error) {
	return exchange.EnrolAnswer{State: exchange.Active, URN: "999995", Cluster: "KENT-07", Hub: h.about()}, nil
}

func (h asked) Bulletin(context.Context, exchange.Key, exchange.PublicKey, string, string) ([]byte, string, bool, error) {
	b := exchange.Bulletin{Cluster: "KENT-07", Name: "Kent coast", Number: 1, Issued: schooltest.Now(), Packs: []exchange.PackOffer{h.offer}}
	return exchange.SignBulletin(b, h.key), "", true, nil
}

func (h asked) Pack(context.Context, exchange.Key, exchange.PublicKey, string) ([]byte, error) {
	return h.body, nil
}

func TestPackThatTheHubSendsRoundIsLookedAtAndPutInUse(t *testing.T) {
	ctx := t.Context()
	body := []byte(strings.Replace(string(assets.Pack("services.json")), "default-services", "kent-services", 1))
	sum := sha256.Sum256(body)
	h := &offeringHub{key: exchangetest.Key(99), body: body,
		offer: exchange.PackOffer{ID: hex.EncodeToString(sum[:]), Format: "sen-services", Name: "kent-services", Version: "2", On: day.Of(2026, 11, 19)}}
	store, _, err := schooltest.Files().Create(ctx, filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	must(err)
	d, err := desk.Open(ctx, store, desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: rand.Text,
		Roads: desk.Roads{Random: rand.Reader, Dial: func(string) (desk.Hub, error) { return asked{h}, nil }}})
	must(err)
	t.Cleanup(func() { d.Close() })
	must(d.SaveSchool(ctx, school.School{Name: "Little Orchard", URN: "999995", Phase: "primary", Roll: 96}))
	meeting, err := d.MeetHub(ctx, "https://hub.example.org")
	must(err)
	code, err := exchange.NewCode(rand.Reader)
	must(err)
	_, err = d.Join(ctx, meeting, code, "SENCO computer")
	must(err)
	_, err = d.FetchBulletin(ctx)
	must(err)

	w, _ := open(t, d, "packs/offer/"+strings.Repeat("0", 64))
	w.MustSee("The hub does not send this pack round any more.")
	w, _ = open(t, d, "packs/offer/"+h.offer.ID)
	w.MustSee("Not signed: nothing shows who wrote it", "The pack is sound. It moves nobody.", "Accepted with")
	press(t, w, "Put it in use")
	w.MustSee("The pack is in use.")
	list, err := d.PacksInUse(ctx)
	must(err)
	if !slices.ContainsFunc(list, func(p desk.PackInUse) bool { return p.Own && p.Head.ID == "kent-services" }) {
		t.Error("the pack is not in use")
	}
	h.body = append([]byte(nil), assets.Pack("terms.json")...)
	w, _ = open(t, d, "packs/offer/"+h.offer.ID)
	w.MustSee("What came is not the pack that the hub offered")
}
