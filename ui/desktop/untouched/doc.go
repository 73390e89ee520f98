// Package untouched asks the computer how long nobody has touched it. Windows knows;
// elsewhere the window judges by what happens in itself.
package untouched
