// Package audit works out what a reader can learn from published counts.
//
// A Problem says what is known: how many pupils of each kind there may be, and
// an interval for each published count. The package answers two questions about
// a sum of counts: between which numbers must it lie (linear programming, an
// outer bound), and is there a whole-number table that fits everything and gives
// a chosen value (search, a certificate). It knows nothing of schools, tables or
// need codes; package summary says which sums matter and what to do about them.
//
// Floating point is used inside the linear programme only. The counts that come
// out are whole numbers, and every certificate is checked in whole numbers.
package audit
