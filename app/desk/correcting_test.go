package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// pupilOf adds a pupil with K from 2020 and E from 2022, and two needs.
func pupilOf(t *testing.T, d *desk.Desk) string {
	t.Helper()
	id, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Forename: "Ana", Surname: "Kowalska", Born: day.Of(2014, 9, 3), Entered: day.Of(2018, 9, 1)}, Status: "K", Needs: []string{"SLCN", "SEMH"}, From: day.Of(2020, 9, 1)})
	if err == nil {
		err = d.SetStatus(t.Context(), id, "E", day.Of(2022, 9, 1))
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func history(t *testing.T, d *desk.Desk, id string) desk.PupilHistory {
	t.Helper()
	h, err := d.PupilHistory(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestCorrectionOfThePastIsOneStepAndShowsInTheStory(t *testing.T) {
	d := schooltest.Empty(t)
	id := pupilOf(t, d)
	h := history(t, d, id)
	err := d.CorrectStatus(t.Context(), id, register.Correction{Row: h.Statuses[1].ID, Code: "E", From: day.Of(2023, 9, 1), Fit: true, Why: "  typed  wrong "})
	if err != nil {
		t.Fatal(err)
	}
	after := history(t, d, id)
	if after.Statuses[0].Until != day.Of(2023, 9, 1) || after.Statuses[1].From != day.Of(2023, 9, 1) {
		t.Errorf("%+v", after.Statuses)
	}
	r, err := d.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	told := false
	for _, s := range r.Story {
		told = told || s.Kind == "status" && s.Words == "Corrected on 23 Nov 2026: typed wrong"
	}
	if !told {
		t.Errorf("the story does not tell of the correction: %+v", r.Story)
	}
	if label, err := d.Undo(t.Context()); err != nil || label != "Correct the SEN status of Ana Kowalska" {
		t.Fatalf("%q, %v", label, err)
	}
	if back := history(t, d, id); back.Statuses[1] != h.Statuses[1] || back.Statuses[0] != h.Statuses[0] {
		t.Errorf("undone it is %+v", back.Statuses)
	}
	if _, err := d.Redo(t.Context()); err != nil || history(t, d, id).Statuses[1] != after.Statuses[1] {
		t.Errorf("done again: %v, %+v", err, history(t, d, id).Statuses)
	}
}

func TestNeedsThatChangePlacesAreNeverTwoOfOneRank(t *testing.T) {
	d := schooltest.Empty(t)
	id := pupilOf(t, d)
	h := history(t, d, id)
	if err := d.CorrectNeed(t.Context(), id, register.Correction{Row: h.Needs[0].ID, Code: "SLCN", Rank: 2, From: h.Needs[0].From, Fit: true, Why: "the report ranks them so"}); err != nil {
		t.Fatal(err)
	}
	if e, _ := d.Entry(id); strings.Join(e.Needs, " ") != "SEMH SLCN" {
		t.Errorf("the needs are %v", e.Needs)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e, _ := d.Entry(id); strings.Join(e.Needs, " ") != "SLCN SEMH" {
		t.Errorf("undone the needs are %v", e.Needs)
	}
	if _, err := d.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestOpenStatusTakenAwayLetsTheOneBeforeGoOn(t *testing.T) {
	d := schooltest.Empty(t)
	id := pupilOf(t, d)
	h := history(t, d, id)
	if err := d.CorrectStatus(t.Context(), id, register.Correction{Row: h.Statuses[1].ID, Remove: true, Fit: true, Why: "another pupil's plan"}); err != nil {
		t.Fatal(err)
	}
	if e, _ := d.Entry(id); e.Status != "K" || e.StatusFrom != day.Of(2020, 9, 1) {
		t.Errorf("%s since %s", e.Status, e.StatusFrom)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e, _ := d.Entry(id); e.Status != "E" {
		t.Errorf("undone it is %s", e.Status)
	}
}

func TestRefusedCorrectionSaysWhyBesideTheFieldAndChangesNothing(t *testing.T) {
	d := schooltest.Empty(t)
	id := pupilOf(t, d)
	h := history(t, d, id)
	row := h.Statuses[0].ID
	for _, c := range []struct {
		field, words string
		register.Correction
	}{
		{"why", "Say why", register.Correction{Row: row, Code: "N", From: day.Of(2020, 9, 1), Why: "  "}},
		{"code", "is not an SEN status", register.Correction{Row: row, Code: "Q9", From: day.Of(2020, 9, 1), Why: "w"}},
		{"from", "Education, health and care plan (since 1 Sep 2022)", register.Correction{Row: row, Code: "K", From: day.Of(2020, 9, 1), Why: "w"}},
		{"from", "in the future", register.Correction{Row: row, Code: "K", From: day.Of(2027, 9, 1), Why: "w"}},
		{"from", "before the pupil was born", register.Correction{Row: row, Code: "K", From: day.Of(2014, 9, 2), Until: day.Of(2022, 9, 1), Why: "w"}},
		{"until", "end before it begins", register.Correction{Row: row, Code: "K", From: day.Of(2021, 9, 1), Until: day.Of(2020, 9, 1), Why: "w"}},
		{"row", "not in the history any more", register.Correction{Row: "gone", Code: "K", From: day.Of(2021, 9, 1), Why: "w"}},
	} {
		err := d.CorrectStatus(t.Context(), id, c.Correction)
		var refusal *desk.Refusal
		if !errors.As(err, &refusal) || refusal.Field != c.field || !strings.Contains(refusal.Words, c.words) {
			t.Errorf("%s: %v", c.words, err)
		}
	}
	if last, _ := d.Last(t.Context()); !strings.HasPrefix(last.Undo, "Set SEN status") {
		t.Errorf("a refused correction left the step %q", last.Undo)
	}
	var refusal *desk.Refusal
	err := d.CorrectNeed(t.Context(), id, register.Correction{Row: h.Needs[0].ID, Remove: true, Why: "w"})
	if !errors.As(err, &refusal) || refusal.Field != "rank" || !strings.Contains(refusal.Words, "Social, emotional and mental health") {
		t.Errorf("%v", err)
	}
}

func TestOldStatusIsReadAndItsCodeKept(t *testing.T) {
	d := schooltest.Empty(t)
	id := pupilOf(t, d)
	row := history(t, d, id).Statuses[0]
	if err := d.CorrectStatus(t.Context(), id, register.Correction{Row: row.ID, Code: "P", From: row.From, Until: row.Until, Why: "it was School Action Plus"}); err != nil {
		t.Fatal(err)
	}
	if got := history(t, d, id).Statuses[0]; got.Code != "K" || got.Legacy != "P" {
		t.Errorf("%+v", got)
	}
	// A change of its days keeps how the code was written.
	if err := d.CorrectStatus(t.Context(), id, register.Correction{Row: row.ID, Code: "K", From: row.From.AddDays(1), Until: row.Until, Why: "a day later"}); err != nil {
		t.Fatal(err)
	}
	if got := history(t, d, id).Statuses[0]; got.Legacy != "P" {
		t.Errorf("%+v", got)
	}
	if err := d.SetStatus(t.Context(), id, "S", d.Today()); err != nil {
		t.Fatal(err)
	}
	if err := d.CorrectNeed(t.Context(), id, register.Correction{Code: "BESD", Rank: 3, From: day.Of(2021, 1, 1), Why: "on the old file"}); err == nil {
		t.Error("SEMH is recorded already, and BESD is the same")
	}
}

func TestNSAWithAPlanIsAPromptToReplaceIt(t *testing.T) {
	d := schooltest.Empty(t)
	id := pupilOf(t, d)
	if err := d.SetNeeds(t.Context(), id, []string{"NSA"}, d.Today()); err != nil {
		t.Fatal(err)
	}
	if odd := history(t, d, id).Odd; len(odd) != 1 || !strings.Contains(odd[0], "NSA cannot be recorded for a pupil with an EHC plan. Replace it") {
		t.Errorf("%q", odd)
	}
}

func TestCorrectionsUndoneLeaveTheFileAsItWas(t *testing.T) {
	_, store := deskAndStore(t)
	serial := 0
	rapid.Check(t, func(t *rapid.T) {
		serial++
		id := fmt.Sprint("c", serial)
		if _, err := store.Do(t.Context(), journal.Step{Label: "a pupil", Sort: journal.Did}, drawPupil(t, id)); err != nil {
			t.Fatal(err)
		}
		d, err := schooltest.Sit(t.Context(), store)
		if err != nil {
			t.Fatal(err)
		}
		states := []string{records(t, store)}
		for range rapid.IntRange(1, 4).Draw(t, "corrections") {
			h, err := d.PupilHistory(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			c := register.Correction{Remove: rapid.Bool().Draw(t, "remove"), Fit: rapid.Bool().Draw(t, "fit"), Rank: rapid.IntRange(1, 3).Draw(t, "rank"), Why: "typed wrong",
				From: day.Of(2020, 1, rapid.IntRange(1, 400).Draw(t, "from"))}
			if rapid.Bool().Draw(t, "closed") {
				c.Until = day.Of(2020, 1, rapid.IntRange(1, 500).Draw(t, "until"))
			}
			if rapid.Bool().Draw(t, "need") {
				c.Code = rapid.SampledFrom([]string{"SLCN", "ASD", "HI"}).Draw(t, "code")
				if len(h.Needs) > 0 {
					c.Row = rapid.SampledFrom(h.Needs).Draw(t, "row").ID
				}
				err = d.CorrectNeed(t.Context(), id, c)
			} else {
				c.Code = rapid.SampledFrom([]string{"N", "K", "E"}).Draw(t, "code")
				if len(h.Statuses) > 0 {
					c.Row = rapid.SampledFrom(h.Statuses).Draw(t, "row").ID
				}
				err = d.CorrectStatus(t.Context(), id, c)
			}
			var refusal *desk.Refusal
			if err != nil && !errors.As(err, &refusal) {
				t.Fatal(err)
			}
			if now := records(t, store); now != states[len(states)-1] {
				if err != nil {
					t.Fatal("a refused correction changed the file")
				}
				states = append(states, now)
			}
		}
		for i := len(states) - 1; i > 0; i-- { // back to the beginning, with a step forth and back on the way
			for _, turn := range []struct {
				do   func(context.Context) (string, error)
				want string
			}{{d.Undo, states[i-1]}, {d.Redo, states[i]}, {d.Undo, states[i-1]}} {
				if _, err := turn.do(t.Context()); err != nil || records(t, store) != turn.want {
					t.Fatalf("%v; the file is not as it was", err)
				}
			}
		}
		if _, err := d.Undo(t.Context()); err != nil { // the pupil too
			t.Fatal(err)
		}
	})
}
