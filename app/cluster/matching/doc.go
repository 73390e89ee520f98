// Package matching finds schools of a cluster that share a need, so that they can ask
// for support together, without showing the hub what the need is. A school names its need
// by a bucket of six codes and sends a keyed token of it; the key is made by one school's
// program and known to the schools alone. The hub can count equal tokens and no more.
// What fewer than three schools or five pupils share is shown to nobody, and schools are
// named to each other only once each has said yes.
//
// Here are the rules on both sides: what a school seals and opens, and what a hub may
// count and pass on. Keeping and sending are elsewhere.
package matching
