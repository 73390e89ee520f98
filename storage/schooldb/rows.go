package schooldb

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/journal"
)

// table is a kind of record: its columns and the statements over them.
type table struct {
	name    string
	columns []column
	read    string // SELECT of the whole record as one JSON object
	write   string // INSERT OR REPLACE of all columns
}

type column struct {
	name, kind string
	missing    json.RawMessage // what stands for the field in a record older than the column; nil when it must be there
}

// recordKinds are the tables that hold records; the journal's own are not among them.
var recordKinds = []string{"pupil", "status", "need", "contact", "consent", "note", "cycle", "outcome", "advice",
	"level", "request", "report_words", "setting", "pack", "sending",
	"concern", "attachment", "ehc_plan", "amendment", "invitee", "referral", "handover", "field", "saved_view", "deferral",
	"intervention", "placement", "attendance", "placement_review", "staff", "meeting", "correction",
	"edition", "moderation_round", "moderation_case", "vignette_set", "vignette_score", "request_pupil", "budget_line",
	"publication", "activity", "consultation", "destination", "legal_hold", "erasure"}

// tables reads the columns of every record table from the database itself, so that
// a migration is the one place where a column is named.
func tables(ctx context.Context, c reader) (map[string]*table, error) {
	out := map[string]*table{}
	for _, name := range recordKinds {
		t := &table{name: name}
		rows, err := c.QueryContext(ctx, "SELECT name, upper(type), coalesce(dflt_value, '') FROM pragma_table_info(?)", name)
		if err != nil {
			return nil, fmt.Errorf("reading the columns of %s: %w", name, err)
		}
		for rows.Next() {
			var col column
			var missing string
			if err := rows.Scan(&col.name, &col.kind, &missing); err != nil {
				rows.Close()
				return nil, fmt.Errorf("reading the columns of %s: %w", name, err)
			}
			if col.missing, err = literal(missing, col.kind); err != nil {
				rows.Close()
				return nil, fmt.Errorf("reading the columns of %s: %w", name, err)
			}
			t.columns = append(t.columns, col)
		}
		if err := rows.Err(); err != nil {
			return nil, fmt.Errorf("reading the columns of %s: %w", name, err)
		}
		rows.Close()
		t.prepare()
		out[name] = t
	}
	return out, nil
}

func (t *table) has(name string) bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.name == name })
}

func (t *table) prepare() {
	var object, names, marks []string
	for _, c := range t.columns {
		value := `"` + c.name + `"`
		if c.kind == "JSON" {
			value = "json(" + value + ")"
		}
		object = append(object, "'"+c.name+"', "+value)
		names = append(names, `"`+c.name+`"`)
		marks = append(marks, "?")
	}
	t.read = "SELECT json_object(" + strings.Join(object, ", ") + ") FROM " + t.name
	t.write = "INSERT INTO " + t.name + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ") " +
		"ON CONFLICT (id) DO UPDATE SET " + updates(names)
}

func updates(names []string) string {
	var out []string
	for _, n := range names {
		if n != `"id"` {
			out = append(out, n+" = excluded."+n)
		}
	}
	return strings.Join(out, ", ")
}

// values turns a record's JSON into the arguments of the table's write statement.
// A field that the table has no column for is an error: nothing is dropped silently.
func (t *table) values(body journal.Body) ([]any, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, fmt.Errorf("a %s record is not an object: %w", t.name, err)
	}
	args := make([]any, 0, len(t.columns))
	for _, c := range t.columns {
		raw, ok := fields[c.name]
		if !ok {
			return nil, fmt.Errorf("a %s record lacks %q", t.name, c.name)
		}
		delete(fields, c.name)
		switch c.kind {
		case "JSON":
			args = append(args, string(raw))
		case "INTEGER":
			var n int64
			if err := json.Unmarshal(raw, &n); err != nil {
				return nil, fmt.Errorf("%s.%s is not a number: %w", t.name, c.name, err)
			}
			args = append(args, n)
		default:
			var s string
			if err := json.Unmarshal(raw, &s); err != nil {
				return nil, fmt.Errorf("%s.%s is not text: %w", t.name, c.name, err)
			}
			args = append(args, s)
		}
	}
	for name := range fields {
		return nil, fmt.Errorf("table %s has no column %q", t.name, name)
	}
	return args, nil
}

// literal turns a column's default, as SQL writes it, into the JSON that a record
// holds in its place.
func literal(sql, kind string) (json.RawMessage, error) {
	if sql == "" {
		return nil, nil
	}
	text, quoted := strings.CutPrefix(sql, "'")
	text = strings.ReplaceAll(strings.TrimSuffix(text, "'"), "''", "'")
	if !quoted || kind == "JSON" {
		return json.RawMessage(text), nil
	}
	return json.Marshal(text)
}

// complete returns a record of the journal with the fields that the table has got
// since it was written, so that an old change can still be taken back.
func (t *table) complete(body journal.Body) (journal.Body, error) {
	if body == nil {
		return nil, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, fmt.Errorf("a %s record is not an object: %w", t.name, err)
	}
	added := false
	for _, c := range t.columns {
		if _, there := fields[c.name]; !there && c.missing != nil {
			fields[c.name], added = c.missing, true
		}
	}
	if !added {
		return body, nil
	}
	whole, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	return canonical(whole)
}

// canonical returns a record's JSON with its fields in name order and no spaces,
// so that the same content is always the same bytes.
func canonical(body []byte) (journal.Body, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
}
