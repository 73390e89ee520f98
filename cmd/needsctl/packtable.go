package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/intake"
)

// packTableHelp explains how a council's table becomes a pack.
const packTableHelp = `The file is a Word document (.docx), an Excel workbook (.xlsx) or a CSV file, with the
columns area, strand, level and statement in any order, or with a level in each column or
in each row. With --levels only the levels named become part of the pack, in that order,
such as --levels "Universal, Targeted, Targeted plus, Specialist". Without it they are put
in order by their numbers or their usual names. The pack is a draft: nothing is put in use.`

// packFromTable makes a continuum out of a council's table and writes it to a file.
func packFromTable(c *call) error {
	out := c.outFlag()
	var choice desk.PackChoices
	c.flags.StringVar(&choice.ID, "id", "", "the pack's short `name`, such as anyshire-continuum")
	c.flags.StringVar(&choice.Title, "title", "", "its `title`, as the council calls its scale")
	c.flags.StringVar(&choice.Version, "version", "1", "its `version`")
	c.flags.StringVar(&choice.Publisher, "publisher", "", "`who` published the table")
	levels := c.flags.String("levels", "", "the `levels` to take, from the least need, with commas between")
	columns := c.flags.String("map", "", "a JSON `file` that names the heading of area, strand, level and statement")
	shape := c.flags.String("shape", "", "`how` the table is laid out: list, across (levels in columns) or down (levels in rows); found if left out")
	area := c.flags.String("areas-by", "", "the `rule` for areas: highest_strand, manual_best_fit or points")
	overall := c.flags.String("overall-by", "", "the `rule` for the overall level: highest_area, manual or points_table")
	raise := c.flags.Bool("raise", false, "let three areas at one level raise the overall level by one")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("id", "title", "publisher", "out"); err != nil {
		return err
	}
	options := intake.ContinuumOptions{Shape: *shape}
	if *shape != "" && !slices.Contains([]string{intake.ShapeList, intake.ShapeAcross, intake.ShapeDown}, *shape) {
		return c.misuse("There is no shape “" + *shape + "”. Give list, across or down.")
	}
	if *columns != "" {
		var err error
		if options.Map, err = readMap(*columns); err != nil {
			return err
		}
	}
	content, err := readExport(c.words[0])
	if err != nil {
		return err
	}
	table, err := desk.ReadPackTable(content, options)
	if err != nil {
		return err
	}
	build := func(m desk.PackMaker) error {
		chosen := m.Choices(table)
		chosen.ID, chosen.Title, chosen.Version, chosen.Publisher, chosen.Raise = choice.ID, choice.Title, choice.Version, choice.Publisher, *raise
		if chosen.Levels, err = pickLevels(chosen.Levels, *levels); err != nil {
			return err
		}
		if *levels != "" {
			m.Settle(&chosen)
		}
		if *area != "" {
			chosen.Area = *area
		}
		if *overall != "" {
			chosen.Overall = *overall
		}
		made, err := m.Make(table, chosen)
		if err != nil {
			return err
		}
		if err := c.writeFile(*out, made.Body); err != nil {
			return err
		}
		return c.print(tableFacts(*out, table, made), "%s", tableWords(*out, c.words[0], table, made))
	}
	if c.file != "" { // by the words of the school
		return c.withDesk(func(d *desk.Desk) error { return build(d.PackMaker()) })
	}
	today := c.today
	if today.IsZero() {
		today = day.On(time.Now())
	}
	m, err := desk.ShippedPackMaker(today)
	if err != nil {
		return err
	}
	return build(m)
}

// pickLevels takes the levels that were named, in their order, and leaves the others out.
func pickLevels(levels []desk.PackLevel, names string) ([]desk.PackLevel, error) {
	if strings.TrimSpace(names) == "" {
		return levels, nil
	}
	rest := slices.Clone(levels)
	var out []desk.PackLevel
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSpace(name)
		i := slices.IndexFunc(rest, func(l desk.PackLevel) bool {
			return strings.EqualFold(l.Label, name) || strings.EqualFold(l.ID, name) || strings.EqualFold(l.Name, name)
		})
		if i < 0 {
			return nil, refusal("The table has no level “" + name + "”. It has " + strings.Join(levelLabels(levels), ", ") + ".")
		}
		rest[i].Leave = false
		out, rest = append(out, rest[i]), slices.Delete(rest, i, i+1)
	}
	for i := range rest {
		rest[i].Leave = true
	}
	return append(out, rest...), nil
}

func levelLabels(levels []desk.PackLevel) []string {
	out := make([]string, len(levels))
	for i, l := range levels {
		out[i] = l.Label
	}
	return out
}

// tableMade is what a table became.
type tableMade struct {
	File       string                    `json:"file"`
	Format     string                    `json:"format"`
	Tables     []intake.ContinuumSource  `json:"tables"`
	Levels     []string                  `json:"levels"`
	Rows       []desk.PackMadeRow        `json:"rows"`
	Statements int                       `json:"statements"`
	Blank      int                       `json:"blank"`
	Rejected   []intake.ContinuumProblem `json:"rejected"`
	Warnings   []intake.ContinuumProblem `json:"warnings"`
}

func tableFacts(out string, t intake.ContinuumTable, made desk.PackMade) tableMade {
	facts := tableMade{File: out, Format: t.Format, Tables: t.Sources, Rows: made.Rows, Statements: made.Taken, Blank: made.Blank(), Rejected: orEmpty(made.Rejected), Warnings: t.Warnings}
	for _, l := range made.Pack.Levels {
		facts.Levels = append(facts.Levels, l.ID)
	}
	return facts
}

func tableWords(out, file string, t intake.ContinuumTable, made desk.PackMade) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s.\n", filepath.Base(file), strings.ToUpper(t.Format))
	for _, s := range t.Sources {
		if s.Used {
			fmt.Fprintf(&b, "Table %d %s: %s, %s\n", s.Number, s.Title, s.Shape, counted(s.Size, "row"))
		}
	}
	for _, l := range made.Pack.Levels {
		fmt.Fprintf(&b, "%s: %s\n", l.ID, l.Name)
	}
	for _, r := range made.Rows {
		fmt.Fprintf(&b, "%s %s: %s\n", r.Area, r.Strand, strings.Trim(fmt.Sprint(r.Statements), "[]"))
	}
	for _, p := range made.Rejected {
		fmt.Fprintf(&b, "Refused. Table %d, %s\n", p.Table, p.Error())
	}
	for _, p := range t.Warnings {
		fmt.Fprintf(&b, "Look at it. Table %d, %s\n", p.Table, p.Error())
	}
	fmt.Fprintf(&b, "%s taken, %s blank, %s refused.\n%s is a sound pack, marked draft. Look at it with needsctl pack preview.",
		counted(made.Taken, "statement"), counted(made.Blank(), "cell"), counted(len(made.Rejected), "row"), out)
	return b.String()
}
