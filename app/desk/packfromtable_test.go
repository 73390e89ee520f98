package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/app/pack"
)

const smallScale = `Area,Strand,Level,Statement
Communication and interaction,Understanding spoken language,Level 1: Everyday,Asks for a repeat
Communication and interaction,Understanding spoken language,Level 2: Planned,Needs short steps
Communication and interaction,Talking,Level 1,Speaks clearly to adults
Communication and interaction,Talking,Level 3: With advice,Uses single words
Communication and interaction,Talking,Level 4: Specialist,Uses a device all day
Learning,,Level 1,Works a little slowly
Learning,,Level 2,Is a year behind
Learning,,Level 3,Is two years behind
Learning,,see below,What is this
`

func packMaker(t testing.TB) desk.PackMaker {
	t.Helper()
	m, err := desk.ShippedPackMaker(day.Of(2026, 11, 22))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// tableOf reads a table and proposes what it becomes, with a name.
func tableOf(t testing.TB, m desk.PackMaker, content string) (intake.ContinuumTable, desk.PackChoices) {
	t.Helper()
	table, err := desk.ReadPackTable([]byte(content), intake.ContinuumOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c := m.Choices(table)
	c.ID, c.Version, c.Title, c.Publisher = "anyshire-scale", "2026.1", "Anyshire scale of need", "Anyshire Council"
	return table, c
}

func TestTableBecomesAWholePack(t *testing.T) {
	m := packMaker(t)
	table, c := tableOf(t, m, smallScale)
	made, err := m.Make(table, c)
	if err != nil {
		t.Fatal(err)
	}
	if problems := desk.CheckPack(made.Body); len(problems) > 0 {
		t.Fatal(problems)
	}
	p := made.Pack
	if p.Status != pack.Draft || p.ID != "anyshire-scale" || p.Publisher != "Anyshire Council" || p.Name() != "anyshire-scale 2026.1" {
		t.Errorf("%+v", p.Head)
	}
	var levels []string
	for _, l := range p.Levels {
		levels = append(levels, fmt.Sprintf("%s %d %s %s", l.ID, l.Rank, l.Name, l.Route))
	}
	if want := []string{"L1 1 Everyday universal", "L2 2 Planned targeted", "L3 3 With advice predictable", "L4 4 Specialist exceptional"}; !slices.Equal(levels, want) {
		t.Error(levels)
	}
	if len(p.Areas) != 2 || p.Areas[0].Short != "C&I" || len(p.Areas[0].Strands) != 2 || len(p.Areas[1].Strands) != 0 {
		t.Errorf("%+v", p.Areas)
	}
	if made.Taken != 8 || made.Blank() != 4 || len(made.Rejected) != 1 || made.Rejected[0].Row != 10 || !strings.Contains(made.Rejected[0].Reason, "see below") {
		t.Errorf("%d taken, %d blank, %+v", made.Taken, made.Blank(), made.Rejected)
	}
	if len(p.Examples) < 5 || !strings.HasPrefix(p.Examples[0].Name, "Generated: ") {
		t.Errorf("%+v", p.Examples)
	}
	if s, err := continuum.Suggest(p, map[string]string{"learning": "L3"}); err != nil || s.Suggested != "L3" {
		t.Errorf("%+v, %v", s, err)
	}
	walk := p.Crosswalk.Maps[0]
	if walk.Strands["ci.und"] == "" || walk.Strands["cl.num"] != "" || walk.Levels["L0"] != "L1" || walk.Levels["L5"] != "L4" {
		t.Errorf("%+v", walk)
	}
}

// A statement keeps its id when others come before it, and a name keeps that of its
// strand.
func TestIDsAreStableWhenTheTableGrows(t *testing.T) {
	m := packMaker(t)
	ids := func(content string) map[string]string {
		table, c := tableOf(t, m, content)
		made, err := m.Make(table, c)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, a := range made.Pack.Areas {
			for _, s := range a.Strands {
				for _, texts := range s.Descriptors {
					for _, d := range texts {
						out[d.Text] = d.ID
					}
				}
			}
		}
		return out
	}
	before := ids(smallScale)
	head, rest, _ := strings.Cut(smallScale, "\n")
	after := ids(head + "\nSomething new,A first strand,Level 1,A new statement\nCommunication and interaction,Talking,Level 1,Another one\n" + rest)
	for text, id := range before {
		if after[text] != id {
			t.Errorf("%q was %s and is %s", text, id, after[text])
		}
	}
}

func TestEveryKindOfRuleCanBeChosen(t *testing.T) {
	m := packMaker(t)
	table, c := tableOf(t, m, smallScale)
	for _, area := range m.AreaRules() {
		for _, overall := range m.OverallRules(area.Kind) {
			c.Area, c.Overall, c.Raise = area.Kind, overall.Kind, overall.Kind == "highest_area"
			made, err := m.Make(table, c)
			if err != nil {
				t.Errorf("%s, %s: %v", area.Kind, overall.Kind, err)
				continue
			}
			r := made.Pack.Rules
			if r.AreaLevel.Method != area.Kind || r.OverallLevel.Method != overall.Kind || r.CoOccurring.Enabled != c.Raise || area.Words == "" || overall.Note == "" {
				t.Errorf("%+v", r)
			}
		}
	}
}

func TestChoicesThatCannotBeAreRefusedByField(t *testing.T) {
	m := packMaker(t)
	table, good := tableOf(t, m, smallScale)
	cases := []struct {
		field  string
		change func(c *desk.PackChoices)
	}{
		{"id", func(c *desk.PackChoices) { c.ID = "Any Shire" }},
		{"id", func(c *desk.PackChoices) { c.ID = "" }},
		{"id", func(c *desk.PackChoices) { c.ID, c.Version = "default-kent-style", "2026.11.1" }},
		{"version", func(c *desk.PackChoices) { c.Version = "" }},
		{"title", func(c *desk.PackChoices) { c.Title = "  " }},
		{"title", func(c *desk.PackChoices) { c.Title = strings.Repeat("x", 400) }},
		{"publisher", func(c *desk.PackChoices) { c.Publisher = "" }},
		{"levels", func(c *desk.PackChoices) { c.Levels[1].ID = c.Levels[0].ID }},
		{"levels", func(c *desk.PackChoices) { c.Levels[1].ID = "a b" }},
		{"levels", func(c *desk.PackChoices) { c.Levels[1].Name = "" }},
		{"levels", func(c *desk.PackChoices) { c.Levels[1].Route = "lottery" }},
		{"levels", func(c *desk.PackChoices) { c.Levels[0].Leave, c.Levels[1].Leave, c.Levels[2].Leave = true, true, true }},
		{"area_rule", func(c *desk.PackChoices) { c.Area = "average" }},
		{"overall_rule", func(c *desk.PackChoices) { c.Overall = "" }},
		{"overall_rule", func(c *desk.PackChoices) { c.Overall = "points_table" }},
		{"raise", func(c *desk.PackChoices) { c.Overall, c.Raise = "manual", true }},
		{"raise", func(c *desk.PackChoices) { c.Levels[0].Leave, c.Raise = true, true }},
		{"levels", func(c *desk.PackChoices) { c.Area, c.Overall, c.Levels[2].Points = "points", "points_table", 1 }},
	}
	for i, k := range cases {
		c := good
		c.Levels = slices.Clone(good.Levels)
		k.change(&c)
		made, err := m.Make(table, c)
		var why *desk.Refusal
		if !errors.As(err, &why) || why.Field != k.field || made.Body != nil {
			t.Errorf("%d, %s: %v", i, k.field, err)
		}
	}
}

func TestATableWithTooMuchIsRefusedWhole(t *testing.T) {
	m := packMaker(t)
	var areas, strands, cell strings.Builder
	for i := range 70 {
		fmt.Fprintf(&areas, "Area %d,s,Level %d,Statement %d\n", i, i%2+1, i)
		fmt.Fprintf(&strands, "a,Strand %d,Level %d,Statement %d\n", i, i%2+1, i)
		fmt.Fprintf(&cell, "a,s,Level %d,Statement %d\n", i%2+1, i)
	}
	for want, rows := range map[string]string{"70 areas": areas.String(), "70 strands": strands.String()} {
		table, c := tableOf(t, m, "Area,Strand,Level,Statement\n"+rows)
		if _, err := m.Make(table, c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	table, c := tableOf(t, m, "Area,Strand,Level,Statement\n"+cell.String())
	if made, err := m.Make(table, c); err != nil || made.Taken != 60 || len(made.Rejected) != 10 {
		t.Errorf("%d taken, %d refused, %v", made.Taken, len(made.Rejected), err)
	}
}

// What a council calls its levels stands in the pack; the words for money stay the school's.
func TestPackKeepsTheTablesWordForALevel(t *testing.T) {
	m := packMaker(t)
	table, c := tableOf(t, m, "Strand,Band 0,Band 1,Band 2\nLanguage,Fine,Asks once,Asks often\n")
	made, err := m.Make(table, c)
	if err != nil {
		t.Fatal(err)
	}
	p := made.Pack
	if p.Terms["level"].Label != "Band" || p.Levels[0].ID != "B0" || p.Levels[0].Rank != 0 || p.Levels[0].Route != "" || !strings.Contains(p.Rules.OverallLevel.Explain, "band") {
		t.Errorf("%+v, %+v", p.Terms["level"], p.Levels[0])
	}
	if len(p.Areas) != 1 || p.Areas[0].Name != "Language" || len(p.Areas[0].Strands) != 0 {
		t.Errorf("a strand without an area should be an area: %+v", p.Areas)
	}
}

// Any table that can be read makes a pack that loads, or is refused: never half of one.
func TestAnyTableMakesASoundPackOrNone(t *testing.T) {
	m := packMaker(t)
	word := rapid.SampledFrom([]string{"", "Language", "Öl & Maß", "语言", "a", "A", "Level", strings.Repeat("long ", 12), "x-y", "1"})
	level := rapid.SampledFrom([]string{"", "Level 1", "2", "Band 3: Ö", "universal", "Targeted", "see note", "L1"})
	text := rapid.StringMatching(`[A-Za-zé•\- ]{0,30}`)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("Area,Strand,Level,Statement\n")
		for range rapid.IntRange(1, 12).Draw(t, "rows") {
			fmt.Fprintf(&b, "%s,%s,%s,%s\n", word.Draw(t, "area"), word.Draw(t, "strand"), level.Draw(t, "level"), text.Draw(t, "text"))
		}
		table, err := desk.ReadPackTable([]byte(b.String()), intake.ContinuumOptions{})
		if err != nil {
			return
		}
		c := m.Choices(table)
		c.ID, c.Version, c.Title, c.Publisher = "any", "1", "Any", "Anyone"
		made, err := m.Make(table, c)
		if err != nil {
			var why *desk.Refusal
			if !errors.As(err, &why) || why.Field == "pack" || made.Body != nil {
				t.Fatalf("%v\n%s", err, b.String())
			}
			return
		}
		if problems := desk.CheckPack(made.Body); len(problems) > 0 || !json.Valid(made.Body) {
			t.Fatalf("%v\n%s", problems, b.String())
		}
		if made.Taken+len(made.Rejected) < len(table.Rows) {
			t.Fatalf("%d taken and %d refused of %d", made.Taken, len(made.Rejected), len(table.Rows))
		}
	})
}

func TestOfferedPacksAreSound(t *testing.T) {
	offered := desk.OfferedPacks()
	if len(offered) != 3 {
		t.Errorf("%d packs are offered", len(offered))
	}
	for _, o := range offered {
		if problems := desk.CheckPack(o.Body); len(problems) > 0 || o.Title == "" || o.Name == "" {
			t.Errorf("%s: %v", o.Name, problems)
		}
	}
}
