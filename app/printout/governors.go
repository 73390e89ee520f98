package printout

import (
	"strconv"
	"strings"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// GovernorFacts are what the one page for governors is made of. Nothing in it names a
// pupil, and no count of pupils is exact but where Figures gives it so.
type GovernorFacts struct {
	School  string
	Say     Saying
	Author  string
	Demo    bool
	Today   day.Date
	Year    string // the school year, 2026-27
	Figures GovernorFigures
	Money   []BudgetRow
	All     BudgetRow
	Stands  string   // how the money stands, in a sentence
	Notes   []string // what belongs to the money
	Duties  []GovernorDuty
	Asks    []string // what the governing body is asked to do
}

// GovernorDuty is one thing that the law or the grant asks of the school.
type GovernorDuty struct {
	Title string
	State string // done, due or overdue, in words
	By    string // the day it is due next
}

// governorRoom is how much stands on the page: lines of a list, interventions, and whether
// the trend is drawn or told in words alone.
type governorRoom struct {
	setting paper.Setting
	drawn   bool
	lines   int
	runs    int
}

// governorRooms go from most to least.
var governorRooms = []governorRoom{
	{paper.Snug, true, 8, 4}, {paper.Tight, true, 8, 4}, {paper.Tight, true, 6, 3}, {paper.Tight, true, 5, 2}, {paper.Tight, true, 4, 1},
	{paper.Tight, false, 8, 4}, {paper.Tight, false, 6, 2}, {paper.Tight, false, 4, 1}, {paper.Tight, false, 3, 1},
}

// Governors lays out one side of A4 for the governing body. fits says whether a document
// keeps to one side: where it does not, the letters are smaller, then lists are cut and
// say so, and at last the trend is told without its picture.
func Governors(f GovernorFacts, fits func(*paper.Doc) bool) *paper.Doc {
	var d *paper.Doc
	for _, room := range governorRooms {
		if d = f.side(room); fits(d) {
			break
		}
	}
	return d
}

func (f GovernorFacts) side(room governorRoom) *paper.Doc {
	d := &paper.Doc{Title: "SEN: a page for governors", Lang: "en-GB", Org: f.School, Author: f.Author, Date: f.Today, Subject: "SEN in the school on one side, for the governing body",
		Watermark: paper.Mark(f.Demo, false), Setting: room.setting}
	add := func(blocks ...paper.Block) { d.Blocks = append(d.Blocks, blocks...) }
	trend := f.trendWords()
	add(paper.P(joined(" ", f.pupils(), trend)))
	if trend != "" && room.drawn {
		add(paper.Figure{Caption: "Pupils at the end of each term, to the nearest five, to " + f.Today.Words(), Alt: trend, Chart: f.chart()})
	}
	add(f.stands(room.runs))
	if len(f.Money) > 0 {
		add(f.money())
	}
	if notes := joined(" ", append([]string{f.Stands}, f.Notes...)...); notes != "" {
		add(paper.P(notes))
	}
	add(paper.Panels{Panels: []paper.Panel{
		{Title: "Duties of the school", Blocks: []paper.Block{paper.Bullets(cut(f.duties(), room.lines)...)}},
		{Title: "Governors are asked to", Blocks: []paper.Block{paper.Bullets(cut(f.Asks, room.lines)...)}},
	}})
	return d
}

// pupils says who there are, as the public documents do.
func (f GovernorFacts) pupils() string {
	g := f.Figures
	switch {
	case g.Total == "":
		return "The numbers of pupils with SEN are too small to print without telling of single children. Ask the school for them in confidence."
	case g.Support != "" && g.Plans != "":
		return joined(" ", prefixed(g.OnRoll, " are on roll."), f.Say.of(g.Total+" have SEN: "+g.Support+" with SEN support and "+g.Plans+" with an {ehc_plan}."))
	}
	rest := f.Say.of(prefixed(g.Support, " with SEN support.") + prefixed(g.Plans, " with an {ehc_plan}."))
	return joined(" ", prefixed(g.OnRoll, " are on roll."), g.Total+" have SEN.", capital(rest))
}

// trendWords say in a sentence what the picture shows.
func (f GovernorFacts) trendWords() string {
	words, n := "", len(f.Figures.Terms)
	if n < 2 {
		return ""
	}
	for _, row := range f.Figures.Trend {
		words = joined("; ", words, row.Name+" "+amountOf(row.Values[0])+" then, "+amountOf(row.Values[n-1])+" today")
	}
	return prefixed("Since "+f.Figures.Terms[0]+": ", sentence(words))
}

func amountOf(n *int) string {
	if n == nil {
		return zeroToFour
	}
	return "about " + strconv.Itoa(*n)
}

func (f GovernorFacts) chart() chart.Chart {
	c := chart.Chart{Kind: chart.Lines, By: "End of term", Unit: "pupils", Low: true}
	for _, name := range f.Figures.Terms {
		c.Labels = append(c.Labels, short(name))
	}
	for _, row := range f.Figures.Trend {
		s := chart.Series{Name: row.Name}
		for _, n := range row.Values {
			v := chart.Value{Gap: true, Words: zeroToFour}
			if n != nil {
				v = chart.Value{N: float64(*n)}
			}
			s.Values = append(s.Values, v)
		}
		c.Series = append(c.Series, s)
	}
	return c
}

// stands are the counts, each kind in a row. With too few pupils there are none.
func (f GovernorFacts) stands(runs int) paper.Block {
	t := paper.Table{Caption: "Pupils with SEN (“about” is to the nearest five; 0 to 4 is one figure)", Cols: []paper.Col{{Weight: 23}, {Weight: 77}}, Head: []paper.Row{paper.HeadRow("What", "How it stands")}}
	row := func(name, words string) { t.Body = append(t.Body, paper.BodyRow(name, words)) }
	if f.Figures.Total == "" {
		row("Counts", "None is printed while fewer than ten pupils have SEN.")
		return t
	}
	row("Main needs", f.needs())
	row(f.Say.of("{Level+}"), semicolons(f.Figures.Levels, f.Say.of("No {level} is confirmed yet.")))
	row("Reviews, 12 months", capital(sentence(joined("; ", f.Figures.Review...))))
	row("Targets, 12 months", orElse(sentence(joined("; ", f.Figures.Result...)), "None was looked at."))
	row("Help: goal met in full", f.runs(runs))
	return t
}

// short says a term in one line of a low picture: Aut 23 for Autumn 2023.
func short(term string) string {
	name, year, ok := strings.Cut(term, " ")
	if !ok || len(name) < 3 || len(year) < 2 {
		return term
	}
	return name[:3] + " " + year[len(year)-2:]
}

func (f GovernorFacts) needs() string {
	var rows [][2]string
	for _, n := range f.Figures.Needs {
		rows = append(rows, [2]string{n.Need, strconv.Itoa(n.Count)})
	}
	words := semicolons(rows, "The numbers are too small to print.")
	if len(rows) > 0 && f.Figures.Others {
		words = joined(" ", words, "Each other kind of need: fewer than five, or none.")
	}
	return words
}

// semicolons puts names and values in one line, or what stands where there are none.
func semicolons(rows [][2]string, none string) string {
	words := ""
	for _, row := range rows {
		words = joined("; ", words, row[0]+": "+row[1])
	}
	return orElse(prefixed(words, "."), none)
}

// cut keeps so many lines and says that there are more.
func cut(lines []string, most int) []string {
	if len(lines) <= most {
		return lines
	}
	return append(lines[:most-1:most-1], "The others stand in the school's own records.")
}

// runs are the interventions with most pupils reviewed, each with how many they were.
func (f GovernorFacts) runs(most int) string {
	var rows [][2]string
	for _, r := range f.Figures.Runs[:min(len(f.Figures.Runs), most)] {
		rows = append(rows, [2]string{r[0] + " (" + r[1] + " pupils)", r[2]})
	}
	return semicolons(rows, "No help has been reviewed for five pupils or more yet.")
}

func (f GovernorFacts) money() paper.Block {
	t := paper.Table{Caption: "Money for SEN in the school year " + f.Year, Head: []paper.Row{paper.HeadRow("Source", "In", "Committed", "Forecast", "Left")},
		Cols: []paper.Col{{Weight: 34}, {Weight: 15, Right: true}, {Weight: 15, Right: true}, {Weight: 15, Right: true}, {Weight: 15, Right: true}}}
	row := func(r BudgetRow) paper.Row {
		return paper.BodyRow(r.Name, r.In.Words(), r.Planned.Words(), r.Forecast.Words(), r.Left.Words())
	}
	for _, s := range f.Money {
		t.Body = append(t.Body, row(s))
	}
	t.Foot = []paper.Row{row(f.All)}
	return t
}

func (f GovernorFacts) duties() []string {
	if len(f.Duties) == 0 {
		return []string{"Nothing is due."}
	}
	var lines []string
	for _, d := range f.Duties {
		lines = append(lines, sentence(d.Title+": "+joined(", ", lower(d.State), prefixed("due ", d.By))))
	}
	return lines
}
