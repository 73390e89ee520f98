package cluster

// rowWords says what the rows of the board's tables are.
func (m *maker) rowWords() string {
	if m.wide {
		return upperFirst(m.about.term("cluster"))
	}
	return "School"
}

// rows are the units and, last, all of them together where there is more than one.
func (m *maker) rows() []unit {
	if m.whole.tally.Schools < 2 && len(m.units) == 1 {
		return m.units
	}
	return append(m.units[:len(m.units):len(m.units)], m.whole)
}

// one is what stands for the board where there is room for one only: the school itself
// on its own board, otherwise all together.
func (m *maker) one() unit {
	if m.about.Level == AtSchool && len(m.units) == 1 {
		return m.units[0]
	}
	return m.whole
}

// inside names a unit inside a sentence.
func (m *maker) inside(u unit) string {
	if u.own == nil && u.name == m.whole.name {
		return m.about.inside(m.wide)
	}
	return u.name
}

// table writes lines of figures as the columns of a table with a row for each unit.
func (m *maker) table(caption string, lines []line) Table {
	var heads []string
	for _, l := range lines {
		heads = append(heads, l.words)
	}
	t := Table{Caption: caption, Columns: columns(m.rowWords(), heads...)}
	for _, u := range m.rows() {
		row := []Cell{words(u.name)}
		for _, l := range lines {
			row = append(row, cell(u.figure(m.lens, l.id), u.tally.Schools))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// leftOut says which schools are not in the figures by need and level, and why.
func (m *maker) leftOut(notes []string) []string {
	t := m.whole.tally
	if t.OnlyTotals > 0 {
		notes = append(notes, SchoolsWords(t.OnlyTotals)+" with few pupils sent totals only.")
	}
	other := 0
	for hash, n := range t.Lists[continuumList] {
		if hash != m.lens[continuumList] {
			other += n
		}
	}
	if other > 0 {
		notes = append(notes, "Left out of the figures by level, since their levels mean something else: "+SchoolsWords(other)+".")
	}
	if t.Unreadable > 0 {
		notes = append(notes, "Sent, but not to be read here: the summaries of "+SchoolsWords(t.Unreadable)+".")
	}
	return notes
}
