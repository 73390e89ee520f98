// Package casesample is the page on which the SENCO chooses the few pupils whom an
// inspector follows, sees what is missing in their records, and makes the case-sample
// pack. What is missing is for the SENCO alone: it is on this page and on a sheet of its
// own, never in the pack.
package casesample
