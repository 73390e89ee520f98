package desk_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

// levelNames are the names of levels as a pack's file has them.
func levelNames(t testing.TB, body []byte) (id string, names map[string]string) {
	t.Helper()
	var p struct {
		ID      string `json:"id"`
		Version string `json:"version"`
		Levels  []struct{ ID, Name string }
	}
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatal(err)
	}
	names = map[string]string{}
	for _, l := range p.Levels {
		names[l.ID] = l.Name
	}
	return p.ID + " " + p.Version, names
}

// Whatever is adopted, undone, done again, taken back and adopted in between: each level
// that was confirmed keeps the words of the scale that it was made with, and the what-if
// counts every pupil once.
func TestLevelsKeepTheirMeaningThroughAnyChangeOfPacks(t *testing.T) {
	d := schooltest.Empty(t)
	var ids []string
	for _, surname := range []string{"Adams", "Brown", "Clark"} {
		ids = append(ids, rated(t, d, surname, "L2"))
	}
	before, _ := json.Marshal(levelPack(t, d))
	// An older edition of the shipped scale, as a program before this one shipped it.
	older := packObject(t, assets.Pack("continuum.json"), func(p packMap) {
		p["version"], p["worked_examples"], p["crosswalk"] = "2025.9", []any{}, packMap{"maps": []any{}}
		for _, l := range p["levels"].([]any) {
			l.(packMap)["name"] = "Old " + l.(packMap)["id"].(string)
		}
	})
	packs := [][]byte{older, renamedLevels(t), council(t, func(p packMap) { p["version"] = "2" })}
	for _, o := range desk.OfferedPacks() {
		packs = append(packs, o.Body)
	}
	names := map[string]map[string]string{}
	for _, body := range append(packs, assets.Pack("continuum.json")) {
		id, words := levelNames(t, body)
		names[id] = words
	}
	steps := 0
	random := rand.New(rand.NewPCG(5, 5))
	for range 24 {
		switch random.IntN(6) {
		case 0, 1:
			if err := d.InstallPack(ctx, packs[random.IntN(len(packs))]); err != nil {
				t.Fatal(desk.Words(err))
			}
		case 2:
			if d.ResetPack(ctx, "sen-continuum") != nil {
				continue // it is in use already
			}
		case 3:
			if steps == 0 {
				continue
			}
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(err)
			}
			steps -= 2
		case 4:
			if _, err := d.Redo(ctx); err != nil {
				continue // nothing to do again
			}
		case 5:
			p := d.Continuum()
			part := p.Parts()[random.IntN(len(p.Parts()))]
			level := p.Levels[random.IntN(len(p.Levels))].ID
			choice := desk.LevelChoice{Pupil: ids[random.IntN(len(ids))], Ratings: map[string]string{part.ID: level}}
			if s, err := d.Suggest(choice.Ratings); err != nil || s.Suggested == "" {
				choice.Level = level
			}
			if _, err := d.ConfirmLevel(ctx, choice); err != nil {
				t.Fatal(desk.Words(err))
			}
		}
		steps++
		for _, id := range ids {
			history, err := d.LevelHistory(ctx, id)
			if err != nil || len(history) == 0 {
				t.Fatal(history, err)
			}
			for _, l := range history {
				want := l.Level + " " + names[l.Pack+" "+l.Version][l.Level]
				if words := d.LevelWordsOf(ctx, l); words != want && !strings.HasPrefix(words, want+" (by “") {
					t.Fatalf("%s of %s %s is called %q, want %q", l.Level, l.Pack, l.Version, words, want)
				}
			}
		}
		moves, problems, err := d.PreviewPack(ctx, packs[random.IntN(len(packs))])
		if n := moves.Up + moves.Down + moves.Same + moves.CannotMap; err != nil || problems != nil || n != len(ids) || len(moves.ByPupil) != len(ids) {
			t.Fatalf("%+v %v %v", moves, problems, err)
		}
	}
	for range steps {
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if after, _ := json.Marshal(levelPack(t, d)); string(after) != string(before) || d.Continuum().ID != "default-kent-style" {
		t.Errorf("after every step was undone:\n%s\nbefore:\n%s", after, before)
	}
}

// Some editors put a mark before a text. The same pack with and without it is one pack.
func TestPackWithAMarkBeforeItIsTheSamePack(t *testing.T) {
	d := schooltest.Empty(t)
	body := renamedLevels(t)
	marked := append([]byte("\ufeff"), body...)
	for _, file := range [][]byte{marked, body, marked, append([]byte("\ufeff"), signedWith(t, marked, "Kent", 1)...)} {
		if err := d.InstallPack(ctx, file); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	if p := levelPack(t, d); p.Signed.By != "Kent" {
		t.Errorf("%+v", p)
	}
}

func TestRefusedPackNamesThePlaceOfItsFault(t *testing.T) {
	d := schooltest.Empty(t)
	err := d.InstallPack(ctx, council(t, func(p packMap) {
		p["levels"].([]any)[1].(packMap)["id"] = "L0"
	}))
	if words := desk.Words(err); !strings.Contains(words, "At levels[1] in the file: There are two levels “L0”.") || !strings.Contains(words, "see all") {
		t.Error(words)
	}
}
