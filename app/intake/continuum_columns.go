package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// continuumWords are the headings that councils use. What is not among them is told by
// what stands in the column.
var continuumWords = func() *vocabulary {
	list := []alias{
		{FieldStatement, []string{"Statement", "Statements", "Descriptor", "Descriptors", "Description", "Indicator", "Indicators", "What you see", "What you may see", "What you might see", "What it looks like", "What we see", "Presentation", "Presenting needs", "Criteria", "Characteristics", "Descriptors of need", "Description of need", "Text", "Wording", "Datganiad", "Disgrifiad", "Aussage", "Beschreibung", "Énoncé", "Opis"}},
		{FieldLevel, []string{"Level", "Levels", "Level of need", "Band", "Banding", "Stage", "Step", "Tier", "Layer", "Range", "Wave", "Severity", "Lefel", "Stufe", "Niveau", "Poziom", "Etap"}},
		{FieldStrand, []string{"Strand", "Strands", "Sub-area", "Sub area", "Sub category", "Sub-strand", "Domain", "Element", "Aspect", "Theme", "Dimension", "Skill", "Llinyn", "Strang", "Volet", "Aspekt"}},
		{FieldArea, []string{"Area", "Area of need", "Areas of need", "Broad area", "Broad area of need", "Category", "Category of need", "Type of need", "Need type", "Need", "Primary need", "Maes", "Maes angen", "Bereich", "Domaine", "Obszar"}},
	}
	return &vocabulary{list, placesOf(list)}
}()

// continuumFields in the order in which columns are given to them.
var continuumFields = []string{FieldStatement, FieldLevel, FieldStrand, FieldArea}

// guessDepth is how many rows are looked at to tell what a column holds.
const guessDepth = 200

// fromTitle is the column of what stands over the table.
const fromTitle = -1

// continuumLayout is how a table is laid out.
type continuumLayout struct {
	shape    string
	header   int // in the table's lines; -1 where there are no headings
	headings []string
	columns  map[string]int // field to column, or fromTitle
	across   []int          // columns of levels, or of strands in ShapeDown
	score    int
}

// findLayout finds how a table is laid out, and whether it looks like a continuum at
// all.
func findLayout(table *continuumTable, opts ContinuumOptions) (continuumLayout, bool) {
	best := continuumLayout{header: -1, shape: opts.Shape, columns: map[string]int{}}
	if best.shape == "" {
		best.shape = ShapeList
	}
	best.headings = headingsOf(table, -1)
	for _, header := range headerRows(table, opts) {
		for _, shape := range []string{ShapeList, ShapeAcross, ShapeDown} {
			if opts.Shape != "" && opts.Shape != shape {
				continue
			}
			if l := layoutOf(table, header, shape, opts); l.score > best.score {
				best = l
			}
		}
	}
	return best, best.score > 0
}

// headerRows are the rows that may hold the headings: one that a person named, or any
// near the top with two cells or more, and none at all.
func headerRows(table *continuumTable, opts ContinuumOptions) []int {
	if opts.HeaderRow > 0 {
		if at := slices.IndexFunc(table.lines, func(l continuumLine) bool { return l.number == opts.HeaderRow }); at >= 0 {
			return []int{at}
		}
	}
	var out []int
	for i, l := range table.lines[:min(len(table.lines), headerDepth)] {
		if !l.banner && !blankCells(l.cells) {
			out = append(out, i)
		}
	}
	return append(out, -1)
}

// headingsOf names the columns of a table. Two of one name are told apart.
func headingsOf(table *continuumTable, header int) []string {
	out := make([]string, table.width)
	for i := range out {
		if header >= 0 {
			out[i] = shorten(oneLine(table.lines[header].cell(i)))
		}
		if out[i] == "" {
			out[i] = "Column " + columnLetters(i)
		}
		for n, name := 2, out[i]; slices.Contains(out[:i], out[i]); n++ {
			out[i] = name + " (" + string(rune('0'+min(n, 9))) + ")"
			if n > 9 {
				out[i] = "Column " + columnLetters(i)
				break
			}
		}
	}
	return out
}

// columnLetters turns 0, 1, 26 into A, B, AA.
func columnLetters(i int) string {
	out := ""
	for i++; i > 0; i = (i - 1) / 26 {
		out = string(rune('A'+(i-1)%26)) + out
	}
	return out
}

// layoutOf reads a table as having one shape under one row of headings. A score of 0
// says that it does not.
func layoutOf(table *continuumTable, header int, shape string, opts ContinuumOptions) continuumLayout {
	l := continuumLayout{shape: shape, header: header, headings: headingsOf(table, header), columns: map[string]int{}}
	below := table.lines[header+1:]
	g := guess{continuumLayout: &l, table: table, below: below[:min(len(below), guessDepth)], left: map[string]bool{}}
	g.chosen(opts)
	switch shape {
	case ShapeAcross:
		g.acrossLevels(opts.Levels)
	case ShapeDown:
		g.downLevels(opts.Levels)
	default:
		g.list()
	}
	return l
}

// guess finds the columns of a layout.
type guess struct {
	*continuumLayout
	table *continuumTable
	below []continuumLine
	left  map[string]bool // fields that the person settled
}

// chosen takes the columns that the person named; a heading that this table lacks is
// guessed.
func (g *guess) chosen(opts ContinuumOptions) {
	for field, heading := range opts.Map {
		switch at := slices.Index(g.headings, heading); {
		case heading == "":
			g.left[field] = true
		case heading == FromTitle:
			g.columns[field], g.left[field] = fromTitle, true
		case at >= 0:
			g.columns[field], g.left[field] = at, true
		}
	}
}

func (g *guess) taken(column int) bool {
	if slices.Contains(g.across, column) {
		return true
	}
	for _, c := range g.columns {
		if c == column {
			return true
		}
	}
	return false
}

// byHeading gives fields the columns whose headings are known, and counts them.
func (g *guess) byHeading(fields ...string) int {
	if g.header < 0 {
		return 0
	}
	known := 0
	for _, field := range fields {
		if g.left[field] {
			if _, have := g.columns[field]; have {
				known++
			}
			continue
		}
		best, place := -1, 0
		for i, h := range g.headings {
			if p, ok := continuumWords.places[foldHeading(h)][field]; ok && !g.taken(i) && (best < 0 || p < place) {
				best, place = i, p
			}
		}
		if best >= 0 {
			g.columns[field] = best
			known++
		}
	}
	return known
}

// list reads a row for each statement.
func (g *guess) list() {
	known := g.byHeading(continuumFields...)
	_, level := g.columns[FieldLevel]
	_, statement := g.columns[FieldStatement]
	long := g.longColumns()
	if !level && !g.left[FieldLevel] {
		if at := g.levelColumn(long); at >= 0 {
			g.columns[FieldLevel] = at
		} else if _, sure := readLevel(g.table.title); sure {
			g.columns[FieldLevel] = fromTitle
		}
	}
	if !statement && !g.left[FieldStatement] && len(long) > 0 {
		g.columns[FieldStatement] = long[0]
	}
	g.rest()
	at, have := g.columns[FieldLevel]
	if _, ok := g.columns[FieldStatement]; !ok || !have {
		return
	}
	if at >= 0 && !level && g.header >= 0 {
		if _, sure := readLevel(g.table.lines[g.header].cell(at)); sure {
			return // the row is no heading but a statement
		}
	}
	if len(g.below) == 0 {
		return
	}
	g.score = 15 + 5*known
	switch {
	case level && statement:
		g.score += 20
	case !statement && len(long) > 1:
		g.score = 8 // any of several columns could hold the statements
	}
	if g.header < 0 {
		g.score--
	}
}

// longColumns are the columns with sentences in them, the longest first.
func (g *guess) longColumns() []int {
	type column struct{ at, mean int }
	var found []column
	for i := range g.headings {
		letters, full := 0, 0
		for _, l := range g.below {
			if c := strings.TrimSpace(l.cell(i)); c != "" && !l.banner {
				letters, full = letters+utf8.RuneCountInString(c), full+1
			}
		}
		if full > 0 && letters/full >= 18 && !g.taken(i) {
			found = append(found, column{i, letters / full})
		}
	}
	slices.SortStableFunc(found, func(a, b column) int { return b.mean - a.mean })
	out := make([]int, len(found))
	for i, c := range found {
		out[i] = c.at
	}
	return out
}

// levelColumn is the column in which most cells are levels, and not all the same; -1 for
// none.
func (g *guess) levelColumn(but []int) int {
	best, most := -1, 0
	for i := range g.headings {
		if g.taken(i) || slices.Contains(but, i) {
			continue
		}
		keys, sure, full := g.levelsIn(i)
		if len(keys) >= 2 && sure*10 >= full*6 && sure > most {
			best, most = i, sure
		}
	}
	return best
}

// levelsIn finds the different levels in a column, and how many of its cells are levels.
func (g *guess) levelsIn(column int) (keys []string, sure, full int) {
	for _, l := range g.below {
		c := l.cell(column)
		if strings.TrimSpace(c) == "" || l.banner {
			continue
		}
		full++
		if key, ok := readLevel(c); ok {
			sure++
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys, sure, full
}

// rest gives the strand and the area what is left: of two columns with words, the one
// with fewer different ones is the area. Numbers alone are numbers of rows.
func (g *guess) rest() {
	type column struct{ at, different int }
	var found []column
	for i := range g.headings {
		if different := g.different(i); different > 0 && !g.taken(i) {
			found = append(found, column{i, different})
		}
	}
	slices.SortStableFunc(found, func(a, b column) int { return a.different - b.different })
	if len(found) > 2 {
		found = found[:2] // what has most different words is a note
	}
	for _, field := range []string{FieldStrand, FieldArea} {
		if _, have := g.columns[field]; have || g.left[field] || len(found) == 0 {
			continue
		}
		last := len(found) - 1
		g.columns[field], found = found[last].at, found[:last]
	}
	if _, area := g.columns[FieldArea]; !area && !g.left[FieldArea] && g.table.title != "" && g.columns[FieldLevel] != fromTitle {
		g.columns[FieldArea] = fromTitle
	}
}

// different counts the different words of a column; 0 where there are none, or where
// they are sentences or numbers.
func (g *guess) different(column int) int {
	seen := map[string]bool{}
	for _, l := range g.below {
		c := oneLine(l.cell(column))
		if c == "" || l.banner {
			continue
		}
		if utf8.RuneCountInString(c) > longestLevel || !strings.ContainsFunc(c, unicode.IsLetter) {
			return 0
		}
		seen[c] = true
	}
	return len(seen)
}

// acrossLevels reads a row for each strand and a column for each level.
func (g *guess) acrossLevels(chosen []string) {
	if g.header < 0 {
		return
	}
	g.byHeading(FieldStrand, FieldArea)
	var keys []string
	for i, h := range g.headings {
		key, sure := readLevel(h)
		if chosen != nil {
			sure = slices.Contains(chosen, h)
		}
		if sure && !g.taken(i) && !slices.Contains(keys, key) {
			keys = append(keys, key)
			g.across = append(g.across, i)
		}
	}
	if len(g.across) < 2 && (chosen == nil || len(g.across) == 0) || !g.anyText(g.across) {
		return
	}
	g.rest()
	g.score = 20 + 5*len(g.across)
}

// downLevels reads a row for each level and a column for each strand.
func (g *guess) downLevels(chosen []string) {
	if g.header < 0 {
		return
	}
	g.byHeading(FieldArea, FieldLevel)
	if _, have := g.columns[FieldLevel]; !have {
		at := g.levelColumn(nil)
		if at < 0 {
			return
		}
		g.columns[FieldLevel] = at
	}
	at := g.columns[FieldLevel]
	if at < 0 {
		return
	}
	keys, sure, _ := g.levelsIn(at)
	for _, i := range g.longColumns() {
		_, statement := continuumWords.places[foldHeading(g.headings[i])][FieldStatement]
		if chosen == nil && !statement || chosen != nil && slices.Contains(chosen, g.headings[i]) {
			g.across = append(g.across, i)
		}
	}
	slices.Sort(g.across)
	if _, area := g.columns[FieldArea]; !area && !g.left[FieldArea] && g.table.title != "" {
		g.columns[FieldArea] = fromTitle
	}
	if len(keys) < 2 || len(g.across) == 0 || len(g.across) < 2 && chosen == nil || sure > 2*len(keys) {
		return
	}
	g.score = 25
}

func (g *guess) anyText(columns []int) bool {
	for _, l := range g.below {
		for _, i := range columns {
			if strings.TrimSpace(l.cell(i)) != "" {
				return true
			}
		}
	}
	return false
}

// describe says how a table was read.
func (l *continuumLayout) describe(table *continuumTable, s *ContinuumSource) {
	s.Shape, s.Headings = l.shape, l.headings
	if l.header >= 0 {
		s.HeaderRow = table.lines[l.header].number
	}
	for field, at := range l.columns {
		s.Columns[field] = FromTitle
		if at >= 0 {
			s.Columns[field] = l.headings[at]
		}
	}
	for _, at := range l.across {
		s.Across = append(s.Across, l.headings[at])
	}
}
