package settings_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/pack/signedpack"
	"needsbook/assets"
)

func read(t *testing.T, path string) []byte {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// ownCard is the shipped rate card as a school's own, with some text put in place of other.
func ownCard(t *testing.T, from, to string) []byte {
	t.Helper()
	var card map[string]any
	if err := json.Unmarshal(bytes.Replace(assets.Pack("rate-card.json"), []byte(from), []byte(to), 1), &card); err != nil {
		t.Fatal(err)
	}
	card["id"] = "own-card"
	delete(card, "worked_examples") // sums of the shipped rates
	body, err := json.Marshal(card)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestSignedPackIsShownAdoptedLookedAtAndReset(t *testing.T) {
	d := sit(t)
	w, _ := open(t, d, "packs")
	w.MustSee("Rate card", "Deadlines", "example", "with the program", "shipped")
	key, err := signedpack.NewKey(bytes.NewReader(bytes.Repeat([]byte{4}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := signedpack.Sign(bytes.Replace(assets.Pack("services.json"), []byte("default-services"), []byte("kent-services"), 1), "Kent County Council", key)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "signed.json")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	w.Type(path)
	w.Press("Enter")
	words := strings.Join(signedpack.WordsOf(key), " ")
	w.MustSee("Signed by Kent County Council. Compare the six words", words, "The pack is sound. It moves nobody.", "Accepted with")
	press(t, w, "Put it in use")
	w.MustSee("Ctrl+Z goes back to the one before.")
	w.FocusGrid()
	for range 20 { // down to the services
		w.Press("Down")
	}
	for range 3 {
		w.Press("Up")
	}
	w.Press("Enter")
	w.MustSee("Services", "Signed by Kent County Council ("+words+")", "Taken from", "Accepted by", "Go back to the shipped pack", "Forget the publisher")
	w.Pictures("settings-pack")
	press(t, w, "Go back to the shipped pack")
	w.MustSee("The shipped pack is in use again.")
	w.Press("Ctrl+Z")
	list, err := d.PacksInUse(t.Context())
	if err != nil || !slices.ContainsFunc(list, func(p desk.PackInUse) bool { return p.Own && p.Signed.By == "Kent County Council" }) {
		t.Errorf("undo does not bring the school's own back: %v", err)
	}
}

func TestMovesAreCountedAndListedByTheirWay(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "packs")
	var p map[string]any
	if err := json.Unmarshal(bytes.ReplaceAll(assets.Pack("continuum.json"), []byte(`"cl.lit"`), []byte(`"cl.reading"`)), &p); err != nil {
		t.Fatal(err)
	}
	p["id"], p["worked_examples"] = "council", []any{}
	p["rules"].(map[string]any)["co_occurring"].(map[string]any)["enabled"] = false
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	moves, problems, err := d.PreviewPack(t.Context(), body)
	if err != nil || problems != nil || moves.CannotMap == 0 {
		t.Fatal(moves, problems, err)
	}
	path := filepath.Join(t.TempDir(), "council.json")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	w.Type(path)
	w.Press("Enter")
	w.MustSee("Not signed: nothing shows who wrote it", "cannot be mapped; their ratings are kept", "The new continuum has no place for what was rated in")
	w.Pictures("settings-what-if")
}
