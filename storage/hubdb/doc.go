// Package hubdb keeps a hub's records in SQLite, or in PostgreSQL where several hubs
// share them. It holds no rule: what may be written is decided in
// app/exchange/inbox, whose Store this package implements.
//
// The tables use the part of SQL that both engines share: text, 64-bit integers
// (times are milliseconds since 1970, UTC) and bytes. In what they differ stands in
// dialect.go. The conformance suite beside this package is written against the Store
// alone and runs on both.
package hubdb
