package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
)

func program1() program {
	return program{file: "a.exe", sha256: strings.Repeat("ab", 32), built: &buildinfo.BuildInfo{GoVersion: "go1.26.8",
		Settings: []debug.BuildSetting{{Key: "GOOS", Value: "windows"}, {Key: "vcs.revision", Value: "1"}},
		Deps: []*debug.Module{{Path: "example.org/b", Version: "v1.0.0+incompatible", Sum: "h1:b"},
			{Path: "example.org/old", Version: "v1.0.0", Replace: &debug.Module{Path: "example.org/new", Version: "v2.0.0", Sum: "h1:new"}}}}}
}

func TestEveryModuleIsListedOnceAndEveryReferenceIsThere(t *testing.T) {
	two := program1()
	two.file = "b"
	d := list("whole", "1.2.3", time.Unix(0, 0).UTC(), []program{program1(), two})
	var refs []string
	for _, c := range d.Components {
		refs = append(refs, c.Ref)
	}
	want := []string{"program:a.exe", "program:b", "pkg:golang/example.org/b@v1.0.0%2Bincompatible", "pkg:golang/example.org/new@v2.0.0", "pkg:golang/std@1.26.8"}
	if !slices.Equal(refs, want) {
		t.Errorf("listed %q", refs)
	}
	if len(d.Dependencies) != 3 || d.Dependencies[0].Ref != "whole" {
		t.Errorf("dependencies %+v", d.Dependencies)
	}
	for _, depends := range d.Dependencies {
		for _, ref := range depends.DependsOn {
			if !slices.Contains(refs, ref) {
				t.Errorf("%s is depended on and not listed", ref)
			}
		}
	}
	if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(d.SerialNumber) {
		t.Errorf("the serial number is %s", d.SerialNumber)
	}
	changed := program1()
	changed.sha256 = strings.Repeat("cd", 32)
	if list("whole", "1.2.3", time.Time{}, []program{changed, two}).SerialNumber == d.SerialNumber {
		t.Error("another program has the same serial number")
	}
}

func TestFinishedProgramIsReadAndOthersAreRefused(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := run([]string{"--name", "x", "--version", "1", "--at", "1763683200", self}, out); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs differ")
	}
	var d document
	if err := json.Unmarshal(first.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if d.SpecVersion != "1.5" || d.Metadata.Timestamp != "2025-11-21T00:00:00Z" || !slices.ContainsFunc(d.Components, func(c component) bool {
		return c.Name == "std" && "go"+c.Version == runtime.Version()
	}) {
		t.Errorf("%s", first.Bytes())
	}
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("no program"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--name", "x", "--version", "1", text}, {"--name", "x", "--version", "1"}, {self}} {
		if err := run(args, &first); err == nil {
			t.Errorf("%q was taken", args)
		}
	}
}
