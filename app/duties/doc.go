// Package duties works out what is due when: the trail of an annual review, moves
// between phases, meetings with parents, census days, the ends of awards and the
// other dates that a SENCO keeps. It takes facts and the pack of timescales and
// returns duties; each has a key that stays the same as long as its date does.
//
// The values (weeks, months, fixed days, references) are in assets/packs/timescales.json.
// What is done about a duty, and what was put off, is the desk's business.
package duties
