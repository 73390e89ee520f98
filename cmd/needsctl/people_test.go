package main

import (
	"strings"
	"testing"
)

func TestPeopleAreAddedChangedAndRemovedFromTheTerminal(t *testing.T) {
	s := newSchool(t)
	sam := s.object(done, "people", "add", "Sam Reed", "--role", "helper")
	wantKeys(t, "people add", sam, "id name role since opens passphrase")
	if len(strings.Fields(sam["passphrase"].(string))) != 4 {
		t.Errorf("the passphrase is %v", sam["passphrase"])
	}
	const heads = "lantern orchard violet harbour"
	head := s.object(done, "people", "add", "A. Head", "--role", "reader", "--money", "--new-passphrase-file", s.write("head", heads))
	wantKeys(t, "people add", head, "id name role money since opens")
	l := s.object(done, "people", "list")
	wantKeys(t, "people list", l, "count people")
	if l["count"] != 2.0 || l["people"].([]any)[0].(map[string]any)["name"] != "Sam Reed" {
		t.Errorf("%v", l)
	}
	if o := s.object(done, "people", "change", "a. head", "--role", "helper"); o["role"] != "helper" || o["money"] != nil {
		t.Errorf("%v", o)
	}
	again := s.object(done, "people", "password", sam["id"].(string))
	if again["passphrase"] == sam["passphrase"] || again["id"] != sam["id"] {
		t.Errorf("%v", again)
	}
	if o := s.object(done, "backup", "rehearse"); o["ok"] != true {
		t.Errorf("after it changed who may open the file the newest backup does not hold: %v", o)
	}

	own := s.write("sam", again["passphrase"].(string))
	if why := s.refusal(refused, "people", "remove", "A. Head", "--passphrase-file", own); !strings.Contains(why, "Your role in this file") {
		t.Errorf("a helper is told %q", why)
	}
	s.refusal(refused, "people", "list", "--passphrase-file", s.write("before", sam["passphrase"].(string)))
	gone := s.object(done, "people", "remove", "Sam Reed")
	wantKeys(t, "people remove", gone, "id name older_backups")
	s.refusal(refused, "pupils", "--passphrase-file", own)
	s.must("pupils")
}

func TestPeopleRefusesWithAReasonAndChangesNothing(t *testing.T) {
	s := newSchool(t)
	s.must("people", "add", "Sam Reed", "--role", "helper")
	cases := []struct {
		status int
		args   string
		words  string
	}{
		{misused, "add|Kit Lane", "role"},
		{misused, "add|Kit Lane|--role|boss", "not a role"},
		{misused, "add|Kit Lane|--role|helper|--money", "for a reader"},
		{misused, "change|Sam Reed|--money", "for a reader"},
		{misused, "remove", "missing"},
		{refused, "add|sam reed|--role|reader", "of that name already"},
		{refused, "change|Nobody|--role|reader", "nobody who may open"},
		{refused, "remove|Nobody", "nobody who may open"},
		{refused, "add|Kit Lane|--role|helper|--new-passphrase-file|" + s.write("weak", "weak"), ""},
	}
	for _, c := range cases {
		why := s.refusal(c.status, append([]string{"people"}, strings.Split(c.args, "|")...)...)
		if !strings.Contains(why, c.words) {
			t.Errorf("%s: %q", c.args, why)
		}
	}
	if l := s.object(done, "people", "list"); l["count"] != 1.0 {
		t.Errorf("%v", l)
	}
}
