package register

import (
	"fmt"
	"strings"

	"needsbook/app/day"
)

// Query is a search of the register, read from text such as
// "need:SEMH year:6 status:K level:>=L3 review:<30d kowal". Words without a
// colon are looked for at the start of any part of the name, class or number;
// all terms must hold.
type Query struct {
	terms []func(*Entry) bool
	words []string
}

// QueryError says which term of a query cannot be understood and why.
type QueryError struct{ Term, Reason string }

// Error returns the sentence for a person.
func (e *QueryError) Error() string {
	return fmt.Sprintf("“%s” in the search: %s", e.Term, e.Reason)
}

// QueryContext is what a query is read against.
type QueryContext struct {
	Today  day.Date
	Codes  *Codes
	Levels []string // level ids of the continuum in use, lowest first
	Fields []Field  // the school's own

	Provided func() ([]Provided, error) // what runs today, asked only by a search for it; nil for none
}

// QueryFields names what a query can ask about, with an example of each, for help
// and for the buttons that write terms. The school's own fields come beside them, each
// under its name: reading-age:>=9.5.
var QueryFields = []struct{ Field, Example, Meaning string }{
	{"need", "need:SEMH", "has this type of need (any rank); need:SEMH,SLCN for either"},
	{"primary", "primary:SLCN", "has this primary need"},
	{"other", "other:SEMH", "has this need beside the primary one"},
	{"area", "area:semh", "has a need in this area"},
	{"status", "status:K", "has this SEN status (N, K or E; status:sen is K or E)"},
	{"since", "since:30d", "has had the status since a day, or for so many days at most"},
	{"sen-september", "sen-september:no", "had this SEN status on 1 September (K, E, N, yes or no)"},
	{"concern", "concern:open", "has an open concern; none for no open one"},
	{"year", "year:6", "is in this year group; year:3-6 for several"},
	{"class", "class:4B", "is in this class"},
	{"level", "level:>=L3", "has this confirmed {level}; level:none for none"},
	{"confirmed", "confirmed:>365d", "has the {level} confirmed on a day, or so many days ago"},
	{"review", "review:<30d", "has a review due within so many days or before a day; overdue or none"},
	{"provision", "provision:lego", "gets provision with this name today, by the beginnings of its words; none for no provision"},
	{"provision-area", "provision-area:semh", "gets provision for this area of need today"},
	{"wave", "wave:3", "gets provision of this wave today (1, 2 or 3)"},
	{"flag", "flag:PP", "has this flag (PP, FSM, LAC, EAL …)"},
	{"sex", "sex:F", "is of this sex, as the school holds it"},
	{"born", "born:>=2018-09-01", "was born on, before or after a day; born:2018 for a year"},
	{"age", "age:>=10", "is of this age in years"},
	{"surname", "surname:nguyen", "has a surname with a word that begins so"},
	{"forename", "forename:ana", "the same for the forename"},
	{"known-as", "known-as:none", "the same for the name the pupil goes by; none for no other"},
	{"upn", "upn:none", "has this UPN, or none"},
	{"mis", "mis:1042", "has this number in the school's own system"},
	{"entered", "entered:>=2026-09-01", "came on roll on, before or after a day"},
	{"left", "left:yes", "has left the roll; without it only pupils on roll are shown"},
}

// ParseQuery reads a query. An unknown field or value is a *QueryError.
func ParseQuery(text string, c QueryContext) (Query, error) {
	var q Query
	leftAsked := false
	for _, term := range splitTerms(text) {
		negate := len(term) > 1 && term[0] == '-'
		body := strings.TrimPrefix(term, "-")
		field, value, isField := strings.Cut(body, ":")
		if !isField || strings.HasPrefix(term, "\"") {
			if w := FoldName(strings.Trim(term, "\"")); w != "" {
				q.words = append(q.words, w)
			}
			continue
		}
		key := slug(field)
		read, ok := queryFields[key]
		if !ok {
			read, ok = ownTerm(c.Fields, key)
		}
		if !ok {
			return Query{}, &QueryError{term, "there is no field called “" + field + "”. You can use " + fieldList(c.Fields) + "."}
		}
		test, reason := readValues(read, value, c)
		if reason != "" {
			return Query{}, &QueryError{term, reason}
		}
		leftAsked = leftAsked || key == "left"
		if negate {
			keep := test
			test = func(e *Entry) bool { return !keep(e) }
		}
		q.terms = append(q.terms, test)
	}
	if !leftAsked {
		q.terms = append(q.terms, func(e *Entry) bool { return e.Left.IsZero() || !e.Left.Before(c.Today) })
	}
	return q, nil
}

// Match reports whether an entry answers the query.
func (q Query) Match(e *Entry) bool {
	for _, t := range q.terms {
		if !t(e) {
			return false
		}
	}
	for _, w := range q.words {
		if !wordStarts(e.Folded(), w) {
			return false
		}
	}
	return true
}

// wordStarts reports whether a word of text begins with w.
func wordStarts(text, w string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], w)
		if i < 0 {
			return false
		}
		if i += from; i == 0 || text[i-1] == ' ' {
			return true
		}
		from = i + 1
	}
}

// splitTerms splits at spaces outside double quotes; a quote left open runs to the end.
func splitTerms(text string) []string {
	var terms []string
	var b strings.Builder
	quoted := false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == ' ' && !quoted {
			if b.Len() > 0 {
				terms = append(terms, b.String())
				b.Reset()
			}
			continue
		}
		b.WriteRune(r)
	}
	if b.Len() > 0 {
		terms = append(terms, b.String())
	}
	return terms
}

// readValues reads the values of a term, parted by commas outside quotes: an entry
// answers when it answers one of them.
func readValues(read readTerm, text string, c QueryContext) (func(*Entry) bool, string) {
	var tests []func(*Entry) bool
	for _, value := range splitValues(text) {
		test, reason := read(value, c)
		if reason != "" {
			return nil, reason
		}
		tests = append(tests, test)
	}
	if len(tests) == 1 {
		return tests[0], ""
	}
	return func(e *Entry) bool {
		for _, t := range tests {
			if t(e) {
				return true
			}
		}
		return false
	}, ""
}

// splitValues splits at commas outside double quotes and takes the quotes off; there
// is always one value, which may be "".
func splitValues(text string) []string {
	var out []string
	quoted, from := false, 0
	add := func(part string) {
		if part = strings.TrimSpace(strings.ReplaceAll(part, "\"", "")); part != "" {
			out = append(out, part)
		}
	}
	for i, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ',' && !quoted:
			add(text[from:i])
			from = i + 1
		}
	}
	add(text[from:])
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

func fieldList(own []Field) string {
	var names []string
	for _, f := range QueryFields {
		names = append(names, f.Field)
	}
	for _, f := range own {
		names = append(names, f.Slug())
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
