// Package sending is the Cluster page: joining the cluster's hub, looking at every
// figure of this term's summary as people there will read it, approving it, and
// sending it with a second click. It shows what never leaves, who will see the rest,
// the exact bytes, and where everything that was ever approved stands.
package sending
