// Package moves counts the pupils with SEN who go on to another school, so that the
// schools they leave and those they go to can plan their places together (Code of
// Practice 6.57; the Transition Charter's yearly meetings in December and January).
//
// Nothing that leaves a school lets a count under five, or what is left of a group
// beside a count, be worked out. A school to which pupils go is named only when five or
// more go there and five or more go elsewhere; figures are to the nearest five; they
// change only when five pupils or more have moved since (rule R5L+T5 of package
// summary). An audit then attacks the result with what the school's summary says of the
// year group, and takes back what could still be worked out.
//
// Pupils are opaque keys here, and stay in the Memory, which never leaves the school.
// At the hub the same package adds up what came: for a school that pupils go to the sum
// over three schools or more.
package moves
