package summary

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
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

// ReadDocument checks a payload as ValidatePayload does and returns its document.
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

// checkPlan holds a document to the table plan, which a schema cannot express whole.
func (d Document) checkPlan() error {
	if _, err := seriesYear(d.Series); err != nil {
		return err
	}
	levels, err := d.levels()
	if err != nil {
		return err
	}
	want := tablePlan(levels)
	if d.SDC.Scope == scopeBands {
		want = want[:1]
	}
	if len(d.Tables) != len(want) {
		return fmt.Errorf("the summary has %d tables where the plan has %d", len(d.Tables), len(want))
	}
	hidden := 0
	for i, t := range d.Tables {
		if t.ID != want[i].id {
			return fmt.Errorf("table %d should be %s", i+1, want[i].id)
		}
		if !slices.Equal(t.Rows, codesOf(want[i].rows.lines)) || !slices.Equal(t.Cols, codesOf(want[i].cols.lines)) {
			return fmt.Errorf("the lines of table %s are not those of the plan", t.ID)
		}
		if len(t.V) != len(t.Rows)*len(t.Cols) {
			return fmt.Errorf("table %s has %d figures where the plan has %d", t.ID, len(t.V), len(t.Rows)*len(t.Cols))
		}
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
