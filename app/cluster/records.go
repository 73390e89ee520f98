package cluster

import (
	"fmt"

	"needsbook/app/chart"
)

// records is chart 9: whether the records are alive: how complete they are, and how old
// the last summary is.
func (m *maker) records(c *Chart) {
	lines := rowsOf("T14", "SHARE")
	heat := chart.Chart{Kind: chart.Heat, By: m.rowWords(), Unit: "Per cent of pupils with SEN, lower end of the band"}
	heat.Top = 100
	heads := []string{}
	for _, l := range lines {
		heads = append(heads, l.words)
		heat.Series = append(heat.Series, chart.Series{Name: shortRecords[l.id.Row]})
	}
	t := Table{Caption: "How complete the records are", Columns: columns(m.rowWords(), append(heads, "Summary as of", "Days before the newest")...)}
	shown := false
	for _, u := range m.rows() {
		row := []Cell{words(u.name)}
		heat.Labels = append(heat.Labels, u.name)
		for i, l := range lines {
			row = append(row, m.bandCell(u, l.id, shareBands))
			v, _, ok := u.middleBand(m.lens, l.id, shareBands)
			value := chart.Value{Gap: true, Words: row[len(row)-1].Text}
			if ok {
				shown = true
				value = chart.Value{N: float64(v), Words: fmt.Sprintf("%d+", v)}
			}
			heat.Series[i].Values = append(heat.Series[i].Values, value)
		}
		asOf, age := noCell, noCell // nothing was sent
		if !u.tally.From.IsZero() {
			asOf, age = words(DaysWords(u.tally.From, u.tally.To)), words(fmt.Sprint(u.tally.From.DaysUntil(m.whole.tally.To)))
		}
		row = append(row, asOf, age)
		t.Rows = append(t.Rows, row)
	}
	c.Tables = append(c.Tables, t)
	c.Sentence = m.recordSentence()
	if shown {
		c.Pictures = append(c.Pictures, Picture{Title: "Share of records that are complete", Alt: c.Sentence, Chart: heat})
	}
	c.Notes = m.leftOut([]string{"Shares come in bands of 20 per cent. Where few records are complete, trust the other charts less."})
}

// shortRecords heads the columns of the picture, where there is little room.
var shortRecords = map[string]string{"NEED": "Need recorded", "LEVEL": "Level set", "DATE": "Review planned", "ONTIME": "Review on time", "VOICE": "Pupil’s view"}

// recordSentence says in how many schools most reviews were on time.
func (m *maker) recordSentence() string {
	onTime := FigureID{"T14", "ONTIME", "SHARE"}
	by, all := m.whole.bands(m.lens, onTime, shareBands)
	if all < fewest {
		return "Fewer than three schools have sent how complete their records are."
	}
	return fmt.Sprintf("In %d of %s, four out of five last reviews or more were on time.", by[len(by)-1], SchoolsWords(all))
}
