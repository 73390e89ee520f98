package register

import (
	"slices"
	"strings"

	"needsbook/app/day"
)

// ownTerm reads a term about a field of the school's own.
func ownTerm(fields []Field, name string) (readTerm, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Slug() == name })
	if i < 0 {
		return nil, false
	}
	f := fields[i]
	get := func(e *Entry) string { return e.Fields[f.ID] }
	switch f.Type {
	case FieldDate:
		return dateTerm(func(e *Entry) day.Date { return dateOf(get(e)) }, dateWay{past: true}), true
	case FieldNumber:
		return ownNumberTerm(f), true
	case FieldText:
		return wordTerm(get), true
	}
	return func(value string, c QueryContext) (func(*Entry) bool, string) {
		if strings.EqualFold(value, "none") {
			return func(e *Entry) bool { return get(e) == "" }, ""
		}
		want, err := f.Read(value, c.Today)
		if err != nil {
			return nil, err.Error()
		}
		if want == "" {
			return nil, "write a value to look for, or none."
		}
		return func(e *Entry) bool { return get(e) == want }, ""
	}, true
}

func ownNumberTerm(f Field) readTerm {
	return func(value string, c QueryContext) (func(*Entry) bool, string) {
		if strings.EqualFold(value, "none") {
			return func(e *Entry) bool { return e.Fields[f.ID] == "" }, ""
		}
		op, rest := cutComparison(value)
		read, err := f.Read(rest, c.Today)
		if err != nil {
			return nil, err.Error()
		}
		want, ok := millionths(read)
		if !ok {
			return nil, "write a number to compare with, such as " + f.Slug() + ":>=9, or none."
		}
		return func(e *Entry) bool {
			has, ok := millionths(e.Fields[f.ID])
			return ok && compares(op, has, want)
		}, ""
	}
}
