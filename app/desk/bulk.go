package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// Assignment is one field=value of a bulk edit.
type Assignment struct{ Field, Value string }

// ParseAssignment reads "class=4B".
func ParseAssignment(text string) (Assignment, error) {
	field, value, ok := strings.Cut(text, "=")
	if !ok || field == "" {
		return Assignment{}, refuse("field", "“"+text+"” is not of the form field=value, such as class=4B.")
	}
	return Assignment{strings.ToLower(strings.TrimSpace(field)), strings.TrimSpace(value)}, nil
}

// BulkChange is what a bulk edit did, or would do, to one pupil.
type BulkChange struct {
	ID     string            `json:"id"`
	Name   string            `json:"name"`
	Before map[string]string `json:"before"`
	After  map[string]string `json:"after"`
}

// BulkFields names the fields a bulk edit can set, for help and for the window.
var BulkFields = []struct{ Field, Meaning string }{
	{"class", "class"}, {"year", "year group taught, empty for the one that age gives"}, {"status", "SEN status from today"},
	{"needs", "types of need from today, primary first, separated by commas"}, {"flag", "+PP sets a flag, -PP clears it"},
	{"left", "last day on roll"}, {"entered", "first day on roll"},
}

// SetMany edits a field or more of many pupils as one step. With dryRun nothing is
// stored. A value that does not fit refuses the whole edit.
func (d *Desk) SetMany(ctx context.Context, pupils []string, assignments []Assignment, dryRun bool) ([]BulkChange, error) {
	var changes []BulkChange
	var edits []journal.Edit
	for _, id := range pupils {
		e, err := d.Entry(id)
		if err != nil {
			return nil, err
		}
		change := BulkChange{ID: id, Name: e.Name(), Before: map[string]string{}, After: map[string]string{}}
		p := e.Pupil
		for _, a := range assignments {
			before := bulkValue(e, a.Field)
			more, err := d.assign(ctx, &p, a)
			if err != nil {
				return nil, err
			}
			edits = append(edits, more...)
			after := *e
			after.Pupil = p
			afterValue := bulkValue(&after, a.Field)
			if a.Field == "status" || a.Field == "needs" {
				afterValue = strings.ToUpper(a.Value)
			}
			if before != afterValue {
				change.Before[a.Field], change.After[a.Field] = before, afterValue
			}
		}
		p = tidy(p)
		if err := d.checkPupil(p); err != nil {
			return nil, err
		}
		if len(change.After) > 0 {
			changes = append(changes, change)
			edits = append(edits, pupilEdit(p))
		}
	}
	if dryRun || len(changes) == 0 {
		return changes, nil
	}
	fields := make([]string, len(assignments))
	for i, a := range assignments {
		fields[i] = a.Field
	}
	label := fmt.Sprintf("Set %s of %s", strings.Join(fields, " and "), count(len(changes), "pupil"))
	return changes, d.do(ctx, label, "", edits...)
}

// count writes a number with its noun: 1 pupil, 3 pupils.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func bulkValue(e *register.Entry, field string) string {
	switch field {
	case "class":
		return e.Class
	case "year":
		return e.YearTaught
	case "status":
		return e.Status
	case "needs":
		return strings.Join(e.Needs, ",")
	case "flag":
		return strings.Join(e.Flags, " ")
	case "left":
		return e.Left.String()
	case "entered":
		return e.Entered.String()
	}
	return ""
}

// assign sets one field of p, or returns the edits of history that it comes to.
func (d *Desk) assign(ctx context.Context, p *register.Pupil, a Assignment) ([]journal.Edit, error) {
	date := func(field string) (day.Date, error) {
		if a.Value == "" {
			return day.Date{}, nil
		}
		got, err := day.Parse(a.Value, d.Today())
		if err != nil {
			return got, refuse(field, "“"+a.Value+"” is not a date. Write it as 3 Sep 2026 or 03/09/2026.")
		}
		return got, nil
	}
	var err error
	switch a.Field {
	case "class":
		p.Class = a.Value
	case "year":
		p.YearTaught = ""
		if a.Value != "" {
			code, known := d.codes.Year(a.Value)
			if !known {
				return nil, refuse("year", "“"+a.Value+"” is not a year group. Use R or 1 to 14.")
			}
			p.YearTaught = code
		}
	case "left":
		p.Left, err = date("left_on")
	case "entered":
		p.Entered, err = date("entered")
	case "flag":
		code := strings.ToUpper(strings.TrimLeft(a.Value, "+-"))
		if !slices.ContainsFunc(register.FlagNames, func(f struct{ Code, Name string }) bool { return f.Code == code }) {
			return nil, refuse("flag", "“"+a.Value+"” is not a flag. Use one such as +PP or -PP.")
		}
		p.Flags = p.Flags.With(code, !strings.HasPrefix(a.Value, "-"))
	case "status":
		history, err := where[register.Status](ctx, d.store, kindStatus, "pupil", p.ID)
		if err != nil {
			return nil, err
		}
		return d.statusEdits(history, p.ID, a.Value, d.Today())
	case "needs", "need":
		history, err := where[register.Need](ctx, d.store, kindNeed, "pupil", p.ID)
		if err != nil {
			return nil, err
		}
		return d.needEdits(history, p.ID, splitList(a.Value), d.Today())
	default:
		names := make([]string, len(BulkFields))
		for i, f := range BulkFields {
			names[i] = f.Field
		}
		return nil, refuse(a.Field, "“"+a.Field+"” cannot be set for many pupils. Use one of "+strings.Join(names, ", ")+".")
	}
	return nil, err
}

// splitList splits at commas and leaves out what is empty.
func splitList(text string) []string {
	var out []string
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
