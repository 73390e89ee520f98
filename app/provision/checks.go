package provision

import (
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/finding"
)

// checks gathers findings.
type checks struct {
	prefix string // of their codes
	found  []finding.Finding
}

func (c *checks) when(wrong bool, severity finding.Severity, code, field string, args ...string) {
	if wrong {
		c.found = append(c.found, finding.Finding{Code: c.prefix + code, Field: field, Severity: severity, Args: args})
	}
}

// Sentences that more than one check has.
const (
	minutesWords  = "Minutes must be from 0 to 480, the length of one session."
	sessionsWords = "Sessions a week must be from 0 to 50. Once a fortnight is 0.5."
	datesWords    = "The end must not be before the start."
)

// sentences are the words for the findings of this package, by their codes. %s takes
// the finding's arguments.
var sentences = []map[string]string{lineWords, placingWords, sheetWords, staffWords, pupilWeekWords}

// Words returns the sentence for a finding of this package, "" for another's.
func Words(f finding.Finding) string {
	for _, words := range sentences {
		if sentence, known := words[f.Code]; known {
			for _, a := range f.Args {
				sentence = strings.Replace(sentence, "%s", a, 1)
			}
			return sentence
		}
	}
	return ""
}

func backward(starts, ends day.Date) bool {
	return !starts.IsZero() && !ends.IsZero() && ends.Before(starts)
}

// likelySessions reports whether sessions a week are a number that may be kept. The
// exponent is bounded first: a number such as 1e999999 would take all memory to compare.
func likelySessions(n decimal.Decimal) bool {
	return n.Exponent() <= 3 && n.Exponent() >= -8 && !n.IsNegative() && !n.GreaterThan(decimal.NewFromInt(mostSessions))
}
