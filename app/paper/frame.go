package paper

import "strings"

// ContentsTitle heads the table of contents in both writers.
const ContentsTitle = "Contents"

// Byline returns the line under the title: who it is from, of when, and its reference.
func (d *Doc) Byline() string {
	var parts []string
	for _, p := range []string{d.Org, d.Date.Words()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if d.Ref != "" {
		parts = append(parts, "Reference "+d.Ref)
	}
	return strings.Join(parts, " · ")
}

// Notice returns what the watermark means in words, or "" when there is none.
func (d *Doc) Notice() string {
	switch d.Watermark {
	case Demo:
		return "DEMO. Every person and every figure here is invented."
	case Draft:
		return "DRAFT. This is not finished and must not be relied on."
	case DemoDraft:
		return "DEMO · DRAFT. Every person and every figure here is invented, and this is not finished."
	}
	return ""
}

// Words beside the rules of a SignOff, the same in both writers.
const (
	SignedLabel = "Signed"
	NameLabel   = "Name"
	DateLabel   = "Date"
)
