package hub_test

import (
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub"
)

// place is a view with its address.
type place struct {
	level inbox.Level
	ref   string
}

func (p place) path() string {
	return strings.TrimSuffix(hub.LinkAddress(p.level, p.ref, ""), "enter/")
}

// county is a hub with two counties: Kent with the districts Weald (KENT-07, KENT-08)
// and Coast (KENT-09), and Sussex with one cluster. Each cluster has three schools
// that sent; a trust has one school of each of KENT-07 to KENT-09.
func countyHub(t testing.TB) *testHub {
	t.Helper()
	h := newTestHub(t)
	ctx := t.Context()
	clusters := []inbox.Cluster{
		{ID: "KENT-07", Name: "Weald and Downs", District: "Weald", County: "Kent"},
		{ID: "KENT-08", Name: "Next door", District: "Weald", County: "Kent"},
		{ID: "KENT-09", Name: "Harbour", District: "Coast & Marsh", County: "Kent"},
		{ID: "SX-01", Name: "South", District: "Arun", County: "Sussex"},
	}
	for _, c := range clusters {
		if err := h.SaveCluster(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	for i, s := range clustertest.Schools(12, 3) {
		home, key := clusters[i/3].ID, exchangetest.Key(byte(i+1))
		h.join(t, s, key)
		if err := h.SaveSchool(ctx, inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: home, From: day.Of(2026, 9, 1)}); err != nil {
			t.Fatal(err)
		}
		if a, err := h.Receive(ctx, exchange.Seal(s.Payload(home, 1, ""), key), "https"); err != nil || a.Code != exchange.Stored {
			t.Fatal(s.Name, a.Code, err)
		}
	}
	err := h.db.Write(ctx, func(w inbox.Writer) error {
		err := w.PutGroup(inbox.Group{ID: "oak", Kind: "trust", Name: "Oak Trust"})
		for _, urn := range []string{"900001", "900004", "900007"} {
			err = errors.Join(err, w.PutGroupMember(inbox.GroupMember{Group: "oak", URN: urn}))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestALinkOpensWhatItsLevelAllowsAndNothingElse tries every level of link on every
// view, with boards made beforehand and made on the spot.
func TestALinkOpensWhatItsLevelAllowsAndNothingElse(t *testing.T) {
	own, otherSchool, farSchool := place{inbox.SchoolLevel, "900001"}, place{inbox.SchoolLevel, "900002"}, place{inbox.SchoolLevel, "900004"}
	home, next, far := place{inbox.ClusterLevel, "KENT-07"}, place{inbox.ClusterLevel, "KENT-08"}, place{inbox.ClusterLevel, "SX-01"}
	weald, coast, arun := place{inbox.DistrictLevel, "Weald"}, place{inbox.DistrictLevel, "Coast & Marsh"}, place{inbox.DistrictLevel, "Arun"}
	kent, sussex := place{inbox.CountyLevel, "Kent"}, place{inbox.CountyLevel, "Sussex"}
	oak := place{inbox.GroupLevel, "oak"}
	views := []place{own, otherSchool, farSchool, home, next, far, weald, coast, arun, kent, sussex, oak,
		{inbox.SchoolLevel, "999999"}, {inbox.ClusterLevel, "NONE"}, {inbox.DistrictLevel, "None"}, {inbox.CountyLevel, "None"}, {inbox.GroupLevel, "none"}}
	opens := map[place][]place{
		own:   {own, home},
		home:  {home, own, otherSchool},
		weald: {weald, home, next},
		kent:  {kent, weald, coast},
		oak:   {oak},
	}
	for _, beforehand := range []bool{false, true} {
		h := countyHub(t)
		if beforehand {
			h.freshen(t)
		}
		for link, allowed := range opens {
			cookie := h.readerOf(t, link.level, link.ref)
			for _, view := range views {
				want := http.StatusForbidden
				for _, a := range allowed {
					if a == view {
						want = http.StatusOK
					}
				}
				for _, file := range []string{"", "export/board.json", "export/needs-1.csv"} {
					r := h.ask(t, http.MethodGet, view.path()+file, nil, cookie)
					if r.status != want {
						t.Errorf("a link to %s %s on %s%s: %d, want %d", link.level, link.ref, view.path(), file, r.status, want)
					}
				}
			}
			for _, view := range views { // the token of one view is no key to another's door
				if view == link {
					continue
				}
				token, _, err := h.NewReaderLink(t.Context(), link.level, link.ref, time.Hour, rand.Reader)
				if err != nil {
					t.Fatal(err)
				}
				if r := h.ask(t, http.MethodGet, hub.LinkAddress(view.level, view.ref, token), nil); r.status != http.StatusForbidden || r.header.Get("Set-Cookie") != "" {
					t.Errorf("a link to %s opened %s %s: %d", link.ref, view.level, view.ref, r.status)
				}
			}
		}
	}
}

// TestADistrictOfTwoCountiesIsOpenedToNeither: its name alone must not let the readers of
// one county see the other's clusters.
func TestADistrictOfTwoCountiesIsOpenedToNeither(t *testing.T) {
	h := countyHub(t)
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "SX-01", Name: "South", District: "Weald", County: "Sussex"}); err != nil {
		t.Fatal(err)
	}
	h.freshen(t)
	for _, county := range []string{"Kent", "Sussex"} {
		if r := h.ask(t, http.MethodGet, "/d/Weald/", nil, h.readerOf(t, inbox.CountyLevel, county)); r.status != http.StatusForbidden {
			t.Errorf("a link to %s on the shared district: %d", county, r.status)
		}
	}
	if r := h.ask(t, http.MethodGet, "/d/Coast%20&%20Marsh/", nil, h.readerOf(t, inbox.CountyLevel, "Kent")); r.status != http.StatusOK {
		t.Errorf("a district of one county: %d", r.status)
	}
}

func TestReadersOfADistrictSeeNoSchool(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	names := []string{}
	for _, s := range clustertest.Schools(12, 3) {
		names = append(names, s.Name, s.URN)
	}
	for link, paths := range map[place][]string{
		{inbox.DistrictLevel, "Weald"}: {"/d/Weald/", "/c/KENT-07/", "/d/Weald/export/board.json", "/c/KENT-07/export/board.json"},
		{inbox.CountyLevel, "Kent"}:    {"/county/Kent/", "/d/Weald/", "/county/Kent/export/board.json"},
	} {
		cookie := h.readerOf(t, link.level, link.ref)
		for _, path := range paths {
			page := h.page(t, path, cookie)
			for _, name := range names {
				if strings.Contains(page, name) {
					t.Errorf("%s tells %s of %s", path, link.level, name)
				}
			}
		}
		if r := h.ask(t, http.MethodGet, paths[0]+"export/schools.csv", nil, cookie); r.status != http.StatusNotFound {
			t.Errorf("a list of schools is saved: %d", r.status)
		}
	}
	if page := h.page(t, "/c/KENT-07/", h.reader(t, "KENT-07")); !strings.Contains(page, names[0]) {
		t.Error("its own cluster does not see the schools")
	}
}

func TestPagesLeadOnlyWhereTheReaderMayGo(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	for _, link := range []place{{inbox.SchoolLevel, "900001"}, {inbox.ClusterLevel, "KENT-07"}, {inbox.DistrictLevel, "Coast & Marsh"}, {inbox.CountyLevel, "Kent"}, {inbox.GroupLevel, "oak"}} {
		cookie := h.readerOf(t, link.level, link.ref)
		seen, todo := map[string]bool{}, []string{link.path()}
		for len(todo) > 0 {
			at := todo[0]
			todo = todo[1:]
			if seen[at] {
				continue
			}
			seen[at] = true
			r := h.ask(t, http.MethodGet, at, nil, cookie)
			if r.status != http.StatusOK {
				t.Errorf("a link to %s %s leads to %s, which answers %d", link.level, link.ref, at, r.status)
				continue
			}
			if !strings.Contains(r.header.Get("Content-Type"), "text/html") {
				continue
			}
			base, err := url.Parse(at)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range all(parse(t, string(r.body)), "a") {
				to, err := base.Parse(attr(a, "href"))
				if err != nil {
					t.Fatal(err)
				}
				to.Fragment = ""
				todo = append(todo, to.String())
			}
		}
		if len(seen) < 4 {
			t.Errorf("the page of %s leads nowhere: %v", link.ref, seen)
		}
	}
}
