// Package release is about versions of the program: which is newer, what is new in each
// in plain words, and whether to look for a newer one. Looking is off until a person
// switches it on, happens at most once a week, and only says what there is: nothing is
// ever fetched to be installed.
package release
