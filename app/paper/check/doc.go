// Package check reads a finished PDF back and looks for what would break PDF/UA-1
// (ISO 14289-1): content that is neither tagged nor artifact, elements in the wrong
// place, pictures without words, tables without scopes, links nobody can hear.
// It knows what our own writer makes (no forms, one kind of font and of image), so it
// guards against our mistakes and is no validator of other people's files. What
// only a person can judge, such as whether a description is true, it leaves alone.
package check
