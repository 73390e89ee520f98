package intake

import (
	"regexp"
	"strings"

	"needsbook/app/provision"
)

// provisionReader turns the rows of a provision map into lines.
type provisionReader struct {
	sheet    *ProvisionSheet
	opts     ProvisionOptions
	year     schoolYear
	kinds    map[string]string // folded words for a kind of staff
	kindOf   map[string]string // the kind of a member of staff by folded name, as other rows say it
	date1904 bool
	entries  map[string]provision.LibraryEntry // of the library, by the names of the map
	wave     int                               // of the section of the map that is being read, 0 for none
	area     string
}

// keep keeps the lines of a row, or holds all of them back when something is wrong.
func (r *provisionReader) keep(lines []ProvisionLine, problems []RowError) {
	if len(problems) == 0 {
		r.sheet.Lines = append(r.sheet.Lines, lines...)
		return
	}
	r.sheet.Held = append(r.sheet.Held, lines...)
	seen := map[string]bool{}
	for _, p := range problems {
		if key := p.Error(); !seen[key] {
			seen[key] = true
			r.sheet.Rejected = append(r.sheet.Rejected, p)
		}
	}
}

// totalForm is a row of totals. Total communication is a way of teaching and none.
var totalForm = regexp.MustCompile(`(?i)^(?:grand |sub-?)?totals?(?: (?:cost|costs|hours|minutes|pupils|children|number|spend|spent|per|for|of|£)\b.*)?[ :]*$|^overall(?: (?:total|cost)s?)?[ :]*$`)

// total reports whether a row holds totals: it names no pupil.
func total(who string) bool { return totalForm.MatchString(strings.TrimSpace(who)) }

// rows reads a map that has a row for each pupil or group.
func (r *provisionReader) rows(rows []tableRow, h header) {
	r.learnStaff(rows, h)
	for _, row := range rows {
		if r.section(row) {
			continue
		}
		rec := tableRecord(row, h.columns).repaired(r.opts.Repairs[row.number])
		r.sheet.written[row.number] = rec
		if name, _ := cleanText(rec.text[FieldProvision]); total(name) || name == "" && total(h.who(row)) || name == "" && h.who(row) == "" && total(firstCell(row)) {
			r.leftOut(row, "This is a row of totals. It is left out.")
			continue
		}
		who, problems := r.people(rec)
		line, more := r.line(rec)
		line.Who = who
		r.keep([]ProvisionLine{line}, append(problems, more...))
	}
}

// leftOut says of a row that is about nobody that nothing was taken from it.
func (r *provisionReader) leftOut(row tableRow, reason string) {
	r.sheet.Warnings = append(r.sheet.Warnings, RowError{Row: row.number, Value: shorten(firstCell(row)), Reason: reason})
}

func firstCell(row tableRow) string {
	for _, c := range row.cells {
		if c = strings.TrimSpace(c); c != "" {
			return c
		}
	}
	return ""
}

var beginsWithDigit = regexp.MustCompile(`^\d`)

// section reads a row with one filled cell: a heading inside the map. One that names a
// wave or an area holds for the rows under it; after any other, neither is known.
func (r *provisionReader) section(row tableRow) bool {
	only := ""
	for _, c := range row.cells {
		c, _ = cleanText(c)
		if c != "" && only != "" && c != only { // cells merged across may repeat their text
			return false
		}
		if c != "" {
			only = c
		}
	}
	if r.opts.Repairs[row.number] != nil {
		return false
	}
	wave, isWave := parseWave(only)
	area, isArea := parseArea(only, r.opts.Codes)
	switch {
	case isWave && !beginsWithDigit.MatchString(only):
		r.wave = wave
	case isArea:
		r.area = area
	case total(only):
		return false
	default:
		r.wave, r.area = 0, ""
		r.leftOut(row, "Only one cell of this row is filled. It was taken for a heading inside the map, and nothing comes in from it.")
	}
	return true
}
