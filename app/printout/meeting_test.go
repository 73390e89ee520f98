package printout

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

func meetingFacts() MeetingFacts {
	return MeetingFacts{About: facts().About, Kind: "Meeting with parents",
		Meeting: provision.Meeting{ID: "m", Kind: provision.MeetingParents, On: day.Of(2026, 11, 23), At: 930, Words: "Ana reads well.\n\nWe go on.", Next: day.Of(2027, 2, 8), PupilWhyNot: "Was ill",
			Agenda: []string{"What has gone well\n- Met: reads forty words", "When we meet again"}, Actions: []provision.AgreedAction{{What: "Ring the nurse", Who: "SENCO", By: day.Of(2026, 11, 30)}}},
		ParentView: View{Words: "Sleeps better.", How: "meeting"},
		Asked:      []register.Invitee{{Role: "Mother", Name: "Maria Kowalska-Nowak", Came: "yes"}, {Role: "Nurse", Name: "Ruth Adeyemi", Came: "no", Advice: day.Of(2026, 11, 20)}},
	}
}

func one(*paper.Doc) int { return 1 }

func TestMeetingRecordIsADraftUntilItIsSigned(t *testing.T) {
	f := meetingFacts()
	f.Demo = false
	if d := MeetingRecord(f, one); d.Watermark != paper.Draft {
		t.Errorf("an unsigned record says %q", d.Watermark)
	}
	f.Meeting.Signed, f.Meeting.SignedBy = f.Meeting.On, "Mr Hollis"
	f.Corrections = []provision.Correction{{On: day.Of(2026, 11, 25), Words: "The nurse comes on Tuesdays", Why: "misheard"}}
	d := MeetingRecord(f, one)
	if d.Watermark != "" {
		t.Errorf("a signed record says %q", d.Watermark)
	}
	got := words(t, d)
	for _, want := range []string{"Who came", "Maria Kowalska-Nowak, mother", "Asked, and did not come:", "Ruth Adeyemi, nurse (sent advice)", "Sleeps better.", "The pupil was not heard: Was ill.", "Ana reads well.",
		"Ring the nurse", "30 Nov 2026", "We meet again on Monday 8 Feb 2027.", "Signed off on 23 Nov 2026", "Parent or carer", "What has gone well", "Met: reads forty words", "25 Nov 2026. The nurse comes on Tuesdays. Why: misheard."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
}

func TestMeetingRecordWithoutNamesNamesNobody(t *testing.T) {
	f := meetingFacts()
	f.Names = NoNames
	f.Meeting.Words = "Ana and Maria Kowalska-Nowak agreed."
	got := words(t, MeetingRecord(f, one))
	for _, name := range []string{"Ana", "Kowalska", "Adeyemi"} {
		if strings.Contains(got, name) {
			t.Errorf("%q stands in %s", name, got)
		}
	}
}

func TestLongMeetingRecordIsSetWithLessAir(t *testing.T) {
	sides := map[paper.Setting]int{paper.Report: 3, paper.Snug: 2, paper.Tight: 1}
	if d := MeetingRecord(meetingFacts(), func(d *paper.Doc) int { return sides[d.Setting] }); d.Setting != paper.Snug {
		t.Errorf("setting %v", d.Setting)
	}
	if d := MeetingRecord(meetingFacts(), func(*paper.Doc) int { return 4 }); d.Setting != paper.Report {
		t.Errorf("setting %v", d.Setting)
	}
}
