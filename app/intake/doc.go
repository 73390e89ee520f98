// Package intake turns the files that a school's management information system
// exports into pupils: CSV in any common encoding and separator, XLSX, and the
// Common Transfer File (CTF). Read finds the headings and reads the rows; Match
// sets the rows beside the register and says what would be added and changed.
// ReadProvision and MatchProvision do the same with a school's own provision map.
//
// It only reads and compares: nothing here writes to the register. A row that
// cannot be trusted is held back whole, with its field, its value and the reason;
// the other rows go on. A column that the file does not have, and a cell that is
// empty, never take away what the register holds.
//
// A file is a stranger: its size, its depth and the length of its fields are
// limited, formulas are never worked out, and no XML entity is ever opened.
package intake
