// Package schooltest opens a school's file in a temporary folder for tests: the real
// store and the real encryption, with key derivation made quick.
package schooltest
