package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/paper"
)

func TestAPaperSaysHowEasilyItReads(t *testing.T) {
	d := open(t)
	plain := &paper.Doc{Blocks: []paper.Block{paper.P(strings.Repeat("I like to draw. It helps me to sit near the door. ", 4))}}
	hard := &paper.Doc{Blocks: []paper.Block{paper.P(strings.Repeat("Notwithstanding considerable organisational accommodations, the individual's communication difficulties necessitate multidisciplinary intervention. ", 4))}}
	if got := d.ReadingWords(plain); !strings.Contains(got, "easy") || strings.Contains(got, "Shorter") {
		t.Errorf("of plain words: %q", got)
	}
	if got := d.ReadingWords(hard); !strings.Contains(got, "hard") || !strings.Contains(got, "Shorter sentences") {
		t.Errorf("of hard words: %q", got)
	}
	if got := d.ReadingWords(&paper.Doc{Blocks: []paper.Block{paper.P("A few words.")}}); got != "" {
		t.Errorf("of a few words: %q", got)
	}
}
