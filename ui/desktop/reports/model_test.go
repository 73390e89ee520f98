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
	d := schooltest.Demo(t)
	for _, doc := range d.PublicDocuments() {
		m, err := newModel(d, doc.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, r := range m.rows {
			if seen[r.id] || r.group == "" || r.title == "" {
				t.Errorf("%+v is listed twice, or under no group", r)
			}
			seen[r.id] = true
		}
		if want := len(m.pack.Sections) + len(m.pack.Principles); len(seen) != want || want < 10 {
			t.Errorf("%s: %d of %d are listed", doc.Title, len(seen), want)
		}
	}
	m, err := newModel(d, publish.SENInformation, "")
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
	read, err := m.read()
	if err != nil {
		t.Fatal(err)
	}
	m.take(read)
	after, _ := m.progress()
	if after != before-1 || !strings.Contains(m.sentence(), "It cannot be published yet.") {
		t.Errorf("emptying a section leaves %d of %d done: %s", after, before, m.sentence())
	}
	if !m.toNext() || m.steps()[0].state != parts.Overdue {
		t.Errorf("nothing is to do next: %+v", m.steps())
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

func TestEaseIsShownBeforeAndAfter(t *testing.T) {
	s := publish.SectionState{Words: 40, ReadingEase: 61.2, ReadingAge: 11, Band: "Plain English"}
	for began, want := range map[float64]string{0: "ease 61,", 48.4: "ease 48 → 61,", 61.1: "ease 61,"} {
		if words := easeWords(s, began); !strings.Contains(words, want) {
			t.Errorf("from %v it says %q", began, words)
		}
	}
	if easeWords(publish.SectionState{}, 0) != "Nothing to read yet." || easeState(publish.SectionState{}) != parts.NoState || easeState(s) != parts.Done {
		t.Error("an empty section has an ease")
	}
}

func TestHardestParagraphsComeFirst(t *testing.T) {
	var all []plainenglish.Paragraph
	for i, ease := range []float64{70, 30, 50, 80, 20, 90, 59, 10, 55, 45} {
		all = append(all, plainenglish.Paragraph{Number: i + 1, Scores: plainenglish.Scores{Words: 20, ReadingEase: ease}})
	}
	list := worst(all)
	if len(list) != mostParagraphs || list[0].Number != 8 || list[1].Number != 5 {
		t.Errorf("listed %+v", list)
	}
	if plain := worst([]plainenglish.Paragraph{all[0], all[3]}); len(plain) != 0 {
		t.Errorf("plain paragraphs are listed: %+v", plain)
	}
}

func TestComparedWordsSayWasAndNowWithoutColour(t *testing.T) {
	long := strings.Repeat("unchanged ", 200)
	m := newMarked([]publish.Piece{{Text: long, Was: true, Is: true}, {Text: "forty", Was: true}, {Text: "fifty", Is: true}, {Text: " pupils", Was: true, Is: true}})
	if said := m.AccessibilityLabel(); !strings.HasSuffix(said, "was forty now fifty pupils") || strings.Count(said, "unchanged") != keptAround {
		t.Errorf("a screen reader says %q", said)
	}
	huge := newMarked([]publish.Piece{{Text: strings.Repeat("new ", 50000), Is: true}})
	if n := len(huge.bits); n > mostChanged+10 {
		t.Errorf("%d words are drawn", n)
	}
}
