package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/app/money"
	"needsbook/app/provision"
)

const importProvisionHelp = "The map has a row for each pupil and provision, a row for each group with its pupils in one cell, or pupils down and interventions across with ticks.\n" +
	"--staff-kind is the kind of staff where the map does not say it; --usual takes the library's usual time where the map says none.\n" +
	"--pupils names a JSON file that says who a name of the map is, such as {\"Max S\": \"PUPIL\"}; \"-\" leaves the name out.\n" +
	"--costs writes what the map says that it costs beside ours as CSV."

func importProvision(c *call) error {
	mapFile := c.flags.String("map", "", "a JSON `file` that names the heading of each field")
	sheet := c.flags.Int("sheet", 0, "the `number` of a workbook's sheet, from 1; the best one if left out")
	header := c.flags.Int("header-row", 0, "the `row` that holds the headings, from 1; found if left out")
	repairs := c.flags.String("repairs", "", "a JSON `file` of rows put right, such as {\"12\": {\"time\": \"3 x 20 mins\"}}")
	pupils := c.flags.String("pupils", "", "a JSON `file` of names of the map and whom they mean")
	kind := c.flags.String("staff-kind", "", "the `kind` of staff where the map does not say it")
	usual := c.flags.Bool("usual", false, "take the library's usual time where the map says none")
	costs := c.flags.String("costs", "", "write the costs beside ours to this CSV `file`")
	names := c.flags.String("names", "full", "how the costs name pupils: full, initials or off")
	dryRun := c.flags.Bool("dry-run", false, "show what would be done and do nothing")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	o := desk.ProvisionImportOptions{ImportOptions: desk.ImportOptions{Sheet: *sheet, HeaderRow: *header}, StaffKind: *kind, Usual: *usual}
	var chosen map[string]string
	var err error
	if *mapFile != "" {
		if o.Map, err = readMap(*mapFile); err != nil {
			return err
		}
	}
	if *repairs != "" {
		if o.Repairs, err = readRepairs(*repairs); err != nil {
			return err
		}
	}
	if *pupils != "" {
		if chosen, err = readMap(*pupils); err != nil {
			return err
		}
	}
	content, err := readExport(c.words[0])
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *kind != "" && !slices.ContainsFunc(d.RateCard().StaffKinds, func(k provision.StaffKind) bool { return k.ID == *kind }) {
			return refusal("“" + *kind + "” is not a kind of staff. needsctl rates lists them.")
		}
		as, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		i, err := readProvisionMap(c, d, content, o, chosen)
		if err != nil {
			return err
		}
		if *costs != "" {
			body, err := d.ProvisionCostsCSV(i.Costs, as)
			if err != nil {
				return err
			}
			if err := c.writeFile(*costs, body); err != nil {
				return err
			}
		}
		if !*dryRun {
			if err := d.ApplyProvisionImport(c.ctx, i); err != nil {
				return err
			}
		}
		return c.print(provisionFacts(i, !*dryRun), "%s", provisionImportWords(i, *dryRun))
	})
}

// readProvisionMap reads a map, and reads it again with the pupils that were chosen for
// names that fit nobody.
func readProvisionMap(c *call, d *desk.Desk, content []byte, o desk.ProvisionImportOptions, chosen map[string]string) (desk.ProvisionImport, error) {
	name := filepath.Base(c.words[0])
	i, err := d.ReadProvisionImport(c.ctx, name, content, o)
	if err != nil || len(chosen) == 0 {
		return i, err
	}
	o.Pupils = map[string]string{}
	for _, u := range i.Plan.Unknown {
		id := chosen[u.Written]
		if id == "" {
			continue
		}
		if id != intake.LeftOut {
			if _, err := d.Entry(id); err != nil {
				return i, err
			}
		}
		o.Pupils[u.Key] = id
	}
	return d.ReadProvisionImport(c.ctx, name, content, o)
}

// broughtIn is what bringing a provision map in did, or would do.
type broughtIn struct {
	Format    string             `json:"format"`
	Encoding  string             `json:"encoding"`
	Shape     string             `json:"shape"`
	HeaderRow int                `json:"header_row"`
	Columns   map[string]string  `json:"columns"`
	Across    []string           `json:"across"`
	Unused    []string           `json:"unused_headings"`
	Added     int                `json:"added"`
	Changed   int                `json:"changed"`
	Unchanged int                `json:"unchanged"`
	Places    int                `json:"places"` // new or changed
	Rejected  []intake.RowError  `json:"rejected"`
	Warnings  []intake.RowError  `json:"warnings"`
	Unknown   []unknownPupil     `json:"unknown_pupils"`
	Changes   []provisionChanged `json:"differences"`
	Costs     []provisionCost    `json:"costs"`
	Theirs    money.Amount       `json:"theirs"`
	Ours      money.Amount       `json:"ours"`
	Applied   bool               `json:"applied"`
}

type unknownPupil struct {
	Row    int    `json:"row"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

type provisionChanged struct {
	Rows   []int                `json:"rows"`
	ID     string               `json:"id"`
	Name   string               `json:"name"`
	Fields []intake.FieldChange `json:"fields"`
}

type provisionCost struct {
	desk.ProvisionCost
	Difference money.Amount `json:"difference"`
}

func provisionFacts(i desk.ProvisionImport, applied bool) broughtIn {
	s, p := i.Sheet, i.Plan
	out := broughtIn{Format: s.Format, Encoding: s.Encoding, Shape: s.Shape, HeaderRow: s.HeaderRow, Columns: s.Columns, Across: s.Across, Unused: orEmpty(s.Unused),
		Added: len(p.Added), Changed: len(p.Changed), Unchanged: len(p.Unchanged), Places: placesIn(p), Rejected: orEmpty(p.Rejected), Warnings: orEmpty(p.Warnings),
		Unknown: []unknownPupil{}, Changes: []provisionChanged{}, Costs: []provisionCost{}, Applied: applied}
	for _, u := range p.Unknown {
		out.Unknown = append(out.Unknown, unknownPupil{u.Row, u.Written, u.Reason})
	}
	for _, g := range p.Changed {
		out.Changes = append(out.Changes, provisionChanged{g.Rows, g.What.ID, g.What.Name, orEmpty(g.Fields)})
	}
	for _, c := range i.Costs {
		out.Costs = append(out.Costs, provisionCost{c, c.Difference()})
	}
	out.Theirs, out.Ours = desk.ProvisionCostTotals(i.Costs)
	return out
}

// placesIn is how many places of pupils a plan makes or changes.
func placesIn(p intake.ProvisionPlan) (n int) {
	for _, g := range slices.Concat(p.Added, p.Changed) {
		n += len(g.Places)
	}
	return n
}

func provisionImportWords(i desk.ProvisionImport, dryRun bool) string {
	p := i.Plan
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, headings in row %d\n", i.Name, strings.ToUpper(i.Sheet.Format), i.Sheet.HeaderRow)
	fmt.Fprintf(&b, "Interventions: %d added, %d changed, %d unchanged. Places of pupils: %d.\n", len(p.Added), len(p.Changed), len(p.Unchanged), placesIn(p))
	for _, g := range p.Changed {
		for _, f := range g.Fields {
			fmt.Fprintf(&b, "%s, %s: %s, was %s\n", g.What.Name, f.Field, orNone(f.After), orNone(f.Before))
		}
	}
	for _, one := range p.Rejected {
		fmt.Fprintf(&b, "Held back. %s\n", one.Error())
	}
	for _, one := range p.Warnings {
		fmt.Fprintf(&b, "Look at it. %s\n", one.Error())
	}
	for _, c := range i.Costs {
		fmt.Fprintf(&b, "Row %d, %s: theirs %s, ours %s. %s\n", c.Row, c.Name, c.Theirs.Words(), c.Ours.Words(), c.Why)
	}
	if len(i.Costs) > 0 {
		theirs, ours := desk.ProvisionCostTotals(i.Costs)
		fmt.Fprintf(&b, "All: theirs %s, ours %s.\n", theirs.Words(), ours.Words())
	}
	switch {
	case dryRun:
		b.WriteString("Nothing was changed: this was a dry run.")
	case len(p.Added)+len(p.Changed) == 0:
		b.WriteString("Nothing was changed: the school has all of it already.")
	default:
		b.WriteString("This is one step: needsctl undo takes it back.")
	}
	return b.String()
}
