// Package panel is the page of what goes on between the school and the panel of its
// cluster: agreements to accept, requests of other schools to agree to, the school's own
// requests and what was answered, disputes, and events that cannot wait.
package panel
