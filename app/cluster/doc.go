// Package cluster works out what a cluster of schools may see of itself from the
// summaries its schools sent. Every number that arrives was made safe at the
// school, so everything here is arithmetic on safe numbers: estimates with their
// range, how many schools they come from, and which days they stand for.
//
// A figure for the cluster is shown only when three schools or more stand behind it, and
// an amount only where none of them could work out another's. Gather adds the summaries of a
// term up and makes each Board of charts from them, MakeWide does so for sums of clusters,
// and Tally holds those sums. Each chart has a file of its own. How near estimates come is
// measured in fit_test.go.
package cluster
