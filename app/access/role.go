package access

import "fmt"

// Role is what somebody is in a school's file.
type Role string

// The roles.
const (
	SENCO  Role = "senco"
	Helper Role = "helper" // a teaching assistant or a SEN administrator
	Reader Role = "reader" // the head, the designated safeguarding lead, cover
)

// Roles are all roles, the one that may most first.
var Roles = []Role{SENCO, Helper, Reader}

// Name is what the role is called on the screen.
func (r Role) Name() string {
	switch r {
	case SENCO:
		return "SENCO"
	case Helper:
		return "Helper"
	case Reader:
		return "Read-only"
	}
	return "No role"
}

// Meaning is one sentence on what the role is for.
func (r Role) Meaning() string {
	switch r {
	case SENCO:
		return "Does everything."
	case Helper:
		return "Sees pupils, plans, provision and meetings. Logs calls, concerns, sessions and reviews and attaches papers. Sees no money."
	case Reader:
		return "Sees what a helper sees, changes nothing, and may print the papers of one pupil."
	}
	return "May do nothing."
}

// ReadRole reads a role by its code.
func ReadRole(code string) (Role, error) {
	for _, r := range Roles {
		if string(r) == code {
			return r, nil
		}
	}
	return "", fmt.Errorf("%q is not a role; use helper or reader", code)
}
