package desk_test

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/storage/schooldb/schooltest"
)

// asker answers that addresses with a word in them are gone.
type asker struct {
	gone  string
	asked []string
	stop  context.CancelFunc
}

func (a *asker) Ask(_ context.Context, addresses []string) []publish.LinkAnswer {
	a.asked = addresses
	if a.stop != nil {
		a.stop()
	}
	var out []publish.LinkAnswer
	for _, address := range addresses {
		answer := publish.LinkAnswer{Address: address, OK: !strings.Contains(address, a.gone)}
		if !answer.OK {
			answer.Why = "The page is gone (404)."
		}
		out = append(out, answer)
	}
	return out
}

// online is a school's desk whose links can be asked.
func online(t *testing.T, a *asker) *desk.Desk {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(t.Context(), store, desk.Options{Clock: schooltest.Now, NewID: rand.Text, By: "SENCO", Links: a})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func TestLinksAreAskedOnlyWhenSomebodyWantsItAndDeadOnesAreFound(t *testing.T) {
	a := &asker{gone: "old-page"}
	d := online(t, a)
	const section = "local_offer"
	write(t, d, sen, section, "The council lists help on its website. Read https://council.example/old-page and https://council.example/offer for more.")
	if _, err := d.Report(ctx, sen); err != nil || a.asked != nil {
		t.Fatal("a check of the words asked the internet", err)
	}
	answers, err := d.CheckLinks(ctx, sen)
	if err != nil || len(answers) != 2 || answers[0].OK || !answers[1].OK || answers[0].Asked != d.Today() || !slices.Equal(answers[0].Where, []string{section}) {
		t.Fatalf("%+v %v", answers, err)
	}
	if !slices.Equal(a.asked, []string{"https://council.example/old-page", "https://council.example/offer"}) {
		t.Errorf("asked %q", a.asked)
	}
	if len(deadIn(t, d, section)) != 1 {
		t.Error("the dead link is no finding")
	}
	if again, err := d.LinksAsked(ctx, sen); err != nil || len(again) != 2 || again[0].Why != "The page is gone (404)." {
		t.Errorf("%+v %v", again, err)
	}

	write(t, d, sen, section, "The council lists help on its website. Read https://council.example/offer for more about it.")
	if found := deadIn(t, d, section); len(found) != 0 {
		t.Errorf("the address is no longer there, but: %v", found)
	}
	if left, _ := d.LinksAsked(ctx, sen); len(left) != 1 || !left[0].OK {
		t.Errorf("%+v", left)
	}
}

// deadIn are the addresses that the check of a section calls dead.
func deadIn(t *testing.T, d *desk.Desk, section string) []string {
	t.Helper()
	r, err := d.Report(ctx, sen)
	if err != nil {
		t.Fatal(err)
	}
	var dead []string
	for _, s := range r.Sections {
		for _, f := range s.Findings {
			if s.ID == section && f.Code == publish.DeadLink {
				if dead = append(dead, f.Args[0]); s.Complete || !strings.Contains(s.Why, f.Args[0]+" The page is gone (404).") {
					t.Errorf("%v %q", s.Complete, s.Why)
				}
			}
		}
	}
	return dead
}

func TestStoppedCheckOfLinksKeepsNothing(t *testing.T) {
	a := &asker{gone: "example"}
	d := online(t, a)
	write(t, d, sen, "local_offer", "The council lists help on its website: https://council.example/offer is where.")
	stopped, stop := context.WithCancel(ctx)
	a.stop = stop
	if _, err := d.CheckLinks(stopped, sen); err == nil {
		t.Error("half an answer was taken for a whole one")
	}
	if left, err := d.LinksAsked(ctx, sen); err != nil || len(left) != 0 {
		t.Errorf("%+v %v", left, err)
	}
	offline := schooltest.Empty(t)
	_, err := offline.CheckLinks(ctx, sen)
	refusedFor(t, err, "links", "cannot ask web addresses")
}
