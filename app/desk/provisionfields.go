package desk

import (
	"cmp"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/provision"
)

// MapField is something that the provision map is filtered or grouped by.
type MapField string

// Fields of the map. The first four can group it.
const (
	MapByArea     MapField = "area"
	MapByWave     MapField = "wave"
	MapByStaff    MapField = "staff"
	MapBySetting  MapField = "setting"
	MapByKind     MapField = "kind"     // one-to-one, a group, or alternative provision
	MapByStanding MapField = "standing" // running, to come, ended; and whether somebody waits
	MapByCheck    MapField = "check"    // whether there is something to check
)

// MapGroupings are the fields that can group the map, with their words.
var MapGroupings = []MapValue{
	{ID: string(MapByArea), Name: "Area of need"}, {ID: string(MapByWave), Name: "Wave"},
	{ID: string(MapByStaff), Name: "Who gives it"}, {ID: string(MapBySetting), Name: "Setting"},
}

// MapValue is one value of a field, and how many rows have it where that was asked.
type MapValue struct {
	ID, Name string
	Count    int
}

// How an intervention stands.
const (
	standingRunning = "running"
	standingToCome  = "to_come"
	standingEnded   = "ended"
	standingWaiting = "waiting"
)

// Kinds of intervention by how many share it.
const (
	onePupil       = "one_to_one"
	severalPupils  = "group"
	givenElsewhere = "alternative"
	noPupil        = "nobody"
)

// mapFields says how each field is read from a row. Every row has at least one value.
var mapFields = []struct {
	field  MapField
	values func(r *MapRow, today day.Date) []MapValue
}{
	{MapByArea, func(r *MapRow, _ day.Date) []MapValue {
		return oneValue(r.Area, cmp.Or(r.AreaName, "Several areas of need"))
	}},
	{MapByWave, func(r *MapRow, _ day.Date) []MapValue {
		return oneValue(strconv.Itoa(r.Wave), cmp.Or(r.WaveName, "Wave not said"))
	}},
	{MapByStaff, func(r *MapRow, _ day.Date) []MapValue {
		return oneValue(r.Staff, cmp.Or(r.StaffName, "Nobody named yet"))
	}},
	{MapBySetting, func(r *MapRow, _ day.Date) []MapValue {
		if r.Setting == provision.AlternativeProvision {
			return oneValue(r.Setting, "Alternative provision")
		}
		return oneValue("", "In school")
	}},
	{MapByKind, func(r *MapRow, today day.Date) []MapValue {
		kind := kindOf(r, today)
		names := map[string]string{onePupil: "One-to-one", severalPupils: "Group", givenElsewhere: "Alternative provision", noPupil: "Nobody in it yet"}
		return oneValue(kind, names[kind])
	}},
	{MapByStanding, func(r *MapRow, today day.Date) []MapValue {
		standing := standingOf(r, today)
		names := map[string]string{standingRunning: "Running", standingToCome: "To come", standingEnded: "Ended"}
		out := oneValue(standing, names[standing])
		if len(placed(r)) < len(r.Placed) {
			out = append(out, MapValue{ID: standingWaiting, Name: "Somebody waits for a place"})
		}
		return out
	}},
	{MapByCheck, func(r *MapRow, _ day.Date) []MapValue {
		if len(r.Warnings) > 0 {
			return oneValue("yes", "Something to check")
		}
		return oneValue("no", "Nothing to check")
	}},
}

// MapValueOf is the first value that a row has of a field, in words.
func MapValueOf(r *MapRow, field MapField, today day.Date) string {
	for _, f := range mapFields {
		if f.field == field {
			return f.values(r, today)[0].Name
		}
	}
	return ""
}

func oneValue(id, name string) []MapValue { return []MapValue{{ID: id, Name: name}} }

func standingOf(r *MapRow, today day.Date) string {
	switch {
	case !r.Ends.IsZero() && r.Ends.Before(today):
		return standingEnded
	case r.Starts.After(today):
		return standingToCome
	}
	return standingRunning
}

// HasEnded reports whether the last day of a row is past.
func HasEnded(r *MapRow, today day.Date) bool { return standingOf(r, today) == standingEnded }

// kindOf tells help for one pupil from help for a group: by those who are in it now,
// or who were in it where it has ended.
func kindOf(r *MapRow, today day.Date) string {
	in := 0
	for _, p := range placed(r) {
		if p.Ends.IsZero() || !p.Ends.Before(today) {
			in++
		}
	}
	if in == 0 {
		in = len(placed(r))
	}
	switch in = max(in, r.Size); {
	case r.Setting == provision.AlternativeProvision:
		return givenElsewhere
	case in == 0:
		return noPupil
	case in == 1:
		return onePupil
	}
	return severalPupils
}

// compareGroups orders the groups of a field: waves by number, staff by name, and the
// others as the map brings them. What is not said comes last.
func (s *MapSheet) compareGroups(field MapField, a, b MapGroup) int {
	if field != MapBySetting {
		unsaid := func(g MapGroup) bool { return g.ID == "" || field == MapByWave && g.ID == "0" }
		if unsaid(a) != unsaid(b) {
			return boolFirst(unsaid(b))
		}
	}
	switch field {
	case MapByWave:
		return strings.Compare(a.ID, b.ID)
	case MapByStaff:
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	case MapBySetting, MapByKind, MapByStanding, MapByCheck:
		return cmp.Compare(fixedPlace(a.ID), fixedPlace(b.ID))
	}
	return cmp.Compare(s.names[field][a.ID], s.names[field][b.ID])
}

// boolFirst puts a first when it is true, and last when it is not.
func boolFirst(first bool) int {
	if first {
		return -1
	}
	return 1
}

// fixedPlace orders the values that every school has.
func fixedPlace(id string) int {
	for place, known := range []string{"", standingRunning, standingToCome, standingEnded, standingWaiting, onePupil, severalPupils, givenElsewhere, noPupil, "yes", "no"} {
		if known == id {
			return place
		}
	}
	return -1
}

// Columns of the map that it can be ordered by.
const (
	MapName     = "name"
	MapWhen     = "when"
	MapMinutes  = "minutes"
	MapPupils   = "pupils"
	MapDates    = "dates"
	MapPlanned  = "planned"
	MapToDate   = "to_date"
	MapForecast = "forecast"
	MapReview   = "review_due"
	MapOutcome  = "outcome"
)

// MapSort is one column that rows are ordered by: one of the columns above, or a field.
type MapSort struct {
	Column     string
	Descending bool
}

// mapOrders compare two rows by a column, what is not said last.
var mapOrders = map[string]func(a, b *MapRow) int{
	MapName:              func(a, b *MapRow) int { return compareWords(a.Name, b.Name) },
	string(MapByArea):    func(a, b *MapRow) int { return compareWords(a.AreaName, b.AreaName) },
	string(MapByWave):    func(a, b *MapRow) int { return cmp.Compare(zeroLast(a.Wave), zeroLast(b.Wave)) },
	string(MapByStaff):   func(a, b *MapRow) int { return compareWords(a.StaffName, b.StaffName) },
	string(MapBySetting): func(a, b *MapRow) int { return strings.Compare(a.Setting, b.Setting) },
	string(MapByCheck):   func(a, b *MapRow) int { return cmp.Compare(len(b.Warnings), len(a.Warnings)) },
	MapWhen:              func(a, b *MapRow) int { return cmp.Compare(firstSlot(a), firstSlot(b)) },
	MapMinutes: func(a, b *MapRow) int {
		return a.SessionsAWeek.Mul(minutesOf(a)).Cmp(b.SessionsAWeek.Mul(minutesOf(b)))
	},
	MapPupils:   func(a, b *MapRow) int { return cmp.Compare(len(placed(a)), len(placed(b))) },
	MapDates:    func(a, b *MapRow) int { return a.Starts.Compare(b.Starts) },
	MapPlanned:  func(a, b *MapRow) int { return a.Cost.Whole.Planned.Cmp(b.Cost.Whole.Planned) },
	MapToDate:   func(a, b *MapRow) int { return a.Cost.Whole.ToDate.Cmp(b.Cost.Whole.ToDate) },
	MapForecast: func(a, b *MapRow) int { return a.Cost.Whole.Forecast().Cmp(b.Cost.Whole.Forecast()) },
	MapReview:   func(a, b *MapRow) int { return compareDays(a.ReviewDue, b.ReviewDue) },
	MapOutcome:  func(a, b *MapRow) int { return cmp.Compare(ResultsOf(b).Met, ResultsOf(a).Met) },
}

func compareRows(sorts []MapSort, a, b *MapRow) int {
	for _, by := range sorts {
		order, known := mapOrders[by.Column]
		if !known {
			continue
		}
		if by.Descending {
			a, b := b, a
			if c := order(a, b); c != 0 {
				return c
			}
			continue
		}
		if c := order(a, b); c != 0 {
			return c
		}
	}
	return 0
}

func compareWords(a, b string) int {
	if (a == "") != (b == "") {
		return boolFirst(b == "")
	}
	return strings.Compare(strings.ToLower(a), strings.ToLower(b))
}

func compareDays(a, b day.Date) int {
	if a.IsZero() != b.IsZero() {
		return boolFirst(b.IsZero())
	}
	return a.Compare(b)
}

func zeroLast(n int) int {
	if n == 0 {
		return 1 << 30
	}
	return n
}
