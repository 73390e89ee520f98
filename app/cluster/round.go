package cluster

import (
	"fmt"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/cluster/papers"
)

// roundAgreement is the part of chart 3 that a round of moderation brings: how often each
// school gave the same level as the others, area by area, and which strands split people.
func (m *maker) roundAgreement(c *Chart) {
	r := *m.about.Round
	c.Sentence = fmt.Sprintf("In the round “%s” two schools gave the same case the same %s in %d%%, and the same or the next one in %d%%.", r.Title, m.about.term("level"), r.Whole.Exact, r.Whole.WithinOne)
	if len(r.Strands) > 0 && r.Strands[0].Apart > 0 {
		c.Sentence += fmt.Sprintf(" “%s” splits people most.", r.Strands[0].Name)
	}
	c.Schools, c.From, c.To = r.Schools, r.Closed, r.Closed
	heat := chart.Chart{Kind: chart.Heat, By: "School", Unit: "Per cent the same as the others"}
	for _, member := range r.Members {
		heat.Labels = append(heat.Labels, roundSchool(member))
	}
	for i, area := range r.Areas[:min(len(r.Areas), chart.MostHeat)] {
		s := chart.Series{Name: area.Name}
		for _, member := range r.Members {
			v := chart.Value{N: float64(member.Areas[i]), Words: fmt.Sprintf("%d%%", member.Areas[i])}
			if member.Areas[i] < 0 {
				v = chart.Value{Gap: true, Words: "too few"}
			}
			s.Values = append(s.Values, v)
		}
		heat.Series = append(heat.Series, s)
	}
	if len(heat.Series) > 0 {
		c.Pictures = append(c.Pictures, Picture{Title: "How often a school gave the same " + m.about.term("level") + " as the others, by area of need", Alt: c.Sentence, Chart: heat})
		c.Tables = append(c.Tables, c.Pictures[len(c.Pictures)-1].table())
	}
	whole := Table{Caption: "Agreement between schools in the round, by area of need and " + m.about.term("strand"),
		Columns: columns("What was rated", "Pairs of schools", "Same", "Same or next", "Weighted kappa", "Apart on average")}
	whole.Rows = append(whole.Rows, agreeRow("The "+m.about.term("level")+" of a case", r.Whole, "–"))
	for _, a := range r.Areas {
		whole.Rows = append(whole.Rows, agreeRow(a.Name+", all", a.Agree, "–"))
	}
	for _, s := range r.Strands {
		whole.Rows = append(whole.Rows, agreeRow(s.Name, s.Agree, fmt.Sprintf("%.1f", float64(s.Apart)/100)))
	}
	c.Tables = append(c.Tables, whole)
	c.Notes = append(c.Notes, fmt.Sprintf("From %s and %s, each alone. Each two schools count once for a case, however many people rated it there. A share needs %d pairs.", SchoolsWords(r.Schools), count(r.Raters, "person", "people"), fewestPairs),
		"Kappa is weighted by the square of the distance; its interval is for the same cases scored by other schools like these.")
	for _, n := range r.Notes {
		c.Notes = append(c.Notes, "Noted on "+n.On.Words()+": "+strings.TrimSpace(n.Words))
	}
}

// fewestPairs is of how many pairs of schools a share is given.
const fewestPairs = 10

// roundSchool names a school of a round by its code there, which is not that of the
// schools' own moderation, or by its name where the panel chose names.
func roundSchool(m papers.RoundMember) string {
	if m.Name != "" {
		return m.Name
	}
	return "Round school " + m.Code
}

func agreeRow(name string, a papers.Agree, apart string) []Cell {
	if a.N < fewestPairs {
		return []Cell{words(name), words(fmt.Sprint(a.N)), fewCell("too few"), fewCell("too few"), fewCell("too few"), fewCell("too few")}
	}
	kappa := fewCell("not known")
	if a.Known {
		kappa = Cell{Text: hundredths(a.Kappa), Sub: hundredths(a.Low) + " to " + hundredths(a.High)}
	}
	return []Cell{words(name), words(fmt.Sprint(a.N)), words(fmt.Sprintf("%d%%", a.Exact)), words(fmt.Sprintf("%d%%", a.WithinOne)), kappa, words(apart)}
}

func hundredths(n int) string {
	return strings.Replace(fmt.Sprintf("%.2f", float64(n)/100), "-", "\u2212", 1)
}
