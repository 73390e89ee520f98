package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"needsbook/app/day"
)

// cleanText returns text on one line, in normal form, without the control and
// formatting characters that cannot be seen; odd says that such a character was
// taken out or that one could not be read. Joiners stay: some scripts need them.
func cleanText(text string) (clean string, odd bool) {
	if plainASCII(text) {
		return strings.Join(strings.Fields(text), " "), false
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError:
			odd = true
		case r == '\u00AD' || r == '\uFEFF' || r == '\u200B': // soft hyphen, marks of no width
			return -1
		case r == '\u200C' || r == '\u200D':
		case unicode.Is(unicode.C, r):
			odd = true
			return -1
		}
		return r
	}, text)
	return norm.NFC.String(strings.Join(strings.Fields(text), " ")), odd
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// emptyWords stand for an empty cell in columns of codes and dates. In a name only
// dashes do: Null and Na are names.
var emptyWords = []string{"n/a", "na", "null", "nil", "not known", "unknown"}

// isEmpty reports whether a cell says nothing.
func isEmpty(field, value string) bool {
	if strings.Trim(value, "-–—. ") == "" {
		return true
	}
	switch field {
	case FieldSurname, FieldForename, FieldName, FieldPreferred, FieldClass:
		return false
	}
	return slices.Contains(emptyWords, strings.ToLower(value))
}

// spreadsheetErrors are what a spreadsheet shows for a formula that went wrong or a
// column that was too narrow.
var spreadsheetErrors = []string{"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#N/A", "#SPILL!"}

func isSpreadsheetError(value string) bool {
	return slices.Contains(spreadsheetErrors, value) || (len(value) > 2 && strings.Trim(value, "#") == "")
}

// looksLikeFormula reports whether a spreadsheet would take the text for a formula.
func looksLikeFormula(value string) bool { return SafeCell(value) != value }

var serialForm = regexp.MustCompile(`^\d{5}(\.\d+)?$`)

// days1904 is how far a count of days from 1904 is behind one from 1900.
const days1904 = 1462

// parseDate reads a date as exports write it: as a day or as a spreadsheet's count of
// days. Words such as "today" are not dates in a file.
func parseDate(text string, today day.Date, date1904 bool) (day.Date, bool) {
	if serialForm.MatchString(text) {
		whole, _ := strconv.Atoi(text[:5])
		if date1904 {
			whole += days1904
		}
		d, err := day.FromExcel(strconv.Itoa(whole))
		return d, err == nil
	}
	if !strings.ContainsAny(text, "0123456789") {
		return day.Date{}, false
	}
	d, err := day.Parse(text, today)
	return d, err == nil
}

// yesWords and noWords are the ways a flag is written.
var (
	yesWords = []string{"y", "yes", "t", "true", "1", "x", "✓", "✔", "eligible"}
	noWords  = []string{"n", "no", "f", "false", "0", "none", "not eligible", "✗"}
)

func parseFlag(text string) (on, known bool) {
	word := strings.ToLower(text)
	if slices.Contains(yesWords, word) {
		return true, true
	}
	return false, slices.Contains(noWords, word)
}

// parseRank reads the rank of a need, 1 to 99 as a CTF has them.
func parseRank(text string) (rank int, known bool) {
	word := strings.TrimSuffix(strings.ToLower(text), ".0")
	for i, words := range rankWords {
		if slices.Contains(words, word) {
			return i + 1, true
		}
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 1 && n <= 99
}

// sexWords are the ways a sex is written.
var sexWords = map[string]string{"m": "M", "male": "M", "boy": "M", "f": "F", "female": "F", "girl": "F"}

var upnAsNumber = regexp.MustCompile(`^(\d+(\.\d+)?[Ee]\+?\d+|[\d.,]+)$`)

// splitName takes a whole name apart. "Kowalska, Ana" is certain; of "Ana Kowalska" the
// first word is taken as the forename, and sure is false.
func splitName(whole string) (surname, forename string, sure bool) {
	if before, after, comma := strings.Cut(whole, ","); comma {
		return strings.TrimSpace(before), strings.TrimSpace(after), true
	}
	forename, surname, _ = strings.Cut(whole, " ")
	if surname == "" {
		return forename, "", false
	}
	return surname, forename, false
}
