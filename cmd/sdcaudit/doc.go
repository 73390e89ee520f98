// Command sdcaudit attacks published summaries. It plays a reader who has nothing
// but the files that schools sent, and tries by linear programming to work out
// what they hold back: exact small counts, that somebody is there, that two or
// fewer are there, that a whole group is alike, and who joined, left or moved
// between two summaries of a school.
//
//	sdcaudit [--json] [--no-nursery] FILE|FOLDER ...
//
// A file is a payload (canonical JSON) or a signed envelope; a folder is searched
// for both. It prints how many counts it recovered, which must be none, and ends
// with status 1 when it recovered any, 2 when it was used wrongly or a file could
// not be read.
package main
