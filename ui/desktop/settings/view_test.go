package settings_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/settings"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/theme"
)

// sit is a desk over a new file, with randomness as a restore needs it.
func sit(t *testing.T) *desk.Desk {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d, err := desk.Open(t.Context(), store, desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) },
		Roads: desk.Roads{Random: rand.Reader}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func demo(t *testing.T) *desk.Desk {
	t.Helper()
	d := sit(t)
	if _, err := d.FillDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

func open(t *testing.T, d *desk.Desk, section string) (*shelltest.Window, *appearance) {
	t.Helper()
	a := &appearance{now: theme.Look{TextPercent: 100}}
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "settings", Name: "Settings", Icon: "settings", Open: func(arg string) (shell.Screen, error) {
			return settings.New(settings.Needs{Desk: d, Shell: s, Appearance: a, Version: "0.1.0"}, arg)
		}}
	})
	w.Go(shell.To("settings", section))
	return w, a
}

// appearance keeps the look of a test.
type appearance struct{ now theme.Look }

func (a *appearance) Look() theme.Look     { return a.now }
func (a *appearance) SetLook(l theme.Look) { a.now = l }

// press goes to a thing by Tab and presses it.
func press(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	reach(t, w, words)
	w.Press("Enter")
}

func reach(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	w.Canvas().Focus(nil)
	for range 120 {
		w.Press("Tab")
		if l, ok := w.Canvas().Focused().(interface{ AccessibilityLabel() string }); ok && (l.AccessibilityLabel() == words || strings.HasSuffix(l.AccessibilityLabel(), ": "+words)) {
			return
		}
	}
	t.Fatalf("Tab does not come to %q:\n%s", words, w.Text())
}

func TestSchoolsDetailKeepsItselfWhenItsFieldIsLeftAndIsUndone(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "")
	reach(t, w, d.School().URN)
	w.Press("End")
	w.Press("BackSpace")
	w.Press("Tab")
	w.MustSee("The URN has six digits")
	if d.School().URN != "999999" {
		t.Fatalf("the URN is now %q", d.School().URN)
	}
	w.Canvas().FocusPrevious()
	w.Press("End")
	w.Type("8")
	w.Press("Tab")
	if d.School().URN != "999998" || w.Sees("The URN has six digits") {
		t.Fatalf("the URN is %q:\n%s", d.School().URN, w.Text())
	}
	w.Canvas().Focus(nil)
	w.Press("Ctrl+Z")
	w.MustSee("999999")
}

func TestLastFieldIsKeptWhenThePageIsLeft(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "")
	reach(t, w, d.School().Head)
	w.Press("End")
	w.Type(" OBE")
	w.Press("Ctrl+K")
	w.Press("Esc")
	w.Go(shell.To("register"))
	if !strings.HasSuffix(d.School().Head, " OBE") {
		t.Errorf("the head is %q", d.School().Head)
	}
}

func TestOwnRateTakesThePlaceOfTheExample(t *testing.T) {
	d := sit(t)
	w, _ := open(t, d, "rates")
	w.MustSee("£17.20 (example)", "10 rates not set yet", "no rate yet", "£6,000")
	w.Type("18.5")
	w.Press("Tab")
	rate, example, err := d.Rate(t.Context(), "teaching_assistant")
	if err != nil || example || rate.Cmp(money.Pence(1850)) != 0 {
		t.Fatalf("the rate is %s, example %v, %v\n%s", rate, example, err, w.Text())
	}
	w.MustSee("£18.50")
	w.Press("Ctrl+Z")
	w.MustSee("£17.20 (example)")
}

func TestEmptiedRateGoesBackToTheCardAndALaterOneWaitsForItsDay(t *testing.T) {
	d := sit(t)
	w, _ := open(t, d, "rates")
	w.Type("18.5")
	w.Press("Tab")
	w.Canvas().FocusPrevious()
	w.Canvas().FocusPrevious() // to the day that new rates hold from
	w.Type("1 April 2027")
	w.Press("Tab")
	w.Press("Ctrl+A")
	w.Type("19")
	w.Press("Tab")
	own, err := d.OwnRates(t.Context())
	if rates := own["teaching_assistant"]; err != nil || len(rates) != 2 || rates[1].From != day.Of(2027, 4, 1) || rates[1].Amount.String() != "19.00" {
		t.Fatalf("%+v %v\n%s", own, err, w.Text())
	}
	w.MustSee("£18.50", "£19.00 from 1 Apr 2027", "Rate card")
	w.Canvas().FocusPrevious()
	w.Press("Ctrl+A", "BackSpace", "Tab")
	if own, err := d.OwnRates(t.Context()); err != nil || len(own) != 0 {
		t.Errorf("%+v %v", own, err)
	}
	w.MustSee("£17.20 (example)")
}

func TestRateCardIsLookedAtAdoptedAndUndone(t *testing.T) {
	d := sit(t)
	if _, err := d.SaveIntervention(t.Context(), provision.Intervention{Name: "Lego group", StaffKind: "teaching_assistant", Minutes: 45, SessionsAWeek: decimal.NewFromInt(3)}); err != nil {
		t.Fatal(err)
	}
	w, _ := open(t, d, "packs")
	write := func(from, to string) string {
		path := filepath.Join(t.TempDir(), "card.json")
		if err := os.WriteFile(path, ownCard(t, from, to), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	lacking := write(`"id": "teaching_assistant"`, `"id": "assistant"`)
	w.Type(lacking)
	w.Press("Enter")
	w.MustSee("This rate card cannot be adopted yet", "which “Lego group” uses")
	for range lacking {
		w.Press("BackSpace")
	}
	w.Type(write(`"17.20"`, `"17.90"`))
	w.Press("Enter")
	w.MustSee("It changes the cost of 1 intervention this school year, from £1,470.60 to £1,530.45", "Lego group", "£59.85", "Teaching assistant: £17.20 to £17.90 an hour")
	w.Pictures("rate-card")
	press(t, w, "Adopt this rate card")
	if rate, _, err := d.Rate(t.Context(), "teaching_assistant"); err != nil || rate.String() != "17.90" {
		t.Errorf("%s %v", rate, err)
	}
	w.Press("Ctrl+Z")
	if rate, _, err := d.Rate(t.Context(), "teaching_assistant"); err != nil || rate.String() != "17.20" {
		t.Errorf("after undo %s %v", rate, err)
	}
}

func TestPackIsCheckedPreviewedInstalledAndUndone(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "packs")
	folder := t.TempDir()
	write := func(name string, body []byte) string {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	broken := write("broken.json", bytes.Replace(assets.Pack("continuum.json"), []byte(`"levels"`), []byte(`"leveis"`), 1))
	w.Type(broken)
	w.Press("Enter")
	w.MustSee("The pack cannot be used", "Where in the file")
	title := d.Continuum().Title
	other := write("other.json", bytes.Replace(assets.Pack("continuum.json"), []byte(title), []byte("Levels of Kent coast"), 1))
	other = write("other.json", bytes.Replace(read(t, other), []byte(`"version": "2026.11.1"`), []byte(`"version": "2027.1"`), 1))
	for range broken {
		w.Press("BackSpace")
	}
	w.Type(other)
	w.Press("Enter")
	// The rules are the same: only the two pupils move whom the demo school confirmed against the suggestion.
	w.MustSee("The pack is sound.", "0 up, 2 down", "Morgan, Priya", "Williams, Arthur")
	press(t, w, "Put it in use")
	w.MustSee("Levels of Kent coast", "2027.1", "not signed", "Ctrl+Z goes back to the one before.")
	w.Press("Ctrl+Z")
	if d.Continuum().Title != title || w.Sees("not signed") {
		t.Errorf("after undo %q is in use", d.Continuum().Title)
	}
}

func TestFileIsChecked(t *testing.T) {
	w, _ := open(t, demo(t), "file")
	press(t, w, "Check this file")
	w.Type(schooltest.Passphrase)
	w.Press("Enter")
	w.MustSee("The file is sound", "413 pupils")
}

// recoveryGroup is a group of the recovery key as the page shows it.
var recoveryGroup = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{4}\b`)

func TestPassphraseIsChangedAndTheNewRecoveryKeyShown(t *testing.T) {
	d := sit(t)
	w, _ := open(t, d, "file")
	press(t, w, "Change the passphrase")
	typeAll := func(fields ...string) {
		for i, f := range fields {
			if i > 0 {
				w.Press("Tab")
			}
			w.Type(f)
		}
	}
	const next = "other horses eat green battery"
	typeAll("wrong", next, next)
	w.Press("Enter")
	if w.Sees("The recovery key of") {
		t.Fatal("a wrong passphrase changed it")
	}
	w.Press("Esc")
	press(t, w, "Change the passphrase")
	typeAll(schooltest.Passphrase, next, next)
	w.Press("Enter")
	w.MustSee("The recovery key of", "The passphrase is changed", "It is shown only now.")
	groups := recoveryGroup.FindAllString(w.Text(), -1)
	if len(groups) != 9 {
		t.Fatalf("%d groups of the key:\n%s", len(groups), w.Text())
	}
	w.Type("0000")
	w.Press("Enter")
	w.MustSee("That is not the third group", groups[0])
	for range 4 {
		w.Press("BackSpace")
	}
	w.Type(groups[2])
	w.Press("Enter")
	if w.Sees(groups[0]) || w.Here() != shell.To("settings", "file") {
		t.Errorf("at %v:\n%s", w.Here(), w.Text())
	}
	keeper := d.Keeper()
	if _, err := keeper.Verify(t.Context(), keeper.Path(), desk.Secret{Recovery: strings.Join(groups, "-")}); err != nil {
		t.Errorf("the key that was shown does not open the file: %v", err)
	}
	if _, err := keeper.Verify(t.Context(), keeper.Path(), desk.Secret{Passphrase: next}); err != nil {
		t.Error(err)
	}
	if _, err := keeper.Verify(t.Context(), keeper.Path(), desk.Secret{Passphrase: schooltest.Passphrase}); err == nil {
		t.Error("the old passphrase still opens the file")
	}
}

func TestLookIsChosenByKeys(t *testing.T) {
	w, a := open(t, sit(t), "appearance")
	w.Type("150")
	w.Press("Enter", "Tab")
	w.Type("dark")
	w.Press("Enter", "Tab")
	w.Type("comp")
	w.Press("Enter")
	if a.now != (theme.Look{TextPercent: 150, Variant: theme.Dark, Density: theme.Compact}) {
		t.Errorf("the look is %+v", a.now)
	}
}

func TestEverySectionOpensFromTheList(t *testing.T) {
	w, _ := open(t, demo(t), "")
	for _, c := range []struct{ link, sees string }{
		{"Money", "What an hour costs"}, {"Packs", "Open a pack"}, {"File", "Lies in"}, {"Appearance", "Size of text"},
		{"Names", "Names are shown now."}, {"About", "Apache License 2.0"}, {"School", "Designated teacher"},
	} {
		press(t, w, c.link)
		w.MustSee(c.sees)
	}
}

func TestPictures(t *testing.T) {
	if os.Getenv("NEEDSBOOK_PICTURES") == "" {
		return
	}
	d := demo(t)
	for _, section := range []string{"school", "rates", "packs", "file", "appearance", "names", "about"} {
		w, _ := open(t, d, section)
		if section == "file" {
			press(t, w, "Back up now")
		}
		w.Pictures("settings-" + section)
	}
}

func TestMoneyLeadsToTheBudgetPage(t *testing.T) {
	d := demo(t)
	opened := false
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "settings", Name: "Settings", Icon: "settings", Open: func(arg string) (shell.Screen, error) {
			return settings.New(settings.Needs{Desk: d, Shell: s, Appearance: &appearance{now: theme.Look{TextPercent: 100}}, Version: "0.1.0"}, arg)
		}}
	}, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "budget", Name: "Budget", Icon: "budget", Open: func(string) (shell.Screen, error) {
			opened = true
			return settings.New(settings.Needs{Desk: d, Shell: s, Appearance: &appearance{now: theme.Look{TextPercent: 100}}, Version: "0.1.0"}, "about")
		}}
	})
	w.Go(shell.To("settings", "rates"))
	w.MustSee(d.Terms().Label("notional_budget"))
	w.Tap("Open the budget")
	if !opened {
		t.Error("the budget does not open")
	}
}

// One backup is made before the key changes, with the old one, and one after it.
func TestTakingAPersonOutMakesOneBackupAfterIt(t *testing.T) {
	d := sit(t)
	if _, err := d.AddPerson(t.Context(), desk.Person{Name: "Sam Reed", Role: access.Helper}, "lantern orchard violet harbour"); err != nil {
		t.Fatal(desk.Words(err))
	}
	before := len(d.Keeper().Backups())
	w, _ := open(t, d, "people")
	w.Tap("Take away")
	w.MustSee("Take Sam Reed out", "A fresh backup is made")
	w.Tap("Take away and back up")
	w.MustSee("Sam Reed can no longer open the file. A fresh backup was made.")
	if people, err := d.People(t.Context()); err != nil || len(people) != 0 || len(d.Keeper().Backups()) != before+2 {
		t.Errorf("%d people, %d backups after %d: %v", len(people), len(d.Keeper().Backups()), before, err)
	}
}

func TestBadgeIsChosenSeenAndTakenAway(t *testing.T) {
	d := demo(t)
	if err := d.RemoveBadge(t.Context()); err != nil {
		t.Fatal(err)
	}
	w, _ := open(t, d, "school")
	file := filepath.Join(t.TempDir(), "badge.png")
	write := func(content []byte) {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 60, 40))); err != nil {
		t.Fatal(err)
	}
	w.MustSee("No badge yet")
	write([]byte("no picture"))
	reach(t, w, "Picture, The folder and the name of the file")
	w.Type(file)
	w.Press("Enter")
	w.MustSee("it is not a picture that can be read")
	write(picture.Bytes())
	w.Press("Enter")
	if kept, _ := d.Badge(t.Context()); len(kept) == 0 || w.Sees("No badge yet") {
		t.Fatalf("the picture was not taken:\n%s", w.Text())
	}
	press(t, w, "Take the badge away")
	w.MustSee("No badge yet")
	w.Press("Ctrl+Z")
	if w.Sees("No badge yet") {
		t.Error("undo did not bring the badge back")
	}
}
