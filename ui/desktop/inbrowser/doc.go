// Package inbrowser shows the page of the window in the computer's own browser, as an
// accessible web page, for people who use a screen reader, a magnifier or a reading aid
// that the window does not work with.
//
// The page is made from what the window shows, so it hides what the window hides, and is
// held in memory alone. It is served on this computer only (127.0.0.1, a port by chance),
// at an address that nobody can guess and that opens once; the browser that opened it gets
// a cookie for the rest. It ends when the file is locked or closed, when names are hidden
// or shown, and after some minutes.
package inbrowser
