// Package clusterview is the page of what comes back from the cluster's hub: the
// cluster's charts with their tables, the days on which the panel meets, notices, packs
// sent round, who belongs, and what the others see of this school. It shows what the hub
// signed and the school kept, so it works without a network.
package clusterview
