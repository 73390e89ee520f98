package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"needsbook/app/desk"
	"needsbook/app/journal"
)

// setMany edits the pupils that answer a search, as one step.
func setMany(c *call) error {
	dryRun := c.flags.Bool("dry-run", false, "show what would be done and do nothing")
	if err := c.parse(2, -1); err != nil {
		return err
	}
	var query []string
	var assignments []desk.Assignment
	for _, word := range c.words {
		if !strings.Contains(word, "=") || strings.Contains(strings.SplitN(word, "=", 2)[0], ":") {
			query = append(query, word) // also a term such as level:>=L3
			continue
		}
		a, err := desk.ParseAssignment(word)
		if err != nil {
			return c.misuse(desk.Words(err))
		}
		assignments = append(assignments, a)
	}
	if len(query) == 0 || len(assignments) == 0 {
		return c.misuse("Give a search and at least one FIELD=VALUE. \"\" is all pupils on roll.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		found, err := d.Find(strings.Join(query, " "))
		if err != nil {
			return err
		}
		ids := make([]string, len(found))
		for i, e := range found {
			ids[i] = e.ID
		}
		changed, err := d.SetMany(c.ctx, ids, assignments, *dryRun)
		if err != nil {
			return err
		}
		return c.printChanges(changed, len(found), *dryRun)
	})
}

// pasteBlock pastes a block of cells with headings, as one step.
func pasteBlock(c *call) error {
	dryRun := c.flags.Bool("dry-run", false, "show what would be done and do nothing")
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
	return c.withDesk(func(d *desk.Desk) error {
		changed, err := d.PasteBlock(c.ctx, desk.Paste{Text: string(body)}, *dryRun)
		if err != nil {
			return err
		}
		return c.printChanges(changed, strings.Count(strings.TrimSpace(string(body)), "\n"), *dryRun)
	})
}

// printChanges prints what was, or would be, changed about many pupils.
func (c *call) printChanges(changed []desk.BulkChange, of int, dryRun bool) error {
	lines := make([]string, 0, len(changed)+1)
	for _, change := range changed {
		for _, name := range slices.Sorted(maps.Keys(change.After)) {
			lines = append(lines, fmt.Sprintf("%s, %s: %s, was %s", change.Name, name, orNone(change.After[name]), orNone(change.Before[name])))
		}
	}
	last := fmt.Sprintf("%d of %d pupils changed.", len(changed), of)
	if dryRun {
		last = fmt.Sprintf("%d of %d pupils would change. Nothing was changed: this was a dry run.", len(changed), of)
	}
	return c.print(map[string]any{"changed": orEmpty(changed)}, "%s", strings.Join(append(lines, last), "\n"))
}

func undo(c *call) error {
	return c.stepBack("Taken back", func(d *desk.Desk) (string, error) { return d.Undo(c.ctx) })
}

func redo(c *call) error {
	return c.stepBack("Done again", func(d *desk.Desk) (string, error) { return d.Redo(c.ctx) })
}

func (c *call) stepBack(did string, step func(d *desk.Desk) (string, error)) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		label, err := step(d)
		if err != nil {
			return err
		}
		return c.print(map[string]string{"label": label}, "%s: %s", did, label)
	})
}

// change is one step of the journal, with the fields that it changed. The keys of
// Before and After are the records that it touched: their kind and identifier.
type change struct {
	N      int64                     `json:"n"`
	At     time.Time                 `json:"at"`
	By     string                    `json:"by"`
	Label  string                    `json:"label"`
	Sort   journal.Sort              `json:"sort"`
	Before map[string]map[string]any `json:"before"`
	After  map[string]map[string]any `json:"after"`
}

// sendingKind are the records of sending, the school's secret key among them: a
// listing names the step and does not show them.
const sendingKind = "sending"

// changeOf reads a step; with a pupil only what it changed about that pupil.
func changeOf(s journal.Step, pupil string) change {
	out := change{s.N, s.At, s.By, s.Label, s.Sort, map[string]map[string]any{}, map[string]map[string]any{}}
	for _, one := range s.Changes {
		if pupil != "" && one.About != pupil || one.Kind == sendingKind {
			continue
		}
		var before, after map[string]any
		// A record that is not there on one side has no body, and leaves its map nil.
		_ = json.Unmarshal(one.Before, &before)
		_ = json.Unmarshal(one.After, &after)
		for name, value := range before {
			if now, ok := after[name]; ok && reflect.DeepEqual(value, now) {
				delete(before, name)
				delete(after, name)
			}
		}
		record := one.Kind + "/" + one.Key
		if before != nil {
			out.Before[record] = before
		}
		if after != nil {
			out.After[record] = after
		}
	}
	return out
}

func history(c *call) error {
	limit := c.flags.Int("limit", 50, "how many changes are shown at most")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		about := ""
		if len(c.words) > 0 {
			e, err := findPupil(d, c.words[0])
			if err != nil {
				return err
			}
			about = e.ID
		}
		steps, err := d.History(c.ctx, about, *limit)
		if err != nil {
			return err
		}
		changes := make([]change, len(steps))
		lines := make([]string, len(steps))
		for i, s := range steps {
			changes[i] = changeOf(s, about)
			lines[i] = fmt.Sprintf("%s  %s  %s", s.At.Format("2 Jan 2006 15:04"), s.By, s.Label)
		}
		return c.print(changes, "%s", strings.Join(lines, "\n"))
	})
}
