// Package docs lets the program show what stands in docs/CHANGELOG.md.
package docs

import _ "embed" // for the changelog

// Changelog is docs/CHANGELOG.md. See release.Notes for its form.
//
//go:embed CHANGELOG.md
var Changelog string
