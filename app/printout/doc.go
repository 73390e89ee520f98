// Package printout lays out the papers about pupils: the one-page profile, the
// register as a list, the contact log, a pack to copy from for an annual review and
// the copy of a record that a family may ask for. It takes facts as values and gives
// paper.Doc; what the fonts measure comes in as a function. It also finds people's
// names in what was written, to mark them or to leave them out.
package printout
