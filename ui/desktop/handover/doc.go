// Package handover is the page on which a pupil's record goes to the next school, or
// comes from the one before: who leaves and who has joined by year group, the next school
// of each, the counts for the meeting of the cluster, a bundle made with its
// one-time code, a bundle opened after a look inside, and the receipts.
package handover
