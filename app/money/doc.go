// Package money holds exact amounts in pounds and pence over decimal.
//
// Amounts are never floats. They are kept exact while a sum is worked out and
// rounded once, to the penny, at the end. Splitting an amount gives shares that
// add up to it to the penny.
package money
