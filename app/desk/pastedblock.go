package desk

import (
	"fmt"
	"strings"
)

// The largest block that is taken.
const (
	mostPasted = 5000
	widest     = 60
)

// readBlock takes a block apart at tabs and line ends. A cell in double quotes may
// hold both, and its own quotes twice, as Excel writes it; a quote anywhere else is
// only a quote.
func readBlock(text string) [][]string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.TrimPrefix(strings.TrimSuffix(text, "\n"), "\uFEFF")
	if text == "" {
		return nil
	}
	rows := [][]string{{}}
	for {
		cell, rest := cutCell(text)
		last := len(rows) - 1
		rows[last] = append(rows[last], strings.Join(strings.Fields(cell), " "))
		if rest == "" {
			return rows
		}
		if rest[0] == '\n' {
			rows = append(rows, []string{})
		}
		text = rest[1:]
	}
}

// cutCell takes the first cell off; rest begins with the tab or line end after it.
func cutCell(text string) (cell, rest string) {
	if strings.HasPrefix(text, `"`) {
		for i := 1; i < len(text); i++ {
			if text[i] != '"' {
				continue
			}
			if i+1 < len(text) && text[i+1] == '"' {
				i++
				continue
			}
			if i+1 == len(text) || text[i+1] == '\t' || text[i+1] == '\n' {
				return strings.ReplaceAll(text[1:i], `""`, `"`), text[i+1:]
			}
			break // the quote belongs to the words
		}
	}
	if i := strings.IndexAny(text, "\t\n"); i >= 0 {
		return text[:i], text[i:]
	}
	return text, ""
}

// checkBlock refuses a block that is empty, ragged or too large.
func checkBlock(block [][]string) error {
	switch {
	case len(block) == 0:
		return refuse("paste", "There is nothing to paste. Copy cells in your spreadsheet first.")
	case len(block) > mostPasted || len(block[0]) > widest:
		return refuse("paste", fmt.Sprintf("The block is too large to paste: %d rows and %d columns can be taken at once. Import the file instead. Nothing was changed.", mostPasted, widest))
	}
	for i, row := range block {
		if len(row) != len(block[0]) {
			return refuse("paste", fmt.Sprintf("Row %d of the block has %s, and the first row has %d. Copy a block whose rows are all as wide. Nothing was changed.", i+1, count(len(row), "cell"), len(block[0])))
		}
	}
	return nil
}
