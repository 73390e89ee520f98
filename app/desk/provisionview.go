package desk

import (
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"

	"github.com/shopspring/decimal"
)

// MapView is how a person looks at the provision map: what is shown, in which groups
// and in which order. The zero value shows all of it by area.
type MapView struct {
	Words string                // every word must begin a word of the name, the staff, the area or a pupil
	Only  map[MapField][]string // ids of the values that are shown of a field; none shows all
	Group MapField              // "" is MapByArea
	Sorts []MapSort             // within each group; none keeps the order of the names
}

// MapGroup is what stands under one heading of the map, with totals of what is shown.
type MapGroup struct {
	ID, Name string
	Rows     []*MapRow
	Totals   MapTotals
}

// MapTotals add rows of the map up.
type MapTotals struct {
	Interventions int
	Pupils        int             // different pupils, those who only wait left out
	Minutes       decimal.Decimal // of the school's staff in a week, as it runs today
	Planned       money.Amount    // for the school year, as the other two
	ToDate        money.Amount
	Forecast      money.Amount
}

// MapSheet is the provision map made ready to be filtered as somebody types.
type MapSheet struct {
	lines []mapLine
	today day.Date
	names map[MapField]map[string]int // each value's place, as the rows bring them
}

// mapLine is a row with what it is found by.
type mapLine struct {
	row     *MapRow
	text    string // folded, with a space before every word
	values  map[MapField][]MapValue
	minutes decimal.Decimal
	pupils  []string // in it, those who wait left out
}

// NewMapSheet makes rows, in the order of the map, ready.
func NewMapSheet(rows []MapRow, today day.Date) *MapSheet {
	s := &MapSheet{lines: make([]mapLine, len(rows)), today: today, names: map[MapField]map[string]int{}}
	for i := range rows {
		r := &rows[i]
		l := mapLine{row: r, values: map[MapField][]MapValue{}, minutes: WeeklyMinutes(r, today)}
		words := []string{r.Name, r.StaffName, r.AreaName, r.Provider}
		for _, p := range r.Placed {
			words = append(words, p.Name)
			if !p.Waiting {
				l.pupils = append(l.pupils, p.Pupil)
			}
		}
		l.text = " " + register.FoldName(strings.Join(words, " "))
		for _, f := range mapFields {
			l.values[f.field] = f.values(r, today)
			if s.names[f.field] == nil {
				s.names[f.field] = map[string]int{}
			}
			for _, v := range l.values[f.field] {
				if _, known := s.names[f.field][v.ID]; !known {
					s.names[f.field][v.ID] = len(s.names[f.field])
				}
			}
		}
		s.lines[i] = l
	}
	return s
}

// Row returns a row by the id of its intervention; false where it is not on the map.
func (s *MapSheet) Row(id string) (*MapRow, bool) {
	for i := range s.lines {
		if s.lines[i].row.ID == id {
			return s.lines[i].row, true
		}
	}
	return nil, false
}

// Len is how many interventions the whole map has.
func (s *MapSheet) Len() int { return len(s.lines) }

// Look returns the groups that a view shows, and the totals of all of them together:
// a pupil of two groups counts in both, and once in the whole.
func (s *MapSheet) Look(v MapView) ([]MapGroup, MapTotals) {
	group := v.Group
	if group == "" {
		group = MapByArea
	}
	var groups []MapGroup
	at := map[string]int{}
	var in [][]*mapLine
	var all []*mapLine
	words := strings.Fields(register.FoldName(v.Words))
	for i := range s.lines {
		l := &s.lines[i]
		if !l.has(words) || !l.answers(v.Only, "") {
			continue
		}
		key := l.values[group][0]
		place, known := at[key.ID]
		if !known {
			place = len(groups)
			at[key.ID] = place
			groups, in = append(groups, MapGroup{ID: key.ID, Name: key.Name}), append(in, nil)
		}
		in[place] = append(in[place], l)
		all = append(all, l)
	}
	for i := range groups {
		slices.SortStableFunc(in[i], func(a, b *mapLine) int { return compareRows(v.Sorts, a.row, b.row) })
		for _, l := range in[i] {
			groups[i].Rows = append(groups[i].Rows, l.row)
		}
		groups[i].Totals = totalsOf(in[i])
	}
	slices.SortStableFunc(groups, func(a, b MapGroup) int { return s.compareGroups(group, a, b) })
	return groups, totalsOf(all)
}

// Values returns the values that a field has among the rows which the rest of the
// view shows, with how many rows have each.
func (s *MapSheet) Values(v MapView, field MapField) []MapValue {
	var out []MapValue
	at := map[string]int{}
	words := strings.Fields(register.FoldName(v.Words))
	for i := range s.lines {
		l := &s.lines[i]
		if !l.has(words) || !l.answers(v.Only, field) {
			continue
		}
		for _, value := range l.values[field] {
			place, known := at[value.ID]
			if !known {
				place = len(out)
				at[value.ID] = place
				out = append(out, value)
			}
			out[place].Count++
		}
	}
	slices.SortStableFunc(out, func(a, b MapValue) int {
		return s.compareGroups(field, MapGroup{ID: a.ID, Name: a.Name}, MapGroup{ID: b.ID, Name: b.Name})
	})
	return out
}

// has reports whether each word begins a word that the row is found by.
func (l *mapLine) has(words []string) bool {
	for _, w := range words {
		if !strings.Contains(l.text, " "+w) {
			return false
		}
	}
	return true
}

// answers reports whether the row has a value of each field that is chosen, one field
// left out.
func (l *mapLine) answers(only map[MapField][]string, but MapField) bool {
	for field, ids := range only {
		if field == but || len(ids) == 0 {
			continue
		}
		if !slices.ContainsFunc(l.values[field], func(v MapValue) bool { return slices.Contains(ids, v.ID) }) {
			return false
		}
	}
	return true
}

func totalsOf(lines []*mapLine) MapTotals {
	t := MapTotals{Interventions: len(lines)}
	pupils := map[string]bool{}
	for _, l := range lines {
		for _, p := range l.pupils {
			pupils[p] = true
		}
		whole := &l.row.Cost.Whole
		t.Minutes = t.Minutes.Add(l.minutes)
		t.Planned = t.Planned.Add(whole.Planned)
		t.ToDate = t.ToDate.Add(whole.ToDate)
		t.Forecast = t.Forecast.Add(whole.Forecast())
	}
	t.Pupils = len(pupils)
	return t
}

// WeeklyMinutes is the time of the school's own staff that an intervention takes in a
// week, for the whole group: nothing before it begins, after it has ended, and for
// what somebody else gives.
func WeeklyMinutes(r *MapRow, today day.Date) decimal.Decimal {
	if standingOf(r, today) != standingRunning || r.Setting == provision.AlternativeProvision || len(placed(r)) == 0 {
		return decimal.Zero
	}
	return r.SessionsAWeek.Mul(decimal.NewFromInt(int64(r.Minutes)))
}

// placed are the pupils of a row who do not only wait for a place.
func placed(r *MapRow) []MapPlace {
	out := make([]MapPlace, 0, len(r.Placed))
	for _, p := range r.Placed {
		if !p.Waiting {
			out = append(out, p)
		}
	}
	return out
}
