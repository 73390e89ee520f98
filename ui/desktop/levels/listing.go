package levels

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// listing is the list of pupils with SEN and how their levels stand.
type listing struct {
	desk       *desk.Desk
	hidden     func() bool // names are hidden
	all, rows  []*register.Entry
	words      string
	standing   string // which standing is shown: a value of standings
	sortedBy   int    // a column, or -1: who waits first
	descending bool
}

// Columns of the list.
const (
	colName = iota
	colWaits
	colYear
	colClass
	colLevel
	colConfirmed
	colNeeds
)

var columns = []parts.GridColumn{
	colName:      {Title: "Name", Strong: true, Grows: true, Sorts: true},
	colWaits:     {Title: "How it stands", Sorts: true},
	colYear:      {Title: "Year", Sorts: true},
	colClass:     {Title: "Class", Sorts: true},
	colLevel:     {Title: "{Level}", Grows: true, Sorts: true},
	colConfirmed: {Title: "Confirmed", Sorts: true},
	colNeeds:     {Title: "Needs", Sorts: true},
}

// standings are what the list can be narrowed to.
var standings = []struct{ value, words string }{
	{everybody, "Everybody"}, {waits, "All who wait"}, {"never", "Not confirmed yet"}, {"old", "Look again"}, {"other", "Rate again, by the scale in use"},
}

// Standings that are of several kinds: all, and all whose level does not stand.
const (
	everybody = "all"
	waits     = "waits"
)

// shows reports whether a level that stands so is in a narrowed list.
func shows(standing string, is desk.LevelStanding) bool {
	switch standing {
	case waits:
		return is != desk.LevelStands
	case "never":
		return is == desk.LevelNever
	case "old":
		return is == desk.LevelOld
	case "other":
		return is == desk.LevelOtherPack
	}
	return true
}

// Waiting counts the pupils whose level waits, for the list of screens.
func Waiting(d *desk.Desk) int {
	n := 0
	for _, e := range withSEN(d) {
		if d.LevelStanding(e) != desk.LevelStands {
			n++
		}
	}
	return n
}

// withSEN returns the pupils on roll with SEN, by name.
func withSEN(d *desk.Desk) []*register.Entry {
	found, err := d.Find("status:sen")
	if err != nil {
		return nil // the query is fixed and known to the register
	}
	return slices.DeleteFunc(found, func(e *register.Entry) bool { return !e.OnRoll(d.Today()) })
}

// read takes the pupils from the register anew.
func (l *listing) read() {
	l.all = withSEN(l.desk)
	l.filter()
}

// filter chooses and sorts the rows.
func (l *listing) filter() {
	l.rows = nil
	wanted := register.FoldName(l.words)
	for _, e := range l.all {
		if !shows(l.standing, l.desk.LevelStanding(e)) {
			continue
		}
		if strings.Contains(e.Folded()+" "+strings.ToLower(l.cell(e, colLevel)+" "+l.cell(e, colNeeds)), wanted) {
			l.rows = append(l.rows, e)
		}
	}
	slices.SortStableFunc(l.rows, l.compare)
	if l.sortedBy == colName && l.descending {
		slices.Reverse(l.rows)
	}
}

func (l *listing) compare(a, b *register.Entry) int {
	n := 0
	switch l.sortedBy {
	case -1:
		return cmp.Compare(l.urgency(a), l.urgency(b))
	case colName:
		return 0 // as the register has them, which knows the accents
	case colYear:
		n = cmp.Compare(a.Year.Order, b.Year.Order)
	case colLevel:
		n = cmp.Compare(a.LevelRank, b.LevelRank)
	case colConfirmed:
		n = a.LevelOn.Compare(b.LevelOn)
	case colWaits:
		n = cmp.Compare(l.urgency(a), l.urgency(b))
	default:
		n = strings.Compare(l.cell(a, l.sortedBy), l.cell(b, l.sortedBy))
	}
	if l.descending {
		return -n
	}
	return n
}

// urgency puts those who were never looked at before those to look at again.
func (l *listing) urgency(e *register.Entry) int {
	return [...]int{desk.LevelNever: 0, desk.LevelOtherPack: 1, desk.LevelOld: 2, desk.LevelStands: 3}[l.desk.LevelStanding(e)]
}

func (l *listing) cell(e *register.Entry, col int) string {
	switch col {
	case colName:
		return wording.ListName(e, l.hidden())
	case colYear:
		return e.Year.Code
	case colClass:
		return e.Class
	case colNeeds:
		return strings.Join(e.Needs, ", ")
	case colLevel:
		if e.Level == "" {
			return ""
		}
		return e.LevelName
	case colConfirmed:
		return e.LevelOn.Words()
	}
	return [...]string{desk.LevelNever: "Not confirmed yet", desk.LevelOld: "Look again", desk.LevelOtherPack: "Rate again", desk.LevelStands: "Confirmed"}[l.desk.LevelStanding(e)]
}

// style marks how a level stands.
func (l *listing) style(e *register.Entry, col int) parts.CellStyle {
	if col != colWaits {
		return parts.CellStyle{Quiet: col == colConfirmed}
	}
	return parts.CellStyle{State: [...]parts.State{desk.LevelNever: parts.Overdue, desk.LevelOld: parts.Soon, desk.LevelOtherPack: parts.Soon, desk.LevelStands: parts.Done}[l.desk.LevelStanding(e)]}
}

// sentence says what is here and how it stands.
func (l *listing) sentence() string {
	if len(l.all) == 0 {
		return l.desk.Terms().Say("Pupils with SEN support or an EHC plan will stand here, each with the {level} that was confirmed.")
	}
	never, old, other := 0, 0, 0
	for _, e := range l.all {
		switch l.desk.LevelStanding(e) {
		case desk.LevelNever:
			never++
		case desk.LevelOld:
			old++
		case desk.LevelOtherPack:
			other++
		}
	}
	words := wording.Count(len(l.all), "pupil") + " with SEN. "
	if never+old+other == 0 {
		return words + l.desk.Terms().Say("Every {level} is confirmed and none is due to be looked at again.")
	}
	if never > 0 {
		words += fmt.Sprintf(l.desk.Terms().Say("%s without a confirmed {level}. "), wording.Count(never, "pupil"))
	}
	if old > 0 {
		words += l.levels(old) + " to look at again. "
	}
	if other > 0 {
		words += l.levels(other) + " rated by another scale than the one in use. "
	}
	return words + "Enter opens the workbench."
}

// levels counts levels in the council's word.
func (l *listing) levels(n int) string {
	if n == 1 {
		return l.desk.Terms().Say("1 {level}")
	}
	return fmt.Sprintf(l.desk.Terms().Say("%d {level+}"), n)
}

// next returns the pupil after this one whose level waits, or nil.
func next(d *desk.Desk, after string) *register.Entry {
	var waiting []*register.Entry
	passed := false
	first := -1
	for _, e := range withSEN(d) {
		if e.ID == after {
			passed = true
			continue
		}
		if d.LevelStanding(e) != desk.LevelStands {
			if passed && first < 0 {
				first = len(waiting)
			}
			waiting = append(waiting, e)
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	return waiting[max(0, first)]
}
