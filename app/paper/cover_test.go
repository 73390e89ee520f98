package paper_test

import (
	"testing"

	"needsbook/app/paper"
)

func TestCoverIsWhatStandsBeforeAPageBreakAndAnyHeading(t *testing.T) {
	words, turn, section := paper.P("Approved by the governors."), paper.PageBreak{}, paper.Section("Start")
	for name, c := range map[string]struct {
		blocks []paper.Block
		want   int
	}{
		"a cover":                            {[]paper.Block{words, turn, section, words}, 2},
		"no page break":                      {[]paper.Block{words, section, words}, 0},
		"a page break within the text":       {[]paper.Block{section, words, turn, words}, 0},
		"the first page break ends it":       {[]paper.Block{words, turn, words, turn, section}, 2},
		"nothing":                            {nil, 0},
		"a page break after a row of panels": {[]paper.Block{paper.Panels{}, turn}, 0},
	} {
		if got := (&paper.Doc{Blocks: c.blocks}).Cover(); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
