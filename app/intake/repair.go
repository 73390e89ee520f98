package intake

import (
	"maps"
	"slices"
	"strings"
)

// Repairs are what a person put right in rows of a file, by row and field, as text.
// The file itself is not touched: its rows are read as if they said this.
type Repairs map[int]map[string]string

// fields returns what a row says, by field. Several needs of one field stand after
// each other.
func (rec record) fields() map[string]string {
	out := maps.Clone(rec.text)
	for _, n := range rec.needs {
		if before := out[n.field]; before != "" && n.text != "" {
			out[n.field] = before + ", " + n.text
			continue
		}
		out[n.field] += n.text
		if n.field == FieldNeed {
			out[FieldNeedRank], out[FieldNeedEnd] = n.rank, n.end
		}
	}
	return out
}

// repaired returns the row with some fields put right.
func (rec record) repaired(fix map[string]string) record {
	if len(fix) == 0 {
		return rec
	}
	out := record{row: rec.row, text: maps.Clone(rec.text)}
	now := rec.fields()
	maps.Copy(now, fix)
	for _, n := range rec.needs {
		if _, repaired := fix[n.field]; !repaired {
			out.needs = append(out.needs, n)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(fix)) {
		switch {
		case field == FieldNeed:
			out.needs = append(out.needs, needText{FieldNeed, fix[field], now[FieldNeedRank], now[FieldNeedEnd]})
		case field == FieldNeedRank || field == FieldNeedEnd:
			for i := range out.needs {
				if out.needs[i].field == FieldNeed {
					out.needs[i].rank, out.needs[i].end = now[FieldNeedRank], now[FieldNeedEnd]
				}
			}
		case strings.HasPrefix(field, needPrefix):
			out.needs = append(out.needs, needText{field: field, text: fix[field], rank: strings.TrimPrefix(field, needPrefix)})
		default:
			out.text[field] = fix[field]
		}
	}
	return out
}

// Row returns what the file says in a row, by field, with what was put right in it;
// false for a row that could not be taken apart.
func (s Sheet) Row(row int) (map[string]string, bool) {
	rec, ok := s.written[row]
	if !ok {
		return nil, false
	}
	return rec.fields(), true
}
