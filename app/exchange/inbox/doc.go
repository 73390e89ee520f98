// Package inbox is the hub's side of the exchange: what becomes of a document that
// arrives, by whatever carrier; how a school's key is enrolled; and what the people
// who run a hub may change.
//
// Accepted envelopes are kept whole, in order, and are the record; everything else
// a hub shows can be worked out from them again. Every change leaves a line in an
// audit chain.
package inbox
