// Package panel is what a cluster's panel does together: its pot, its meetings, the
// requests on their agendas, who declared an interest, who voted, what was decided and
// what the council confirmed; disputes about decisions, events in the year that nobody
// could plan for, the agreements that schools accept, and the services there are.
//
// Nothing of it is stored as such. Fold reads the cluster's book and the papers that
// schools sent, and gives the State. A command on the State looks at the rules and
// returns the entries to add, or a Refusal: a sentence for the person who asked. The
// council's decision stays the council's (S-10): what a panel decides is a
// recommendation until it is confirmed.
//
// What may change from council to council or year to year (outcomes, reasons, votes,
// clocks, ladders) is data in the pack assets/packs/panel.json.
package panel
