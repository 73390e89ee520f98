package desk

import (
	"encoding/csv"
	"io"
	"strings"

	"needsbook/app/funding"
	"needsbook/app/intake"
	"needsbook/app/register"
)

// Names says how pupils are named on a screen, page or export.
type Names string

// How pupils are named.
const (
	NamesFull     Names = "full"
	NamesInitials Names = "initials"
	NamesOff      Names = "off"
)

// forFunding says the same to the funding room.
func (n Names) forFunding() funding.Names {
	switch n {
	case NamesInitials:
		return funding.Initials
	case NamesOff:
		return funding.NoNames
	}
	return funding.FullNames
}

// ParseNames reads full, initials or off; "" is full.
func ParseNames(text string) (Names, error) {
	switch n := Names(text); n {
	case "":
		return NamesFull, nil
	case NamesFull, NamesInitials, NamesOff:
		return n, nil
	}
	return "", refuse("names", "Names can be full, initials or off.")
}

// NameOf names a pupil as asked; with names off it is the year group and class alone.
func NameOf(e *register.Entry, n Names) string {
	switch n {
	case NamesInitials:
		return e.Initials()
	case NamesOff:
		return strings.TrimSpace("Pupil in " + e.Year.Label)
	}
	return e.ListName()
}

// RegisterCSV writes the pupils that answer a query as a spreadsheet file that opens
// in Excel with its accents right. Text that a spreadsheet might run as a formula
// is made plain. UPN and date of birth are left out unless names are full.
func (d *Desk) RegisterCSV(w io.Writer, query string, names Names) (int, error) {
	found, err := d.Find(query)
	if err != nil {
		return 0, err
	}
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := []string{"Name", "Year", "Class", "SEN status", "Since", "Primary need", "Other needs", "Level", "Level confirmed", "Review due", "Flags"}
	if names == NamesFull {
		head = append([]string{"UPN", "Surname", "Forename", "Date of birth"}, head[1:]...)
	}
	if err := out.Write(head); err != nil {
		return 0, err
	}
	for _, e := range found {
		row := []string{e.Year.Code, e.Class, e.Status, e.StatusFrom.String(), e.PrimaryNeed(), strings.Join(e.Needs[min(1, len(e.Needs)):], " "),
			e.Level, e.LevelOn.String(), e.ReviewDue.String(), strings.Join(e.Flags, " ")}
		if names == NamesFull {
			row = append([]string{e.UPN, e.Surname, e.Forename, e.Born.String()}, row...)
		} else {
			row = append([]string{NameOf(e, names)}, row...)
		}
		for i := range row {
			row[i] = intake.SafeCell(row[i])
		}
		if err := out.Write(row); err != nil {
			return 0, err
		}
	}
	out.Flush()
	return len(found), out.Error()
}
