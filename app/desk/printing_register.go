package desk

import (
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/register"
)

// RegisterPaper makes a view of the register as a list to print. An error is a
// *register.QueryError.
func (d *Desk) RegisterPaper(v register.View, n Names) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	sheet, err := d.Sheet(v, n)
	if err != nil {
		return nil, err
	}
	s := d.School()
	f := printout.RegisterFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Names: n.forPrint(),
		View: v.Name, Filter: d.FilterWords(v.Query, n), Pupils: d.otherPupils(""), Totals: sheet.Totals()}
	for _, c := range sheet.Columns {
		// What people write may name somebody; codes, dates and the first column do not.
		f.Columns = append(f.Columns, printout.Column{Title: c.Title, Right: c.Number, Written: c.Own || c.Wide && c.ID != register.ColumnName})
	}
	for row := range sheet.Entries {
		cells := make([]string, len(sheet.Columns))
		for col := range cells {
			cells[col] = sheet.Cell(row, col)
			var on day.Date
			if on.UnmarshalText([]byte(sheet.Value(row, col))) == nil && !on.IsZero() {
				cells[col] = on.Words() // “in 9 days” would be wrong on paper tomorrow
			}
		}
		f.Rows = append(f.Rows, cells)
		mark, _ := sheet.Mark(row)
		f.Marks = append(f.Marks, mark.Words)
	}
	return printout.Register(f), nil
}

// filterNames are what the fields of a query ask about, for a reader.
var filterNames = map[string]string{
	"primary": "primary need", "since": "status since", "sen-september": "SEN status on 1 September", "confirmed": "level confirmed", "review": "review due",
	"known-as": "goes by", "mis": "number in the school's own system", "entered": "on roll since", "left": "left the roll", "upn": "UPN",
}

// namingFields are those whose values name a pupil.
var namingFields = []string{"surname", "forename", "known-as", "upn", "mis", "born"}

// FilterWords says in words which pupils a query shows, for the head of a list. With
// names left out, what was searched for by name is not said.
func (d *Desk) FilterWords(query string, n Names) string {
	var words []string
	for _, term := range queryTerms(query) {
		body, not := strings.CutPrefix(term, "-")
		field, value, isField := strings.Cut(body, ":")
		switch {
		case !isField || strings.HasPrefix(term, "\""):
			words = append(words, secret("“"+strings.Trim(term, "\"")+"”", n))
			continue
		case slices.Contains(namingFields, strings.ToLower(field)):
			value = secret(value, n)
		default:
			value = d.valueWords(strings.ToLower(field), strings.Trim(value, "\""))
		}
		name := orElse(filterNames[strings.ToLower(field)], strings.ToLower(field))
		if not {
			name = "not " + name
		}
		words = append(words, name+" "+value)
	}
	return strings.Join(words, "; ")
}

func secret(words string, n Names) string {
	if n == NamesFull {
		return words
	}
	return "a word searched for"
}

// valueWords says the values of a term: codes by their names, < and > in words.
func (d *Desk) valueWords(field, value string) string {
	var out []string
	for _, v := range strings.Split(value, ",") {
		rest := strings.TrimLeft(v, "<>=")
		op := map[string]string{"<": "under ", "<=": "up to ", ">": "over ", ">=": "from ", "": "", "=": ""}[v[:len(v)-len(rest)]]
		switch field {
		case "need", "primary":
			if code, known := d.codes.Need(rest); known {
				rest = d.codes.NeedName(code)
			}
		case "status":
			if code, _, known := d.codes.Status(rest); strings.EqualFold(rest, "sen") {
				rest = d.codes.StatusName("K") + " or " + d.codes.StatusName("E")
			} else if known {
				rest = d.codes.StatusName(code)
			}
		case "level":
			rest = d.levelWords(strings.ToUpper(rest))
		case "flag":
			for _, f := range register.FlagNames {
				if strings.EqualFold(rest, f.Code) {
					rest = f.Name
				}
			}
		}
		if days, isDays := strings.CutSuffix(rest, "d"); isDays && strings.Trim(days, "0123456789") == "" && days != "" {
			rest = days + " days"
		}
		out = append(out, op+rest)
	}
	return strings.Join(out, " or ")
}

// queryTerms splits a query at spaces outside double quotes.
func queryTerms(query string) []string {
	quoted := false
	return strings.FieldsFunc(query, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
}
