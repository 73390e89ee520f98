// Package sharedneeds is the page of what schools of a cluster can share: needs that they
// have in common and meet about, provision that they offer and ask for, and the services
// there are, with how long they let wait and what is wanted of them.
package sharedneeds
