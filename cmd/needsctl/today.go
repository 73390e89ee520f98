package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
)

// todayHelp says how a task is named.
const todayHelp = "KEY is what needsctl today shows in square brackets. The key of a line that holds several tasks stands for all of them."

// today lists what is overdue, due and worth tidying.
func today(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		w, err := d.Waiting(c.ctx)
		if err != nil {
			return err
		}
		lines := append([]string{}, w.Notices...)
		for _, t := range w.Tasks {
			lines = append(lines, taskLine(t, urgencies[t.Urgency]))
			for _, one := range t.Of {
				lines = append(lines, "  "+taskLine(one, ""))
			}
		}
		for _, t := range w.PutOff {
			lines = append(lines, strings.TrimSpace(putLine(t)+" "+t.Why))
		}
		if len(w.Tasks) == 0 {
			lines = append(lines, "Nothing waits.")
		}
		return c.print(map[string]any{"tasks": w.Tasks, "put_off": w.PutOff, "notices": w.Notices}, "%s", strings.Join(lines, "\n"))
	})
}

func taskLine(t desk.Task, group string) string {
	return fmt.Sprintf("%-9s %-11s %s  [%s]", group, t.Due.Words(), strings.TrimSuffix(t.Title+": "+t.Name, ": "), t.Key)
}

func putLine(t desk.DeferredTask) string {
	if t.State == desk.TaskDone {
		return taskLine(t.Task, "Done")
	}
	return taskLine(t.Task, "Put off") + "  until " + t.Until.Words() + "."
}

var urgencies = map[desk.Urgency]string{desk.Overdue: "Overdue", desk.ThisWeek: "This week", desk.Soon: "Soon", desk.TidyUp: "Tidy up"}

// todayDone marks a task as done.
func todayDone(c *call) error {
	why := c.flags.String("why", "", "a few `words` on why")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.FinishTask(c.ctx, c.words[0], *why); err != nil {
			return err
		}
		return c.print(map[string]string{"key": c.words[0], "state": desk.TaskDone}, "Done. needsctl undo brings it back.")
	})
}

// todaySnooze puts a task off until a day.
func todaySnooze(c *call) error {
	until := c.flags.String("until", "", "the `day` on which it comes back")
	why := c.flags.String("why", "", "a few `words` on why")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("until"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		on, err := readDay("until", *until, d.Today())
		if err != nil {
			return err
		}
		if err := d.SnoozeTask(c.ctx, c.words[0], on, *why); err != nil {
			return err
		}
		return c.print(map[string]string{"key": c.words[0], "state": desk.TaskSnoozed, "until": on.String()}, "Put off to %s.", on.Words())
	})
}

// todayBack lets a task wait again.
func todayBack(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.BringBack(c.ctx, c.words[0]); err != nil {
			return err
		}
		return c.print(map[string]string{"key": c.words[0]}, "It waits again.")
	})
}
