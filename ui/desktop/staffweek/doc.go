// Package staffweek shows the week of all staff who give provision: when each has time,
// which sessions lie in it, what is free, and where somebody would be in two places.
// Sessions without a time, or without anybody to give them, stand under a tab of their
// own and are given one in place. Staff and their hours are changed here too.
package staffweek
