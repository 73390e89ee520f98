package inbox_test

import (
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

func TestAccountOfSomebodyWhoLeftIsEmptiedAfterAYear(t *testing.T) {
	in, db := newInbox(t)
	ctx, start := t.Context(), in.Now()
	at := func(days int) inbox.Inbox {
		in.Now = func() time.Time { return start.AddDate(0, 0, days) }
		return in
	}
	ask := func(in inbox.Inbox, name string) string {
		t.Helper()
		made, err := in.InvitePerson(ctx, inbox.Console, people.Person{Name: name, Email: strings.ToLower(name) + "@example.org",
			Grants: []people.Grant{{Role: people.Auditor, Level: people.HubLevel}}}, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return made.Person.ID
	}
	left, stays, never := ask(at(0), "Leaver"), ask(at(0), "Stayer"), ask(at(0), "Nevercame")
	err := db.Write(ctx, func(w inbox.Writer) error {
		p, err := w.Person(stays)
		if err != nil {
			return err
		}
		p.State = people.Active
		return w.PutPerson(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := at(30).ClosePerson(ctx, inbox.Console, left); err != nil {
		t.Fatal(err)
	}
	late := ask(at(300), "Latecomer")
	held := func() string {
		t.Helper()
		var all []people.Person
		var invites []people.Invite
		if err := db.Read(ctx, func(r inbox.Reader) (err error) {
			if all, err = r.People(); err == nil {
				invites, err = r.PersonInvites(left)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal([]any{all, invites})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	const year = 365 * 24 * time.Hour
	for _, step := range []struct {
		day, emptied int
		holds, not   []string
	}{
		{365, 0, []string{"Leaver", "leaver@example.org", "Nevercame", "Stayer"}, []string{people.Gone}},
		{367, 1, []string{"Leaver", "Stayer", "Latecomer"}, []string{"Nevercame", "nevercame"}},
		{400, 1, []string{"Stayer", "stayer@example.org", "Latecomer", left, never}, []string{"Leaver", "leaver"}},
		{401, 0, []string{"Stayer", "Latecomer", late}, nil},
	} {
		n, err := at(step.day).EmptyAccounts(ctx, year)
		if err != nil || n != step.emptied {
			t.Errorf("day %d: %d emptied, %v", step.day, n, err)
		}
		now := held()
		for _, words := range step.holds {
			if !strings.Contains(now, words) {
				t.Errorf("day %d: %q is gone from %s", step.day, words, now)
			}
		}
		for _, words := range step.not {
			if strings.Contains(now, words) {
				t.Errorf("day %d: %q is still in %s", step.day, words, now)
			}
		}
	}
	if report, err := in.Verify(ctx); err != nil || len(report.Problems) > 0 {
		t.Errorf("%+v, %v", report, err)
	}
}
