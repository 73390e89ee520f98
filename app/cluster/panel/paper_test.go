package panel

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/paper/check"
	"needsbook/app/paper/pdf"
)

// afternoon is a meeting with an item of each form, one that left the agenda, a
// correction and the council's word.
func afternoon(t testing.TB) (*hub, string) {
	h := newHub(t)
	h.pot()
	h.did(h.state().PutService(h.by(chair), ServiceEntry{ID: "speech_language", Name: "Speech and language therapy", Kind: "specialist", Provider: "Downs Therapy", Capacity: 30, WaitWeeks: 9}))
	h.sends(ash, "r1", individual("2026-014", 1_250_00))
	k := h.sends(oak, "g1", pooled("2026-002"))
	h.seconds(ash, k)
	h.seconds(beech, k)
	h.sends(beech, "a1", papers.Request{Form: papers.FormAdvice, State: papers.Standing, Number: "2026-003", Areas: []string{"SP"}, Need: "HI", Pupils: 2})
	h.sends(oak, "p1", papers.Request{Form: papers.FormProject, State: papers.Standing, Number: "2026-020", Total: 2_400_00, Own: 400_00, Asked: 2_000_00, Areas: []string{"SEMH"}, Route: "predictable",
		From: day.Of(2027, 1, 4), To: day.Of(2027, 7, 20), ReviewOn: day.Of(2027, 6, 1)})
	h.sends(elm, "r1", individual("2026-031", 700_00))
	ids := []string{RequestID(ash, "r1"), RequestID(oak, "g1"), RequestID(beech, "a1"), RequestID(oak, "p1"), RequestID(elm, "r1")}
	m := h.meeting(ids...)
	h.at(day.Of(2026, 12, 3))
	fay := Person{ID: "p6", Name: "Fay Dunn", Office: Member}
	h.did(h.state().StartMeeting(h.by(chair), m, Opening{Present: append([]Person{fay, lee}, people...), Frozen: []string{"sha256:" + strings.Repeat("b", 64)}}))
	h.open(m, ids[0])
	h.did(h.state().Declare(h.by(dina), m, ids[0], Interest{Person: dina, Kind: "works_with", Words: "She taught there last year."}))
	h.votes(m, ids[0], []Person{chair, ada, enid}, "agree")
	h.votes(m, ids[0], []Person{fay}, Abstain)
	h.did(h.state().Decide(h.by(chair), m, ids[0], Verdict{Outcome: "agree", Conditions: []string{"A review after one term", "The family is told how it went"}}))
	h.open(m, ids[1])
	h.votes(m, ids[1], []Person{chair, enid, fay}, "part")
	h.did(h.state().Decide(h.by(chair), m, ids[1], Verdict{Outcome: "part", Reasons: []string{"money"}, Amount: 4_500_00, Sessions: 9, Options: []string{"A group at one school"}}))
	h.open(m, ids[2])
	h.did(h.state().Decide(h.by(chair), m, ids[2], Verdict{Outcome: "agree", Words: "Try a soundfield system on loan, and seat both pupils near the front."}))
	h.open(m, ids[3])
	h.did(h.state().Decide(h.by(chair), m, ids[3], Verdict{Outcome: "defer", Reasons: []string{"outcomes", "costs"}}))
	w := individual("2026-031", 700_00)
	w.State = papers.Withdrawn
	h.sends(elm, "r1", w)
	h.did(h.state().Attend(h.by(enid), m, enid, false))
	h.later(95 * time.Minute)
	h.did(h.state().CloseMeeting(h.by(chair), m, "The next meeting begins with the project."))
	first := h.state().Decisions[0]
	v := first.Verdict
	v.ReviewOn = day.Of(2027, 4, 30)
	h.at(day.Of(2026, 12, 4))
	h.did(h.state().Correct(h.by(chair), first.Entry, Correction{Why: "The review was put on the wrong day.", Verdict: v}))
	h.did(h.state().Confirm(h.by(lee), first.Entry, Confirmation{Outcome: AsRecommended}))
	return h, m
}

func TestPapersOfAMeetingAreReadableByEverybody(t *testing.T) {
	h, m := afternoon(t)
	s := h.state()
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		doc  *paper.Doc
		says []string
	}{
		"agenda": {Agenda(s, m), []string{"Weald Hall", "13:30", "Item 2: request 2026-002 of Oak Primary", "Speech and language therapy", "£9,000.01", "Oak Primary (leads)",
			"Alone, the asking school would pay £7,500.00", "Hearing impairment", "4 items in 32 minutes"}},
		"minutes": {Minutes(s, m), []string{"Dina Fox: works with the school or the pupils. She taught there last year.", "agreed 3", "abstained 1", "£40,000.00 before, £1,250.00 given, £38,750.00 after",
			"Ash Primary £1,500.00", "Advice Try a soundfield", "More information asked for", "The review was put on the wrong day.", "the council confirmed the recommendation on request 2026-014",
			"Elm Academy withdrew it.", "The next meeting begins with the project.", "Left before", "£34,250.00"}},
		"decision": {DecisionSheet(s, s.Decisions[1].Entry), []string{"Agreed in part", "There was not enough money for all requests.", "A group at one school", "9 sessions a term", "until 17 Dec 2026",
			"look by the chair of another cluster (15 school days)", s.Decisions[1].Entry[:16], "2 documents"}},
	} {
		if c.doc == nil {
			t.Fatalf("%s: no document", name)
		}
		file, report, err := pdf.Render(c.doc, fonts, pdf.Options{Program: "Needsbook"})
		if err != nil || len(report.Lost) > 0 {
			t.Fatal(name, err, report)
		}
		if dir := os.Getenv("PAPER_OUT"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".pdf"), file, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		read, err := check.Read(file)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, p := range read.Problems() {
			t.Errorf("%s: %s", name, p)
		}
		text := strings.Join(strings.Fields(strings.Join(read.Words(), " ")), " ")
		for _, words := range c.says {
			if !strings.Contains(text, words) {
				t.Errorf("%s does not say %q", name, words)
			}
		}
		if name == "decision" && (read == nil || strings.Contains(text, "2026-014")) {
			t.Error("a decision sheet tells of another decision")
		}
	}
	if Agenda(s, "never") != nil || Minutes(s, "never") != nil || DecisionSheet(s, "never") != nil {
		t.Error("there are papers of what never was")
	}
}

func TestEmptyAgendaAndOpenMinutesSaySo(t *testing.T) {
	h := newHub(t)
	m := h.meeting()
	if text := Agenda(h.state(), m).Running(); !strings.Contains(text, "Nothing is on the agenda yet.") {
		t.Error(text)
	}
	doc := Minutes(h.state(), m)
	if doc.Watermark != paper.Draft || !strings.Contains(doc.Running(), "Nothing was decided.") {
		t.Error(doc.Watermark, doc.Running())
	}
}
