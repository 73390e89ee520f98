// Package https carries documents to a hub over the web, and the words that hub
// and school exchange there. Every document is authenticated by its own signature,
// so a school's web filter that opens the connection can do no more than stop it.
package https
