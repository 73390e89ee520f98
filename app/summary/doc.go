// Package summary makes the one document that a school sends to its cluster: a
// fixed set of tables of pupil counts, made safe before it leaves.
//
// Small numbers are protected by the rule R5L+T5: nought to four is shown as
// "low", other counts to the nearest five, and a figure changes only when five
// pupils or more have moved in or out of it. An audit then attacks the result as
// a well-informed reader would, with every summary sent before, and holds back whatever
// could still be worked out.
//
// Beside the counts of pupils stand tables of provision, services asked for, money,
// results and records. They follow the same rule with a memory of their own, and an
// amount is shown only where it rests on five pupils of whom none dominates.
//
// No pupil comes in here. Facts hold whole numbers, fixed codes and opaque keys;
// the keys stay in the Memory, which lives only at the school. The same facts and
// memory always give the same bytes. The hub uses ValidatePayload from here, and
// cmd/sdcaudit uses Attacker, which knows nothing but published documents.
package summary
