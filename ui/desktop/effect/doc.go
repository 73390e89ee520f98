// Package effect is the place What worked: what came of each intervention for its
// pupils, beside its cost, as a table and as a picture, and what worked in the words
// of reviews for a colleague to use. No pupil is named on it.
package effect
