package cluster

import (
	"fmt"
	"strconv"

	"needsbook/app/summary"
)

// serviceLines are the services that any summary of the board's list has, with their
// names where the hub knows the list.
func (m *maker) serviceLines() []line {
	var out []line
	sums := m.whole.tally.Sums[m.lens[serviceList]]
	for place := range 40 {
		code := summary.ServiceCode(place)
		if _, ok := sums[FigureID{"T09", code, "ASKED"}]; !ok {
			if _, ok := sums[FigureID{"T09", code, "WAIT"}]; !ok {
				continue
			}
		}
		name := "Service " + strconv.Itoa(place+1)
		if place < len(m.about.ServiceNames) && m.about.ServiceNames[place] != "" {
			name = m.about.ServiceNames[place]
		}
		out = append(out, line{name, FigureID{"T09", code, ""}})
	}
	return out
}

// services is chart 5: what support the schools ask for and cannot get.
func (m *maker) services(c *Chart) {
	u, lines := m.one(), m.serviceLines()
	if len(lines) == 0 {
		c.Sentence = "No school has sent figures about services yet."
		return
	}
	t := Table{Caption: "Services that schools ask for: " + m.inside(u),
		Columns: []Column{{Words: "Service"}, {Words: "Asked, no answer", Number: true}, {Words: "Waiting", Number: true}, {Words: "Refused", Number: true},
			{Words: "Sessions wanted a term", Number: true}, {Words: "Wait"}, {Words: "Schools’ priority"}}}
	bars, most, longest := sureBars("Service", "Pupils who asked, wait or were refused"), 0, ""
	for _, l := range lines {
		of := func(col string) FigureID { return FigureID{"T09", l.id.Row, col} }
		row := []Cell{words(l.words)}
		for _, col := range []string{"ASKED", "WAIT", "REFUSED"} {
			row = append(row, cell(u.figure(m.lens, of(col)), u.tally.Schools))
		}
		row = append(row, sumCell(u.amount(m.lens, of("SESSIONS")), strconv.Itoa, u.tally.Schools), m.bandCell(u, of("WEEKS"), weekBands), m.priorityCell(u, of("PRIORITY")))
		t.Rows = append(t.Rows, row)
		bars.add(l.words, u.together(m.lens, of("ASKED"), of("WAIT"), of("REFUSED")))
		if f := u.figure(m.lens, of("WAIT")); f.State == Shown && f.Least > most {
			most, longest = f.Least, l.words
		} else if f.State == Shown && f.Least == most {
			longest = "" // two are certain to as many
		}
	}
	c.Tables = append(c.Tables, t)
	c.Sentence = fmt.Sprintf("What %s asked for and still wait for stands below, service by service.", SchoolsWords(c.Schools))
	if u.own != nil {
		c.basedOn(u)
		c.Sentence = "What this school asked for and still waits for stands below, service by service; fewer than five pupils are shown as low."
	}
	if longest != "" {
		c.Sentence = fmt.Sprintf("At least %d pupils wait for %s, more than are certain to wait for any other service.", most, lowerFirst(longest))
	}
	bars.addTo(c, "Pupils who asked for a service, wait for one or were refused", c.Sentence)
	c.Notes = append(c.Notes, "A pupil can wait for more than one service.")
	if u.own == nil {
		c.Notes = m.leftOut(append(c.Notes, "Where most schools have fewer than five, only a range can be given."))
	}
}

// priorityCell says how many schools put a service first, or where the school itself put it.
func (m *maker) priorityCell(u unit, f FigureID) Cell {
	by, all := u.bands(m.lens, f, choiceBands)
	switch {
	case all == 0:
		return noCell
	case u.own != nil:
		for i, n := range by {
			if n > 0 {
				return words([]string{"first", "second", "third"}[i])
			}
		}
		return noCell
	case all < fewest:
		return fewCell("too few schools")
	}
	return Cell{Text: fmt.Sprintf("first for %d of %d", by[0], all)}
}
