package main

import (
	"os"
	"strings"
	"testing"
)

func TestAProvisionMapComesInFromTheCommandLine(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.addPupil("--surname", "Kowalska", "--forename", "Ana")
	jan := s.addPupil("--surname", "Nowak", "--forename", "Jan")
	path := s.write("map.csv", "Pupil,Intervention,Staff,Time,Ratio,Cost per pupil\nAna Kowalska,Phonics,TA,3 x 20 mins for 12 weeks,1:2,£500\nJ Nowak,Phonics,TA,3 x 20 mins for 12 weeks,1:2,\n")
	keys := "format encoding shape header_row columns across unused_headings added changed unchanged places rejected warnings unknown_pupils differences costs theirs ours applied"
	tried := s.object(done, "import-provision", path, "--dry-run")
	wantKeys(t, "import-provision", tried, keys)
	if tried["added"] != 1.0 || tried["places"] != 1.0 || tried["applied"] != false || len(tried["rejected"].([]any)) != 1 {
		t.Errorf("%v", tried)
	}
	wantKeys(t, "a cost", tried["costs"].([]any)[0].(map[string]any), "row name pupils theirs ours why sum difference")
	if why := s.refusal(refused, "import-provision", path, "--staff-kind", "wizard"); !strings.Contains(why, "kind of staff") {
		t.Error(why)
	}
	s.refusal(refused, "import-provision", s.write("list.csv", "one\ntwo\n"))
	chosen, costs := s.write("pupils.json", `{"J Nowak": "`+jan+`"}`), s.beside("costs.csv")
	o := s.object(done, "import-provision", path, "--pupils", chosen, "--costs", costs, "--names", "initials")
	if o["added"] != 1.0 || o["places"] != 2.0 || o["applied"] != true || len(o["rejected"].([]any)) != 0 {
		t.Errorf("%v", o)
	}
	if body, err := os.ReadFile(costs); err != nil || !strings.Contains(string(body), "500.00") || strings.Contains(string(body), "Kowalska") {
		t.Errorf("%v: %s", err, body)
	}
	again := s.object(done, "import-provision", path, "--pupils", chosen)
	if again["added"] != 0.0 || again["changed"] != 0.0 || again["unchanged"] != 1.0 {
		t.Errorf("%v", again)
	}
	s.object(done, "undo")
	if back := s.object(done, "import-provision", path, "--dry-run"); back["added"] != 1.0 {
		t.Errorf("%v", back)
	}
}
