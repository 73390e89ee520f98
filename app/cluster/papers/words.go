package papers

import (
	"fmt"

	"needsbook/app/day"
)

// said adds a line where there is something to say.
func said(lines []Line, label, value string) []Line {
	if value == "" {
		return lines
	}
	return append(lines, Line{label, value})
}

func saidDay(lines []Line, label string, on day.Date) []Line {
	if on.IsZero() {
		return lines
	}
	return append(lines, Line{label, on.Words()})
}

func saidSpan(lines []Line, from, to day.Date) []Line {
	return saidDay(saidDay(lines, "From", from), "To", to)
}

// counted writes a number with its noun.
func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

func yes(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}
