package reports

import (
	"strings"
	"testing"

	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
)

func TestEverySectionStandsInTheListOnceUnderItsGroup(t *testing.T) {
	m, err := newModel(schooltest.Demo(t))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, place := range m.rows {
		if seen[place] || m.group(m.result.Sections[place]) == "" {
			t.Errorf("section %d is listed twice or under no group", place)
		}
		seen[place] = true
	}
	if len(seen) != len(m.pack.Sections) || len(seen) != 27 {
		t.Errorf("%d of %d sections are listed", len(seen), len(m.pack.Sections))
	}
}

func TestLampsSayMissingOnlyWhereTheLawAsks(t *testing.T) {
	for _, c := range []struct {
		s     publish.SectionState
		state parts.State
		word  string
	}{
		{publish.SectionState{State: publish.Complete, Needed: true}, parts.Done, "done"},
		{publish.SectionState{State: publish.Check, Needed: true}, parts.Soon, "check"},
		{publish.SectionState{State: publish.Missing, Needed: true}, parts.Overdue, "missing"},
		{publish.SectionState{State: publish.Missing}, parts.NoState, "useful"},
		{publish.SectionState{State: publish.NotNeeded}, parts.NoState, "not needed"},
	} {
		if state, word := lamp(c.s); state != c.state || word != c.word {
			t.Errorf("%+v shows as %v %s", c.s.State, state, word)
		}
	}
}

func TestSentenceCountsWhatIsDone(t *testing.T) {
	d := schooltest.Demo(t)
	m, err := newModel(d)
	if err != nil {
		t.Fatal(err)
	}
	before, needed := m.progress()
	if needed == 0 || before > needed {
		t.Fatalf("%d of %d done", before, needed)
	}
	if err := m.save("kinds_of_sen", ""); err != nil {
		t.Fatal(err)
	}
	if err := m.load(); err != nil {
		t.Fatal(err)
	}
	after, _ := m.progress()
	if after != before-1 || !strings.Contains(m.sentence(), "It cannot be published yet.") {
		t.Errorf("emptying a section leaves %d of %d done: %s", after, before, m.sentence())
	}
}

func TestAtMostThreeHardSentencesAreShown(t *testing.T) {
	s := publish.SectionState{HardSentences: make([]plainenglish.Sentence, 7)}
	if got := len(hardest(s)); got != 3 {
		t.Errorf("%d are shown", got)
	}
	if ease(publish.SectionState{}) != "Nothing to read yet." || easeState(publish.SectionState{}) != parts.NoState {
		t.Error("an empty section has an ease")
	}
}
