package intake

import (
	"slices"
	"strings"
)

// needsOf reads the types of need of a row. A need that has ended is left out.
func (r *reader) needsOf(row *readRow, needs []needText) {
	for _, n := range needs {
		value := r.clean(row, n.field, strings.ReplaceAll(n.text, "\n", "; "))
		if value == "" || strings.EqualFold(value, "none") {
			continue
		}
		read := r.needOf(value)
		if !read.known {
			row.reject(n.field, value, "This is not a type of need, or several that cannot be told apart. Use codes such as SLCN or ASD, with a semicolon between them.")
			continue
		}
		if read.legacy {
			r.warn(row.Row, n.field, value, "This is an old type of need. It was read as "+strings.Join(read.codes, ", ")+".")
		}
		rank, ok := r.rankOf(row, n.rank)
		if !ok || r.ended(row, n.end) {
			continue
		}
		for i, code := range read.codes {
			next := rankedNeed{code: code}
			if rank > 0 {
				next.rank = rank + i
			}
			row.ranked = append(row.ranked, next)
		}
	}
}

// rankOf reads a rank, 0 when there is none.
func (r *reader) rankOf(row *readRow, text string) (rank int, ok bool) {
	if text = r.clean(row, FieldNeedRank, text); text == "" {
		return 0, true
	}
	if rank, ok = parseRank(text); !ok {
		row.reject(FieldNeedRank, text, "This is not a rank. Use 1 for the primary need, 2 for the next.")
	}
	return rank, ok
}

// ended reports whether a need's last day has passed.
func (r *reader) ended(row *readRow, text string) bool {
	if text = r.clean(row, FieldNeedEnd, text); text == "" {
		return false
	}
	end, ok := parseDate(text, r.today, r.date1904)
	if !ok {
		row.reject(FieldNeedEnd, text, notADate)
	}
	return ok && end.Before(r.today)
}

// needOf reads a cell with one type of need, or with several.
func (r *reader) needOf(value string) needRead {
	if n, seen := r.needs[value]; seen {
		return n
	}
	var n needRead
	for _, separators := range []string{";|", "/", ","} {
		if n = r.severalNeeds(value, separators); n.known {
			break
		}
	}
	if !n.known {
		n = r.oneNeed(value)
	}
	r.needs[value] = n
	return n
}

// severalNeeds reads "SLCN; ASD". All parts must be types of need, so that the commas
// in "Speech, language and communication needs" do not part it.
func (r *reader) severalNeeds(value, separators string) needRead {
	parts := strings.FieldsFunc(value, func(c rune) bool { return strings.ContainsRune(separators, c) })
	if len(parts) < 2 {
		return needRead{}
	}
	all := needRead{known: true}
	for _, part := range parts {
		one := r.oneNeed(strings.TrimSpace(part))
		if !one.known {
			return needRead{}
		}
		all.codes = append(all.codes, one.codes...)
		all.legacy = all.legacy || one.legacy
	}
	return all
}

// oneNeed reads one type of need. A second code in the text means that there are
// several, which must not be lost.
func (r *reader) oneNeed(value string) needRead {
	words := strings.FieldsFunc(value, func(c rune) bool { return !('A' <= c && c <= 'Z') })
	for _, part := range withBracketsApart(value) {
		code, legacy, known := r.codes.ReadNeed(part)
		if !known {
			continue
		}
		for _, other := range r.codes.Needs {
			if other.Code != code && slices.Contains(words, other.Code) {
				return needRead{}
			}
		}
		return needRead{codes: []string{code}, legacy: legacy != "", known: true}
	}
	return needRead{}
}
