package continuum

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Suggestion is what the pack's rules make of a pupil's ratings. Level ids are
// "" where there is none; JSON writes these as null.
type Suggestion struct {
	Areas     map[string]string // area id to level; "" for an area not rated, which is not the same as no need
	Highest   string            // the highest area level
	Suggested string            // the overall level; "" where nothing is rated or the continuum leaves it to people
	Raised    bool              // by the co-occurring needs rule
	MainArea  string            // "" where areas tie or nobody sees a need
	Tied      []string          // areas among which the SENCO chooses the main one
	Route     string            // key of the funding route
	Band      string            // key of the tariff band
	BandName  string            // its name; "" for a band that nobody has published
	Codes     []string          // DfE need codes to consider
	Prompts   []string          // ids in the pack's order; PromptText has the words
	Points    int               // all areas' points, for a continuum that counts them
	Confirmed string            // the level a person confirmed; Suggest leaves it ""

	pack *Pack   // the pack that suggests, and
	read reading // what it read, to explain the suggestion by
}

// Explanation says in words how the ratings led to the suggestion, one sentence a line.
// It is made when it is asked for: most suggestions are only counted.
func (s Suggestion) Explanation() string {
	if s.pack == nil {
		return ""
	}
	return strings.Join(s.pack.explain(s.read, s).Lines(), "\n")
}

// RatingError says which rating cannot be read.
type RatingError struct{ Strand, Level, Reason string }

func (e *RatingError) Error() string { return e.Reason }

// Suggest applies the pack's rules to ratings: strand id (or area id, where the
// area is rated as a whole) to level id. A rating of "" counts as not rated. It
// returns a *RatingError for a strand or level that the pack does not have.
func Suggest(p *Pack, ratings map[string]string) (Suggestion, error) {
	r, err := p.read(ratings)
	if err != nil {
		return Suggestion{}, err
	}
	s := Suggestion{Areas: make(map[string]string, len(p.Areas)), Points: r.points, Codes: r.codes, Tied: []string{}, pack: p, read: r}
	for i := range p.Areas {
		s.Areas[p.Areas[i].ID] = cmp.Or(r.areas[i].raisedTo, r.areas[i].level)
	}
	s.Highest = p.highest(s.Areas)
	if len(r.ratings) > 0 {
		s.Suggested = overallMethods[p.Rules.OverallLevel.Method](p, s.Highest, r.points)
	}
	top := p.areasAtLeast(s.Areas, s.Highest)
	if raised, ok := p.coOccurring(s.Highest, len(top)); ok {
		s.Suggested, s.Raised = raised, true
	}
	if step := p.step(s.Highest); step >= 0 && p.Levels[step].Rank > 0 {
		if len(top) == 1 {
			s.MainArea = top[0]
		} else {
			s.Tied = top
		}
	}
	s.Prompts = append(r.prompts, p.profilePrompts(r.ratings, s.Highest, len(top))...)
	s.Band = p.Tariff.bandFor(s.Suggested, r.points, func(level string) int { return len(p.areasAtLeast(s.Areas, level)) })
	if band, ok := p.Tariff.Band(s.Band); ok && p.Tariff.Issued(s.Band) {
		s.BandName = band.Name
	}
	s.Route = p.routeOf(s.Suggested)
	return s, nil
}

// reading is what the ratings say, area by area, once combinations are applied.
type reading struct {
	ratings map[string]string
	areas   []areaReading // in the pack's order
	points  int
	codes   []string
	prompts []string
}

func (p *Pack) read(given map[string]string) (reading, error) {
	r := reading{ratings: make(map[string]string, len(given)), areas: make([]areaReading, len(p.Areas)), codes: []string{}, prompts: []string{}}
	for id, level := range given {
		if !p.Rateable(id) || level != "" && p.step(level) < 0 {
			return r, p.ratingError(given)
		}
		if level != "" {
			r.ratings[id] = level
		}
	}
	for i := range p.Areas {
		r.areas[i] = areaMethods[p.Rules.AreaLevel.Method](p, &p.Areas[i], r.ratings)
		r.points += r.areas[i].points
	}
	for i := range p.Rules.Combinations {
		if c := &p.Rules.Combinations[i]; c.holds(p, r.ratings) {
			p.apply(c, &r)
		}
	}
	return r, nil
}

// ratingError says of the first rating that cannot be read, by its id, why it cannot.
func (p *Pack) ratingError(given map[string]string) error {
	for _, id := range slices.Sorted(maps.Keys(given)) {
		switch level := given[id]; {
		case !p.Rateable(id):
			return &RatingError{id, level, fmt.Sprintf("This continuum has no strand “%s”. Check its name and rate again.", id)}
		case level != "" && p.step(level) < 0:
			return &RatingError{id, level, fmt.Sprintf("This continuum has no level “%s” for “%s”. Its levels are %s.", level, id, joined(p.levelIDs()))}
		}
	}
	return nil
}

// routeOf is the funding route of a level, "" where it has none.
func (p *Pack) routeOf(level string) string {
	if step := p.step(level); step >= 0 {
		return p.Levels[step].Route
	}
	return ""
}

func (p *Pack) levelIDs() []string {
	ids := make([]string, len(p.Levels))
	for i, l := range p.Levels {
		ids[i] = l.ID
	}
	return ids
}

// highest returns the highest level of any area, "" where no area is rated.
func (p *Pack) highest(areas map[string]string) string {
	top := ""
	for _, level := range areas {
		if p.Compare(level, top) > 0 {
			top = level
		}
	}
	return top
}

// areasAtLeast lists, in the pack's order, the areas at a level or above it; none
// for the level "".
func (p *Pack) areasAtLeast(areas map[string]string, level string) []string {
	at := []string{}
	for i := range p.Areas {
		if id := p.Areas[i].ID; level != "" && p.Compare(areas[id], level) >= 0 {
			at = append(at, id)
		}
	}
	return at
}

// coOccurring gives the raised level where enough areas are all at the highest
// level. The cap never lowers a level.
func (p *Pack) coOccurring(highest string, atHighest int) (string, bool) {
	c := p.Rules.CoOccurring
	if !c.Enabled || atHighest < c.MinAreas || !slices.Contains(c.In, highest) {
		return "", false
	}
	to := min(p.step(highest)+c.RaiseBy, p.step(c.Cap))
	if to <= p.step(highest) {
		return "", false
	}
	return p.Levels[to].ID, true
}
