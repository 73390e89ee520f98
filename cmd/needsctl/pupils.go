package main

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
)

// listed is a pupil as lists name them.
type listed struct {
	ID        string   `json:"id"`
	UPN       string   `json:"upn"`
	Surname   string   `json:"surname"`
	Forename  string   `json:"forename"`
	DOB       day.Date `json:"dob"`
	Year      string   `json:"year"`
	Class     string   `json:"class"`
	Status    string   `json:"status"`
	Needs     []string `json:"needs"`
	Level     string   `json:"level"`
	ReviewDue day.Date `json:"review_due"`

	Fields map[string]string `json:"fields,omitempty"` // the school's own, by their names as a search writes them
}

func listEntry(e *register.Entry) listed {
	return listed{e.ID, e.UPN, e.Surname, e.Forename, e.Born, e.Year.Code, e.Class, e.Status, orEmpty(e.Needs), e.Level, e.ReviewDue, nil}
}

// orEmpty makes JSON write [] for a list without entries.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// withPupil opens the school's file for a verb about the pupil that the first word names.
func (c *call) withPupil(do func(d *desk.Desk, e *register.Entry) error) error {
	return c.withDesk(func(d *desk.Desk) error {
		e, err := findPupil(d, c.words[0])
		if err != nil {
			return err
		}
		return do(d, e)
	})
}

// findPupil finds one pupil by identifier or UPN.
func findPupil(d *desk.Desk, text string) (*register.Entry, error) {
	if e, err := d.Entry(text); err == nil {
		return e, nil
	}
	return d.ByUPN(text)
}

// listing is what was asked of the verb pupils.
type listing struct {
	asCSV, asXLSX    *bool
	names, view, out *string
}

func pupils(c *call) error {
	l := listing{
		asCSV:  c.flags.Bool("csv", false, "write a spreadsheet file instead of a list"),
		asXLSX: c.flags.Bool("xlsx", false, "write an Excel workbook instead of a list; it needs --out"),
		names:  c.flags.String("names", "full", "how pupils are named: full, initials or `off`"),
		view:   c.flags.String("view", "", "the columns, order and search of the saved view with this `name`"),
		out:    c.outFlag(),
	}
	if err := c.parse(0, -1); err != nil {
		return err
	}
	switch {
	case *l.asCSV && *l.asXLSX:
		return c.misuse("Ask for --csv or for --xlsx, not for both.")
	case (*l.asCSV || *l.asXLSX) && c.asJSON && *l.out == "":
		return c.misuse("Ask for --csv or for --json, not for both, or name the file with --out.")
	case *l.asXLSX && *l.out == "":
		return c.misuse("Name the workbook with --out.")
	case *l.out != "" && !*l.asCSV && !*l.asXLSX && !c.asJSON:
		return c.misuse("Say what to write in the file: --csv, --xlsx or --json.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		names, err := desk.ParseNames(*l.names)
		if err != nil {
			return err
		}
		v := d.FileView("")
		if *l.view != "" {
			if v, err = viewNamed(d, *l.view); err != nil {
				return err
			}
		}
		v.Query = strings.TrimSpace(v.Query + " " + strings.Join(c.words, " "))
		switch {
		case *l.asXLSX:
			return l.write(c, d, v, names, "xlsx")
		case *l.asCSV:
			return l.write(c, d, v, names, "csv")
		case *l.out != "":
			return l.write(c, d, v, names, "json")
		}
		return l.show(c, d, v, names)
	})
}

// write writes the sheet to the file of --out, or to standard output.
func (l listing) write(c *call, d *desk.Desk, v register.View, names desk.Names, format string) error {
	var content bytes.Buffer
	if _, err := d.WriteSheet(&content, v, names, format); err != nil {
		return err
	}
	if *l.out != "" {
		return c.keepFile(*l.out, content.Bytes(), nil)
	}
	_, err := c.out.Write(content.Bytes())
	return err
}

// show prints the list: as a table of the view's columns where a view was named, else
// of the columns that every list has.
func (l listing) show(c *call, d *desk.Desk, v register.View, names desk.Names) error {
	s, err := d.Sheet(v, names)
	if err != nil {
		return err
	}
	list := make([]listed, len(s.Entries))
	for i, e := range s.Entries {
		list[i] = listEntry(e)
		list[i].Fields = ownValues(d, e, names)
		if names != desk.NamesFull {
			list[i].UPN, list[i].Surname, list[i].Forename, list[i].DOB = "", desk.NameOf(e, names), "", day.Date{}
		}
	}
	facts := map[string]any{"count": len(list), "pupils": list}
	table := pupilTable(list)
	if *l.view != "" {
		facts["view"], facts["rows"], facts["lost"] = v.Name, desk.SheetRows(s), orEmpty(s.Lost)
		table = sheetTable(s)
	}
	return c.print(facts, "%s", table)
}

// ownValues returns what an entry says in the school's own fields, by the fields'
// names as a search writes them.
func ownValues(d *desk.Desk, e *register.Entry, names desk.Names) map[string]string {
	out := map[string]string{}
	for _, c := range d.Columns() {
		if value := e.Fields[c.ID]; c.Own && value != "" && (names == desk.NamesFull || !c.Names) {
			out[c.Term] = value
		}
	}
	return out
}

// sheetTable writes a sheet as a table with its totals.
func sheetTable(s *register.Sheet) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	cells := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		cells[i] = strings.ToUpper(c.Title)
	}
	fmt.Fprintln(w, strings.Join(cells, "\t"))
	for row := range s.Entries {
		for i := range s.Columns {
			cells[i] = s.Cell(row, i)
		}
		line := strings.Join(cells, "\t")
		if m, marked := s.Mark(row); marked {
			line += "\t" + m.Words
		}
		fmt.Fprintln(w, line)
	}
	fmt.Fprintln(w, strings.Join(s.Totals(), "\t"))
	w.Flush()
	for _, lost := range s.Lost {
		fmt.Fprintln(&b, lost)
	}
	fmt.Fprintf(&b, "%s.", counted(len(s.Entries), "pupil"))
	return b.String()
}

func pupilTable(list []listed) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tYEAR\tCLASS\tSEN\tNEEDS\tLEVEL\tREVIEW DUE\tUPN\tIDENTIFIER")
	for _, p := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", strings.TrimSuffix(p.Surname+", "+p.Forename, ", "), p.Year, p.Class, p.Status, strings.Join(p.Needs, " "), p.Level, p.ReviewDue, p.UPN, p.ID)
	}
	w.Flush()
	fmt.Fprintf(&b, "%s.", counted(len(list), "pupil"))
	return b.String()
}
