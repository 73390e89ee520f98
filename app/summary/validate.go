package summary

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
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

// ValidatePayload checks the bytes of a summary in two ways that know nothing of each
// other: as ReadDocument does, and by the JSON Schema that is published. A school does
// so before it signs.
func ValidatePayload(payload []byte) error {
	if _, err := ReadDocument(payload); err != nil {
		return err
	}
	return followsSchema(payload)
}

func followsSchema(payload []byte) error {
	checker, err := schema()
	if err != nil {
		return fmt.Errorf("the summary's schema is damaged: %w", err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(payload))
	if err != nil {
		return errors.New("the summary is not JSON")
	}
	if err := checker.Validate(value); err != nil {
		return fmt.Errorf("the summary does not follow %s: %w", SchemaName, firstCause(err))
	}
	return nil
}

// ErrUnsupported says that a document is of a major version of the summary's form
// that this program does not know.
var ErrUnsupported = errors.New(string(exchange.SchemaUnsupported) + ": this form of summary needs a newer version of the program")

// otherMajor tells another version of the summary from something else.
var otherMajor = regexp.MustCompile(`^cluster-summary/[0-9]{1,4}$`)

// ReadDocument reads a summary and refuses what is not one: bytes that are not the
// canonical form of what they say (so that no key stands twice, nothing is unknown and
// nothing is added), fields that are not codes, and figures that the table plan does
// not have. What it accepts the JSON Schema accepts too. Tables that a later program
// may add, T15 and on, are kept unread.
func ReadDocument(payload []byte) (Document, error) {
	if len(payload) > exchange.MaxEnvelope {
		return Document{}, exchange.ErrTooLarge
	}
	var d Document
	if err := json.Unmarshal(payload, &d); err != nil {
		return Document{}, errors.New("the summary cannot be read, or holds a number or a date that is not written plainly")
	}
	if d.Schema != SchemaName && otherMajor.MatchString(d.Schema) {
		return Document{}, ErrUnsupported
	}
	for _, f := range d.fields() {
		if !f.form.MatchString(f.value) {
			return Document{}, fmt.Errorf("the field %s of the summary is missing or not in the agreed form", f.name)
		}
	}
	canonical, err := d.Payload()
	if err != nil || !bytes.Equal(canonical, payload) {
		return Document{}, errors.New("the summary is not written in the one form that its meaning has")
	}
	return d, d.checkPlan()
}

// field is a text of a summary with the form that it must have.
type field struct {
	name, value string
	form        *regexp.Regexp
}

// Forms of the texts of a summary, as the JSON Schema has them.
var (
	urnForm     = regexp.MustCompile(`^[0-9]{6}$`)
	clusterForm = regexp.MustCompile(`^[A-Z0-9][A-Z0-9-]{1,31}$`)
	seriesForm  = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}/(autumn|spring|summer)$`)
	prevForm    = regexp.MustCompile(`^(sha256:[0-9a-f]{64})?$`)
	hashForm    = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
	dateForm    = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}-[0-9]{2}$`)
	publicForm  = regexp.MustCompile(`^(assumed|dfe-sen-20[0-9]{2}-01)$`)
	revForm     = regexp.MustCompile(`^[1-9][0-9]{0,3}$`)
	hiddenForm  = regexp.MustCompile(`^[0-9]{1,3}$`)
	kindForm    = regexp.MustCompile(`^summary$`)
	schemaForm  = regexp.MustCompile(`^cluster-summary/1$`)
	ruleForm    = regexp.MustCompile(`^R5L\+T5/1$`)
	scopeForm   = regexp.MustCompile(`^(full|bands)$`)
	auditForm   = regexp.MustCompile(`^pass$`)
)

func (d Document) fields() []field {
	return []field{
		{"schema", d.Schema, schemaForm}, {"kind", d.Kind, kindForm}, {"urn", d.URN, urnForm}, {"cluster", d.Cluster, clusterForm},
		{"series", d.Series, seriesForm}, {"epoch", d.Epoch, epochPattern}, {"rev", strconv.Itoa(d.Rev), revForm}, {"prev", d.Prev, prevForm},
		{"as_of", d.AsOf.String(), dateForm}, {"continuum", d.CodeLists.Continuum, hashForm}, {"need", d.CodeLists.Need, hashForm},
		{"services", d.CodeLists.Services, prevForm}, {"rule", d.SDC.Rule, ruleForm}, {"scope", d.SDC.Scope, scopeForm},
		{"audit", d.SDC.Audit, auditForm}, {"hidden", strconv.Itoa(d.SDC.Hidden), hiddenForm}, {"public", d.SDC.Public, publicForm},
	}
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
	if err := d.checkRoutes(levels); err != nil {
		return err
	}
	services, err := d.services()
	if err != nil {
		return err
	}
	rest := d.Tables
	if len(rest) > mostTables {
		return fmt.Errorf("the summary has %d tables", len(rest))
	}
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

func (d Document) checkRoutes(levels int) error {
	if _, has := d.Table("T07"); has != (len(d.Routes) > 0) || (has && len(d.Routes) != levels) {
		return errors.New("the summary must name the funding route of each level, with table T07")
	}
	for _, route := range d.Routes {
		if !slices.Contains([]string{NoRoute, UniversalRoute, TargetedRoute, PredictableRoute, ExceptionalRoute}, route) {
			return errors.New("the summary names a funding route that is not known")
		}
	}
	return nil
}

// services returns how many services the document counts.
func (d Document) services() (int, error) {
	t, _ := d.Table("T09")
	switch n := len(t.Rows); {
	case n > maxServices:
		return 0, errors.New("the summary counts more services than a list may have")
	case n > 0 && d.CodeLists.Services == "":
		return 0, errors.New("the summary counts services without the hash of their list")
	default:
		return n, nil
	}
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

// Bounds of tables that this program does not know.
const (
	mostTables   = 32 // of a document, known and unknown
	laterLines   = 64
	laterFigures = 1024
	laterMost    = 99_999_999
)

var lineForm = regexp.MustCompile(`^[A-Z0-9][A-Z0-9-]{0,7}$`)

// later checks a table that this program does not know: its shape only.
func (t Table) later() error {
	if !laterTable.MatchString(t.ID) {
		return fmt.Errorf("table %s is not in its place", t.ID)
	}
	for _, lines := range [][]string{t.Rows, t.Cols} {
		seen := map[string]bool{}
		for _, code := range lines {
			if seen[code] || !lineForm.MatchString(code) {
				return fmt.Errorf("table %s has a line twice, or one that is not a code", t.ID)
			}
			seen[code] = true
		}
		if len(lines) == 0 || len(lines) > laterLines {
			return fmt.Errorf("table %s has %d lines", t.ID, len(lines))
		}
	}
	if len(t.V) != len(t.Rows)*len(t.Cols) || len(t.V) > laterFigures {
		return fmt.Errorf("table %s has %d figures for %d lines by %d", t.ID, len(t.V), len(t.Rows), len(t.Cols))
	}
	for _, v := range t.V {
		if v < NotApplicable || v > laterMost {
			return fmt.Errorf("table %s holds a number that cannot stand there", t.ID)
		}
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
			levels := len(t.Cols) - 2 // not set, and all
			if levels < 1 || levels > maxLevels {
				return 0, errors.New("table T03 has too many levels, or none")
			}
			return levels, nil
		}
	}
	if d.SDC.Scope == scopeBands {
		return 1, nil // T00 has no levels
	}
	return 0, errors.New("table T03 is missing")
}
