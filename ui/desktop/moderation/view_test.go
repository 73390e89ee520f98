package moderation_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/moderation"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

var ctx = context.Background()

// school has pupils at levels that a round draws.
func school(t *testing.T, pupils int) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	for i := range pupils {
		id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: fmt.Sprintf("Fore%c", 'a'+i), Surname: fmt.Sprintf("Sur%c", 'a'+i), Born: day.Of(2016, 9, 3), Class: "5A",
			Strengths: "Building and drawing", Helps: fmt.Sprintf("Fore%c does better when steps are short and drawn", 'a'+i)}, Status: "K", Needs: []string{"SLCN"}, From: day.Of(2026, 9, 3)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"ci.und": "L3", "cl.lit": "L2"}}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "moderation", Name: "Moderation", Icon: "levels", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return moderation.New(moderation.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("moderation"))
	return w
}

func TestRoundIsDrawnRatedComparedAndSettledByKeys(t *testing.T) {
	d := school(t, 4)
	w := open(t, d)
	w.MustSee("No round has been drawn yet", "at least 3 cases")
	w.Press("Ctrl+N")
	w.MustSee("Case 1", "Case 3", "3 to rate, 0 to settle")
	if w.Sees("Sura") || w.Sees("Surb") || w.Sees("Surc") {
		t.Fatalf("the blind list names somebody:\n%s", w.Text())
	}
	w.Pictures("moderation")
	w.FocusGrid()
	w.Press("Enter")
	w.MustSee("Case 1 of 3", "The first rating is hidden", "does better when steps are short", "Understanding spoken language")
	if text := w.Text(); strings.Contains(text, "Sur") || strings.Contains(text, "Fore") {
		t.Fatalf("the rater sees a name:\n%s", text)
	}
	w.Press("Ctrl+Enter")
	w.MustSee("Rate at least one strand first")
	w.Go(w.Here()) // the keyboard in the strands again
	w.Type("4")
	w.MustSee("Strands: 1 rated")
	w.Press("Down")
	w.Type("2")
	w.Press("BackSpace")
	w.MustSee("Strands: 1 rated")
	w.Pictures("moderation-case")
	w.Press("Ctrl+Enter")
	w.MustSee("Say who rates this case now")
	w.Type("senco")
	w.Press("Ctrl+Enter")
	w.MustSee("had a part in the first rating")
	w.Press("BackSpace", "BackSpace", "BackSpace", "BackSpace", "BackSpace")
	w.Type("Tom Fry")
	w.Press("Ctrl+Enter")
	w.MustSee("What is right", "Raised", "Settle", "Understanding spoken language", "+1")
	w.Pictures("moderation-compare")
	w.Press("Ctrl+Enter")
	w.MustSee("Say why, in a sentence")
	w.Type("Needs every lesson put another way")
	w.Press("Ctrl+Enter")
	w.MustSee("The case is settled", "Raised, L4")
	rounds, err := d.Rounds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c := rounds[0].Cases[0]
	if now, _, _ := d.Level(ctx, c.Pupil); now.Level != "L4" || now.Second != "Tom Fry" {
		t.Errorf("%+v", now)
	}
	w.Press("Ctrl+Z")
	w.MustSee("To settle")
	if now, _, _ := d.Level(ctx, c.Pupil); now.Level != "L3" {
		t.Errorf("after Ctrl+Z the level is %s", now.Level)
	}
}

func TestAgreementShowsItsNumberAndHidesNamesOnF8(t *testing.T) {
	d := school(t, 4)
	r, err := d.DrawRound(ctx, desk.NewRound{Name: "Autumn"})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range r.Cases {
		if err := d.RateCase(ctx, desk.CaseRating{Case: c.ID, By: "Tom Fry", Ratings: map[string]string{"ci.und": []string{"L3", "L4", "L3"}[i], "cl.lit": "L2"}}); err != nil {
			t.Fatal(err)
		}
	}
	w := open(t, d)
	w.MustSee("Sur", "To settle", "Tom Fry")
	w.Press("F8")
	if text := w.Text(); strings.Contains(text, "Sur") || strings.Contains(text, "Fry") {
		t.Errorf("with names hidden:\n%s", text)
	}
	w.Press("F8")
	w.Go(shell.To("moderation", r.ID))
	w.Type("a")
	w.MustSee("3 cases: 2 at the same level, 3 within one", "Fewer than 10 are too few for a rate", "splits people most")
	if strings.Contains(w.Text(), "67%") {
		t.Error("a rate of three cases is shown")
	}
	w.Pictures("moderation-agreement")
}
