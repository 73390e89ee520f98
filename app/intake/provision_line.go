package intake

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/finding"
	"needsbook/app/provision"
)

// line reads what a row says of the provision.
func (r *provisionReader) line(rec record) (ProvisionLine, []RowError) {
	l := lineReader{r: r, row: rec.row, text: map[string]string{}, ProvisionLine: ProvisionLine{Row: rec.row}}
	for _, field := range slices.Sorted(maps.Keys(rec.text)) {
		l.text[field] = l.clean(field, rec.text[field])
	}
	l.What.Slots, l.What.Bought = []provision.Slot{}, []provision.Item{}
	l.name()
	l.time()
	l.group()
	l.staff()
	l.dates()
	l.money()
	l.usual()
	for _, f := range provision.CheckIntervention(l.What) {
		if f.Severity == finding.Refuse && len(l.problems) == 0 {
			l.reject(f.Field, "", provision.Words(f))
		}
	}
	return l.ProvisionLine, l.problems
}

// lineReader reads one row.
type lineReader struct {
	ProvisionLine
	r        *provisionReader
	row      int
	text     map[string]string
	problems []RowError
}

func (l *lineReader) reject(field, value, reason string) {
	l.problems = append(l.problems, RowError{Row: l.row, Field: field, Value: shorten(value), Reason: reason})
}

func (l *lineReader) warn(field, value, reason string) {
	l.r.sheet.Warnings = append(l.r.sheet.Warnings, RowError{Row: l.row, Field: field, Value: shorten(value), Reason: reason})
}

// longWords is how long the words of an outcome may be.
const longWords = 1000

// clean returns a field's text, "" for one that says nothing.
func (l *lineReader) clean(field, text string) string {
	if identityFields[field] && field != FieldProvision {
		return ""
	}
	value, _ := cleanText(text)
	value = plainCell(value)
	most := maxValue
	if field == FieldOutcome {
		most = longWords
	}
	switch {
	case len([]rune(value)) > most:
		l.reject(field, value, "This is longer than can be kept. Shorten it.")
		return ""
	case isSpreadsheetError(value):
		l.reject(field, value, "The cell shows a spreadsheet error or is too narrow. Correct it in the spreadsheet and save it again.")
		return ""
	case isEmpty(field, value), strings.EqualFold(value, "tbc"), strings.EqualFold(value, "tba"):
		return ""
	}
	return value
}

// entry is the library's entry of a name, which a map repeats from row to row.
func (r *provisionReader) entry(name string) provision.LibraryEntry {
	e, seen := r.entries[name]
	if !seen {
		e, _ = r.opts.Library.Named(name)
		r.entries[name] = e
	}
	return e
}

// name reads what the provision is called, with its area, wave and library entry.
func (l *lineReader) name() {
	w := &l.What
	w.Name = l.text[FieldProvision]
	if w.Name == "" {
		l.reject(FieldProvision, "", "The row does not say what the provision is.")
	}
	w.Area, w.Wave = l.r.area, l.r.wave
	if e := l.r.entry(w.Name); e.ID != "" {
		w.Library = e.ID
		if w.Area == "" {
			w.Area = e.Area
		}
		if w.Wave == 0 {
			w.Wave = e.Wave
		}
	}
	if text := l.text[FieldArea]; text != "" {
		if area, ok := parseArea(text, l.r.opts.Codes); ok {
			w.Area = area
		} else {
			l.warn(FieldArea, text, "This is not one of the four broad areas of need. The area is left out.")
		}
	}
	if text := l.text[FieldWave]; text != "" {
		if wave, ok := parseWave(text); ok {
			w.Wave = wave
		} else {
			l.warn(FieldWave, text, "This is not a wave. Use 1, 2 or 3. The wave is left out.")
		}
	}
	l.Goal, l.Measure, w.Provider = l.text[FieldOutcome], l.text[FieldMeasure], l.text[FieldProvider]
	if text := l.text[FieldBaseline]; text != "" {
		if !measureForm.MatchString(text) {
			l.warn(FieldBaseline, text, "The measure at the start is not a number. It is left out.")
		} else {
			l.Baseline = text
		}
	}
}

var measureForm = regexp.MustCompile(`^-?[0-9]{1,6}(\.[0-9]{1,4})?$`)

const notTime = "This cannot be read as a time. Write it as 3 x 20 mins, 20 mins daily or 1 hour a week."

// time reads minutes, sessions and weeks from whichever columns the map has. Two columns
// that contradict each other hold the row back.
func (l *lineReader) time() {
	take := func(field string, p Pattern) {
		for _, part := range []struct {
			name string
			now  *int
			says int
		}{{"minutes", &l.What.Minutes, p.Minutes}, {"weeks", &l.What.Weeks, p.Weeks}, {"group", &l.Group, p.Group}} {
			if part.says > 0 && *part.now > 0 && *part.now != part.says {
				l.reject(field, l.text[field], "Another column says other "+part.name+". Put one of them right.")
			}
			if part.says > 0 {
				*part.now = part.says
			}
		}
		if !p.Sessions.IsZero() && !l.What.SessionsAWeek.IsZero() && !p.Sessions.Equal(l.What.SessionsAWeek) {
			l.reject(field, l.text[field], "Another column says other sessions a week. Put one of them right.")
		}
		if !p.Sessions.IsZero() {
			l.What.SessionsAWeek = p.Sessions
		}
	}
	for _, f := range []struct{ field, unit, reason string }{
		{FieldTime, "", notTime},
		{FieldMinutes, " minutes", "This cannot be read as the length of a session. Write the minutes, such as 20."},
		{FieldSessions, " x a week", "This cannot be read as sessions a week. Write a number from 0.25 to 50; once a fortnight is 0.5."},
		{FieldWeeks, " weeks", "This cannot be read as a number of weeks. Write 1 to 53."},
	} {
		text := l.text[f.field]
		if text == "" {
			continue
		}
		p, ok := ParsePattern(text)
		if plain := strings.TrimSuffix(text, ".0"); f.unit != "" && measureForm.MatchString(plain) {
			p, ok = ParsePattern(plain + f.unit)
		} else if f.unit == "" && measureForm.MatchString(plain) {
			ok = false // a bare number says neither minutes nor sessions
		}
		if !ok {
			l.reject(f.field, text, f.reason)
			continue
		}
		take(f.field, p)
	}
	l.weekly(FieldMinutesWeek, 1, " minutes a week")
	l.weekly(FieldHoursWeek, 60, " hours a week")
}

// weekly reads the time of a week. With the sessions given it is shared out over them,
// and where it is too long for one session over the days of the week.
func (l *lineReader) weekly(field string, minutes int64, unit string) {
	text := l.text[field]
	if text == "" {
		return
	}
	p, ok := ParsePattern(text)
	if plain := strings.TrimSuffix(text, ".0"); measureForm.MatchString(plain) {
		p, ok = ParsePattern(plain + unit)
	}
	week := decimal.NewFromInt(int64(p.Minutes)).Mul(p.Sessions)
	if ok && p.Sessions.IsZero() {
		week = decimal.NewFromInt(int64(p.Minutes))
	}
	if !ok || week.IsZero() {
		l.reject(field, text, "This cannot be read as the time of a week. Write the "+map[int64]string{1: "minutes, such as 60.", 60: "hours, such as 1.5."}[minutes])
		return
	}
	now := decimal.NewFromInt(int64(l.What.Minutes)).Mul(l.What.SessionsAWeek)
	switch {
	case !now.IsZero() && !now.Equal(week):
		l.reject(field, text, "Minutes and sessions come to "+now.String()+" minutes a week in the other columns. Put one of them right.")
	case !now.IsZero():
	case !l.What.SessionsAWeek.IsZero() && week.Div(l.What.SessionsAWeek).IsInteger():
		l.What.Minutes = int(week.Div(l.What.SessionsAWeek).IntPart())
	case l.What.Minutes > 0:
		l.What.SessionsAWeek = week.DivRound(decimal.NewFromInt(int64(l.What.Minutes)), 4)
	default:
		l.What.Minutes, l.What.SessionsAWeek = p.Minutes, p.Sessions
		if p.Sessions.IsZero() {
			l.What.SessionsAWeek = decimal.NewFromInt(1)
		}
	}
}

// group reads how many pupils share it.
func (l *lineReader) group() {
	text := l.text[FieldGroup]
	if text == "" {
		return
	}
	n, ok := ParseGroup(text)
	switch {
	case !ok:
		l.reject(FieldGroup, text, "This cannot be read as the size of a group. Write how many pupils share it, such as 4 or 1:4.")
	case n > 0 && l.Group > 0 && n != l.Group:
		l.reject(FieldGroup, text, "Another column says another size of the group. Put one of them right.")
	case n > 0:
		l.Group = n
	}
}

// staff reads who gives it: a kind of staff, a name, or both.
func (l *lineReader) staff() {
	kinds, names := l.r.staffOf(l.text[FieldStaffKind], l.text[FieldStaff])
	if len(kinds) > 1 || len(names) > 1 {
		l.warn(FieldStaff, l.text[FieldStaff], "More than one member of staff is named. The first was taken, so look at what it costs.")
	}
	if len(names) > 0 {
		l.Staff = names[0]
		l.What.StaffKind = l.r.kindOf[foldPerson(names[0])]
		for _, s := range l.r.opts.Staff {
			if foldPerson(s.Name) == foldPerson(names[0]) {
				l.What.Staff, l.Staff, l.What.StaffKind = s.ID, s.Name, s.Kind
			}
		}
	}
	switch {
	case len(kinds) > 0:
		l.What.StaffKind = kinds[0]
	case l.What.StaffKind == "":
		l.What.StaffKind = l.r.opts.StaffKind
	}
}

// dates reads from when until when it runs.
func (l *lineReader) dates() {
	if text := l.text[FieldTerm]; text != "" {
		span, ok := l.r.year.read(text, l.r.date1904)
		if !ok {
			l.reject(FieldTerm, text, "This cannot be read as terms of this school year or as two dates. Write it as autumn term, spring 1, all year or 5/9/2026 - 18/12/2026.")
		}
		l.What.Starts, l.What.Ends = span.from, span.until
	}
	for _, f := range []struct {
		field string
		last  bool
	}{{FieldStarts, false}, {FieldEnds, true}} {
		text := l.text[f.field]
		if text == "" {
			continue
		}
		d, ok := l.r.year.edge(text, l.r.date1904, f.last)
		if !ok {
			l.reject(f.field, text, notADate)
		}
		if f.last {
			l.What.Ends = d
		} else {
			l.What.Starts = d
		}
	}
	if !l.What.Starts.IsZero() && !l.What.Ends.IsZero() && l.What.Ends.Before(l.What.Starts) {
		l.reject(FieldEnds, l.text[FieldEnds], "The end is before the start.")
	}
}

const notMoney = "This cannot be read as an amount. Write it as £345.60 or £17.20 an hour."

// money reads what the map says that it costs. A price that is not for an hour is kept,
// as is an hourly one of someone who has no rate in the card.
func (l *lineReader) money() {
	for _, f := range []struct{ field, of string }{{FieldCostGroup, PerGroup}, {FieldCostPupil, PerPupil}, {FieldCost, ""}, {FieldCostWeek, ""}, {FieldRate, ""}} {
		text := l.text[f.field]
		if text == "" {
			continue
		}
		p, ok := ParsePrice(text)
		if !ok {
			l.reject(f.field, text, notMoney)
			continue
		}
		if p.Per == "" {
			p.Per = map[string]string{FieldRate: provision.PerHour, FieldCostWeek: provision.PerWeek, FieldCostGroup: PerGroup, FieldCostPupil: PerPupil}[f.field]
		}
		switch p.Per {
		case provision.PerHour:
			l.Rate = p.Amount
		case provision.PerSession, provision.PerWeek:
			if f.field != FieldCostWeek { // the cost of a week follows from the time
				l.What.Price, l.What.Per = p.Amount, p.Per
			}
		default:
			of := f.of
			if p.Per == PerPupil || p.Per == PerGroup {
				of = p.Per
			}
			l.Cost = &LineCost{p.Amount, of}
		}
	}
	if l.What.StaffKind == "" && !l.Rate.IsZero() && l.What.Price.IsZero() {
		l.What.Price, l.What.Per = l.Rate, provision.PerHour
	}
}

// usual fills in the library's usual time where the map says none and that is wanted.
func (l *lineReader) usual() {
	e, ok := l.r.opts.Library.Find(l.What.Library)
	if !ok || !l.r.opts.Usual || l.What.Minutes != 0 || !l.What.SessionsAWeek.IsZero() {
		return
	}
	l.What.Minutes, l.What.SessionsAWeek = e.Minutes, e.SessionsAWeek
	if l.What.Weeks == 0 {
		l.What.Weeks = e.Weeks
	}
	if l.What.StaffKind == "" && l.What.Price.IsZero() {
		l.What.StaffKind = e.StaffKind
	}
}
