// Package settings is the page for what is set once and then rests: the school's
// details, rates and budget, packs, the file with its backups and passphrase, how the
// window looks, and what the program is. Each field keeps itself when it is left.
package settings
