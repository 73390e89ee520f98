package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// separators are tried in this order; the one that gives the best headings wins.
var separators = []struct {
	mark rune
	name string
}{{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "bar"}}

// maxBadQuotes bounds the rows with a stray quote, each of which may cost a reading of
// all that follows.
const maxBadQuotes = 20

// readCSV takes a text file apart into rows.
func readCSV(text, encodingName string, opts Options) (table, error) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	mark, name, best := separators[0].mark, separators[0].name, 0
	for _, sep := range separators {
		sample, _ := splitCSV(firstLines(text, 4*headerDepth), sep.mark) // what was read before an error will do
		if score := bestHeader(sample.rows, opts).score*maxColumns + widest(sample.rows); score > best {
			mark, name, best = sep.mark, sep.name, score
		}
	}
	t, err := splitCSV(text, mark)
	if err != nil {
		return table{}, err
	}
	t.format, t.encoding, t.separator = FormatCSV, encodingName, name
	return t, nil
}

func widest(rows []tableRow) int {
	most := 0
	for _, r := range rows {
		most = max(most, len(r.cells))
	}
	return most
}

// firstLines returns the first n lines, enough to choose the separator by.
func firstLines(text string, n int) string {
	at := 0
	for ; n > 0; n-- {
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			return text
		}
		at += next + 1
	}
	return text[:at]
}

// splitCSV splits text into rows. A row with a quote in the wrong place, or one that
// is never closed, is named and left out; reading goes on at the next line.
func splitCSV(text string, mark rune) (table, error) {
	var t table
	lines := lineStarts(text)
	first := 0        // line at which the present reader began, from 0
	quotedBreaks := 0 // line breaks inside quoted fields so far: not rows of a spreadsheet
	for badQuotes := 0; ; {
		r := csv.NewReader(strings.NewReader(text[lines[first]:]))
		r.Comma, r.FieldsPerRecord, r.ReuseRecord = mark, -1, false
		for {
			cells, err := r.Read()
			if errors.Is(err, io.EOF) {
				return t, nil
			}
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				at := first + bad.StartLine - 1
				cells = nil
				if errors.Is(bad.Err, csv.ErrBareQuote) && bad.StartLine == bad.Line {
					cells = looseLine(lineText(text, lines, at), mark)
				}
				if cells == nil {
					if badQuotes++; badQuotes > maxBadQuotes {
						return t, refuse("More than %d rows have a quotation mark that is never closed, so nothing was read. Export the list again.", maxBadQuotes)
					}
					t.rejected = append(t.rejected, RowError{Row: at + 1 - quotedBreaks, Value: shorten(lineText(text, lines, at)),
						Reason: "A quotation mark is not closed or stands in the wrong place, so the row cannot be split into columns. Correct the row and import the file again."})
				} else if err := t.add(at+1-quotedBreaks, cells); err != nil {
					return t, err
				}
				first = at + 1
				if first >= len(lines) {
					return t, nil
				}
				break
			}
			if err != nil {
				return t, refuse("The file cannot be split into rows, so nothing was read.")
			}
			start, _ := r.FieldPos(0)
			if err := t.add(first+start-quotedBreaks, cells); err != nil {
				return t, err
			}
			for _, c := range cells {
				quotedBreaks += strings.Count(c, "\n")
			}
		}
	}
}

// add keeps a row that has something in it. A row with a field that is too long is
// named and left out.
func (t *table) add(number int, cells []string) error {
	if blankCells(cells) {
		return nil
	}
	if len(t.rows) == MaxRows {
		return refuse("The file has more than %d rows, so nothing was read. Export the pupils of one school only.", MaxRows)
	}
	if len(cells) > maxColumns {
		return refuse("Row %d has more than %d columns, so nothing was read.", number, maxColumns)
	}
	for _, c := range cells {
		if len(c) > MaxField && utf8.RuneCountInString(c) > MaxField {
			t.rejected = append(t.rejected, RowError{Row: number, Value: shorten(c), Reason: "A field is longer than 100,000 characters. A quotation mark may be missing."})
			return nil
		}
	}
	t.rows = append(t.rows, tableRow{number: number, cells: cells})
	return nil
}

// looseLine reads one line in which quotes stand inside unquoted text, as in
// Robert "Bob" Smith. It returns nil when that cannot be done without guessing.
func looseLine(line string, mark rune) []string {
	r := csv.NewReader(strings.NewReader(line))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = mark, -1, true
	cells, err := r.Read()
	if err != nil {
		return nil
	}
	if _, err := r.Read(); !errors.Is(err, io.EOF) {
		return nil
	}
	return cells
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' && i+1 < len(text) {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func lineText(text string, starts []int, line int) string {
	end := len(text)
	if line+1 < len(starts) {
		end = starts[line+1]
	}
	return strings.TrimRight(text[starts[line]:end], "\n")
}
