// Package meeting is the cluster's panel at work on the hub: what is next and what
// waits, the agenda, the meeting itself with one page for each request, the log of
// decisions, the pot, disputes, events, agreements, services, offers, moderation and
// the counts for transition.
//
// It holds no rule. What may be done, and what comes of it, is decided by the panel's
// commands; each is entered in the cluster's book after the entry that its page showed.
// What is read here is worked out from the book and the schools' papers at every
// request. Pages work without script and print on A4.
package meeting
