package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/funding"
)

// lights counts the gates of a request that are not green, by light.
func lights(t testing.TB, d *desk.Desk, number int) map[string]int {
	t.Helper()
	draft, err := d.DraftRequest(ctx, number)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, g := range draft.Result.Gates {
		if string(g.Light) != "green" {
			out[string(g.Light)]++
		}
	}
	return out
}

// TestDemoSchoolShowsARequestOfEveryKindAndState counts what the pages about requests can
// show.
func TestDemoSchoolShowsARequestOfEveryKindAndState(t *testing.T) {
	d := demo(t)
	seen := map[string]bool{}
	list, err := d.Requests(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		p := r.Progress
		seen["kind "+r.Kind], seen["state "+string(p.StateOn(d.Today()))] = true, true
		seen["in dispute"] = seen["in dispute"] || p.InDispute()
		seen["a renewal"] = seen["a renewal"] || r.Renews > 0
		seen["advised"] = seen["advised"] || p.Advised != nil
		seen["talked over"] = seen["talked over"] || len(p.Discussions) > 0
		if p.Decision != nil {
			seen["outcome "+string(p.Decision.Outcome)] = true
			seen["codes"] = seen["codes"] || len(p.Decision.Codes) > 0
			seen["conditions"] = seen["conditions"] || p.Decision.Conditions != ""
		}
		if !p.SentOn.IsZero() && (r.Facts == nil || r.Facts.Today != p.SentOn) {
			t.Errorf("%s has no facts of the day it was sent", r.Reference())
		}
	}
	for _, kind := range funding.Kinds {
		if !seen["kind "+kind] {
			t.Errorf("no request of the kind %s", kind)
		}
	}
	for _, what := range []string{"state drafting", "state ready", "state submitted", "state decided", "state active", "state ended", "in dispute", "a renewal", "advised",
		"talked over", "outcome agreed", "outcome part", "outcome declined", "codes", "conditions"} {
		if !seen[what] {
			t.Errorf("no request shows: %s", what)
		}
	}
	first, err := d.Request(ctx, 1)
	if err != nil || len(first.Attached) == 0 {
		t.Errorf("nothing is attached to the first request: %v", err)
	}
	for number, want := range map[int]int{1: 0, 3: 1, 4: 0} { // the first and the project are whole, the group lacks one thing
		if got := lights(t, d, number); got["red"] != 0 || got["amber"] != want {
			t.Errorf("request %d: %v, want %d amber", number, got, want)
		}
	}
	if said, err := d.LastFeedback(ctx); err != nil || len(said) < 3 {
		t.Errorf("%d points of feedback, %v", len(said), err)
	}
}

func TestDemoSchoolsMoneyIsAboutWhatItPlans(t *testing.T) {
	d := demo(t)
	b, err := d.Budget(ctx, 2026)
	if err != nil {
		t.Fatal(err)
	}
	in, planned := int64(0), int64(0)
	for _, s := range b.Sources {
		if s.In.IsZero() || s.Committed.IsZero() {
			t.Errorf("nothing comes from or goes out of %s: %s, %s", s.Source, s.In, s.Committed)
		}
		in, planned = in+s.In.InPence(), planned+s.Committed.InPence()
	}
	if part := planned * 100 / in; len(b.Sources) != len(funding.Sources) || part < 95 || part > 103 {
		t.Errorf("%d sources; planned is %d%% of the money", len(b.Sources), part)
	}
}

func TestDemoSchoolShowsEveryPartOfLevels(t *testing.T) {
	d := demo(t)
	seen := map[string]int{}
	is := func(what string, yes bool) {
		if yes {
			seen[what]++
		}
	}
	for _, e := range mustFind(t, d, "status:sen") {
		history, err := d.LevelHistory(ctx, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		is("due to be looked at", d.LevelStanding(e) == desk.LevelOld)
		for i, l := range history {
			is("ticks", i == 0 && len(l.Ticks) > 2)
			is("two adults", len(l.Adults) == 2)
			is("held up by support", len(l.Supported) > 0)
			is("another than suggested, alone", l.Level != l.Suggested && l.Reason != "" && l.Second == "")
			is("another than suggested, with a second person", l.Level != l.Suggested && l.Second != "")
			is("moderated", strings.HasPrefix(l.Reason, "Moderation: "))
			if _, known, err := d.ContinuumOf(ctx, l.Pack, l.Version); err != nil || !known {
				t.Fatalf("no continuum %s %s: %v", l.Pack, l.Version, err)
			}
		}
	}
	for _, what := range []string{"due to be looked at", "ticks", "two adults", "held up by support", "another than suggested, alone", "another than suggested, with a second person", "moderated"} {
		if seen[what] == 0 {
			t.Errorf("no level shows: %s", what)
		}
	}
	p, err := d.NeedProfile(ctx)
	if err != nil {
		t.Fatal(err)
	}
	breaks := 0
	for _, point := range p.Trend {
		if point.Break {
			breaks++
		}
	}
	if len(p.Trend) < 6 || breaks != 1 {
		t.Errorf("the trend has %d points and %d breaks", len(p.Trend), breaks)
	}
}

func TestDemoSchoolShowsModerationClosedAndOpen(t *testing.T) {
	d := demo(t)
	rounds, err := d.Rounds(ctx)
	if err != nil || len(rounds) != 2 || !rounds[0].IsOpen() || rounds[1].IsOpen() {
		t.Fatalf("%d rounds, %v", len(rounds), err)
	}
	if rate, settle := rounds[0].Waits(); rate == 0 || settle == 0 {
		t.Errorf("%d wait to be rated, %d to be settled", rate, settle)
	}
	came := map[string]int{}
	for _, c := range rounds[1].Cases {
		came[c.Outcome]++
	}
	if came[desk.OutcomeAgreed] == 0 || came[desk.OutcomeRaised] != 1 || came[desk.OutcomeLowered] != 1 {
		t.Errorf("the closed round came to %v", came)
	}
	doc, err := d.RoundDocument(ctx, rounds[1].ID, desk.NamesOff)
	if err != nil {
		t.Fatal(err)
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil || !strings.Contains(string(page), "Raised") {
		t.Fatalf("the paper of the round: %v", err)
	}
	for _, c := range rounds[1].Cases {
		if strings.Contains(string(page), c.Name) {
			t.Error("the paper without names names a pupil")
		}
	}
	sets, err := d.VignetteSets(ctx)
	if err != nil || len(sets) != 1 || !sets[0].IsOpen() || len(sets[0].Raters()) != 2 {
		t.Errorf("%d sets of vignettes, %v", len(sets), err)
	}
}
