// Package copies makes, keeps and tries out the backups of a hub whose records are in
// SQLite: a plain copy each hour beside the hub, and each night one that is sealed
// with age and may leave the building. Once a week it restores the newest copy and
// goes through everything in it, since a backup that nobody restored is a hope.
//
// It also goes through the hub's own records every night, on either engine. What it
// finds it keeps in a small file in the hub's folder.
package copies
