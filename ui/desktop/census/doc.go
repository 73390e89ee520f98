// Package census is the page of the school census: every pupil on roll on census day
// with what the census takes of them, what is missing or odd with the page that mends
// it, and the pupils on the SEN register by primary need.
package census
