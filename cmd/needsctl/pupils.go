package main

import (
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
}

func listEntry(e *register.Entry) listed {
	return listed{e.ID, e.UPN, e.Surname, e.Forename, e.Born, e.Year.Code, e.Class, e.Status, orEmpty(e.Needs), e.Level, e.ReviewDue}
}

// orEmpty makes JSON write [] for a list without entries.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// findPupil finds one pupil by identifier or UPN.
func findPupil(d *desk.Desk, text string) (*register.Entry, error) {
	if e, err := d.Entry(text); err == nil {
		return e, nil
	}
	return d.ByUPN(text)
}

func pupils(c *call) error {
	asCSV := c.flags.Bool("csv", false, "write a spreadsheet file instead of a list")
	names := c.flags.String("names", "full", "how pupils are named in it: full, initials or `off`")
	if err := c.parse(0, -1); err != nil {
		return err
	}
	if *asCSV && c.asJSON {
		return c.misuse("Ask for --csv or for --json, not for both.")
	}
	query := strings.Join(c.words, " ")
	return c.withDesk(func(d *desk.Desk) error {
		if *asCSV {
			named, err := desk.ParseNames(*names)
			if err != nil {
				return err
			}
			_, err = d.RegisterCSV(c.out, query, named)
			return err
		}
		found, err := d.Find(query)
		if err != nil {
			return err
		}
		list := make([]listed, len(found))
		for i, e := range found {
			list[i] = listEntry(e)
		}
		return c.print(map[string]any{"count": len(list), "pupils": list}, "%s", pupilTable(list))
	})
}

func pupilTable(list []listed) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tYEAR\tCLASS\tSEN\tNEEDS\tLEVEL\tREVIEW DUE\tUPN\tIDENTIFIER")
	for _, p := range list {
		fmt.Fprintf(w, "%s, %s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Surname, p.Forename, p.Year, p.Class, p.Status, strings.Join(p.Needs, " "), p.Level, p.ReviewDue, p.UPN, p.ID)
	}
	w.Flush()
	fmt.Fprintf(&b, "%d pupils.", len(list))
	return b.String()
}
