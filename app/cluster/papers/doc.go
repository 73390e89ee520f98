// Package papers holds what a school and its cluster say to each other besides the
// term's summary.
//
// A school's word is a paper: a signed document of one of the kinds in
// exchange.PaperKinds, with codes, whole numbers, dates and identifiers. Nothing in it
// is about a pupil; money is in pence; only an acceptance (Attest) and an offer (Offer)
// hold a few words that a person typed and saw before they left. A later revision of
// the same Ref takes the place of the one before.
//
// What goes back is a Circular, which is the same for all schools of a cluster and
// travels in its bulletin, and a Letter for one school alone.
//
// Reading is strict: a field that is not known, a value that is not in its list or a
// second way to write the same thing is refused.
package papers
