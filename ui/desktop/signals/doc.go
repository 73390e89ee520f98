// Package signals is the page that sets the school's numbers at each level beside what
// the needs of its pupils lead one to expect by the other schools of its cluster, and
// says what such a comparison can and cannot tell.
package signals
