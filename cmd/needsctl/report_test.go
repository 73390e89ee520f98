package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// approvedReport is a demo school whose report was approved and published as version 2:
// version 1 is of last year.
func approvedReport(t *testing.T) *terminal {
	t.Helper()
	s := demoSchool(t)
	s.must("report", "approve", "--by", "The governing body", "--minute", "Minute 7")
	o := s.object(done, "report", "publish", "--note", "Our first.")
	if o["version"] != 2.0 || o["published"] == "" || o["review"] == "" {
		t.Fatalf("%v", o)
	}
	return s
}

func TestVersionsAreApprovedPublishedListedAndCompared(t *testing.T) {
	t.Parallel()
	s := approvedReport(t)
	if errs := s.refusal(refused, "report", "publish"); !strings.Contains(errs, "says exactly this") {
		t.Error(errs)
	}
	s.must("report", "words", "local_offer", "The council lists what help there is. Look at {{local_offer_link}} or ask {{local_authority}}.")
	if errs := s.refusal(refused, "report", "publish"); !strings.Contains(errs, "Changed since") {
		t.Error(errs)
	}
	s.refusal(refused, "report", "approve", "--on", "2099-01-01")
	s.refusal(misused, "report", "approve", "--on", "some day")
	o := s.object(done, "report", "approve")
	wantKeys(t, "report approve", o, "needed given current by on minute digest changed words")
	if o["current"] != true || o["by"] == "" {
		t.Errorf("%v", o)
	}
	s.refusal(refused, "report", "publish", "--review", "2099-01-01")
	s.must("report", "publish", "--note", "A shorter part on the Local Offer.")

	o = s.object(done, "report", "versions")
	versions := o["versions"].([]any)
	if len(versions) != 3 || versions[0].(map[string]any)["number"] != 3.0 {
		t.Fatalf("%v", o)
	}
	wantKeys(t, "report versions", versions[0].(map[string]any), "number on review pack note approved_by approved_on minute")

	o = s.object(done, "report", "compare", "2", "3")
	wantKeys(t, "report compare", o, "from to sections facts")
	sections := o["sections"].([]any)
	if len(sections) != 1 || sections[0].(map[string]any)["section"] != "local_offer" {
		t.Errorf("%v", sections)
	}
	if out := s.must("report", "compare"); !strings.Contains(out, "Nothing changed") {
		t.Error(out)
	}
	if out := s.must("report", "compare", "2", "3"); !strings.Contains(out, "{+") || !strings.Contains(out, "[-") {
		t.Error(out)
	}
	s.refusal(refused, "report", "compare", "1", "9")
	s.refusal(misused, "report", "compare", "first")
	s.refusal(refused, "report", "compare", "--doc", "inclusion-strategy")
}

func TestVersionsAndTheirChangesArePapers(t *testing.T) {
	t.Parallel()
	s := approvedReport(t)
	first := s.beside("first.pdf")
	s.must("report", "pdf", "--version", "1", "--out", first)
	before, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	s.must("report", "words", "local_offer", "The council lists what help there is. Look at {{local_offer_link}} or ask {{local_authority}}.")
	s.must("report", "pdf", "--version", "1", "--out", first)
	after, err := os.ReadFile(first)
	if err != nil || string(after) != string(before) {
		t.Error("version 1 is another file after the words changed", err)
	}
	for _, flag := range []string{"--large", "--easy"} {
		out := s.beside("set" + flag + ".pdf")
		s.must("report", "pdf", flag, "--out", out)
		if body, err := os.ReadFile(out); err != nil || !strings.HasPrefix(string(body), "%PDF-") || string(body) == string(before) {
			t.Errorf("%s: %d bytes, %v", flag, len(body), err)
		}
	}
	s.refusal(misused, "report", "pdf", "--large", "--easy", "--out", s.beside("both.pdf"))
	s.refusal(refused, "report", "html", "--version", "3", "--out", s.beside("third.html"))
	page := s.beside("changes.html")
	s.must("report", "compare", "1", "0", "--out", page)
	if body, err := os.ReadFile(page); err != nil || !strings.Contains(string(body), "Was: ") || !strings.Contains(string(body), "Now: ") {
		t.Errorf("%s %v", body, err)
	}
}

func TestFactsAreShownAndTakenOver(t *testing.T) {
	t.Parallel()
	s := approvedReport(t)
	s.must("report", "update") // the demo school still prints the figures of its last version
	if o := s.object(done, "report", "changes"); len(o["changes"].([]any)) != 0 {
		t.Errorf("%v", o)
	}
	s.must("school", "set", "senco=Nkechi Obi")
	changes := s.object(done, "report", "changes")["changes"].([]any)
	if len(changes) != 1 || changes[0].(map[string]any)["now"] != "Nkechi Obi" {
		t.Errorf("%v", changes)
	}
	if out := s.must("report", "update"); !strings.Contains(out, "now “Nkechi Obi”") {
		t.Error(out)
	}
	if o := s.object(done, "report", "changes"); len(o["changes"].([]any)) != 0 {
		t.Errorf("%v", o)
	}
}

// A link to the school's own network is answered without asking it.
func TestLinksAreAskedAndDeadOnesNamed(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	if o := s.object(done, "report", "links"); len(o["links"].([]any)) != 0 {
		t.Errorf("%v", o)
	}
	s.must("report", "words", "local_offer", "The council lists what help there is at http://127.0.0.1:9/offer for all families.")
	o := s.object(refused, "report", "links")
	links := o["links"].([]any)
	if o["dead"] != 1.0 || len(links) != 1 {
		t.Fatalf("%v", o)
	}
	wantKeys(t, "report links", links[0].(map[string]any), "address where ok to why asked")
	if why := links[0].(map[string]any)["why"].(string); !strings.Contains(why, "private network") {
		t.Error(why)
	}
}

func TestWordsOfAWebPageAreTakenWithoutItsTags(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	page := "<p class=MsoNormal>We help each child.</p><ul><li>Talk group</li><li>Reading group</li></ul>"
	s.must("report", "words", "equal_treatment", "@"+s.write("page.txt", page))
	file := filepath.Join(t.TempDir(), "report.html")
	s.must("report", "html", "--out", file)
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<p>We help each child.</p>", "<li>Talk group</li>"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(string(got), "MsoNormal") {
		t.Error("the page shows tags of Word")
	}
}
