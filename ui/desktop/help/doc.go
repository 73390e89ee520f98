// Package help is the help inside the program: a short text for each page, the table
// of keys, the terms of the search, and where everything is kept. It needs no network.
package help
