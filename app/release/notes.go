package release

import (
	"fmt"
	"strings"

	"needsbook/app/day"
)

// Release is one version and what is new in it.
type Release struct {
	Version Version
	On      day.Date
	Notes   []string // a sentence each, for a person
}

// Notes reads assets/release/CHANGELOG.md: "## 0.1.0 (2026-11-21)" begins a release, "- " begins
// a note, which indented lines go on. The newest stands first; anything else is an error.
func Notes(changelog string) ([]Release, error) {
	var out []Release
	for i, line := range strings.Split(changelog, "\n") {
		line = strings.TrimRight(line, "\r ")
		switch heading, isHeading := strings.CutPrefix(line, "## "); {
		case isHeading:
			r, err := parseHeading(heading)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			if len(out) > 0 && !r.Version.Before(out[len(out)-1].Version) {
				return nil, fmt.Errorf("line %d: %s does not come before the version above it", i+1, r.Version)
			}
			out = append(out, r)
		case len(out) == 0 || line == "": // what stands before the first release is for people
		case strings.HasPrefix(line, "- "):
			last := &out[len(out)-1]
			last.Notes = append(last.Notes, strings.TrimSpace(line[2:]))
		case strings.HasPrefix(line, "  ") && len(out[len(out)-1].Notes) > 0:
			notes := out[len(out)-1].Notes
			notes[len(notes)-1] += " " + strings.TrimSpace(line)
		default:
			return nil, fmt.Errorf("line %d is neither a release nor a note", i+1)
		}
	}
	return out, nil
}

func parseHeading(heading string) (Release, error) {
	number, rest, _ := strings.Cut(heading, " (")
	v, err := Parse(number)
	if err != nil {
		return Release{}, err
	}
	r := Release{Version: v}
	if err := r.On.UnmarshalText([]byte(strings.TrimSuffix(rest, ")"))); err != nil {
		return Release{}, err
	}
	if r.On.IsZero() {
		return Release{}, fmt.Errorf("%s has no date", v)
	}
	return r, nil
}

// Since are the releases after one version up to another.
func Since(all []Release, after, upTo Version) (out []Release) {
	for _, r := range all {
		if after.Before(r.Version) && !upTo.Before(r.Version) {
			out = append(out, r)
		}
	}
	return out
}
