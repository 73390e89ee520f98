package desk

// What tests of sending look at from inside.
var (
	Forbidden = (*Desk).forbidden
	Leaks     = (*Desk).leaks
	Unguarded = unguarded
)

// Writable is the store of a desk, for a test that writes behind its back.
func (d *Desk) Writable() Store { return d.store }
