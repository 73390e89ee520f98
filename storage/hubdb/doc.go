// Package hubdb keeps a hub's records in SQLite. It holds no rule: what may be
// written is decided in app/exchange/inbox, whose Store this package implements.
//
// The tables use the part of SQL that SQLite and PostgreSQL share: text, 64-bit
// integers (times are milliseconds since 1970, UTC) and bytes. The conformance
// suite beside this package is written against the Store alone.
package hubdb
