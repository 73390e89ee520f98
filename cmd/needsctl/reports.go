package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
	"needsbook/assets"
)

// parseReport reads the flags of a verb about a public document, and which one it is.
func (c *call) parseReport(least, most int) (document string, err error) {
	of := c.flags.String("doc", publish.SENInformation, "which `document`: sen-information or inclusion-strategy")
	if err = c.parse(least, most); err != nil {
		return "", err
	}
	if *of != publish.SENInformation && *of != publish.InclusionStrategy {
		return "", c.misuse("There is no public document “" + *of + "”. There are sen-information and inclusion-strategy.")
	}
	return *of, nil
}

// reportCheck is found wanting while the report may not be published.
func reportCheck(c *call) error {
	document, err := c.parseReport(0, 0)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		r, err := d.Report(c.ctx, document)
		if err != nil {
			return err
		}
		var lines []string
		for _, s := range r.Sections {
			lines = append(lines, fmt.Sprintf("%-10s %s [%s, %s]", s.State, s.Title, s.ID, s.Reference))
			if s.Why != "" {
				lines = append(lines, "           "+strings.TrimSpace(s.Why+" "+s.Fix))
			}
		}
		if r.Publishable {
			lines = append(lines, "The report may be published.")
		}
		if err := c.print(r, "%s", strings.Join(lines, "\n")); err != nil {
			return err
		}
		if !r.Publishable {
			return wanting("The report may not be published yet: " + strings.Join(r.Reasons, " "))
		}
		return nil
	})
}

func reportWords(c *call) error {
	document, err := c.parseReport(2, 2)
	if err != nil {
		return err
	}
	words, err := readText(c.words[1])
	if err != nil {
		return err
	}
	if !utf8.ValidString(words) {
		return notText(c.words[1])
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.SaveReportWords(c.ctx, document, c.words[0], words); err != nil {
			return err
		}
		r, err := d.Report(c.ctx, document)
		if err != nil {
			return err
		}
		for _, s := range r.Sections {
			if s.ID == c.words[0] {
				return c.print(s, "%s: %s. %s", s.Title, s.State, strings.TrimSpace(s.Why+" "+s.Fix))
			}
		}
		return nil
	})
}

func reportPDF(c *call) error {
	return c.reportFile(func(d *desk.Desk, document string) ([]byte, []rune, error) { return d.ReportPDF(c.ctx, document) })
}

func reportHTML(c *call) error {
	return c.reportFile(func(d *desk.Desk, document string) ([]byte, []rune, error) {
		page, err := d.ReportHTML(c.ctx, document)
		return page, nil, err
	})
}

func (c *call) reportFile(draw func(d *desk.Desk, document string) ([]byte, []rune, error)) error {
	out := c.outFlag()
	document, err := c.parseReport(0, 0)
	if err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		file, lost, err := draw(d, document)
		if err != nil {
			return err
		}
		return c.keepFile(*out, file, lost)
	})
}

func reportPublish(c *call) error {
	document, err := c.parseReport(0, 0)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.PublishReport(c.ctx, document); err != nil {
			return err
		}
		return c.print(map[string]any{"published": d.School().Published}, "Recorded as published on %s.", d.School().Published.Words())
	})
}

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
