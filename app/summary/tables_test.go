package summary

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// inventedInFull is an invented school with everything that T07 to T14 count.
func inventedInFull(seed uint64, size int, phase string) Facts {
	f := inventedSchool(seed, size, phase)
	f.Routes = map[string]string{"L1": "universal", "L2": "targeted", "L3": "predictable", "L4": "exceptional", "L5": "exceptional"}
	f.CodeLists.Services = "sha256:" + strings.Repeat("5", 64)
	f.Services = []string{"speech_language", "educational_psychology", "autism_team", "camhs"}
	f.ServiceNames = []string{"Speech and language therapy", "Educational psychology", "Autism team", "CAMHS"}
	f.Priority = map[string]int{"speech_language": 1, "camhs": 2}
	rng := rand.New(rand.NewPCG(seed, 77))
	for i := range f.Members {
		beside(rng, &f, i)
	}
	f.Moderation = Moderation{Cases: 14, From: 60, Signals: []int{0, 0, 1, -1, 0, 2}}
	f.Budget = Budget{Known: true, Notional: 123_456, SpentPercent: 47}
	return f
}

// beside invents what the tables beside the cross count of one pupil.
func beside(rng *rand.Rand, f *Facts, i int) {
	m := &f.Members[i]
	m.Reviewed, m.OnTime, m.Voice = rng.IntN(10) > 0, rng.IntN(10) > 2, rng.IntN(10) > 4
	if rng.IntN(4) > 0 {
		family := families[rng.IntN(4)].Code
		f.Provision = append(f.Provision, Given{family, m.Key, 30 * (1 + rng.IntN(6)), int64(10_000 * (1 + rng.IntN(12)))})
		f.Outcomes = append(f.Outcomes, Outcome{family, m.Key, results[rng.IntN(3)]})
	}
	if rng.IntN(3) == 0 {
		f.Wanted = append(f.Wanted, Want{f.Services[rng.IntN(2)], m.Key, wantStates[rng.IntN(3)], 1 + rng.IntN(6), rng.IntN(40)})
	}
	if rng.IntN(3) == 0 {
		asked := int64(100_000 * (2 + rng.IntN(6)))
		f.Cases = append(f.Cases, Case{"c" + m.Key, caseStages[rng.IntN(5)], []string{m.Key}, asked, asked / 2, rng.IntN(80)})
	}
}

func TestEveryTableIsInTheDocument(t *testing.T) {
	f := inventedInFull(4, 120, "primary")
	b := mustBuild(t, f, Memory{})
	var ids []string
	for _, table := range b.Document.Tables {
		ids = append(ids, table.ID)
	}
	want := "T00 T01 T02 T03 T04 T05 T06A T06L T07 T08 T09 T10 T11 T12 T13 T14"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("tables %s, want %s", got, want)
	}
	if got := strings.Join(b.Document.Routes, " "); got != "NONE UNI TAR PRE EXC EXC" {
		t.Errorf("routes %s", got)
	}
	if len(b.Payload) > 16<<10 {
		t.Errorf("the payload has %d bytes", len(b.Payload))
	}
	for id, v := range map[string]int{"T09/S00/PRIORITY": 1, "T09/S01/PRIORITY": NotApplicable, "T10/WAIT/GIVEN": NotApplicable,
		"T12/CASES/N": 15, "T12/AGREE/N": 60, "T12/L5/N": 5, "T12/L3/N": 2, "T13/NOTIONAL/N": 123_000, "T13/SPENT/N": 40} {
		if got := b.Document.values()[id]; got != v {
			t.Errorf("%s is %d, want %d", id, got, v)
		}
	}
	var held []string
	for _, id := range []string{"T08/CI-T/HOURS", "T08/CI-T/GBP", "T11/CI-T/MET"} {
		if b.Document.values()[id] == HeldBack {
			held = append(held, id)
		}
	}
	if len(held) > 0 {
		t.Errorf("a school of 120 shows nothing in %v", held)
	}
}

func TestLargestDocumentStaysSmall(t *testing.T) {
	f := inventedInFull(4, 400, "all-through")
	f.Nursery, f.SixthForm = true, true
	f.Services, f.ServiceNames, f.Priority, f.Wanted = nil, nil, nil, nil
	for i := range maxServices {
		f.Services = append(f.Services, fmt.Sprintf("service_%d", i))
	}
	b := besides(f, Memory{})
	d := assemble(f, b.plan, b.shown, scopeFull, publicGuess)
	b.addSides(&d)
	payload, err := d.Payload()
	if err != nil || len(payload) > 16<<10 {
		t.Errorf("%d bytes, %v", len(payload), err)
	}
}

func TestDocumentsOfOtherVersions(t *testing.T) {
	d := mustBuild(t, inventedInFull(3, 40, "primary"), Memory{}).Document
	read := func(change func(d *Document)) error {
		other := d
		other.Tables = slices.Clone(d.Tables)
		change(&other)
		payload, err := other.Payload()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadDocument(payload)
		if err == nil && len(back.Tables) != len(other.Tables) {
			t.Error("a table was lost in reading")
		}
		return err
	}
	later := Table{"T15", []string{"A", "B"}, []string{"N"}, []int{5, Low}}
	for name, c := range map[string]struct {
		change func(d *Document)
		good   bool
	}{
		"an earlier program's": {func(d *Document) { d.Tables = cutAt(d, "T06L") }, true},
		"a later table":        {func(d *Document) { d.Tables = append(d.Tables, later) }, true},
		"two later tables":     {func(d *Document) { d.Tables = append(d.Tables, later, Table{"T16B", later.Rows, later.Cols, later.V}) }, true},
		"the same later table": {func(d *Document) { d.Tables = append(d.Tables, later, later) }, false},
		"later in the middle":  {func(d *Document) { d.Tables = slices.Insert(d.Tables, 3, later) }, false},
		"words in it": {func(d *Document) {
			d.Tables = append(d.Tables, Table{"T15", []string{"Zoë"}, later.Cols, later.V[:1]})
		}, false},
		"too few figures":              {func(d *Document) { d.Tables = append(d.Tables, Table{"T15", later.Rows, later.Cols, later.V[:1]}) }, false},
		"a table of the cross missing": {func(d *Document) { d.Tables = slices.Delete(d.Tables, 3, 4) }, false},
		"a route in words":             {func(d *Document) { d.Routes = []string{"Zoë", "Zoë", "Zoë", "Zoë", "Zoë", "Zoë"} }, false},
		"nine levels": {func(d *Document) {
			for i, t := range d.Tables {
				if t.ID == "T03" {
					d.Tables[i].Cols = append([]string{"L0", "L1", "L2"}, t.Cols...)
				}
			}
		}, false},
		"next major": {func(d *Document) { d.Schema = "cluster-summary/2" }, false},
	} {
		err := read(c.change)
		if (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
		if got := errors.Is(err, ErrUnsupported); got != (name == "next major") {
			t.Errorf("%s: unsupported %v", name, got)
		}
	}
	d.Tables = append(slices.Clone(d.Tables), later)
	if got := d.Unread(); !slices.Equal(got, []string{"T15"}) {
		t.Errorf("unread tables %v", got)
	}
}

// cutAt returns the tables up to one of them and takes the routes away, as a program
// would have written that did not know the others.
func cutAt(d *Document, last string) []Table {
	d.Routes = nil
	var out []Table
	d.SDC.Hidden = 0
	for _, t := range d.Tables {
		if t.ID <= last {
			out = append(out, t)
			for _, v := range t.V {
				if v == HeldBack {
					d.SDC.Hidden++
				}
			}
		}
	}
	return out
}

func TestNumbersThatCannotStandWhereTheyStandAreRefused(t *testing.T) {
	d := mustBuild(t, inventedInFull(4, 40, "primary"), Memory{}).Document
	for id, bad := range map[string][]int{
		"T08/CI-T/PUPILS":  {1, 4, 6, 0},
		"T08/CI-T/HOURS":   {1, 7, 0},
		"T08/CI-T/GBP":     {5, 499, 505, 0},
		"T09/S00/WEEKS":    {0, 5},
		"T09/S00/PRIORITY": {0, 4},
		"T10/AGREED/CASES": {1, 3},
		"T10/AGREED/DAYS":  {0, 5, 20},
		"T12/AGREE/N":      {20, 50, 100},
		"T12/L2/N":         {0, 6},
		"T13/NOTIONAL/N":   {0, 500, 1500},
		"T13/SPENT/N":      {5, 210},
		"T14/NEED/SHARE":   {10, 100, 97},
		"T07/PRE/KS1":      {1, 4, 6},
	} {
		for _, v := range bad {
			part := strings.Split(id, "/")
			changed := d
			changed.Tables = slices.Clone(d.Tables)
			at := slices.IndexFunc(d.Tables, func(t Table) bool { return t.ID == part[0] })
			table := d.Tables[at]
			table.V = slices.Clone(table.V)
			place := slices.Index(table.Rows, part[1])*len(table.Cols) + slices.Index(table.Cols, part[2])
			if table.V[place] == HeldBack {
				changed.SDC.Hidden--
			}
			table.V[place] = v
			changed.Tables[at] = table
			payload, err := changed.Payload()
			if err != nil {
				t.Fatal(err)
			}
			if err := ValidatePayload(payload); err == nil {
				t.Errorf("%s may hold %d", id, v)
			}
		}
	}
}

// TestSchemaIsClosedEverywhere walks the schema: objects take no unknown key, text is
// one of a list or follows a pattern, whole numbers and arrays have limits.
func TestSchemaIsClosedEverywhere(t *testing.T) {
	var whole map[string]any
	if err := json.Unmarshal(Schema(), &whole); err != nil {
		t.Fatal(err)
	}
	defs := whole["$defs"].(map[string]any)
	objects, strs, numbers, arrays := 0, 0, 0, 0
	bounded := func(s map[string]any, keys ...string) bool {
		return !slices.ContainsFunc(keys, func(k string) bool { return s[k] == nil })
	}
	var walk func(at string, v any)
	walk = func(at string, v any) {
		s, ok := v.(map[string]any)
		if !ok {
			t.Errorf("%s takes anything: %v", at, v)
			return
		}
		if ref, ok := s["$ref"].(string); ok {
			if name := strings.TrimPrefix(ref, "#/$defs/"); defs[name] == nil {
				t.Errorf("%s refers to %s, which is not there", at, ref)
			}
			return
		}
		if s["const"] != nil || s["enum"] != nil {
			return
		}
		if any, ok := s["anyOf"].([]any); ok {
			for i, inner := range any {
				walk(fmt.Sprint(at, "/", i), inner)
			}
			return
		}
		switch s["type"] {
		case "object":
			objects++
			if s["additionalProperties"] != false {
				t.Errorf("%s takes unknown keys", at)
			}
			for k, inner := range s["properties"].(map[string]any) {
				walk(at+"/"+k, inner)
			}
		case "string":
			strs++
			if p, ok := s["pattern"].(string); !ok || !strings.HasPrefix(p, "^") || !strings.HasSuffix(p, "$") || strings.ContainsAny(strings.ReplaceAll(p, `[0-9]`, ""), ".*+") {
				t.Errorf("%s takes free text: %v", at, s["pattern"])
			}
		case "integer":
			numbers++
			if !bounded(s, "minimum", "maximum") {
				t.Errorf("%s has no limits", at)
			}
		case "array":
			arrays++
			if !bounded(s, "maxItems", "minItems", "items") {
				t.Errorf("%s has no limits", at)
			}
			walk(at+"/items", s["items"])
		default:
			t.Errorf("%s takes anything", at)
		}
	}
	// A table is chosen by its id: each id leads to one closed definition, any other
	// to the closed form of later tables.
	choice := defs["table"].(map[string]any)["allOf"].([]any)
	for i, c := range choice {
		rule := c.(map[string]any)
		then, last := rule["then"], i == len(choice)-1
		if last {
			then = rule["else"]
		}
		walk(fmt.Sprint("table/", i), then)
	}
	var known []string
	for _, c := range choice[:len(choice)-1] {
		known = append(known, strings.TrimPrefix(c.(map[string]any)["then"].(map[string]any)["$ref"].(string), "#/$defs/"))
	}
	var plan []string
	for _, table := range Plan(6, 3) {
		plan = append(plan, table.ID)
	}
	if !slices.Equal(known, plan) {
		t.Errorf("the schema knows %v, the plan %v", known, plan)
	}
	for name, def := range defs {
		if name != "table" {
			walk(name, def)
		}
	}
	delete(whole, "$defs")
	walk("summary", whole)
	if objects < 18 || strs < 6 || numbers < 9 || arrays < 20 {
		t.Errorf("walked %d objects, %d strings, %d numbers, %d arrays", objects, strs, numbers, arrays)
	}
}

// BenchmarkReadDocument measures what a hub does for each summary that arrives.
func BenchmarkReadDocument(b *testing.B) {
	payload := mustBuild(b, inventedInFull(4, 120, "primary"), Memory{}).Payload
	b.SetBytes(int64(len(payload)))
	for b.Loop() {
		if _, err := ReadDocument(payload); err != nil {
			b.Fatal(err)
		}
	}
}

// TestWholePhaseOnOneRouteMustStayUnknown: T07 has two levels in one line, so that a
// phase could be seen to be wholly on one route though no level says so alone.
func TestWholePhaseOnOneRouteMustStayUnknown(t *testing.T) {
	f := inventedInFull(1, 30, "primary")
	c := newCross(newPlan(len(f.Levels), f.routes(), classesOf(f)))
	found := false
	for _, g := range c.groups() {
		if c.plan.figures[g.figure].id != "T07/EXC/KS1" {
			continue
		}
		found = true
		var others []string
		for _, term := range g.form {
			others = append(others, c.plan.figures[slices.Index(c.figureRow, term.Row)].id)
		}
		if got := strings.Join(others, " "); got != "T04/KS1/L0 T04/KS1/L1 T04/KS1/L2 T04/KS1/L3 T04/KS1/NR" {
			t.Errorf("the others of KS1 are %s", got)
		}
	}
	if !found {
		t.Error("no reader is asked about it")
	}
}
