package intake

import (
	"regexp"
	"slices"
	"strings"

	"needsbook/app/register"
)

// staffParts part the kind of staff from the name: TA (Mrs Brown), Mrs Brown - HLTA.
var staffParts = regexp.MustCompile(`[(),;&+/]| - | – | and `)

// staffOf parts the words about staff into kinds and names.
func (r *provisionReader) staffOf(texts ...string) (kinds, names []string) {
	for _, text := range texts {
		parts := []string{text}
		if r.kinds[foldHeading(text)] == "" {
			parts = staffParts.Split(text, -1)
		}
		for _, part := range parts {
			part = strings.TrimSpace(part)
			kind := r.kinds[foldHeading(part)]
			switch {
			case kind != "" && !slices.Contains(kinds, kind):
				kinds = append(kinds, kind)
			case kind == "" && part != "" && !slices.Contains(names, part):
				names = append(names, part)
			}
		}
	}
	return kinds, names
}

// learnStaff notes which kind of staff a name has in the rows that say it, for those
// that name the person alone. A name with two kinds has none.
func (r *provisionReader) learnStaff(rows []tableRow, h header) {
	r.kindOf = map[string]string{}
	for _, row := range rows {
		rec := tableRecord(row, h.columns).repaired(r.opts.Repairs[row.number])
		kind, _ := cleanText(rec.text[FieldStaffKind])
		staff, _ := cleanText(rec.text[FieldStaff])
		kinds, names := r.staffOf(kind, staff)
		if len(kinds) != 1 || len(names) != 1 {
			continue
		}
		key := foldPerson(names[0])
		if before, seen := r.kindOf[key]; seen && before != kinds[0] {
			kinds[0] = ""
		}
		r.kindOf[key] = kinds[0]
	}
}

var titles = regexp.MustCompile(`(?i)^(?:mrs|mr|ms|miss|mx|dr)\.? `)

// foldPerson is a name without its title, for comparing.
func foldPerson(name string) string { return register.FoldName(titles.ReplaceAllString(name, "")) }
