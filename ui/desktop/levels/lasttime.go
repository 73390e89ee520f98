package levels

import (
	"context"
	"slices"

	"needsbook/app/continuum"
)

// lastTime is what was ticked and rated for the level that stands, as far as the
// continuum in use can say it.
type lastTime struct {
	ratings map[string]string
	ticks   []string
	held    []string
	lost    []string // what was rated or ticked then and has no place in the continuum in use, in words
}

// readLast reads the decision that stands.
func (m *model) readLast() lastTime {
	if len(m.history) == 0 {
		return lastTime{}
	}
	c := m.desk.CarryLevel(context.Background(), m.history[0])
	return lastTime{ratings: c.Ratings, ticks: c.Ticks, held: c.Supported, lost: c.Lost}
}

// before is a part's rating last time, "" for none or for one that the continuum in use
// cannot say.
func (m *model) before(part string) string { return m.last.ratings[part] }

// hasLast reports whether last time left anything for a part that differs from now.
func (m *model) hasLast(part continuum.Part) bool {
	if m.chosen[part.ID] == "" {
		delete(m.chosen, part.ID) // a rating taken away comes back
	}
	if was := m.before(part.ID); was != "" && m.ratings[part.ID] != was {
		return true
	}
	for _, t := range continuum.SortTicks(m.pack, m.last.ticks).Of[part.ID] {
		if !slices.Contains(m.ticks, t.ID) {
			return true
		}
	}
	return false
}

// anyLast reports whether last time left anything that A would take over.
func (m *model) anyLast() bool {
	for _, part := range m.parts {
		if m.untouched(part) && m.hasLast(part) {
			return true
		}
	}
	return false
}

// untouched reports whether nobody has rated or ticked anything in a part yet.
func (m *model) untouched(part continuum.Part) bool {
	return m.ratings[part.ID] == "" && m.pack.FitOf(part, m.ticks).Ticked == 0
}

// takeLast takes over a part's ticks, rating and support from last time, beside what is
// ticked now.
func (m *model) takeLast(part continuum.Part) {
	for _, t := range continuum.SortTicks(m.pack, m.last.ticks).Of[part.ID] {
		if !slices.Contains(m.ticks, t.ID) {
			m.ticks = append(m.ticks, t.ID)
		}
	}
	if m.chosen[part.ID] == "" {
		delete(m.chosen, part.ID) // a rating taken away comes back
	}
	if was := m.before(part.ID); was != "" && m.pack.FitOf(part, m.ticks).Proposed != was {
		m.chosen[part.ID] = was
	}
	if slices.Contains(m.last.held, part.ID) && !slices.Contains(m.held, part.ID) {
		m.held = append(m.held, part.ID)
	}
	m.changed()
}

// takeAllLast takes over everything from last time, save for parts that somebody has
// rated or ticked already.
func (m *model) takeAllLast() {
	for _, part := range m.parts {
		if m.untouched(part) {
			m.takeLast(part)
		}
	}
}
