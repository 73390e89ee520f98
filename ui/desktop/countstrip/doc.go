// Package countstrip draws the strip of figures that stands over the register and on
// Today: roll, pupils with SEN and their share, SEN support, EHC plans, and how many
// more or fewer have SEN than on 1 September. Each figure leads to the pupils it counts,
// and a list of the primary needs to the pupils with each.
package countstrip
