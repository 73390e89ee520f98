package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/provision"
)

var interventionFields = []field{
	{"name", "name", text, "its `name`", nil},
	{"area", "area", text, "the `area` of need, such as cognition_learning; none where it serves several", nil},
	{"wave", "wave", number, "`1` universal, 2 targeted, 3 specialist", nil},
	{"setting", "setting", choice, "where it is given, when that is not the school: the `setting`", []string{provision.AlternativeProvision}},
	{"provider", "provider", text, "`who` gives it where that is not the school", nil},
	{"goal", "goal", text, "`what` it is meant to reach", nil},
	{"kind", "staff_kind", text, "the `kind` of staff, such as teaching_assistant; needsctl rates lists them", nil},
	{"staff", "staff", text, "the `member` of staff, as needsctl staff list shows them", nil},
	{"minutes", "minutes", number, "`minutes` in one session", nil},
	{"sessions", "sessions_a_week", sessions, "`sessions` a week; 0.5 is once a fortnight", nil},
	{"at", "slots", slots, "its `times` of the week, such as \"mon 9:30, wed 13:15\"", nil},
	{"weeks", "weeks", number, "the most teaching `weeks` in the year; 0 is all between its dates", nil},
	{"starts", "starts", date, "first `day`", nil},
	{"ends", "ends", date, "last `day`", nil},
	{"size", "size", number, "`pupils` who share it, where more share it than are placed", nil},
	{"price", "price", amount, "`pounds`; the rate of the card if left out", nil},
	{"per", "per", choice, "what the price is `for`", idsOf(provision.Pers)},
	{"bought", "bought", bought, "`what` was bought for all in it, such as \"Puppets 45.00; Books 180.00 over 3 years\"", nil},
	{"review-due", "review_due", date, "the `day` on which it is looked at again", nil},
	{"paid-from", "paid_from", text, "the `source` of money that pays for it: " + strings.Join(funding.Sources, ", "), nil},
	{"notes", "notes", text, "`words` about it, or @FILE", nil},
}

// provisionMap shows what the school puts on this year, with what it costs.
func provisionMap(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		rows, err := d.ProvisionMap(c.ctx)
		if err != nil {
			return err
		}
		out := []mapRow{}
		var b strings.Builder
		for _, r := range rows {
			out = append(out, shownRow(r))
			writeRow(&b, r)
		}
		return c.print(map[string]any{"count": len(rows), "interventions": out}, "%s%d interventions", b.String(), len(rows))
	})
}

// mapRow is a row of the map with its costs beside it.
type mapRow struct {
	desk.MapRow
	Planned  string `json:"planned"`
	ToDate   string `json:"to_date"`
	Forecast string `json:"forecast"`
	Words    string `json:"arithmetic"`
}

func shownRow(r desk.MapRow) mapRow {
	whole := r.Cost.Whole
	return mapRow{r, whole.Planned.String(), whole.ToDate.String(), whole.Forecast().String(), whole.Words}
}

func writeRow(b *strings.Builder, r desk.MapRow) {
	whole := r.Cost.Whole
	fmt.Fprintf(b, "%s: £%s planned, £%s to date, £%s forecast [%s]\n", r.Name, whole.Planned, whole.ToDate, whole.Forecast(), r.ID)
	if whole.Words != "" {
		fmt.Fprintf(b, "  %s\n", whole.Words)
	}
	for _, p := range r.Placed {
		if p.Waiting {
			fmt.Fprintf(b, "  %s waits since %s [%s]\n", p.Name, p.Starts.Words(), p.ID)
			continue
		}
		fmt.Fprintf(b, "  %s: £%s [%s]\n", p.Name, p.Share.Planned, p.ID)
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(b, "  Check: %s\n", w)
	}
}

// interventionAdd puts a row on the map, and interventionSet changes one.
func interventionAdd(c *call) error { return writeIntervention(c, 0) }

func interventionSet(c *call) error { return writeIntervention(c, 1) }

func writeIntervention(c *call, words int) error {
	library := ""
	if words == 0 {
		c.flags.StringVar(&library, "library", "", "start from an `entry` of the library, as needsctl offers lists them")
	}
	try := c.flags.Bool("dry-run", false, "work out what it would cost and store nothing")
	c.addFields(interventionFields)
	if err := c.parse(words, words); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		var i provision.Intervention
		var placed []provision.Placement
		if words == 1 {
			r, err := d.Intervention(c.ctx, c.words[0])
			if err != nil {
				return err
			}
			i = r.Intervention
			for _, p := range r.Placed {
				placed = append(placed, p.Placement)
			}
		} else if library != "" {
			entry, found := d.Library().Find(library)
			if !found {
				return refusal("The library has no “" + library + "”. needsctl offers lists what it has.")
			}
			i = entry.Start()
		}
		if err := fill(&i, interventionFields, c.given(), d.Today()); err != nil {
			return err
		}
		row, err := d.TryIntervention(c.ctx, i, placed)
		if err != nil {
			return err
		}
		if !*try {
			id, err := d.SaveIntervention(c.ctx, i)
			if err != nil {
				return err
			}
			if row, err = d.Intervention(c.ctx, id); err != nil {
				return err
			}
		}
		var b strings.Builder
		writeRow(&b, row)
		return c.print(shownRow(row), "%s", strings.TrimRight(b.String(), "\n"))
	})
}

// interventionRemove takes a row off the map with all that belongs to it.
func interventionRemove(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.RemoveIntervention(c.ctx, c.words[0]); err != nil {
			return err
		}
		return c.print(map[string]any{"id": c.words[0], "removed": true}, "Taken away with its places, attendance and reviews. needsctl undo brings it back.")
	})
}
