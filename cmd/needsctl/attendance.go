package main

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/printout"
	"needsbook/app/provision"
)

// attendanceHelp says how a tick-sheet is named and marked.
const attendanceHelp = "INTERVENTION is the identifier that needsctl attendance list shows. MARKS has a mark for each session of the week in order: / there, o absent, x not held, - no mark."

// weekFlag is the flag for the week of a tick-sheet.
func (c *call) weekFlag() *string {
	return c.flags.String("week", "", "a `day` of the week; this week if left out")
}

func attendanceList(c *call) error {
	week := c.weekFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		on, err := c.dayOr(d, *week)
		if err != nil {
			return err
		}
		list, err := d.TickSheets(c.ctx, "", on)
		if err != nil {
			return err
		}
		lines := []string{}
		for _, t := range list {
			state := fmt.Sprintf("%d without a mark", t.Unmarked)
			if t.Off != "" {
				state = t.Off
			}
			lines = append(lines, fmt.Sprintf("%s: %s [%s]", t.Name, state, t.ID))
		}
		if len(lines) == 0 {
			lines = []string{"Nothing runs in this week."}
		}
		return c.print(map[string]any{"week": provision.MondayOf(on), "sheets": orEmpty(list)}, "%s", strings.Join(lines, "\n"))
	})
}

// markedRow is a pupil of a tick-sheet.
type markedRow struct {
	Pupil string `json:"pupil"`
	Name  string `json:"name"`
	Marks string `json:"marks"`
	There int    `json:"there"` // of the school year
	Held  int    `json:"held"`
}

func attendanceShow(c *call) error {
	week := c.weekFlag()
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		on, err := c.dayOr(d, *week)
		if err != nil {
			return err
		}
		return c.printSheet(d, c.words[0], on)
	})
}

// printSheet answers with a tick-sheet as it is kept.
func (c *call) printSheet(d *desk.Desk, intervention string, on day.Date) error {
	w, err := d.WeekSheet(c.ctx, intervention, on)
	if err != nil {
		return err
	}
	came, err := d.Came(c.ctx, intervention)
	if err != nil {
		return err
	}
	rows, sessions := []markedRow{}, []string{}
	for n, s := range w.Sessions {
		sessions = append(sessions, printout.SessionWords(s, n))
	}
	lines := []string{w.Name + ", week of " + w.Monday.Words() + ": " + strings.Join(sessions, ", ")}
	if w.Off != "" {
		lines = append(lines, w.Off)
	}
	for _, r := range w.Rows {
		e, err := d.Entry(r.Pupil)
		if err != nil {
			return err
		}
		c := came[r.Placement]
		rows = append(rows, markedRow{r.Pupil, e.ListName(), r.Marks, c.There, c.Held})
		lines = append(lines, fmt.Sprintf("  %s  %s, %s this year [%s]", r.Marks, e.ListName(), c.Words(), r.Pupil))
	}
	if w.Why != "" {
		lines = append(lines, "Not held because: "+w.Why)
	}
	return c.print(map[string]any{"intervention": w.Intervention, "name": w.Name, "week": w.Monday, "off": w.Off, "sessions": sessions, "rows": rows, "why": w.Why}, "%s", strings.Join(lines, "\n"))
}

func attendanceSet(c *call) error {
	week, why := c.weekFlag(), c.flags.String("why", "", "why sessions were not `held`")
	all := c.flags.Bool("all-there", false, "everybody was there who has no mark")
	if err := c.parse(1, -1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		on, err := c.dayOr(d, *week)
		if err != nil {
			return err
		}
		w, err := d.WeekSheet(c.ctx, c.words[0], on)
		if err != nil {
			return err
		}
		for _, word := range c.words[1:] {
			who, marks, ok := strings.Cut(word, "=")
			if !ok {
				return c.misuse("Write marks as PUPIL=MARKS.")
			}
			e, err := findPupil(d, who)
			if err != nil {
				return err
			}
			row := slices.IndexFunc(w.Rows, func(r provision.SheetRow) bool { return r.Pupil == e.ID })
			if row < 0 {
				return refusal("This pupil is not in it in this week.")
			}
			w.Rows[row].Marks = marks
		}
		if *all {
			w.AllThere()
		}
		if _, has := c.given()["why"]; has {
			w.Why = *why
		}
		if err := d.KeepWeek(c.ctx, w); err != nil {
			return err
		}
		return c.printSheet(d, c.words[0], on)
	})
}

func tickSheet(c *call) error {
	out, names, week := c.outFlag(), c.namesFlag(), c.weekFlag()
	half := c.flags.Bool("half-term", false, "all weeks of the half term")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		on, err := c.dayOr(d, *week)
		if err != nil {
			return err
		}
		w, err := d.WeekSheet(c.ctx, c.words[0], on)
		if err != nil {
			return err
		}
		mondays := []day.Date{w.Monday}
		if *half {
			calendar, err := d.SchoolCalendar(c.ctx)
			if err != nil {
				return err
			}
			mondays = provision.HalfTerm(calendar, on)
		}
		doc, err := d.TickSheetPaper(c.ctx, w.Name, []string{c.words[0]}, mondays, named)
		if err != nil {
			return err
		}
		return c.keepPaper(*out, doc)
	})
}
