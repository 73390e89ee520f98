package intake

import (
	"maps"
	"slices"
	"strings"
)

// Marks of a matrix, in small letters. A cross means no where the map has ticks too,
// and yes where crosses are all that it has.
var (
	tickMarks  = []string{"✓", "✔", "☑", "√", "ü", "y", "yes", "1", "true", "p", "/", "●", "•", "*", "\u2714\ufe0f"}
	crossMarks = []string{"x", "✗", "✘", "×", "☒"}
	noMarks    = []string{"n", "no", "0", "false", "-", "–", "—", "n/a"}
)

const (
	noMark = iota
	ticked
	crossed
	unticked
)

// markOf reads a cell of a matrix; noMark for one that is no mark.
func markOf(cell string) int {
	word := strings.ToLower(strings.TrimSpace(cell))
	switch {
	case slices.Contains(tickMarks, word):
		return ticked
	case slices.Contains(crossMarks, word):
		return crossed
	case slices.Contains(noMarks, word):
		return unticked
	}
	return noMark
}

// tickColumns are the columns of a matrix: under a heading that names neither a field nor
// something that lists of pupils have, cells with marks, or with how long and how often.
func (h header) tickColumns(rows []tableRow) []int {
	taken := map[int]bool{}
	for _, column := range h.columns {
		taken[column] = true
	}
	var out []int
	for i, heading := range rows[h.index].cells {
		key := foldHeading(heading)
		if taken[i] || key == "" || len(pupilWords.places[key]) > 0 || needRanks[key] > 0 || len(provisionWords.places[key]) > 0 {
			continue
		}
		marks, others := 0, 0
		for _, row := range rows[h.index+1:] {
			cell := strings.TrimSpace(row.cell(i))
			if cell == "" || h.detail(row) != "" {
				continue
			}
			if m := markOf(cell); m == ticked || m == crossed {
				marks++
			} else if _, ok := ParsePattern(cell); ok {
				marks++
			} else if m == noMark {
				others++
			}
		}
		if marks > 0 && marks >= 2*others {
			out = append(out, i)
		}
	}
	return out
}

// who is the cell that names the pupil of a row.
func (h header) who(row tableRow) string {
	for _, field := range []string{FieldName, FieldSurname, FieldForename, FieldUPN} {
		if column, ok := h.columns[field]; ok {
			if words, _ := cleanText(row.cell(column)); words != "" {
				return words
			}
		}
	}
	return ""
}

// detail is the field of which a row of a matrix gives the values for each intervention:
// the row called Staff, Minutes or Cost. "" is a row of a pupil.
func (h header) detail(row tableRow) string {
	key := foldHeading(h.who(row))
	place, best := -1, ""
	if total(h.who(row)) {
		return ""
	}
	for field, at := range provisionWords.places[key] {
		if _, identity := identityFields[field]; !identity && (best == "" || at < place || at == place && field < best) {
			place, best = at, field
		}
	}
	return best
}

var identityFields = map[string]bool{FieldUPN: true, FieldName: true, FieldSurname: true, FieldForename: true, FieldBorn: true, FieldYear: true, FieldClass: true, FieldProvision: true}

// CellField names a cell of a matrix by its heading, in problems and repairs.
func CellField(heading string) string { return "cell:" + heading }

// matrix reads the rows of a matrix: a line for each mark.
func (r *provisionReader) matrix(rows []tableRow, head tableRow, h header, across []int) {
	details := map[string]tableRow{}
	var pupils []tableRow
	hasTick := false
	for _, row := range rows {
		if field := h.detail(row); field != "" {
			details[field] = row
			continue
		}
		pupils = append(pupils, row)
		for _, column := range across {
			hasTick = hasTick || markOf(row.cell(column)) == ticked
		}
	}
	crossesSay := false
	for _, row := range pupils {
		rec := tableRecord(row, h.columns)
		for n, column := range across {
			rec.text[CellField(r.sheet.Across[n])] = row.cell(column)
		}
		rec = rec.repaired(r.opts.Repairs[row.number])
		r.sheet.written[row.number] = rec
		if total(h.who(row)) {
			r.leftOut(row, "This is a row of totals. It is left out.")
			continue
		}
		who, problems := r.people(rec)
		var lines []ProvisionLine
		for n, column := range across {
			heading := r.sheet.Across[n]
			cell, _ := cleanText(rec.text[CellField(heading)])
			pattern, timed := Pattern{}, false
			switch mark := markOf(cell); {
			case cell == "" || mark == unticked || mark == crossed && hasTick:
				continue
			case mark == noMark:
				if pattern, timed = ParsePattern(cell); !timed {
					problems = append(problems, RowError{Row: row.number, Field: CellField(heading), Value: shorten(cell), Reason: "This is neither a tick nor a time such as 3 x 20 mins."})
					continue
				}
			default:
				crossesSay = crossesSay || mark == crossed
			}
			text := map[string]string{FieldProvision: heading}
			for field, detail := range details {
				text[field] = detail.cell(column)
			}
			if timed {
				maps.DeleteFunc(text, func(field, _ string) bool {
					return field == FieldMinutes || field == FieldSessions && !pattern.Sessions.IsZero() || field == FieldTime
				})
				text[FieldTime] = cell
			}
			line, more := r.line(record{row: row.number, text: text})
			line.Who = who
			switch {
			case timed: // the cost of the column is for its usual time
				line.Cost = nil
			case line.Cost != nil && line.Cost.Of == "":
				line.Cost.Of = PerGroup
			}
			lines = append(lines, line)
			problems = append(problems, more...)
		}
		r.keep(lines, problems)
	}
	if crossesSay {
		r.sheet.Warnings = append(r.sheet.Warnings, RowError{Reason: "The map has crosses and no ticks. A cross was read as a tick."})
	}
}
