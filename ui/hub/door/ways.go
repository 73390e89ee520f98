package door

import "needsbook/app/cluster/people"

// way is one more way to show who one is, that is begun by a button.
type way struct {
	To, Words, Hint string

	kind people.Kind
}

// ways are the ways that need no typing, for signing in or for showing once more who one
// is. Who owns none of them has a password.
func (d *Door) ways(p purpose) []way {
	var list []way
	if d.passkeys != nil {
		to := "/passkey/sign-in"
		if p == toConfirm {
			to = "/passkey/confirm"
		}
		list = append(list, way{to, "Use a passkey", "Unlock it as you unlock this device, or with a security key.", people.Passkey})
	}
	return append(list, d.accountWays(p)...)
}
