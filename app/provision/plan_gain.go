package provision

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"
)

// Improved reports whether a review shows a gain over the one before it: the aim was
// met, or it was partly met after it had not been met at all.
func Improved(before, result string) bool {
	return result == ResultMet || result == ResultPartly && before == ResultNot
}

// WithoutGainAgain reports whether a review with a result would be the second in a
// row without a gain, so that what changes now must be said (Code of Practice 6.44:
// the cycle is revisited, refined and revised). Before holds the results of the
// reviews before it, the latest last. It holds for a plan, for one outcome and for a
// pupil's place in an intervention alike.
func WithoutGainAgain(before []string, result string) bool {
	if result == "" || len(before) == 0 {
		return false
	}
	last, earlier := before[len(before)-1], ""
	if len(before) > 1 {
		earlier = before[len(before)-2]
	}
	return !Improved(last, result) && !Improved(earlier, last)
}

// NeedsChange is WithoutGainAgain for the reviews of plans, the latest last.
func NeedsChange(reviewed []Cycle, result string) bool {
	before := make([]string, len(reviewed))
	for i, c := range reviewed {
		before[i] = c.Result
	}
	return WithoutGainAgain(before, result)
}

// EarlierResults are the results of the outcomes that an outcome goes on from, the
// latest last. Those that were never reviewed are left out.
func EarlierResults(o Outcome, all []Outcome) []string {
	var out []string
	for _, earlier := range Trail(o, all)[1:] {
		if earlier.Result != "" {
			out = append([]string{earlier.Result}, out...)
		}
	}
	return out
}

// Trail is an outcome and those of earlier plans that it goes on from, the latest first.
func Trail(o Outcome, all []Outcome) []Outcome {
	out, seen := []Outcome{o}, map[string]bool{o.ID: true}
	for at := o; at.Follows != "" && !seen[at.Follows]; at = out[len(out)-1] {
		seen[at.Follows] = true
		found := false
		for _, earlier := range all {
			if earlier.ID == at.Follows {
				out, found = append(out, earlier), true
			}
		}
		if !found {
			return out
		}
	}
	return out
}

// ReadScore reads a score as people write it: 85, 7.5, -2. No score is no error.
func ReadScore(written string) (score decimal.Decimal, there bool, err error) {
	written = strings.TrimSpace(written)
	if written == "" {
		return decimal.Decimal{}, false, nil
	}
	if len(written) > longestScore {
		return decimal.Decimal{}, false, errNoScore
	}
	for _, r := range written {
		if !strings.ContainsRune("0123456789.-+", r) { // the library reads 1e9 as well
			return decimal.Decimal{}, false, errNoScore
		}
	}
	score, err = decimal.NewFromString(written)
	if err != nil {
		return decimal.Decimal{}, false, errNoScore
	}
	return score, true, nil
}

// longestScore is how many characters a score may have.
const longestScore = 12

var errNoScore = errors.New("this is not a score")

// Gain is how far a score has moved from the one at the start, false where either is
// missing or no number. Whether more is better depends on what is measured.
func Gain(start, now string) (decimal.Decimal, bool) {
	from, there, err1 := ReadScore(start)
	to, here, err2 := ReadScore(now)
	if !there || !here || err1 != nil || err2 != nil {
		return decimal.Decimal{}, false
	}
	return to.Sub(from), true
}

// GainWords writes a gain with its sign: “+6”, “−2”, “no change”; "" where there is none.
func GainWords(start, now string) string {
	gain, known := Gain(start, now)
	switch {
	case !known:
		return ""
	case gain.IsZero():
		return "no change"
	case gain.IsNegative():
		return "−" + gain.Neg().String()
	}
	return "+" + gain.String()
}
