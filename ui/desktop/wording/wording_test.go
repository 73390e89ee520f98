package wording_test

import (
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

func TestDueSaysHowNear(t *testing.T) {
	today := day.Of(2026, 11, 23)
	for _, c := range []struct {
		due   day.Date
		words string
		state parts.State
	}{
		{day.Date{}, "", parts.NoState}, {today.AddDays(-1), "1 day late", parts.Overdue}, {today.AddDays(-3), "3 days late", parts.Overdue},
		{today, "today", parts.Soon}, {today.AddDays(1), "in 1 day", parts.Soon}, {today.AddDays(14), "in 14 days", parts.Soon},
		{day.Of(2027, 1, 18), "18 Jan 2027", parts.NoState},
	} {
		if words, state := wording.Due(today, c.due); words != c.words || state != c.state {
			t.Errorf("%s: %q, %v", c.due, words, state)
		}
	}
}

func TestHiddenNamesShowNoName(t *testing.T) {
	e := &register.Entry{Pupil: register.Pupil{Forename: "Ana", Surname: "Kowalska"}}
	for _, words := range []string{wording.Name(e, true), wording.ListName(e, true), wording.Written("Ana likes Lego", true)} {
		if strings.Contains(words, "Ana") || strings.Contains(words, "Kowalska") {
			t.Errorf("%q shows the name", words)
		}
	}
	if wording.Written(" ", true) != " " {
		t.Error("nothing written should say nothing")
	}
	if wording.Name(e, false) != "Ana Kowalska" || wording.ListName(e, false) != "Kowalska, Ana" {
		t.Error("shown names are not as they should be")
	}
}

func TestTablesOfASummaryTakeTheWordsInUse(t *testing.T) {
	say := func(text string) string {
		return strings.ReplaceAll(strings.ReplaceAll(text, "{level}", "step"), "{Level}", "Step")
	}
	for words, want := range map[string]string{"Phase by level": "Phase by step", "Level 3": "Step 3", "Primary need": "Primary need"} {
		if got := wording.SummaryWords(say, words); got != want {
			t.Errorf("%q is said as %q, not %q", words, got, want)
		}
	}
}
