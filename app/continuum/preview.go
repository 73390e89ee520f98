package continuum

import "fmt"

// Case is one pupil as rated under a pack: the ratings and the level in use. An
// empty Level stands for the level that the old pack suggests.
type Case struct {
	ID      string
	Ratings map[string]string
	Level   string
}

// The ways that a pupil's level can go when a pack is replaced.
const (
	Up        = "up"
	Down      = "down"
	Same      = "same"
	CannotMap = "cannot_map"
)

// Move is what a new pack would suggest for one pupil. Nothing is re-rated
// without a person confirming it.
type Move struct {
	ID       string `json:"id"`
	From     string `json:"from"` // level under the old pack
	To       string `json:"to"`   // suggested or proposed level under the new one; "" where it cannot be mapped
	Way      string `json:"way"`
	Proposed bool   `json:"proposed,omitempty"` // people choose the level under the new pack: To is the one that stands for From
	Why      string `json:"why,omitempty"`      // why it cannot be mapped, or what is proposed
}

// Moves counts the ways that pupils would go, with each pupil in the order given.
type Moves struct {
	Up        int    `json:"up"`
	Down      int    `json:"down"`
	Same      int    `json:"same"`
	CannotMap int    `json:"cannot_map"`
	Proposed  int    `json:"proposed"` // how many of those that stay do so only as a proposal
	ByPupil   []Move `json:"by_pupil"`
}

// Add counts a move and puts it at the end of the list.
func (m *Moves) Add(move Move) {
	switch move.Way {
	case Up:
		m.Up++
	case Down:
		m.Down++
	case Same:
		m.Same++
	default:
		m.CannotMap++
	}
	if move.Proposed {
		m.Proposed++
	}
	m.ByPupil = append(m.ByPupil, move)
}

// Preview says what replacing one pack by another would suggest for each case.
// Ratings and levels go over by the new pack's crosswalk; what the crosswalk does
// not name keeps its id. Where the new pack leaves the overall level to people, the level
// that stands for the old one is proposed.
func Preview(from, to *Pack, cases []Case) Moves {
	moves := Moves{ByPupil: []Move{}}
	walk, _ := to.crosswalkFrom(from)
	for _, c := range cases {
		moves.Add(move(from, to, walk, c))
	}
	return moves
}

func move(from, to *Pack, walk CrosswalkMap, c Case) Move {
	m := Move{ID: c.ID, From: c.Level, Way: CannotMap}
	if m.From == "" {
		before, err := Suggest(from, c.Ratings)
		if err != nil {
			m.Why = err.Error()
			return m
		}
		m.From = before.Suggested
	}
	if m.From == "" {
		m.Why = "There is no level to compare with."
		return m
	}
	then := renamed(walk.Levels, m.From)
	if to.step(then) < 0 {
		m.Why = fmt.Sprintf("The new continuum has no level that stands for %s.", from.levelWords(m.From))
		return m
	}
	ratings, err := walk.ratings(from, to, c.Ratings)
	if err != nil {
		m.Why = err.Error()
		return m
	}
	after, err := Suggest(to, ratings)
	if err != nil {
		m.Why = err.Error()
		return m
	}
	if after.Suggested == "" && after.Highest != "" && to.Rules.OverallLevel.Method == manual {
		m.To, m.Way, m.Proposed = then, Same, true
		m.Why = fmt.Sprintf("You choose: no rule of the new continuum gives this. Its crosswalk proposes %s for %s.", to.levelWords(then), from.levelWords(m.From))
		return m
	}
	if after.Suggested == "" {
		m.Why = "The new continuum suggests no level from these ratings."
		return m
	}
	m.To, m.Way = after.Suggested, Same
	switch steps := to.Compare(m.To, then); {
	case steps > 0:
		m.Way = Up
	case steps < 0:
		m.Way = Down
	}
	return m
}
