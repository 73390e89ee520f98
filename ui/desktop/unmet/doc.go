// Package unmet is the place Unmet need: what was wanted, asked, waiting, refused and
// met, by service and by provision, in a school year or a term. Each count opens to
// its rows. Nobody fills it in: it is read from the records of normal work.
package unmet
