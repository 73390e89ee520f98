package intake

import (
	"maps"
	"slices"
	"strings"
)

// headerDepth is how many rows with something in them are tried as the headings.
const headerDepth = 50

// header is the row of headings and what its columns hold.
type header struct {
	index   int            // in the table's rows
	score   int            // fields recognised
	columns map[string]int // field to column
}

// findHeader finds the row of headings: the one the person named, or the one in which
// most fields are recognised. It refuses a file in which a pupil cannot be told.
func findHeader(t table, opts Options) (header, error) {
	found, err := chooseHeader(t, opts)
	if err != nil {
		return header{}, err
	}
	_, upn := found.columns[FieldUPN]
	_, id := found.columns[FieldMISID]
	_, surname := found.columns[FieldSurname]
	_, name := found.columns[FieldName]
	if found.score < 2 || !(upn || id || surname || name) {
		return header{}, refuse("No row of headings was found, so nothing was read. Needsbook looked for headings such as UPN, Surname, Forename, Date of birth and SEN Status. Add a row of headings, or choose the columns yourself.")
	}
	return found, nil
}

// chooseHeader takes the row that the person named as the headings, or the best one,
// and holds the map of columns against it.
func chooseHeader(t table, opts Options) (header, error) {
	for field := range opts.Map {
		if _, own := ownField(opts.Own, field); !own && !opts.vocabulary().knows(field) {
			return header{}, refuse("The column map names a field “%s” that does not exist. Fields are %s.", shorten(field), opts.vocabulary().fieldList())
		}
	}
	if len(t.rows) == 0 {
		return header{}, refuse("The file has no rows that can be read, so nothing was read.")
	}
	found := bestHeader(t.rows, opts)
	if opts.HeaderRow > 0 {
		at := slices.IndexFunc(t.rows, func(r tableRow) bool { return r.number == opts.HeaderRow })
		if at < 0 {
			return header{}, refuse("Row %d, named as the row of headings, is empty.", opts.HeaderRow)
		}
		found = readHeader(t.rows, at, opts)
	}
	headings := t.rows[found.index].cells
	for _, field := range slices.Sorted(maps.Keys(opts.Map)) {
		if heading := opts.Map[field]; heading != "" && !hasHeading(headings, heading) {
			return header{}, refuse("The column map expects a column “%s” for %s, and the file has none. Choose the columns again.", shorten(heading), field)
		}
	}
	return found, nil
}

// fittingMap returns the first of some maps whose headings all stand in one row near
// the top; nil when none fits.
func fittingMap(rows []tableRow, known []map[string]string) map[string]string {
	for _, chosen := range known {
		for _, row := range rows[:min(len(rows), headerDepth)] {
			if fits(row, chosen) {
				return chosen
			}
		}
	}
	return nil
}

func fits(row tableRow, chosen map[string]string) bool {
	for _, heading := range chosen {
		if heading != "" && !hasHeading(row.cells, heading) {
			return false
		}
	}
	return len(chosen) > 0
}

// bestHeader returns the row near the top in which most fields are recognised.
func bestHeader(rows []tableRow, opts Options) header {
	var best header
	for i := range rows[:min(len(rows), headerDepth)] {
		if h := readHeader(rows, i, opts); h.score > best.score {
			best = h
		}
	}
	return best
}

// readHeader reads a row as headings. A heading chosen by the person comes first; an
// empty choice leaves the field out. Of several columns for one field the likeliest
// is taken, and no column is taken twice.
func readHeader(rows []tableRow, index int, opts Options) header {
	chosen := opts.Map
	h := header{index: index, columns: map[string]int{}}
	cells := rows[index].cells
	folded := make([]string, len(cells))
	taken := make([]bool, len(cells))
	for i, c := range cells {
		folded[i] = foldHeading(c)
	}
	take := func(field string, column int) {
		if _, left := chosen[field]; left || taken[column] {
			return
		}
		h.columns[field] = column
		taken[column] = true
	}
	for _, field := range slices.Sorted(maps.Keys(chosen)) {
		want := foldHeading(chosen[field])
		if at := slices.Index(folded, want); want != "" && at >= 0 {
			h.columns[field] = at
			taken[at] = true
		}
	}
	for _, f := range opts.Own {
		if at := slices.Index(folded, foldHeading(f.Name)); at >= 0 {
			take(OwnField(f.ID), at)
		}
	}
	words := opts.vocabulary()
	for _, a := range words.aliases {
		best, place := -1, 0
		for i, key := range folded {
			if p, ok := words.places[key][a.field]; ok && !taken[i] && (best < 0 || p < place) {
				best, place = i, p
			}
		}
		if best >= 0 && a.field != FieldNeed {
			take(a.field, best)
		}
	}
	if words == pupilWords {
		h.takeNeeds(folded, take)
	}
	h.score = len(h.columns)
	if words == provisionWords {
		h.score += h.provisionScore(rows, opts)
	}
	return h
}

// takeNeeds finds the need columns. Columns whose headings give a rank keep it;
// several plain ones ("Need", "Need") are ranked from left to right; one plain column
// alone has no rank, since such files often have a row for each need.
func (h *header) takeNeeds(folded []string, take func(string, int)) {
	var plain []int
	for i, key := range folded {
		if rank := needRanks[key]; rank > 0 {
			if _, have := h.columns[NeedField(rank)]; !have {
				take(NeedField(rank), i)
			}
		} else if _, ok := pupilWords.places[key][FieldNeed]; ok {
			plain = append(plain, i)
		}
	}
	ranked := false
	for rank := 1; rank <= maxNeedColumns; rank++ {
		_, have := h.columns[NeedField(rank)]
		ranked = ranked || have
	}
	_, first := h.columns[NeedField(1)]
	switch {
	case len(plain) == 0 || first:
	case ranked: // "SEN need" beside "Secondary need"
		take(NeedField(1), plain[0])
	case len(plain) == 1:
		take(FieldNeed, plain[0])
	default:
		for i, column := range plain[:min(len(plain), maxNeedColumns)] {
			take(NeedField(i+1), column)
		}
	}
}

func hasHeading(headings []string, want string) bool {
	return slices.ContainsFunc(headings, func(h string) bool { return foldHeading(h) == foldHeading(want) })
}

func (v *vocabulary) fieldList() string {
	var names []string
	for _, a := range v.aliases {
		names = append(names, a.field)
	}
	if v == pupilWords {
		names = append(names, NeedField(1)+" to "+NeedField(maxNeedColumns))
	}
	return strings.Join(names, ", ")
}
