package desk_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/storage/schooldb/schooltest"
)

// notInCopy are columns about a pupil that the copy of everything leaves out, with the
// reason.
var notInCopy = map[string]string{
	"request_pupil.request": "the number of another record",
	"report_words":          "words of the school's public reports, about no pupil",
}

// notOnPaper are columns that stand in the copy for a computer and not on its pages.
var notOnPaper = map[string]string{
	"pupil.flags": "codes, which stand in words", "request.papers": "the number of the form's paper, which stands by its name and day", "request.attached": "the number of another record",
	"amendment.plan": "the number of another record", "attendance.intervention": "the number of another record", "attendance.placement": "the number of another record",
	"correction.record": "the number of another record", "meeting.cycle": "the number of another record", "moderation_case.round": "the number of another record",
	"moderation_case.decision": "the number of another record", "attachment.digest": "a check sum", "handover.digest": "a check sum",
	"note.heard_at": "the number of another record", "outcome.cycle": "the number of another record", "outcome.follows": "the number of another record", "placement.intervention": "the number of another record", "placement.outcome": "the number of another record", "placement_review.intervention": "the number of another record", "placement_review.placement": "the number of another record",
	"note.type": "a code, which stands in words", "outcome.area": "a code, which stands in words", "referral.service": "a code, which stands in words",
	"attendance.marks": "a code, which stands in words", "concern.outcome": "a code, which stands in words", "cycle.result": "a code, which stands in words",
	"level.main_area": "a code, which stands in words", "moderation_case.outcome": "a code, which stands in words", "placement_review.result": "a code, which stands in words",
}

// TestCopyOfEverythingHasEveryFieldOfEveryKind writes a word of its own into each column
// of each kind of record about a pupil, one after the other, and looks for it in the copy.
// A column that takes no free words refuses it, or cannot be read with it. A new kind and
// a new column are covered by themselves.
func TestCopyOfEverythingHasEveryFieldOfEveryKind(t *testing.T) {
	ctx := t.Context()
	d := schooltest.Demo(t)
	e := everything(t, d)
	tables, err := d.Writable().(interface {
		Whole(ctx context.Context) ([]desk.WholeTable, error)
	}).Whole(ctx)
	mustDo(t, err)
	about := append(d.Writable().Kinds("pupil"), "pupil")
	looked, kinds := 0, 0
	write := func(kind string, record map[string]any) error {
		_, err := d.Writable().Do(ctx, journal.Step{At: time.Now(), By: "test", Label: "plant", Sort: journal.Fact}, []journal.Edit{{Kind: kind, Key: record["id"].(string), Value: record}})
		return err
	}
	for _, table := range tables {
		if !slices.Contains(about, table.Name) || notInCopy[table.Name] != "" {
			continue
		}
		kinds++
		record := recordLike(table, e.ID)
		if err := fitting(func() error { return write(table.Name, record) }, table.Name, record); err != nil {
			t.Errorf("no %s can be written: %v", table.Name, err)
			continue
		}
		for _, c := range table.Columns {
			if c.Name == "id" || c.Name == "pupil" {
				continue
			}
			canary := "canary" + strings.ReplaceAll(table.Name+c.Name, "_", "")
			for _, planted := range plantings(record[c.Name], canary, c.JSON) {
				with := maps.Clone(record)
				with[c.Name] = planted
				if write(table.Name, with) != nil {
					continue // a number, a code of a closed list or another record's id
				}
				if table.Name == "pupil" { // a desk reads those as it opens
					again, err := desk.Open(ctx, d.Writable(), desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: rand.Text})
					if err != nil {
						continue
					}
					d = again
				}
				raw, err := d.SubjectAccessJSON(ctx, e.ID)
				if err != nil {
					continue // a day
				}
				looked++
				raw = withoutChanges(t, raw)
				if at := table.Name + "." + c.Name; !strings.Contains(string(raw), canary) {
					if notInCopy[at] == "" {
						t.Errorf("%s is not in the copy", at)
					}
				} else if doc, err := d.SubjectAccess(ctx, e.ID); err != nil {
					t.Error(at, err)
				} else if page, err := json.Marshal(doc); err != nil || !strings.Contains(string(page), canary) && notOnPaper[at] == "" {
					t.Errorf("%s is not on the pages of the copy: %v", at, err)
				}
			}
		}
		mustDo(t, write(table.Name, record))
	}
	if looked < 120 || kinds < 24 {
		t.Errorf("only %d columns of %d kinds were looked for", looked, kinds)
	}
}

// withoutChanges is the copy without the history, which has every column anyway.
func withoutChanges(t *testing.T, raw []byte) []byte {
	t.Helper()
	var held map[string]json.RawMessage
	mustDo(t, json.Unmarshal(raw, &held))
	delete(held, "changes")
	out, err := json.Marshal(held)
	mustDo(t, err)
	return out
}

// fitting writes a record, and gives it numbers and codes where the file asks for them.
func fitting(write func() error, kind string, record map[string]any) (err error) {
	for range 8 {
		if err = write(); err == nil {
			return nil
		}
		if one := closedList.FindStringSubmatch(err.Error()); one != nil {
			record[one[1]] = one[2]
			continue
		}
		_, rest, isNumber := strings.Cut(err.Error(), kind+".")
		if !isNumber {
			return err
		}
		name, _, _ := strings.Cut(rest, " ")
		record[name] = 7777
	}
	return err
}

// recordLike is a record of a kind of a pupil: one that is there, or made after one of
// another pupil.
func recordLike(table desk.WholeTable, pupil string) map[string]any {
	record := map[string]any{"id": "planted" + table.Name, "pupil": pupil}
	owner, id := "pupil", slices.IndexFunc(table.Columns, func(c desk.WholeColumn) bool { return c.Name == "id" })
	if table.Name == "pupil" {
		owner = "id"
	}
	of := slices.IndexFunc(table.Columns, func(c desk.WholeColumn) bool { return c.Name == owner })
	row := slices.IndexFunc(table.Rows, func(r []any) bool { return r[of] == pupil })
	if row >= 0 {
		record["id"] = table.Rows[row][id]
	} else if len(table.Rows) > 0 {
		row = 0
	}
	for i, c := range table.Columns {
		switch {
		case c.Name == "pupil" || c.Name == "id":
		case row < 0:
			record[c.Name] = ""
			if c.JSON {
				record[c.Name] = nil
			}
		default:
			record[c.Name] = table.Rows[row][i]
			if text, is := table.Rows[row][i].(string); is && c.JSON {
				var inner any
				if json.Unmarshal([]byte(text), &inner) == nil {
					record[c.Name] = inner
				}
			}
		}
	}
	if table.Name == "pupil" {
		delete(record, "pupil")
	}
	return record
}

// plantings are a column's value with the word in each of its texts.
func plantings(value any, canary string, isJSON bool) (out []any) {
	if raw, is := value.(json.RawMessage); is {
		var inner any
		if json.Unmarshal(raw, &inner) == nil {
			value = inner
		}
	}
	if !isJSON {
		if _, is := value.(string); !is && value != nil {
			return nil
		}
		return []any{canary}
	}
	switch v := value.(type) {
	case string:
		return []any{canary}
	case []any:
		for i, inner := range v {
			for _, p := range plantings(inner, canary, true) {
				with := slices.Clone(v)
				with[i] = p
				out = append(out, with)
			}
		}
	case map[string]any:
		for name, inner := range v {
			for _, p := range plantings(inner, canary, true) {
				with := maps.Clone(v)
				with[name] = p
				out = append(out, with)
			}
		}
	}
	return out
}
