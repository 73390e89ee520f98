// Package handover is the page on which a pupil's record goes to the next school, or
// comes from the one before: who leaves and who has joined, a bundle made with its
// one-time code, a bundle opened after a look inside, and the receipts.
package handover
