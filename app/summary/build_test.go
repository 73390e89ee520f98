package summary

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"needsbook/app/day"
)

func mustBuild(t testing.TB, f Facts, m Memory) Built {
	t.Helper()
	b, err := Build(f, m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRoundingFollowsTheRule(t *testing.T) {
	want := map[int]int{0: Low, 1: Low, 4: Low, 5: 5, 7: 5, 8: 10, 12: 10, 13: 15, 17: 15, 18: 20, 402: 400, 403: 405}
	for n, shown := range want {
		if got := Round(n); got != shown {
			t.Errorf("Round(%d) = %d, want %d", n, got, shown)
		}
	}
	for n := range 500 {
		if !rangeOf(Round(n)).Holds(n) {
			t.Errorf("%d is outside what %d can stand for", n, Round(n))
		}
	}
}

func TestFigureChangesOnlyWhenFivePupilsHaveMoved(t *testing.T) {
	keys := func(from, to int) (out []string) {
		for i := from; i < to; i++ {
			out = append(out, fmt.Sprintf("k%03d", i))
		}
		return
	}
	m, fresh := (*figureMemory)(nil).next(keys(0, 4), false)
	if m.Shown != Low || !fresh {
		t.Fatalf("first figure: %+v", m)
	}
	for n := 5; n <= 8; n++ {
		if held, fresh := m.next(keys(0, n), false); held.Shown != Low || fresh {
			t.Errorf("%d pupils after 4: %+v, fresh %v", n, held, fresh)
		}
	}
	if moved, fresh := m.next(keys(0, 9), false); moved.Shown != 10 || !fresh {
		t.Errorf("9 pupils after 4: %+v", moved)
	}
	// Two out and three in leave the count nearly alone, but five have moved.
	ten, _ := (*figureMemory)(nil).next(keys(0, 7), false)
	if swapped, fresh := ten.next(keys(2, 10), false); swapped.Shown != 10 || !fresh {
		t.Errorf("2 out, 3 in: %+v, fresh %v", swapped, fresh)
	}
	lost := figureMemory{Shown: 10}
	if held, fresh := lost.next(keys(0, 16), false); held.Shown != 10 || fresh {
		t.Errorf("lost memory, 16 pupils: %+v", held)
	}
	if moved, _ := lost.next(keys(0, 17), false); moved.Shown != 15 || !moved.Known {
		t.Errorf("lost memory, 17 pupils: %+v", moved)
	}
	if renewed, fresh := lost.next(keys(0, 14), true); renewed.Shown != 15 || !fresh {
		t.Errorf("lost memory, next year: %+v", renewed)
	}
}

func TestSameFactsGiveTheSameBytes(t *testing.T) {
	f := inventedSchool(3, 40, "primary")
	one := builtPrimary(t, 3, 40)
	shuffled := f
	shuffled.Members = append([]Member(nil), f.Members...)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(shuffled.Members), func(i, j int) {
		shuffled.Members[i], shuffled.Members[j] = shuffled.Members[j], shuffled.Members[i]
	})
	two := mustBuild(t, shuffled, Memory{})
	if !bytes.Equal(one.Payload, two.Payload) || one.ID != two.ID {
		t.Error("the order of the members changed the bytes")
	}
	renamed := f
	renamed.Members = nil
	for i, m := range f.Members {
		m.Key = fmt.Sprintf("other%d", 1000-i)
		renamed.Members = append(renamed.Members, m)
	}
	if three := mustBuild(t, renamed, Memory{}); three.ID != one.ID {
		t.Error("the pupils' keys changed the bytes")
	}
	again := mustBuild(t, f, one.NextMemory)
	if again.ID != one.ID || !again.Audit.Repeated {
		t.Error("building again after sending gave another document")
	}
}

func TestMemorySurvivesBeingStored(t *testing.T) {
	f := inventedSchool(3, 40, "primary")
	first := builtPrimary(t, 3, 40)
	stored, err := first.NextMemory.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadMemory(stored)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := back.Bytes()
	if !bytes.Equal(stored, again) {
		t.Error("the memory changed on its way through storage")
	}
	f.Series, f.Rev, f.Prev = "2026-27/spring", 2, first.ID
	churn(rand.New(rand.NewPCG(2, 2)), &f, 9)
	if a, b := mustBuild(t, f, first.NextMemory), mustBuild(t, f, back); a.ID != b.ID {
		t.Error("the stored memory built another document")
	}
	if _, err := ReadMemory([]byte("{")); err == nil {
		t.Error("a damaged memory was read")
	}
}

func TestPayloadIsValidAndHoldsNoKey(t *testing.T) {
	f := inventedSchool(5, 61, "primary")
	b := builtPrimary(t, 5, 61)
	if err := ValidatePayload(b.Payload); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, m := range f.Members {
		keys = append(keys, m.Key)
	}
	if found := LeakGuard(b.Payload, keys); len(found) > 0 {
		t.Error(found)
	}
	if len(b.Payload) > 8<<10 {
		t.Errorf("the payload has %d bytes", len(b.Payload))
	}
	d, err := ReadDocument(b.Payload)
	if err != nil || d.SDC.Hidden != b.Hidden {
		t.Errorf("hidden %d, %d, %v", d.SDC.Hidden, b.Hidden, err)
	}
}

func TestPreviewSaysWhatLeavesAndWhy(t *testing.T) {
	b := builtPrimary(t, 5, 61)
	for i, table := range b.Preview.Tables {
		for r, row := range table.Cells {
			for c, cell := range row {
				v := b.Document.Tables[i].V[r*len(row)+c]
				want := map[int]string{Low: "low", HeldBack: "held back", NotApplicable: "–"}[v]
				if want == "" {
					want = strconv.Itoa(v)
				}
				if words := bandWords(table.ID, r, c, v); words != "" {
					want = words
				}
				if cell.Shown != want {
					t.Errorf("%s: shown %q for %d", table.ID, cell.Shown, v)
				}
				if v > 0 && v != cell.Exact && cell.Why == "" {
					t.Errorf("%s: %d shown for %d without a reason", table.ID, v, cell.Exact)
				}
				if cell.Changed {
					t.Errorf("%s: a first summary has no changes", table.ID)
				}
			}
		}
	}
	if got := b.Preview.Tables[0].Cells[1][0].Exact; got != 61 {
		t.Errorf("all with SEN: %d", got)
	}
}

func TestTinySchoolSendsBandsOnly(t *testing.T) {
	b := mustBuild(t, inventedSchool(1, 19, "primary"), Memory{})
	if b.Document.SDC.Scope != scopeBands || len(b.Document.Tables) != 1 || !b.Preview.BandsOnly {
		t.Errorf("19 pupils: %+v", b.Document.SDC)
	}
	grown := inventedSchool(1, 26, "primary")
	grown.Rev, grown.Prev = 2, b.ID
	if again := mustBuild(t, grown, b.NextMemory); again.Document.SDC.Scope != scopeBands {
		t.Error("a school that began the year with bands should stay with them until the next year")
	}
	grown.Series = "2027-28/autumn"
	if next := mustBuild(t, grown, b.NextMemory); next.Document.SDC.Scope != scopeFull {
		t.Error("the next year should have the full tables")
	}
	empty := inventedSchool(1, 0, "primary")
	if _, err := Build(empty, Memory{}, Options{}); err != nil {
		t.Errorf("a school without SEN pupils: %v", err)
	}
}

func TestFactsThatMakeNoSenseAreRefused(t *testing.T) {
	cases := map[string]func(*Facts){
		"urn":        func(f *Facts) { f.URN = "12345" },
		"cluster":    func(f *Facts) { f.Cluster = "Kent 7" },
		"series":     func(f *Facts) { f.Series = "2026-28/autumn" },
		"term":       func(f *Facts) { f.Series = "2026-27/winter" },
		"epoch":      func(f *Facts) { f.Epoch = "Zoe" },
		"prev":       func(f *Facts) { f.Prev = "sha256:1" },
		"revision":   func(f *Facts) { f.Rev = 0 },
		"code list":  func(f *Facts) { f.CodeLists.Need = "" },
		"roll":       func(f *Facts) { f.Roll = 3 },
		"phase":      func(f *Facts) { f.Phase = "upper" },
		"levels":     func(f *Facts) { f.Levels = nil },
		"same key":   func(f *Facts) { f.Members[1].Key = f.Members[0].Key },
		"status":     func(f *Facts) { f.Members[0].Status = "N" },
		"need":       func(f *Facts) { f.Members[0].PrimaryNeed = "DYS" },
		"area":       func(f *Facts) { f.Members[0].Area = "XX" },
		"wrong area": func(f *Facts) { f.Members[0].PrimaryNeed, f.Members[0].Area = "ASD", "SP" },
		"level":      func(f *Facts) { f.Members[0].Level = "L9" },
		"year":       func(f *Facts) { f.Members[0].Year = 9 },
		"date":       func(f *Facts) { f.AsOf = day.Date{} },
	}
	areRefused(t, cases, func() Facts { return inventedSchool(1, 30, "primary") })
}

// areRefused spoils good facts in each way: nothing is built, and no pupil is named.
func areRefused(t *testing.T, cases map[string]func(*Facts), good func() Facts) {
	t.Helper()
	for name, spoil := range cases {
		f := good()
		spoil(&f)
		b, err := Build(f, Memory{}, Options{})
		if err == nil || b.Payload != nil {
			t.Errorf("%s: accepted", name)
		} else if strings.Contains(err.Error(), "k00") {
			t.Errorf("%s: the error names a pupil: %v", name, err)
		}
	}
}

func TestAuditKnowsThePublicCensus(t *testing.T) {
	f := inventedSchool(3, 40, "primary")
	o := Options{JanuaryName: "dfe-sen-2026-01", Turnover: 1}
	for _, m := range f.Members[:36] { // four pupils have come since January
		o.January = append(o.January, NeedCount{Status: m.Status, Need: m.PrimaryNeed, Count: 1})
	}
	b, err := Build(f, Memory{}, o)
	if err != nil {
		t.Fatal(err)
	}
	if b.Document.SDC.Public != "dfe-sen-2026-01" || !b.Audit.Pass {
		t.Errorf("%+v, %+v", b.Document.SDC, b.Audit)
	}
	o.JanuaryName = "the DfE's file"
	if _, err := Build(f, Memory{}, o); err == nil {
		t.Error("free text as the name of the public file was accepted")
	}
}

// TestBuilderSeesNoPupil holds the type guard: neither this package nor the audit
// may import anything that knows a pupil, a database, a clock or a window.
func TestBuilderSeesNoPupil(t *testing.T) {
	allowed := map[string]bool{
		"needsbook/app/day": true, "needsbook/app/exchange": true, "needsbook/app/summary/audit": true,
		"github.com/gowebpki/jcs": true, "github.com/santhosh-tekuri/jsonschema/v6": true,
	}
	for _, folder := range []string{".", "audit"} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), folder+"/"+e.Name(), nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, imp := range file.Imports {
				path, _ := strconv.Unquote(imp.Path.Value)
				if strings.Contains(path, ".") || strings.HasPrefix(path, "needsbook") {
					if !allowed[path] {
						t.Errorf("%s imports %s", e.Name(), path)
					}
				} else if path == "time" || strings.HasPrefix(path, "net") || path == "database/sql" || path == "os" {
					t.Errorf("%s imports %s", e.Name(), path)
				}
			}
		}
	}
}

// TestSchemaAndPlanNameTheSameLines keeps the schema file and the table plan together.
func TestSchemaAndPlanNameTheSameLines(t *testing.T) {
	for levels := 1; levels <= maxLevels; levels++ {
		f := inventedSchool(1, 40, "all-through")
		f.Nursery, f.SixthForm = true, true
		f.Levels = nil
		for i := range levels {
			f.Levels = append(f.Levels, fmt.Sprintf("band %d", i))
		}
		for i := range f.Members {
			f.Members[i].Level = f.Levels[i%levels]
		}
		p := newPlan(levels, f.routes(), classesOf(f))
		shown := make([]int, len(p.figures))
		for i := range shown {
			shown[i] = 5
			if p.figures[i].roll {
				shown[i] = 50
			}
		}
		payload, err := assemble(f, p, shown, scopeFull, publicGuess).Payload()
		if err != nil {
			t.Fatal(err)
		}
		if err := ValidatePayload(payload); err != nil {
			t.Errorf("%d levels: %v", levels, err)
		}
	}
	if !json.Valid(Schema()) {
		t.Error("the schema is not JSON")
	}
}

func TestAuditThatCannotBeMadeCleanSendsNothing(t *testing.T) {
	f := inventedSchool(2, 30, "primary")
	b, err := newBuilder(f, Memory{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := b.attempt()
	for i, row := range p.c.figureRow { // figures that do not fit the register: a fault of ours
		if row >= 0 && p.shown[i] == Low {
			p.shown[i] = 50
			break
		}
	}
	if err := p.run(); err == nil {
		t.Error("figures that do not fit the register passed the audit")
	}
	if errors.Is(err, ErrUnsafe) {
		t.Error("a fault of ours is not a question of small counts")
	}
}
