package main

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/publish"
)

// reportChanges shows which facts of the public documents are other than now.
func reportChanges(c *call) error {
	return c.factChanges((*desk.Desk).FactChanges, "The documents print the facts as they are now.")
}

// reportUpdate takes the facts over as they are now.
func reportUpdate(c *call) error {
	return c.factChanges((*desk.Desk).UpdateFacts, "The facts are kept. Nothing that is printed changed.")
}

func (c *call) factChanges(do func(*desk.Desk, context.Context) ([]publish.Change, error), none string) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		changes, err := do(d, c.ctx)
		if err != nil {
			return err
		}
		words := changeLines(changes)
		if words == "" {
			words = none
		}
		return c.print(map[string]any{"changes": changes}, "%s", words)
	})
}

// changeLines writes facts that changed, one a line.
func changeLines(changes []publish.Change) string {
	var lines []string
	for _, f := range changes {
		lines = append(lines, fmt.Sprintf("%s: was %s, now %s", f.Meaning, orNothing(f.Was), orNothing(f.Now)))
	}
	return strings.Join(lines, "\n")
}

func orNothing(value string) string {
	if value == "" {
		return "not entered"
	}
	return "“" + value + "”"
}

// reportLinks asks the links of a document over the internet. It is found wanting where
// one does not answer.
func reportLinks(c *call) error {
	document, err := c.parseReport(0, 0)
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		answers, err := d.CheckLinks(c.ctx, document)
		if err != nil {
			return err
		}
		dead, lines := 0, []string{}
		for _, a := range answers {
			state := "answers"
			if !a.OK {
				state, dead = "dead", dead+1
			}
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%-8s %s %s", state, a.Address, a.Why)))
		}
		if len(answers) == 0 {
			lines = append(lines, "There are no links in it.")
		}
		if err := c.print(map[string]any{"links": answers, "dead": dead}, "%s", strings.Join(lines, "\n")); err != nil {
			return err
		}
		if dead > 0 {
			return wanting(fmt.Sprintf("%d of %d links did not answer.", dead, len(answers)))
		}
		return nil
	})
}
