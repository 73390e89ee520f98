package cluster

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/chart"
)

var agreed = FigureID{"T12", "AGREE", "N"}

// agreement is chart 3: whether schools agree on the same child, from moderation of
// vignettes and samples. Schools are coded unless the panel chose names.
func (m *maker) agreement(c *Chart) {
	by, all := m.whole.bands(m.lens, agreed, agreeBands)
	if r := m.about.Round; r != nil && r.Whole.N > 0 && !m.wide {
		m.roundAgreement(c)
		if all < fewest {
			return
		}
		m.ownModeration(c, by)
		return
	}
	c.Schools = all
	if all < fewest {
		c.Sentence = "Fewer than three schools have moderated ten cases or more this year, so there is nothing to show yet."
		return
	}
	high := by[len(by)-1]
	c.Sentence = fmt.Sprintf("%d of %s that moderated agreed on the %s at first sight in 80%% of cases or more.", high, SchoolsWords(all), m.about.term("level"))
	m.ownModeration(c, by)
}

// ownModeration is the part of chart 3 that comes of what schools moderated by themselves.
func (m *maker) ownModeration(c *Chart, by []int) {
	bars := chart.Chart{Kind: chart.Bars, By: "Cases agreed at first sight", Unit: "Schools", Series: []chart.Series{chart.Counts("Schools", by...)}}
	for _, v := range agreeBands {
		bars.Labels = append(bars.Labels, bandWords(agreed, v))
	}
	c.Pictures = append(c.Pictures, Picture{Title: "Schools by share of cases agreed at first sight", Alt: c.Sentence, Chart: bars})
	if !m.wide {
		c.Tables = append(c.Tables, m.agreementTable())
	} else {
		c.Tables = append(c.Tables, m.bandTable("Schools by share of cases agreed at first sight", agreed, agreeBands))
	}
	c.Notes = append(c.Notes, "Only schools with ten cases or more are counted. A low share is a reason to look at the descriptors together.")
	if !m.wide && !m.about.NameSchools {
		c.Notes = append(c.Notes, "Schools have letters here; their order says nothing. The panel can choose to see names.")
	}
}

// agreementTable has a row for each school that moderated.
func (m *maker) agreementTable() Table {
	t := Table{Caption: "Cases moderated, and agreed at first sight", Columns: columns("School", "Cases", "Agreed at first sight")}
	rows := slices.DeleteFunc(slices.Clone(m.units), func(u unit) bool { return u.figure(m.lens, FigureID{"T12", "CASES", "N"}).State == NoFigure })
	if !m.about.NameSchools && m.about.Level != AtSchool {
		slices.SortFunc(rows, func(a, b unit) int { return strings.Compare(m.shuffle(a.urn), m.shuffle(b.urn)) })
	}
	for i, u := range rows {
		name := u.name
		if !m.about.NameSchools && m.about.Level != AtSchool {
			name = "School " + letters(i)
		}
		t.Rows = append(t.Rows, []Cell{words(name), cell(u.figure(m.lens, FigureID{"T12", "CASES", "N"}), 1), m.bandCell(u, agreed, agreeBands)})
	}
	return t
}

// shuffle gives a school a place that follows from nothing that people know, and that is
// another one each term.
func (m *maker) shuffle(urn string) string {
	sum := sha256.Sum256([]byte(m.about.Series + "\n" + m.about.Ref + "\n" + urn))
	return string(sum[:])
}

// letters counts A to Z, then AA, AB.
func letters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letters(i/26-1) + letters(i%26)
}

// bandTable counts schools by band for each part and for all.
func (m *maker) bandTable(caption string, f FigureID, bands []int) Table {
	t := Table{Caption: caption}
	var heads []string
	for _, v := range bands {
		heads = append(heads, bandWords(f, v))
	}
	t.Columns = columns(m.rowWords(), heads...)
	for _, u := range m.rows() {
		row := []Cell{words(u.name)}
		by, all := u.bands(m.lens, f, bands)
		for _, n := range by {
			if all < fewest {
				row = append(row, fewCell("too few schools"))
			} else {
				row = append(row, words(strconv.Itoa(n)))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
