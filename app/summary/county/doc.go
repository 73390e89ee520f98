// Package county invents a county of schools with their SEN registers over several
// terms, for loads and attacks that need many schools of every kind: village schools
// with a handful of pupils, large secondary schools, schools with a resourced
// provision in which one area of need outweighs the rest. The same seed gives the same
// county. No school and no child in it is real.
package county
