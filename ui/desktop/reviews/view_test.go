package reviews_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/duties"
	"needsbook/app/provision"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/reviews"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t testing.TB, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "reviews", Name: "Reviews", Icon: "reviews", Open: func(arg string) (shell.Screen, error) {
			return reviews.New(reviews.Needs{Desk: d, Shell: s, Folder: t.TempDir()}, arg)
		}}
	})
	w.Go(shell.To("reviews"))
	return w
}

// planned is the demo school with a meeting planned for Ana on a day.
func planned(t testing.TB, on day.Date) (*desk.Desk, string) {
	t.Helper()
	d := schooltest.Demo(t)
	found, err := d.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	if _, err := d.SaveMeeting(t.Context(), desk.MeetingHeld{Meeting: provision.Meeting{Pupil: found[0].ID, Kind: provision.MeetingParents, On: on, At: 15*60 + 30}}); err != nil {
		t.Fatal(err)
	}
	return d, found[0].ID
}

func TestReviewsStandByWeeksAndInTheCalendar(t *testing.T) {
	d, _ := planned(t, day.Of(2026, 11, 26))
	w := open(t, d)
	w.MustSee("Reviews and meetings", "This week", "Thu 26 Nov, 15:30", "Kowalska, Ana", "Meeting with parents", "November 2026", "23 today")
	w.Press("Ctrl+F")
	w.Type("kowalska meeting")
	if strings.Contains(w.Text(), "Annual review: set") {
		t.Errorf("the filter leaves\n%s", w.Text())
	}
	w.MustSee("Thu 26 Nov, 15:30", "1 line shown")
	w.Press("Down", "Enter")
	if here := w.Here(); here.Screen != "meeting" {
		t.Errorf("Enter opened %v", here)
	}
}

func TestCalendarMovesByKeysAndGoesToADay(t *testing.T) {
	d, _ := planned(t, day.Of(2026, 12, 3))
	w := open(t, d)
	w.Press("Ctrl+F")
	w.Type("kowalska meeting")
	w.Press("Down")
	w.Type("c")
	w.Press("Right", "Down", "Right", "Right") // Thursday 3 December
	w.MustSee("December 2026")
	w.Press("Enter", "Enter")
	if here := w.Here(); here.Screen != "meeting" {
		t.Errorf("the day led to %v", here)
	}
	w.Go(shell.To("reviews"))
	w.Type("c")
	w.Press("Next")
	w.MustSee("December 2026")
	w.Press("Prior", "Prior")
	w.MustSee("October 2026", "alf term")
}

func TestStagesOfAnAnnualReviewAreMarkedInPlace(t *testing.T) {
	d := schooltest.Demo(t)
	list, err := d.AnnualReviews(t.Context())
	if err != nil || len(list) == 0 {
		t.Fatal(len(list), err)
	}
	for len(list) > 1 && !list[0].Stages[0].Done.IsZero() { // one for which nobody was asked yet
		list = list[1:]
	}
	pupil := list[0].Pupil
	if err := d.MarkStage(t.Context(), pupil, duties.StageMeeting, day.Of(2026, 12, 14)); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.Press("Ctrl+F")
	w.Type(strings.ReplaceAll(list[0].Name, ",", "") + " annual")
	w.Press("Down")
	w.MustSee("Annual review: "+list[0].Name, "Ask for views before the annual review", "Invite people and share advice")
	w.Tap("Done")
	r, has, err := d.AnnualReview(t.Context(), pupil)
	if err != nil || !has || r.Stages[0].ID != duties.StageViews || r.Stages[0].Done != d.Today() {
		t.Fatalf("%+v, %v", r.Stages, err)
	}
	w.MustSee("Asked to the meeting of 14 Dec 2026", "Head teacher", "Sent advice")
	w.Pictures("reviews-annual")
	w.Press("Ctrl+Z")
	if r, _, _ := d.AnnualReview(t.Context(), pupil); !r.Stages[0].Done.IsZero() {
		t.Error("undo left the mark")
	}
	w.Tap("Move")
	w.Press("Ctrl+A")
	w.Type("16 Dec 2026")
	w.Press("Ctrl+Enter")
	if r, _, _ := d.AnnualReview(t.Context(), pupil); r.Meeting != day.Of(2026, 12, 16) {
		t.Errorf("the meeting is on %v\n%s", r.Meeting, w.Text())
	}
}

func TestMeetingIsPlannedAndNamesAreHidden(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	w.Type("n")
	w.Type("kow")
	w.Press("Enter", "Ctrl+Enter")
	list, err := d.Meetings(t.Context(), d.Today(), d.Today())
	if err != nil || len(list) != 1 || list[0].On != d.Today() || list[0].Name != "Kowalska, Ana" {
		t.Fatalf("%+v, %v\n%s", list, err, w.Text())
	}
	w.MustSee("Meeting with parents", "Kowalska, Ana")
	w.Pictures("reviews")
	w.Press("F8")
	if page, _, _ := strings.Cut(w.Text(), "Undo: "); strings.Contains(page, "Kowalska") { // the program leaves names out of the foot itself
		t.Errorf("a name shows:\n%s", page)
	}
}

func TestEmptySchoolSaysWhatWillStandHere(t *testing.T) {
	w := open(t, schooltest.Empty(t))
	w.MustSee("Reviews of plans and of interventions", "N plans the first meeting", "Nothing is overdue")
	w.Press("Enter")
	w.Type("mua")
}
