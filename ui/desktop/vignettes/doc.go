// Package vignettes is the page on which people rate invented cases that the cluster
// sends round, without seeing each other's ratings or what experts say. Once the set
// is closed it shows both, and the answer that may leave the school, in full, before it
// is saved as a file.
package vignettes
