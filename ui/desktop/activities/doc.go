// Package activities is the page on which the money of the inclusion strategy is planned:
// what the school does about each barrier, what that costs by itself and with rows of the
// provision map, and how all of it stands against what the fund brings. The sums are the
// desk's; the page draws them.
package activities
