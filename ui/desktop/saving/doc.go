// Package saving puts what a screen makes into a file that the person chose: the
// register for a spreadsheet, a sheet to print. A file is written whole or not at
// all, and one that is there already is never written over.
package saving
