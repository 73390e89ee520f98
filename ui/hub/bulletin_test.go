package hub_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/inbox"
)

func TestBulletinGrowsOnlyWhenSomethingChanges(t *testing.T) {
	h := newOpenHub(t)
	k, hubKey := exchangetest.Key(1), h.Key.Public()
	h.enrol(t, "118999", "KENT-07", k)
	c := h.client(t)
	tag, number := "", int64(0)
	fetch := func(what string, want bool) exchange.Bulletin {
		t.Helper()
		body, now, changed, err := c.Bulletin(t.Context(), k, hubKey, "KENT-07", tag)
		if err != nil || changed != want {
			t.Fatalf("%s: changed is %v, %v", what, changed, err)
		}
		if !changed {
			return exchange.Bulletin{}
		}
		b, err := exchange.OpenBulletin(body, hubKey.Sign)
		if err != nil || b.Number <= number {
			t.Fatalf("%s: number %d after %d, %v", what, b.Number, number, err)
		}
		tag, number = now, b.Number
		return b
	}
	if b := fetch("at first", true); b.Board != nil || b.Series != "" || len(b.Members) != 1 {
		t.Errorf("%+v", b)
	}
	fetch("nothing new", false)
	h.pass(time.Hour)
	fetch("an hour later", false)
	if _, err := h.SaveMeeting(t.Context(), inbox.Meeting{Cluster: "KENT-07", On: day.Of(2026, 12, 3), PapersBy: day.Of(2026, 11, 27)}); err != nil {
		t.Fatal(err)
	}
	if b := fetch("a meeting", true); len(b.Meetings) != 1 || b.Meetings[0].PapersBy != day.Of(2026, 11, 27) {
		t.Errorf("%+v", b.Meetings)
	}
	if _, err := h.SaveNotice(t.Context(), inbox.Notice{Cluster: "KENT-07", On: day.Of(2026, 11, 21), Until: day.Of(2026, 11, 22), Title: "Snow"}); err != nil {
		t.Fatal(err)
	}
	if b := fetch("a notice", true); len(b.Notices) != 1 {
		t.Errorf("%+v", b.Notices)
	}
	h.pass(48 * time.Hour)
	if b := fetch("its last day has passed", true); len(b.Notices) != 0 {
		t.Errorf("%+v", b.Notices)
	}
	// A clock that was set back must not make the number fall.
	h.pass(-72 * time.Hour)
	if _, err := h.SaveNotice(t.Context(), inbox.Notice{Cluster: "KENT-07", On: day.Of(2026, 11, 1), Title: "Another"}); err != nil {
		t.Fatal(err)
	}
	fetch("after the clock was set back", true)
}

func TestBulletinHoldsTheBoardAndTheFiguresAreSigned(t *testing.T) {
	h := filled(t, 9, 2)
	k, hubKey := exchangetest.Key(1), h.Key.Public()
	body, _, _, err := h.client(t).Bulletin(t.Context(), k, hubKey, "KENT-07", "")
	if err != nil {
		t.Fatal(err)
	}
	b, err := exchange.OpenBulletin(body, hubKey.Sign)
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	for _, m := range b.Members {
		if m.Sent && !m.AsOf.IsZero() {
			sent++
		}
	}
	var board struct {
		Ref     string
		Schools int
		Sent    int
	}
	if err := json.Unmarshal(b.Board, &board); err != nil || len(b.Members) != 9 || sent != 7 {
		t.Errorf("%d members, %d sent, %v", len(b.Members), sent, err)
	}
	if board.Ref != "KENT-07" || board.Sent != 7 {
		t.Errorf("%+v", board)
	}
	t.Logf("a bulletin of 9 schools has %d kB", len(body)>>10)
}

func TestFolderBringsWhatTheNetworkWould(t *testing.T) {
	h := newOpenHub(t)
	mine, theirs, left := exchangetest.Key(1), exchangetest.Key(2), exchangetest.Key(3)
	must(t, h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-08", Name: "Coast"}))
	h.enrol(t, "118999", "KENT-07", mine)
	h.enrol(t, "118998", "KENT-08", theirs)
	h.enrol(t, "118997", "KENT-07", left)
	must(t, h.SaveSchool(t.Context(), inbox.School{URN: "118997", Name: "Gone", Phase: "primary", Cluster: "KENT-07", To: day.Of(2026, 11, 1)}))
	dir := t.TempDir()
	post := &folder.Post{Folder: dir, Now: time.Now}
	leave := func() {
		t.Helper()
		must(t, h.hub.LeaveBulletins(context.Background(), post))
	}
	leave()
	box := folder.Drop{Folder: dir, Hub: h.Key.Public()}
	for _, c := range []struct {
		key     exchange.Key
		cluster string
	}{{mine, "KENT-07"}, {theirs, "KENT-08"}} {
		file, err := box.Bulletin(c.key)
		must(t, err)
		net, _, _, err := h.client(t).Bulletin(t.Context(), c.key, h.Key.Public(), c.cluster, "")
		must(t, err)
		if string(file) != string(net) {
			t.Errorf("%s: folder and network bring different bytes", c.cluster)
		}
	}
	if _, err := box.Bulletin(left); !errors.Is(err, folder.ErrNothing) {
		t.Errorf("a school that left got a bulletin: %v", err)
	}
	if _, err := h.Revoke(t.Context(), mine.Public().ID()); err != nil {
		t.Fatal(err)
	}
	leave()
	if _, err := box.Bulletin(mine); !errors.Is(err, folder.ErrNothing) {
		t.Errorf("a revoked key still has a bulletin: %v", err)
	}
}

func TestSchoolsOfACountyBehindOneAddressAllRead(t *testing.T) {
	h := newOpenHub(t)
	c := h.insideClient(t)
	read := func(k exchange.Key) error {
		_, _, _, err := c.Bulletin(t.Context(), k, h.Key.Public(), "KENT-07", "")
		return err
	}
	for i := range 60 {
		k := exchangetest.Key(byte(i + 1))
		h.enrol(t, fmt.Sprintf("9%05d", i), "KENT-07", k)
		if err := read(k); err != nil {
			t.Fatalf("school %d of one address: %v", i, err)
		}
	}
	// One of them asks without end: it is stopped, the others are not. Each time takes
	// two of its 300 requests a minute to prove the key, and the hub's clock stands still.
	greedy, modest := exchangetest.Key(1), exchangetest.Key(2)
	for i := 1; i < 150; i++ {
		if err := read(greedy); err != nil {
			t.Fatalf("time %d: %v", i, err)
		}
	}
	if err := read(greedy); refusedWith(err) != exchange.TooMany {
		t.Errorf("one key may ask without end: %v", err)
	}
	if err := read(modest); err != nil {
		t.Errorf("another school behind the same address: %v", err)
	}
	h.pass(time.Minute)
	if err := read(greedy); err != nil {
		t.Errorf("a minute later: %v", err)
	}
}

func TestGoodInvitationsBehindOneAddressAreNotCounted(t *testing.T) {
	h := newOpenHub(t)
	for i := range 12 {
		urn := fmt.Sprintf("9%05d", i)
		must(t, h.SaveSchool(t.Context(), inbox.School{URN: urn, Name: urn, Phase: "primary", Cluster: "KENT-07"}))
		code, _, err := h.NewInvite(t.Context(), urn, time.Hour, rand.Reader)
		must(t, err)
		request, err := exchange.NewEnrolRequest(code, urn, "laptop", exchangetest.Key(byte(i+1)), h.Key.Public())
		must(t, err)
		if _, err := h.client(t).Enrol(t.Context(), request, h.Key.Public()); err != nil {
			t.Fatalf("school %d: %v", i, err)
		}
	}
	for range 5 {
		h.ask(t, http.MethodPost, "/v1/enrol", []byte("{}"))
	}
	if r := h.ask(t, http.MethodPost, "/v1/enrol", []byte("{}")); r.status != 429 {
		t.Errorf("bad requests are counted: %d", r.status)
	}
}
