package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"needsbook/app/day"
	"needsbook/app/register"
)

// oldestAge is the last age at which a young person can have a plan (Children and
// Families Act 2014, section 83(2): under 25).
const oldestAge = 25

const notADate = "This is not a date. Write dates as 03/09/2016, the day first."

// reader turns the records of one file into pupils.
type reader struct {
	sheet    *Sheet
	codes    *register.Codes
	today    day.Date
	date1904 bool
	statuses map[string]statusRead // what has been read before: a file repeats itself
	needs    map[string]needRead
	repairs  Repairs
	rows     []readRow
}

// readRow is a row as read, with what is wrong with it.
type readRow struct {
	Incoming
	problems []RowError
}

type statusRead struct {
	code, legacy string
	known        bool
}

type needRead struct {
	codes  []string
	legacy bool
	known  bool
}

func newReader(s *Sheet, date1904 bool, repairs Repairs) *reader {
	s.written = map[int]record{}
	return &reader{sheet: s, codes: s.Codes, today: s.Today, date1904: date1904, repairs: repairs,
		statuses: map[string]statusRead{}, needs: map[string]needRead{}}
}

// keep keeps what a row says, for a person who wants to put it right.
func (r *reader) keep(rec record) {
	rec.text = maps.Clone(rec.text) // reading cleans it in place
	r.sheet.written[rec.row] = rec
}

// read reads one record and keeps it until finish sets the rows of a pupil together.
func (r *reader) read(rec record) {
	rec = rec.repaired(r.repairs[rec.row])
	r.keep(rec)
	row := readRow{Incoming: Incoming{Row: rec.row, Rows: []int{rec.row}, Has: map[string]bool{}, Flags: map[string]bool{}}}
	for _, step := range []func(*readRow, map[string]string){r.cleanFields, r.names, r.numbers, r.dates, r.year, r.flags, r.status, r.ownFields} {
		step(&row, rec.text)
	}
	r.needsOf(&row, rec.needs)
	if p := row.Pupil; p.UPN == "" && p.MISID == "" && (p.Surname+p.Forename == "" || (p.Forename == "" || p.Surname == "") && p.Born.IsZero()) && len(row.problems) == 0 {
		row.reject("", strings.TrimSpace(p.Surname+" "+p.Forename), "The row has no UPN and no full name, so it is not clear who it is about.")
	}
	r.rows = append(r.rows, row)
}

func (row *readRow) reject(field, value, reason string) {
	row.problems = append(row.problems, RowError{Row: row.Row, Field: field, Value: shorten(value), Reason: reason})
}

func (r *reader) warn(row int, field, value, reason string) {
	r.sheet.Warnings = append(r.sheet.Warnings, RowError{Row: row, Field: field, Value: shorten(value), Reason: reason})
}

// cleanFields cleans the text of every field in place and drops the empty ones.
func (r *reader) cleanFields(row *readRow, text map[string]string) {
	for _, field := range slices.Sorted(maps.Keys(text)) {
		if clean := r.clean(row, field, text[field]); clean != "" {
			text[field] = clean
		} else {
			delete(text, field)
		}
	}
}

// clean returns a value ready to be read, "" for one that is empty or was rejected.
func (r *reader) clean(row *readRow, field, value string) string {
	if len(value) > maxValue && utf8.RuneCountInString(value) > maxValue {
		row.reject(field, value, fmt.Sprintf("The value is longer than %d characters.", maxValue))
		return ""
	}
	value, odd := cleanText(value)
	if r.sheet.Format != FormatCTF {
		value = plainCell(value)
	}
	if odd {
		r.warn(row.Row, field, value, "Characters that cannot be read or shown were found. Check the spelling.")
	}
	if isSpreadsheetError(value) {
		row.reject(field, value, "The cell shows a spreadsheet error or is too narrow. Correct it in the spreadsheet and save it again.")
		return ""
	}
	if isEmpty(field, value) {
		return ""
	}
	return value
}

// names reads who the pupil is called.
func (r *reader) names(row *readRow, text map[string]string) {
	if whole, have := text[FieldName]; have && text[FieldSurname] == "" && text[FieldForename] == "" {
		surname, forename, sure := splitName(whole)
		if !sure {
			r.warn(row.Row, FieldName, whole, "The name has no comma, so its first word was taken as the forename.")
		}
		text[FieldSurname], text[FieldForename] = surname, forename
	}
	for _, f := range []struct {
		field string
		into  *string
	}{
		{FieldSurname, &row.Pupil.Surname}, {FieldForename, &row.Pupil.Forename}, {FieldPreferred, &row.Pupil.Preferred}, {FieldClass, &row.Pupil.Class},
	} {
		value := text[f.field]
		if value == "" {
			continue
		}
		if looksLikeFormula(value) {
			r.warn(row.Row, f.field, value, "The text looks like a formula. It is kept as plain text.")
		}
		*f.into, row.Has[f.field] = value, true
	}
	if row.Pupil.Preferred != "" && row.Pupil.Preferred == row.Pupil.Forename {
		row.Pupil.Preferred = ""
		delete(row.Has, FieldPreferred)
	}
	if sex := text[FieldSex]; sex != "" {
		if code, known := sexWords[strings.ToLower(sex)]; known {
			sex = code
		}
		row.Pupil.Sex, row.Has[FieldSex] = sex, true
	}
}

// numbers reads the UPN and the number of the school's own system.
func (r *reader) numbers(row *readRow, text map[string]string) {
	if id := strings.TrimSuffix(text[FieldMISID], ".0"); id != "" {
		row.Pupil.MISID, row.Has[FieldMISID] = id, true
	}
	upn := register.CleanUPN(text[FieldUPN])
	if upn == "" {
		return
	}
	if upnAsNumber.MatchString(upn) {
		row.reject(FieldUPN, text[FieldUPN], "The UPN is a number, as when a spreadsheet has changed it. A UPN begins with a letter. Export the list again and do not save it in a spreadsheet.")
		return
	}
	for _, f := range register.CheckUPN(upn) {
		switch f.Code {
		case "upn.check_letter":
			r.warn(row.Row, FieldUPN, upn, "The check letter of the UPN is not right. Check the UPN in the school's system.")
		default:
			r.warn(row.Row, FieldUPN, upn, "The UPN does not have the form of a UPN: a letter, then 12 digits (the last may be a letter).")
		}
	}
	row.Pupil.UPN, row.Has[FieldUPN] = upn, true
}

// dates reads the date of birth and the dates on roll.
func (r *reader) dates(row *readRow, text map[string]string) {
	for _, f := range []struct {
		field string
		into  *day.Date
	}{
		{FieldBorn, &row.Pupil.Born}, {FieldEntered, &row.Pupil.Entered}, {FieldLeft, &row.Pupil.Left},
	} {
		value := text[f.field]
		if value == "" {
			continue
		}
		d, ok := parseDate(value, r.today, r.date1904)
		switch {
		case !ok:
			row.reject(f.field, value, notADate)
		case f.field == FieldBorn && d.After(r.today):
			row.reject(f.field, value, "The date of birth is in the future.")
		case f.field == FieldBorn && day.AgeOn(d, r.today) > oldestAge:
			row.reject(f.field, value, fmt.Sprintf("The date of birth makes the pupil %d years old.", day.AgeOn(d, r.today)))
		default:
			*f.into, row.Has[f.field] = d, true
		}
	}
	p := row.Pupil
	if !p.Left.IsZero() && p.Left.Before(p.Entered) {
		row.reject(FieldLeft, text[FieldLeft], "The leaving date is before the admission date.")
	}
	if !p.Entered.IsZero() && p.Entered.Before(p.Born) {
		row.reject(FieldEntered, text[FieldEntered], "The admission date is before the date of birth.")
	}
}

// year reads the year group. What the register keeps is settled when the date of birth
// is known: a year that age gives needs no record of its own.
func (r *reader) year(row *readRow, text map[string]string) {
	value := text[FieldYear]
	if value == "" {
		return
	}
	code, known := r.codes.Year(strings.TrimSuffix(value, ".0"))
	if !known {
		row.reject(FieldYear, value, "This is not a year group. Use N1, N2, R, 1 to 14 or X.")
		return
	}
	row.Year, row.Has[FieldYear] = code, true
	if byAge, ok := r.codes.YearOf(register.Pupil{Born: row.Pupil.Born}, r.today); ok && byAge.Code != code && code != "X" {
		r.warn(row.Row, FieldYear, value, "The year group is not the one that the date of birth gives ("+byAge.Label+"). The year in the file is kept.")
	}
}

// flags reads the yes and no columns. One that cannot be read leaves the flag as it was.
func (r *reader) flags(row *readRow, text map[string]string) {
	for _, flag := range register.FlagNames {
		field := FlagField(flag.Code)
		value := text[field]
		if value == "" {
			continue
		}
		on, known := parseFlag(value)
		if !known {
			r.warn(row.Row, field, value, "This is neither yes nor no. “"+flag.Name+"” is left as it was.")
			continue
		}
		row.Flags[flag.Code], row.Has[field] = on, true
	}
}

// status reads the SEN status and the day it began.
func (r *reader) status(row *readRow, text map[string]string) {
	if value := text[FieldStatus]; value != "" {
		s := r.statusOf(value)
		switch {
		case !s.known:
			row.reject(FieldStatus, value, "This is not an SEN status. Use N, K or E.")
		default:
			if s.legacy != "" {
				r.warn(row.Row, FieldStatus, value, "This is an old SEN status. It was read as "+s.code+".")
			}
			row.Status, row.Legacy, row.Has[FieldStatus] = s.code, s.legacy, true
		}
	}
	if value := text[FieldStatusFrom]; value != "" {
		d, ok := parseDate(value, r.today, r.date1904)
		switch {
		case !ok:
			row.reject(FieldStatusFrom, value, notADate)
		case d.After(r.today):
			row.reject(FieldStatusFrom, value, "The SEN status begins in the future. Import it once it has begun.")
		case d.Before(row.Pupil.Born):
			row.reject(FieldStatusFrom, value, "The SEN status begins before the date of birth.")
		default:
			row.StatusFrom, row.Has[FieldStatusFrom] = d, true
		}
	}
}

func (r *reader) statusOf(value string) statusRead {
	if s, seen := r.statuses[value]; seen {
		return s
	}
	var s statusRead
	for _, part := range withBracketsApart(value) {
		if s.code, s.legacy, s.known = r.codes.Status(part); s.known {
			break
		}
	}
	r.statuses[value] = s
	return s
}

// withBracketsApart returns a value as it stands and, for "SEN support (K)", the text
// before the brackets and inside them.
func withBracketsApart(value string) []string {
	before, inside, open := strings.Cut(value, "(")
	if !open {
		return []string{value}
	}
	return []string{value, strings.TrimSpace(before), strings.TrimRight(inside, ") ")}
}
