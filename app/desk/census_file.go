package desk

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"needsbook/app/access"
	"needsbook/app/intake"
	"needsbook/app/register"
)

// CensusCSV writes a census list as a spreadsheet file, with names as asked, and
// returns the number of pupils. UPN and date of birth go with full names alone.
func (d *Desk) CensusCSV(ctx context.Context, w io.Writer, year int, term string, names Names) (int, error) {
	if err := d.allow(access.Export); err != nil {
		return 0, err
	}
	v, err := d.Census(ctx, year, term)
	if err != nil {
		return 0, err
	}
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(v.head(names)); err != nil {
		return 0, err
	}
	why := map[string][]string{}
	for _, m := range v.Missing {
		why[m.Pupil] = append(why[m.Pupil], m.Why)
	}
	for _, p := range v.Pupils {
		row := v.line(d, p, names)
		row = append(row, strings.Join(why[p.ID], " "))
		for i := range row {
			row[i] = intake.SafeCell(row[i])
		}
		if err := out.Write(row); err != nil {
			return 0, err
		}
	}
	out.Flush()
	return len(v.Pupils), out.Error()
}

func (v CensusView) head(names Names) []string {
	head := []string{"Name", "Year", "Class", "SEN status"}
	if names == NamesFull {
		head = append([]string{"UPN", "Surname", "Forename", "Date of birth", "Sex"}, head[1:]...)
	}
	if v.Types {
		head = append(head, "Primary type of need", "Rank", "Secondary type of need", "Rank", "SEN unit", "Resourced provision")
	}
	return append(head, "Missing or odd")
}

func (v CensusView) line(d *Desk, p CensusPupil, names Names) []string {
	row := []string{p.Year, p.Class, p.Status}
	if names == NamesFull {
		row = append([]string{p.UPN, p.Surname, p.Forename, p.Born.String(), p.Sex}, row...)
	} else {
		e, err := d.Entry(p.ID)
		if err != nil {
			e = &register.Entry{}
		}
		row = append([]string{NameOf(e, names)}, row...)
	}
	if !v.Types {
		return row
	}
	for i := range register.CensusTypes {
		code, rank := "", ""
		if i < len(p.Needs) {
			code, rank = p.Needs[i], strconv.Itoa(i+1)
		}
		row = append(row, code, rank)
	}
	return append(row, yesNo(p.Unit), yesNo(p.Resourced))
}

func yesNo(is bool) string {
	if is {
		return "Y"
	}
	return "N"
}
