package provision_test

import (
	"strings"
	"testing"

	"needsbook/app/provision"
	"needsbook/assets"
)

func agendas(t testing.TB) provision.Agendas {
	t.Helper()
	a, problems := provision.LoadAgendas(assets.Pack("meeting-agenda.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return a
}

func TestAnnualReviewLooksAtAdultLifeFromYearNine(t *testing.T) {
	a, none := agendas(t), func(string) []string { return nil }
	for year, want := range map[string]bool{"R": false, "4": false, "8": false, "9": true, "11": true, "14": true} {
		got := strings.Contains(strings.Join(a.For(provision.MeetingAnnualReview, year, none), "\n"), "adult life")
		if got != want {
			t.Errorf("Year %s: %v", year, got)
		}
	}
}

func TestPointWithoutItsFactsIsLeftOut(t *testing.T) {
	a := agendas(t)
	facts := func(kind string) []string {
		if kind == "advice" {
			return []string{"Use a timer\nevery day"}
		}
		return nil
	}
	with, without := strings.Join(a.For(provision.MeetingParents, "4", facts), "\n"), strings.Join(a.For(provision.MeetingParents, "4", func(string) []string { return nil }), "\n")
	if !strings.Contains(with, "Advice we have not acted on yet\n- Use a timer every day") || strings.Contains(without, "Advice we have not") {
		t.Errorf("with\n%s\nwithout\n%s", with, without)
	}
}

func TestPointIsReadAsItWasWritten(t *testing.T) {
	words, facts := provision.ReadPoint(provision.WritePoint("Where we are", []string{"one", "two"}))
	if words != "Where we are" || len(facts) != 2 || facts[1] != "two" {
		t.Errorf("%q, %q", words, facts)
	}
}

func TestAgendaPackNeedsEveryKindOnce(t *testing.T) {
	shipped := string(assets.Pack("meeting-agenda.json"))
	for from, to := range map[string]string{`"kind": "other"`: `"kind": "parents"`, `"facts": "next"`: `"facts": "weather"`, `"words": "Why we meet"`: `"words": " "`} {
		if _, problems := provision.LoadAgendas([]byte(strings.Replace(shipped, from, to, 1))); problems == nil {
			t.Errorf("%s is taken", to)
		}
	}
}

func FuzzLoadAgendas(f *testing.F) {
	f.Add(assets.Pack("meeting-agenda.json"))
	f.Add([]byte(`{"format":"sen-meeting-agenda"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, problems := provision.LoadAgendas(data)
		if problems != nil {
			return
		}
		for _, kind := range provision.MeetingKinds {
			a.For(kind.ID, "9", func(string) []string { return []string{"a fact"} })
		}
	})
}
