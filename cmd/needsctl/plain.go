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

// plain checks a text for plain English. It needs no school's file.
func plain(c *call) error {
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
	r := p.Check(string(body))
	lines := []string{fmt.Sprintf("%d words in %d sentences. Reading ease %.1f (%s), reading age %.1f.", r.Words, r.Sentences, r.ReadingEase, r.Band, r.ReadingAge)}
	for _, s := range r.HardSentences {
		lines = append(lines, fmt.Sprintf("Hard: %s (%s)", s.Text, s.Why))
	}
	for _, s := range r.Swaps {
		lines = append(lines, fmt.Sprintf("For “%s” (%d times) write “%s”.", s.From, s.Times, s.To))
	}
	return c.print(r, "%s", strings.Join(lines, "\n"))
}

func notText(name string) error {
	return refusal(strings.TrimPrefix(name, "@") + " is not plain text in UTF-8. Save it as plain text and try again.")
}
