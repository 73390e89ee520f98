// Package vault keeps the school's database in one encrypted file.
//
// The database itself lives in memory, in SQLite. The file holds two copies of
// a header with the wrapped key, one sealed picture of the whole database, and
// then one sealed, chained frame for each change, with the pages that the change
// touched. A change is acknowledged only after its frame has reached the disk.
// Tidying, a new passphrase, a restore and a backup are one operation: a whole
// new file is written beside the old one and takes its name.
//
// The file has a main passphrase, a recovery key, and room for four further people's
// passphrases. The data key is sealed to a public key of each, so that one can be taken
// away, under a new data key, without asking the others.
//
// Papers that go with the records (reports, letters) are too large for memory: each
// lies sealed in a file of its own, in a folder beside the school's file, and the
// database lists what finds and opens it. Backup, restore and Verify take them along.
//
// There is no plain-text mode, not even for tests, and SQLite itself never opens
// a file. The bytes are described in docs/vault-format.md.
//
// What the tables are and what they mean lives elsewhere, but for the two that list
// the papers; SQL reaches this package only inside View and Update.
package vault
