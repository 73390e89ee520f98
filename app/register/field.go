package register

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"needsbook/app/day"
)

// Field is a field of the school's own: what it is called and what it may hold.
type Field struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Type    FieldType `json:"type"`
	Choices []string  `json:"choices"` // of a FieldChoice, in their order
	Place   int       `json:"place"`   // order among the fields
}

// FieldType is what a field of the school's own may hold.
type FieldType string

// Types of field.
const (
	FieldText   FieldType = "text"
	FieldNumber FieldType = "number"
	FieldDate   FieldType = "date"
	FieldYesNo  FieldType = "yes_no"
	FieldChoice FieldType = "choice"
)

// FieldTypes gives each type its plain words, in the order they are offered.
var FieldTypes = []struct {
	Type FieldType
	Name string
}{
	{FieldText, "Words"},
	{FieldNumber, "Number"},
	{FieldDate, "Date"},
	{FieldYesNo, "Yes or no"},
	{FieldChoice, "Choice from a list"},
}

// The two values of a FieldYesNo.
const (
	Yes = "yes"
	No  = "no"
)

// longestValue is how many characters a value may have, longestName how many a
// field's name or a choice.
const (
	longestValue = 500
	longestName  = 40
)

// FieldError says why a value, or the field itself, is refused.
type FieldError struct{ Field, Reason string }

// Error returns the sentence for a person.
func (e *FieldError) Error() string { return e.Reason }

// Slug returns the name as a query and a bulk edit write it: "Reading age" is
// reading-age.
func (f Field) Slug() string { return slug(f.Name) }

func slug(name string) string { return strings.ReplaceAll(FoldName(name), " ", "-") }

// Check reports what is wrong with a field's own description, among others that the
// school has.
func (f Field) Check(others []Field) error {
	refuse := func(format string, args ...any) error { return &FieldError{f.Name, fmt.Sprintf(format, args...)} }
	switch {
	case strings.TrimSpace(f.Name) == "" || f.Slug() == "":
		return refuse("Enter a name for the field, such as Reading age.")
	case len([]rune(f.Name)) > longestName:
		return refuse("The name of a field can have %d characters at most.", longestName)
	case !slices.ContainsFunc(FieldTypes, func(t struct {
		Type FieldType
		Name string
	}) bool {
		return t.Type == f.Type
	}):
		return refuse("“%s” is not a type of field. Use text, number, date, yes_no or choice.", f.Type)
	case takenName(f.Name):
		return refuse("The register has a column called “%s” already. Choose another name.", f.Name)
	}
	for _, o := range others {
		if o.ID != f.ID && o.Slug() == f.Slug() {
			return refuse("There is a field called “%s” already. Choose another name.", o.Name)
		}
	}
	if f.Type != FieldChoice {
		return nil
	}
	if len(f.Choices) == 0 {
		return refuse("Enter at least one choice.")
	}
	for i, c := range f.Choices {
		switch {
		case FoldName(c) == "" || len([]rune(c)) > longestName:
			return refuse("Each choice needs a letter or a figure and can have %d characters at most.", longestName)
		case FoldName(c) == "none":
			return refuse("A choice cannot be called none: that is what an empty field is asked by.")
		case slices.ContainsFunc(f.Choices[:i], func(o string) bool { return FoldName(o) == FoldName(c) }):
			return refuse("The choice “%s” is listed twice.", c)
		}
	}
	return nil
}

// takenName reports whether a built-in column or a term of the query language
// answers to a name.
func takenName(name string) bool {
	key := slug(name)
	if _, taken := queryFields[key]; taken {
		return true
	}
	for _, c := range builtIn {
		if key == slug(c.Title) || key == slug(c.ID) {
			return true
		}
	}
	return slices.ContainsFunc(FlagNames, func(f struct{ Code, Name string }) bool { return key == slug(f.Name) || key == slug(f.Code) })
}

// plainNumber is what a FieldNumber takes: it fits eighteen figures, so that values
// compare exactly and quickly.
var plainNumber = regexp.MustCompile(`^-?[0-9]{1,12}(\.[0-9]{1,6})?$`)

// Read turns what a person typed into the form that is kept: an ISO date, an exact
// number, yes or no, one of the choices. "" is kept as nothing. The error is a
// *FieldError.
func (f Field) Read(text string, today day.Date) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return "", nil
	}
	refuse := func(format string, args ...any) (string, error) {
		return "", &FieldError{f.Name, fmt.Sprintf(format, args...)}
	}
	switch f.Type {
	case FieldNumber:
		digits := strings.ReplaceAll(text, ",", "")
		if !plainNumber.MatchString(digits) || !commasFit(text) {
			return refuse("“%s” is not a number that %s can hold. Write it with figures, such as 9 or 9.5.", shorten(text), f.Name)
		}
		n, err := decimal.NewFromString(digits)
		if err != nil {
			return refuse("“%s” is not a number that %s can hold. Write it with figures, such as 9 or 9.5.", shorten(text), f.Name)
		}
		return n.String(), nil
	case FieldDate:
		d, err := day.Parse(text, today)
		if err != nil {
			return refuse("“%s” is not a date for %s. Write it as 3 Sep 2026 or 03/09/2026.", shorten(text), f.Name)
		}
		return d.String(), nil
	case FieldYesNo:
		value, ok := yesNoWords[strings.ToLower(text)]
		if !ok {
			return refuse("“%s” is neither yes nor no for %s. Write yes, no or nothing.", shorten(text), f.Name)
		}
		return value, nil
	case FieldChoice:
		for _, c := range f.Choices {
			if FoldName(c) == FoldName(text) {
				return c, nil
			}
		}
		return refuse("“%s” is not one of the choices of %s. Use %s.", shorten(text), f.Name, strings.Join(f.Choices, ", "))
	}
	if len([]rune(text)) > longestValue {
		return refuse("%s can have %d characters at most. Write longer text as a note.", f.Name, longestValue)
	}
	return text, nil
}

var yesNoWords = map[string]string{
	"yes": Yes, "y": Yes, "true": Yes, "t": Yes, "1": Yes, "✓": Yes,
	"no": No, "n": No, "false": No, "f": No, "0": No,
}

// commasFit reports whether the commas of a number, if any, part thousands.
func commasFit(text string) bool {
	whole, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || len(groups) > 1 && (len(g) == 0 || len(g) > 3) {
			return false
		}
	}
	return true
}

// shorten keeps a sentence readable where it repeats what was typed.
func shorten(text string) string {
	if r := []rune(text); len(r) > longestName {
		return string(r[:longestName]) + "…"
	}
	return text
}

// Words shows a kept value as a person reads it.
func (f Field) Words(value string) string {
	switch f.Type {
	case FieldDate:
		return dateOf(value).Words()
	case FieldYesNo:
		switch value {
		case Yes:
			return "Yes"
		case No:
			return "No"
		}
	}
	return value
}

// dateOf reads a kept date; what is none is the zero date.
func dateOf(value string) day.Date {
	var d day.Date
	if d.UnmarshalText([]byte(value)) != nil {
		return day.Date{}
	}
	return d
}

// millionths returns a kept number as a whole number of millionths, and whether
// there is one.
func millionths(value string) (int, bool) {
	n, err := decimal.NewFromString(value)
	if err != nil {
		return 0, false
	}
	return int(n.Shift(6).IntPart()), true
}
