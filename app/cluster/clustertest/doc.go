// Package clustertest invents schools and their summaries, for tests and for
// trying a hub out. Nothing in it is about a real school.
package clustertest
