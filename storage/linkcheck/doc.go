// Package linkcheck asks web addresses whether there is a page behind them.
//
// It runs only when a person asks for it. It sends the request for the page and the
// program's name, and nothing of the school: no cookies, no page that it came from. It
// never asks an address inside a private network, so that a link in a text cannot be used
// to find out what is there.
package linkcheck
