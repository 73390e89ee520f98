package register

import (
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
)

// Column is something that a sheet of the register can show about each pupil.
type Column struct {
	ID       string // for a field of the school's own the field's id
	Title    string
	Number   bool   // figures, set to the right
	Date     bool   // days, which sort and compare as such
	Wide     bool   // usually holds many words
	Names    bool   // may hold what names a pupil: left out where names are hidden
	Own      bool   // a field of the school's own
	Editable bool   // can be pasted over
	Term     string // the query's name for it, "" where a query cannot ask
}

// kind is how the cells of a column are ordered, counted and offered as a filter.
type kind int

const (
	kindText   kind = iota // each its own, in the order of an English reader
	kindCode               // one of a few
	kindList               // several of a few
	kindDate               //
	kindNumber             // in millionths
)

// builtInColumn is a column and where its cells come from. One of text, list, date
// and number is set, as its kind says.
type builtInColumn struct {
	Column
	kind   kind
	text   func(*Entry, *SheetContext) string
	list   func(*Entry, *SheetContext) []string
	date   func(*Entry) day.Date
	number func(*Entry, *SheetContext) (millionths int, ok bool)
	words  func(c *SheetContext, value string) string // of one code; nil where it speaks for itself
	place  func(c *SheetContext, value string) int    // a code's order; nil by its text
	due    bool                                       // a date still to come: its words say how near
}

// column ids that other files name.
const (
	ColumnName    = "name"
	ColumnSurname = "surname"
	ColumnUPN     = "upn"
	ColumnBorn    = "born"
)

// builtIn are the columns of every school, in the order they are offered.
var builtIn = []builtInColumn{
	{Column: Column{ID: ColumnName, Title: "Name", Names: true, Wide: true}, text: func(e *Entry, c *SheetContext) string { return c.NameOf(e) }},
	{Column: Column{ID: ColumnSurname, Title: "Surname", Names: true, Term: "surname"}, text: func(e *Entry, _ *SheetContext) string { return e.Surname }},
	{Column: Column{ID: "forename", Title: "Forename", Names: true, Term: "forename"}, text: func(e *Entry, _ *SheetContext) string { return e.Forename }},
	{Column: Column{ID: "known_as", Title: "Known as", Names: true, Editable: true, Term: "known-as"}, text: func(e *Entry, _ *SheetContext) string { return e.Preferred }},
	{Column: Column{ID: ColumnUPN, Title: "UPN", Names: true, Term: "upn"}, text: func(e *Entry, _ *SheetContext) string { return e.UPN }},
	{Column: Column{ID: ColumnBorn, Title: "Date of birth", Names: true, Term: "born"}, kind: kindDate, date: func(e *Entry) day.Date { return e.Born }},
	{Column: Column{ID: "age", Title: "Age", Number: true, Term: "age"}, kind: kindNumber, number: ageOf},
	{Column: Column{ID: "sex", Title: "Sex", Editable: true, Term: "sex"}, kind: kindCode, text: func(e *Entry, _ *SheetContext) string { return e.Sex }},
	{Column: Column{ID: "year", Title: "Year", Editable: true, Term: "year"}, kind: kindCode, text: func(e *Entry, _ *SheetContext) string { return e.Year.Code }, place: yearPlace},
	{Column: Column{ID: "class", Title: "Class", Editable: true, Term: "class"}, kind: kindCode, text: func(e *Entry, _ *SheetContext) string { return e.Class }},
	{Column: Column{ID: "status", Title: "SEN status", Editable: true, Term: "status"}, kind: kindCode, text: func(e *Entry, _ *SheetContext) string { return e.Status }, words: statusName, place: statusPlace},
	{Column: Column{ID: "since", Title: "Since", Term: "since"}, kind: kindDate, date: func(e *Entry) day.Date { return e.StatusFrom }},
	{Column: Column{ID: "primary_need", Title: "Primary need", Editable: true, Term: "primary"}, kind: kindCode, text: func(e *Entry, _ *SheetContext) string { return e.PrimaryNeed() }},
	{Column: Column{ID: "primary_need_words", Title: "Primary need in words", Wide: true, Term: "primary"}, kind: kindCode, text: func(e *Entry, _ *SheetContext) string { return e.PrimaryNeed() }, words: needWords},
	{Column: Column{ID: "area", Title: "Area of need", Wide: true, Term: "area"}, kind: kindList, list: areasOf, place: areaPlace},
	{Column: Column{ID: "other_needs", Title: "Other needs", Editable: true, Term: "other"}, kind: kindList, list: func(e *Entry, _ *SheetContext) []string { return e.Needs[min(1, len(e.Needs)):] }},
	{Column: Column{ID: "needs", Title: "All needs", Editable: true, Term: "need"}, kind: kindList, list: func(e *Entry, _ *SheetContext) []string { return e.Needs }},
	{Column: Column{ID: "level", Title: "{Level}", Term: "level"}, kind: kindCode, text: levelText, place: levelPlace},
	{Column: Column{ID: "level_confirmed", Title: "{Level} confirmed", Term: "confirmed"}, kind: kindDate, date: func(e *Entry) day.Date { return e.LevelOn }},
	{Column: Column{ID: "review_due", Title: "Review due", Term: "review"}, kind: kindDate, date: func(e *Entry) day.Date { return e.ReviewDue }, due: true},
	{Column: Column{ID: "flags", Title: "Flags", Editable: true, Term: "flag"}, kind: kindList, list: func(e *Entry, _ *SheetContext) []string { return e.Flags }, place: flagPlace},
	{Column: Column{ID: "entered", Title: "Date on roll", Editable: true, Term: "entered"}, kind: kindDate, date: func(e *Entry) day.Date { return e.Entered }},
	{Column: Column{ID: "left_on", Title: "Leaving date", Editable: true, Term: "left"}, kind: kindDate, date: func(e *Entry) day.Date { return e.Left }},
	{Column: Column{ID: "mis_id", Title: "MIS ID", Names: true, Term: "mis"}, text: func(e *Entry, _ *SheetContext) string { return e.MISID }},
	{Column: Column{ID: "concern_since", Title: "Concern open since", Term: "concern"}, kind: kindDate, date: func(e *Entry) day.Date { return e.ConcernSince }},
	{Column: Column{ID: "sen_september", Title: "SEN at 1 September", Term: "sen-september"}, kind: kindCode, text: func(e *Entry, _ *SheetContext) string { return e.StatusSeptember }, words: statusName, place: statusPlace},
}

// Columns returns every column that a sheet can show: the built-in ones, then the
// school's own fields in their order.
func Columns(fields []Field) []Column {
	all := allColumns(fields)
	out := make([]Column, len(all))
	for i, c := range all {
		out[i] = c.Column
	}
	return out
}

func allColumns(fields []Field) []builtInColumn {
	out := slices.Clone(builtIn)
	for _, f := range fields {
		out = append(out, ownColumn(f))
	}
	for i := range out {
		out[i].Date = out[i].kind == kindDate
	}
	return out
}

// ownColumn is the column of a field of the school's own. Words may name a pupil or
// anyone else, so they go where names go.
func ownColumn(f Field) builtInColumn {
	value := func(e *Entry, _ *SheetContext) string { return e.Fields[f.ID] }
	c := builtInColumn{Column: Column{ID: f.ID, Title: f.Name, Own: true, Editable: true, Term: f.Slug()}, text: value}
	switch f.Type {
	case FieldNumber:
		c.kind, c.Number = kindNumber, true
		c.number = func(e *Entry, _ *SheetContext) (int, bool) { return millionths(e.Fields[f.ID]) }
	case FieldDate:
		c.kind = kindDate
		c.date = func(e *Entry) day.Date { return dateOf(e.Fields[f.ID]) }
	case FieldYesNo:
		c.kind = kindCode
		c.words = func(_ *SheetContext, value string) string { return f.Words(value) }
		c.place = func(_ *SheetContext, value string) int { return slices.Index([]string{Yes, No}, value) }
	case FieldChoice:
		c.kind = kindCode
		c.place = func(_ *SheetContext, value string) int { return slices.Index(f.Choices, value) }
	default:
		c.Wide, c.Names = true, true
	}
	return c
}

// value returns a cell as a file holds it: codes, ISO dates, plain figures.
func (c *builtInColumn) value(e *Entry, in *SheetContext) string {
	switch c.kind {
	case kindDate:
		return c.date(e).String()
	case kindList:
		return strings.Join(c.list(e, in), " ")
	case kindNumber:
		if c.text != nil {
			return c.text(e, in)
		}
		if n, ok := c.number(e, in); ok {
			return strconv.Itoa(n / million)
		}
		return ""
	}
	return c.text(e, in)
}

// shown returns a cell as a person reads it.
func (c *builtInColumn) shown(e *Entry, in *SheetContext) string {
	switch {
	case c.kind == kindDate && c.due:
		return DueWords(in.Today, c.date(e))
	case c.kind == kindDate:
		return c.date(e).Words()
	case c.kind == kindList && c.words != nil:
		codes := c.list(e, in)
		words := make([]string, len(codes))
		for i, code := range codes {
			words[i] = c.words(in, code)
		}
		return strings.Join(words, ", ")
	case c.words != nil:
		return c.words(in, c.text(e, in))
	}
	return c.value(e, in)
}

// codes returns what a cell holds, one by one.
func (c *builtInColumn) codes(e *Entry, in *SheetContext) []string {
	if c.kind == kindList {
		return c.list(e, in)
	}
	if v := c.value(e, in); v != "" {
		return []string{v}
	}
	return nil
}

// codeWords returns one code as a person reads it.
func (c *builtInColumn) codeWords(in *SheetContext, code string) string {
	if c.words == nil || code == "" {
		return code
	}
	return c.words(in, code)
}

const million = 1_000_000

func ageOf(e *Entry, c *SheetContext) (int, bool) {
	if e.Born.IsZero() {
		return 0, false
	}
	return day.AgeOn(e.Born, c.Today) * million, true
}

func yearPlace(c *SheetContext, code string) int {
	return slices.IndexFunc(c.Codes.Years, func(y YearGroup) bool { return y.Code == code })
}

func statusPlace(_ *SheetContext, code string) int { return strings.Index("EKN", code) }

func statusName(_ *SheetContext, code string) string { return StatusWords(code) }

func needWords(c *SheetContext, code string) string {
	if code == "" {
		return ""
	}
	return c.Codes.NeedName(code)
}

func areasOf(e *Entry, c *SheetContext) []string {
	var out []string
	for _, n := range e.Needs {
		if a, ok := c.Codes.AreaOf(n); ok && !slices.Contains(out, a.Short) {
			out = append(out, a.Short)
		}
	}
	return out
}

func areaPlace(c *SheetContext, short string) int {
	return slices.IndexFunc(c.Codes.Areas, func(a Area) bool { return a.Short == short })
}

// levelText marks a level of another continuum: it is none of the steps of this one.
func levelText(e *Entry, _ *SheetContext) string {
	if e.LevelOther {
		return e.Level + " (rate again)"
	}
	return e.Level
}

func levelPlace(c *SheetContext, id string) int { return slices.Index(c.Levels, id) }

func flagPlace(_ *SheetContext, code string) int {
	return slices.IndexFunc(FlagNames, func(f struct{ Code, Name string }) bool { return f.Code == code })
}
