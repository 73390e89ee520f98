// Command schoolyear plays a year of a large school on a real file: each week some
// hundred changes by the desk's own use cases, imports, requests, summaries sent to a hub,
// reports, backups and rehearsals. The program that holds the file is killed in the middle
// of work, several times a week. It keeps a list of its own of what was acknowledged, and
// holds the file against it: nothing may be lost, doubled, left behind or readable.
//
// The year ends in good order or the command fails and says what was wrong. A short year is
// played with the other tests.
package main
