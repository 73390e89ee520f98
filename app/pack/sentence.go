package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// typeNames are JSON's kinds of value in words a person who edits a pack knows.
var typeNames = map[string]string{
	"string": "text in quotation marks", "integer": "a whole number", "number": "a number",
	"boolean": "true or false", "object": "a group in { }", "array": "a list in [ ]", "null": "null",
}

// sentence says in plain words what one rule of the schema refused.
func sentence(k jsonschema.ErrorKind) string {
	switch k := k.(type) {
	case *kind.Required:
		return "This is missing: " + quoted(k.Missing) + "."
	case *kind.AdditionalProperties:
		return "This program does not know " + quoted(k.Properties) + " here. Correct the name or take it out."
	case *kind.Type:
		want := make([]string, len(k.Want))
		for i, w := range k.Want {
			want[i] = typeNames[w]
		}
		return fmt.Sprintf("This should be %s, but it is %s.", strings.Join(want, " or "), typeNames[k.Got])
	case *kind.Enum:
		return fmt.Sprintf("“%v” is not one of the values allowed here: %s.", k.Got, values(k.Want))
	case *kind.Const:
		return fmt.Sprintf("This should be “%v”, but it is “%v”.", k.Want, k.Got)
	case *kind.Pattern:
		return fmt.Sprintf("“%s” is not in the form that is needed here.", k.Got)
	case *kind.Format:
		return fmt.Sprintf("“%v” is not a %s.", k.Got, formatNames(k.Want))
	case *kind.MinLength:
		return "This must not be empty."
	case *kind.MaxLength:
		return fmt.Sprintf("This text has %d characters. It may have at most %d.", k.Got, k.Want)
	case *kind.MinItems:
		return fmt.Sprintf("This list has %d items. It needs at least %d.", k.Got, k.Want)
	case *kind.MaxItems:
		return fmt.Sprintf("This list has %d items. It may have at most %d.", k.Got, k.Want)
	case *kind.MinProperties:
		return fmt.Sprintf("This group has %d entries. It needs at least %d.", k.Got, k.Want)
	case *kind.MaxProperties:
		return fmt.Sprintf("This group has %d entries. It may have at most %d.", k.Got, k.Want)
	case *kind.Minimum:
		want, _ := k.Want.Float64()
		return fmt.Sprintf("This number is too small. The least is %v.", want)
	case *kind.Maximum:
		want, _ := k.Want.Float64()
		return fmt.Sprintf("This number is too large. The most is %v.", want)
	case *kind.UniqueItems:
		return fmt.Sprintf("Items %d and %d of this list are the same.", k.Duplicates[0]+1, k.Duplicates[1]+1)
	}
	text := k.LocalizedString(message.NewPrinter(language.BritishEnglish))
	return "This does not fit the rules of the pack: " + text + "."
}

func values(all []any) string {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, ", ")
}

func formatNames(format string) string {
	if format == "date" {
		return "date such as 2026-09-03"
	}
	return format
}

// inOrder puts problems in the order of their paths and drops repeats, so
// that the same file always gives the same list.
func inOrder(problems []Problem) []Problem {
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(problems)
}
