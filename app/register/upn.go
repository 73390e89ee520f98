package register

import (
	"slices"
	"strings"

	"needsbook/app/finding"
)

// upnLetters are the check letters of a unique pupil number, in value order 0 to
// 22 (Government Data Standards Catalogue, UPN 2.0: no I, O or S).
const upnLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// CleanUPN returns a UPN in capitals without the spaces that exports add.
func CleanUPN(text string) string {
	return strings.ToUpper(strings.Join(strings.Fields(text), ""))
}

// CheckUPN returns what is odd about a unique pupil number: nothing for a good
// one or none. A wrong form or check letter is a warning, never a refusal, since
// the number in the school's system is what the department holds.
//
// Form: check letter, local authority (3), establishment (4), year (2), serial
// (3); a temporary number has a letter last. Weights 2 to 13, remainder by 23.
func CheckUPN(upn string) []finding.Finding {
	if upn == "" {
		return nil
	}
	odd := func(code string) []finding.Finding {
		return []finding.Finding{{Code: code, Field: "upn", Severity: finding.Warn}}
	}
	if len(upn) != 13 || !strings.ContainsRune(upnLetters, rune(upn[0])) {
		return odd("upn.form")
	}
	sum := 0
	for i := 1; i < 13; i++ {
		c := upn[i]
		value := int(c - '0')
		if c < '0' || c > '9' {
			value = strings.IndexByte(upnLetters, c)
			if i != 12 || value < 0 {
				return odd("upn.form")
			}
		}
		sum += value * (i + 1)
	}
	if upnLetters[sum%23] != upn[0] {
		return odd("upn.check_letter")
	}
	return nil
}

// TemporaryUPN reports whether a well-formed UPN is a temporary one.
func TemporaryUPN(upn string) bool {
	return len(upn) == 13 && (upn[12] < '0' || upn[12] > '9')
}

// MakeUPN returns the UPN for a local authority number, establishment number, the
// last two digits of the year of issue and a serial number; "" when a part is out of
// range. It is for demonstration data and tests.
func MakeUPN(authority, establishment, year, serial int) string {
	if authority < 1 || authority > 999 || establishment < 1 || establishment > 9999 || year < 0 || year > 99 || serial < 0 || serial > 999 {
		return ""
	}
	digits := []byte{}
	for _, part := range []struct{ n, width int }{{authority, 3}, {establishment, 4}, {year, 2}, {serial, 3}} {
		for w, div := part.width, pow10(part.width-1); w > 0; w, div = w-1, div/10 {
			digits = append(digits, byte('0'+part.n/div%10))
		}
	}
	sum := 0
	for i, c := range digits {
		sum += int(c-'0') * (i + 2)
	}
	return string(upnLetters[sum%23]) + string(digits)
}

func pow10(n int) int {
	p := 1
	for ; n > 0; n-- {
		p *= 10
	}
	return p
}

// KeepFormerUPN returns a pupil with the number they had before among their former
// ones, when they have another now: a record that still goes by it is found as theirs.
func KeepFormerUPN(p Pupil, before string) Pupil {
	var kept []string
	for _, upn := range append(strings.Fields(p.FormerUPN), CleanUPN(before)) {
		if upn != "" && upn != p.UPN && !slices.Contains(kept, upn) {
			kept = append(kept, upn)
		}
	}
	p.FormerUPN = strings.Join(kept, " ")
	return p
}

// FormerUPNs are the numbers that the pupil had before.
func (p Pupil) FormerUPNs() []string { return strings.Fields(p.FormerUPN) }

// PermanentUPN reports whether a UPN is a good one that is not for the meantime only.
func PermanentUPN(upn string) bool {
	return upn != "" && CheckUPN(upn) == nil && !TemporaryUPN(upn)
}
