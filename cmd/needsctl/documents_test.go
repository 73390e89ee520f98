package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestCostWorksOutTheExampleExactly(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	o := s.object(done, strings.Fields("cost --minutes 45 --sessions 3 --weeks 38 --group 4 --rate 17.20 --once 120.00")...)
	if o["annual"] != "487.65" || !strings.Contains(o["arithmetic"].(string), "45 minutes × 3 a week × 38 weeks ÷ 4 pupils × £17.20") {
		t.Errorf("%v", o)
	}
	if o := s.object(done, strings.Fields("cost --minutes 60 --sessions 1 --weeks 1 --rate 17.5")...); o["annual"] != "17.50" {
		t.Errorf("%v", o)
	}
	for _, bad := range []string{"", "--minutes 481 --sessions 1 --weeks 38 --rate 1", "--minutes 45 --sessions 3 --weeks 38 --group 0 --rate 17"} {
		s.refusal(refused, append([]string{"cost"}, strings.Fields(bad)...)...)
	}
	if there(s.file) {
		t.Error("working out a cost made a file")
	}
}

func TestProvisionIsCostedAtTheSchoolsRate(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--status", "K")
	line := []string{"provision", id, "--description", "Language group", "--outcome", "Joins in", "--staff", "teaching_assistant", "--minutes", "45", "--sessions", "3", "--group", "4", "--once", "120"}
	var o struct {
		ID, Annual string
		Warnings   []string
	}
	if s.json(done, &o, append(line, "--dry-run")...); o.ID != "" || o.Annual != "487.65" || len(o.Warnings) != 1 {
		t.Errorf("%+v", o)
	}
	s.must("rates", "teaching_assistant=16.85")
	if s.json(done, &o, line...); o.Annual != "480.17" || len(o.Warnings) != 0 {
		t.Errorf("%+v", o)
	}
	p := s.object(done, "pupil", id)
	if p["cost"].(map[string]any)["total"] != "480.17" || len(p["provision"].([]any)) != 1 {
		t.Errorf("%v", p["cost"])
	}
	if s.json(done, &o, "provision", id, "--id", o.ID, "--sessions", "0.5"); !strings.HasPrefix(o.Annual, "180.") {
		t.Errorf("%+v", o)
	}
	s.must("provision", id, "--id", o.ID, "--remove")
	if p := s.object(done, "pupil", id); len(p["provision"].([]any)) != 0 {
		t.Errorf("%v", p["provision"])
	}
	s.refusal(refused, "provision", id, "--description", "x", "--minutes", "999", "--sessions", "1")
	s.refusal(refused, "rates", "teapot=1")
	s.refusal(refused, "rates", "teacher=9999")
	if out := s.must("rates"); !strings.Contains(out, "£16.85\n") || !strings.Contains(out, "an example") {
		t.Error(out)
	}
}

// requestNow is what the verbs of a request print.
type requestNow struct {
	Number int
	Status string
	Ready  bool
	Gates  []struct {
		ID, Why, Fix string
		OK, Blocks   bool
	}
	Totals struct{ School, Extra, Total string }
}

func (r requestNow) closed() (ids []string) {
	for _, g := range r.Gates {
		if !g.OK && g.Blocks {
			ids = append(ids, g.ID)
		}
	}
	return ids
}

func TestRequestIsMadeFromNothingToDecision(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.must("school", "set", "senco=Jo Green", "head=Sam Hall")
	id := s.addPupil("--surname", "Price", "--forename", "Ana", "--dob", "2017-01-14", "--upn", "A886999921011", "--status", "K", "--needs", "SLCN", "--from", "2025-09-01")
	var r requestNow
	s.json(done, &r, "request", "new", "individual", "--pupil", id)
	if r.Number != 1 || r.Ready || len(r.closed()) < 6 {
		t.Fatalf("%+v", r)
	}
	for _, g := range r.Gates {
		if !g.OK && (g.Why == "" || g.Fix == "") {
			t.Errorf("gate %s is closed without a reason", g.ID)
		}
	}
	s.json(refused, &r, "request", "check", "1")
	s.refusal(refused, "request", "ready", "1")
	s.refusal(refused, "request", "sent", "1")
	s.refusal(refused, "request", "new", "teapot", "--pupil", id)

	s.must("consent", id, "--by", "Eva Price, mother", "--how", "signed form")
	s.must("note", id, "--type", "pupil_view", "--words", "Show me as well.", "--how", "talk")
	s.must("note", id, "--type", "parent_view", "--words", "More help please.", "--how", "meeting")
	s.must("rate", id, "ci.und=L3", "ci.exp=L3", "cl.lit=L2", "--confirm")
	for _, starts := range []string{"2026-01-05", "2026-04-20"} {
		plan := s.object(done, "cycle", id, "--aim", "Follows two-part instructions", "--starts", starts, "--do", "Language group")["id"].(string)
		s.must("cycle", id, "--id", plan, "--reviewed", "2026-07-10", "--result", "partly", "--evidence", "One lesson of five", "--next", "Smaller group")
	}
	s.must("outcome", id, "--words", "Follows instructions", "--target", "Four of five", "--baseline", "One of five", "--by-when", "2027-07-16")
	s.must("outcome", id, "--words", "Asks for help", "--target", "Daily", "--baseline", "Never", "--by-when", "2027-07-16")
	s.must("rates", "teaching_assistant=16.85")
	s.must("provision", id, "--description", "Adult beside the pupil", "--outcome", "Follows instructions", "--staff", "teaching_assistant", "--minutes", "120", "--sessions", "5", "--weeks", "38")
	s.must("advice", id, "--words", "One instruction at a time", "--role", "Speech and language therapist", "--on", "2026-06-16", "--done", "done", "--how", "In all lessons")
	s.must("request", "set", "1", "--starts", "2027-01-04", "--ends", "2027-08-31")
	long := s.write("strengths.txt", "Kind to others.\n")
	s.must("request", "words", "1", "strengths=@"+long, "attendance=96 %")
	s.must("request", "measure", "1", "--what", "Reading age", "--start", "5:2", "--start-on", "2026-01-12", "--now", "5:9", "--now-on", "2026-11-02")
	s.must("request", "paper", "1", "--id", "timetable", "--name", "Timetable")
	if s.json(refused, &r, "request", "check", "1"); strings.Join(r.closed(), " ") != "sign_off" {
		t.Fatalf("closed: %v", r.closed())
	}
	s.refusal(refused, "request", "sign", "1", "--senco", "2031-01-01")
	s.must("request", "sign", "1", "--senco", "20 Nov 2026", "--head", "21 Nov 2026")
	if s.json(done, &r, "request", "check", "R-001"); !r.Ready || r.Totals.School != "6000.00" || r.Totals.Extra != "403.00" || r.Totals.Total != "6403.00" {
		t.Fatalf("%+v", r)
	}
	if s.json(done, &r, "request", "ready", "1"); r.Status != "ready" {
		t.Error(r.Status)
	}
	s.refusal(refused, "request", "words", "1", "strengths=x")
	s.must("request", "reopen", "1")
	s.must("request", "ready", "1")
	s.must("request", "sent", "1", "--on", "today")
	s.refusal(refused, "request", "decide", "1", "--outcome", "agreed", "--on", "today")
	s.refusal(misused, "request", "decide", "1", "--outcome", "perhaps")
	s.refusal(misused, "request", "decide", "1", "--outcome", "declined", "--code", "teapot", "--who", "Ada Finch, SEN officer")
	s.refusal(refused, "request", "decide", "1", "--outcome", "declined", "--reason", "No", "--who", "Ada Finch, SEN officer; voted; interest: governor here")
	s.refusal(refused, "request", "decide", "1", "--outcome", "declined", "--reason", "No", "--on", "2026-11-01", "--who", "Ada Finch, SEN officer")
	s.must("request", "discussed", "1", "--words", "Shared help was thought of", "--who", "Bo Reed, SENCO of Hillside")
	if s.json(done, &r, "request", "recommended", "1", "--outcome", "recommended", "--who", "Bo Reed, chair"); r.Status != "recommended" {
		t.Error(r.Status)
	}
	decided := s.object(done, "request", "decide", "1", "--outcome", "agreed", "--amount", "403", "--from", "2027-01-04", "--to", "2027-08-31", "--reason", "As asked", "--who", "Ada Finch, SEN officer; voted")
	if decided["status"] != "decided" || decided["decision"].(map[string]any)["amount"] != "403.00" {
		t.Errorf("%v", decided["decision"])
	}
	var list struct{ Requests []requestNow }
	if s.json(done, &list, "request", "list"); len(list.Requests) != 1 || list.Requests[0].Status != "decided" {
		t.Errorf("%+v", list)
	}
	s.refusal(refused, "request", "check", "7")
	s.refusal(misused, "request", "words", "1", "teapot=x")
}

// toDecision takes request 1 of the demo school to a decision that gives money.
func toDecision(s *terminal) {
	s.must("request", "ready", "1")
	s.must("request", "submitted", "1")
	s.must("request", "decide", "1", "--outcome", "agreed", "--amount", "1000", "--from", "today", "--to", "2027-08-31", "--who", "Ada Finch, SEN officer", "--code", "impact")
}

func TestDecisionIsDisputedTheMoneyEndsAndIsRenewed(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	toDecision(s)
	s.refusal(misused, "request", "dispute", "1")
	s.refusal(refused, "request", "dispute", "1", "--by", "The school", "--grounds", "")
	var o struct {
		Status, State string
		InDispute     bool `json:"in_dispute"`
		Number        int
		Renews        int
	}
	if s.json(done, &o, "request", "dispute", "1", "--by", "The school", "--grounds", "Less than needed"); !o.InDispute || o.State != "active" || o.Status != "decided" {
		t.Errorf("%+v", o)
	}
	var list struct{ Requests []requestNow }
	if s.json(done, &list, "request", "list", "--state", "dispute"); !slices.ContainsFunc(list.Requests, func(r requestNow) bool { return r.Number == 1 }) {
		t.Errorf("%+v", list)
	}
	s.refusal(misused, "request", "list", "--state", "lost")
	if s.json(done, &o, "request", "dispute", "1", "--outcome", "decline"); o.InDispute {
		t.Errorf("%+v", o)
	}
	s.refusal(refused, "request", "end", "1", "--on", "2031-01-01", "--why", "Moved")
	s.must("request", "end", "1", "--on", "2027-02-12", "--why", "Moved")
	if s.json(done, &o, "request", "renew", "1"); o.Number < 2 || o.Renews != 1 {
		t.Errorf("%+v", o)
	}
	l := s.object(done, "request", "ledger")
	if lines := l["lines"].([]any); l["agreed"] == "0.00" || len(lines) == 0 {
		t.Errorf("%v", l)
	}
	if out := s.must("request", "ledger"); !strings.Contains(out, "agreed £1000.00, ") || !strings.Contains(out, "12 Feb 2027") {
		t.Error(out)
	}
}

func TestLetterToTheFamilyIsWrittenAndTicked(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	s.refusal(refused, "request", "letter", "1", "--point", "submitted", "--out", s.beside("letter.pdf"))
	toDecision(s)
	out := s.beside("letter.pdf")
	s.must("request", "letter", "1", "--point", "decided", "--out", out, "--shared", "today")
	if body, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(body, []byte("%PDF-")) {
		t.Errorf("%d bytes, %v", len(body), err)
	}
	o := s.object(done, "request", "letter", "1", "--point", "submitted", "--shared", "today")
	if o["reading"] == "" {
		t.Errorf("%v", o)
	}
	s.refusal(misused, "request", "letter", "1", "--point", "submitted")
	s.refusal(refused, "request", "letter", "1", "--point", "teapot", "--shared", "today")
	s.refusal(refused, "request", "letter", "1", "--point", "submitted", "--shared", "2031-01-01")
}

func TestGroupAndProjectAreFilledInFromTheTerminal(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	one := s.addPupil("--surname", "Price", "--forename", "Ana", "--status", "K")
	two := s.addPupil("--surname", "Reed", "--forename", "Bo", "--status", "K")
	var r requestNow
	s.json(done, &r, "request", "new", "group", "--pupil", one, "--title", "Talk group")
	if r.Number != 1 || r.Ready {
		t.Fatalf("%+v", r)
	}
	s.must("request", "pupils", "1", "add", two)
	s.refusal(refused, "request", "pupils", "1", "add", two)
	s.must("request", "pupils", "1", "remove", one)
	s.refusal(misused, "request", "pupils", "1", "swap", one)
	s.must("request", "outcome", "1", "--words", "All join in", "--target", "Daily", "--by-when", "2027-07-16")
	s.must("request", "school", "1", "--name", "Hillside Primary", "--pupils", "3", "--pays", "500", "--leads")
	s.must("request", "school", "1", "--name", "Hillside Primary", "--pupils", "4", "--pays", "500", "--leads")
	s.refusal(refused, "request", "school", "1", "--name", "Hillside Primary", "--pays", "-5")
	s.must("request", "set", "1", "theme=They need help with talk", "--title", "Talk for all")
	s.refusal(misused, "request", "set", "1", "teapot=x")
	s.refusal(misused, "request", "set", "1", "aim=x")
	s.refusal(refused, "request", "attach", "1", "none")

	s.json(done, &r, "request", "new", "project", "--title", "Training")
	s.refusal(refused, "request", "new", "project", "--pupil", one)
	if s.json(done, &r, "request", "cost", "2", "--what", "A course", "--amount", "1200.50", "--school", "200"); r.Totals.Total != "1200.50" || r.Totals.Extra != "1000.50" {
		t.Errorf("%+v", r.Totals)
	}
	for _, bad := range []string{"10.005", "-5", "99999999", "0"} {
		s.refusal(refused, "request", "cost", "2", "--what", "A course", "--amount", bad)
	}
	s.refusal(misused, "request", "cost", "2", "--what", "A course", "--amount", "ten")
	s.json(done, &r, "request", "new", "advice", "--pupil", one, "--reason", "in_year", "--event", "arrival", "--event-on", "2026-11-02", "--event-words", "Came from abroad")
	s.refusal(refused, "request", "new", "advice", "--pupil", one, "--reason", "in_year")
	if why := s.refusal(refused, "request", "renew", "1"); !strings.Contains(why, "agreed") {
		t.Error(why)
	}
}

func TestDocumentsAreWrittenWholeAndNeverOverTheSchoolsFile(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	for _, c := range []struct{ args, starts string }{
		{"request pdf 1", "%PDF-1.7"}, {"request pdf 1 --attachments", "%PDF-1.7"}, {"request pdf 1 --names off", "%PDF-1.7"}, {"report pdf", "%PDF-1.7"}, {"report html --doc sen-information", "<!DOCTYPE html>"},
	} {
		out := s.beside("out file")
		o := s.object(done, append(strings.Fields(c.args), "--out", out)...)
		body, err := os.ReadFile(out)
		if err != nil || !bytes.HasPrefix(bytes.ToLower(body), bytes.ToLower([]byte(c.starts))) || o["file"] != out || int(o["bytes"].(float64)) != len(body) {
			t.Errorf("%s: %v, %d bytes, %v", c.args, o, len(body), err)
		}
		s.must(append(strings.Fields(c.args), "--out", out)...) // again, over the old one
		s.refusal(refused, append(strings.Fields(c.args), "--out", s.file)...)
		s.refusal(refused, append(strings.Fields(c.args), "--out", s.beside("none/x.pdf"))...)
		s.refusal(misused, strings.Fields(c.args)...)
	}
	s.refusal(refused, "request", "pdf", "99", "--out", s.beside("x.pdf"))
	s.refusal(refused, "request", "pdf", "1", "--out", s.beside("x.pdf"), "--names", "some")
	if left, _ := os.ReadDir(s.beside("")); len(left) == 0 {
		t.Error("nothing is there")
	} else {
		for _, f := range left {
			if strings.HasPrefix(f.Name(), ".needsctl-") {
				t.Errorf("%s was left behind", f.Name())
			}
		}
	}
	s.must("verify")
}

func TestReportIsCheckedWrittenAndPublished(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	var r struct {
		Sections []struct {
			ID, Reference, Why string
			Complete           bool
			ReadingEase        *float64          `json:"reading_ease"`
			ReadingAge         *float64          `json:"reading_age"`
			Hard               *[]map[string]any `json:"hard_sentences"`
		}
		Publishable bool
	}
	s.json(done, &r, "report", "check")
	if len(r.Sections) != 27 || !r.Publishable {
		t.Fatalf("%d sections, %v", len(r.Sections), r.Publishable)
	}
	for _, one := range r.Sections {
		if one.ID == "" || one.Reference == "" || one.ReadingEase == nil || one.ReadingAge == nil || one.Hard == nil {
			t.Errorf("%+v", one)
		}
	}
	o := s.object(done, "report", "words", "senco_contact", "")
	if o["complete"] != false {
		t.Errorf("%v", o)
	}
	if errs := s.json(refused, &r, "report", "check"); r.Publishable || !strings.Contains(errs, "may not be published") {
		t.Error(errs)
	}
	s.refusal(refused, "report", "publish")
	s.must("undo")
	s.must("report", "words", "senco_contact", "@"+s.write("words.txt", "Write to {{senco_name}}, our SENCO, at {{senco_email}} or ring {{senco_phone}}."))
	s.must("report", "approve", "--by", "The governing body")
	if got := s.object(done, "report", "publish"); got["published"] == "" {
		t.Errorf("%v", got)
	}
	s.refusal(refused, "report", "words", "teapot", "x")
	s.refusal(refused, "report", "words", "senco_contact", "@"+s.write("binary", "\xff\xfe\x00"))
	s.must("report", "check")

	empty := newSchool(t)
	if status, out, errs := empty.run("report", "check"); status != refused || !strings.Contains(out, "missing") || errs == "" {
		t.Errorf("an empty report: %d %s", status, errs)
	}
}

func TestPlainMeasuresAText(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	path := s.write("text.txt", "The cat sat on the mat. It was happy there all day.\n\nNotwithstanding the aforementioned considerations, utilisation of supplementary provision commences immediately.\n")
	o := s.object(done, "plain", path)
	wantKeys(t, "plain", o, "words sentences syllables reading_ease grade reading_age paragraphs hard_sentences swaps")
	if o["sentences"].(float64) != 3 || len(o["paragraphs"].([]any)) != 2 || len(o["swaps"].([]any)) == 0 {
		t.Errorf("%v", o)
	}
	s.in = "One short line."
	if o := s.object(done, "plain", "-"); o["words"].(float64) != 3 {
		t.Errorf("%v", o)
	}
	s.refusal(refused, "plain", s.write("picture", "\x89PNG\x00\xff"))
	s.refusal(refused, "plain", s.beside("none"))
	if out := s.must("plain", path); !strings.Contains(out, "Reading ease") {
		t.Error(out)
	}
}

func TestSchoolsDetailsAreShownAndSet(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.object(done, "school", "set", "senco=Jo Green", "roll=412", "access_plan_end=31 Aug 2028")
	if o["senco"] != "Jo Green" || o["roll"].(float64) != 412 || o["access_plan_end"] != "2028-08-31" || o["urn"] != "123456" {
		t.Errorf("%v", o)
	}
	s.refusal(refused, "school", "set", "demo=true")
	s.refusal(refused, "school", "set", "urn=12")
	s.refusal(misused, "school", "set", "teapot=1")
	s.refusal(misused, "school", "set", "roll=many")
	s.must("undo")
	if o := s.object(done, "school", "show"); o["senco"] != "" {
		t.Errorf("%v", o)
	}
	if out := s.must("school", "show"); !strings.Contains(out, "Meadowfield") {
		t.Error(out)
	}
}

func TestDemoFillsANewFileAndNoOther(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	o := s.object(done, "demo")
	wantKeys(t, "demo", o, "pupils plans requests file recovery_key")
	if o["pupils"].(float64) != 412 || o["requests"].(float64) < 1 || o["recovery_key"] == "" {
		t.Errorf("%v", o)
	}
	if why := s.refusal(refused, "demo"); !strings.Contains(why, "already holds pupils") {
		t.Error(why)
	}
	own := newSchool(t)
	if o := own.object(done, "demo"); o["recovery_key"] != "" || own.count("") != 412 {
		t.Errorf("%v", o)
	}
}
