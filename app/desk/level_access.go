package desk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/printout"
)

// accessLevel is a level in the copy of everything held: all that was stored with it, in
// the words of the continuum that it was made with.
func (d *Desk) accessLevel(l LevelDecision) printout.Entry {
	name := func(level string) string { return d.nameIn(l.Pack, l.Version, level) }
	e := entry(dated(name(l.Level), l.On), "Thought before the suggestion was seen", name(l.Blind), "Suggested", name(l.Suggested), "Confirmed", name(l.Level), "Why", l.Reason,
		capital(d.terms.Say("{continuum}")), l.Pack+" "+l.Version, "Decided by", l.By, "Second person", l.Second, "Rated together by", strings.Join(l.Adults, "; "), "Look again by", l.Recheck.Words())
	add := func(name, value string) {
		e.Facts = append(e.Facts, printout.Fact{Name: name, Value: value})
	}
	p, here, err := d.ContinuumOf(context.Background(), l.Pack, l.Version)
	if err != nil || !here {
		p = d.continuum // its ids may still be known
	}
	for _, id := range slices.Sorted(maps.Keys(l.Ratings)) {
		words := name(l.Ratings[id])
		if slices.Contains(l.Supported, id) {
			words += ", held up by support"
		}
		add("Rated: "+p.RatedName(id), words)
	}
	ticks := continuum.SortTicks(p, l.Ticks)
	for _, part := range p.Parts() {
		for _, t := range ticks.Of[part.ID] {
			add("Ticked: "+part.Name+", "+t.Level, t.Text)
		}
	}
	for _, id := range ticks.Lost {
		add("Ticked", id)
	}
	return e
}
