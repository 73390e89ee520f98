// Package groupreview is the page on which all pupils of an intervention, or all
// plans that are due, are reviewed together: one key for each pupil, and one step
// that keeps them all.
package groupreview
