package inbox

import "time"

// Acts of people in the audit chain.
const (
	ActSignIn  = "person.sign-in"  // with the way it was done
	ActSignOut = "person.sign-out" // everywhere
)

// Record adds an entry to the audit chain within a change: who did what to what, and
// never a figure.
func Record(w Writer, at time.Time, actor, act, ref string) error {
	return record(w, at, actor, act, ref)
}
