package intake

import "strings"

// SafeCell returns text that a spreadsheet will show as it stands: text that would be
// taken for a formula (beginning with = + - @, a tab or a carriage return) gets an
// apostrophe before it. Use it for every text cell of a CSV export.
func SafeCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
