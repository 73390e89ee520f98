package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"needsbook/app/publish/plainenglish"
	"needsbook/assets"
)

// readText reads a file that a person named, or standard input for -.
func (c *call) readText(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(c.in)
	}
	return readFile(path)
}

// plainly is what plain prints: the check and what would make the text plainer.
type plainly struct {
	plainenglish.Report
	Hints []plainenglish.Hint `json:"hints"`
	Only  string              `json:"only"` // what the check is good for
}

// plain checks a text for plain English. It needs no school's file.
func plain(c *call) error {
	take := c.flags.Bool("take", false, "write the text with every replacement taken, and nothing else")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	body, err := c.readText(c.words[0])
	if err != nil {
		return err
	}
	if !utf8.Valid(body) {
		return notText(c.words[0])
	}
	p, problems := plainenglish.Load(assets.Pack("plain-words.json"))
	if len(problems) > 0 {
		return fmt.Errorf("the list of plain words cannot be read: %s", problems[0].Message)
	}
	if *take {
		text := p.TakeAll(string(body))
		if c.asJSON {
			return c.print(map[string]string{"text": text}, "")
		}
		_, err := io.WriteString(c.out, text)
		return err
	}
	found := plainly{p.Check(string(body)), p.Hints(string(body)), plainenglish.EnglishOnly}
	return c.print(found, "%s", strings.Join(found.lines(), "\n"))
}

func (f plainly) lines() []string {
	lines := []string{fmt.Sprintf("%d words in %d sentences. Reading ease %.1f (%s), reading age %.1f.", f.Words, f.Sentences, f.ReadingEase, f.Band, f.ReadingAge)}
	for _, s := range f.HardSentences {
		lines = append(lines, fmt.Sprintf("Hard: %s (%s)", s.Text, s.Why))
	}
	for _, s := range f.Swaps {
		lines = append(lines, fmt.Sprintf("For “%s” (%d times) write “%s”.", s.From, s.Times, s.To))
	}
	for _, h := range f.Hints {
		from := strings.Join(strings.Fields(h.From), " ")
		switch {
		case h.Kind == plainenglish.Swap: // said above, once for each word
		case h.To != "":
			lines = append(lines, fmt.Sprintf("Paragraph %d: for “%s” write “%s”. %s", h.Paragraph, from, h.To, h.Why))
		default:
			lines = append(lines, fmt.Sprintf("Paragraph %d: “%s”. %s", h.Paragraph, from, h.Why))
		}
	}
	return append(lines, f.Only)
}

func notText(name string) error {
	return refusal(strings.TrimPrefix(name, "@") + " is not plain text in UTF-8. Save it as plain text and try again.")
}
