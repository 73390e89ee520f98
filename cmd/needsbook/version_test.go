package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"needsbook/app/release"
	"needsbook/assets"
	"needsbook/ui/desktop"
)

// TestVersionIsTheSameEverywhere holds every place that names the version to the one in
// FyneApp.toml.
func TestVersionIsTheSameEverywhere(t *testing.T) {
	version := first(t, "FyneApp.toml", `(?m)^Version = "(.*)"$`)
	if desktop.Version != version {
		t.Errorf("the window says %s, FyneApp.toml %s", desktop.Version, version)
	}
	winres := text(t, "assets/dist/winres.json")
	for _, want := range []string{`"version": "` + version + `.0"`, `"file_version": "` + version + `.0"`, `"product_version": "` + version + `.0"`,
		`"FileVersion": "` + version + `"`, `"ProductVersion": "` + version + `"`} {
		if !strings.Contains(winres, want) {
			t.Errorf("assets/dist/winres.json lacks %s", want)
		}
	}
	notes, err := release.Notes(assets.Changelog)
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) == 0 || notes[0].Version.String() != version || len(notes[0].Notes) == 0 {
		t.Fatalf("assets/release/CHANGELOG.md does not begin with %s", version)
	}
	metainfo := regexp.MustCompile(`<release version="([^"]*)" date="([^"]*)"`).FindStringSubmatch(text(t, "assets/dist/org.example.needsbook.metainfo.xml"))
	if len(metainfo) != 3 || metainfo[1] != version || metainfo[2] != notes[0].On.String() {
		t.Errorf("the metainfo says %q, the changelog %s of %s", metainfo, version, notes[0].On)
	}
}

func text(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func first(t *testing.T, path, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindStringSubmatch(text(t, path))
	if found == nil {
		t.Fatalf("%s has nothing like %s", path, pattern)
	}
	return found[1]
}
