package sharedneeds_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/matching"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

// The whole way: a ring, three schools that share a need, a fourth that asks about
// another and learns nothing, double opt-in, introductions and a request together.
func TestThreeSchoolsMeetAndTheFourthLearnsNothing(t *testing.T) {
	w := newTown(t, 4, false)
	w.ringed()
	other := language(w.schools[3], 8)
	other.Need = "VI"
	fourth := w.ask(w.schools[3], other)
	var refs []string
	for _, d := range w.schools[:3] {
		refs = append(refs, w.ask(d, language(d, 3)))
	}
	if n := w.need(w.schools[0], refs[0]); n.State != desk.NeedQueued {
		t.Errorf("before it was sent: %s", n.State)
	}
	w.turn()
	for i, d := range w.schools[:3] {
		n := w.need(d, refs[i])
		if n.State != desk.NeedShared || n.Schools != 3 || n.Pupils != 5 || n.Two {
			t.Fatalf("school %d: %s %+v", i+1, n.State, n)
		}
		if !hasTask(t, d, desk.TaskNeedShared) {
			t.Errorf("school %d: nothing on Today", i+1)
		}
	}
	if n := w.need(w.schools[3], fourth); n.State != desk.NeedAsked || n.Schools != 0 {
		t.Errorf("the fourth: %+v", n)
	}
	w.yes(w.schools[0], refs[0], true)
	w.turn()
	if n := w.need(w.schools[1], refs[1]); n.State != desk.NeedShared || n.Met != nil {
		t.Fatalf("one yes introduced somebody: %+v", n)
	}
	w.yes(w.schools[1], refs[1], true)
	w.turn()
	if n := w.need(w.schools[2], refs[2]); n.State != desk.NeedShared || n.Met != nil {
		t.Fatalf("a school that said nothing was introduced: %+v", n)
	}
	w.yes(w.schools[2], refs[2], true)
	w.turn()
	for i, d := range w.schools[:3] {
		n := w.need(d, refs[i])
		if n.State != desk.NeedMet || len(n.Met) != 2 {
			t.Fatalf("school %d: %s %+v", i+1, n.State, n.Met)
		}
		for _, m := range n.Met {
			if m.Contact.Email == "" || m.Contact.URN == d.School().URN || !strings.HasPrefix(m.Contact.Name, "Senco") {
				t.Errorf("school %d met %+v", i+1, m.Contact)
			}
		}
	}
	letter, _, err := w.schools[3].Letter(t.Context())
	must(t, err)
	if len(letter.Matches) != 0 || hasTask(t, w.schools[3], desk.TaskNeedShared) {
		t.Errorf("the fourth school learnt of it: %+v", letter.Matches)
	}
	w.panelSees("SLCN", 3)
	r, err := w.schools[1].RequestTogether(t.Context(), refs[1])
	must(t, err)
	if r.Kind != "group" || len(r.Partners) != 3 || !r.Partners[0].Lead || r.Partners[0].URN != w.schools[1].School().URN {
		t.Errorf("%+v", r.Partners)
	}
	if undone, err := w.schools[1].Undo(t.Context()); err != nil || !strings.Contains(undone, "with 2 other schools") {
		t.Errorf("%q %v", undone, err)
	}
}

// panelSees checks what the hub may show the panel: the one need, no school.
func (w *town) panelSees(need string, schools int) {
	w.t.Helper()
	kept, err := w.Standing(w.t.Context(), "KENT-07", exchange.KindInterest, exchange.KindContact)
	must(w.t, err)
	got := matching.Shipped().Panel(kept, day.On(w.now))
	if schools == 0 && len(got) == 0 {
		return
	}
	if len(got) != 1 || got[0].Need != need || got[0].Schools != schools || got[0].Pupils != 5 {
		w.t.Errorf("the panel sees %+v", got)
	}
}

func hasTask(t *testing.T, d *desk.Desk, kind string) bool {
	t.Helper()
	tasks, err := d.Tasks(t.Context())
	must(t, err)
	return slices.ContainsFunc(tasks, func(task desk.Task) bool {
		return task.Kind == kind || slices.ContainsFunc(task.Of, func(one desk.Task) bool { return one.Kind == kind })
	})
}

// What the hub keeps tells nothing of the need: no code of a bucket stands in any paper
// that was sent before anybody agreed.
func TestHubHoldsNoCodeOfANeed(t *testing.T) {
	w := newTown(t, 3, false)
	w.ringed()
	for _, d := range w.schools {
		w.ask(d, language(d, 3))
	}
	w.turn()
	kept, err := w.Standing(t.Context(), "KENT-07")
	must(t, err)
	seen := 0
	for _, k := range kept {
		text, err := json.Marshal(k.Paper)
		must(t, err)
		seen++
		for _, word := range []string{"SLCN", "KS2", "speech_language", "regular", "visits", "3-5"} {
			if strings.Contains(string(text), word) {
				t.Errorf("the hub can read %q in %s", word, text)
			}
		}
	}
	if seen != 4 {
		t.Errorf("%d papers at the hub", seen)
	}
	w.panelSees("", 0)
}

func TestTwoSchoolsMeetOnlyWhenBothAskedForThat(t *testing.T) {
	for _, c := range []struct {
		name     string
		one, two bool
		pupils   int
		want     string
	}{
		{"both", true, true, 4, desk.NeedShared}, {"one alone", true, false, 4, desk.NeedAsked},
		{"neither", false, false, 4, desk.NeedAsked}, {"both, but too few pupils", true, true, 2, desk.NeedAsked},
	} {
		w := newTown(t, 3, false)
		w.ringed()
		var refs []string
		for i, private := range []bool{c.one, c.two} {
			a := language(w.schools[i], c.pupils)
			a.Private = private
			refs = append(refs, w.ask(w.schools[i], a))
		}
		w.turn()
		for i, ref := range refs {
			if n := w.need(w.schools[i], ref); n.State != c.want || n.Two != (c.want == desk.NeedShared) {
				t.Errorf("%s, school %d: %s", c.name, i+1, n.State)
			}
		}
		if c.want != desk.NeedShared {
			continue
		}
		for i, ref := range refs {
			w.yes(w.schools[i], ref, true)
		}
		w.turn()
		if n := w.need(w.schools[0], refs[0]); n.State != desk.NeedMet {
			t.Errorf("%s: %s", c.name, n.State)
		}
		w.panelSees("", 0) // it stays between the two
	}
}

func TestNoLeavesTheOthersAlone(t *testing.T) {
	w := newTown(t, 3, false)
	w.ringed()
	var refs []string
	for _, d := range w.schools {
		refs = append(refs, w.ask(d, language(d, 3)))
	}
	w.turn()
	must(t, w.schools[2].SayNo(t.Context(), refs[2], ""))
	w.turn()
	for i, want := range []string{desk.NeedAsked, desk.NeedAsked, desk.NeedDeclined} {
		if n := w.need(w.schools[i], refs[i]); n.State != want {
			t.Errorf("school %d: %s", i+1, n.State)
		}
	}
	must(t, w.schools[1].StopAsking(t.Context(), refs[1], ""))
	if err := w.schools[1].StopAsking(t.Context(), refs[1], ""); err == nil {
		t.Error("it was taken back twice")
	}
	w.turn()
	if n := w.need(w.schools[1], refs[1]); n.State != desk.NeedStopped {
		t.Errorf("taken back: %s", n.State)
	}
}

func TestNeedIsOverAtTheEndOfItsHalfTerm(t *testing.T) {
	w := newTown(t, 3, false)
	w.ringed()
	var refs []string
	for _, d := range w.schools {
		refs = append(refs, w.ask(d, language(d, 3)))
	}
	w.turn()
	w.now = time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	w.fetch()
	for i, d := range w.schools {
		if n := w.need(d, refs[i]); n.State != desk.NeedOver || n.Schools != 0 {
			t.Errorf("school %d: %s", i+1, n.State)
		}
	}
	if n, err := w.Purge(t.Context()); err != nil || n != 3 {
		t.Errorf("%d papers were destroyed: %v", n, err)
	}
	kept, err := w.Standing(t.Context(), "KENT-07", exchange.KindInterest)
	must(t, err)
	if len(kept) != 0 {
		t.Errorf("%d tokens still lie at the hub", len(kept))
	}
	if rep, err := w.Verify(t.Context()); err != nil || len(rep.Problems) > 0 || rep.Purged != 3 {
		t.Errorf("the records do not hold once the needs are over: %q, %v", rep.Problems, err)
	}
	if _, err := w.schools[0].PreviewYes(t.Context(), refs[0], w.schools[0].ContactAtWork(), false); err == nil {
		t.Error("a yes to what is over was taken")
	}
	again := w.ask(w.schools[0], language(w.schools[0], 3))
	if again == refs[0] {
		t.Error("two half terms have one token")
	}
}

// A school that the hub invents gets nothing until a person at each school has confirmed
// it: no secret, no contact; and where it is in a ring, nobody asks under it.
func TestInventedSchoolIsFoundBeforeAnythingIsAsked(t *testing.T) {
	w := newTown(t, 4, false)
	sybil := w.schools[3]
	for _, d := range w.schools[:3] {
		ring, err := d.Ring(t.Context())
		must(t, err)
		for _, m := range ring.Confirm {
			if len(m.Words) != 6 {
				t.Fatalf("%d words to compare", len(m.Words))
			}
			if m.URN != sybil.School().URN {
				must(t, d.ConfirmSchools(t.Context(), []string{m.Kid}, ""))
			}
		}
	}
	must(t, w.schools[0].MakeRing(t.Context(), ""))
	w.turn()
	if ring, err := sybil.Ring(t.Context()); err != nil || ring.Name != "" {
		t.Fatalf("the invented school has the ring %q", ring.Name)
	}
	if _, err := sybil.PreviewAsk(t.Context(), language(sybil, 3)); err == nil {
		t.Error("it asked without a ring")
	}
	// It makes a ring of its own, and waits for others to use it.
	w.confirm(sybil)
	must(t, sybil.MakeRing(t.Context(), ""))
	w.turn()
	for i, d := range w.schools[:3] {
		ring, err := d.Ring(t.Context())
		must(t, err)
		if !ring.Usable || ring.Maker != schoolNames[0] {
			t.Errorf("school %d uses the ring of %q: %s", i+1, ring.Maker, ring.Words)
		}
	}
	// One school takes it in by mistake. The others ask nothing under that ring until they
	// have confirmed it themselves.
	w.confirm(w.schools[0])
	must(t, w.schools[0].MakeRing(t.Context(), ""))
	w.turn()
	for i, d := range w.schools[1:3] {
		_, err := d.PreviewAsk(t.Context(), language(d, 3))
		if err == nil || !strings.Contains(desk.Words(err), "nobody at this school has confirmed") {
			t.Errorf("school %d: %v", i+2, err)
		}
	}
	w.confirm(w.schools[1])
	w.ask(w.schools[1], language(w.schools[1], 3))
}

func TestRingIsMadeAnewWhenASchoolLeaves(t *testing.T) {
	w := newTown(t, 5, false)
	w.ringed()
	var refs []string
	for _, d := range w.schools[:3] {
		refs = append(refs, w.ask(d, language(d, 3)))
	}
	w.turn()
	before := w.need(w.schools[0], refs[0])
	left := w.schools[4].School()
	must(t, w.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-08", Name: "Kent inland"}))
	must(t, w.SaveSchool(t.Context(), inbox.School{URN: left.URN, Name: left.Name, Phase: "primary", Cluster: "KENT-08", From: day.On(w.now)}))
	w.schools = w.schools[:4]
	w.now = w.now.Add(24 * time.Hour)
	w.fetch()
	ring, err := w.schools[0].Ring(t.Context())
	must(t, err)
	if !ring.Renew || ring.Left != 1 || !hasTask(t, w.schools[0], desk.TaskRing) {
		t.Fatalf("nobody asks for a new ring: %+v", ring.Words)
	}
	must(t, w.schools[0].MakeRing(t.Context(), ""))
	w.turn()
	if err := w.schools[0].MakeRing(t.Context(), ""); err == nil {
		t.Error("it was made anew without a reason")
	}
	ring, err = w.schools[1].Ring(t.Context())
	must(t, err)
	if ring.Name != "2026-27-2" || ring.Renew {
		t.Fatalf("the second school has %q", ring.Name)
	}
	for i, d := range w.schools[:3] {
		n := w.need(d, refs[i])
		if n.State != desk.NeedRenewed || !hasTask(t, d, desk.TaskNeedAgain) {
			t.Fatalf("school %d: %s", i+1, n.State)
		}
		again, err := d.AskAgain(t.Context(), refs[i], "")
		must(t, err)
		if again == before.Ref || again == refs[i] {
			t.Error("the token outlived its ring")
		}
		refs[i] = again
	}
	w.turn()
	if n := w.need(w.schools[2], refs[2]); n.State != desk.NeedShared {
		t.Errorf("under the new ring: %s", n.State)
	}
}
