// Package untouched asks the computer how long nobody has touched it, and whether its
// screen is locked. Windows knows both, Linux with logind the second; elsewhere the
// window judges by what happens in itself.
package untouched
