package hub_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door/doortest"
)

// as signs somebody in with one role.
func (h *testHub) as(t testing.TB, id string, g people.Grant) *http.Client {
	t.Helper()
	return doortest.Client(t, h.URL, h.Server.Client().Transport, h.Inbox, people.Person{ID: id, Name: "Person " + id, Email: id + "@example.org", Grants: []people.Grant{g}})
}

func status(t testing.TB, c *http.Client, address string) (int, string) {
	t.Helper()
	resp, err := c.Get(address)
	must(t, err)
	defer resp.Body.Close()
	return resp.StatusCode, resp.Header.Get("Location")
}

func TestRolesOpenTheBoardsThatALinkToTheirPlaceWould(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	views := []string{"/s/900001/", "/s/900002/", "/s/900004/", "/c/KENT-07/", "/c/KENT-08/", "/c/SX-01/", "/d/Weald/", "/d/Arun/", "/county/Kent/", "/county/Sussex/", "/g/oak/", "/c/NONE/"}
	for id, c := range map[string]struct {
		grant people.Grant
		opens string
	}{
		"school":   {people.Grant{Role: people.SchoolReader, Level: people.SchoolLevel, Ref: "900001"}, "/s/900001/ /c/KENT-07/"},
		"member":   {people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-07"}, "/c/KENT-07/ /s/900001/ /s/900002/"},
		"district": {people.Grant{Role: people.CouncilReader, Level: people.DistrictLevel, Ref: "Weald"}, "/d/Weald/ /c/KENT-07/ /c/KENT-08/"},
		"county":   {people.Grant{Role: people.CouncilReader, Level: people.CountyLevel, Ref: "Kent"}, "/county/Kent/ /d/Weald/"},
		"auditor":  {people.Grant{Role: people.Auditor, Level: people.HubLevel}, ""},
		"ended":    {people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-07", To: day.Of(2026, 11, 20)}, ""},
		"early":    {people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-07", From: day.Of(2026, 11, 22)}, ""},
	} {
		client := h.as(t, id, c.grant)
		for _, view := range views {
			want := http.StatusForbidden
			for opens := range strings.FieldsSeq(c.opens) {
				if opens == view {
					want = http.StatusOK
				}
			}
			if got, _ := status(t, client, h.URL+view); got != want {
				t.Errorf("%s on %s: %d, want %d", id, view, got, want)
			}
		}
	}
}

func TestCouncilReadersWhoAreSignedInSeeNoSchool(t *testing.T) {
	h := countyHub(t)
	h.freshen(t)
	client := h.as(t, "district", people.Grant{Role: people.CouncilReader, Level: people.DistrictLevel, Ref: "Weald"})
	for _, path := range []string{"/d/Weald/", "/c/KENT-07/", "/c/KENT-07/export/board.json"} {
		resp, err := client.Get(h.URL + path)
		must(t, err)
		body := new(strings.Builder)
		must(t, resp.Write(body))
		for _, s := range clustertest.Schools(12, 3) {
			if strings.Contains(body.String(), s.Name) || strings.Contains(body.String(), s.URN) {
				t.Errorf("%s tells of %s", path, s.Name)
			}
		}
	}
}

func TestPeopleShowWhoTheyAreBeforeTheyTakeFiguresAway(t *testing.T) {
	h := filled(t, 4, 0)
	h.freshen(t)
	client := h.as(t, "member", people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-07"})
	file := h.URL + "/c/KENT-07/export/board.json"
	if got, _ := status(t, client, file); got != http.StatusOK {
		t.Errorf("just after signing in: %d", got)
	}
	h.pass(11 * time.Minute)
	if got, to := status(t, client, file); got != http.StatusSeeOther || !strings.HasPrefix(to, "/step-up?next=") {
		t.Errorf("after eleven minutes: %d %s", got, to)
	}
	if got, _ := status(t, client, h.URL+"/c/KENT-07/"); got != http.StatusOK {
		t.Errorf("the page itself: %d", got)
	}
}

// A move that is planned changes nothing before its day.
func TestSchoolThatMovesNextYearStaysAtHomeUntilThen(t *testing.T) {
	h := countyHub(t)
	must(t, h.SaveSchool(t.Context(), inbox.School{URN: "900001", Name: clustertest.Schools(1, 3)[0].Name, Phase: "primary", Cluster: "SX-01", From: day.Of(2027, 9, 1)}))
	h.freshen(t)
	here := h.as(t, "here", people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-07"})
	there := h.as(t, "there", people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: "SX-01"})
	school := h.as(t, "school", people.Grant{Role: people.SchoolReader, Level: people.SchoolLevel, Ref: "900001"})
	for _, c := range []struct {
		who  *http.Client
		path string
		want int
	}{{here, "/s/900001/", 200}, {there, "/s/900001/", 403}, {school, "/c/KENT-07/", 200}, {school, "/c/SX-01/", 403}} {
		if got, _ := status(t, c.who, h.URL+c.path); got != c.want {
			t.Errorf("%s: %d, want %d", c.path, got, c.want)
		}
	}
	resp, err := school.Get(h.URL + "/s/900001/")
	must(t, err)
	page := new(strings.Builder)
	must(t, resp.Write(page))
	if !strings.Contains(page.String(), "/c/KENT-07/") || strings.Contains(page.String(), "/c/SX-01/") {
		t.Error("the school's page leads to the cluster of next year")
	}
}

func TestLinksSessionIsKnownToAnotherProcessAndEndsWithItsLink(t *testing.T) {
	h := filled(t, 4, 0)
	h.freshen(t)
	cookie := h.reader(t, "KENT-07")
	other := newTestHubOn(t, h)
	if r := other.ask(t, http.MethodGet, "/c/KENT-07/", nil, cookie); r.status != http.StatusOK {
		t.Errorf("another process: %d", r.status)
	}
	_, err := h.RevokeReaderLinks(t.Context(), inbox.ClusterLevel, "KENT-07")
	must(t, err)
	if r := other.ask(t, http.MethodGet, "/c/KENT-07/", nil, cookie); r.status != http.StatusForbidden {
		t.Errorf("after the link was revoked: %d", r.status)
	}
}
