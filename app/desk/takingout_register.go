package desk

import (
	"cmp"
	"strconv"

	"needsbook/app/intake"
	"needsbook/app/register"
)

// registerList is the register as one list with the headings that an import knows, so
// that bringing it in again changes nothing.
func (d *Desk) registerList() ([]byte, int, error) {
	head := []string{"UPN", "MIS ID", "Legal Surname", "Legal Forename", "Known as", "Date of birth", "Sex", "NC Year", "Class", "SEN Status", "SEN start date"}
	for rank := 1; rank <= listedNeeds; rank++ {
		head = append(head, "SEN Need "+strconv.Itoa(rank))
	}
	for _, f := range register.FlagNames {
		head = append(head, cmp.Or(flagHeadings[f.Code], f.Name))
	}
	head = append(head, "Admission date", "Leaving date", "Level", "Level confirmed", "Review due")
	d.mu.RLock()
	defer d.mu.RUnlock()
	rows := make([][]string, len(d.entries))
	for i, e := range d.entries {
		row := []string{e.UPN, e.MISID, e.Surname, e.Forename, e.Preferred, e.Born.String(), e.Sex, e.Year.Code, e.Class, e.Status, e.StatusFrom.String()}
		for rank := range listedNeeds {
			need := ""
			if rank < len(e.Needs) {
				need = e.Needs[rank]
			}
			row = append(row, need)
		}
		for _, f := range register.FlagNames {
			row = append(row, map[bool]string{true: "Y", false: "N"}[e.Flags.Has(f.Code)])
		}
		row = append(row, e.Entered.String(), e.Left.String(), e.Level, e.LevelOn.String(), e.ReviewDue.String())
		for c := range row {
			row[c] = intake.SafeCell(row[c])
		}
		rows[i] = row
	}
	content, err := spreadsheet(head, rows)
	return content, len(rows), err
}

// listedNeeds is how many ranked needs the list has columns for, as many as an import
// reads.
const listedNeeds = 9

// flagHeadings are the headings that schools' systems give flags whose plain words an
// import does not know.
var flagHeadings = map[string]string{
	register.FlagEverFree6: "FSM Ever 6", register.FlagSENUnit: "SEN unit", register.FlagResourced: "Resourced provision",
}
