// Package rounds is moderation across schools: a set of invented cases goes from the
// hub to the schools of a cluster, people there score it without seeing anybody else's
// scores, and what comes back is how far they agree, descriptor by descriptor.
//
// A round stands in the cluster's book as entries of kind round.open, round.note and
// round.close; the scores are papers of the schools. Fold reads both. Result compares the
// scores, each two schools counting once for a case however many people rated it, and
// codes the schools A, B, C unless the panel chose names. Nothing here ranks a school.
//
// Rates is the other half: the shares of pupils at each level by area of need over the
// cluster's summaries, against which each school compares its own exact numbers with
// continuum.Signal. Only a band of five steps ever leaves the school.
package rounds
