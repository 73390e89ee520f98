package settings

import (
	"fmt"

	"needsbook/app/continuum"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// moveWays are the ways that a pupil's level can go, with their words.
var moveWays = []struct{ way, words string }{{continuum.Up, "Up"}, {continuum.Down, "Down"}, {continuum.CannotMap, "Cannot be mapped"}, {continuum.Same, "Stays"}}

// allWhoMove chooses everybody but those who stay.
const allWhoMove = "all"

// moveList is who would move, filtered by the way.
type moveList struct {
	moves continuum.Moves
	way   string // allWhoMove, or one of moveWays
	ways  *parts.Choice
	grid  *parts.Grid
	shown []continuum.Move
}

func (s *Screen) newMoveList(moves continuum.Moves) *moveList {
	l := &moveList{moves: moves, way: allWhoMove}
	counts := map[string]int{continuum.Up: moves.Up, continuum.Down: moves.Down, continuum.Same: moves.Same, continuum.CannotMap: moves.CannotMap}
	options := []parts.Option{{Value: allWhoMove, Words: fmt.Sprintf("All who would not stay (%d)", moves.Up+moves.Down+moves.CannotMap)}}
	for _, w := range moveWays {
		options = append(options, parts.Option{Value: w.way, Words: fmt.Sprintf("%s (%d)", w.words, counts[w.way])})
	}
	l.ways = parts.NewChoice(options, func(way string) {
		l.way = way
		l.filter()
		l.grid.Reload()
	})
	l.ways.SetChosen(allWhoMove)
	l.grid = parts.NewGrid([]parts.GridColumn{{Title: "Name", Strong: true, Grows: true}, {Title: "Now"}, {Title: "Then"}, {Title: "Way"}, {Title: "Why", Grows: true}},
		func() int { return len(l.shown) }, func(row, col int) string {
			m := l.shown[row]
			switch col {
			case 0:
				if e, err := s.n.Desk.Entry(m.ID); err == nil {
					return wording.ListName(e, s.n.Shell.NamesHidden())
				}
				return ""
			case 1:
				return m.From
			case 2:
				return m.To
			case 3:
				return wayWords(m.Way)
			}
			return m.Why
		})
	l.grid.Style = func(row, col int) parts.CellStyle {
		if col == 3 && l.shown[row].Way == continuum.CannotMap {
			return parts.CellStyle{State: parts.Soon}
		}
		return parts.CellStyle{}
	}
	l.grid.Empty = "Nobody."
	l.filter()
	return l
}

// filter takes those who go the chosen way.
func (l *moveList) filter() {
	l.shown = nil
	for _, m := range l.moves.ByPupil {
		if m.Way == l.way || l.way == allWhoMove && m.Way != continuum.Same {
			l.shown = append(l.shown, m)
		}
	}
}

// words say how many pupils a pack would move.
func (l *moveList) words() string {
	m := l.moves
	words := fmt.Sprintf("By the ratings that stand: %d up, %d down, %d the same.", m.Up, m.Down, m.Same)
	if m.CannotMap > 0 {
		words += fmt.Sprintf(" %d cannot be mapped; their ratings are kept.", m.CannotMap)
	}
	if m.Proposed > 0 {
		words += fmt.Sprintf(" No rule of this one gives any: for %d who stay you choose, and its crosswalk proposes which.", m.Proposed)
	}
	return words + " Nobody is moved until you confirm, and what was confirmed keeps its meaning."
}

func wayWords(way string) string {
	for _, w := range moveWays {
		if w.way == way {
			return w.words
		}
	}
	return way
}
