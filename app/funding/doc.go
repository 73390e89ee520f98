// Package funding makes a school's requests: for advice about a pupil, for extra money
// for one pupil or a group, for a project. It drafts a request from facts, checks it at
// gates, lays it out for those who decide and follows it to the decision.
//
// The form (sections, gates, the papers asked for) is a pack that a council may
// replace; the kinds of gate are code. A request is ready when every gate that
// blocks is open: consent, the pupil's and the parents' views, two reviewed rounds
// of help, costed provision, sign-off and the like. Money is what the lines of help
// cost and no more: the school pays first up to its contribution (SEND Code of
// Practice 2015, paragraphs 6.96 to 6.99) and the request is for what is above.
// No tariff amount is ever printed.
package funding
