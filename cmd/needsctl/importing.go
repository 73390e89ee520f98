package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/intake"
)

func importFile(c *call) error {
	mapFile := c.flags.String("map", "", "a JSON `file` that names the heading of each field")
	sheet := c.flags.Int("sheet", 0, "the `number` of a workbook's sheet, from 1; the best one if left out")
	header := c.flags.Int("header-row", 0, "the `row` that holds the headings, from 1; found if left out")
	repairs := c.flags.String("repairs", "", "a JSON `file` of rows put right, such as {\"12\": {\"dob\": \"28/02/2016\"}}")
	leavers := c.flags.String("leavers", "", "give every pupil on roll whom the file does not have this last `day` on roll")
	dryRun := c.flags.Bool("dry-run", false, "show what would be done and do nothing")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	options := desk.ImportOptions{Sheet: *sheet, HeaderRow: *header}
	if *mapFile != "" {
		var err error
		if options.Map, err = readMap(*mapFile); err != nil {
			return err
		}
	}
	if *repairs != "" {
		var err error
		if options.Repairs, err = readRepairs(*repairs); err != nil {
			return err
		}
	}
	content, err := readExport(c.words[0])
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		i, err := d.ReadImport(c.ctx, filepath.Base(c.words[0]), content, options)
		if err != nil {
			return err
		}
		if *leavers != "" {
			if i.LeftOn, err = readDay("leavers", *leavers, d.Today()); err != nil {
				return err
			}
			for _, k := range i.Plan.Missing {
				i.Leavers = append(i.Leavers, k.Pupil.ID)
			}
		}
		if !*dryRun {
			if err := d.ApplyImport(c.ctx, i); err != nil {
				return err
			}
		}
		return c.print(importFacts(i, !*dryRun), "%s", importWords(i, *dryRun))
	})
}

// readExport reads an export; of one that is too large it reads just enough for
// intake to refuse it.
func readExport(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return readFile(path) // for its sentence
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, intake.MaxBytes+1))
	if err != nil {
		return nil, refusal("The file " + path + " cannot be read. Check that it is a file and not a folder.")
	}
	return content, nil
}

// readMap reads which heading is which field.
func readMap(path string) (map[string]string, error) {
	body, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var columns map[string]string
	if json.Unmarshal(body, &columns) != nil || len(columns) == 0 {
		return nil, refusal("The map is not a JSON object of fields and headings, such as {\"upn\": \"UPN\"}. Nothing was read.")
	}
	return columns, nil
}

// readRepairs reads what was put right in the rows of a file.
func readRepairs(path string) (intake.Repairs, error) {
	body, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var repairs intake.Repairs
	if json.Unmarshal(body, &repairs) != nil {
		return nil, refusal("The repairs are not a JSON object of rows, fields and values, such as {\"12\": {\"dob\": \"28/02/2016\"}}. Nothing was read.")
	}
	return repairs, nil
}

// imported is what an import did, or would do.
type imported struct {
	intake.Report
	Applied     bool               `json:"applied"`
	Unused      []string           `json:"unused_headings"`
	Differences []importDifference `json:"differences"`
}

// importDifference is what the file says otherwise of a pupil whom the register holds.
type importDifference struct {
	Row    int                  `json:"row"`
	ID     string               `json:"id"`
	Fields []intake.FieldChange `json:"fields"`
}

func importFacts(i desk.Import, applied bool) imported {
	out := imported{Report: i.Report(), Applied: applied, Unused: orEmpty(i.Sheet.Unused), Differences: []importDifference{}}
	for _, change := range i.Plan.Changed {
		out.Differences = append(out.Differences, importDifference{change.Row, change.Before.Pupil.ID, change.Fields})
	}
	return out
}

func importWords(i desk.Import, dryRun bool) string {
	r := i.Report()
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", i.Name, strings.ToUpper(r.Format))
	if r.Encoding != "" {
		fmt.Fprintf(&b, ", %s", r.Encoding)
	}
	if r.HeaderRow > 0 {
		fmt.Fprintf(&b, ", headings in row %d", r.HeaderRow)
	}
	fmt.Fprintf(&b, "\n%d added, %d changed, %d unchanged, %d in the register and not in the file (they stay).\n", r.Added, r.Changed, r.Unchanged, r.Missing)
	for _, change := range i.Plan.Changed {
		for _, f := range change.Fields {
			fmt.Fprintf(&b, "Row %d, %s: %s, was %s\n", change.Row, f.Field, orNone(f.After), orNone(f.Before))
		}
	}
	for _, one := range r.Rejected {
		fmt.Fprintf(&b, "Held back. %s\n", one.Error())
	}
	for _, one := range r.Warnings {
		fmt.Fprintf(&b, "Look at it. %s\n", one.Error())
	}
	switch {
	case dryRun:
		b.WriteString("Nothing was changed: this was a dry run.")
	case r.Added+r.Changed+len(i.Leavers) == 0:
		b.WriteString("Nothing was changed: the register has all of it already.")
	default:
		b.WriteString("This is one step: needsctl undo takes it back.")
	}
	return b.String()
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
