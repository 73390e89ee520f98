package surroundings

import "runtime/debug"

// SpareMemory makes the program collect what it no longer needs early: a school laptop is
// short of memory, not of processor.
func SpareMemory() { debug.SetGCPercent(20) }
