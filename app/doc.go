// Package app is what the program knows and does: rules and use cases, one room
// a folder. Nothing here imports the window toolkit, a database or a server; a
// test beside this file holds the arrows.
package app
