// Package history is the page of a pupil's SEN status and needs over time: every row
// with its days, gaps between them, and what was put right, when and why. A row is
// corrected, added or taken away in a form beside the table.
package history
