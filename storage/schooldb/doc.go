// Package schooldb keeps a school's records in the vault: the tables, their
// migrations, and the journal through which every change goes.
//
// A record is a row whose columns are the JSON names of its Go struct. Changes
// come in as journal edits; the rows before and after are written in the same
// save as the step, so that a save, an undo step and an audit entry are one.
package schooldb
