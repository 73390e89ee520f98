package check

import (
	"strings"
	"unicode/utf16"
)

// The kinds of PDF object. A number is a float64, true and false are bool, null is nil.
type (
	Name   string       // without the slash
	String string       // bytes as they stand in the file
	Ref    int          // the number of an object; generations are always 0 here
	Array  []any        // objects
	Dict   map[Name]any // objects by name
	Stream struct {     // a dictionary with data, unpacked
		Dict Dict
		Data []byte
	}
)

// operator is a word of a content stream.
type operator string

// Text returns a text string as UTF-8.
func (s String) Text() string {
	rest, ok := strings.CutPrefix(string(s), "\xFE\xFF")
	if !ok {
		return string(s)
	}
	var units []uint16
	for i := 0; i+1 < len(rest); i += 2 {
		units = append(units, uint16(rest[i])<<8|uint16(rest[i+1]))
	}
	return string(utf16.Decode(units))
}
