package reports

import (
	"strings"

	"needsbook/app/desk"
)

// Memory is what the page remembers while the program runs: the document that was open
// last, and the section of each.
type Memory struct {
	document string
	sections map[string]string
}

// versionsArg is the part of a route that shows what was published before.
const versionsArg = "versions"

// place is what a route to this page names.
type place struct {
	document string
	section  string // "" for where something is to be done
	versions bool   // the page of what was published before
}

// placeOf reads an argument: a document, a document with a section or with "versions",
// or a section alone. What is not named is as it was left.
func placeOf(d *desk.Desk, arg string, memory *Memory) place {
	first, rest, _ := strings.Cut(arg, "/")
	if d.ReportPack(first) != nil {
		at := place{document: first, section: rest}
		if rest == versionsArg {
			at.section, at.versions = "", true
		}
		return at.orRemembered(memory)
	}
	for _, doc := range d.PublicDocuments() {
		if _, ok := d.ReportPack(doc.ID).WordsTitle(first); ok {
			return place{document: doc.ID, section: first}
		}
	}
	at := place{document: d.PublicDocuments()[0].ID}
	if d.ReportPack(memory.document) != nil {
		at.document = memory.document
	}
	return at.orRemembered(memory)
}

func (at place) orRemembered(memory *Memory) place {
	if at.section == "" {
		at.section = memory.sections[at.document]
	}
	return at
}

// note remembers what is open.
func (m *Memory) note(document, section string) {
	if m.sections == nil {
		m.sections = map[string]string{}
	}
	m.document, m.sections[document] = document, section
}
