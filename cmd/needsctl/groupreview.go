package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/provision"
)

const groupHelp = `REVIEW is "intervention/ID" for those in an intervention, "plans" for the plans that
wait, or "plans/overdue", "plans/week" and "plans/soon" for some of them. ROW is what
the list shows in square brackets. Without marks the rows are listed and nothing is
kept. --from takes the document that --json prints, with scores, evidence and what
changes filled in.`

// groupReview shows the pupils of a group review, or keeps their marks in one step.
func groupReview(c *call) error {
	on := c.flags.String("on", "", "the `day` of the review; today if left out")
	due := c.flags.String("next-due", "", "the `day` of the next review; when the school's cycle ends if left out")
	from := c.flags.String("from", "", "a `file` with the rows filled in")
	if err := c.parse(1, -1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		g, err := d.GroupReview(c.ctx, c.words[0])
		if err != nil {
			return err
		}
		if len(c.words) == 1 && *from == "" {
			return c.print(g, "%s", groupLines(g))
		}
		if err := readRows(&g, *from); err != nil {
			return err
		}
		if err := markRows(&g, c.words[1:]); err != nil {
			return err
		}
		if *on != "" {
			if g.On, err = readDay("on", *on, d.Today()); err != nil {
				return err
			}
		}
		if *due != "" {
			if g.NextDue, err = readDay("next-due", *due, d.Today()); err != nil {
				return err
			}
		}
		if err := d.HoldGroupReview(c.ctx, g); err != nil {
			return err
		}
		reviewed := 0
		for _, r := range g.Rows {
			if r.IsReviewed() {
				reviewed++
			}
		}
		return c.print(map[string]any{"reviewed": reviewed, "later": len(g.Rows) - reviewed, "next_due": g.NextDue}, "Kept the reviews of %d pupils; %d stay due.", reviewed, len(g.Rows)-reviewed)
	})
}

func groupLines(g desk.GroupReview) string {
	lines := []string{g.Title}
	for _, r := range g.Rows {
		last := "not reviewed before"
		if r.Last != "" {
			last = strings.ToLower(provision.ResultName(r.Last)) + " on " + r.LastOn.Words()
		}
		lines = append(lines, fmt.Sprintf("%s: %s (%s) [%s]", r.Name, r.Aim, last, r.Key))
	}
	if len(g.Rows) == 0 {
		lines = append(lines, "Nobody is due.")
	}
	return strings.Join(lines, "\n")
}

// readRows takes over what a file says of the rows.
func readRows(g *desk.GroupReview, path string) error {
	if path == "" {
		return nil
	}
	body, err := readFile(path)
	if err != nil {
		return err
	}
	filled := desk.GroupReview{}
	if err := json.Unmarshal(body, &filled); err != nil {
		return refusal("The file " + path + " is not a group review as --json prints it. Nothing was kept.")
	}
	for _, row := range filled.Rows {
		i := slices.IndexFunc(g.Rows, func(r desk.GroupRow) bool { return r.Key == row.Key })
		if i < 0 {
			return refusal("The row " + row.Key + " of the file is not among those to review. Nothing was kept.")
		}
		g.Rows[i].TakeTyped(row)
	}
	return nil
}

// markRows takes over marks that were given as ROW=MARK; rows without any stay due.
func markRows(g *desk.GroupReview, words []string) error {
	given, err := pairs(words)
	if err != nil {
		return err
	}
	for _, pair := range given {
		i := slices.IndexFunc(g.Rows, func(r desk.GroupRow) bool { return r.Key == pair[0] })
		if i < 0 {
			return refusal("There is no row " + pair[0] + " to review. Nothing was kept.")
		}
		if !slices.Contains(results, pair[1]) && pair[1] != desk.MarkLater {
			return usageError("“" + pair[1] + "” is not a mark. Use met, partly, not or later.")
		}
		g.Rows[i].Mark = pair[1]
	}
	for i := range g.Rows {
		if g.Rows[i].Mark == "" {
			g.Rows[i].Mark = desk.MarkLater
		}
	}
	return nil
}
