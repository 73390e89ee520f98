package desk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/app/pack/signedpack"
	"needsbook/app/register"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

type packMap = map[string]any

// council is the shipped continuum as a council would publish it, changed.
func council(t testing.TB, change func(p packMap)) []byte {
	t.Helper()
	var p packMap
	if err := json.Unmarshal(assets.Pack("continuum.json"), &p); err != nil {
		t.Fatal(err)
	}
	p["id"], p["version"], p["title"], p["worked_examples"] = "council", "1", "The council's continuum", []any{}
	if change != nil {
		change(p)
	}
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// renamedLevels is the council's continuum with level ids of its own, B0 to B5, and a
// crosswalk from the shipped one.
func renamedLevels(t testing.TB) []byte {
	t.Helper()
	text, levels := string(council(t, nil)), packMap{}
	for n := range 6 {
		text = strings.ReplaceAll(text, fmt.Sprintf(`"L%d"`, n), fmt.Sprintf(`"B%d"`, n))
		levels[fmt.Sprintf("L%d", n)] = fmt.Sprintf("B%d", n)
	}
	var p packMap
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	p["crosswalk"] = packMap{"maps": []any{packMap{"from_id": "default-kent-style", "from_version": "2026.11.1", "levels": levels}}}
	for _, l := range p["levels"].([]any) {
		l.(packMap)["name"] = "Band " + l.(packMap)["id"].(string)
	}
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func rated(t testing.TB, d *desk.Desk, surname, level string) string {
	t.Helper()
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: surname}, Status: "K"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: id, Ratings: map[string]string{"cl.lit": level}}); err != nil {
		t.Fatal(err)
	}
	return id
}

func signedWith(t testing.TB, body []byte, by string, seed byte) []byte {
	t.Helper()
	key, err := signedpack.NewKey(bytes.NewReader(bytes.Repeat([]byte{seed}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	out, err := signedpack.Sign(body, by, key)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func levelPack(t testing.TB, d *desk.Desk) desk.PackInUse {
	t.Helper()
	list, err := d.PacksInUse(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return list[0]
}

func TestAdoptedContinuumIsOneStepThatUndoBringsBack(t *testing.T) {
	d := schooltest.Empty(t)
	rated(t, d, "Price", "L2")
	if err := d.AdoptPack(ctx, signedWith(t, renamedLevels(t), "Kent", 1), "Ben Head"); err != nil {
		t.Fatal(err)
	}
	now := levelPack(t, d)
	if !now.Own || now.Head.ID != "council" || now.Signed.By != "Kent" || len(strings.Fields(now.Signed.Words)) != 6 || now.Signed.Accepted != "SENCO and Ben Head" || now.Installed != d.Today() {
		t.Errorf("%+v", now)
	}
	steps, _ := d.History(ctx, "", 1)
	if !strings.Contains(steps[0].Label, "version 1, accepted by SENCO and Ben Head") {
		t.Error(steps[0].Label)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if was := levelPack(t, d); was.Own || was.Head.ID != "default-kent-style" || d.Continuum().ID != "default-kent-style" {
		t.Errorf("%+v", was)
	}
	if known, _ := d.Publishers(ctx); len(known) != 0 {
		t.Errorf("undo left %v", known)
	}
	refusedOn(t, d.AdoptPack(ctx, renamedLevels(t), " senco "), "second")
}

func TestResetBringsTheShippedPackBackAndSaysWhenItIsInUse(t *testing.T) {
	d := schooltest.Empty(t)
	refusedOn(t, d.ResetPack(ctx, "sen-continuum"), "pack")
	refusedOn(t, d.ResetPack(ctx, "nonsense"), "pack")
	if err := d.InstallPack(ctx, renamedLevels(t)); err != nil {
		t.Fatal(err)
	}
	id := rated(t, d, "Price", "B3")
	if err := d.ResetPack(ctx, "sen-continuum"); err != nil {
		t.Fatal(err)
	}
	l, _, _ := d.Level(ctx, id)
	if p, found, err := d.ContinuumOf(ctx, l.Pack, l.Version); err != nil || !found || p.ID != "council" {
		t.Errorf("the continuum of %s is not kept: %v", l.Pack, err)
	}
	if words := d.LevelWordsOf(ctx, l); words != "B3 Band B3 (by “The council's continuum”, version 1)" {
		t.Error(words)
	}
}

func TestOldLevelsKeepTheirMeaningAndWaitToBeRatedAgain(t *testing.T) {
	d := schooltest.Empty(t)
	two, four := rated(t, d, "Adams", "L2"), rated(t, d, "Brown", "L4")
	if err := d.InstallPack(ctx, renamedLevels(t)); err != nil {
		t.Fatal(err)
	}
	l, _, _ := d.Level(ctx, two)
	if words := d.LevelWordsOf(ctx, l); !strings.HasPrefix(words, "L2 Planned extra help (by “") || l.Level != "L2" {
		t.Error(words)
	}
	if ids, err := d.ToRerate(ctx); err != nil || len(ids) != 2 || ids[0] != two || ids[1] != four {
		t.Error(ids, err)
	}
	e, _ := d.Entry(two)
	if !e.LevelOther || e.LevelAs != "B2" || e.LevelRank != 2 || e.LevelName != "L2 Planned extra help" || d.LevelStanding(e) != desk.LevelOtherPack {
		t.Errorf("%+v", e)
	}
	if found, err := d.Find("level:>=B3"); err != nil || len(found) != 1 || found[0].ID != four {
		t.Error("levels do not compare by the crosswalk", found, err)
	}
	if c := d.CarryLevel(ctx, l); c.Ratings["cl.lit"] != "B2" || len(c.Lost) != 0 {
		t.Errorf("%+v", c)
	}
	rated2 := desk.LevelChoice{Pupil: two, Ratings: map[string]string{"cl.lit": "B2"}}
	if _, err := d.ConfirmLevel(ctx, rated2); err != nil {
		t.Fatal(err)
	}
	if ids, _ := d.ToRerate(ctx); len(ids) != 1 || ids[0] != four {
		t.Error(ids)
	}
	history, _ := d.LevelHistory(ctx, two)
	if len(history) != 2 || history[1].Level != "L2" || history[1].Ratings["cl.lit"] != "L2" {
		t.Errorf("the old rating was changed: %+v", history)
	}
}

func TestLevelsOfAnotherContinuumNeverCountAsThisOnes(t *testing.T) {
	d := schooltest.Empty(t)
	rated(t, d, "Adams", "L2")
	rated(t, d, "Brown", "L4")
	// The council's ids are the same, and mean something else.
	if err := d.InstallPack(ctx, council(t, nil)); err != nil {
		t.Fatal(err)
	}
	rated(t, d, "Clark", "L4")
	for query, want := range map[string]int{"level:>=L3": 1, "level:L2": 0, "level:<=L5": 1, "level:none": 0, "level:other": 2} {
		found, err := d.Find(query)
		if err != nil || len(found) != want {
			t.Errorf("%s finds %d, want %d (%v)", query, len(found), want, err)
		}
	}
	if c := d.Counts(); c.ByLevel["L4"] != 1 || c.ByLevel["L2"] != 0 {
		t.Errorf("%v", c.ByLevel)
	}
}

func TestSomeoneElsesSignatureIsRefusedUntilThePublisherIsForgotten(t *testing.T) {
	d := schooltest.Empty(t)
	one := council(t, func(p packMap) { p["version"] = "1" })
	two := council(t, func(p packMap) { p["version"] = "2" })
	if err := d.InstallPack(ctx, signedWith(t, one, "Kent", 1)); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"another key": signedWith(t, two, "Kent", 2), "not signed": two} {
		err := d.InstallPack(ctx, file)
		refusedOn(t, err, "pack")
		if err == nil || !strings.Contains(desk.Words(err), "has come from “Kent” so far") || d.Continuum().Version != "1" {
			t.Errorf("%s: %v", name, err)
		}
	}
	tampered := bytes.Replace(signedWith(t, two, "Kent", 1), []byte(`"by": "Kent"`), []byte(`"by": "Bent"`), 1)
	if err := d.InstallPack(ctx, tampered); err == nil || !strings.Contains(desk.Words(err), "changed after it was signed") {
		t.Error(err)
	}
	if err := d.ForgetPublisher(ctx, "council"); err != nil {
		t.Fatal(err)
	}
	if err := d.InstallPack(ctx, signedWith(t, two, "Kent", 2)); err != nil {
		t.Fatal(err)
	}
	refusedOn(t, d.ForgetPublisher(ctx, "nobody"), "pack")
	for range 2 {
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	refusedOn(t, d.InstallPack(ctx, signedWith(t, two, "Kent", 2)), "pack")
}

func TestPackThatDoesNotGoWithTheOnesHereIsRefused(t *testing.T) {
	published := func(version, from string, more func(packMap)) []byte {
		return council(t, func(p packMap) {
			p["status"], p["version"], p["valid_from"], p["valid_to"] = "published", version, from, nil
			if more != nil {
				more(p)
			}
		})
	}
	d := schooltest.Empty(t)
	if err := d.InstallPack(ctx, published("1", "2026-09-01", func(p packMap) { p["replaces"] = []any{"council 4"} })); err != nil {
		t.Fatal(err)
	}
	rated(t, d, "Adams", "L2")
	for _, c := range []struct {
		name, path, says string
		body             []byte
	}{
		{"same version", "version", "known here with other content", published("1", "2026-09-01", func(p packMap) { p["title"] = "Another" })},
		{"overlap", "valid_from", "from 1 Sep 2026 on", published("2", "2027-09-01", nil)},
		{"ring", "replaces", "replaces council 1", published("4", "2027-09-01", func(p packMap) { p["replaces"] = []any{"council 1"} })},
		{"itself", "replaces", "replaces itself", published("3", "2027-09-01", func(p packMap) { p["replaces"] = []any{"council@3"} })},
		{"turned round", "crosswalk.maps[0].levels", "turned round", published("5", "2027-09-01", func(p packMap) {
			p["replaces"] = []any{"council"}
			p["crosswalk"] = packMap{"maps": []any{packMap{"from_id": "council", "from_version": "1", "levels": packMap{"L1": "L5", "L5": "L1"}}}}
		})},
	} {
		problems, err := d.PackFaults(ctx, c.body)
		if err != nil || len(problems) == 0 || problems[0].Path != c.path || !strings.Contains(problems[0].Message, c.says) {
			t.Errorf("%s: %v %v", c.name, problems, err)
		}
		refusedOn(t, d.InstallPack(ctx, c.body), "pack")
		if d.Continuum().Version != "1" || d.Continuum().Title != "The council's continuum" {
			t.Errorf("%s took the place of the pack in use", c.name)
		}
	}
	if err := d.InstallPack(ctx, published("2", "2027-09-01", func(p packMap) { p["replaces"] = []any{"council"} })); err != nil {
		t.Error(err)
	}
}

// What the issue lists as bad input, each with the place in the file.
func TestBadPacksAreRefusedWithTheirPlace(t *testing.T) {
	part := func(p packMap, list string, n int) packMap { return p[list].([]any)[n].(packMap) }
	area := func(p packMap) packMap { return part(p, "areas", 0)["strands"].([]any)[0].(packMap) }
	for _, c := range []struct {
		name, path, says string
		body             []byte
	}{
		{"duplicate id", "levels[1]", "two levels “L0”", council(t, func(p packMap) { part(p, "levels", 1)["id"] = "L0" })},
		{"duplicate statement", "areas[0].strands[0].descriptors.L2", "already used", council(t, func(p packMap) {
			cells := area(p)["descriptors"].(packMap)
			cells["L2"].([]any)[0].(packMap)["id"] = cells["L1"].([]any)[0].(packMap)["id"]
		})},
		{"cycle", "crosswalk.maps[0]", "this very pack", council(t, func(p packMap) {
			p["crosswalk"] = packMap{"maps": []any{packMap{"from_id": "council", "from_version": "1"}}}
		})},
		{"missing level", "areas[0].strands[0].descriptors", "has no text for level L3", council(t, func(p packMap) { delete(area(p)["descriptors"].(packMap), "L3") })},
		{"level that is not there", "rules.moderation.sample_levels[0]", "no level “L9”", council(t, func(p packMap) {
			p["rules"].(packMap)["moderation"].(packMap)["sample_levels"] = []any{"L9"}
		})},
		{"wrong example", "worked_examples[0].expect.overall", "“By hand” does not hold: it expects \"L5\", but the rules give \"L2\"", council(t, func(p packMap) {
			p["worked_examples"] = []any{packMap{"name": "By hand", "ratings": packMap{"cl.lit": "L2"}, "expect": packMap{"overall": "L5"}}}
		})},
		{"unknown rule", "rules.overall_level.method", "does not know the rule “dice”", council(t, func(p packMap) {
			p["rules"].(packMap)["overall_level"].(packMap)["method"] = "dice"
		})},
		{"wrong format version", "format_version", "should be “1”", council(t, func(p packMap) { p["format_version"] = 2 })},
		{"another format", "format", "cannot be installed", council(t, func(p packMap) { p["format"] = "sen-horoscope" })},
		{"50 MB", "", "at most 2048 kB", bytes.Repeat([]byte("x"), 50<<20)},
		{"deep", "", "nested more than", []byte(strings.Repeat(`{"a":`, 200) + "1" + strings.Repeat("}", 200))},
		{"no pack", "format", "does not say what sort", []byte("{}")},
		{"a form of no kind", "kind", "not a kind of request", []byte(`{"format":"request-form","kind":"wishes"}`)},
		{"term words in a ring", "terms.level", "already a word for", func() []byte {
			return packObject(t, assets.Pack("terms.json"), func(p packMap) {
				terms := p["terms"].(packMap)
				for a, b := range map[string]string{"area": "Level", "level": "Area of need"} {
					terms[a].(packMap)["also_known_as"] = []any{b}
				}
			})
		}()},
	} {
		problems := desk.CheckPack(c.body)
		found := false
		for _, p := range problems {
			found = found || p.Path == c.path && strings.Contains(p.Message, c.says)
		}
		if !found {
			t.Errorf("%s: want %q at %q, got %v", c.name, c.says, c.path, problems)
		}
		d := schooltest.Empty(t)
		refusedOn(t, d.InstallPack(ctx, c.body), "pack")
		if steps, _ := d.History(ctx, "", 10); len(steps) != 0 || d.Continuum().ID != "default-kent-style" {
			t.Errorf("%s left a trace", c.name)
		}
	}
	if w := desk.PackWarnings(council(t, func(p packMap) { area(p)["descriptors"].(packMap)["L3"] = []any{} })); len(w) != 1 || !strings.Contains(w[0].Message, "no text for") {
		t.Error(w)
	}
}

func TestEveryFaultIsNamedAtOnce(t *testing.T) {
	body := council(t, func(p packMap) {
		p["levels"].([]any)[1].(packMap)["id"] = "L0"
		p["rules"].(packMap)["area_level"].(packMap)["method"] = "dice"
	})
	paths := map[string]bool{}
	for _, p := range desk.CheckPack(body) {
		paths[p.Path] = true
	}
	if !paths["levels[1]"] || !paths["rules.area_level.method"] || len(paths) < 3 {
		t.Errorf("%v", paths)
	}
}

func TestPreviewComparesEachPupilByTheContinuumOfTheirLevel(t *testing.T) {
	d := schooltest.Empty(t)
	rated(t, d, "Adams", "L2")
	if err := d.InstallPack(ctx, renamedLevels(t)); err != nil {
		t.Fatal(err)
	}
	rated(t, d, "Brown", "B4")
	moves, problems, err := d.PreviewPack(ctx, assets.Pack("continuum.json"))
	if err != nil || problems != nil || len(moves.ByPupil) != 2 {
		t.Fatal(moves, problems, err)
	}
	if moves.Same != 1 || moves.CannotMap != 1 || moves.ByPupil[0].To != "L2" || !strings.Contains(moves.ByPupil[1].Why, "no level that stands for B4 Band B4") {
		t.Errorf("%+v", moves)
	}
	if moves.ByPupil[1].Way != continuum.CannotMap {
		t.Errorf("%+v", moves.ByPupil[1])
	}
}

func BenchmarkPreviewPack2000(b *testing.B) {
	d := schooltest.Empty(b)
	levels := []string{"L1", "L2", "L3", "L4", "L5"}
	fillLarge(b, d)
	found, err := d.Find("")
	if err != nil {
		b.Fatal(err)
	}
	for i, e := range found {
		ratings, n := map[string]string{}, 0
		for _, a := range d.Continuum().Areas {
			for _, s := range a.Strands {
				ratings[s.ID] = levels[(i+n*3)%5]
				n++
			}
		}
		if _, err := d.ConfirmLevel(ctx, desk.LevelChoice{Pupil: e.ID, Ratings: ratings}); err != nil {
			b.Fatal(desk.Words(err))
		}
	}
	body := council(b, nil)
	for b.Loop() {
		if moves, problems, err := d.PreviewPack(ctx, body); err != nil || problems != nil || len(moves.ByPupil) != 2000 {
			b.Fatal(len(moves.ByPupil), problems, err)
		}
	}
}

func FuzzReadPackFile(f *testing.F) {
	f.Add(signedWith(f, []byte(`{"format":"sen-terms"}`), "Kent", 1))
	f.Add([]byte(`{"format":"needsbook-signed-pack","pack":"e30="}`))
	f.Add([]byte(`{"format":"sen-funding","format_version":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		body, by, err := desk.ReadPackFile(data)
		if err != nil && (body != nil || by.Key != "") {
			t.Error("a refused file gives a pack")
		}
		if err == nil {
			_ = desk.CheckPack(body)
		}
	})
}
