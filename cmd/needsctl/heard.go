package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/publish"
)

const heardHelp = "engagement is that you told people and listened, consultation that you asked before you decided, co-production that you made it together.\nName nobody: an entry may stand in the SEN information report. It is shown there once --did is written."

// heardFields are the fields of an entry of You said, we did.
var heardFields = []field{
	{"said", "said", text, "`what` people said, without names", nil},
	{"did", "did", text, "`what` the school did", nil},
	{"theme", "theme", text, "what it is `about`", nil},
	{"who", "who", choice, "`who` spoke", []string{"parents", "pupils", "staff"}},
	{"how", "how", choice, "`how` they were asked", []string{publish.Engagement, publish.Consultation, publish.CoProduction}},
	{"on", "on_day", date, "the `day`; today where it is left out", nil},
	{"shown", "shown", number, "1 where it may stand in public documents, `0` where not", nil},
}

// heardList lists what was heard.
func heardList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Heard(c.ctx)
		if err != nil {
			return err
		}
		var w strings.Builder
		for _, h := range list {
			fmt.Fprintf(&w, "%s  %s: %s\n  we did: %s [%s]\n", h.On.Words(), publish.ChoiceName(publish.WhoSaid, h.Who), h.Said, h.Did, h.ID)
		}
		return c.print(map[string]any{"heard": list}, "%s%d heard", w.String(), len(list))
	})
}

// heardAdd adds an entry, and heardSet changes one.
func heardAdd(c *call) error { return writeHeard(c, 0) }

func heardSet(c *call) error { return writeHeard(c, 1) }

func writeHeard(c *call, words int) error {
	c.addFields(heardFields)
	if err := c.parse(words, words); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		h := publish.Heard{On: d.Today(), Shown: 1}
		var err error
		if words == 1 {
			if h, err = d.HeardEntry(c.ctx, c.words[0]); err != nil {
				return err
			}
		}
		if err := fill(&h, heardFields, c.given(), d.Today()); err != nil {
			return err
		}
		if h, err = d.SaveHeard(c.ctx, h); err != nil {
			return err
		}
		return c.print(h, "Kept [%s]", h.ID)
	})
}

func heardRemove(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.RemoveHeard(c.ctx, c.words[0]); err != nil {
			return err
		}
		return c.print(map[string]any{"id": c.words[0], "removed": true}, "Removed. needsctl undo brings it back.")
	})
}
