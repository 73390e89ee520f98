// Package moderation is the page on which levels are rated for a second time: the
// rounds of the school, the cases of one round, the blind rating of one case with the
// pupil's evidence beside it, and the outcome that both people agree on. What may be
// seen when is the desk's to say; no rule is here.
package moderation
