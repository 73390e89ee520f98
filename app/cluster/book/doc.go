// Package book is the record of what people at a hub did for one cluster: what was put
// on the agenda, voted, decided, agreed. It is only added to. Each entry carries the
// hash of the one before it, so a changed, removed or inserted entry breaks the chain,
// and an error is put right by a following entry that says so.
//
// Nothing is worked out here: what entries mean is read by panel, rounds and matching,
// each from its own kinds of entry. How they are stored is for storage/hubdb.
package book
