package provision

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"needsbook/app/finding"
)

// longestName is the most letters of the name of a member of staff.
const longestName = 80

// staffWords are the sentences for the findings of CheckStaff.
var staffWords = map[string]string{
	"staff.name":     "Enter the name of the member of staff, in up to 80 letters.",
	"staff.kind":     "Choose the kind of staff: it gives the hourly rate.",
	"staff.day":      "Hours for provision lie on Monday to Friday.",
	"staff.times":    "Hours for provision must end after they begin, such as 09:00 to 12:00.",
	"staff.overlap":  "Two stretches of hours on the same day overlap. Make one stretch of them.",
	"staff.no_hours": "No hours for provision are entered yet, so every session lies outside them.",
}

// CheckStaff returns what is wrong with a member of staff.
func CheckStaff(s Staff) []finding.Finding {
	c := checks{prefix: "staff."}
	c.when(strings.TrimSpace(s.Name) == "" || utf8.RuneCountInString(s.Name) > longestName, finding.Refuse, "name", "name")
	c.when(s.Kind == "", finding.Refuse, "kind", "kind")
	c.when(slices.ContainsFunc(s.Hours, func(h Hours) bool { return h.Day < time.Monday || h.Day > time.Friday }), finding.Refuse, "day", "hours")
	c.when(slices.ContainsFunc(s.Hours, func(h Hours) bool { return h.From <= 0 || h.Until <= h.From || h.Until > endOfDay }), finding.Refuse, "times", "hours")
	c.when(hoursOverlap(s.Hours), finding.Refuse, "overlap", "hours")
	c.when(len(s.Hours) == 0, finding.Warn, "no_hours", "hours")
	return c.found
}

// SortHours puts hours in the order of the week.
func SortHours(hours []Hours) {
	slices.SortStableFunc(hours, func(a, b Hours) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.From, b.From)) })
}

func hoursOverlap(hours []Hours) bool {
	sorted := slices.Clone(hours)
	SortHours(sorted)
	for i := 1; i < len(sorted); i++ {
		if sorted[i].Day == sorted[i-1].Day && sorted[i].From < sorted[i-1].Until {
			return true
		}
	}
	return false
}
