package register

import "strings"

// View is a way of looking at the register: which pupils, which columns in which
// order, sorted how, and which rows stand out.
type View struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Place   int          `json:"place"` // order among the saved views
	Query   string       `json:"query"` // the pupils it shows
	Columns []ViewColumn `json:"columns"`
	Sorts   []ViewSort   `json:"sorts"` // the first decides, the next settle what it leaves equal
	Marks   []ViewMark   `json:"marks"` // the first that a row answers marks it
	Preview bool         `json:"preview"`
}

// ViewColumn is a column that a view shows.
type ViewColumn struct {
	ID    string `json:"id"`
	Width int    `json:"width"` // pixels at 100 % text, 0 is as wide as its words
	Title string `json:"title"` // of a field of the school's own when the view was saved, to name it once it is gone
}

// ViewSort is a column that a view is sorted by.
type ViewSort struct {
	ID         string `json:"id"`
	Descending bool   `json:"descending"`
}

// ViewMark makes the rows that answer a query stand out, with a look and with words:
// colour is never the only sign.
type ViewMark struct {
	Query string `json:"query"`
	Words string `json:"words"`
	Look  string `json:"look"` // the id of one of MarkLooks
}

// MarkLooks are the looks that a mark can have. The shape says the same as the colour.
var MarkLooks = []struct{ ID, Name, Shape string }{
	{"overdue", "Red", "!"},
	{"soon", "Amber", "◐"},
	{"done", "Green", "✓"},
	{"accent", "Blue", "●"},
	{"quiet", "Grey", "○"},
}

// HasColumn reports whether the view shows a column.
func (v View) HasColumn(id string) bool {
	for _, c := range v.Columns {
		if c.ID == id {
			return true
		}
	}
	return false
}

// WithColumns returns the view with exactly these columns, as wide as their words.
func (v View) WithColumns(ids ...string) View {
	v.Columns = nil
	for _, id := range ids {
		v.Columns = append(v.Columns, ViewColumn{ID: id})
	}
	return v
}

// termField returns the field that a term asks about, "" for a word.
func termField(term string) string {
	if strings.HasPrefix(term, `"`) {
		return ""
	}
	field, _, asked := strings.Cut(strings.TrimPrefix(term, "-"), ":")
	if !asked {
		return ""
	}
	return slug(field)
}

// WithoutField returns a query without its terms about a field.
func WithoutField(query, field string) string {
	var kept []string
	for _, term := range splitTerms(query) {
		if termField(term) != field {
			kept = append(kept, term)
		}
	}
	return strings.Join(kept, " ")
}

// RenameField returns a query in which the terms about one field ask about another.
func RenameField(query, from, to string) string {
	terms := splitTerms(query)
	for i, term := range terms {
		if termField(term) != from {
			continue
		}
		sign := ""
		if term[0] == '-' {
			sign, term = "-", term[1:]
		}
		_, value, _ := strings.Cut(term, ":")
		terms[i] = sign + to + ":" + value
	}
	return strings.Join(terms, " ")
}

// withoutTerm returns a query without one of its terms.
func withoutTerm(query, lost string) string {
	var kept []string
	for _, term := range splitTerms(query) {
		if term != lost {
			kept = append(kept, term)
		}
	}
	return strings.Join(kept, " ")
}
