package desk

import (
	"encoding/json"
	"fmt"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/register"
	"needsbook/assets"
)

// demoLevels is what the recipe says of levels: the edition of the continuum before this
// one, when levels were looked at, and the words of decisions.
type demoLevels struct {
	EditionBefore struct {
		Version, Title string
		Kept           day.Date
	} `json:"edition_before"`
	LevelTurns []demoTurn        `json:"level_turns"`
	LevelWords map[string]string `json:"level_words"` // same, rose, fell
	Teachers   []string          // who rate with the SENCO
	Overrides  []struct {
		Pupil                 int // place among those with SEN
		Level, Reason, Second string
	} `json:"level_overrides"`
	Recheck struct {
		Pupil int
		On    day.Date
	}
}

// demoTurn is a time at which levels were looked at: by the edition before or by this one,
// for every so many pupils.
type demoTurn struct {
	On     day.Date
	Before bool
	Every  int
	Not    int // of those, the remainder that was left out
	Moved  bool
}

// demoRated is a pupil with SEN and the levels that were decided, the oldest first.
type demoRated struct {
	pupil  register.Pupil
	need   *demoNeed
	levels []LevelDecision
}

// onDay is the level that stood on a day.
func (r demoRated) onDay(on day.Date) (last LevelDecision) {
	for _, l := range r.levels {
		if !l.On.After(on) {
			last = l
		}
	}
	return last
}

// ratings rates the strands of a need so that the highest is at a level.
func (n *demoNeed) ratings(top int) map[string]string {
	out := map[string]string{}
	for i, strand := range n.Strands {
		out[strand] = fmt.Sprintf("L%d", max(1, top-i))
	}
	return out
}

// level gives a pupil the levels of the years before and the one that stands: what the
// rules suggest, but for the few that the recipe changes.
func (b *demoBuilder) level(p register.Pupil, n *demoNeed, nth int, plan bool) error {
	top := 1 + (nth*5+2)%3 // L1 to L3
	if plan {
		top = 4
	}
	if nth == 0 {
		top = 3
	}
	step := 0 // by how much it moved since the years before
	switch {
	case nth%4 == 0 && top > 1:
		step = -1
	case nth%5 == 2 && top < 4:
		step = 1
	}
	rated := demoRated{pupil: p, need: n}
	for _, turn := range b.recipe.LevelTurns {
		on := turn.On.AddDays(nth % 17)
		if on.Before(p.Entered) || nth%turn.Every == turn.Not {
			continue
		}
		then := top + step
		if turn.Moved && nth%8 != 0 {
			then = top
		}
		l, err := b.decided(p, n.ratings(then), on, nth)
		if err != nil {
			return err
		}
		if turn.Before {
			l.Version = b.recipe.EditionBefore.Version
		}
		if len(rated.levels) > 0 {
			l.Reason = b.levelReason(rated.levels[len(rated.levels)-1].Level, l.Level)
		}
		rated.levels = append(rated.levels, l)
	}
	now, err := b.decided(p, n.ratings(top), day.Of(2026, 9, 3).AddDays(nth%40), nth)
	if err != nil {
		return err
	}
	b.asItStands(&now, n, nth)
	rated.levels = append(rated.levels, now)
	for _, l := range rated.levels {
		b.put(kindLevel, l.ID, p.ID, l)
	}
	b.filled.Levels++
	b.rated[nth] = rated
	return nil
}

// decided is a decision that confirms what ratings come to.
func (b *demoBuilder) decided(p register.Pupil, ratings map[string]string, on day.Date, nth int) (LevelDecision, error) {
	s, err := continuum.Suggest(b.desk.continuum, ratings)
	return LevelDecision{ID: b.id(), Pupil: p.ID, On: on, Pack: b.desk.continuum.ID, Version: b.desk.continuum.Version, Ratings: ratings,
		Suggested: s.Suggested, Level: s.Suggested, MainArea: s.MainArea, By: "SENCO", Reason: b.recipe.LevelWords["same"],
		Ticks: []string{}, Supported: []string{}, Adults: []string{b.recipe.School.Senco, b.recipe.Teachers[nth%len(b.recipe.Teachers)]}}, err
}

// levelReason says in a sentence why a level is what it is after the one before.
func (b *demoBuilder) levelReason(before, now string) string {
	return b.recipe.LevelWords[map[int]string{-1: "fell", 0: "same", 1: "rose"}[strings.Compare(now, before)]]
}

// asItStands adds to the latest decision what was ticked, what is held up by support, the
// day to look again, and where the level is not the suggested one.
func (b *demoBuilder) asItStands(l *LevelDecision, n *demoNeed, nth int) {
	for i, strand := range n.Strands {
		s, _, _ := b.desk.continuum.Strand(strand)
		for k, statement := range s.Descriptors[l.Ratings[strand]] {
			if k == 0 || (nth+i)%2 == 0 {
				l.Ticks = append(l.Ticks, statement.ID)
			}
		}
	}
	if nth%6 == 2 {
		l.Supported = append(l.Supported, n.Strands[0])
	}
	if nth%5 == 1 {
		l.Blind = l.Suggested
	}
	l.Recheck = b.desk.LevelAgain(l.On)
	if nth == b.recipe.Recheck.Pupil {
		l.Recheck = b.recipe.Recheck.On
	}
	for _, o := range b.recipe.Overrides {
		if o.Pupil == nth {
			l.Level, l.Reason, l.Second = o.Level, o.Reason, o.Second
		}
	}
}

// editionBefore keeps the edition of the continuum that the oldest levels were made with:
// this one under an earlier name.
func (b *demoBuilder) editionBefore() {
	of, now := b.recipe.EditionBefore, b.desk.continuum
	body := string(assets.Pack("continuum.json"))
	for was, becomes := range map[string]string{now.Version: of.Version, now.Title: of.Title} {
		body = strings.Replace(body, `"`+was+`"`, `"`+becomes+`"`, 1)
	}
	e := edition{ID: editionID(now.ID, of.Version), Format: formatContinuum, Title: of.Title, Digest: exchange.CodeListID([]byte(body)), Body: json.RawMessage(body), Kept: of.Kept}
	b.put(kindEdition, e.ID, "", e)
}
