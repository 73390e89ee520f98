// Package ticksheet is the tick-sheet of an intervention: who was there at the sessions
// of a week, who was absent, and what was not held and why. Marks are typed quickly, in
// the order of the printed sheet. A week is kept as one step when it is left.
package ticksheet
