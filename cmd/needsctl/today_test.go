package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/school"
)

type todayAnswer struct {
	Tasks   []desk.Task
	PutOff  []desk.DeferredTask `json:"put_off"`
	Notices []string
}

func TestTaskIsDonePutOffAndBroughtBack(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.addPupil("--surname", "Price", "--status", "K")
	var o todayAnswer
	s.json(done, &o, "today")
	kinds := map[string]string{}
	for _, task := range o.Tasks {
		kinds[task.Kind] = task.Key
	}
	for _, kind := range []string{"need", "level", "plan", "term_dates"} {
		if kinds[kind] == "" {
			t.Fatalf("no task %q among %v", kind, kinds)
		}
	}
	s.must("today", "done", kinds["need"], "--why", "Not known yet")
	s.must("today", "snooze", kinds["plan"], "--until", "30 Nov 2099", "--today", "2099-11-23")
	s.refusal(refused, "today", "snooze", kinds["level"], "--until", "1 Jan 2020")
	s.refusal(refused, "today", "done", "no/such/key")
	s.refusal(misused, "today", "snooze", kinds["level"])
	var after todayAnswer
	s.json(done, &after, "today", "--today", "2099-11-24")
	states := map[string]string{}
	for _, p := range after.PutOff {
		states[p.Key] = p.State + " " + p.Why
	}
	if states[kinds["need"]] != "done Not known yet" || states[kinds["plan"]] != "snoozed " {
		t.Errorf("put off: %v", states)
	}
	s.must("today", "back", kinds["need"])
	s.refusal(refused, "today", "back", kinds["need"])
	if out := s.must("today"); !strings.Contains(out, "["+kinds["need"]+"]") {
		t.Error(out)
	}
}

func TestCalendarFileIsWrittenWithoutNames(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--forename", "Ben", "--status", "K")
	s.must("cycle", id, "--aim", "Reads aloud", "--due", "20 Nov 2099", "--starts", "1 Sep 2099")
	out := filepath.Join(t.TempDir(), "dates.ics")
	s.refusal(misused, "calendar")
	s.refusal(refused, "calendar", "--out", out, "--names", "full")
	if there(out) {
		t.Error("a refused calendar was written")
	}
	s.must("calendar", "--out", out, "--from", "1 Sep 2099", "--to", "31 Dec 2099")
	body, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(body); !strings.Contains(text, "DTSTART;VALUE=DATE:20991120\r\n") || !strings.Contains(text, "SUMMARY:SEN review\r\n") || strings.Contains(text, "Price") || strings.Contains(text, "B.P.") {
		t.Error(text)
	}
	s.must("calendar", "--out", out, "--names", "initials", "--from", "1 Sep 2099", "--to", "31 Dec 2099")
	if body, _ := os.ReadFile(out); !strings.Contains(string(body), "SUMMARY:SEN review (B.P.)\r\n") {
		t.Error(string(body))
	}
}

func TestTermDatesAreSetFromAFileAndPutBack(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	var y school.Year
	s.json(done, &y, "dates", "show", "2026-27")
	if !y.Example || len(y.Terms) != 3 {
		t.Fatalf("%+v", y)
	}
	path := filepath.Join(t.TempDir(), "year.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"year":2026,"terms":[{"name":"All","from":"2026-09-07","to":"2027-07-16"}],"holidays":[],"closed":[],"census":[]}`)
	s.must("dates", "set", path, "--today", "2026-11-23")
	if out := s.must("dates", "show", "2026"); !strings.Contains(out, "7 Sep 2026 to 16 Jul 2027") || strings.Contains(out, "an example") {
		t.Error(out)
	}
	for _, bad := range []string{`{`, `{"year":2026}`, `{"year":2026,"colour":"red"}`, `{"year":2026,"terms":[{"name":"All","from":"2027-09-07","to":"2026-07-16"}]}`} {
		write(bad)
		s.refusal(refused, "dates", "set", path, "--today", "2026-11-23")
	}
	s.must("dates", "reset", "2026")
	s.refusal(refused, "dates", "reset", "2026")
	s.refusal(refused, "dates", "show", "1999")
	s.refusal(misused, "dates", "show", "spring")
}
