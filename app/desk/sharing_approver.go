package desk

import (
	"fmt"
	"strings"
)

// Approver is who approves a summary: the head, or the SENCO where the agreement lets
// the SENCO approve. An empty name is the one that the school's details give.
type Approver struct {
	Name string `json:"name"`
	Role string `json:"role"` // RoleHead or RoleSENCO
}

// Roles of an Approver.
const (
	RoleHead  = "head"
	RoleSENCO = "senco"
)

// ApproverRole names a role as people read it.
func ApproverRole(role string) string {
	return map[string]string{RoleHead: "headteacher", RoleSENCO: "SENCO"}[role]
}

// checkApprover fills in a name that the school's details hold, and refuses somebody
// who may not approve.
func (d *Desk) checkApprover(by Approver, a SharingAgreement) (Approver, error) {
	s := d.School()
	named, known := map[string]string{RoleHead: s.Head, RoleSENCO: s.Senco}[by.Role]
	switch {
	case !known:
		return by, refuse("role", "Say who approves the summary: the headteacher or the SENCO.")
	case by.Role == RoleSENCO && !a.Delegated:
		return by, refuse("role", "The sharing agreement "+a.Version+" lets the headteacher alone approve a summary. Ask the headteacher, or record an agreement that lets the SENCO approve.")
	}
	if by.Name = strings.Join(strings.Fields(by.Name), " "); by.Name == "" {
		by.Name = strings.TrimSpace(named)
	}
	if by.Name == "" {
		return by, refuse("name", "Say by name who approves the summary: it stands in the send log. The names of the headteacher and the SENCO can be kept in Settings, School.")
	}
	if len([]rune(by.Name)) > longestAgreementText {
		return by, refuse("name", fmt.Sprintf("Use %d letters or fewer.", longestAgreementText))
	}
	return by, nil
}
