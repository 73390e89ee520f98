package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// keepingList lists what is due, and with --later what will be.
func keepingList(c *call) error {
	later := c.flags.Bool("later", false, "what is due later as well")
	out := c.outFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *out != "" {
			doc, err := d.RetentionDocument(c.ctx, desk.NamesFull)
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		}
		list, err := d.RetentionDue(c.ctx)
		if *later {
			list, err = d.RetentionDates(c.ctx)
		}
		if err != nil {
			return err
		}
		if list == nil {
			list = []desk.Due{}
		}
		var b strings.Builder
		for _, x := range list {
			hold := ""
			if x.Held() {
				hold = "  legal hold: " + x.Hold
			}
			fmt.Fprintf(&b, "%-12s %s  %s: %s%s\n", x.On.Words(), x.Pupil, x.Name, x.Words()+x.Note, hold)
		}
		if len(list) == 0 {
			b.WriteString("Nothing is due.\n")
		}
		return c.print(list, "%s", b.String())
	})
}

// keepingHold sets or ends a legal hold.
func keepingHold(c *call) error {
	why := c.flags.String("why", "", "the `reason`")
	end := c.flags.Bool("end", false, "the reason is over")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		set := d.SetLegalHold
		if *end {
			set = d.EndLegalHold
		}
		if err := set(c.ctx, e.ID, *why); err != nil {
			return err
		}
		holds, err := d.LegalHolds(c.ctx, e.ID)
		if err != nil {
			return err
		}
		return c.print(holds, "Kept.\n")
	})
}

// whereabouts lists every place where the school's data are.
func whereabouts(c *call) error {
	which := c.flags.String("paper", "places", "`places`, notice or dpia")
	out := c.outFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *out == "" {
			list, err := d.Whereabouts(c.ctx)
			if err != nil {
				return err
			}
			var b strings.Builder
			for _, w := range list {
				fmt.Fprintf(&b, "%-38s %s  %s\n", w.What, w.Now, w.Path)
			}
			return c.print(list, "%s", b.String())
		}
		papers := map[string]func() (*paper.Doc, error){
			"places": func() (*paper.Doc, error) { return d.WhereaboutsDocument(c.ctx) },
			"notice": func() (*paper.Doc, error) { return d.PrivacyNotice(), nil },
			"dpia":   func() (*paper.Doc, error) { return d.ImpactAssessment(), nil },
		}
		write, known := papers[*which]
		if !known {
			return c.misuse("--paper is places, notice or dpia.")
		}
		doc, err := write()
		if err != nil {
			return err
		}
		return c.keepPaper(*out, doc)
	})
}
