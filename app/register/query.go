package register

import (
	"fmt"
	"slices"
	"strconv"
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
}

// QueryFields names what a query can ask about, with an example of each, for help
// and for the buttons that write terms.
var QueryFields = []struct{ Field, Example, Meaning string }{
	{"need", "need:SEMH", "has this type of need (any rank)"},
	{"primary", "primary:SLCN", "has this primary need"},
	{"area", "area:semh", "has a need in this area"},
	{"status", "status:K", "has this SEN status (N, K or E; status:sen is K or E)"},
	{"year", "year:6", "is in this year group; year:3-6 for several"},
	{"class", "class:4B", "is in this class"},
	{"level", "level:>=L3", "has this confirmed level; level:none for none"},
	{"review", "review:<30d", "has a review due within so many days; overdue or none"},
	{"flag", "flag:PP", "has this flag (PP, FSM, LAC, EAL …)"},
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
		field = strings.ToLower(field)
		read, ok := queryFields[field]
		if !ok {
			return Query{}, &QueryError{term, "there is no field called “" + field + "”. You can use " + fieldList() + "."}
		}
		test, reason := read(strings.Trim(value, "\""), c)
		if reason != "" {
			return Query{}, &QueryError{term, reason}
		}
		leftAsked = leftAsked || field == "left"
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

func fieldList() string {
	names := make([]string, len(QueryFields))
	for i, f := range QueryFields {
		names[i] = f.Field
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

type readTerm func(value string, c QueryContext) (func(*Entry) bool, string)

var queryFields = map[string]readTerm{
	"need":    needTerm(func(e *Entry, code string) bool { return slices.Contains(e.Needs, code) }),
	"primary": needTerm(func(e *Entry, code string) bool { return e.PrimaryNeed() == code }),
	"area":    areaTerm,
	"status":  statusTerm,
	"year":    yearTerm,
	"class":   classTerm,
	"level":   levelTerm,
	"review":  reviewTerm,
	"flag":    flagTerm,
	"left":    leftTerm,
}

func needTerm(has func(*Entry, string) bool) readTerm {
	return func(value string, c QueryContext) (func(*Entry) bool, string) {
		if strings.EqualFold(value, "none") {
			return func(e *Entry) bool { return len(e.Needs) == 0 }, ""
		}
		code, ok := c.Codes.Need(value)
		if !ok {
			return nil, "“" + value + "” is not a type of need. Use a code such as SLCN."
		}
		return func(e *Entry) bool { return has(e, code) }, ""
	}
}

func areaTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	for _, a := range c.Codes.Areas {
		if fold(value) == fold(a.ID) || fold(value) == fold(a.Short) || fold(value) == fold(a.Name) {
			return func(e *Entry) bool {
				return slices.ContainsFunc(e.Needs, func(n string) bool {
					got, ok := c.Codes.AreaOf(n)
					return ok && got.ID == a.ID
				})
			}, ""
		}
	}
	return nil, "“" + value + "” is not an area of need. Use C&I, C&L, SEMH or S&P."
}

func statusTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "sen") {
		return func(e *Entry) bool { return e.OnRegister() }, ""
	}
	code, _, ok := c.Codes.Status(value)
	if !ok {
		return nil, "“" + value + "” is not an SEN status. Use N, K or E."
	}
	return func(e *Entry) bool { return e.Status == code }, ""
}

func yearTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	order := func(text string) (int, bool) {
		code, ok := c.Codes.Year(text)
		for _, y := range c.Codes.Years {
			if ok && y.Code == code {
				return y.Order, true
			}
		}
		return 0, false
	}
	first, last, ranged := strings.Cut(value, "-")
	lo, ok := order(first)
	hi, ok2 := lo, true
	if ranged {
		hi, ok2 = order(last)
	}
	if !ok || !ok2 {
		return nil, "“" + value + "” is not a year group. Use R, 1 to 14, or a range such as 3-6."
	}
	return func(e *Entry) bool { return e.Year.Code != "" && e.Year.Order >= lo && e.Year.Order <= hi }, ""
}

func classTerm(value string, _ QueryContext) (func(*Entry) bool, string) {
	return func(e *Entry) bool { return strings.EqualFold(e.Class, value) }, ""
}

// cutComparison takes a leading <, <=, >, >= or = off a value.
func cutComparison(value string) (op, rest string) {
	for _, op := range []string{"<=", ">=", "<", ">", "="} {
		if rest, ok := strings.CutPrefix(value, op); ok {
			return op, rest
		}
	}
	return "=", value
}

func compares(op string, a, b int) bool {
	switch op {
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	case ">=":
		return a >= b
	}
	return a == b
}

func levelTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		return func(e *Entry) bool { return e.Level == "" }, ""
	}
	op, name := cutComparison(value)
	rank := slices.IndexFunc(c.Levels, func(id string) bool {
		return strings.EqualFold(id, name) || strings.EqualFold(strings.TrimPrefix(id, "L"), name)
	})
	if rank < 0 {
		return nil, "“" + name + "” is not a level. Use " + strings.Join(c.Levels, ", ") + " or none."
	}
	return func(e *Entry) bool {
		has := slices.Index(c.Levels, e.Level)
		return has >= 0 && compares(op, has, rank)
	}, ""
}

func reviewTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	switch strings.ToLower(value) {
	case "none":
		return func(e *Entry) bool { return e.ReviewDue.IsZero() }, ""
	case "overdue":
		return func(e *Entry) bool { return !e.ReviewDue.IsZero() && e.ReviewDue.Before(c.Today) }, ""
	}
	op, rest := cutComparison(value)
	n, err := strconv.Atoi(strings.TrimSuffix(strings.ToLower(rest), "d"))
	if err != nil || n < 0 || n > 3660 || op == "=" {
		return nil, "write how many days, such as review:<30d, or overdue or none."
	}
	return func(e *Entry) bool { return !e.ReviewDue.IsZero() && compares(op, c.Today.DaysUntil(e.ReviewDue), n) }, ""
}

func flagTerm(value string, _ QueryContext) (func(*Entry) bool, string) {
	for _, f := range FlagNames {
		if strings.EqualFold(value, f.Code) || fold(value) == fold(f.Name) {
			return func(e *Entry) bool { return e.Flags.Has(f.Code) }, ""
		}
	}
	return nil, "“" + value + "” is not a flag. Use PP, FSM, FSM6, LAC, EAL, YC, SC, UNIT or RP."
}

func leftTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	switch strings.ToLower(value) {
	case "yes":
		return func(e *Entry) bool { return !e.Left.IsZero() && e.Left.Before(c.Today) }, ""
	case "no":
		return func(e *Entry) bool { return e.Left.IsZero() || !e.Left.Before(c.Today) }, ""
	case "any":
		return func(*Entry) bool { return true }, ""
	}
	return nil, "use left:yes, left:no or left:any."
}
