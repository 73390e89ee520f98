package publish

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// figuresAsOf is the day the figures are of: today for live ones.
func (f *Facts) figuresAsOf() day.Date {
	if f.AsOf.IsZero() {
		return f.Today
	}
	return f.AsOf
}

// needLines never returns an empty list: a school with few pupils says so.
func needLines(f *Facts) []string {
	figures := f.figures()
	var lines []string
	for _, n := range figures.Needs {
		lines = append(lines, n.Need+": "+pupils(n.Count))
	}
	switch {
	case len(lines) == 0:
		return []string{"We do not print how many pupils have each kind of need, because the numbers are small"}
	case figures.Others:
		lines = append(lines, "Each other kind of need: "+fewerThanFive+", or none")
	}
	return lines
}

// needTable is nil where no number may be printed; the lines say so.
func needTable(f *Facts) paper.Block {
	figures := f.figures()
	if len(figures.Needs) == 0 {
		return nil
	}
	table := paper.Table{
		Caption: "Pupils with SEN by their main need",
		Cols:    []paper.Col{{Weight: 3}, {Weight: 2, Right: true}},
		Head:    []paper.Row{paper.HeadRow("Kind of need", "Number of pupils")},
	}
	for _, n := range figures.Needs {
		table.Body = append(table.Body, paper.BodyRow(n.Need, strconv.Itoa(n.Count)))
	}
	if figures.Others {
		table.Body = append(table.Body, paper.BodyRow("Each other kind of need", fewerThanFive+", or none"))
	}
	return table
}

// needChart holds the bars that may be printed, and says in words that others are left out.
func needChart(f *Facts) paper.Block {
	figures := f.figures()
	if len(figures.Needs) == 0 {
		return nil
	}
	var labels []string
	var counts []int
	for _, n := range figures.Needs {
		labels, counts = append(labels, n.Need), append(counts, n.Count)
	}
	first := figures.Needs[0]
	alt := "The most common main need is " + lowerFirst(first.Need) + ", with " + pupils(first.Count) + "."
	if len(figures.Needs) > 1 {
		var others []string
		for _, n := range figures.Needs[1:] {
			others = append(others, lowerFirst(n.Need)+" with "+pupils(n.Count))
		}
		alt += " Then come " + inWords(others) + "."
	}
	caption := "Pupils with SEN by their main need, " + f.figuresAsOf().Words()
	if figures.Others {
		caption += ". Needs of fewer than five pupils are not shown"
		alt += " Each other kind of need has " + fewerThanFive + " pupils, or none, and is not shown."
	}
	return paper.Figure{
		Caption: caption, Alt: alt, DataTable: true,
		Chart: chart.Chart{Kind: chart.Bars, By: "Kind of need", Unit: "pupils", Labels: labels, Series: []chart.Series{chart.Counts("Number of pupils", counts...)}},
	}
}

func reviewsOnTime(f *Facts) string {
	if f.Reviews.Held == 0 {
		return ""
	}
	return ofWhole(f.Reviews.OnTime, f.Reviews.Held, "reviews")
}

func parentsAtReviews(f *Facts) string {
	if f.Reviews.Asked < leastCount {
		return ""
	}
	return ofWhole(f.Reviews.Came, f.Reviews.Asked, "reviews")
}

// reviewPairs are what there is to say of reviews: always how many there were.
func reviewPairs(f *Facts) [][2]string {
	pairs := [][2]string{{"Held in the last year", countOf(f.Reviews.Held, "reviews")}}
	if words := reviewsOnTime(f); words != "" {
		pairs = append(pairs, [2]string{"On time", words})
	}
	if words := parentsAtReviews(f); words != "" {
		pairs = append(pairs, [2]string{"With a parent", words + " where we noted it"})
	}
	var ways []string
	for _, way := range named(f.ViewWays) {
		ways = append(ways, lowerFirst(way))
	}
	if len(ways) > 0 {
		pairs = append(pairs, [2]string{"How pupils’ views were heard", inWords(ways)})
	}
	return pairs
}

func reviewLines(f *Facts) []string {
	var lines []string
	for _, p := range reviewPairs(f) {
		lines = append(lines, p[0]+": "+p[1])
	}
	return lines
}

func reviewFacts(f *Facts) paper.Block {
	kv := paper.KeyValues{Caption: "Reviews of pupils’ plans, to " + f.figuresAsOf().Words()}
	for _, p := range reviewPairs(f) {
		kv.Pairs = append(kv.Pairs, paper.Fact(p[0], p[1]))
	}
	return kv
}

// outcomeLines say how many targets were looked at, and the results that may be printed.
func outcomeLines(f *Facts) []string {
	n := f.Outcomes.Total()
	if n == 0 {
		return nil
	}
	results := safeResults(f.Outcomes)
	if results == nil {
		return []string{"We looked at " + countOf(n, "targets") + ". The numbers are too small to say more"}
	}
	lines := []string{"Targets looked at: " + strconv.Itoa(n)}
	for _, r := range results {
		lines = append(lines, r.Name+": "+strconv.Itoa(r.Count))
	}
	return lines
}

func outcomeTable(f *Facts) paper.Block {
	results := safeResults(f.Outcomes)
	if results == nil {
		return nil
	}
	table := paper.Table{
		Caption: "Targets in pupils’ plans by result, in the year to " + f.figuresAsOf().Words(),
		Cols:    []paper.Col{{Weight: 3}, {Weight: 2, Right: true}},
		Head:    []paper.Row{paper.HeadRow("Result", "Number of targets")},
	}
	for _, r := range results {
		table.Body = append(table.Body, paper.BodyRow(r.Name, strconv.Itoa(r.Count)))
	}
	table.Foot = []paper.Row{paper.BodyRow("All targets looked at", strconv.Itoa(f.Outcomes.Total()))}
	return table
}

func outcomeChart(f *Facts) paper.Block {
	results := safeResults(f.Outcomes)
	if results == nil {
		return nil
	}
	var labels, parts []string
	var counts []int
	for _, r := range results {
		labels, counts = append(labels, r.Name), append(counts, r.Count)
		parts = append(parts, strconv.Itoa(r.Count)+" were "+lowerFirst(r.Name))
	}
	n := strconv.Itoa(f.Outcomes.Total())
	return paper.Figure{
		Caption: "What became of targets in pupils’ plans, in the year to " + f.figuresAsOf().Words() + " (" + n + " targets)",
		Alt:     "Of " + n + " targets that were looked at, " + inWords(parts) + ".", DataTable: true,
		Chart: chart.Chart{Kind: chart.Bars, By: "Result", Unit: "targets", Labels: labels, Series: []chart.Series{chart.Counts("Number of targets", counts...)}},
	}
}

// shownResults are the kinds of help of which enough pupils were looked at.
func shownResults(f *Facts) []Help {
	var out []Help
	for _, h := range f.Help {
		if h.Reviewed >= leastCount && h.Pupils >= leastCount && h.Name != "" {
			out = append(out, h)
		}
	}
	return out
}

// reached is how many results of a kind of help met the goal in full or in part.
func (h Help) reached() string {
	return ofWhole(h.Results.Met+h.Results.Partly, h.Results.Total(), "reviews")
}

func helpResultLines(f *Facts) []string {
	looked := false
	for _, h := range f.Help {
		looked = looked || h.Reviewed > 0
	}
	if !looked {
		return nil
	}
	var lines []string
	for _, h := range shownResults(f) {
		lines = append(lines, h.Name+": goal met in full or in part at "+h.reached())
	}
	if lines == nil {
		return []string{"We do not print what each kind of help came to, because the numbers are small"}
	}
	return lines
}

func helpResultTable(f *Facts) paper.Block {
	shown := shownResults(f)
	if len(shown) == 0 {
		return nil
	}
	table := paper.Table{
		Caption: "What extra help came to, in the year to " + f.figuresAsOf().Words() + ". Help for fewer than five pupils is left out",
		Cols:    []paper.Col{{Weight: 3}, {Weight: 3}},
		Head:    []paper.Row{paper.HeadRow("Kind of help", "Goal met, in full or in part")},
	}
	for _, h := range shown {
		table.Body = append(table.Body, paper.BodyRow(h.Name, h.reached()))
	}
	return table
}

// waves are the levels of provision with their help, those without any left out.
func (f *Facts) waves() (out [][2]string) {
	for _, w := range f.Waves {
		if help := f.help(func(h Help) bool { return h.Wave == w }); len(help) > 0 {
			out = append(out, [2]string{w, strings.Join(help, "; ")})
		}
	}
	return out
}

func waveLines(f *Facts) []string {
	var lines []string
	for _, w := range f.waves() {
		lines = append(lines, w[0]+": "+w[1])
	}
	return lines
}

func waveTable(f *Facts) paper.Block {
	waves := f.waves()
	if len(waves) == 0 {
		return nil
	}
	table := paper.Table{
		Caption: "What help there is, " + f.figuresAsOf().Words() + ". Help that fewer than five pupils share is left out",
		Cols:    []paper.Col{{Weight: 1}, {Weight: 3}},
		Head:    []paper.Row{paper.HeadRow("Kind", "What there is")},
	}
	for _, w := range waves {
		table.Body = append(table.Body, paper.BodyRow(w[0], w[1]))
	}
	return table
}

// transfersBlock says how many were helped to move on, where there were enough of them.
func transfersBlock(f *Facts) paper.Block {
	if f.Transfers < leastCount {
		return nil
	}
	return paper.P("In the last year we passed on the records of " + pupils(f.Transfers) + " to their next school.")
}

// lowerFirst is words for the middle of a sentence.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || len(s) > size && strings.ToUpper(s[size:size+1]) == s[size:size+1] && s[size] != ' ' {
		return s // an abbreviation keeps its capitals
	}
	return string(unicode.ToLower(first)) + s[size:]
}
