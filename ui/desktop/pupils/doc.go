// Package pupils is the Register: every pupil the school keeps a record of, as a
// sheet. Its views are tabs; each has a search with terms such as need:SEMH or
// year:3-6, columns, an order, and rules that mark rows. Pupils are added here,
// changed many at a time with a preview, pasted from a spreadsheet, printed, and
// written to a file. What a person changes in a view is kept until they save it or
// go back.
package pupils
