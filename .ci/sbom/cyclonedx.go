package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// document is CycloneDX 1.5, the parts of it that are used.
type document struct {
	Schema       string       `json:"$schema"`
	Format       string       `json:"bomFormat"`
	SpecVersion  string       `json:"specVersion"`
	SerialNumber string       `json:"serialNumber"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp string    `json:"timestamp,omitempty"`
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Hashes     []hash     `json:"hashes,omitempty"`
	PackageURL string     `json:"purl,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn"`
}

// list makes the document: the programs first, then what is in them.
func list(name, version string, made time.Time, programs []program) document {
	whole := component{Type: "application", Ref: name, Name: name, Version: version}
	d := document{Schema: "http://cyclonedx.org/schema/bom-1.5.schema.json", Format: "CycloneDX", SpecVersion: "1.5", Version: 1,
		SerialNumber: serial(name, version, programs), Metadata: metadata{Component: whole}}
	if !made.IsZero() {
		d.Metadata.Timestamp = made.Format(time.RFC3339)
	}
	all := dependency{Ref: name}
	inside := map[string]component{}
	for _, p := range programs {
		ref := "program:" + p.file
		all.DependsOn = append(all.DependsOn, ref)
		d.Components = append(d.Components, component{Type: "application", Ref: ref, Name: p.file, Version: version,
			Hashes: []hash{{"SHA-256", p.sha256}}, Properties: settings(p)})
		holds := dependency{Ref: ref}
		for _, c := range parts(p) {
			inside[c.Ref] = c
			holds.DependsOn = append(holds.DependsOn, c.Ref)
		}
		slices.Sort(holds.DependsOn)
		d.Dependencies = append(d.Dependencies, holds)
	}
	d.Dependencies = append([]dependency{all}, d.Dependencies...)
	for _, ref := range slices.Sorted(maps.Keys(inside)) {
		d.Components = append(d.Components, inside[ref])
	}
	return d
}

// parts are Go itself and the modules in a program.
func parts(p program) []component {
	release := strings.TrimPrefix(p.built.GoVersion, "go")
	out := []component{{Type: "library", Ref: "pkg:golang/std@" + release, Name: "std", Version: release, PackageURL: "pkg:golang/std@" + release}}
	for _, m := range p.built.Deps {
		out = append(out, library(m))
	}
	return out
}

// library is a module. One that was replaced is what stands in its place.
func library(m *debug.Module) component {
	if m.Replace != nil {
		m = m.Replace
	}
	purl := "pkg:golang/" + strings.ReplaceAll(url.PathEscape(m.Path), "%2F", "/") + "@" + url.QueryEscape(m.Version)
	c := component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, PackageURL: purl}
	if m.Sum != "" { // of the module's files as go.sum has it: not the hash of one file, so a property
		c.Properties = []property{{"go:sum", m.Sum}}
	}
	return c
}

// settings are how a program was built.
func settings(p program) (out []property) {
	for _, s := range p.built.Settings {
		switch s.Key {
		case "GOOS", "GOARCH", "CGO_ENABLED", "-tags":
			out = append(out, property{"go:" + s.Key, s.Value})
		}
	}
	return out
}

// serial is the same for the same programs: a UUID made of their hashes.
func serial(name, version string, programs []program) string {
	sum := sha256.New()
	fmt.Fprintln(sum, name, version)
	for _, p := range programs {
		fmt.Fprintln(sum, p.file, p.sha256)
	}
	id := sum.Sum(nil)[:16]
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80 // version 8: made by the maker's own rule
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
