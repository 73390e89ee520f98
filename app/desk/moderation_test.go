package desk_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper/web"
	"needsbook/app/register"
)

// levelled adds pupils with a confirmed level of one strand each.
func levelled(t testing.TB, d *desk.Desk, levels ...string) (ids []string) {
	t.Helper()
	for i, level := range levels {
		id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: fmt.Sprintf("Forename%c", 'a'+i), Surname: fmt.Sprintf("Surname%c", 'a'+i), Born: day.Of(2016, 9, 3), Class: "5A",
			Helps: fmt.Sprintf("Forename%c likes a calm start; Level 3 work was hard in L3", 'a'+i)}, Status: "K", Needs: []string{"SLCN"}, From: day.Of(2026, 9, 3)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"cl.lit": level, "ci.und": "L1"}, Adults: []string{"Priya Shah"}}); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// drawnRound draws a round.
func drawnRound(t testing.TB, d *desk.Desk) desk.Round {
	t.Helper()
	r, err := d.DrawRound(ctx, desk.NewRound{Name: "Autumn"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refusedAt fails unless an error is a refusal about a field.
func refusedAt(t testing.TB, err error, field string) {
	t.Helper()
	var why *desk.Refusal
	if !errors.As(err, &why) || why.Field != field {
		t.Errorf("got %v, want a refusal about %s", err, field)
	}
}

func TestRoundDrawsBlindByThePacksRule(t *testing.T) {
	d := open(t)
	levelled(t, d, "L3", "L3", "L3", "L4", "L4", "L5", "L2", "L1", "L2")
	r := drawnRound(t, d)
	if len(r.Cases) != 3 { // 20 % of 6 is under the least sample
		t.Fatalf("%d cases", len(r.Cases))
	}
	for i, c := range r.Cases {
		if c.First != "" || c.Decision != "" || c.Pupil != "" || c.Name != "" || c.Number != i+1 || !c.Open() {
			t.Errorf("case %d shows %+v", i+1, c)
		}
		evidence, err := d.CaseEvidence(ctx, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		words := fmt.Sprint(evidence)
		if !strings.Contains(words, "likes a calm start") || !strings.Contains(words, "Speech, language") {
			t.Errorf("the evidence is missing: %s", words)
		}
		for _, no := range []string{"Forename", "Surname", "Level 3", "L3", "5A"} {
			if strings.Contains(words, no) {
				t.Errorf("the rater sees %q: %s", no, words)
			}
		}
		if first, err := d.CaseFirstRatings(ctx, c.ID); err != nil || len(first) > 0 {
			t.Errorf("the rater sees the first ratings: %v %v", first, err)
		}
	}
	if _, err := d.DrawRound(ctx, desk.NewRound{}); err == nil {
		t.Error("a second round was drawn beside an open one")
	}
	if label, err := d.Undo(ctx); err != nil || label != "Draw the moderation round Autumn" {
		t.Fatal(label, err)
	}
	if rounds, _ := d.Rounds(ctx); len(rounds) != 0 {
		t.Errorf("after undo there are %d rounds", len(rounds))
	}
}

func TestNothingToDrawIsRefused(t *testing.T) {
	d := open(t)
	levelled(t, d, "L1", "L2")
	_, err := d.DrawRound(ctx, desk.NewRound{})
	refusedAt(t, err, "round")
}

func TestSecondRatingIsKeptThenComparedThenSettled(t *testing.T) {
	d := open(t)
	levelled(t, d, "L3", "L3", "L3")
	r := drawnRound(t, d)
	id := r.Cases[0].ID
	refusedAt(t, d.KeepCaseRating(ctx, id, "no.such", "L3"), "no.such")
	refusedAt(t, d.KeepCaseRating(ctx, id, "cl.lit", "L9"), "cl.lit")
	refusedAt(t, d.RateCase(ctx, desk.CaseRating{Case: id, By: "Tom Fry"}), "ratings")
	for _, rating := range [][2]string{{"cl.lit", "L4"}, {"cl.num", "L2"}, {"cl.num", ""}} {
		if err := d.KeepCaseRating(ctx, id, rating[0], rating[1]); err != nil {
			t.Fatal(err)
		}
	}
	for _, by := range []string{"", "senco", "Priya  SHAH"} {
		refusedAt(t, d.RateCase(ctx, desk.CaseRating{Case: id, By: by}), "by")
	}
	refusedAt(t, d.RateCase(ctx, desk.CaseRating{Case: id, By: "Tom Fry", Level: "L2"}), "level")
	refusedAt(t, d.SettleCase(ctx, desk.Settlement{Case: id, Outcome: desk.OutcomeAgreed}), "case")
	if err := d.RateCase(ctx, desk.CaseRating{Case: id, By: " Tom  Fry "}); err != nil {
		t.Fatal(err)
	}
	refusedAt(t, d.KeepCaseRating(ctx, id, "cl.lit", "L1"), "case")
	r, _ = d.Round(ctx, r.ID)
	c := r.Cases[0]
	if !c.Revealed || c.First != "L3" || c.Second != "L4" || c.SecondBy != "Tom Fry" || c.Name == "" || !maps.Equal(c.Ratings, map[string]string{"cl.lit": "L4"}) {
		t.Fatalf("%+v", c)
	}
	for _, s := range []struct {
		desk.Settlement
		field string
	}{
		{desk.Settlement{Outcome: "perhaps"}, "outcome"},
		{desk.Settlement{Outcome: desk.OutcomeAgreed}, "reason"}, // they differ, so why?
		{desk.Settlement{Outcome: desk.OutcomeAgreed, Agreed: "L4", Reason: "x"}, "agreed"},
		{desk.Settlement{Outcome: desk.OutcomeRaised, Reason: "x"}, "agreed"},
		{desk.Settlement{Outcome: desk.OutcomeRaised, Agreed: "L2", Reason: "x"}, "agreed"},
		{desk.Settlement{Outcome: desk.OutcomeLowered, Agreed: "L4", Reason: "x"}, "agreed"},
		{desk.Settlement{Outcome: desk.OutcomeRaised, Agreed: "L9", Reason: "x"}, "agreed"},
		{desk.Settlement{Outcome: desk.OutcomeRaised, Agreed: "L4", Reason: " "}, "reason"},
		{desk.Settlement{Outcome: desk.OutcomeMore, Agreed: "L4", Reason: "x"}, "agreed"},
	} {
		s.Case = id
		refusedAt(t, d.SettleCase(ctx, s.Settlement), s.field)
	}
	if err := d.SettleCase(ctx, desk.Settlement{Case: id, Outcome: desk.OutcomeRaised, Agreed: "L4", Reason: "Needs print read all day", Set: true}); err != nil {
		t.Fatal(err)
	}
	now, _, err := d.Level(ctx, c.Pupil)
	if err != nil || now.Level != "L4" || now.Second != "Tom Fry" || !strings.Contains(now.Reason, "Moderation: Needs print") || now.Ratings["cl.lit"] != "L4" {
		t.Fatalf("%+v %v", now, err)
	}
	refusedAt(t, d.SettleCase(ctx, desk.Settlement{Case: id, Outcome: desk.OutcomeMore, Reason: "x"}), "case")

	doc, err := d.SubjectAccess(ctx, c.Pupil)
	if err != nil {
		t.Fatal(err)
	}
	page, err := web.Render(doc)
	if err != nil || !strings.Contains(string(page), "Needs print read all day") || !strings.Contains(string(page), "Rated for the second time by") {
		t.Error("the copy of the record lacks the case", err)
	}

	for _, want := range []string{"Settle the moderation of", "Rate a case of moderation", "Rate Number", "Rate Number", "Rate Reading"} {
		label, err := d.Undo(ctx)
		if err != nil || !strings.HasPrefix(label, want) {
			t.Fatalf("undid %q, %v; want %q", label, err, want)
		}
	}
	if now, _, _ := d.Level(ctx, c.Pupil); now.Level != "L3" {
		t.Errorf("after undo the level is %s", now.Level)
	}
	if r, _ = d.Round(ctx, r.ID); r.Cases[0].Revealed || len(r.Cases[0].Ratings) > 0 {
		t.Errorf("after undo %+v", r.Cases[0])
	}
}

func TestLevelConfirmedSinceIsNotSetByModeration(t *testing.T) {
	d := open(t)
	levelled(t, d, "L3", "L3", "L3")
	r := drawnRound(t, d)
	id := r.Cases[0].ID
	if err := d.RateCase(ctx, desk.CaseRating{Case: id, By: "Tom Fry", Ratings: map[string]string{"cl.lit": "L2"}}); err != nil {
		t.Fatal(err)
	}
	r, _ = d.Round(ctx, r.ID)
	if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: r.Cases[0].Pupil, Ratings: map[string]string{"cl.lit": "L4"}}); err != nil {
		t.Fatal(err)
	}
	s := desk.Settlement{Case: id, Outcome: desk.OutcomeLowered, Agreed: "L2", Reason: "Catching up", Set: true}
	refusedAt(t, d.SettleCase(ctx, s), "set")
	if s.Set = false; d.SettleCase(ctx, s) != nil {
		t.Error("the case cannot be settled without setting the level")
	}
	if now, _, _ := d.Level(ctx, r.Cases[0].Pupil); now.Level != "L4" {
		t.Errorf("the level moved to %s", now.Level)
	}
}

func TestPupilWhoLeftIsSetAside(t *testing.T) {
	d := open(t)
	ids := levelled(t, d, "L3", "L3", "L3")
	r := drawnRound(t, d)
	for _, id := range ids[:1] {
		e, err := d.Entry(id)
		if err != nil {
			t.Fatal(err)
		}
		p := e.Pupil
		p.Entered, p.Left = day.Of(2025, 9, 3), d.Today().AddDays(-1)
		if err := d.SavePupil(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	r, _ = d.Round(ctx, r.ID)
	i := slices.IndexFunc(r.Cases, func(c desk.CaseOfView) bool { return c.Left })
	if rate, settle := r.Waits(); i < 0 || rate != 2 || settle != 0 {
		t.Fatalf("%d to rate, %d to settle, set aside %d", rate, settle, i)
	}
	refusedAt(t, d.RateCase(ctx, desk.CaseRating{Case: r.Cases[i].ID, By: "Tom Fry", Ratings: map[string]string{"cl.lit": "L2"}}), "case")
	if err := d.CloseRound(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	refusedAt(t, d.RateCase(ctx, desk.CaseRating{Case: r.Cases[(i+1)%3].ID, By: "Tom Fry", Ratings: map[string]string{"cl.lit": "L2"}}), "round")
	refusedAt(t, d.CloseRound(ctx, r.ID), "round")
	again, err := d.DrawRound(ctx, desk.NewRound{})
	if err != nil || len(again.Cases) != 2 {
		t.Errorf("%d cases drawn after one of three left, %v", len(again.Cases), err)
	}
}

func TestRoundOfAnotherPackCannotBeRated(t *testing.T) {
	d := open(t)
	levelled(t, d, "L3", "L3", "L3")
	r := drawnRound(t, d)
	if err := d.RateCase(ctx, desk.CaseRating{Case: r.Cases[0].ID, By: "Tom Fry", Ratings: map[string]string{"cl.lit": "L3"}}); err != nil {
		t.Fatal(err)
	}
	next := strings.Replace(string(shippedPack("continuum.json")), `"version": "2026.11.1"`, `"version": "2027.1"`, 1)
	if err := d.InstallPack(ctx, []byte(next)); err != nil {
		t.Fatal(err)
	}
	refusedAt(t, d.KeepCaseRating(ctx, r.Cases[1].ID, "cl.lit", "L3"), "round")
	result, err := d.RoundResult(ctx, r.ID)
	if err != nil || result.Agreement.N != 1 || result.Agreement.Exact != 1 {
		t.Errorf("what was rated before is lost: %+v %v", result.Agreement, err)
	}
}

func TestResultCountsAndLeavesOnlyTenOrMore(t *testing.T) {
	d := open(t)
	levels := make([]string, 50)
	for i := range levels {
		levels[i] = []string{"L3", "L4"}[i%2]
	}
	levelled(t, d, levels...)
	r := drawnRound(t, d)
	if len(r.Cases) != 10 {
		t.Fatalf("%d cases", len(r.Cases))
	}
	for i, c := range r.Cases {
		if i == 9 {
			facts, err := d.ModerationFacts(ctx)
			if err != nil || facts.Cases != 0 || facts.Band != "" {
				t.Errorf("nine cases give %+v %v", facts, err)
			}
		}
		level := "L3"
		if i == 0 {
			level = "L5"
		}
		if err := d.RateCase(ctx, desk.CaseRating{Case: c.ID, By: "Tom Fry", Ratings: map[string]string{"cl.lit": level, "ci.und": "L1"}}); err != nil {
			t.Fatal(err)
		}
	}
	result, err := d.RoundResult(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	exact := 0
	for _, c := range result.Round.Cases {
		if c.First == c.Second {
			exact++
		}
	}
	if a := result.Agreement; a.N != 10 || a.Exact != exact || !a.RateKnown() || result.Strands[0].Strand != "cl.lit" || result.Strands[1].Exact != 10 {
		t.Errorf("%+v, %+v", result.Agreement, result.Strands)
	}
	facts, err := d.ModerationFacts(ctx)
	if err != nil || facts.Cases != 10 || facts.Band == "" {
		t.Errorf("ten cases give %+v %v", facts, err)
	}
	words := d.AgreementWords(result.Agreement, "case")
	if !strings.Contains(words, "10 cases") || !strings.Contains(words, "likely between") {
		t.Error(words)
	}
	drift, err := d.ModerationDrift(ctx)
	if err != nil || len(drift.Rounds) != 1 || drift.Chart.Check() != nil {
		t.Errorf("%+v %v %v", drift, err, drift.Chart.Check())
	}
}

// Rounds rated by two scales stand in one chart with a break between them, and are never
// compared in words.
func TestDriftBreaksWhereTheScaleChanged(t *testing.T) {
	d := open(t)
	ids := levelled(t, d, "L3", "L3", "L3")
	once := func(level string) {
		t.Helper()
		r := drawnRound(t, d)
		for _, c := range r.Cases {
			if err := d.RateCase(ctx, desk.CaseRating{Case: c.ID, By: "Tom Fry", Ratings: map[string]string{"cl.lit": level}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.CloseRound(ctx, r.ID); err != nil {
			t.Fatal(err)
		}
	}
	once("L3")
	next := strings.Replace(string(shippedPack("continuum.json")), `"version": "2026.11.1"`, `"version": "2027.1"`, 1)
	if err := d.InstallPack(ctx, []byte(next)); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"cl.lit": "L4"}}); err != nil {
			t.Fatal(err)
		}
	}
	once("L4")
	drift, err := d.ModerationDrift(ctx)
	if err != nil || len(drift.Rounds) != 2 || len(drift.Chart.Labels) != 3 || drift.Chart.Labels[1] != "changed" || !drift.Chart.Series[0].Values[1].Gap || drift.Chart.Check() != nil {
		t.Errorf("%+v %v %v", drift.Chart, err, drift.Chart.Check())
	}
	if !strings.Contains(drift.Words, "changed between two rounds") {
		t.Error(drift.Words)
	}
}

func TestOpenRoundStandsOnToday(t *testing.T) {
	d := open(t)
	levelled(t, d, "L3", "L3", "L3")
	drawnRound(t, d)
	tasks, err := d.Tasks(context.Background())
	i := slices.IndexFunc(tasks, func(t desk.Task) bool { return t.Kind == desk.TaskModeration })
	if err != nil || i < 0 || tasks[i].Note != "3 cases to rate, 0 to settle." {
		t.Fatal(tasks, err)
	}
}
