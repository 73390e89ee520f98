package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/publish"
	"needsbook/app/publish/markup"
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
			standing, err := d.ApprovalStanding(c.ctx, document)
			if err != nil {
				return err
			}
			lines = append(lines, strings.TrimSpace("Every clause is answered. "+standing.Words))
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
	words = markup.Clean(words) // as what is pasted in the window: a file may be of Word or of a web page
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

// reportPDF writes the document as it stands now, or a version of it.
func reportPDF(c *call) error {
	large := c.flags.Bool("large", false, "set it in large print")
	easy := c.flags.Bool("easy", false, "set it so that it is easier to read: large letters, one sentence a line")
	return c.reportFile(func() desk.Format { return desk.FormatPDF }, func(doc *paper.Doc) (*paper.Doc, error) {
		switch {
		case *large && *easy:
			return nil, c.misuse("Give --large or --easy, not both.")
		case *large:
			return paper.LargePrint(doc), nil
		case *easy:
			return paper.EasyRead(doc), nil
		}
		return doc, nil
	})
}

func reportHTML(c *call) error {
	part := c.flags.Bool("embed", false, "make the part to paste into a page of the school's website")
	return c.reportFile(func() desk.Format {
		if *part {
			return desk.FormatPart
		}
		return desk.FormatHTML
	}, func(doc *paper.Doc) (*paper.Doc, error) { return doc, nil })
}

// reportFile writes a public document, set as the verb wants it.
func (c *call) reportFile(format func() desk.Format, set func(*paper.Doc) (*paper.Doc, error)) error {
	out := c.outFlag()
	version := c.flags.Int("version", 0, "the `number` of a version that was published; as it stands now if left out")
	document, err := c.parseReport(0, 0)
	if err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		doc, err := reportVersion(c, d, document, *version)
		if err != nil {
			return err
		}
		if doc, err = set(doc); err != nil {
			return err
		}
		file, missing, err := desk.Draw(doc, format())
		if err != nil {
			return err
		}
		return c.keepFile(*out, file, missing)
	})
}

// reportVersion is a document as it was published, or as it stands now for number 0.
func reportVersion(c *call, d *desk.Desk, document string, number int) (*paper.Doc, error) {
	if number == 0 {
		return d.ReportDocument(c.ctx, document)
	}
	return d.PublicationDocument(c.ctx, document, number)
}
