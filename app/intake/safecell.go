package intake

import "strings"

// SafeCell returns text that a spreadsheet will show as it stands: text that would be
// taken for a formula (beginning with = + - @, a tab or a carriage return) gets an
// apostrophe before it, and so does text that has one there already, so that none is
// lost when the file is brought in again. Use it for every text cell of a CSV export.
func SafeCell(text string) string {
	if plain := strings.TrimLeft(text, "'"); plain != "" && strings.ContainsRune("=+-@\t\r", rune(plain[0])) {
		return "'" + text
	}
	return text
}

// plainCell takes back what SafeCell did, so that an export that is brought in again
// changes nothing.
func plainCell(text string) string {
	if plain, marked := strings.CutPrefix(text, "'"); marked && SafeCell(plain) == text {
		return plain
	}
	return text
}
