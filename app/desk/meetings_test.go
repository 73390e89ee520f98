package desk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// meetingOf begins a meeting of a kind that says all that a signed one must.
func meetingOf(t testing.TB, d *desk.Desk, pupil, kind string) desk.MeetingHeld {
	t.Helper()
	m, err := d.NewMeeting(ctx, pupil, kind)
	if err != nil {
		t.Fatal(err)
	}
	m.Words = "Reading is going well. Mornings are hard."
	m.PupilView = desk.Heard{Words: "I like the small group."}
	m.ParentView = desk.Heard{Words: "He reads at home now."}
	return m
}

func TestNewMeetingStoresNothing(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	m, err := d.NewMeeting(ctx, id, provision.MeetingParents)
	if err != nil || m.ID != "" || m.On != d.Today() || len(m.Agenda) == 0 {
		t.Errorf("%+v, %v", m, err)
	}
	if list, err := d.Meetings(ctx, day.Date{}, day.Date{}); err != nil || len(list) != 0 {
		t.Errorf("%d meetings, %v", len(list), err)
	}
}

// TestAgendaIsFilledFromTheRecord writes one fact of each kind and looks for it under
// the points of each kind of meeting.
func TestAgendaIsFilledFromTheRecord(t *testing.T) {
	d, id := oneOf(t, "E", day.Of(2025, 9, 8))
	must := func(_ string, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	today := d.Today()
	must(d.SaveNote(ctx, register.Note{Pupil: id, Type: register.NotePupilView, On: today, Words: "I like drums"}))
	must(d.SaveNote(ctx, register.Note{Pupil: id, Type: register.NoteParentView, On: today, Words: "Sleeps badly"}))
	cycle, err := d.SaveCycle(ctx, provision.Cycle{Pupil: id, Starts: day.Of(2026, 9, 14), ReviewDue: day.Of(2026, 12, 11), Aim: "Reads aloud", Help: "Daily"})
	must(cycle, err)
	must(d.SaveOutcome(ctx, provision.Outcome{Pupil: id, Cycle: cycle, Words: "Reads forty words", Baseline: "12 words", Target: "40 words", ByWhen: day.Of(2026, 12, 11)}))
	must(d.SaveProvision(ctx, desk.ProvisionLine{Pupil: id, Line: provision.Line{Description: "Reading partners", StaffKind: "ta", Minutes: 20, SessionsAWeek: decimal.NewFromInt(3), Weeks: 30, GroupSize: 1, Start: day.Of(2026, 9, 14)}}))
	must(d.SaveAdvice(ctx, provision.Advice{Pupil: id, On: day.Of(2026, 10, 1), Role: "Speech therapist", Words: "Use a visual timetable", Done: provision.AdviceNotYet}))
	must(d.SaveAdvice(ctx, provision.Advice{Pupil: id, On: day.Of(2026, 10, 1), Role: "Speech therapist", Words: "Shorter sentences", Done: provision.AdviceDone, How: "In all lessons"}))
	plan, err := d.SaveEHCPlan(ctx, register.EHCPlan{Pupil: id, Authority: "Testshire", Issued: day.Of(2025, 9, 8), Setting: "Meadowfield", Sections: map[string]string{"E": "Speaks in sentences", "G": "Hearing test each year"}})
	must(plan, err)
	must(d.SaveAmendment(ctx, register.Amendment{Pupil: id, Plan: plan, Section: "F", Suggestion: "Five sessions a week", On: today}))
	before := meetingOf(t, d, id, provision.MeetingOther)
	before.On = day.Of(2026, 10, 5)
	before.Actions = []provision.AgreedAction{{What: "Order the timer", Who: "SENCO", By: day.Of(2026, 10, 12)}, {What: "Ring the nurse", Who: "Mother", By: day.Of(2026, 10, 12), Done: day.Of(2026, 10, 9)}}
	must(d.SignMeeting(ctx, before))

	cases := []struct {
		kind string
		has  []string
		not  []string
	}{
		{provision.MeetingParents, []string{"Sleeps badly", "I like drums", "Reads forty words. At the start: 12 words. Target: 40 words", "Reading partners: 20 minutes, 3 times a week",
			"Use a visual timetable (not yet)", "Order the timer: SENCO, by 12 Oct 2026 (agreed on 5 Oct 2026)", "reviewed by 11 Dec 2026"}, []string{"Shorter sentences", "Ring the nurse", "Five sessions a week"}},
		{provision.MeetingPlan, []string{"Reads forty words", "Reading partners", "I like drums"}, []string{"How the last review ended", "Shorter sentences"}},
		{provision.MeetingAnnualReview, []string{"Issued by Testshire", "Outcomes sought (E): Speaks in sentences", "Section G: Hearing test each year", "Section F: Five sessions a week",
			"Does the plan need to change, stay as it is, or end?"}, []string{"Preparing for adult life"}},
		{provision.MeetingOther, []string{"Why we meet", "Reading partners"}, []string{"Reads forty words"}},
	}
	for _, c := range cases {
		m, err := d.NewMeeting(ctx, id, c.kind)
		if err != nil {
			t.Fatal(err)
		}
		agenda := strings.Join(m.Agenda, "\n")
		for _, words := range c.has {
			if !strings.Contains(agenda, words) {
				t.Errorf("%s: %q is missing in\n%s", c.kind, words, agenda)
			}
		}
		for _, words := range c.not {
			if strings.Contains(agenda, words) {
				t.Errorf("%s: %q stands in\n%s", c.kind, words, agenda)
			}
		}
	}
}

func TestSignedRecordNeedsWordsVoicesAndWholeActions(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	cases := []struct {
		field  string
		change func(*desk.MeetingHeld)
	}{
		{"words", func(m *desk.MeetingHeld) { m.Words = " " }},
		{"pupil_view", func(m *desk.MeetingHeld) { m.PupilView.Words = "" }},
		{"parent_view", func(m *desk.MeetingHeld) { m.ParentView.Words = "" }},
		{"on_day", func(m *desk.MeetingHeld) { m.On = d.Today().AddDays(1) }},
		{"on_day", func(m *desk.MeetingHeld) { m.On = day.Date{} }},
		{"next_day", func(m *desk.MeetingHeld) { m.Next = m.On }},
		{"kind", func(m *desk.MeetingHeld) { m.Kind = "tea" }},
		{"parent_view", func(m *desk.MeetingHeld) { m.ParentView.How = "telepathy" }},
		{"actions", func(m *desk.MeetingHeld) { m.Actions = []provision.AgreedAction{{What: "Ring"}} }},
		{"actions", func(m *desk.MeetingHeld) { m.Actions = []provision.AgreedAction{{Who: "Mother"}} }},
		{"actions", func(m *desk.MeetingHeld) { m.Actions = []provision.AgreedAction{{What: "Ring", Who: "SENCO"}} }},
		{"actions", func(m *desk.MeetingHeld) {
			m.Actions = []provision.AgreedAction{{What: "Ring", Who: "SENCO", By: m.On.AddDays(-1)}}
		}},
		{"cycle", func(m *desk.MeetingHeld) { m.Cycle = "none" }},
		{"words", func(m *desk.MeetingHeld) { m.Words = strings.Repeat("a ", 30000) }},
	}
	for _, c := range cases {
		m := meetingOf(t, d, id, provision.MeetingParents)
		c.change(&m)
		_, err := d.SignMeeting(ctx, m)
		refusedOn(t, err, c.field)
	}
	if list, _ := d.Meetings(ctx, day.Date{}, day.Date{}); len(list) != 0 {
		t.Fatalf("a refusal kept %+v", list)
	}
	m := meetingOf(t, d, id, provision.MeetingParents)
	m.PupilView.Words, m.PupilWhyNot = "", "Was ill"
	if _, err := d.SignMeeting(ctx, m); err != nil {
		t.Errorf("a reason in place of a voice: %v", err)
	}
}

func TestReviewBeforeItsPlanIsRefused(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	if _, err := d.SaveCycle(ctx, provision.Cycle{Pupil: id, Starts: day.Of(2026, 11, 2), ReviewDue: day.Of(2027, 1, 29), Aim: "Reads"}); err != nil {
		t.Fatal(err)
	}
	m := meetingOf(t, d, id, provision.MeetingPlan)
	m.On = day.Of(2026, 10, 1)
	_, err := d.SaveMeeting(ctx, m)
	refusedOn(t, err, "on_day")
}

func TestSignedRecordStaysAsItIs(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	m := meetingOf(t, d, id, provision.MeetingParents)
	m.Next = day.Of(2027, 2, 1)
	m.Actions = []provision.AgreedAction{{What: "Ring the nurse", Who: "SENCO", By: day.Of(2026, 11, 30)}}
	var err error
	if m.ID, err = d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddToMeeting(ctx, m.Meeting, "Ada Price, mother"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveInvitee(ctx, register.Invitee{Pupil: id, Meeting: m.On, Role: "Nurse", Invited: m.On}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SignMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	signed, err := d.Meeting(ctx, m.ID)
	if err != nil || signed.Signed != d.Today() || signed.SignedBy == "" || signed.PupilView.Words != m.PupilView.Words || signed.PupilView.How != "talk" {
		t.Fatalf("%+v, %v", signed, err)
	}
	r := record(t, d, id)
	came := map[string]string{}
	for _, v := range r.Invitees {
		came[v.Role] = v.Came
	}
	if came["mother"] != "yes" || came["Nurse"] != "no" {
		t.Errorf("who came: %v", came)
	}
	changed := signed
	changed.Words = "Something else"
	_, err = d.SaveMeeting(ctx, changed)
	refusedOn(t, err, "signed")
	_, err = d.SignMeeting(ctx, changed)
	refusedOn(t, err, "signed")
	refusedOn(t, d.RemoveMeeting(ctx, m.ID), "signed")
	for _, n := range r.Notes {
		if n.Heard == m.ID {
			n.Words = "Put into my mouth"
			_, err := d.SaveNote(ctx, n)
			refusedOn(t, err, "signed")
		}
	}
	for _, v := range r.Invitees {
		if v.Came == "no" {
			v.Came = "yes"
			_, err := d.SaveInvitee(ctx, v)
			refusedOn(t, err, "signed")
			refusedOn(t, d.RemoveInvitee(ctx, id, v.ID), "signed")
		}
	}
	_, err = d.AddToMeeting(ctx, m.Meeting, "Head")
	refusedOn(t, err, "signed")
	if err := d.FinishAction(ctx, m.ID, 0, d.Today()); err != nil {
		t.Errorf("an action of a signed record: %v", err)
	}
	if _, err := d.CorrectSigned(ctx, provision.Correction{Record: m.ID, Words: "The nurse comes on Tuesdays", Why: "Misheard"}); err != nil {
		t.Error(err)
	}
	if list, err := d.Meetings(ctx, day.Of(2027, 2, 1), day.Of(2027, 2, 1)); err != nil || len(list) != 1 || list[0].IsSigned() {
		t.Errorf("the next meeting: %+v, %v", list, err)
	}
}

func TestOneUndoTakesTheSignatureAndTheNextMeetingBack(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	m := meetingOf(t, d, id, provision.MeetingParents)
	m.Next = day.Of(2027, 2, 1)
	if _, err := d.SignMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if r := record(t, d, id); len(r.Meetings) != 0 || len(r.Notes) != 0 {
		t.Errorf("%+v, %+v", r.Meetings, r.Notes)
	}
}

func TestMeetingThatMovesTakesItsPeopleAlong(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	m := meetingOf(t, d, id, provision.MeetingOther)
	var err error
	if m.ID, err = d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddToMeeting(ctx, m.Meeting, "Class teacher"); err != nil {
		t.Fatal(err)
	}
	m.On = d.Today().AddDays(7)
	if _, err := d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if v := record(t, d, id).Invitees; len(v) != 1 || v[0].Meeting != m.On || v[0].Came != "" || v[0].Role != "Class teacher" {
		t.Errorf("%+v", v)
	}
	if err := d.RemoveMeeting(ctx, m.ID); err != nil {
		t.Error(err)
	}
	if r := record(t, d, id); len(r.Meetings) != 0 || len(r.Notes) != 0 {
		t.Errorf("%+v, %+v", r.Meetings, r.Notes)
	}
}

func TestEmptiedViewIsNoNote(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	m := meetingOf(t, d, id, provision.MeetingParents)
	var err error
	if m.ID, err = d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	m.PupilView.Words = ""
	if _, err := d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if n := record(t, d, id).Notes; len(n) != 1 || n[0].Type != register.NoteParentView || n[0].Heard != m.ID {
		t.Errorf("%+v", n)
	}
}

func TestSignedMeetingWithParentsCountsForTheTerm(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	if len(waiting(t, d, "sen_support_parents")) != 1 {
		t.Fatal("parents are not asked for")
	}
	m := meetingOf(t, d, id, provision.MeetingParents)
	m.ParentView, m.ParentWhyNot = desk.Heard{}, "Wished to listen only"
	var err error
	if m.ID, err = d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if len(waiting(t, d, "sen_support_parents")) != 1 {
		t.Error("a record that is not signed counts")
	}
	if _, err := d.SignMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if len(waiting(t, d, "sen_support_parents")) != 0 {
		t.Error("the meeting does not count")
	}
}

func TestAgreedActionsWaitOnTodayUntilTheyAreDone(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	m := meetingOf(t, d, id, provision.MeetingParents)
	m.On = d.Today().AddDays(-14)
	m.Actions = []provision.AgreedAction{{What: "Ring the nurse", Who: "SENCO", By: d.Today().AddDays(-2)}, {What: "Order the book", Who: "SENCO", By: d.Today().AddDays(3)},
		{What: "Look again", Who: "SENCO", By: d.Today().AddDays(60)}}
	var err error
	if m.ID, err = d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	if got := waiting(t, d, "meeting_sign"); len(got) != 1 || got[0].Record != m.ID || got[0].Urgency != desk.Overdue {
		t.Errorf("%+v", got)
	}
	if _, err := d.SignMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	got := waiting(t, d, "action")
	if len(got) != 2 || got[0].Urgency != desk.Overdue || !strings.Contains(got[0].Note, "Ring the nurse") || got[1].Urgency != desk.ThisWeek || got[0].Record != m.ID || len(waiting(t, d, "meeting_sign")) != 0 {
		t.Fatalf("%+v", got)
	}
	if err := d.FinishTask(ctx, got[0].Key, ""); err != nil {
		t.Fatal(err)
	}
	if after := waiting(t, d, "action"); len(after) != 1 || after[0].Key != got[1].Key {
		t.Errorf("%+v", after)
	}
	if kept, err := d.Meeting(ctx, m.ID); err != nil || kept.Actions[0].Done != d.Today() || !kept.Actions[1].Done.IsZero() || !kept.IsSigned() {
		t.Errorf("%+v, %v", kept.Actions, err)
	}
	if _, err := d.Undo(ctx); err != nil || len(waiting(t, d, "action")) != 2 {
		t.Errorf("undo: %v", err)
	}
}

func TestCalendarFileHasTheTimesOfMeetingsAndNoNames(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	m := meetingOf(t, d, id, provision.MeetingParents)
	m.On, m.At = d.Today().AddDays(4), 15*60+30
	if _, err := d.SaveMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if _, err := d.Calendar(ctx, &b, d.Today(), d.Today().AddDays(30), desk.NamesInitials); err != nil {
		t.Fatal(err)
	}
	file := b.String()
	for _, line := range []string{"DTSTART:20261127T153000", "DURATION:PT1H", "SUMMARY:SEN review: meeting with parents (B.P.)", "TRANSP:OPAQUE"} {
		if !strings.Contains(file, line+"\r\n") {
			t.Errorf("%q is missing in\n%s", line, file)
		}
	}
	if strings.Contains(file, "Price") || strings.Contains(file, "Ben") {
		t.Errorf("a name stands in\n%s", file)
	}
}

func TestCopyOfEverythingHasTheMeetings(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	m := meetingOf(t, d, id, provision.MeetingParents)
	m.Actions = []provision.AgreedAction{{What: "Ring the nurse", Who: "SENCO", By: d.Today()}}
	if _, err := d.SignMeeting(ctx, m); err != nil {
		t.Fatal(err)
	}
	doc, err := d.SubjectAccess(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(drawn(t, "access-meeting", doc).Words(), " ")
	for _, words := range []string{"Mornings are hard", "Ring the nurse", "I like the small group", "Meeting with parents"} {
		if !strings.Contains(page, words) {
			t.Errorf("%q is missing", words)
		}
	}
	if r := record(t, d, id); !slices.ContainsFunc(r.Story, func(i desk.StoryItem) bool { return i.Kind == "meeting_record" }) {
		t.Error("the story does not tell of the meeting")
	}
}
