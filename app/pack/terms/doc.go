// Package terms holds the words that a council or a school may change, such as
// what a group of schools that plan together is called.
//
// Screens, papers and pages ask for a word by its key, so that a change of words
// needs no new program. Old words stay known as aliases, so that old records and
// imported files still read well.
package terms
