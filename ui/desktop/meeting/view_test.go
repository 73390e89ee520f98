package meeting_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/meeting"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// window is the page in its frame, over the demo school.
type window struct {
	*shelltest.Window
	t    testing.TB
	desk *desk.Desk
	id   string // Ana's
}

func open(t testing.TB) *window {
	t.Helper()
	d := schooltest.Demo(t)
	found, err := d.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "meeting", Name: "Meeting", Icon: "reviews", Hidden: true, Argued: true, Open: func(arg string) (shell.Screen, error) {
			return meeting.New(meeting.Needs{Desk: d, Shell: s, Folder: t.TempDir()}, arg)
		}}
	})
	w.Go(shell.To("meeting", "with", found[0].ID))
	return &window{w, t, d, found[0].ID}
}

// meetings are those of Ana, the latest first.
func (w *window) meetings() []provision.Meeting {
	w.t.Helper()
	r, err := w.desk.Record(w.t.Context(), w.id)
	if err != nil {
		w.t.Fatal(err)
	}
	return r.Meetings
}

// tick goes to the box that begins with some words by Tab, and ticks it.
func (w *window) tick(words string) {
	w.t.Helper()
	for range 60 {
		w.Press("Tab")
		if box, ok := w.Canvas().Focused().(*parts.Check); ok && strings.HasPrefix(box.AccessibilityLabel(), words) {
			w.Press("Space")
			return
		}
	}
	w.t.Fatalf("no box says %q:\n%s", words, w.Text())
}

func TestMeetingIsWrittenSignedAndCorrected(t *testing.T) {
	w := open(t)
	w.MustSee("Meeting with parents: Ana Kowalska", "Agenda", "Each outcome of the plan", "What was said and agreed", "Who came", "Nothing is kept yet")
	before := len(w.meetings())
	w.Press("Ctrl+Enter")
	w.MustSee("Write what was said and agreed first.")
	if len(w.meetings()) != before {
		t.Fatal("an empty record was kept")
	}
	w.Type("Reading is going well.")
	w.Press("Ctrl+Enter")
	w.MustSee("Write what the parents said, or why they were not heard.")
	if kept := w.meetings(); len(kept) != before+1 || kept[0].Words != "Reading is going well." || kept[0].IsSigned() {
		t.Fatalf("what was refused is not kept: %+v", kept)
	}
	w.Type("Sleeping better")
	w.Press("Ctrl+Enter")
	w.MustSee("Write what the pupil said, or why the pupil was not heard.")
	w.Type("I like the small group")
	w.Press("Tab")
	w.Type("Ring the nurse")
	w.Press("Tab")
	w.Type("SENCO")
	w.Press("Ctrl+Enter")
	w.MustSee("Write by when “Ring the nurse” is done.")
	w.Press("Tab")
	w.Type("30/11/2026")
	w.Press("Ctrl+Enter")
	w.MustSee("Signed off on 23 Nov 2026", "Reading is going well.", "Ring the nurse: SENCO")
	m := w.meetings()[0]
	if !m.IsSigned() || len(m.Actions) != 1 || m.Actions[0].By != day.Of(2026, 11, 30) {
		t.Errorf("%+v", m)
	}
	w.Tap("Done")
	if m := w.meetings()[0]; m.Actions[0].Waits() {
		t.Error("the action is not marked as done")
	}
	w.Press("Ctrl+Z")
	w.Type("c")
	w.Type("The nurse comes on Tuesdays")
	w.Press("Tab")
	w.Type("Misheard")
	w.Press("Ctrl+Enter")
	w.MustSee("Correction of 23 Nov 2026", "The nurse comes on Tuesdays", "Why: Misheard")
	w.Press("F8")
	page, _, _ := strings.Cut(w.Text(), "Undo: ") // the program leaves the names out of the foot itself
	for _, words := range []string{"Kowalska", "nurse", "Reading is going well", "Sleeping better"} {
		if strings.Contains(page, words) {
			t.Errorf("%q shows while names are hidden:\n%s", words, page)
		}
	}
}

func TestWhatIsTypedIsKeptOnLeavingAndTakenUpAgain(t *testing.T) {
	w := open(t)
	w.Type("Half a sentence")
	w.Go(shell.To("elsewhere"))
	if m := w.meetings(); len(m) == 0 || m[0].Words != "Half a sentence" {
		t.Fatalf("%+v", m)
	}
	w.Go(shell.To("meeting", "with", w.id))
	if got := strings.Join(w.Fields(), "\n"); !strings.Contains(got, "Half a sentence") {
		t.Errorf("the record is not taken up again:\n%s", got)
	}
	w.Press("Ctrl+Z")
	if got := strings.Join(w.Fields(), "\n"); strings.Contains(got, "Half a sentence") || len(w.meetings()) != 0 {
		t.Errorf("undo left\n%s", got)
	}
}

func TestPeopleAreTickedAndAdded(t *testing.T) {
	w := open(t)
	w.Type("Said")
	r, err := w.desk.Record(t.Context(), w.id)
	if err != nil {
		t.Fatal(err)
	}
	contact := r.Contacts[0].Name
	w.tick(contact)
	came := func() map[string]string {
		r, err := w.desk.Record(t.Context(), w.id)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, v := range r.Invitees {
			if v.Meeting == w.desk.Today() {
				out[v.Name+v.Role] = v.Came
			}
		}
		return out
	}
	if got := came(); got[contact+r.Contacts[0].Relationship] != "yes" {
		t.Errorf("%v", got)
	}
	w.tick(contact)
	if got := came(); got[contact+r.Contacts[0].Relationship] != "" {
		t.Errorf("%v", got)
	}
}

func TestKindsOfMeetingHaveTheirOwnAgenda(t *testing.T) {
	w := open(t)
	w.Go(shell.To("meeting", "with", w.id, provision.MeetingAnnualReview))
	w.MustSee("Annual review: Ana Kowalska", "Does the plan need to change, stay as it is, or end?", "Sent advice")
	w.Go(shell.To("meeting", "no such meeting"))
	w.MustSee("There is no such meeting in the record.")
}

func TestPicturesOfAMeeting(t *testing.T) {
	w := open(t)
	m, err := w.desk.NewMeeting(t.Context(), w.id, provision.MeetingParents)
	if err != nil {
		t.Fatal(err)
	}
	m.Words = "Reading is going well: from 12 to 31 words a minute since September. Mornings are hard, and the bus is loud.\n\nWe agreed to keep the reading partners until Easter, and to let Ana come in by the side door."
	m.ParentView = desk.Heard{Words: "She sleeps better since the summer. She does not want to be taken out of art.", How: "meeting"}
	m.PupilView = desk.Heard{Words: "I like the small group. The hall is too loud.", How: "drawing"}
	m.Next = day.Of(2027, 2, 8)
	m.At, m.Place = 15*60+30, "Room 4"
	m.Actions = []provision.AgreedAction{{What: "Ask the driver about a seat at the front", Who: "SENCO", By: day.Of(2026, 11, 30)}, {What: "Send the picture timetable home", Who: "Class teacher", By: day.Of(2026, 12, 4)}}
	if m.ID, err = w.desk.SaveMeeting(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.SaveInvitee(t.Context(), register.Invitee{Pupil: w.id, Meeting: m.On, Role: "Speech therapist", Name: "Jo Reed", Came: "yes"}); err != nil {
		t.Fatal(err)
	}
	w.Go(shell.To("meeting", m.ID))
	w.MustSee("Jo Reed, speech therapist")
	w.Pictures("meeting")
	w.Press("Ctrl+Enter")
	w.MustSee("Signed off on")
	w.Pictures("meeting-signed")
	w.Press("Ctrl+P")
	w.MustSee("Print", "Names")
	w.Pictures("meeting-print")
}
