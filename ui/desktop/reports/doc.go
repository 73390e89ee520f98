// Package reports is where a SENCO writes the SEN information report. The sections
// stand at the left, each with how far it answers its clause; the school's own words
// stand in the middle, with the facts that can be put into them; how easily they read
// stands at the right, with the hardest sentences and the plain words to swap in.
// The law, the checks and the facts are the desk's; none is here.
package reports
