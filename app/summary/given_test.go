package summary

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestFactsBesideTheCrossThatMakeNoSenseAreRefused(t *testing.T) {
	cases := map[string]func(*Facts){
		"route":             func(f *Facts) { f.Routes = map[string]string{"L1": "gold"} },
		"route of no level": func(f *Facts) { f.Routes = map[string]string{"L9": "universal"} },
		"services hash":     func(f *Facts) { f.CodeLists.Services = "" },
		"service twice":     func(f *Facts) { f.Services[1] = f.Services[0] },
		"service empty":     func(f *Facts) { f.Services[1] = "" },
		"without the cross": func(f *Facts) { f.Without = []string{"T03"} },
		"41 services": func(f *Facts) {
			for i := range 40 {
				f.Services = append(f.Services, fmt.Sprint("more", i))
			}
		},
		"priority":               func(f *Facts) { f.Priority = map[string]int{"camhs": 4} },
		"priority of no service": func(f *Facts) { f.Priority = map[string]int{"dog_handler": 1} },
		"family":                 func(f *Facts) { f.Provision[0].Family = "XX" },
		"provision of nobody":    func(f *Facts) { f.Provision[0].Key = "" },
		"minutes":                func(f *Facts) { f.Provision[0].Minutes = 10_081 },
		"pence":                  func(f *Facts) { f.Provision[0].Pence = -1 },
		"service":                func(f *Facts) { f.Wanted[0].Service = "dog_handler" },
		"state":                  func(f *Facts) { f.Wanted[0].State = "seen" },
		"weeks":                  func(f *Facts) { f.Wanted[0].Weeks = -1 },
		"sessions":               func(f *Facts) { f.Wanted[0].Sessions = 501 },
		"case twice":             func(f *Facts) { f.Cases[1].Key = f.Cases[0].Key },
		"stage":                  func(f *Facts) { f.Cases[0].Stage = "lost" },
		"case of nobody":         func(f *Facts) { f.Cases[0].Pupils = nil },
		"asked":                  func(f *Facts) { f.Cases[0].Asked = maxPence + 1 },
		"days":                   func(f *Facts) { f.Cases[0].Days = -1 },
		"result":                 func(f *Facts) { f.Outcomes[0].Result = "good" },
		"agreed":                 func(f *Facts) { f.Moderation.From = 50 },
		"signals":                func(f *Facts) { f.Moderation.Signals = []int{0} },
		"signal":                 func(f *Facts) { f.Moderation.Signals = []int{0, 0, 3, 0, 0, 0} },
		"notional":               func(f *Facts) { f.Budget.Notional = -1 },
		"spent":                  func(f *Facts) { f.Budget.SpentPercent = -5 },
	}
	areRefused(t, cases, func() Facts { return inventedInFull(1, 30, "primary") })
}

func TestOrderAndKeysOfFactsDoNotChangeTheBytes(t *testing.T) {
	f := inventedInFull(2, 40, "primary")
	f.Cases = append(f.Cases, Case{"group", "agreed", []string{"k0003", "k0001", "k0002"}, 100_001, 50_003, 12})
	want := mustBuild(t, f, Memory{})
	mixed := f
	mixed.Members, mixed.Provision, mixed.Wanted = slices.Clone(f.Members), slices.Clone(f.Provision), slices.Clone(f.Wanted)
	mixed.Cases, mixed.Outcomes = slices.Clone(f.Cases), slices.Clone(f.Outcomes)
	rng := rand.New(rand.NewPCG(1, 1))
	for _, list := range []struct {
		n    int
		swap func(i, j int)
	}{
		{len(mixed.Members), func(i, j int) { mixed.Members[i], mixed.Members[j] = mixed.Members[j], mixed.Members[i] }},
		{len(mixed.Provision), func(i, j int) { mixed.Provision[i], mixed.Provision[j] = mixed.Provision[j], mixed.Provision[i] }},
		{len(mixed.Wanted), func(i, j int) { mixed.Wanted[i], mixed.Wanted[j] = mixed.Wanted[j], mixed.Wanted[i] }},
		{len(mixed.Cases), func(i, j int) { mixed.Cases[i], mixed.Cases[j] = mixed.Cases[j], mixed.Cases[i] }},
		{len(mixed.Outcomes), func(i, j int) { mixed.Outcomes[i], mixed.Outcomes[j] = mixed.Outcomes[j], mixed.Outcomes[i] }},
	} {
		rng.Shuffle(list.n, list.swap)
	}
	if got := mustBuild(t, mixed, Memory{}); !bytes.Equal(got.Payload, want.Payload) {
		t.Error("the order of the facts changed the bytes")
	}
	stored, err := want.NextMemory.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadMemory(stored)
	if err != nil {
		t.Fatal(err)
	}
	if got := mustBuild(t, mixed, back); got.ID != want.ID {
		t.Error("building again after sending gave another document")
	}
}

func TestTableLeftOutIsNotSentAndKeepsItsMemory(t *testing.T) {
	f := inventedInFull(4, 60, "primary")
	one := besides(f, Memory{})
	f.Series, f.Without = "2026-27/spring", []string{"T08", "T10"}
	two := besides(f, one.next)
	d := assemble(f, two.plan, two.shown, scopeFull, publicGuess)
	two.addSides(&d)
	var ids []string
	for _, table := range d.Tables[9:] {
		ids = append(ids, table.ID)
	}
	if got := strings.Join(ids, " "); got != "T09 T11 T12 T13 T14" {
		t.Errorf("sent %s", got)
	}
	f.Series, f.Without = "2026-27/summer", nil
	another(rand.New(rand.NewPCG(2, 2)), &f)
	was, now := shownBy(one), shownBy(besides(f, two.next))
	for id, v := range now {
		if (strings.HasPrefix(id, "T08") || strings.HasPrefix(id, "T10")) && v != was[id] {
			t.Errorf("%s went from %d to %d with one child, by way of being left out", id, was[id], v)
		}
	}
}

func TestNothingButCodesLeaves(t *testing.T) {
	f := inventedInFull(2, 40, "primary")
	b := mustBuild(t, f, Memory{})
	forbidden := slices.Concat(f.Services, f.ServiceNames)
	for _, m := range f.Members {
		forbidden = append(forbidden, m.Key)
	}
	for _, c := range f.Cases {
		forbidden = append(forbidden, c.Key)
	}
	if found := LeakGuard(b.Payload, forbidden); len(found) > 0 {
		t.Error(found)
	}
	dirty := bytes.Replace(b.Payload, []byte(`"SEV-T"`), []byte(`"SEVERUS"`), 1)
	if found := LeakGuard(dirty, []string{"Severus"}); len(found) != 1 {
		t.Errorf("a name among the families: %v", found)
	}
}

func TestPreviewNamesTheLinesInWords(t *testing.T) {
	f := inventedInFull(4, 120, "primary")
	b := mustBuild(t, f, Memory{})
	has := func(id, line string, lines func(PreviewTable) []string) {
		t.Helper()
		for _, table := range b.Preview.Tables {
			if table.ID == id && !slices.Contains(lines(table), line) {
				t.Errorf("%s has %q", id, lines(table))
			}
		}
	}
	rows := func(p PreviewTable) []string { return p.Rows }
	has("T07", "Levels funded as exceptional need: L4, L5", rows)
	has("T08", "Communication and interaction, targeted", rows)
	has("T09", "Speech and language therapy", rows)
	has("T10", "Pounds asked", func(p PreviewTable) []string { return p.Cols })
	has("T12", "L3 against what the needs would lead to expect", rows)
	if len(b.Preview.Tables) != len(b.Document.Tables) {
		t.Errorf("%d tables are shown of %d", len(b.Preview.Tables), len(b.Document.Tables))
	}
	why := map[string]bool{}
	for _, table := range b.Preview.Tables {
		for _, row := range table.Cells {
			for _, cell := range row {
				if cell.Shown == "held back" {
					why[table.ID] = true
					if cell.Why == "" {
						t.Errorf("%s holds back without a reason", table.ID)
					}
				}
			}
		}
	}
	if !why["T08"] || !why["T09"] {
		t.Errorf("held back in %v", why)
	}
}

// TestAmountsOfServicesAndFundingRestOnFive follows schools over six terms: what is
// shown of sessions and pounds rests on five pupils of whom none dominates, and so does
// what has changed since any earlier summary.
func TestAmountsOfServicesAndFundingRestOnFive(t *testing.T) {
	shown := 0
	for seed := range uint64(oneOrMany(30, 300)) {
		rng := rand.New(rand.NewPCG(seed, 8))
		f := inventedInFull(seed, 60, "primary")
		var memory Memory
		sent := map[string][]parts{}
		for term, series := range sixTerms {
			f.Series, f.Rev = series, term+1
			b := besides(f, memory)
			memory = b.next
			for _, fig := range b.sides.figures {
				if fig.shown == HeldBack || fig.shown == NotApplicable || (fig.measure.kind != summed && fig.measure.kind != middled) {
					continue
				}
				p := memory.Sides[fig.key].Parts
				shown++
				if len(p) < movers || (fig.measure.kind == summed && !p.enough()) {
					t.Fatalf("seed %d %s: %s rests on %v", seed, series, fig.id, p)
				}
				for _, before := range sent[fig.key] {
					if moved := p.movement(before); fig.measure.kind == summed && len(moved) > 0 && !moved.enough() {
						t.Fatalf("seed %d %s: the difference of %s tells %v", seed, series, fig.id, moved)
					}
				}
				sent[fig.key] = append(sent[fig.key], maps.Clone(p))
			}
			for range 4 + rng.IntN(20) {
				another(rng, &f)
			}
		}
	}
	if shown < 100 {
		t.Errorf("only %d amounts were shown", shown)
	}
}
