package markup

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"needsbook/app/paper"
)

var (
	// tag tells HTML from words with < in them: a tag that closes, or one that stands alone.
	tag = regexp.MustCompile(`(?i)</(?:p|div|span|h[1-6]|ul|ol|li|table|tr|t[dh]|b|strong|em|i|a|body|html)\s*>|<br\s*/?>|<!doctype html|<!--StartFragment-->`)
	// clutter is what Word leaves in text that went through a web page.
	clutter = regexp.MustCompile(`(?is)<!--\[if.*?<!\[endif\]-->|<\?xml.*?/?>|(?:\bnormal\s+0\s+(?:false|true)\b[^{}]*?)?/\*\s*style definitions\s*\*/\s*(?:[\w.,:@ \t\r\n-]*\{[^{}]*\}\s*)*`)
	// lineEnds are the line ends of Word (vertical tab), old files and other writings.
	lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")
)

// Clean returns what was pasted from Word, a web page or an e-mail as words of this
// kind: bullets and numbers of every make become lists, lines that a mail program
// wrapped become paragraphs again, rows of a table become lines, and what cannot be
// seen goes. HTML is read as such. Clean words stay as they are.
func Clean(pasted string) string {
	words := cleanOnce(pasted)
	for range mostSigns {
		again := cleanOnce(words)
		if again == words {
			break
		}
		words = again
	}
	return words
}

// mostSigns is how many signs of other programs may stand before each other, such as
// the bullet in a quotation in an answer.
const mostSigns = 50

func cleanOnce(pasted string) string {
	pasted = clutter.ReplaceAllString(strings.ToValidUTF8(pasted, "\uFFFD"), "")
	if html(pasted) {
		return withoutTags(Write(readHTML(pasted)))
	}
	return withoutTags(Write(Read(strings.Join(unwrapped(lineEnds.Replace(pasted)), "\n"))))
}

// html says whether words are the source of a web page.
func html(words string) bool { return withoutTags(words) != words }

// withoutTags puts a backslash before what would be taken for HTML.
func withoutTags(words string) string {
	var b strings.Builder
	done := 0
	for _, at := range tag.FindAllStringIndex(words, -1) {
		b.WriteString(words[done:at[0]])
		if at[0] == 0 || words[at[0]-1] != '\\' {
			b.WriteByte('\\')
		}
		done = at[0]
	}
	return b.String() + words[done:]
}

// unwrapped returns pasted lines with an empty line wherever a paragraph ends, since
// Word ends one with a single line end.
func unwrapped(text string) (out []string) {
	raw := strings.Split(text, "\n")
	lines := make([]string, len(raw))
	rows := make([]bool, len(raw))
	widest := 0
	for i, line := range raw {
		lines[i], rows[i] = cleanLine(line)
		widest = max(widest, utf8.RuneCountInString(lines[i]))
	}
	for i, line := range lines {
		if rows[i] && (i > 0 && rows[i-1] || i+1 < len(rows) && rows[i+1]) {
			line = "- " + line // rows of a table keep their lines as a list
			lines[i] = line
		}
		if i > 0 && !wraps(lines[i-1], line, widest) {
			out = append(out, "")
		}
		out = append(out, line)
	}
	return out
}

// Lines that were wrapped end short of the widest; nobody wraps at less or more.
const (
	narrowest = 50
	broadest  = 90
)

// wraps says whether next goes on with the paragraph of line: its first word did not
// fit any more.
func wraps(line, next string, widest int) bool {
	if line == "" || next == "" || widest < narrowest || widest > broadest {
		return false
	}
	if kind, _ := opening(strings.TrimSpace(next)); kind != Text {
		return false
	}
	if kind, _ := opening(line); kind.Title() {
		return false
	}
	first, _, _ := strings.Cut(strings.TrimSpace(next), " ")
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(first) > widest
}

var (
	quoted = regexp.MustCompile(`^(?:>[ \t]?)+`)
	// bullet is one of Word, of its symbol fonts, or of a web page.
	bullet = regexp.MustCompile(`^(?:[•·●▪■◆►➢➤‣✓✔\x{F0B7}\x{F0A7}\x{F0D8}\x{F0FC}\x{F076}](?:\s*)|[*–—-](?:[ \t]*\t[ \t]*|[ \t]+)|[§](?:[ \t]*\t[ \t]*|[ \t]{2,}))`)
	// lesser is a bullet that Word uses one level down.
	lesser = regexp.MustCompile(`^(?:[◦○▫□](?:\s*)|o(?:[ \t]*\t[ \t]*|[ \t]{3,}))`)
	step   = regexp.MustCompile(`^\(?(\d{1,2})[.)](?:[ \t]*\t[ \t]*|[ \t]+)`)
	// letter numbers a step by a letter or a small Roman number.
	letter = regexp.MustCompile(`^\(?(?:[a-zA-Z]|[ivx]{2,4})[.)][ \t]*\t[ \t]*`)
)

// cleanLine returns one line with our sign for a list item before it; row says that it
// had cells.
func cleanLine(raw string) (line string, row bool) {
	cells := strings.Split(strings.ReplaceAll(raw, "\u00A0", " "), "\t")
	for i := range cells {
		cells[i] = paper.CleanRun(cells[i])
	}
	text := strings.Join(cells, "\t")
	if inner := strings.TrimLeft(text, " \t"); strings.HasPrefix(inner, ">") {
		text = inner[len(quoted.FindString(inner)):]
	}
	set := ""
	if indent(text) >= deeper {
		set = "  "
	}
	text = strings.TrimSpace(text)
	mark := ""
	for _, m := range []struct {
		sign       *regexp.Regexp
		set, words string
	}{{bullet, set, "- "}, {lesser, "  ", "- "}, {step, set, "1. "}, {letter, "  ", "1. "}} {
		if found := m.sign.FindString(text); found != "" && found != text {
			mark, set, text = m.words, m.set, text[len(found):]
			break
		}
	}
	if mark == "" {
		set = ""
	}
	words := cellWords(strings.Split(text, "\t"))
	return set + mark + words, mark == "" && strings.Contains(text, "\t")
}

// cellWords joins the cells of a row: "Monday: maths, English".
func cellWords(cells []string) string {
	var full []string
	for _, c := range cells {
		if c = strings.Join(strings.Fields(c), " "); c != "" {
			full = append(full, c)
		}
	}
	if len(full) < 2 {
		return strings.Join(full, "")
	}
	sep := ": "
	if strings.HasSuffix(full[0], ":") {
		sep = " "
	}
	return full[0] + sep + strings.Join(full[1:], ", ")
}
