package cluster

import (
	"fmt"
	"math"
	"strings"

	"needsbook/app/chart"
)

// track is one picture of the trend: lines that keep their meaning as long as their kind
// of pack stays the same.
type track struct {
	title, unit, list string
	lines             []trackLine
}

type trackLine struct {
	words string
	at    func(u unit, l lens) (n float64, text Cell, ok bool)
}

// trend is chart 10: whether it gets better, term by term. A line is never joined across
// a change of the packs that give its figures their meaning.
func (m *maker) trend(c *Chart) {
	if len(m.terms) < 2 {
		c.Sentence = "One term has been sent. A trend needs two."
		return
	}
	for _, t := range m.tracks() {
		p, table, breaks := m.drawTrack(t)
		if p.Title != "" {
			c.Pictures = append(c.Pictures, p)
		}
		c.Tables = append(c.Tables, table)
		c.Breaks = append(c.Breaks, breaks...)
	}
	first, last := m.terms[0], m.terms[len(m.terms)-1]
	c.Sentence = m.trendSentence(first, last)
	c.From = first.whole.tally.From
	c.Notes = append(c.Notes, "Figures change slowly on purpose: a school’s number moves only when five children or more have come or gone.")
	for _, t := range m.terms {
		if t.whole.tally.Schools != last.whole.tally.Schools {
			c.Notes = append(c.Notes, "Not every term has the same number of schools, so numbers of pupils and of requests cannot be compared as they stand; shares can.")
			break
		}
	}
}

func (m *maker) tracks() []track {
	share := func(f FigureID) func(unit, lens) (float64, Cell, bool) {
		return func(u unit, l lens) (float64, Cell, bool) {
			part, all := u.figure(l, f), u.figure(l, withTables)
			if part.State != Shown || all.State != Shown || all.estimate < enough {
				return 0, fewCell("too few schools"), false
			}
			return math.Round(100 * min(1, part.estimate/all.estimate)), shareCell(part, all), true
		}
	}
	// What is counted in few places at once is drawn by what is certain.
	sum := func(of func(t Tally, l lens) []FigureID) func(unit, lens) (float64, Cell, bool) {
		return func(u unit, l lens) (float64, Cell, bool) {
			f := u.together(l, of(u.tally, l)...)
			if f.State != Shown {
				return 0, cell(f, u.tally.Schools), false
			}
			return float64(f.Least), cell(f, u.tally.Schools), true
		}
	}
	areas := track{title: "Share of pupils with SEN by area of need", unit: "Per cent of pupils with SEN", list: needList}
	for _, a := range areaWords[:4] {
		areas.lines = append(areas.lines, trackLine{a.words, share(FigureID{"T03", a.code, allOf})})
	}
	top := track{title: m.about.fill("Share of pupils with SEN at the highest {levels}"), unit: "Per cent of pupils with SEN", list: continuumList,
		lines: []trackLine{{upperFirst(m.about.fill("highest {levels}")), func(u unit, l lens) (float64, Cell, bool) {
			part, all := u.together(l, topLevels(u.tally, l)...), u.together(l, allLevels(u.tally, l)...)
			if part.State != Shown || all.State != Shown || all.estimate < enough {
				return 0, fewCell("too few schools"), false
			}
			return math.Round(100 * min(1, part.estimate/all.estimate)), shareCell(part, all), true
		}}}}
	all := func(col string) func(t Tally, l lens) []FigureID {
		return func(t Tally, l lens) (out []FigureID) {
			for f := range t.Sums[l[serviceList]] {
				if f.Table == "T09" && f.Col == col {
					out = append(out, f)
				}
			}
			return out
		}
	}
	wanted := track{title: "Pupils who asked for a service, wait for one or were refused", unit: "Pupils and services, at least", list: serviceList,
		lines: []trackLine{{"Waiting", sum(all("WAIT"))}, {"Asked, no answer", sum(all("ASKED"))}, {"Refused", sum(all("REFUSED"))}}}
	one := func(row string) func(t Tally, l lens) []FigureID {
		return func(Tally, lens) []FigureID { return []FigureID{{"T10", row, "CASES"}} }
	}
	money := track{title: "Requests for funding", unit: "Requests, at least",
		lines: []trackLine{{"Agreed in full", sum(one("AGREED"))}, {"Agreed in part", sum(one("PART"))}, {"Declined", sum(one("DECLINED"))}}}
	return []track{areas, top, wanted, money}
}

// drawTrack draws one picture, none where no figure can be shown, with its table, and
// says where it breaks.
func (m *maker) drawTrack(t track) (Picture, Table, []string) {
	c := chart.Chart{Kind: chart.Lines, By: "Term", Unit: t.unit}
	table := Table{Caption: t.title + ", term by term", Columns: columns("Term")}
	var breaks []string
	for _, l := range t.lines {
		c.Series = append(c.Series, chart.Series{Name: l.words})
		table.Columns = append(table.Columns, Column{Words: l.words, Number: true})
	}
	table.Columns = append(table.Columns, Column{Words: "Schools", Number: true})
	drawn := 0
	for i, term := range m.terms {
		c.Labels = append(c.Labels, shortTerm(term.series))
		row := []Cell{words(TermWords(term.series))}
		if i > 0 && t.list != "" && term.lens[t.list] != m.terms[i-1].lens[t.list] {
			c.Breaks = append(c.Breaks, i)
			breaks = append(breaks, fmt.Sprintf("%s: the %s changed before the %s, so figures before and after do not mean the same.", t.title, listWords(m, t.list), TermWords(term.series)))
			row[0].Sub = "new meaning"
		}
		for k, l := range t.lines {
			n, text, ok := l.at(term.whole, term.lens)
			v := chart.Value{Gap: true, Words: text.Text}
			if ok {
				v = chart.Value{N: n, Words: text.Text}
				drawn++
			}
			c.Series[k].Values = append(c.Series[k].Values, v)
			row = append(row, text)
		}
		table.Rows = append(table.Rows, append(row, words(fmt.Sprint(term.whole.tally.Schools))))
	}
	if drawn == 0 {
		return Picture{}, table, breaks
	}
	alt := fmt.Sprintf("%s over %d terms; the figures stand in the table.", t.title, len(m.terms))
	return Picture{Title: t.title, Alt: alt, Chart: c}, table, breaks
}

// trendSentence says whether the register has grown, where that is certain and
// the same number of schools sent.
func (m *maker) trendSentence(first, last termOf) string {
	a, b := first.whole.figure(first.lens, allPupils), last.whole.figure(last.lens, allPupils)
	span := fmt.Sprintf("from the %s to the %s", TermWords(first.series), TermWords(last.series))
	switch {
	case a.State != Shown || b.State != Shown:
		return "Too few schools sent in one of the terms for a trend of all together."
	case first.whole.tally.Schools != last.whole.tally.Schools:
		return fmt.Sprintf("The number of schools that sent changed %s, so numbers of pupils cannot be compared.", span)
	case b.Least > a.Most:
		return fmt.Sprintf("The number of pupils with SEN rose %s: %s, then %s.", span, inWords(a), inWords(b))
	case b.Most < a.Least:
		return fmt.Sprintf("The number of pupils with SEN fell %s: %s, then %s.", span, inWords(a), inWords(b))
	}
	return fmt.Sprintf("No change in the number of pupils with SEN can be told %s: %s, then %s.", span, inWords(a), inWords(b))
}

func listWords(m *maker, list string) string {
	return map[string]string{continuumList: m.about.term("continuum"), needList: "codes of need", serviceList: "list of services"}[list]
}

// shortTerm writes a term for the foot of a chart: autumn 2026.
func shortTerm(series string) string {
	year, name, ok := strings.Cut(series, "/")
	if !ok || len(year) != 7 {
		return series
	}
	if name == "autumn" {
		return name + " " + year[:4]
	}
	return name + " " + year[:2] + year[5:]
}
