package main

import (
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/publish"
)

// reportApprove records that the governing body approved a document as it stands now.
func reportApprove(c *call) error {
	by := c.flags.String("by", "", "`who` approved it; who approves by the school's details if left out")
	on := c.flags.String("on", "", "the `day` of the meeting; today if left out")
	minute := c.flags.String("minute", "", "`where` it is minuted")
	document, err := c.parseReport(0, 0)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		a := publish.Approval{By: *by, On: d.Today(), Minute: *minute}
		if *on != "" {
			if a.On, err = readDay("on", *on, d.Today()); err != nil {
				return err
			}
		}
		if err := d.ApproveReport(c.ctx, document, a); err != nil {
			return err
		}
		standing, err := d.ApprovalStanding(c.ctx, document)
		if err != nil {
			return err
		}
		return c.print(plainApproval(standing), "%s", standing.Words)
	})
}

// approvalFacts are what is printed of an approval.
type approvalFacts struct {
	Needed  bool     `json:"needed"`
	Given   bool     `json:"given"`
	Current bool     `json:"current"`
	By      string   `json:"by"`
	On      day.Date `json:"on"`
	Minute  string   `json:"minute"`
	Digest  string   `json:"digest"`
	Changed []string `json:"changed"`
	Words   string   `json:"words"`
}

func plainApproval(s desk.ApprovalStanding) approvalFacts {
	return approvalFacts{s.Needed, s.Given, s.Current, s.Approval.By, s.Approval.On, s.Approval.Minute, s.Approval.Digest, s.Changed, s.Words}
}

func reportPublish(c *call) error {
	review := c.flags.String("review", "", "the `day` by which it is looked at again; a year from today if left out")
	note := c.flags.String("note", "", "`what` is new in it")
	document, err := c.parseReport(0, 0)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		release := publish.Release{Note: *note}
		if release.Review, err = readDay("review", *review, d.Today()); err != nil {
			return err
		}
		pub, err := d.PublishVersion(c.ctx, document, release)
		if err != nil {
			return err
		}
		return c.print(map[string]any{"published": pub.On, "version": pub.Number, "review": pub.Review, "note": pub.Note},
			"Recorded as version %d, published on %s. It is looked at again by %s.", pub.Number, pub.On.Words(), pub.Review.Words())
	})
}

// versionFacts are what is printed of a version that was published.
type versionFacts struct {
	Number     int      `json:"number"`
	On         day.Date `json:"on"`
	Review     day.Date `json:"review"`
	Pack       string   `json:"pack"`
	Note       string   `json:"note"`
	ApprovedBy string   `json:"approved_by"`
	ApprovedOn day.Date `json:"approved_on"`
	Minute     string   `json:"minute"`
}

// reportVersions lists what was published, and how far the approval of the document as it
// stands now goes.
func reportVersions(c *call) error {
	document, err := c.parseReport(0, 0)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Publications(c.ctx, document)
		if err != nil {
			return err
		}
		standing, err := d.ApprovalStanding(c.ctx, document)
		if err != nil {
			return err
		}
		versions, lines := []versionFacts{}, []string{}
		for _, p := range list {
			versions = append(versions, versionFacts{p.Number, p.On, p.Review, p.Pack, p.Note, p.Approval.By, p.Approval.On, p.Approval.Minute})
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("Version %d, published on %s, looked at again by %s. %s", p.Number, p.On.Words(), p.Review.Words(), p.Note)))
		}
		if len(list) == 0 {
			lines = append(lines, "Nothing was published yet.")
		}
		lines = append(lines, standing.Words)
		return c.print(map[string]any{"versions": versions, "approval": plainApproval(standing)}, "%s", strings.TrimSpace(strings.Join(lines, "\n")))
	})
}

// reportCompare shows what differs between two versions: the last one and the document as
// it stands now, where none are named.
func reportCompare(c *call) error {
	out := c.outFlag()
	document, err := c.parseReport(0, 2)
	if err != nil {
		return err
	}
	numbers := []int{-1, 0}
	for i, word := range c.words {
		if numbers[i], err = strconv.Atoi(word); err != nil || numbers[i] < 0 {
			return c.misuse("“" + word + "” is not the number of a version. 0 is the document as it stands now.")
		}
	}
	return c.withDesk(func(d *desk.Desk) error {
		if numbers[0] < 0 {
			list, err := d.Publications(c.ctx, document)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return refusal("Nothing was published yet, so there is nothing to compare with.")
			}
			numbers[0] = list[0].Number
		}
		if *out != "" {
			doc, err := d.ChangesDocument(c.ctx, document, numbers[0], numbers[1])
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		}
		sections, err := d.CompareReport(c.ctx, document, numbers[0], numbers[1])
		if err != nil {
			return err
		}
		facts, err := d.CompareFacts(c.ctx, document, numbers[0], numbers[1])
		if err != nil {
			return err
		}
		return c.print(map[string]any{"from": numbers[0], "to": numbers[1], "sections": sections, "facts": facts}, "%s", comparedWords(sections, facts))
	})
}

// comparedWords writes differences as they are written in letters: [-was-] and {+is+}.
func comparedWords(sections []publish.SectionDiff, facts []publish.Change) string {
	if len(sections)+len(facts) == 0 {
		return "Nothing changed. Both say the same."
	}
	var b strings.Builder
	for _, s := range sections {
		b.WriteString(s.Heading() + "\n")
		for _, p := range s.Pieces {
			switch {
			case p.Was && p.Is:
				b.WriteString(p.Text)
			case p.Was:
				b.WriteString("[-" + p.Text + "-]")
			default:
				b.WriteString("{+" + p.Text + "+}")
			}
		}
		b.WriteString("\n\n")
	}
	return strings.TrimSpace(b.String() + changeLines(facts))
}
