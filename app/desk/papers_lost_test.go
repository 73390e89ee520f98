package desk_test

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
)

// restored is the hub as it was put back from a backup that holds no paper yet: the same
// key, the same schools and their computers.
func (h *paperHub) restored(t *testing.T) *paperHub {
	t.Helper()
	old := newPaperHub(t)
	var schools []inbox.School
	var devices []inbox.Device
	fit(t, h.Store.Read(t.Context(), func(r inbox.Reader) (err error) {
		if schools, err = r.Members("KENT-07", day.On(h.now())); err == nil {
			devices, err = r.Devices()
		}
		return err
	}))
	for _, s := range schools {
		fit(t, old.SaveSchool(t.Context(), s))
	}
	fit(t, old.Store.Write(t.Context(), func(w inbox.Writer) error {
		for _, d := range devices {
			if err := w.PutDevice(d); err != nil {
				return err
			}
		}
		return nil
	}))
	client, err := https.New(old.server.URL, http.DefaultTransport)
	fit(t, err)
	h.road = client
	return old
}

// sends sends what waits, as at a click, and returns what was tried.
func sends(t *testing.T, d *desk.Desk) []exchange.OutboxItem {
	t.Helper()
	tried, err := d.SendSummaries(t.Context(), true)
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	return tried
}

func TestPapersAreSentAgainOnlyWhenTheHubLostThem(t *testing.T) {
	h := newPaperHub(t)
	d := h.sits(t, "118999", "Meadowfield Primary")
	h.sits(t, "118998", "Orchard Primary")
	first, _ := says(t, d, pooled("118999", "118998"))
	changed := pooled("118999", "118998")
	changed.Sessions = 8
	second, _ := says(t, d, changed)
	for _, late := range []time.Duration{0, 2 * time.Hour, 4 * time.Hour} { // the school has sent no summary this term
		h.late = late
		for range 2 {
			if tried := sends(t, d); len(tried) != 0 {
				t.Fatalf("after %s a whole hub was sent %d papers: %s", late, len(tried), tried[0].LastCode)
			}
		}
	}
	old := h.restored(t)
	h.late = 6 * time.Hour
	tried := sends(t, d)
	if len(tried) != 1 || tried[0].DocID != second || tried[0].State != exchange.Committed || tried[0].LastCode != exchange.Gap && tried[0].LastCode != exchange.Stored {
		t.Fatalf("what the hub lost: %+v", tried)
	}
	kept, err := old.Standing(t.Context(), "KENT-07")
	fit(t, err)
	if len(kept) != 1 || kept[0].ID != second || kept[0].ID == first {
		t.Errorf("%+v", kept)
	}
	log, err := d.SendLog(t.Context())
	fit(t, err)
	if n := len(slices.DeleteFunc(slices.Clone(log), func(e desk.SendEntry) bool { return e.Event != desk.SendLost })); n != 1 {
		t.Errorf("%d lines of the send log tell of a loss", n)
	}
	h.late = 8 * time.Hour
	if tried := sends(t, d); len(tried) != 0 {
		t.Errorf("sent once more: %+v", tried)
	}
}

func TestPapersOfASchoolThatMovedAreNotLost(t *testing.T) {
	h := newPaperHub(t)
	d := h.sits(t, "118999", "Meadowfield Primary")
	alone := pooled("118999", "")
	alone.Partners, alone.ShareKey, alone.Alone = nil, "", 0
	says(t, d, alone)
	fit(t, h.SaveSchool(t.Context(), inbox.School{URN: "118999", Name: "Meadowfield Primary", Phase: "primary", Cluster: "KENT-08", From: day.Of(2026, 11, 23)}))
	h.late = 2 * time.Hour
	if tried := sends(t, d); len(tried) != 0 {
		t.Errorf("the old cluster has it still, and was sent it again: %s", tried[0].LastCode)
	}
}

// countingRoad counts how often the hub is asked which papers it has.
type countingRoad struct {
	*https.Client
	asked int
}

func (r *countingRoad) Papers(ctx context.Context, k exchange.Key, hub exchange.PublicKey, urn string) ([]exchange.PaperHead, error) {
	r.asked++
	return r.Client.Papers(ctx, k, hub, urn)
}

func (r *countingRoad) Head(ctx context.Context, k exchange.Key, hub exchange.PublicKey, urn, series string) (exchange.Head, error) {
	r.asked++
	return r.Client.Head(ctx, k, hub, urn, series)
}

func TestHubIsAskedWhatItHoldsOnceAnHourHoweverOftenSomebodySends(t *testing.T) {
	h := newPaperHub(t)
	d := h.sits(t, "118999", "Meadowfield Primary")
	client, err := https.New(h.server.URL, http.DefaultTransport)
	fit(t, err)
	road := &countingRoad{Client: client}
	h.road = road
	offer := papers.Offer{State: papers.Open, Offers: papers.KindOffer, Family: "CI-T", Places: 3, Day: "tue", Phases: []string{"KS2"}, From: day.Of(2026, 11, 23), To: day.Of(2026, 12, 18)}
	for n := range 5 {
		offer.Places = n + 1
		says(t, d, offer)
	}
	if road.asked > 1 {
		t.Errorf("the hub was asked %d times within a moment", road.asked)
	}
	h.late = 61 * time.Minute
	sends(t, d)
	if road.asked > 2 {
		t.Errorf("the hub was asked %d times", road.asked)
	}
}
