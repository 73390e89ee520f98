package unmet_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/unmet"
)

func open(t *testing.T, d *desk.Desk) (w *shelltest.Window, folder string) {
	t.Helper()
	folder = t.TempDir()
	w = shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "unmet", Name: "Unmet need", Icon: "provision", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return unmet.New(unmet.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("unmet"))
	return w, folder
}

// school has a pupil who was refused by one service and waits for another.
func school(t *testing.T) (d *desk.Desk, pupil string) {
	t.Helper()
	d = schooltest.Empty(t)
	pupil, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Surname: "Zubrin", Forename: "Oleander", Entered: day.Of(2020, 9, 2)}, Status: "K"})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []provision.Referral{
		{Service: "speech_language", State: provision.ReferralRefused, Asked: day.Of(2026, 9, 10), Answered: day.Of(2026, 10, 12), Answer: "Not in the area"},
		{Service: "occupational_therapy", State: provision.ReferralWaiting, Asked: day.Of(2026, 9, 20), Answered: day.Of(2026, 11, 2)},
	} {
		r.Pupil, r.Words = pupil, "An assessment of Oleander"
		if _, err := d.SaveReferral(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.SaveAdvice(t.Context(), provision.Advice{Pupil: pupil, On: day.Of(2026, 10, 1), Role: "Zubrin the elder", Words: "A quiet room", Done: provision.AdviceNot, How: "There is no room"}); err != nil {
		t.Fatal(err)
	}
	return d, pupil
}

func TestEachCountOpensToItsRows(t *testing.T) {
	d, pupil := school(t)
	w, _ := open(t, d)
	w.MustSee("Speech and language therapy", "Occupational therapy", "1 wanted, 2 asked, 1 waiting, 1 refused, 0 met; 2 still open today.", "too few")
	w.Press("Right", "Right", "Right", "Right", "Enter") // Occupational therapy, waiting
	w.MustSee("Occupational therapy, waiting: 1 row", "Zubrin, Oleander", "today, 21 days")
	w.Press("Enter")
	if here := w.Here(); here.Screen != "pupil" || here.Arg != pupil {
		t.Errorf("Enter leads to %v", here)
	}
}

func TestEveryRowAndTheTableAreAKeyAway(t *testing.T) {
	d, _ := school(t)
	w, _ := open(t, d)
	w.Type("a")
	w.MustSee("5 rows shown", "Not in the area")
	w.Type("t")
	w.MustSee("3 lines shown", "All")
	w.Type("o")
	w.MustSee("Autumn 1", "Autumn 2", "3 needs came up this school year")
}

func TestTermsAreChosenByKeys(t *testing.T) {
	d, _ := school(t)
	w, _ := open(t, d)
	w.Type("y")
	w.Type("spring")
	w.Press("Enter")
	w.MustSee("0 refused") // what still stands counts in the spring as well
	if w.Sees("Speech and language therapy") {
		t.Errorf("an answer of the autumn is in the spring:\n%s", w.Text())
	}
}

func TestHiddenNamesAreNowhereInTheLedger(t *testing.T) {
	d, _ := school(t)
	w, _ := open(t, d)
	last, err := d.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.Press("F8")
	for _, key := range []string{"t", "a", "o", "t"} {
		w.Type(key)
		text := strings.ReplaceAll(w.Text(), "Undo: "+last.Undo, "") // the shell's own words
		for _, name := range []string{"Zubrin", "Oleander", "Not in the area", "quiet room", "There is no room"} {
			if strings.Contains(text, name) {
				t.Errorf("after %s %q shows:\n%s", key, name, text)
			}
		}
	}
}

func TestLedgerIsPrintedAndSaved(t *testing.T) {
	d, _ := school(t)
	w, folder := open(t, d)
	w.Press("F8", "Ctrl+P")
	w.MustSee("The ledger, for the school")
	w.Press("Enter")
	w.Type("s")
	w.Press("Enter")
	found, err := os.ReadDir(folder)
	if err != nil || len(found) != 2 {
		t.Fatalf("%v %v\n%s", found, err, w.Text())
	}
	for _, f := range found {
		content, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil || strings.Contains(string(content), "Oleander") {
			t.Errorf("%s: %v", f.Name(), err)
		}
	}
}

func TestEmptyLedgerSaysWhatWillBeThere(t *testing.T) {
	w, _ := open(t, schooltest.Empty(t))
	w.MustSee("Nothing was wanted, asked, waiting or refused in this time.")
	w.Type("a")
	w.Type("o")
	w.MustSee("0 needs came up")
}

func TestUnmetPictures(t *testing.T) {
	w, _ := open(t, schooltest.Demo(t))
	w.Pictures("unmet")
	w.Type("o")
	w.Pictures("unmet-time")
	w.Type("a")
	w.Pictures("unmet-rows")
	w.Press("F8")
	w.Pictures("unmet-hidden")
	w.Press("F8", "Ctrl+P")
	w.Pictures("unmet-print")
}
