package desk

import (
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
)

// RecoverySheet is the page that is printed when a school's file is made: the
// recovery key, what it opens, and where to keep it. It is the one document with a
// secret in it, so it names no pupil and is never kept by the program.
func RecoverySheet(school, file, recovery string, on day.Date) *paper.Doc {
	groups := strings.Split(recovery, "-")
	var lines []paper.Block
	for i := 0; i < len(groups); i += 3 {
		lines = append(lines, paper.Sentence(paper.Bold(strings.Join(groups[i:min(i+3, len(groups))], "   "))))
	}
	blocks := []paper.Block{
		paper.P("This key opens the school's Needsbook file when the passphrase is lost. Whoever has this page and the file can read everything in it."),
		paper.KeyValues{Caption: "What it opens", Pairs: []paper.Pair{paper.Fact("School", school), paper.Fact("File", file)}},
		paper.Section("Recovery key"),
	}
	blocks = append(blocks, lines...)
	blocks = append(blocks,
		paper.Section("Keep it safe"),
		paper.Bullets(
			"Put this page into a sealed envelope in the school's safe. Do not keep it beside the computer.",
			"Nobody else has a copy. Without the passphrase and without this key the file cannot be read by anyone.",
			"When the passphrase is changed, a new key is made and this page can be destroyed.",
		))
	return &paper.Doc{Title: "Recovery key", Lang: "en-GB", Author: "Needsbook", Org: school, Date: on, Blocks: blocks}
}
