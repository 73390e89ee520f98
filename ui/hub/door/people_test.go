package door_test

import (
	"crypto/rand"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door/doortest"
)

// admin is somebody who runs the whole hub, signed in a moment ago.
func (h *house) admin(t testing.TB, b *browser) member {
	t.Helper()
	return h.join(t, b, h.invite(t, "Dee Admin", runsAll))
}

// link is the invitation that a page shows, as a path.
func (b *browser) link() string {
	b.t.Helper()
	found := regexp.MustCompile(`https://[^/]+(/invite/[A-Za-z0-9_-]+)`).FindStringSubmatch(b.page)
	if found == nil {
		b.t.Fatalf("no link on the page:\n%s", b.page)
	}
	return found[1]
}

func TestAdministratorInvitesGivesTakesAndCloses(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	h.admin(t, b)
	b.post("/people", "name", "Bo Member", "email", "bo@example.org", "school", "school 123456", "role", "member", "place", "cluster KENT-07").see(200, "Send this invitation", "Bo Member")
	bo := h.browser(t)
	made := inbox.Invitation{Token: strings.TrimPrefix(b.link(), "/invite/"), Person: h.named(t, "Bo Member")}
	if made.Person.School != "123456" || made.Person.State != people.Invited {
		t.Errorf("%+v", made.Person)
	}
	b.get("/people").see(200, "Bo Member", "Panel member of cluster KENT-07", "Hill School", "invited until 30 November 2026")
	h.join(t, bo, made)
	bo.get("/book/KENT-07").see(200, "by Bo Member")

	to := "/people/" + made.Person.ID
	b.post(to+"/take", "role", "member", "place", "cluster KENT-07").see(200, "The role was taken")
	bo.get("/book/KENT-07").see(403, "You may not open this") // at once, in the open session
	b.post(to+"/grant", "role", "chair", "place", "cluster KENT-08", "to", "2027-07-31").see(200, "Panel chair of cluster KENT-08, until 31 Jul 2027")
	bo.get("/book/KENT-08").see(200)
	b.post(to+"/grant", "role", "chair", "place", "cluster KENT-08").see(422, "there already", "Nothing was changed")
	b.post(to+"/grant", "role", "hub_admin", "place", "hub ").see(422, "nobody who is that can be hub administrator as well")
	b.post(to+"/grant", "role", "auditor", "place", "cluster KENT-99").see(422, "Nothing was changed")
	b.post(to+"/close").see(422, "Tick the box first")
	bo.get("/book/KENT-08").see(200)
	b.post(to+"/close", "sure", "yes").see(200, "can no longer sign in")
	bo.get("/book/KENT-08").see(200, "With a password") // their session has ended
	if acts := h.acts(t); !slices.Contains(acts, inbox.ActClosePerson) || !slices.Contains(acts, inbox.ActTake) || !slices.Contains(acts, inbox.ActGrant) {
		t.Errorf("the record of changes lacks some of it: %v", acts)
	}
	b.get("/log").see(200, "person.close", "Dee Admin", "Bo Member")
}

func (h *house) named(t testing.TB, name string) (found people.Person) {
	t.Helper()
	must(t, h.Store.Read(t.Context(), func(r inbox.Reader) error {
		all, err := r.People()
		for _, p := range all {
			if p.Name == name {
				found = p
			}
		}
		return err
	}))
	return found
}

func TestInvitationOfSomebodyKnownOrOutOfFormIsRefused(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	h.admin(t, b)
	good := []string{"name", "Bo Member", "email", "bo@example.org", "role", "member", "place", "cluster KENT-07", "to", ""}
	for field, bad := range map[string][2]string{
		"name": {"", "name must be plain text"}, "email": {"not an address", "no e-mail address"}, "role": {"", "is no role"},
		"place": {"cluster NONE", "Nothing was changed"}, "to": {"yesterday", "last day like"},
	} {
		fields := slices.Clone(good)
		fields[slices.Index(fields, field)+1] = bad[0]
		b.post("/people", fields...).see(422, bad[1])
		if field != "name" && !strings.Contains(b.page, `value="Bo Member"`) {
			t.Errorf("%s: what was typed is lost", field)
		}
	}
	b.post("/people", good...).see(200, "Send this invitation")
	b.post("/people", good...).see(422, "is here already")
}

func TestLastAdministratorAndOwnRolesStayAsTheyAre(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	m := h.admin(t, b)
	for _, act := range []string{"close", "take", "reset", "grant"} {
		b.post("/people/"+m.ID+"/"+act, "sure", "yes", "role", "hub_admin", "place", "hub ").see(422, "Nobody changes their own roles")
	}
	if _, err := h.ClosePerson(t.Context(), inbox.Console, m.ID); err == nil || !strings.Contains(err.Error(), "last person who runs this hub") {
		t.Errorf("the last administrator was closed: %v", err)
	}
	if _, err := h.Take(t.Context(), inbox.Console, m.ID, runsAll); err == nil || !strings.Contains(err.Error(), "last person who runs this hub") {
		t.Errorf("the last administrator's role was taken: %v", err)
	}
	b.get("/me").see(200, "Hub administrator of the whole hub")

	second := h.join(t, h.browser(t), h.invite(t, "Eve Second", runsAll))
	b.post("/people/"+second.ID+"/take", "role", "hub_admin", "place", "hub ").see(200)
	if _, err := h.ClosePerson(t.Context(), inbox.Console, m.ID); err == nil {
		t.Error("the last administrator was closed after the other was taken")
	}
	// At the hub's own computer the last one can be let in anew when all is lost.
	made, err := h.ResetPerson(t.Context(), inbox.Console, m.ID, rand.Reader)
	must(t, err)
	b.get("/me").see(200, "With a password")
	h.pass(time.Minute)
	h.join(t, b, made)
	b.get("/people").see(200, "Eve Second")
}

func TestWhoKeepsOneClusterKeepsNobodyElse(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	h.admin(t, h.browser(t))
	h.join(t, b, h.invite(t, "Fay Keeper", people.Grant{Role: people.HubAdmin, Level: people.ClusterLevel, Ref: "KENT-07"}))
	here := h.invite(t, "Gus Here", people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-07"}).Person
	there := h.invite(t, "Hal There", people.Grant{Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-08"}).Person
	b.get("/people").see(200, "Gus Here")
	for _, hidden := range []string{"Hal There", "Dee Admin", "The whole hub", "KENT-08"} {
		if strings.Contains(b.page, hidden) {
			t.Errorf("the list tells of %s", hidden)
		}
	}
	b.get("/people/"+there.ID).see(403, "You may not open this")
	for _, act := range []string{"close", "reset", "invite", "grant", "take"} {
		b.post("/people/"+there.ID+"/"+act, "sure", "yes", "role", "member", "place", "cluster KENT-08").see(403, "You may not open this")
	}
	b.post("/people/"+here.ID+"/grant", "role", "member", "place", "cluster KENT-08").see(422, "may not give or take roles there")
	b.post("/people", "name", "Ida New", "email", "ida@example.org", "role", "hub_admin", "place", "hub ").see(422, "may not give or take roles there")
	b.get("/computers").see(403)
	b.get("/log").see(403)
	b.post("/people/"+here.ID+"/close", "sure", "yes").see(200)
	if p := h.named(t, "Hal There"); p.State != people.Invited || len(p.Grants) != 1 {
		t.Errorf("%+v", p)
	}
}

func TestStepUpKeepsWhatWasFilledIn(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	m := h.join(t, b, h.invite(t, "Ana Head", chairOf07))
	b.post("/decide/KENT-07", "outcome", "agree").see(200, "decided: agree by Ana Head") // they have just signed in
	h.pass(11 * time.Minute)
	b.post("/decide/KENT-07", "outcome", "part", "words", `"quoted" & more`).see(200, "Show that it is you")
	next := b.hidden("next")
	b.post("/step-up", "next", next, "password", "wrong words here", "code", h.code(t, m)).see(422, "not right")
	b.post("/step-up", "next", next, "password", goodPassword, "code", "000000").see(422, "not right")
	h.pass(time.Minute)
	b.post("/step-up", "next", next, "password", goodPassword, "code", h.code(t, m)).see(200, "Carry on", `name="outcome" value="part"`, `"quoted" & more`)
	b.post("/decide/KENT-07", "outcome", "part").see(200, "decided: part")

	// A form that somebody else sealed, or that waited too long, is not shown.
	other := h.browser(t)
	h.join(t, other, h.invite(t, "Bo Other", chairOf07))
	other.get(next).see(403, "has to be filled in again")
	h.pass(time.Hour)
	h.signIn(t, b, m, "/")
	b.get(next).see(403, "has to be filled in again")
	b.get("/resume?form=AAAA").see(403)
}

func TestNobodyIsLedAwayFromTheHub(t *testing.T) {
	h := newHouse(t)
	m := h.join(t, h.browser(t), h.invite(t, "Ana Head", chairOf07))
	for _, elsewhere := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)", "evil", "/%0d%0aX: y\r\n", "http:/evil"} {
		b := h.browser(t)
		b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		h.pass(time.Minute)
		b.post("/sign-in", "email", m.Email, "password", goodPassword, "next", elsewhere)
		resp, err := b.PostForm(b.base+"/sign-in/code", map[string][]string{"token": {b.hidden("token")}, "code": {h.code(t, m)}})
		must(t, err)
		resp.Body.Close()
		if to := resp.Header.Get("Location"); to != "/" && to != "/%0d%0aX: y" {
			t.Errorf("%q led to %q", elsewhere, to)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	h := newHouse(t)
	p := people.Person{ID: "p1", Name: "Ana Head", Email: "ana@example.org", Grants: []people.Grant{chairOf07}}
	c := doortest.Client(t, h.URL, h.Server.Client().Transport, h.Inbox, p)
	for _, header := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}} {
		r, err := http.NewRequest(http.MethodPost, h.URL+"/decide/KENT-07", strings.NewReader("outcome=agree"))
		must(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range header {
			r.Header.Set(k, v)
		}
		b := browserAt(t, h.Server).take(c.Do(r))
		if b.code != 403 || strings.Contains(b.page, "decided") {
			t.Errorf("%v: %d %s", header, b.code, b.page)
		}
	}
}

func TestComputersAreLetInAfterTheWordsAreCompared(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	h.admin(t, b)
	b.post("/computers/invite", "school", "123456").see(200, "Code for school 123456", "is not shown again")
	b.post("/computers/invite", "school", "999999").see(422, "There is no school 999999 here")
	k := letIn(t, h, "123456")
	b.get("/computers").see(200, "laptop", strings.Join(k.Public().Words(), " "))
	b.post("/computers/"+k.Public().ID()+"/approve").see(422, "Compare the six words by telephone first")
	b.post("/computers/"+k.Public().ID()+"/approve", "compared", "yes").see(200, "may send from now on", "Dee Admin")
	b.post("/computers/"+k.Public().ID()+"/stop").see(200, "can no longer send")
	b.get("/log").see(200)
	for _, act := range []string{"invite", "device.approve", "device.revoke"} {
		if !strings.Contains(b.page, act+"</th><td>Dee Admin</td>") {
			t.Errorf("the record of changes does not say who did %s", act)
		}
	}
}

// letIn makes a key of a school that waits to be let in.
func letIn(t testing.TB, h *house, urn string) exchange.Key {
	t.Helper()
	k, err := exchange.NewKey(rand.Reader)
	must(t, err)
	must(t, h.Store.Write(t.Context(), func(w inbox.Writer) error {
		return w.PutDevice(inbox.Device{ID: k.Public().ID(), URN: urn, Key: k.Public(), State: exchange.Pending, Label: "laptop", Created: h.Now()})
	}))
	return k
}
