// Package reviews is what is to be reviewed and when people meet: a list by weeks and a
// calendar of the month beside it, with reviews of plans and of interventions, the
// stages of annual reviews, and meetings. What belongs to the current line is ticked in
// its place: the stages of an annual review, and who was invited, sent advice and came.
package reviews
