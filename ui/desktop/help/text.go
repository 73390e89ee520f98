package help

import (
	"bufio"
	"fmt"
	"regexp"
	"strings"

	"needsbook/assets"
)

// text is one help text: its title, and what stands under it.
type text struct {
	title  string
	blocks []block
}

// block is a heading, a paragraph, or one line of a list.
type block struct {
	kind  kind
	mark  string // of a line of a list: • or 1.
	words string
}

type kind int

const (
	paragraph kind = iota
	heading
	listLine
)

var numbered = regexp.MustCompile(`^([0-9]+\.) (.+)$`)

// read reads the help text with a name, with the words in use in it.
func read(name string, say func(string) string) (text, error) {
	body, err := assets.Help.ReadFile("help/" + name + ".md")
	if err != nil {
		return text{}, fmt.Errorf("there is no help text %s: %w", name, err)
	}
	var t text
	lines := bufio.NewScanner(strings.NewReader(say(string(body))))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		number := numbered.FindStringSubmatch(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "## "):
			t.blocks = append(t.blocks, block{kind: heading, words: line[3:]})
		case strings.HasPrefix(line, "# "):
			t.title = line[2:]
		case strings.HasPrefix(line, "- "):
			t.blocks = append(t.blocks, block{kind: listLine, mark: "•", words: line[2:]})
		case number != nil:
			t.blocks = append(t.blocks, block{kind: listLine, mark: number[1], words: number[2]})
		default:
			t.blocks = append(t.blocks, block{kind: paragraph, words: line})
		}
	}
	return t, lines.Err()
}
