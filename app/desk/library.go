package desk

import "needsbook/app/provision"

// Library returns the interventions that a school can start from, of the pack in use.
func (d *Desk) Library() provision.Library { return d.library }
