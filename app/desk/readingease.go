package desk

import (
	"fmt"
	"strings"

	"needsbook/app/paper"
	"needsbook/app/publish/plainenglish"
)

// ReadingWords says how easily the running text of a paper reads, for one who is
// about to hand it over: "Reads at about age 10 (fairly easy)." It is "" for a paper
// with hardly any sentences.
func (d *Desk) ReadingWords(doc *paper.Doc) string {
	const fewest = 30 // words; less says nothing
	scores := d.plain.Check(doc.Running()).Scores
	if scores.Words < fewest {
		return ""
	}
	words := fmt.Sprintf("Reads at about age %.0f (%s).", scores.ReadingAge, strings.ToLower(scores.Band))
	if scores.ReadingEase < plainenglish.TargetEase {
		words += " Shorter sentences would make it plainer."
	}
	return words
}
