// Package hub is a cluster hub's face: the interface that schools' programs send
// to, and the pages that people read. It holds no rule of its own. What becomes of
// a document is decided in app/exchange/inbox, what a cluster may see of itself in
// app/cluster.
package hub
