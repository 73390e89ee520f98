package desk

import "needsbook/app/access"

// RemoveDemo closes the demo school and takes its file away with all its copies. It
// refuses a school's own file. The desk cannot be used afterwards.
func (d *Desk) RemoveDemo() error {
	if err := d.allow(access.Erase); err != nil {
		return err
	}
	if !d.School().Demo {
		return refuse("file", "This is not the demo school, so nothing was taken away.")
	}
	return d.Keeper().Discard()
}
