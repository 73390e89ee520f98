package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/cluster/people"
)

// invitedPerson is what person invite and person reset print.
type invitedPerson struct {
	Person people.Person
	Link   string
}

func TestPeopleAreKeptAtTheHubsOwnComputer(t *testing.T) {
	data := filepath.Join(t.TempDir(), "hub")
	must(t, nil, "cluster", "add", "--data", data, "--id", "KENT-07", "--name", "Weald")
	must(t, nil, "school", "add", "--data", data, "--urn", "123456", "--name", "Hill", "--cluster", "KENT-07")
	var admin, chair invitedPerson
	must(t, &admin, "person", "invite", "--data", data, "--name", "Dee Admin", "--email", "Dee@example.org", "--role", "hub_admin", "--whole-hub", "--address", "https://hub.example.org/")
	if !strings.HasPrefix(admin.Link, "https://hub.example.org/invite/") || admin.Person.Email != "dee@example.org" || admin.Person.State != people.Invited {
		t.Errorf("%+v", admin)
	}
	must(t, &chair, "person", "invite", "--data", data, "--name", "Ana Head", "--email", "ana@example.org", "--own-school", "123456", "--role", "chair", "--cluster", "KENT-07", "--to", "2099-07-31")
	id := chair.Person.ID

	for _, c := range []struct {
		words string
		args  []string
	}{
		{"Give one of --whole-hub", []string{"person", "grant", "--person", id, "--role", "member"}},
		{"Give one of --whole-hub", []string{"person", "grant", "--person", id, "--role", "member", "--cluster", "KENT-07", "--school", "123456"}},
		{"nobody who is that can be hub administrator", []string{"person", "grant", "--person", id, "--role", "hub_admin", "--whole-hub"}},
		{"held at a cluster, not at a county", []string{"person", "grant", "--person", id, "--role", "member", "--county", "Kent"}},
		{"is no role", []string{"person", "grant", "--person", id, "--role", "owner", "--whole-hub"}},
		{"There is no cluster NONE", []string{"person", "grant", "--person", id, "--role", "member", "--cluster", "NONE"}},
		{"There is no person", []string{"person", "close", "--person", "p0"}},
		{"is here already", []string{"person", "invite", "--name", "Twice", "--email", "ANA@example.org", "--role", "member", "--cluster", "KENT-07"}},
		{"There is no school 999999", []string{"person", "invite", "--name", "Bo", "--email", "bo@example.org", "--role", "member", "--cluster", "KENT-07", "--own-school", "999999"}},
		{"does not hold that role", []string{"person", "take", "--person", id, "--role", "member", "--cluster", "KENT-07"}},
	} {
		if status, out, errs := command(t, append(c.args, "--data", data)...); status == done || !strings.Contains(errs, c.words) || out != "" {
			t.Errorf("%v: status %d, %q, %q", c.args, status, out, errs)
		}
	}

	must(t, nil, "person", "grant", "--data", data, "--person", id, "--role", "school_reader", "--school", "123456")
	must(t, nil, "person", "take", "--data", data, "--person", id, "--role", "chair", "--cluster", "KENT-07")
	var list struct{ People []people.Person }
	must(t, &list, "person", "list", "--data", data)
	if len(list.People) != 2 {
		t.Fatalf("%+v", list)
	}
	for _, p := range list.People {
		if p.ID == id && (len(p.Grants) != 1 || p.Grants[0].Role != people.SchoolReader || p.School != "123456") {
			t.Errorf("%+v", p)
		}
	}

	hub := startHub(t, data)
	page := func(link string) string {
		t.Helper()
		resp, err := http.Get(hub.address + link[strings.Index(link, "/invite/"):])
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if got := page(chair.Link); !strings.Contains(got, "Welcome, Ana Head") {
		t.Error(got)
	}
	var again invitedPerson
	must(t, &again, "person", "reset", "--data", data, "--person", id) // beside the hub that runs
	if got := page(chair.Link); !strings.Contains(got, "has expired") {
		t.Error(got)
	}
	if got := page(again.Link); !strings.Contains(got, "Welcome, Ana Head") {
		t.Error(got)
	}
	must(t, nil, "person", "close", "--data", data, "--person", id)
	if got := page(again.Link); strings.Contains(got, "Welcome") {
		t.Error("somebody who was closed is let in")
	}
}
