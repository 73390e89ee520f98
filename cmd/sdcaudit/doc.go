// Command sdcaudit attacks published summaries. It plays a reader who has nothing
// but the files that schools sent, and tries by linear programming to work out
// what they hold back: exact small counts, that somebody is there, that two or
// fewer are there, that a whole group is alike, and who joined, left or moved
// between two summaries of a school or between two schools of a cluster.
//
//	sdcaudit [--json] [--no-nursery] [--aggregate FILE] FILE|FOLDER ...
//
// A file is a payload (canonical JSON) or a signed envelope; a folder is searched
// for both. With --aggregate, a board (JSON) or a table (CSV) that a hub saved is made
// anew from the summaries alone and compared: what is equal adds nothing to them.
//
// It prints how many cells it recovered and how many joiners, leavers and movers it
// identified, which must be none, and ends with status 1 when there is any, or when
// the aggregate adds anything, and with 2 when it was used wrongly or a file could
// not be read. Nothing but published files is read.
package main
