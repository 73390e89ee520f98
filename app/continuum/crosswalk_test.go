package continuum_test

import (
	"reflect"
	"strings"
	"testing"

	"needsbook/app/continuum"
)

// nextVersion is the shipped continuum as a later version, with a crosswalk from it.
func nextVersion(t *testing.T, walk object) (*continuum.Pack, []string) {
	t.Helper()
	p, problems := load(t, func(f object) {
		walk["from_id"], walk["from_version"] = f["id"], f["version"]
		f["version"], f["crosswalk"] = "2027.1", object{"maps": []any{walk}}
	})
	var words []string
	for _, problem := range problems {
		words = append(words, problem.String())
	}
	return p, words
}

func TestCrosswalkIsCheckedAgainstTheOlderContinuum(t *testing.T) {
	old := shipped(t)
	for _, c := range []struct {
		name string
		walk object
		says string
	}{
		{"good", object{"levels": object{"L5": "L4"}, "strands": object{"cl.num": "cl.lit"}}, ""},
		{"turned round", object{"levels": object{"L1": "L4", "L4": "L1"}}, "turned round: “L1” stands below “L2”"},
		{"a level it never had", object{"levels": object{"L9": "L5"}}, "has no level “L9”"},
		{"a strand it never had", object{"strands": object{"music": "cl.lit"}}, "has no strand “music”"},
	} {
		p, problems := nextVersion(t, c.walk)
		if problems != nil {
			t.Fatalf("%s: %v", c.name, problems)
		}
		var found []string
		for _, problem := range p.CheckCrosswalk(old) {
			found = append(found, problem.String())
		}
		if text := strings.Join(found, " "); (c.says == "") != (text == "") || !strings.Contains(text, c.says) {
			t.Errorf("%s: %q, want %q", c.name, text, c.says)
		}
	}
	if problems := old.CheckCrosswalk(old); problems != nil {
		t.Error(problems)
	}
}

func TestCrosswalkInARingIsRefused(t *testing.T) {
	_, problems := load(t, func(f object) {
		self := object{"from_id": f["id"], "from_version": f["version"]}
		f["crosswalk"] = object{"maps": []any{self}}
	})
	if len(problems) != 1 || problems[0].Path != "crosswalk.maps[0]" || !strings.Contains(problems[0].Message, "this very pack") {
		t.Error(problems)
	}
	older, problems := load(t, func(f object) {
		f["crosswalk"] = object{"maps": []any{object{"from_id": f["id"], "from_version": "2027.1"}}}
	})
	if problems != nil {
		t.Fatal(problems)
	}
	newer, words := nextVersion(t, object{})
	if words != nil {
		t.Fatal(words)
	}
	if found := newer.CheckCrosswalk(older); len(found) != 1 || !strings.Contains(found[0].Message, "One of the two must be the older") {
		t.Error(found)
	}
	if _, problems := load(t, func(f object) {
		one := object{"from_id": "old", "from_version": "1"}
		f["crosswalk"] = object{"maps": []any{one, one}}
	}); len(problems) != 1 || !strings.Contains(problems[0].Message, "already") {
		t.Error(problems)
	}
}

func TestRatingsOfStrandsThatANewPackLacksAreNamedAndNotLost(t *testing.T) {
	old := shipped(t)
	small, problems := continuum.Load(small)
	if problems != nil {
		t.Fatal(problems)
	}
	ratings := map[string]string{"cl.lit": "L2", "cl.num": "L1"}
	move := continuum.Preview(old, small, []continuum.Case{{ID: "a", Ratings: ratings, Level: "L2"}}).ByPupil[0]
	if move.Way != continuum.CannotMap || !strings.Contains(move.Why, "no level that stands for L2 Planned extra help") {
		t.Errorf("%+v", move)
	}
	gone, problems := continuum.Load(editedFrom(t, []byte(strings.ReplaceAll(string(edited(t, func(f object) { f["worked_examples"] = []any{} })), `"cl.num"`, `"cl.maths"`)), func(f object) { f["id"] = "council" }))
	if problems != nil {
		t.Fatal(problems)
	}
	move = continuum.Preview(old, gone, []continuum.Case{{ID: "a", Ratings: ratings, Level: "L2"}}).ByPupil[0]
	if name, _, _ := old.Strand("cl.num"); move.Way != continuum.CannotMap || !strings.Contains(move.Why, "“"+name.Name+"”") || strings.Contains(move.Why, "cl.num") {
		t.Errorf("%+v", move)
	}
	if len(ratings) != 2 || ratings["cl.num"] != "L1" {
		t.Error("ratings were changed")
	}
}

// A new rating begins from the old one as far as the crosswalk can say it; the rest is
// named, and packs that only share ids say nothing to each other.
func TestRatingsAreCarriedByTheCrosswalkAloneAndTheRestIsNamed(t *testing.T) {
	from := shipped(t)
	c := continuum.Carry(from, proving(t)["eight-strands.json"], map[string]string{"cl.lit": "L3", "cl.num": "L2", "se.reg": ""})
	if !reflect.DeepEqual(c.Ratings, map[string]string{"es.skill": "B3"}) || c.Names["cl.num"] != "es.skill" || c.Lost != nil {
		t.Errorf("%+v", c)
	}
	same, other := *from, *from
	same.Version, other.ID = "2027.1", "another"
	if c = continuum.Carry(from, &same, map[string]string{"cl.lit": "L3", "old": "L2", "cl.num": "L9"}); len(c.Ratings) != 1 || len(c.Lost) != 2 || c.Lost[1] != "“old” at L2 "+from.Levels[2].Name || c.Names["cl.num"] != "" {
		t.Errorf("%+v", c)
	}
	if c = continuum.Carry(from, &other, map[string]string{"cl.lit": "L3", "cl.num": ""}); len(c.Ratings) != 0 || len(c.Lost) != 1 || len(c.Names) != 0 {
		t.Errorf("%+v", c)
	}
}

func BenchmarkPreview2000(b *testing.B) {
	from := shipped(b)
	data := edited(b, func(f object) {
		f["version"] = "2027.1"
		rules(f)["co_occurring"].(object)["enabled"] = false
		f["worked_examples"] = []any{}
	})
	var cases []continuum.Case
	levels := []string{"L0", "L1", "L2", "L3", "L4", "L5"}
	for i := range 2000 {
		ratings, n := map[string]string{}, 0
		for _, a := range from.Areas {
			for _, s := range a.Strands {
				ratings[s.ID] = levels[(i*7+n*3)%6]
				n++
			}
		}
		cases = append(cases, continuum.Case{ID: "p", Ratings: ratings, Level: levels[i%6]})
	}
	for b.Loop() {
		to, problems := continuum.Load(data) // reading the new pack belongs to the answer
		if problems != nil {
			b.Fatal(problems)
		}
		if moves := continuum.Preview(from, to, cases); len(moves.ByPupil) != 2000 {
			b.Fatal(len(moves.ByPupil))
		}
	}
}
