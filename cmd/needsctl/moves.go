package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
)

const movesHelp = "Counts are to the nearest five; a school is named only when five or more go there and five or more go elsewhere. What is approved leaves with needsctl summary send."

// movingPupil is a pupil of the list of who moves.
type movingPupil struct {
	Pupil  string          `json:"pupil"`
	Name   string          `json:"name"`
	Year   string          `json:"year"`
	Stage  desk.MoveStage  `json:"stage"` // leaves, next_year or joined
	URN    string          `json:"urn,omitempty"`
	School string          `json:"school,omitempty"`
	Bundle desk.MoveBundle `json:"bundle,omitempty"` // waits, received or taken
}

// stageWords are the stages of a move as people read them.
var stageWords = map[desk.MoveStage]string{desk.MoveLeaves: "leaves this summer", desk.MoveNext: "leaves a year later", desk.MoveJoined: "joined this school year"}

// movesList lists by year group who moves on.
func movesList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		groups, err := d.MovesList(c.ctx)
		if err != nil {
			return err
		}
		facts, lines := []movingPupil{}, []string{}
		for _, g := range groups {
			for _, p := range g.Pupils {
				facts = append(facts, movingPupil{p.Entry.ID, p.Entry.Name(), g.Year.Label, g.Stage, p.To.URN, p.To.School, p.Bundle})
				line := fmt.Sprintf("%s  %s, %s, %s", p.Entry.ID, p.Entry.Name(), g.Year.Label, stageWords[g.Stage])
				if p.To.Known() {
					line += ": " + strings.TrimSpace(p.To.School+" "+p.To.URN)
				}
				lines = append(lines, line)
			}
		}
		if len(lines) == 0 {
			lines = []string{"Nobody with SEN moves on."}
		}
		return c.print(facts, "%s", strings.Join(lines, "\n"))
	})
}

// movesTo writes down the next school of a pupil.
func movesTo(c *call) error {
	urn := c.flags.String("to", "", "the `URN` of the next school, such as 123456; none for a school without one")
	school := c.flags.String("school", "", "its `name`")
	open := c.flags.Bool("open", false, "say that it is not decided")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if !*open && *school == "" {
		if err := c.needFlags("to"); err != nil {
			return err
		}
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		if err := d.SetDestination(c.ctx, []string{e.ID}, *urn, *school); err != nil {
			return err
		}
		return c.print(map[string]any{"pupil": e.ID, "urn": *urn, "school": *school}, "Written down.")
	})
}

// movesPreview is what would be told of this summer's move.
type movesPreview struct {
	Document  string         `json:"document"`
	Words     []string       `json:"words"`
	Year      int            `json:"year"`
	Rows      []desk.MoveRow `json:"rows"`
	Undecided int            `json:"undecided"`
	Notes     []string       `json:"notes"`
	Same      bool           `json:"same"`
}

// movesCounts shows the counts that would leave.
func movesCounts(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		p, err := d.PreviewMoves(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{fmt.Sprintf("Moves in summer %d, as the cluster would see them:", p.Year)}
		for _, r := range p.Rows {
			lines = append(lines, fmt.Sprintf("  %s, %s: about %d", r.Year, r.School, r.Count))
			for _, a := range r.Areas {
				lines = append(lines, fmt.Sprintf("    %s: about %d", a.Area, a.Count))
			}
		}
		lines = append(append(lines, p.Notes...), "Six words: "+strings.Join(p.Words, " "))
		facts := movesPreview{p.ID, p.Words, p.Year, append([]desk.MoveRow{}, p.Rows...), p.Undecided, append([]string{}, p.Notes...), p.Same}
		return c.print(facts, "%s", strings.Join(lines, "\n"))
	})
}

// movesApprove approves the counts and puts them in the outbox.
func movesApprove(c *call) error {
	id := c.flags.String("id", "", "the `document` that was looked at; counts that changed since are not approved")
	by := c.flags.String("by", "", "`name` of who approves; else the one of the school's details")
	role := c.flags.String("role", desk.RoleHead, "what that person is: `head`, or senco where the sharing agreement lets the SENCO approve")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		made, err := d.QueueMoves(c.ctx, *id, desk.Approver{Name: *by, Role: *role})
		if err != nil {
			return err
		}
		return c.print(map[string]any{"document": made}, "Approved. It leaves with needsctl summary send.")
	})
}
