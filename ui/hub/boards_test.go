package hub_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"needsbook/app/cluster"
	"needsbook/app/cluster/clustertest"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/assets"
)

func parse(t testing.TB, page string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// kept returns a kept board, and whether there is one.
func (h *testHub) kept(t testing.TB, level inbox.Level, ref, series string) (a inbox.Aggregate, b cluster.Board, ok bool) {
	t.Helper()
	err := h.db.Read(context.Background(), func(r inbox.Reader) (err error) {
		a, err = r.Aggregate(level, ref, series)
		return err
	})
	if errors.Is(err, inbox.ErrNotFound) {
		return a, b, false
	}
	if err == nil {
		err = json.Unmarshal(a.Body, &b)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a, b, true
}

const autumn = "2026-27/autumn"

func TestBoardsOfEveryLevelAreMadeBeforehand(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	for _, c := range []struct {
		place
		name          string
		schools, sent int
		listed        int
	}{
		{place{inbox.ClusterLevel, "KENT-07"}, "Weald and Downs", 3, 3, 3},
		{place{inbox.SchoolLevel, "900001"}, "Meadowfield Primary School", 3, 3, 3},
		{place{inbox.DistrictLevel, "Weald"}, "Weald", 6, 6, 0},
		{place{inbox.DistrictLevel, "Coast & Marsh"}, "Coast & Marsh", 3, 3, 0},
		{place{inbox.CountyLevel, "Kent"}, "Kent", 9, 9, 0},
		{place{inbox.CountyLevel, "Sussex"}, "Sussex", 3, 3, 0},
		{place{inbox.GroupLevel, "oak"}, "Oak Trust", 3, 3, 3},
	} {
		a, b, ok := h.kept(t, c.level, c.ref, autumn)
		if !ok || b.Name != c.name || b.Schools != c.schools || b.Sent != c.sent || len(b.Members) != c.listed || len(b.Charts) == 0 || a.Stamp == "" {
			t.Errorf("%s %s: %v %q, %d of %d sent, %d listed, %d charts", c.level, c.ref, ok, b.Name, b.Sent, b.Schools, len(b.Members), len(b.Charts))
		}
	}
	var marks []inbox.Dirty
	if err := h.db.Read(t.Context(), func(r inbox.Reader) (err error) { marks, err = r.Dirty(); return err }); err != nil || len(marks) > 0 {
		t.Errorf("marks are left: %v, %v", marks, err)
	}
}

// TestBoardMadeOnTheSpotIsTheOneMadeBeforehand holds that a reader who comes before
// the first pass sees what comes after it.
func TestBoardMadeOnTheSpotIsTheOneMadeBeforehand(t *testing.T) {
	h := countyHub(t)
	links := []place{{inbox.SchoolLevel, "900001"}, {inbox.ClusterLevel, "KENT-07"}, {inbox.DistrictLevel, "Weald"}, {inbox.CountyLevel, "Kent"}, {inbox.GroupLevel, "oak"}}
	before := map[place]string{}
	for _, l := range links {
		before[l] = h.page(t, l.path(), h.readerOf(t, l.level, l.ref))
	}
	h.freshen(t)
	for _, l := range links {
		if after := h.page(t, l.path(), h.readerOf(t, l.level, l.ref)); after != before[l] {
			t.Errorf("%s %s differs", l.level, l.ref)
		}
	}
}

func TestOnlyWhatChangedIsMadeAnew(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	built := func() map[place]time.Time {
		out := map[place]time.Time{}
		for _, p := range []place{{inbox.ClusterLevel, "KENT-07"}, {inbox.ClusterLevel, "KENT-08"}, {inbox.DistrictLevel, "Weald"}, {inbox.DistrictLevel, "Coast & Marsh"},
			{inbox.CountyLevel, "Kent"}, {inbox.CountyLevel, "Sussex"}, {inbox.GroupLevel, "oak"}, {inbox.SchoolLevel, "900001"}} {
			a, _, ok := h.kept(t, p.level, p.ref, autumn)
			if !ok {
				t.Fatalf("%v is gone", p)
			}
			out[p] = a.Built
		}
		return out
	}
	first := built()
	h.pass(time.Minute)
	if err := h.hub.Recheck(t.Context()); err != nil {
		t.Fatal(err)
	}
	for p, at := range built() {
		if !at.Equal(first[p]) {
			t.Errorf("%v was made anew though nothing changed", p)
		}
	}
	s := clustertest.Schools(12, 3)[0]
	d := s.Document("KENT-07", 2, exchange.DocumentID(s.Payload("KENT-07", 1, "")))
	d.AsOf = d.AsOf.AddDays(1)
	p, err := d.Payload()
	if err != nil {
		t.Fatal(err)
	}
	if r := h.post(t, exchange.Seal(p, exchangetest.Key(1))); r.status != 201 {
		t.Fatal(string(r.body))
	}
	h.freshen(t)
	for p, at := range built() {
		changes := slices.Contains([]string{"KENT-07", "Weald", "Kent", "oak", "900001"}, p.ref)
		if at.Equal(first[p]) == changes {
			t.Errorf("%v: made anew %v, want %v", p, !at.Equal(first[p]), changes)
		}
	}
}

func TestBoardsFollowNamesAndMembersAtTheNextCheck(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Weald & Woods", District: "Weald", County: "Kent"}); err != nil {
		t.Fatal(err)
	}
	if err := h.SaveSchool(t.Context(), inbox.School{URN: "900099", Name: "New School", Phase: "primary", Cluster: "KENT-07", From: day.Of(2026, 9, 1)}); err != nil {
		t.Fatal(err)
	}
	if err := h.hub.Recheck(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, b, _ := h.kept(t, inbox.ClusterLevel, "KENT-07", autumn); b.Name != "Weald & Woods" || b.Schools != 4 {
		t.Errorf("%q with %d schools", b.Name, b.Schools)
	}
	if _, b, _ := h.kept(t, inbox.DistrictLevel, "Weald", autumn); b.Schools != 7 {
		t.Errorf("the district has %d schools", b.Schools)
	}
}

func TestDroppedBoardsComeBack(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	before, _, _ := h.kept(t, inbox.CountyLevel, "Kent", autumn)
	if err := h.db.Write(t.Context(), func(w inbox.Writer) error { return w.DropAggregates() }); err != nil {
		t.Fatal(err)
	}
	if _, _, ok := h.kept(t, inbox.CountyLevel, "Kent", autumn); ok {
		t.Fatal("it was not dropped")
	}
	h.freshen(t)
	if after, _, ok := h.kept(t, inbox.CountyLevel, "Kent", autumn); !ok || string(after.Body) != string(before.Body) || after.Stamp != before.Stamp {
		t.Error("it came back another")
	}
}

func TestASchoolThatMovesTakesItsOwnPageAndLeavesTheOldTermsAsTheyWere(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	s := clustertest.Schools(12, 3)[0]
	h.pass(60 * 24 * time.Hour) // to January
	if err := h.SaveSchool(t.Context(), inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: "KENT-08", From: day.Of(2027, 1, 4)}); err != nil {
		t.Fatal(err)
	}
	d := s.Document("KENT-08", 1, "")
	d.Series, d.AsOf = "2026-27/spring", day.Of(2027, 1, 15)
	p, err := d.Payload()
	if err != nil {
		t.Fatal(err)
	}
	if r := h.post(t, exchange.Seal(p, exchangetest.Key(1))); r.status != 201 {
		t.Fatal(string(r.body))
	}
	if err := h.hub.Recheck(t.Context()); err != nil {
		t.Fatal(err)
	}
	own, old, next := h.readerOf(t, inbox.SchoolLevel, s.URN), h.reader(t, "KENT-07"), h.reader(t, "KENT-08")
	if page := h.page(t, "/s/900001/?term="+autumn, own); !strings.Contains(page, "3 schools have sent") {
		t.Error("the school's page of the term before is not the one beside its old cluster")
	}
	if page := h.page(t, "/c/KENT-07/?term="+autumn, old); !strings.Contains(page, s.Name) {
		t.Error("the old cluster's term was rewritten")
	}
	for _, c := range []struct {
		path   string
		as     func(*http.Request)
		status int
	}{
		{"/s/900001/", next, 200}, {"/s/900001/?term=" + autumn, next, 404}, {"/s/900001/", old, 403}, {"/c/KENT-07/", own, 403}, {"/c/KENT-08/", own, 200},
	} {
		if r := h.ask(t, http.MethodGet, c.path, nil, c.as); r.status != c.status {
			t.Errorf("%s: %d, want %d", c.path, r.status, c.status)
		}
	}
}

func TestPageSaysWhetherItChanged(t *testing.T) {
	h := filled(t, 5, 1)
	h.freshen(t)
	cookie := h.reader(t, "KENT-07")
	first := h.ask(t, http.MethodGet, "/c/KENT-07/", nil, cookie)
	tag := first.header.Get("ETag")
	if tag == "" || first.header.Get("Cache-Control") != "private, no-cache" || first.header.Get("Vary") != "Cookie, Accept-Encoding" {
		t.Fatalf("%v", first.header)
	}
	known := func(r *http.Request) { r.Header.Set("If-None-Match", tag) }
	if r := h.ask(t, http.MethodGet, "/c/KENT-07/", nil, cookie, known); r.status != 304 || len(r.body) > 0 {
		t.Errorf("the same page: %d, %d bytes", r.status, len(r.body))
	}
	if r := h.ask(t, http.MethodGet, "/c/KENT-07/", nil, known); r.status != 403 {
		t.Errorf("a tag opened the page to a stranger: %d", r.status)
	}
	if r := h.post(t, exchange.Seal(clustertest.Schools(5, 3)[4].Payload("KENT-07", 1, ""), exchangetest.Key(5))); r.status != 201 {
		t.Fatal(r.status)
	}
	h.freshen(t)
	if r := h.ask(t, http.MethodGet, "/c/KENT-07/", nil, cookie, known); r.status != 200 || !strings.Contains(string(r.body), "All 5 schools") {
		t.Errorf("a changed page: %d", r.status)
	}
}

// TestOneProcessAtATimeMakesBoards lets two servers share one set of records: the one
// with the place makes the boards, both serve them, and the other takes over.
func TestOneProcessAtATimeMakesBoards(t *testing.T) {
	h := countyHub(t)
	var leaders, most, taken atomic.Int64
	h.hub.Lead = func(ctx context.Context) (func(), bool, error) {
		release, ok, err := h.db.Leader(ctx)
		if !ok {
			return release, ok, err
		}
		taken.Add(1)
		if n := leaders.Add(1); n > most.Load() {
			most.Store(n)
		}
		return func() { leaders.Add(-1); release() }, true, nil
	}
	other := newTestHubOn(t, h)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{}, 2)
	firstCtx, stopFirst := context.WithCancel(ctx)
	go func() { h.hub.Aggregate(firstCtx); done <- struct{}{} }()
	until(t, "boards are made", func() bool { _, _, ok := h.kept(t, inbox.CountyLevel, "Kent", autumn); return ok })
	go func() { other.hub.Aggregate(ctx); done <- struct{}{} }()
	if page := other.page(t, "/county/Kent/", other.readerOf(t, inbox.CountyLevel, "Kent")); !strings.Contains(page, "All 9 schools") {
		t.Error("the other process does not serve what the first made")
	}
	stopFirst()
	<-done
	if err := h.db.Write(t.Context(), func(w inbox.Writer) error { return w.DropAggregates() }); err != nil {
		t.Fatal(err)
	}
	until(t, "the other takes over", func() bool { _, _, ok := h.kept(t, inbox.CountyLevel, "Kent", autumn); return ok })
	stop()
	<-done
	if most.Load() != 1 || taken.Load() < 2 {
		t.Errorf("%d at once, the place was taken %d times", most.Load(), taken.Load())
	}
}

func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatal("never: " + what)
}

func TestPageShowsDatesAndNoticesInTheirTime(t *testing.T) {
	h := filled(t, 4, 0)
	err := h.db.Write(t.Context(), func(w inbox.Writer) error {
		return errors.Join(
			w.PutMeeting(inbox.Meeting{ID: "1", Cluster: "KENT-07", On: day.Of(2026, 12, 3), Starts: "09:30", Place: "Town hall", PapersBy: day.Of(2026, 11, 26)}),
			w.PutMeeting(inbox.Meeting{ID: "0", Cluster: "KENT-07", On: day.Of(2026, 10, 3), Place: "Old hall"}),
			w.PutNotice(inbox.Notice{ID: "a", Cluster: "KENT-07", On: day.Of(2026, 11, 1), Until: day.Of(2026, 11, 30), Title: "Bring <two> cases", Words: "One of them shared."}),
			w.PutNotice(inbox.Notice{ID: "b", Cluster: "KENT-07", On: day.Of(2026, 10, 1), Until: day.Of(2026, 10, 30), Title: "Past notice", Words: "x"}),
			w.PutNotice(inbox.Notice{ID: "c", Cluster: "KENT-07", On: day.Of(2026, 12, 30), Title: "Early notice", Words: "x"}))
	})
	if err != nil {
		t.Fatal(err)
	}
	page := h.page(t, "/c/KENT-07/", h.reader(t, "KENT-07"))
	for _, want := range []string{"3 Dec 2026, 09:30", "Town hall", "Papers by 26 Nov 2026", "Bring &lt;two&gt; cases"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, not := range []string{"Old hall", "Past notice", "Early notice"} {
		if strings.Contains(page, not) {
			t.Errorf("the page says %q", not)
		}
	}
	if own := h.page(t, "/s/900001/", h.readerOf(t, inbox.SchoolLevel, "900001")); !strings.Contains(own, "Town hall") {
		t.Error("a school does not see its cluster's dates")
	}
}

// TestAGroupsBoardTakesNamesFromThePacksOfItsSchoolsClusters sends a pack round to one
// cluster; the trust's schools used it.
func TestAGroupsBoardTakesNamesFromThePacksOfItsSchoolsClusters(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	pack := []byte(strings.ReplaceAll(string(assets.Pack("continuum.json")), `"High individual support"`, `"Rung four"`))
	for i, at := range []int{0, 3, 6} {
		s := clustertest.Schools(12, 3)[at]
		home := []string{"KENT-07", "KENT-08", "KENT-09"}[i]
		d := s.Document(home, 2, exchange.DocumentID(s.Payload(home, 1, "")))
		d.AsOf, d.CodeLists.Continuum = d.AsOf.AddDays(1), exchange.CodeListID(pack)
		p, err := d.Payload()
		if err != nil {
			t.Fatal(err)
		}
		if r := h.post(t, exchange.Seal(p, exchangetest.Key(byte(at+1)))); r.status != 201 {
			t.Fatal(string(r.body))
		}
	}
	h.freshen(t)
	trust := h.readerOf(t, inbox.GroupLevel, "oak")
	if strings.Contains(h.page(t, "/g/oak/", trust), "Rung four") {
		t.Fatal("the name is known before its pack")
	}
	if _, err := h.SendPack(t.Context(), inbox.PackOffer{Cluster: "KENT-08", Format: "sen-continuum", Name: "Levels", Version: "2", Body: pack}); err != nil {
		t.Fatal(err)
	}
	if err := h.hub.Recheck(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(h.page(t, "/g/oak/", trust), "Rung four") {
		t.Error("the board has no name from the pack that was sent round")
	}
}
