package desk

import "needsbook/app/provision"

// RateCard returns the rate card in use: the council's or the school's own where one is
// installed, else the example that ships.
func (d *Desk) RateCard() provision.RateCard { return d.card }
