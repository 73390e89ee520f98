// Package packtable is the page on which a council's table in Word, Excel or CSV becomes
// a pack: choose the file, see how it was read, put its levels in order, choose the rules,
// give it a name and save it. Nothing is put in use here, and nothing is kept before the
// pack is saved.
package packtable
