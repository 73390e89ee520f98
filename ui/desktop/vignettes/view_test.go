package vignettes_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/vignettes"
)

var ctx = context.Background()

func open(t *testing.T, d *desk.Desk, folder string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "vignettes", Name: "Vignettes", Icon: "levels", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return vignettes.New(vignettes.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("vignettes"))
	return w
}

func TestSetIsOpenedScoredClosedAndAnsweredByKeys(t *testing.T) {
	d, folder := schooltest.Empty(t), t.TempDir()
	s := d.School()
	s.Name, s.Phase, s.URN = "Meadowfield", "primary", "123456"
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "set.json")
	if err := os.WriteFile(file, desk.ExampleVignettes(), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, d, folder)
	w.MustSee("No set has been opened yet", "Try the example set")
	w.Press("Ctrl+N")
	w.Type(file)
	w.Press("Enter")
	w.MustSee("Eight invented cases", "Who rates", "Not signed by anybody", "No real child is described")
	w.Type("Tom Fry")
	w.Press("Ctrl+Enter")
	w.MustSee("six-year-old", "0 of 8 rated", "Understanding spoken language")
	if w.Sees("Experts") || w.Sees("it is working") {
		t.Error("what experts say is shown while the set is open")
	}
	w.Type("2")
	w.MustSee("1 of 8 rated", "1 ✓")
	w.Pictures("vignettes")
	w.Press("Ctrl+Enter")
	w.MustSee("proud of being a good swimmer")
	w.Press("Right", "Tab", "Space") // into the statements, the second level
	w.MustSee("2 of 8 rated")
	w.Tap("Close the set")
	w.MustSee("Experts", "Tom Fry", "Why the experts say so", "L2")
	w.Pictures("vignettes-closed")
	w.Press("Ctrl+Enter")
	w.MustSee("All that leaves", "sen-vignette-answer", "ci.und L2", "123456")
	if _, answer, err := d.VignetteAnswer(ctx, "example-vignettes@2026.11.1"); err != nil || strings.Contains(string(answer), "Tom") {
		t.Error(err)
	}
	w.Pictures("vignettes-answer")
	w.Press("Ctrl+Enter", "Enter")
	w.Elapse()
	saved, err := os.ReadFile(filepath.Join(folder, "answer example-vignettes 2026.11.1.json"))
	if err != nil || strings.Contains(string(saved), "Tom") || !strings.Contains(string(saved), `"rater": 1`) {
		t.Errorf("%v\n%s\n%s", err, saved, w.Text())
	}
}

func TestTwoPeopleRateAloneAndTheirAgreementIsShown(t *testing.T) {
	d := schooltest.Empty(t)
	v, err := d.OpenVignettes(ctx, desk.ExampleVignettes())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []desk.VignetteRating{{Vignette: "v1", By: "Tom Fry", Ratings: map[string]string{"ci.und": "L3"}}, {Vignette: "v1", By: "Ama Mensah", Ratings: map[string]string{"ci.und": "L2"}}} {
		r.Set = v.ID
		if err := d.ScoreVignette(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	w := open(t, d, "")
	w.MustSee("Go on as Tom Fry, 1 case rated", "Go on as Ama Mensah")
	w.Tap("Go on as Ama")
	w.MustSee("1 of 8 rated")
	w.Tap("Close the set")
	w.Tap("Moderation") // leaves
	w.Go(shell.To("vignettes"))
	w.MustSee("Tom Fry", "Ama Mensah", "L3")
	w.Type("a")
	w.MustSee("Within the school: 1 pair", "Fewer than 10 are too few")
	w.Press("F8")
	if w.Sees("Tom Fry") {
		t.Error("a rater is named while names are hidden")
	}
	w.Pictures("vignettes-agreement")
}
