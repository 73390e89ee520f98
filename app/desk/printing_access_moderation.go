package desk

import (
	"maps"
	"slices"

	"needsbook/app/continuum"
	"needsbook/app/printout"
)

// accessModeration is a case of moderation in a copy of the pupil's record: what the
// second person rated, and what came of it.
func (d *Desk) accessModeration(c continuum.ModerationCase) printout.Entry {
	e := entry(dated("Moderation of a "+d.terms.Said("level", false), c.SecondOn), "Stood then", d.levelWords(c.First), "Rated for the second time by", c.SecondBy,
		"On", c.SecondOn.Words(), "Came to", levelOrNothing(d, c.Second), "Outcome", ModerationOutcome(c.Outcome), "Agreed", levelOrNothing(d, c.Agreed), "Why", c.Reason,
		"Settled", dated(c.By, c.On))
	for _, id := range slices.Sorted(maps.Keys(c.Ratings)) {
		e.Facts = append(e.Facts, printout.Fact{Name: "Rated: " + d.strandName(id), Value: d.levelWords(c.Ratings[id])})
	}
	return e
}

func levelOrNothing(d *Desk, id string) string {
	if id == "" {
		return ""
	}
	return d.levelWords(id)
}
