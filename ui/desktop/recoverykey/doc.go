// Package recoverykey is the page that shows a file's recovery key once, prints its sheet
// and asks one group of it back, so that it is on paper before the work goes on. First run
// shows it for a new file, Settings after a new passphrase.
package recoverykey
