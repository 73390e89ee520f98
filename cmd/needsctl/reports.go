package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"needsbook/app/desk"
	"needsbook/app/publish"
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
