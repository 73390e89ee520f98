// Package fields is the page of the school's own fields: what each is called and what
// it may hold. Fields made here stand among the register's columns, in its search and
// in bulk edits; removing one keeps what was written in it, and undo shows it again.
package fields
