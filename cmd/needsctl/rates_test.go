package main

import (
	"encoding/json"
	"strings"
	"testing"

	"needsbook/assets"
)

func TestRatesHoldFromADayAndAreDropped(t *testing.T) {
	s := newSchool(t)
	s.must("rates", "teaching_assistant=16.85")
	if out := s.must("rates", "teaching_assistant=18.20", "--from", "1 April 2027"); !strings.Contains(out, "£16.85\n") {
		t.Error(out)
	}
	var o struct {
		Rates []struct {
			Kind string
			Rate string
			Own  []struct{ From, Amount string }
		}
	}
	if s.json(done, &o, "rates"); len(o.Rates) < 5 || o.Rates[0].Rate != "16.85" || len(o.Rates[0].Own) != 2 || o.Rates[0].Own[1].From != "2027-04-01" {
		t.Errorf("%+v", o)
	}
	s.refusal(refused, "rates", "teacher=50", "--from", "2001-01-01")
	if out := s.must("rates", "--drop", "teaching_assistant"); !strings.Contains(out, "£17.20  (an example") {
		t.Error(out)
	}
}

func TestRateCardIsPreviewedAndInstalled(t *testing.T) {
	s := newSchool(t)
	write := func(name, from, to string) string {
		text := strings.Replace(string(assets.Pack("rate-card.json")), from, to, 1)
		text = strings.Replace(text, `"id": "example-rate-card"`, `"id": "council-card"`, 1)
		return s.write(name, withoutExamples(t, text)) // they are sums of the shipped rates
	}
	good := write("card.json", `"17.20"`, `"17.90"`)
	if out := s.must("rates", "preview", good); !strings.Contains(out, "Teaching assistant: £17.20 to £17.90 an hour") || !strings.Contains(out, "Nothing was changed") {
		t.Error(out)
	}
	s.must("rates", "install", good)
	if out := s.must("rates"); !strings.Contains(out, "£17.90") {
		t.Error(out)
	}
	s.must("undo")
	if out := s.must("rates"); !strings.Contains(out, "£17.20") {
		t.Error(out)
	}
	bad := write("bad.json", `"id": "teacher"`, `"id": "senco"`)
	var o struct {
		OK       bool
		Problems []struct{ Path, Message string }
	}
	if s.json(refused, &o, "rates", "install", bad); o.OK || len(o.Problems) != 1 || !strings.Contains(o.Problems[0].Message, "two kinds of staff") {
		t.Errorf("%+v", o)
	}
}

// withoutExamples is a pack without its worked examples.
func withoutExamples(t *testing.T, text string) string {
	t.Helper()
	var p map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	delete(p, "worked_examples")
	out, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
