package intake

import (
	"fmt"
	"unicode/utf8"
)

// Limits on a file. They are far above the largest school (a few thousand pupils)
// and low enough that a hostile file cannot fill the memory.
const (
	MaxBytes    = 20 << 20 // a file, in bytes
	MaxRows     = 100_000  // rows with something in them
	MaxField    = 100_000  // characters in one field
	maxColumns  = 1_000    // columns of a table
	maxValue    = 200      // characters in a field that goes into the register
	maxUnpacked = 128 << 20
)

// FileError says why a whole file was refused. Nothing was read from it.
type FileError struct{ Reason string }

// Error returns the sentence for a person.
func (e *FileError) Error() string { return e.Reason }

func refuse(format string, args ...any) error {
	return &FileError{Reason: fmt.Sprintf(format, args...)}
}

// RowError says what is wrong with a row: a reason to hold it back, or a warning.
// Row counts from 1 at the top of the file as a spreadsheet shows it (in a CTF, from
// the first pupil); 0 is the file as a whole. Value may hold a pupil's details, so a
// RowError is shown to the person who imports and never written to a log.
type RowError struct {
	Row    int    `json:"row"`
	Field  string `json:"field"` // "" for the row as a whole
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

// Error returns the sentence for a person.
func (e *RowError) Error() string {
	where := fmt.Sprintf("Row %d", e.Row)
	if e.Field != "" {
		where += ", " + e.Field
	}
	if e.Value != "" {
		where += " “" + e.Value + "”"
	}
	return where + ": " + e.Reason
}

// shorten keeps a value that is quoted in a message to a length that can be read.
func shorten(value string) string {
	const most = 80
	if utf8.RuneCountInString(value) <= most {
		return value
	}
	return string([]rune(value[:min(len(value), most*utf8.UTFMax)])[:most-1]) + "…"
}
