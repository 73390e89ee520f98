// Package concerns is the list of worries about pupils who are not on the SEN
// register, or not yet: who raised each, what was tried, whether the parents know
// and when to look again. It also holds the forms for a concern, which a pupil's
// page shows as well.
package concerns
