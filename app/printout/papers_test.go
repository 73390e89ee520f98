package printout

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

func words(t *testing.T, d *paper.Doc) string {
	t.Helper()
	return strings.Join(read(t, d).Words(), " ")
}

func list(rows int, columns ...Column) RegisterFacts {
	f := RegisterFacts{School: "Meadowfield Primary", Today: day.Of(2026, 11, 23), View: "SEN register", Filter: "status SEN support", Columns: columns, Pupils: crowd().Others}
	for i := range rows {
		row := []string{fmt.Sprintf("Pupil %d", i)}
		for range columns[1:] {
			row = append(row, "Speech, language and communication")
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

func TestRegisterStandsUprightOrLiesAsItsColumnsNeed(t *testing.T) {
	few := Register(list(120, Column{Title: "Name"}, Column{Title: "Need"}))
	many := Register(list(120, Column{Title: "Name"}, Column{Title: "A"}, Column{Title: "B"}, Column{Title: "C"}, Column{Title: "D"}, Column{Title: "E"}))
	if few.Setting != paper.Tall || many.Setting != paper.Wide {
		t.Errorf("settings %v and %v", few.Setting, many.Setting)
	}
	for _, d := range []*paper.Doc{few, many} {
		if got := words(t, d); !strings.Contains(got, "Pupil 119") || !strings.Contains(got, "Shown: status SEN support") || !strings.Contains(got, "120 pupils") {
			t.Errorf("%.300s", got)
		}
	}
}

func TestRegisterPrintsMarksInWordsAndTotals(t *testing.T) {
	f := list(2, Column{Title: "Name"}, Column{Title: "Reading age", Right: true})
	f.Marks, f.Totals = []string{"", "review late"}, []string{"2 pupils", "middle 8.5"}
	got := words(t, Register(f))
	for _, want := range []string{"◆ review late", "middle 8.5", "Reading age", "Mark"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
}

func TestRegisterWithoutNamesTakesThemOutOfWhatWasWritten(t *testing.T) {
	f := list(1, Column{Title: "Name"}, Column{Title: "Remark", Written: true})
	f.Names, f.View, f.Rows[0][1], f.Marks = NoNames, "Zoë's group", "Sits by Siân O'Brien", []string{"with Lukasz"}
	if got := words(t, Register(f)); strings.Contains(got, "Zoë") || strings.Contains(got, "Brien") || strings.Contains(got, "Lukasz") {
		t.Error(got)
	}
}

func TestRegisterOfNobodySaysSo(t *testing.T) {
	if got := words(t, Register(list(0, Column{Title: "Name"}))); !strings.Contains(got, "No pupil is in this view.") {
		t.Error(got)
	}
}

func TestContactLogSaysWhatWasToldAlready(t *testing.T) {
	about := facts().About
	f := ContactFacts{About: about, Notes: []register.Note{
		{Type: register.NotePlain, On: day.Of(2026, 5, 7), Words: "Born early; hearing fine.", Told: "health"},
		{Type: register.NoteCall, On: day.Of(2026, 11, 19), Words: "Sleeping better.", With: "Maria Kowalska-Nowak", By: "SENCO"},
		{Type: register.NoteTraining, On: day.Of(2026, 9, 1), Words: "Half a day."},
	}}
	got := words(t, ContactLog(f))
	for _, want := range []string{"Health and diagnosis", "7 May 2026. Born early", "19 Nov 2026", "Call, with Maria Kowalska-Nowak", "Sleeping better."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
	if strings.Contains(got, "Half a day.") {
		t.Error("training is no contact")
	}
	f.People.Contacts[0].Relationship = ""
	if got := words(t, ContactLog(f)); strings.Contains(got, "\uFFFD") || !strings.Contains(got, "Maria Kowalska-Nowak") {
		t.Error(got)
	}
	f.Names, f.People.Contacts[0].Relationship = NoNames, "Mother"
	if got := words(t, ContactLog(f)); strings.Contains(got, "Maria") || strings.Contains(got, "Kowalska") || !strings.Contains(got, "with the mother") {
		t.Error(got)
	}
	if got := words(t, ContactLog(ContactFacts{About: about})); !strings.Contains(got, "No contact is recorded yet.") {
		t.Error(got)
	}
}

func TestReviewPackSetsSuggestionsBesideThePlan(t *testing.T) {
	f := ReviewFacts{About: facts().About, Meeting: day.Of(2027, 1, 20), Needs: []string{"Autism"},
		Plan: Plan{Authority: "Borsetshire", Issued: day.Of(2025, 3, 1), Sections: []PlanSection{
			{Heading: "B: Special educational needs", Words: "Ana needs pictures.", Amendments: []register.Amendment{{NowSays: "pictures", Suggestion: "pictures and signs", Why: "she signs now"}}},
			{Heading: "F: Special educational provision"},
		}},
		Invitees: []register.Invitee{{Role: "Nurse", Name: "Ruth Adeyemi", Invited: day.Of(2026, 12, 1)}},
		Advice:   []provision.Advice{{Role: "Therapist", On: day.Of(2026, 7, 1), Words: "Wait ten seconds.", Done: provision.AdviceDone}},
		Outcomes: []provision.Outcome{{Words: "Joins in", Baseline: "Never", Target: "Daily"}},
		Notes:    []register.Note{{Type: register.NoteAttendance, On: day.Of(2026, 11, 1), Words: "94 per cent"}},
		Help:     []Support{{Help: Help{What: "Reading partners", How: "20 minutes, 3 times a week"}, Hours: "38.0", Cost: "£653.60", Attended: "came to 18 of 20 sessions held"}},
		Meetings: []provision.Meeting{{Kind: provision.MeetingParents, On: day.Of(2026, 11, 3), Signed: day.Of(2026, 11, 3)}},
	}
	got := words(t, ReviewPack(f))
	for _, want := range []string{"It is not the council's form.", "20 Jan 2027", "B: Special educational needs", "pictures and signs", "She signs now", "Nothing is copied from this section.",
		"Ruth Adeyemi, nurse", "Wait ten seconds.", "Joins in", "94 per cent", "Reading partners", "£653.60", "came to 18 of 20 sessions held", "3 Nov 2026: Meeting with parents, signed off"} {
		if !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
	if got := words(t, ReviewPack(ReviewFacts{About: facts().About})); strings.Count(got, "Nothing is recorded yet.") < 5 || !strings.Contains(got, "No EHC plan is entered") {
		t.Error(got)
	}
}

func TestSubjectAccessMarksOthersAndListsWhereTheyStand(t *testing.T) {
	d, others := SubjectAccess(AccessFacts{School: "Meadowfield Primary", Today: day.Of(2026, 11, 23), Pupil: "Ana Kowalska", People: crowd().Known(),
		Sections: []Section{
			{Title: "Notes", Entries: []Entry{
				{"Note, 3 Nov 2026", []Fact{{"Words", "Ana sat with Siân O’Brien; Zoë watched. Mrs Patel and Ruth Adeyemi helped."}, {"With", ""}}},
				{"Call, 4 Nov 2026", []Fact{{"Words", "Maria Kowalska-Nowak asked about Sian O'Brien."}}},
			}},
			{Title: "Advice"},
		}})
	got := words(t, d)
	for _, want := range []string{"Siân O’Brien [◆ another pupil]", "Zoë [◇ perhaps another pupil]", "Mrs Patel [▲ another adult]", "Ruth Adeyemi [▲ another adult]",
		"Notes, Note, 3 Nov 2026; Notes, Call, 4 Nov 2026", "4 names", "Nothing is held."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
	if strings.Contains(got, "Ana [") || strings.Contains(got, "Nowak [") {
		t.Error("the pupil or her mother is marked")
	}
	if len(others) != 4 || others[0].Name != "Siân O’Brien" || len(others[0].Where) != 2 {
		t.Errorf("%+v", others)
	}
}
