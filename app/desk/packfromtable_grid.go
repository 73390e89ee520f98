package desk

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/intake"
	"needsbook/app/register"
)

// Limits of a continuum, as its schema has them.
const (
	mostAreas       = 20
	mostStrands     = 60 // of an area
	mostStatements  = 30 // of a cell
	longestStrandID = 40 // so that the ids of its statements fit too
)

// packWriter puts a pack together.
type packWriter struct {
	maker    PackMaker
	choices  PackChoices
	levels   []PackLevel
	pack     madePack
	ids      map[string]bool // of areas, strands and statements
	rejected []intake.ContinuumProblem
	taken    int
}

func newPackWriter(m PackMaker, c PackChoices) *packWriter {
	w := &packWriter{maker: m, choices: c, levels: c.kept(), ids: map[string]bool{}}
	w.pack = madePack{
		Format: formatContinuum, FormatVersion: 1, ID: c.ID, Version: c.Version, Title: strings.TrimSpace(c.Title), Status: "draft",
		Publisher: strings.TrimSpace(c.Publisher), Language: "en-GB", ValidFrom: c.ValidFrom, Replaces: []string{},
		Terms: m.terms(levelNoun(w.levels)), Routes: map[string]madeRoute{},
	}
	for key, r := range m.base.Routes {
		w.pack.Routes[key] = madeRoute{r.Term, r.PaidFrom, r.RequestNeeded, r.RequestKinds, r.DecidedBy}
	}
	if c.ValidFrom.IsZero() {
		w.pack.ValidFrom = m.today
	}
	w.pack.Notice = []string{
		"Made with Needsbook from a table. The statements are the publisher's; the codes, the rules and the worked examples were added, so check them before this is used.",
		"A level describes need and usual help. It is not a diagnosis, it does not decide a school place, and it is not a test for an EHC needs assessment.",
	}
	for i, l := range w.levels {
		w.pack.Levels = append(w.pack.Levels, madeLevel{ID: l.ID, Rank: c.rank(i), Name: strings.TrimSpace(l.Name), Short: strings.TrimSpace(l.Name), Route: orNull(l.Route), Plain: w.plain(l, c.rank(i))})
	}
	return w
}

// plain are the words of a level: those that were given, else those of its route.
func (w *packWriter) plain(l PackLevel, rank int) string {
	if words := strings.TrimSpace(l.Plain); words != "" {
		return words
	}
	if rank == 0 {
		return "No more help is needed than other pupils of the same age have."
	}
	term := w.maker.base.Routes[l.Route].Term
	return cmp.Or(w.pack.Terms[term].Plain, strings.TrimSpace(l.Name)+", as the table describes it.")
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// grid sorts the statements into areas, strands and levels, in the order of the table.
// A row whose level was left out is refused.
func (w *packWriter) grid(t intake.ContinuumTable) {
	levels := map[string]string{} // key to id
	for _, l := range w.levels {
		levels[l.Key] = l.ID
	}
	labels := map[string]string{}
	for _, l := range t.Levels {
		labels[l.Key] = l.Label
	}
	for _, row := range t.Rows {
		level, kept := levels[row.Level]
		if !kept {
			w.reject(row, intake.FieldLevel, labels[row.Level], "“"+labels[row.Level]+"” is not one of the levels that were chosen.")
			continue
		}
		area := w.area(row)
		strand := area.strand(w, row)
		if len(strand.Descriptors[level]) == mostStatements {
			w.reject(row, intake.FieldStatement, row.Text, fmt.Sprintf("There are more than %d statements for one level.", mostStatements))
			continue
		}
		strand.Descriptors[level] = append(strand.Descriptors[level], madeText{w.onlyID(statementID(strand.ID, level, row.Text)), row.Text})
		w.taken++
	}
	for _, a := range w.pack.Areas {
		a.settle(w.levels)
	}
}

func (w *packWriter) reject(row intake.ContinuumRow, field, value, reason string) {
	w.rejected = append(w.rejected, intake.ContinuumProblem{Table: row.Table, RowError: intake.RowError{Row: row.Row, Field: field, Value: value, Reason: reason}})
}

// area finds or begins the area of a row. Where the table has no areas, each strand is
// one, rated as a whole.
func (w *packWriter) area(row intake.ContinuumRow) *madeArea {
	name := cmp.Or(row.Area, row.Strand)
	key := register.FoldName(name)
	for _, a := range w.pack.Areas {
		if a.key == key {
			return a
		}
	}
	a := &madeArea{key: key, ID: w.nameID(name, ""), Name: upperFirst(name), Short: areaShort(name), Strands: []*madeStrand{}}
	for _, known := range w.maker.base.Areas {
		if register.FoldName(known.Name) == key {
			a.Short, a.Codes = known.Short, known.Codes
		}
	}
	w.pack.Areas = append(w.pack.Areas, a)
	return a
}

// strand finds or begins the strand of a row. What is said of the area as a whole has a
// strand of the area's own name, where there are others beside it.
func (a *madeArea) strand(w *packWriter, row intake.ContinuumRow) *madeStrand {
	name := row.Strand
	if row.Area == "" || name == "" {
		name = a.Name
	}
	key := register.FoldName(name)
	for _, s := range a.Strands {
		if s.key == key {
			return s
		}
	}
	s := &madeStrand{key: key, ID: w.nameID(name, a.ID), Name: upperFirst(name), Descriptors: map[string][]madeText{}}
	a.Strands = append(a.Strands, s)
	return s
}

// settle rates an area that has one strand of its own name as a whole, and gives every
// level its list, blank where the table says nothing.
func (a *madeArea) settle(levels []PackLevel) {
	for _, s := range a.Strands {
		for _, l := range levels {
			if s.Descriptors[l.ID] == nil {
				s.Descriptors[l.ID] = []madeText{}
			}
		}
	}
	if len(a.Strands) == 1 && a.Strands[0].key == a.key {
		a.Descriptors, a.Strands = a.Strands[0].Descriptors, []*madeStrand{}
	}
}

// tooMuch refuses more than a continuum can hold.
func (w *packWriter) tooMuch() error {
	if n := len(w.pack.Areas); n > mostAreas {
		return refuse("area", fmt.Sprintf("The table has %d areas, and a pack can have %d. Another column may be the one with the areas.", n, mostAreas))
	}
	for _, a := range w.pack.Areas {
		if n := len(a.Strands); n > mostStrands {
			return refuse("strand", fmt.Sprintf("“%s” has %d strands, and an area can have %d. Another column may be the one with the strands.", a.Name, n, mostStrands))
		}
	}
	return nil
}

// counts are the statements at each level, row by row.
func (w *packWriter) counts() []PackMadeRow {
	var out []PackMadeRow
	count := func(area, strand string, cells map[string][]madeText) {
		row := PackMadeRow{Area: area, Strand: strand}
		for _, l := range w.levels {
			row.Statements = append(row.Statements, len(cells[l.ID]))
		}
		out = append(out, row)
	}
	for _, a := range w.pack.Areas {
		if len(a.Strands) == 0 {
			count(a.Name, "", a.Descriptors)
		}
		for _, s := range a.Strands {
			count(a.Name, s.Name, s.Descriptors)
		}
	}
	return out
}

// nameID makes the id of an area or a strand of its name, so that the same table gives
// the same ids again. A name that is not in our letters is numbered by its sound form.
func (w *packWriter) nameID(name, area string) string {
	id := packSlug(name, 24)
	if id == "" {
		id = "x" + shortHash(name)
	}
	if area != "" {
		id = strings.TrimRight(area[:min(len(area), 12)], "-") + "." + id
	}
	return w.onlyID(id[:min(len(id), longestStrandID)])
}

// statementID is made of the words alone, so that a statement keeps its id when others
// come and go around it.
func statementID(strand, level, text string) string {
	return strand + "." + level[:min(len(level), 12)] + "." + shortHash(text)
}

func shortHash(text string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(strings.ToLower(text))) // a hash never fails
	digits := strconv.FormatUint(uint64(h.Sum32()), 36)
	return digits[:min(len(digits), 5)]
}

// onlyID makes an id that nothing else in the pack has.
func (w *packWriter) onlyID(id string) string {
	out := id
	for n := 2; w.ids[out]; n++ {
		out = numbered(id, n)
	}
	w.ids[out] = true
	return out
}

func numbered(id string, n int) string { return id + "-" + strconv.Itoa(n) }

// areaShort are the initials of an area with several words, or its first letters.
func areaShort(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' || r == '/' || r == '-' })
	if len(words) < 2 {
		return upperFirst(string([]rune(name)[:min(len([]rune(name)), 12)]))
	}
	short := ""
	for _, word := range words {
		switch {
		case strings.EqualFold(word, "and"), word == "&":
			short += "&"
		case !slices.Contains([]string{"of", "or", "the", "with", "to", "in"}, strings.ToLower(word)):
			short += strings.ToUpper(string([]rune(word)[:1]))
		}
	}
	return string([]rune(short)[:min(len([]rune(short)), 8)])
}
