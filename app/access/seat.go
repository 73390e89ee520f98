package access

// Seat is who sits at an open file.
type Seat struct {
	ID    string // of the person; "" for the SENCO
	Name  string // for the journal; "" for the SENCO
	Role  Role
	Money bool // a reader who may see money, as the head may
}

// May reports whether the person may do something: what the role grants, and money by
// the tick beside a reader's name.
func (s Seat) May(a Action) bool {
	return May(s.Role, a) || a == SeeMoney && s.Role == Reader && s.Money
}

// Refused is the sentence for somebody whose role does not include an action.
func (s Seat) Refused(a Action) string {
	return "Your role in this file, " + s.Role.Name() + ", does not include " + a.Words() + ". Ask the SENCO. Nothing was changed."
}
