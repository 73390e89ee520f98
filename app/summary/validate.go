package summary

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"needsbook/app/exchange"
)

//go:embed schema/cluster-summary-1.json
var schemaText []byte

// Schema returns the JSON Schema (2020-12) of a summary, as the hub serves it.
func Schema() []byte { return bytes.Clone(schemaText) }

var schema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	text, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaText))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("cluster-summary-1.json", text); err != nil {
		return nil, err
	}
	return c.Compile("cluster-summary-1.json")
})

// ValidatePayload checks the bytes of a summary as they arrived: one meaning only
// (no key twice), the schema, and the table plan: which tables, in which order,
// with every figure in its place. A nil error means that ReadDocument succeeds.
func ValidatePayload(payload []byte) error {
	_, err := ReadDocument(payload)
	return err
}

// ErrUnsupported says that a document is of a major version of the summary's form
// that this program does not know.
var ErrUnsupported = errors.New(string(exchange.SchemaUnsupported) + ": this form of summary needs a newer version of the program")

// otherMajor tells another version of the summary from something else.
var otherMajor = regexp.MustCompile(`^cluster-summary/[0-9]{1,4}$`)

// ReadDocument checks a payload as ValidatePayload does and returns its document.
// Tables that a later program may add, T15 and on, are kept unread.
func ReadDocument(payload []byte) (Document, error) {
	if len(payload) > exchange.MaxEnvelope {
		return Document{}, exchange.ErrTooLarge
	}
	if err := exchange.CheckJSON(payload); err != nil {
		return Document{}, err
	}
	checker, err := schema()
	if err != nil {
		return Document{}, fmt.Errorf("the summary's schema is damaged: %w", err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(payload))
	if err != nil {
		return Document{}, errors.New("the summary is not JSON")
	}
	if o, ok := value.(map[string]any); ok {
		if name, ok := o["schema"].(string); ok && name != SchemaName && otherMajor.MatchString(name) {
			return Document{}, ErrUnsupported
		}
	}
	if err := checker.Validate(value); err != nil {
		return Document{}, fmt.Errorf("the summary does not follow %s: %w", SchemaName, firstCause(err))
	}
	var d Document
	if err := json.Unmarshal(payload, &d); err != nil {
		// The schema takes 5.0 and 1e1 as whole numbers and 31 February as a date.
		return Document{}, errors.New("the summary holds a number or a date that is not written plainly")
	}
	return d, d.checkPlan()
}

// firstCause returns where and why validation failed, without the failing text.
func firstCause(err error) error {
	var v *jsonschema.ValidationError
	if !errors.As(err, &v) {
		return err
	}
	for len(v.Causes) > 0 {
		v = v.Causes[0]
	}
	where := "the document itself"
	if len(v.InstanceLocation) > 0 {
		where = fmt.Sprint(v.InstanceLocation)
	}
	return fmt.Errorf("%s breaks the rule %v", where, v.ErrorKind.KeywordPath())
}

// checkPlan holds a document to the table plan, which a schema cannot express
// whole: which tables, in which order, with which lines, and what each place may
// hold. T07 and the tables after it may be missing, as in documents of a program
// that did not have them.
func (d Document) checkPlan() error {
	if _, err := seriesYear(d.Series); err != nil {
		return err
	}
	levels, err := d.levels()
	if err != nil {
		return err
	}
	if _, has := d.Table("T07"); has != (len(d.Routes) > 0) || (has && len(d.Routes) != levels) {
		return errors.New("the summary must name the funding route of each level, with table T07")
	}
	services := 0
	if t, ok := d.Table("T09"); ok {
		services = len(t.Rows)
	}
	if (services > 0) && d.CodeLists.Services == "" {
		return errors.New("the summary counts services without the hash of their list")
	}
	rest := d.Tables
	for _, want := range d.wanted(levels, services) {
		if len(rest) == 0 || rest[0].ID != want.id {
			if want.optional {
				continue
			}
			return fmt.Errorf("table %s is missing or not in its place", want.id)
		}
		if err := rest[0].fits(want); err != nil {
			return err
		}
		rest = rest[1:]
	}
	for i, t := range rest {
		if err := t.later(); err != nil {
			return err
		}
		if i > 0 && rest[i-1].ID >= t.ID {
			return fmt.Errorf("table %s is there twice or not in its place", t.ID)
		}
	}
	return d.checkHidden()
}

// wantedTable is what one table of a document must be.
type wantedTable struct {
	id         string
	rows, cols []coded
	measure    func(row, col int) measure
	optional   bool
}

// wanted returns the tables that the document must and may have, in order.
func (d Document) wanted(levels, services int) []wantedTable {
	var out []wantedTable
	for _, t := range tablePlan(levels, d.Routes) {
		of := perRow(pupils)
		if t.id == "T00" {
			of = perRow(rollUnit, pupils)
		}
		if t.id == "T00" || d.SDC.Scope == scopeFull {
			out = append(out, wantedTable{t.id, t.rows.lines, t.cols.lines, of, t.id == "T07"})
		}
	}
	for _, t := range sidePlan(levels, services) {
		if t.id == "T13" || d.SDC.Scope == scopeFull {
			out = append(out, wantedTable{t.id, t.rows, t.cols, t.measure, true})
		}
	}
	return out
}

func (t Table) fits(want wantedTable) error {
	if !slices.Equal(t.Rows, codesOf(want.rows)) || !slices.Equal(t.Cols, codesOf(want.cols)) {
		return fmt.Errorf("the lines of table %s are not those of the plan", t.ID)
	}
	if len(t.V) != len(t.Rows)*len(t.Cols) {
		return fmt.Errorf("table %s has %d figures where the plan has %d", t.ID, len(t.V), len(t.Rows)*len(t.Cols))
	}
	for i, v := range t.V {
		r, c := i/len(t.Cols), i%len(t.Cols)
		if v != Low && v != HeldBack && v != NotApplicable && !want.measure(r, c).unit.allows(v) {
			return fmt.Errorf("table %s holds a number at %s, %s that cannot stand there", t.ID, t.Rows[r], t.Cols[c])
		}
	}
	return nil
}

// later checks a table that this program does not know: its shape only.
func (t Table) later() error {
	if !laterTable.MatchString(t.ID) {
		return fmt.Errorf("table %s is not in its place", t.ID)
	}
	if len(t.V) != len(t.Rows)*len(t.Cols) {
		return fmt.Errorf("table %s has %d figures for %d lines by %d", t.ID, len(t.V), len(t.Rows), len(t.Cols))
	}
	return nil
}

// laterTable is the id of a table that a later program may add.
var laterTable = regexp.MustCompile(`^T(1[5-9]|[2-9][0-9])[A-Z]?$`)

// Unread returns the ids of tables that this program keeps without reading them.
func (d Document) Unread() []string {
	var out []string
	for _, t := range d.Tables {
		if laterTable.MatchString(t.ID) {
			out = append(out, t.ID)
		}
	}
	return out
}

func (d Document) checkHidden() error {
	hidden := 0
	for _, t := range d.Tables {
		for _, v := range t.V {
			if v == HeldBack {
				hidden++
			}
		}
	}
	if hidden != d.SDC.Hidden {
		return fmt.Errorf("the summary says that %d figures are held back; it holds back %d", d.SDC.Hidden, hidden)
	}
	return nil
}

// levels returns how many levels the document's tables have.
func (d Document) levels() (int, error) {
	for _, t := range d.Tables {
		if t.ID == "T03" {
			return len(t.Cols) - 2, nil // not set, and all
		}
	}
	if d.SDC.Scope == scopeBands {
		return 1, nil // T00 has no levels
	}
	return 0, errors.New("table T03 is missing")
}
