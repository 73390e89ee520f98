package papers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Codes that stand in papers, as in the summary (see needsbook/app/summary).
var (
	// Areas of need: SEND code of practice 2015, paragraphs 6.28 to 6.35, and OT for
	// needs outside the four.
	Areas = []string{"CI", "CL", "SEMH", "SP", "OT"}
	// Needs are the DfE's codes of primary need.
	Needs = []string{"SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH", "NSA"}
	// Phases by key stage.
	Phases = []string{"EY", "KS1", "KS2", "KS3", "KS4", "KS5"}
)

var (
	codeForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$`)
	hashForm   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	numberForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9/.-]{0,23}$`)
	kidForm    = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

// Bounds of numbers in papers.
const (
	mostPence    = 1_000_000_000 // ten million pounds
	mostPupils   = 5_000
	mostSessions = 1_000
	mostWords    = 200 // characters of an offer
	mostName     = 100
)

// rule is one thing that must hold, and the field that is wrong when it does not.
type rule struct {
	holds bool
	field string
}

// all returns the first rule that does not hold as an error.
func all(rules ...rule) error {
	for _, r := range rules {
		if !r.holds {
			return wrong(r.field)
		}
	}
	return nil
}

func wrong(field string) error {
	return fmt.Errorf("the field %s is missing or not in the agreed form", field)
}

func isCode(s string) bool             { return codeForm.MatchString(s) }
func isCodeOrNone(s string) bool       { return s == "" || isCode(s) }
func isHash(s string) bool             { return hashForm.MatchString(s) }
func among(s string, l ...string) bool { return slices.Contains(l, s) }
func within(n, low, high int) bool     { return n >= low && n <= high }
func isPence(n int64) bool             { return n >= 0 && n <= mostPence }

// isText reports whether s is one line of plain text with something in it.
func isText(s string, most int) bool {
	return strings.TrimSpace(s) == s && s != "" && exchange.PlainText(s, most, false)
}

// isChoice reports whether codes are some of a list, each once, in the order of the list.
func isChoice(codes, list []string) bool {
	at := -1
	for _, c := range codes {
		i := slices.Index(list, c)
		if i <= at {
			return false
		}
		at = i
	}
	return true
}

// areCodes reports whether codes are at most so many, each once, in the order of the
// alphabet.
func areCodes(codes []string, most int) bool {
	return len(codes) <= most && !slices.ContainsFunc(codes, func(c string) bool { return !isCode(c) }) && rising(codes)
}

func rising(list []string) bool {
	for i := 1; i < len(list); i++ {
		if list[i] <= list[i-1] {
			return false
		}
	}
	return true
}

// isSpan reports whether two days stand both or not at all, the later one last.
func isSpan(from, to day.Date) bool { return from.IsZero() == to.IsZero() && !to.Before(from) }

// short names a hash by its first 40 digits, which is as much as a Ref holds.
func short(hash string) string {
	hash = strings.TrimPrefix(hash, "sha256:")
	return hash[:min(len(hash), 40)]
}
