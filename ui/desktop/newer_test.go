package desktop

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/release"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// lookingWindow is a window whose list of releases answers what answer says.
func lookingWindow(t *testing.T, now *time.Time, asked *int, answer func() ([]release.Release, error)) (*window, *shelltest.Window) {
	t.Helper()
	w := ownWindow(t, now)
	w.p.Releases = Releases{Address: "https://releases.example.org/list.json",
		Notes: []release.Release{{Version: release.Version{0, 1, 0}, On: day.Of(2026, 11, 21), Notes: []string{"The first one."}}},
		Ask:   func(context.Context) ([]release.Release, error) { *asked++; return answer() }}
	return w, shelltest.Over(t, w.shell)
}

func newerOne() ([]release.Release, error) {
	return []release.Release{{Version: release.Version{9, 2, 0}, On: day.Of(2026, 11, 20), Notes: []string{"Sums are shown in words."}}}, nil
}

func TestNobodyIsAskedUntilAPersonSwitchesItOn(t *testing.T) {
	now, asked := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), 0
	w, at := lookingWindow(t, &now, &asked, newerOne)
	for range 30 {
		w.lookForNewer()
		now = now.AddDate(0, 0, 1)
	}
	if asked != 0 {
		t.Fatalf("asked %d times though nobody switched it on", asked)
	}
	at.Go(shell.To("settings", "about"))
	at.MustSee("Look for a newer version once a week", "releases.example.org", "The first one.")
	if at.Sees("9.2.0") {
		t.Error("shows a version that it cannot know")
	}
	w.SetLooking(true)
	if asked != 1 {
		t.Fatalf("asked %d times when it was switched on", asked)
	}
	at.Go(shell.To("today"))
	at.Go(shell.To("settings", "about"))
	at.MustSee("Needsbook 9.2.0 is out", "Sums are shown in words.", "20 Nov 2026")
	w.SetLooking(false)
	now = now.AddDate(1, 0, 0)
	w.lookForNewer()
	if asked != 1 || w.Versions().Newest != nil {
		t.Errorf("asked %d times, and %v is kept after it was switched off", asked, w.Versions().Newest)
	}
}

func TestItIsAskedOnceAWeekAtMostEvenWhereItFails(t *testing.T) {
	now, asked := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), 0
	w, at := lookingWindow(t, &now, &asked, func() ([]release.Release, error) { return nil, errors.New("no network") })
	w.SetLooking(true)
	for range 6 * 24 {
		now = now.Add(time.Hour)
		w.lookForNewer()
	}
	if asked != 1 {
		t.Errorf("asked %d times in six days", asked)
	}
	now = now.AddDate(0, 0, 1)
	w.lookForNewer()
	if asked != 2 {
		t.Errorf("asked %d times in a week", asked)
	}
	at.Go(shell.To("settings", "about"))
	at.MustSee("nothing newer to show")
}

func TestVersionThatIsNotNewerIsNotShown(t *testing.T) {
	now, asked := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), 0
	w, _ := lookingWindow(t, &now, &asked, func() ([]release.Release, error) {
		this, err := release.Parse(Version)
		return []release.Release{{Version: this, On: day.Of(2026, 11, 20)}, {Version: release.Version{0, 0, 1}, On: day.Of(2026, 1, 1)}}, err
	})
	w.SetLooking(true)
	if asked != 1 || w.Versions().Newest != nil {
		t.Errorf("asked %d times and shows %v", asked, w.Versions().Newest)
	}
}

func TestAboutSaysThatThereIsNowhereToAsk(t *testing.T) {
	now, asked := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), 0
	w, at := lookingWindow(t, &now, &asked, newerOne)
	w.p.Releases.Address = ""
	w.SetLooking(true)
	at.Go(shell.To("settings", "about"))
	at.MustSee("no address to ask")
	if asked != 0 || strings.Contains(at.Text(), "once a week") {
		t.Error("offers to ask where there is nowhere to ask")
	}
}

func TestNotesSinceTheVersionBeforeAreShownAfterAnUpdate(t *testing.T) {
	now, asked := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), 0
	w, at := lookingWindow(t, &now, &asked, newerOne)
	w.p.Releases.Notes = append(w.p.Releases.Notes,
		release.Release{Version: release.Version{0, 0, 9}, On: day.Of(2026, 10, 1), Notes: []string{"Between the two."}},
		release.Release{Version: release.Version{0, 0, 5}, On: day.Of(2026, 9, 1), Notes: []string{"Seen long ago."}})
	w.prefs().SetString(prefVersion, "0.0.5")
	w.noteVersion()
	w.noteVersion() // the next start does not forget it
	at.Go(shell.To("settings", "about"))
	at.MustSee("New since 0.0.5", "The first one.", "Between the two.")
	if at.Sees("Seen long ago.") {
		t.Error("shows what was new before")
	}
}
