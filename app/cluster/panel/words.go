package panel

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"needsbook/app/money"
)

func compare(a, b string) int { return cmp.Compare(a, b) }

// count writes a number with its noun.
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

func persons(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

func pounds(pence int64) string { return money.Pence(pence).Words() }

// sentence ends words with a full stop and sets what was added after them.
func sentence(words, added string) string {
	words = strings.TrimSpace(words)
	if words != "" && !strings.HasSuffix(words, ".") {
		words += "."
	}
	return strings.TrimSpace(words + " " + strings.TrimSpace(added))
}

// longest are the most characters of what a person types.
const longest = 2000

var (
	upnForm  = regexp.MustCompile(`(?i)\b[A-Z][0-9]{11}[0-9A-Z]\b`)
	bornForm = regexp.MustCompile(`\b[0-3]?[0-9][/.-][01]?[0-9][/.-](19|20)[0-9]{2}\b`)
)

// typed refuses what may not stand in the book: too much, or what names a pupil for
// certain. The book is never changed, so it is looked at before.
func typed(what string, texts ...string) error {
	for _, t := range texts {
		switch {
		case len([]rune(t)) > longest:
			return refusal("%s may have at most %d characters.", what, longest)
		case strings.ContainsFunc(t, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
			return refusal("%s holds signs that cannot be printed. Type it again.", what)
		case upnForm.MatchString(t):
			return refusal("%s holds a unique pupil number. What is recorded here can never be taken out, so write it without.", what)
		}
	}
	return nil
}

// Doubts looks through words that somebody typed for what could name a pupil, and says
// what to look at again. They are no refusal: a service has a name too.
func Doubts(words string) []string {
	var out []string
	if bornForm.MatchString(words) {
		out = append(out, "There is a full date. Leave dates of birth out.")
	}
	fields := strings.Fields(words)
	for i, w := range fields {
		if i == 0 || !isName(w) || strings.HasSuffix(fields[i-1], ".") {
			continue
		}
		if i+1 < len(fields) && isName(fields[i+1]) || !isName(fields[i-1]) {
			out = append(out, "“"+strings.Trim(w, ".,;:’'")+"” could be a name. Write about the pupils without naming them.")
			break
		}
	}
	return out
}

// isName reports whether a word begins with a capital and goes on in small letters.
func isName(w string) bool {
	runes := []rune(strings.Trim(w, ".,;:()“”’'"))
	if len(runes) < 2 || !unicode.IsUpper(runes[0]) {
		return false
	}
	return !strings.ContainsFunc(string(runes[1:]), unicode.IsUpper)
}

// upper begins words with a capital.
func upper(words string) string {
	r := []rune(words)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// lower begins words with a small letter, as in the middle of a sentence.
func lower(words string) string {
	r := []rune(words)
	if len(r) > 1 && !unicode.IsUpper(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}
