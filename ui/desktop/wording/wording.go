package wording

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// Name is a pupil as people say it, or the initials.
func Name(e *register.Entry, hidden bool) string {
	if hidden {
		return desk.NameOf(e, desk.NamesInitials)
	}
	return e.Name()
}

// ListName is a pupil as a sorted list says it, or the initials.
func ListName(e *register.Entry, hidden bool) string {
	if hidden {
		return desk.NameOf(e, desk.NamesInitials)
	}
	return desk.NameOf(e, desk.NamesFull)
}

// Withheld stands in place of what a person wrote while names are hidden: it may
// hold the name of anyone.
const Withheld = "Hidden with the names. F8 shows it."

// Written is what a person wrote about a pupil, withheld while names are hidden.
func Written(words string, hidden bool) string {
	if hidden && strings.TrimSpace(words) != "" {
		return Withheld
	}
	return words
}

// Due says how near a day is, and how that stands: "3 days late", "in 9 days",
// "18 Jan 2027"; nothing for no day.
func Due(today, due day.Date) (string, parts.State) {
	state := parts.NoState
	switch days := today.DaysUntil(due); {
	case due.IsZero():
	case days < 0:
		state = parts.Overdue
	case days <= register.NearDays:
		state = parts.Soon
	}
	return register.DueWords(today, due), state
}

// Count writes a number with its noun: 1 pupil, 3 pupils.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Status is an SEN status in a word or two, for tables.
func Status(code string) string { return register.StatusWords(code) }

// Tenths writes tenths of a per cent: 148 is 14.8 %.
func Tenths(n int) string { return fmt.Sprintf("%d.%d %%", n/10, n%10) }

// Reach says how each contact of a pupil likes to be reached and in which language,
// a line for each; while names are hidden, without the name and the number.
func Reach(contacts []register.Contact, hidden bool) string {
	var lines []string
	for _, c := range contacts {
		said := []string{}
		add := func(before, words string) {
			if words != "" {
				said = append(said, before+words)
			}
		}
		if hidden {
			add("", c.Relationship)
		} else {
			add("", c.Name)
			add("", c.Phone)
		}
		add("prefers ", c.Prefers)
		add("language: ", c.Language)
		lines = append(lines, strings.Join(said, " · "))
	}
	return strings.Join(lines, "\n")
}
