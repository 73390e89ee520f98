package meeting_test

import "testing"

func TestAgendaMinutesAndDecisionsAreSavedAsPDF(t *testing.T) {
	s := newStory(t)
	d := s.decide(t)
	for _, file := range []string{"meetings/" + meetingDay + "/agenda.pdf", "meetings/" + meetingDay + "/minutes.pdf", "decisions/" + d + "/decision.pdf"} {
		p := s.chair.see(file)
		if p.header.Get("Content-Type") != "application/pdf" || !contains(p.body, "%PDF-") || len(p.body) < 5000 {
			t.Errorf("%s is %d bytes of %s", file, len(p.body), p.header.Get("Content-Type"))
		}
	}
	if p := s.auditor.ask("GET", panelRoot+"decisions/"+zeros+"/decision.pdf", nil); p.status != 404 {
		t.Errorf("a decision that was never made: status %d", p.status)
	}
}
