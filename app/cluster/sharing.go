package cluster

import "fmt"

// sharing is chart 8: needs that two schools or more have alike, so that support could be
// shared. Numbers of pupils are given in bands only.
func (m *maker) sharing(c *Chart) {
	t := Table{Caption: m.about.fill("Needs that two schools or more have alike, by {level}"),
		Columns: []Column{{Words: "Need"}, {Words: m.about.fill("{level}")}, {Words: "Schools with five or more", Number: true}, {Words: "Pupils in them", Number: true}}}
	t.Columns[1].Words = upperFirst(t.Columns[1].Words)
	named := !m.wide && m.about.Level != AtSchool
	if named {
		t.Columns = append(t.Columns, Column{Words: "Which schools"})
	}
	var rows []line
	for _, a := range areaWords[:4] {
		rows = append(rows, line{a.words, FigureID{"T03", a.code, ""}})
	}
	for _, p := range planned["T01"].Cols {
		rows = append(rows, line{"Any need, " + lowerFirst(p.Words), FigureID{"T04", p.Code, ""}})
	}
	for _, r := range rows {
		for _, l := range m.levelLines() {
			if l.id.Col == "NR" || l.id.Col == "L0" {
				continue // nothing to share
			}
			f := FigureID{r.id.Table, r.id.Row, l.id.Col}
			in := shared(f.Table, f.Row, f.Col)
			n := m.whole.tally.Sums[m.lens[continuumList]][in].N
			if n < 2 {
				continue
			}
			row := []Cell{words(r.words), words(l.words), words(fmt.Sprint(n)), words(pupilBand(n, m.whole.figure(m.lens, f)))}
			if named {
				row = append(row, words(join(m.havingFive(in))))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	c.Sentence = fmt.Sprintf("%s found with five pupils or more in two schools or more: a reason to ask each other about sharing support.",
		count(len(t.Rows), "combination of need and level is", "combinations of need and level are"))
	if len(t.Rows) == 0 {
		c.Sentence = "No need is found at the same level with five pupils or more in two schools, so there is nothing to suggest."
		return
	}
	c.Tables = append(c.Tables, t)
	c.Notes = m.leftOut([]string{"Each line comes from tables that every school published; children behind it are known to their own school only. Ask the SENCOs of those schools."})
}

// havingFive names the schools that have five or more of a need.
func (m *maker) havingFive(in FigureID) (names []string) {
	for _, u := range m.units {
		if u.tally.Sums[m.lens[continuumList]][in].N > 0 {
			names = append(names, u.name)
		}
	}
	return names
}

// pupilBand says in bands how many pupils at least the schools with five or more have.
// Of two schools nothing more is said: each could take its own away.
func pupilBand(schools int, all Figure) string {
	switch {
	case schools < fewest || all.State != Shown:
		return "10 or more"
	case all.estimate >= 100:
		return "100 or more"
	case all.estimate >= 50:
		return "50 to 100, about"
	case all.estimate >= 25:
		return "25 to 50, about"
	}
	return fmt.Sprintf("%d or more", 5*schools)
}
