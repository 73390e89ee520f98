// Package pupils is the Register: every pupil the school keeps a record of, found by
// a search with terms such as need:SEMH or year:3-6, sorted by any heading, opened
// with Enter. Pupils are added here, changed many at a time with a preview, and
// written to a file for a spreadsheet.
package pupils
