package intake

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// longestStatement and longestName are what a continuum takes, in characters.
const (
	longestStatement = 2000
	longestName      = 200
)

// continuumReader reads the rows of one table.
type continuumReader struct {
	into   *ContinuumTable
	table  *continuumTable
	number int
	layout continuumLayout

	area, strand string // of the row, or of the one above
	banner       string // the last heading that runs across the table
}

func (r *continuumReader) read() {
	for i, line := range r.table.lines {
		switch {
		case i <= r.layout.header && !line.banner:
		case i > r.layout.header && line.banner && !r.carriesLevel(line):
			r.banner, r.area, r.strand = oneLine(strings.Join(line.cells, " ")), "", ""
		case i > r.layout.header && r.isHeader(line):
		case i > r.layout.header:
			r.row(line)
		}
	}
}

// isHeader tells a row of headings that a table repeats on each page.
func (r *continuumReader) isHeader(line continuumLine) bool {
	if r.layout.header < 0 {
		return false
	}
	head := r.table.lines[r.layout.header]
	for i := range max(len(head.cells), len(line.cells)) {
		if head.cell(i) != line.cell(i) {
			return false
		}
	}
	return true
}

// carriesLevel tells a row with a level or a statement alone from a heading that runs
// across: it is a row that lacks something.
func (r *continuumReader) carriesLevel(line continuumLine) bool {
	for _, field := range []string{FieldLevel, FieldStatement} {
		if at, have := r.layout.columns[field]; have && at >= 0 && r.layout.shape == ShapeList && strings.TrimSpace(line.cell(at)) != "" && at > 0 {
			return true
		}
	}
	return false
}

// row reads a row. Where its area or strand is blank, that of the row above stands.
func (r *continuumReader) row(line continuumLine) {
	area, strand := r.named(line, FieldArea), r.named(line, FieldStrand)
	if area != "" && area != r.area {
		r.area, r.strand = area, ""
	}
	if strand != "" {
		r.strand = strand
	}
	if len(r.area) > longestName || len(r.strand) > longestName {
		r.reject(line, FieldStrand, r.area+r.strand, fmt.Sprintf("The name of the area or the strand is longer than %d characters. A statement may stand in its column.", longestName))
		r.area, r.strand = "", ""
		return
	}
	switch r.layout.shape {
	case ShapeAcross:
		for _, at := range r.layout.across {
			if text := line.cell(at); strings.TrimSpace(text) != "" {
				r.statements(line, r.strand, r.layout.headings[at], text)
			}
		}
	case ShapeDown:
		for _, at := range r.layout.across {
			if text := line.cell(at); strings.TrimSpace(text) != "" {
				r.statements(line, r.layout.headings[at], r.text(line, FieldLevel), text)
			}
		}
	default:
		r.statements(line, r.strand, r.text(line, FieldLevel), r.text(line, FieldStatement))
	}
}

// text returns what a row holds for a field.
func (r *continuumReader) text(line continuumLine, field string) string {
	at, have := r.layout.columns[field]
	switch {
	case !have:
		return ""
	case at == fromTitle:
		return r.table.title
	}
	return line.cell(at)
}

func (r *continuumReader) named(line continuumLine, field string) string {
	return oneLine(r.text(line, field))
}

// statements keeps the statements of one cell.
func (r *continuumReader) statements(line continuumLine, strand, level, text string) {
	area := r.area
	if r.banner != "" && (area == "" || r.layout.columns[FieldArea] == fromTitle) {
		area = r.banner
	}
	var key string
	switch {
	case strings.TrimSpace(level) == "":
		r.reject(line, FieldLevel, text, "The row has no level, so it cannot be told where the statement belongs.")
		return
	case strings.TrimSpace(text) == "":
		r.reject(line, FieldStatement, level, "The row has a level and no statement.")
		return
	case area == "" && strand == "":
		r.reject(line, FieldStrand, text, "The row has neither an area nor a strand.")
		return
	}
	if key = r.into.noteLevel(level); key == "" {
		r.reject(line, FieldLevel, level, "This is no level: a level is a number or a few words.")
		return
	}
	for _, statement := range splitStatements(text) {
		if why := cannotBeStatement(statement); why != "" {
			r.reject(line, FieldStatement, statement, why)
			continue
		}
		r.into.Rows = append(r.into.Rows, ContinuumRow{Table: r.number, Row: line.number, Area: area, Strand: strand, Level: key, Text: statement})
	}
}

// cannotBeStatement says why a text is none; "" for one that can be.
func cannotBeStatement(text string) string {
	switch {
	case utf8.RuneCountInString(text) > longestStatement:
		return fmt.Sprintf("The statement is longer than %d characters. Divide it.", longestStatement)
	case strings.HasPrefix(text, "=") || strings.HasPrefix(text, "#REF!") || strings.HasPrefix(text, "#NAME?") || strings.HasPrefix(text, "#N/A") || strings.HasPrefix(text, "#VALUE!"):
		return "This is a formula or its error, and not a statement. Formulas are never worked out."
	}
	return ""
}

func (r *continuumReader) reject(line continuumLine, field, value, reason string) {
	r.into.Rejected = append(r.into.Rejected, ContinuumProblem{r.number, RowError{Row: line.number, Field: field, Value: shorten(oneLine(value)), Reason: reason}})
}

// Marks before the items of a list, as Word and people write them.
var (
	itemMark  = regexp.MustCompile(`^(?:[•●▪◦‣·∙○■□➢➤✓*]|[-–—](?:\s|$)|o\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)\s*`)
	innerMark = regexp.MustCompile(`\s*[•●▪◦‣■□➢➤]\s*`)
)

// splitStatements divides the words of a cell: at its bullets, where there are any, else
// at its lines. A line without a bullet among others with one goes on from the line
// before.
func splitStatements(cell string) []string {
	var lines []string
	bullets := 0
	for line := range strings.Lines(innerMark.ReplaceAllString(cell, "\n"+bullet)) {
		if line = oneLine(line); line == "" {
			continue
		}
		if itemMark.MatchString(line) {
			bullets++
		}
		lines = append(lines, line)
	}
	var out []string
	for i, line := range lines {
		words := itemMark.ReplaceAllString(line, "")
		switch {
		case words == "":
		case bullets > 0 && i > 0 && len(out) > 0 && words == line && itemMark.MatchString(lines[0]):
			out[len(out)-1] += " " + words
		default:
			out = append(out, words)
		}
	}
	return out
}
